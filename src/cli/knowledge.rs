//! What articles are read with: the places and the words, loaded once for a command.

use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::lexicon::Lexicon;
use crate::pipeline::{Analysis, Options, Warning, analyze};

use super::error::CliError;
use super::input::LoadedDocument;
use super::places::GazetteerArguments;
use super::report::Report;

/// The gazetteer and the lexicon.
#[derive(Debug)]
pub(crate) struct Knowledge {
    pub(crate) gazetteer: Gazetteer,
    pub(crate) lexicon: Lexicon,
}

impl Knowledge {
    /// Loads what comes with Dateline.
    pub(crate) fn load() -> Result<Knowledge, CliError> {
        Ok(Knowledge {
            gazetteer: Gazetteer::embedded()?,
            lexicon: Lexicon::load()?,
        })
    }

    /// Loads what comes with Dateline, with the user's places over it.
    pub(crate) fn with_places(places: &GazetteerArguments, report: &mut Report) -> Result<Knowledge, CliError> {
        Ok(Knowledge {
            gazetteer: places.open(report)?,
            lexicon: Lexicon::load()?,
        })
    }

    /// The same for a command that needs it until the program ends: taking it apart would only cost time.
    pub(crate) fn for_good(self) -> &'static Knowledge {
        Box::leak(Box::new(self))
    }

    /// Reads one article and tells its warnings.
    #[cfg(feature = "server")]
    pub(crate) fn analyze(&self, loaded: &LoadedDocument, explain: bool, report: &mut Report) -> Analysis {
        let analysis = self.analyze_quietly(&loaded.document, explain);
        tell(loaded, &analysis, report);
        analysis
    }

    /// Reads one article and keeps its warnings to itself.
    pub(crate) fn analyze_quietly(&self, document: &Document, explain: bool) -> Analysis {
        analyze(document, &self.gazetteer, &self.lexicon, &Options { explain })
    }
}

/// Counts an article that was read, and tells its warnings.
pub(crate) fn tell(LoadedDocument { document, origin, .. }: &LoadedDocument, analysis: &Analysis, report: &mut Report) {
    report.read_one();
    if document.text.trim().is_empty() {
        report.empty_one(origin);
    } else if analysis.warnings.contains(&Warning::NoPublicationDate) {
        report.warn(format_args!(
                "{origin}: the publication date is not known, so relative dates such as \"Thursday\" stay unresolved; give it with --date"
            ));
    }
}
