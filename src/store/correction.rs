//! Corrections: what a person says is right, kept apart from what was read out of the article.
//!
//! A correction is tied to reports by [`Anchor`]s (document and the words that told the event), so that it holds again after the document
//! was read anew, maybe by a newer Dateline. It is applied each time an incident is put together, in the order of making, and taking it back
//! leaves what the article says.

use serde::{Deserialize, Serialize};

use crate::incident::EvidenceRole;
use crate::record::StoredIncident;

/// How far a correction of a name's place reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The one incident.
    #[default]
    Mention,
    /// Every incident of the document whose place is named by the same words.
    Document,
    /// Every incident whose place is named by the same words.
    Everywhere,
}

/// What is corrected. Days are ISO 8601; unknown is `null`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Change {
    /// It happened at this point.
    Move {
        /// Which incident.
        incident: String,
        /// Degrees east.
        longitude: f64,
        /// Degrees north.
        latitude: f64,
        /// What the place is called.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// Its place's name means this place of the gazetteer.
    ChoosePlace {
        /// Which incident.
        incident: String,
        /// Gazetteer identifier.
        place_id: u32,
    },
    /// It is of this type.
    SetType {
        /// Which incident.
        incident: String,
        /// Type id of the taxonomy.
        r#type: String,
    },
    /// It happened in these days, both inclusive.
    SetDate {
        /// Which incident.
        incident: String,
        /// First day.
        date_start: Option<String>,
        /// Last day; the first where it is left out.
        #[serde(default)]
        date_end: Option<String>,
    },
    /// So many were hurt.
    SetCasualties {
        /// Which incident.
        incident: String,
        /// Fewest killed.
        #[serde(default)]
        killed_min: Option<u32>,
        /// Most killed.
        #[serde(default)]
        killed_max: Option<u32>,
        /// Fewest injured.
        #[serde(default)]
        injured_min: Option<u32>,
        /// Most injured.
        #[serde(default)]
        injured_max: Option<u32>,
    },
    /// It and the others are one event.
    Merge {
        /// Which incident.
        incident: String,
        /// The others.
        with: Vec<String>,
    },
    /// Its reports are of different events.
    Split {
        /// Which incident.
        incident: String,
    },
    /// It is no incident.
    Hide {
        /// Which incident.
        incident: String,
    },
}

impl Change {
    /// The incident that it names.
    pub fn incident(&self) -> &str {
        match self {
            Change::Move { incident, .. }
            | Change::ChoosePlace { incident, .. }
            | Change::SetType { incident, .. }
            | Change::SetDate { incident, .. }
            | Change::SetCasualties { incident, .. }
            | Change::Merge { incident, .. }
            | Change::Split { incident }
            | Change::Hide { incident } => incident,
        }
    }

    /// Every incident that it names.
    pub(super) fn incidents(&self) -> Vec<&str> {
        let mut named = vec![self.incident()];
        if let Change::Merge { with, .. } = self {
            named.extend(with.iter().map(String::as_str));
        }
        named
    }
}

/// A report as a correction finds it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Identifier of the document.
    pub document: String,
    /// The identifier that the incident had in that document alone.
    pub incident: String,
    /// The words that told the event there; may be empty.
    pub trigger: String,
    /// The sentence that told it best there.
    pub sentence: String,
    /// The words that name its place; `None` without one.
    pub mention: Option<String>,
}

/// A correction to be made: what a client sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewCorrection {
    /// How far it reaches.
    #[serde(default)]
    pub scope: Scope,
    /// What is corrected.
    #[serde(flatten)]
    pub change: Change,
}

/// A correction that was made: what a store keeps, and the shape of exported files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// Identifies it.
    pub id: String,
    /// When it was made: ISO 8601, UTC, whole seconds.
    pub created: String,
    /// How far it reaches.
    #[serde(default)]
    pub scope: Scope,
    /// What is corrected.
    #[serde(flatten)]
    pub change: Change,
    /// The reports of the incidents that it names, when it was made.
    pub anchors: Vec<Anchor>,
}

/// Why a correction was refused; names the key at fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{key}` is not right: {reason}")]
pub struct CorrectionError {
    /// The key of the correction.
    pub key: &'static str,
    /// What is wrong.
    pub reason: String,
}

/// What became of imported corrections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportCounts {
    /// New ones, now in force.
    pub added: usize,
    /// Those that were there already.
    pub known: usize,
}

impl Anchor {
    /// The anchor of a report: an incident as one document tells it.
    pub(super) fn of(report: &StoredIncident) -> Anchor {
        let trigger = report
            .evidence
            .iter()
            .find(|evidence| evidence.role == EvidenceRole::Trigger);
        Anchor {
            document: report
                .sources
                .first()
                .map_or_else(String::new, |source| source.document.clone()),
            incident: report.incident.id.clone(),
            trigger: trigger.map_or_else(String::new, |trigger| trigger.quote.text.clone()),
            sentence: report.sentence.text.clone(),
            mention: report.place_mention.clone(),
        }
    }

    /// The number of the report among those of its document: the one with the same identifier, else the one with the same trigger in the same
    /// sentence, else the only one with the same trigger.
    pub(super) fn find(&self, reports: &[Anchor]) -> Option<usize> {
        let same_id = reports.iter().position(|report| report.incident == self.incident);
        let mut told_alike = reports
            .iter()
            .enumerate()
            .filter(|(_, report)| report.trigger == self.trigger);
        same_id.or_else(|| {
            let first = told_alike.next()?;
            let rest: Vec<_> = told_alike.collect();
            let mut alike = std::iter::once(first).chain(rest.iter().copied());
            let same_sentence = alike.find(|(_, report)| report.sentence == self.sentence);
            same_sentence
                .or(rest.is_empty().then_some(first))
                .map(|(number, _)| number)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor(incident: &str, trigger: &str, sentence: &str) -> Anchor {
        Anchor {
            document: "d".to_owned(),
            incident: incident.to_owned(),
            trigger: trigger.to_owned(),
            sentence: sentence.to_owned(),
            mention: None,
        }
    }

    #[test]
    fn an_anchor_finds_its_report_after_the_article_was_read_anew() {
        let old = anchor("1", "bombing", "A bombing hit the town.");
        let check = |expected, reports: &[Anchor]| assert_eq!(old.find(reports), expected);
        check(Some(1), &[anchor("2", "bombing", ""), anchor("1", "raid", "")]);
        check(
            Some(0),
            &[anchor("2", "bombing", "A bombing hit."), anchor("3", "raid", "")],
        );
        let twice = [
            anchor("2", "bombing", ""),
            anchor("3", "bombing", "A bombing hit the town."),
        ];
        check(Some(1), &twice);
        check(None, &[anchor("2", "bombing", ""), anchor("3", "bombing", "")]);
        check(None, &[]);
    }

    #[test]
    fn a_correction_reads_from_what_a_client_sends() {
        let sent = r#"{"action":"move","incident":"a","longitude":44.4,"latitude":33.3,"name":"Taji"}"#;
        let read: NewCorrection = serde_json::from_str(sent).unwrap();
        assert_eq!((read.scope, read.change.incident()), (Scope::Mention, "a"));
        assert!(serde_json::from_str::<NewCorrection>(r#"{"action":"fly","incident":"a"}"#).is_err());
        let everywhere = r#"{"action":"choose_place","scope":"everywhere","incident":"a","place_id":1}"#;
        let read: NewCorrection = serde_json::from_str(everywhere).unwrap();
        assert_eq!(read.scope, Scope::Everywhere);
    }
}
