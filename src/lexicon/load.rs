//! Reads the word lists, from inside the binary (feature `embed`) or from `data/lexicon`.

use std::borrow::Cow;
use std::collections::HashMap;

use super::inflection::{IrregularVerbs, noun_forms, plural, verb_forms};
use super::name_cues::NameCues;
use super::{
    Cue, FacilityNoun, Form, Kind, KindId, Lexicon, LexiconError, PeopleNoun, PhraseTable, Side, Strength, Taxonomy,
    Trigger, Weapon,
};

use crate::learn::Models;

/// The contents of one list.
#[cfg(feature = "embed")]
macro_rules! list {
    ($name:literal) => {
        Ok::<Cow<'static, str>, LexiconError>(Cow::Borrowed(include_str!(concat!("../../data/lexicon/", $name))))
    };
}
#[cfg(not(feature = "embed"))]
macro_rules! list {
    ($name:literal) => {{
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("data/lexicon")
            .join($name);
        std::fs::read_to_string(&path)
            .map(Cow::<'static, str>::Owned)
            .map_err(|source| LexiconError::Read { path, source })
    }};
}

impl Lexicon {
    /// Reads the word lists that come with Dateline.
    ///
    /// # Errors
    /// [`LexiconError::Row`] for a row that does not fit its header; [`LexiconError::Read`] for a missing file (only without `embed`);
    /// [`LexiconError::Model`] for a model that is missing or damaged.
    pub fn load() -> Result<Lexicon, LexiconError> {
        Lexicon::with_models(Models::load()?)
    }

    /// The same with the given models: for training one of them, which need not be there yet.
    ///
    /// # Errors
    /// As [`Lexicon::load`].
    pub fn with_models(models: Models) -> Result<Lexicon, LexiconError> {
        let taxonomy = read_taxonomy(&list!("taxonomy.csv")?)?;
        let irregular = read_irregular(&list!("irregular_verbs.csv")?)?;
        let (triggers, trigger_phrases) = read_triggers(&list!("triggers.csv")?, &taxonomy, &irregular)?;
        Ok(Lexicon {
            triggers,
            trigger_phrases,
            not_triggers: read_not_triggers(&list!("not_triggers.txt")?),
            weapons: read_weapons(&list!("weapons.csv")?, &taxonomy)?,
            platforms: read_platforms(&list!("platforms.csv")?, &taxonomy)?,
            causes: read_causes(&list!("causes.csv")?, &taxonomy)?,
            capitals: read_capitals(&list!("capitals.csv")?)?,
            headlines: read_headlines(&list!("headlines.csv")?, &taxonomy)?,
            people: read_people(&list!("people.csv")?)?,
            facilities: read_facilities(&list!("facilities.txt")?),
            organisations: read_organisations(&list!("organisations.txt")?),
            actors: read_actors(&list!("actors.csv")?)?,
            cues: read_cues(&list!("cues.csv")?)?,
            name_cues: NameCues::load()?,
            models,
            taxonomy,
        })
    }
}

/// The rows of a CSV with a header, each with its line number.
fn rows<const N: usize>(file: &'static str, contents: &str) -> Result<Vec<(u64, [String; N])>, LexiconError> {
    let mut reader = csv::Reader::from_reader(contents.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            LexiconError::Row {
                file,
                line,
                reason: error.to_string(),
            }
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        let fields: Vec<String> = record.iter().map(|field| field.trim().to_owned()).collect();
        let count = fields.len();
        let fields = fields.try_into().ok();
        let fields = fields.ok_or_else(|| LexiconError::Row {
            file,
            line,
            reason: format!("{count} columns instead of {N}"),
        })?;
        rows.push((line, fields));
    }
    Ok(rows)
}

/// The lines of a word list, without comments.
fn lines(contents: &str) -> impl Iterator<Item = &str> {
    contents
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn unknown(file: &'static str, line: u64, what: &str, value: &str) -> LexiconError {
    LexiconError::Row {
        file,
        line,
        reason: format!("unknown {what} `{value}`"),
    }
}

fn read_taxonomy(contents: &str) -> Result<Taxonomy, LexiconError> {
    let mut reader = csv::Reader::from_reader(contents.as_bytes());
    let kinds: Result<Vec<Kind>, csv::Error> = reader.deserialize().collect();
    let kinds = kinds.map_err(|error| LexiconError::Row {
        file: "taxonomy.csv",
        line: error.position().map_or(0, csv::Position::line),
        reason: error.to_string(),
    })?;
    Ok(Taxonomy::new(kinds))
}

fn read_irregular(contents: &str) -> Result<IrregularVerbs, LexiconError> {
    let mut by_base = HashMap::new();
    for (_, [base, past, participle, ing]) in rows("irregular_verbs.csv", contents)? {
        let several = |forms: String| forms.split('|').map(str::to_owned).collect::<Vec<_>>();
        by_base.insert(base, [several(past), several(participle), several(ing)]);
    }
    Ok(IrregularVerbs { by_base })
}

fn read_triggers(
    contents: &str,
    taxonomy: &Taxonomy,
    irregular: &IrregularVerbs,
) -> Result<(PhraseTable<Trigger>, Vec<String>), LexiconError> {
    const FILE: &str = "triggers.csv";
    let mut table = PhraseTable::default();
    let mut phrases = Vec::new();
    for (line, [phrase, part_of_speech, kind, strength]) in rows(FILE, contents)? {
        let kind = taxonomy
            .id_of(&kind)
            .ok_or_else(|| unknown(FILE, line, "type", &kind))?;
        let strength = match strength.as_str() {
            "strong" => Strength::Strong,
            "general" => Strength::General,
            "weak" => Strength::Weak,
            "means" => Strength::Means,
            "killed" => Strength::Killed,
            "injured" => Strength::Injured,
            "damage" => Strength::Damage,
            other => return Err(unknown(FILE, line, "strength", other)),
        };
        let forms = match part_of_speech.as_str() {
            "noun" => noun_forms(&phrase),
            "verb" => verb_forms(&phrase, irregular),
            other => return Err(unknown(FILE, line, "part of speech", other)),
        };
        for (words, form) in forms {
            table.insert(
                &words,
                Trigger {
                    kind,
                    strength,
                    form,
                    phrase: phrases.len(),
                },
            );
        }
        phrases.push(phrase);
    }
    Ok((table, phrases))
}

fn read_not_triggers(contents: &str) -> PhraseTable<()> {
    let mut table = PhraseTable::default();
    lines(contents).for_each(|phrase| table.insert(phrase, ()));
    table
}

fn read_weapons(contents: &str, taxonomy: &Taxonomy) -> Result<PhraseTable<Weapon>, LexiconError> {
    const FILE: &str = "weapons.csv";
    let mut table = PhraseTable::default();
    for (line, [phrase, label, kind]) in rows(FILE, contents)? {
        let kind = match kind.as_str() {
            "" => None,
            id => Some(taxonomy.id_of(id).ok_or_else(|| unknown(FILE, line, "type", id))?),
        };
        for (words, _) in noun_forms(&phrase) {
            table.insert(
                &words,
                Weapon {
                    label: label.clone(),
                    kind,
                },
            );
        }
    }
    Ok(table)
}

fn read_platforms(contents: &str, taxonomy: &Taxonomy) -> Result<PhraseTable<Weapon>, LexiconError> {
    const FILE: &str = "platforms.csv";
    let mut table = PhraseTable::default();
    for (line, [name, label, kind]) in rows(FILE, contents)? {
        let kind = match kind.as_str() {
            "" => None,
            id => Some(taxonomy.id_of(id).ok_or_else(|| unknown(FILE, line, "type", id))?),
        };
        for written in [format!("{name}s"), name] {
            let weapon = Weapon {
                label: label.clone(),
                kind,
            };
            table.insert_exact(&written, weapon);
        }
    }
    Ok(table)
}

fn read_causes(contents: &str, taxonomy: &Taxonomy) -> Result<PhraseTable<KindId>, LexiconError> {
    const FILE: &str = "causes.csv";
    let mut table = PhraseTable::default();
    for (line, [phrase, kind]) in rows(FILE, contents)? {
        let kind = taxonomy
            .id_of(&kind)
            .ok_or_else(|| unknown(FILE, line, "type", &kind))?;
        for (words, _) in noun_forms(&phrase) {
            table.insert(&words, kind);
        }
    }
    Ok(table)
}

fn read_capitals(contents: &str) -> Result<HashMap<String, String>, LexiconError> {
    const FILE: &str = "capitals.csv";
    let rows = rows(FILE, contents)?;
    Ok(rows.into_iter().map(|(_, [country, name])| (country, name)).collect())
}

fn read_headlines(contents: &str, taxonomy: &Taxonomy) -> Result<HashMap<KindId, String>, LexiconError> {
    const FILE: &str = "headlines.csv";
    let mut headlines = HashMap::new();
    for (line, [kind, headline]) in rows(FILE, contents)? {
        let kind = taxonomy
            .id_of(&kind)
            .ok_or_else(|| unknown(FILE, line, "type", &kind))?;
        headlines.insert(kind, headline);
    }
    Ok(headlines)
}

fn read_people(contents: &str) -> Result<PhraseTable<PeopleNoun>, LexiconError> {
    const FILE: &str = "people.csv";
    let mut table = PhraseTable::default();
    for (line, [singular, plurals, side]) in rows(FILE, contents)? {
        let side = match side.as_str() {
            "civilian" => Side::Civilian,
            "security" => Side::Security,
            "armed" => Side::Armed,
            "attacker" => Side::Attacker,
            other => return Err(unknown(FILE, line, "side", other)),
        };
        table.insert(&singular, PeopleNoun { is_plural: false, side });
        for several in plurals.split('|') {
            table.insert(several, PeopleNoun { is_plural: true, side });
        }
    }
    Ok(table)
}

fn read_facilities(contents: &str) -> PhraseTable<FacilityNoun> {
    let mut table = PhraseTable::default();
    for noun in lines(contents) {
        for (words, form) in noun_forms(noun) {
            table.insert(
                &words,
                FacilityNoun {
                    is_plural: form == Form::Plural,
                },
            );
        }
    }
    table
}

fn read_organisations(contents: &str) -> PhraseTable<()> {
    let mut table = PhraseTable::default();
    for noun in lines(contents) {
        for (words, _) in noun_forms(noun) {
            table.insert(&words, ());
        }
    }
    table
}

/// Short names in capitals count only as written; others in any case, with or without plural -s.
fn read_actors(contents: &str) -> Result<PhraseTable<String>, LexiconError> {
    const LONGEST_INITIALISM: usize = 5;
    let mut table = PhraseTable::default();
    for (_, [name, aliases, _kind]) in rows("actors.csv", contents)? {
        for alias in std::iter::once(name.as_str())
            .chain(aliases.split('|'))
            .filter(|alias| !alias.is_empty())
        {
            if alias.len() <= LONGEST_INITIALISM && alias.chars().all(|letter| !letter.is_lowercase()) {
                table.insert_exact(alias, name.clone());
            } else {
                table.insert(alias, name.clone());
                table.insert(&plural(alias), name.clone());
            }
        }
    }
    Ok(table)
}

fn read_cues(contents: &str) -> Result<PhraseTable<Cue>, LexiconError> {
    const FILE: &str = "cues.csv";
    let mut table = PhraseTable::default();
    for (line, [list, phrase]) in rows(FILE, contents)? {
        let cue = match list.as_str() {
            "hypothetical" => Cue::Hypothetical,
            "negated" => Cue::Negated,
            "aggregate" => Cue::Aggregate,
            "legal" => Cue::Legal,
            "custody" => Cue::Custody,
            "topic" => Cue::Topic,
            "memorial" => Cue::Memorial,
            "game" => Cue::Game,
            "sport" => Cue::Sport,
            "exercise" => Cue::Exercise,
            "figurative" => Cue::Figurative,
            "abstract" => Cue::Abstract,
            "condemnation" => Cue::Condemnation,
            "qualified" => Cue::Qualified,
            "speech" => Cue::Speech,
            "residence" => Cue::Residence,
            "clause" => Cue::Clause,
            "alleged" => Cue::Alleged,
            "claimed" => Cue::Claimed,
            "denied" => Cue::Denied,
            "attempt" => Cue::Attempt,
            "definition" => Cue::Definition,
            "locative" => Cue::Locative,
            "site_noun" => Cue::SiteNoun,
            "harm" => Cue::Harm,
            "emergency" => Cue::Emergency,
            "habit" => Cue::Habit,
            "common" => Cue::Common,
            "handled" => Cue::Handled,
            other => return Err(unknown(FILE, line, "list", other)),
        };
        table.insert(&phrase, cue);
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::text::Text;

    #[test]
    fn the_lists_that_come_with_dateline_are_sound() {
        let lexicon = Lexicon::load().expect("the lists are part of the source");
        assert_eq!(lexicon.taxonomy().kinds().len(), 50);
        let document = Document {
            text: "air-strikes IS is Houthis".to_owned(),
            ..Document::default()
        };
        let text = Text::read(&document);
        let (end, triggers) = lexicon
            .triggers()
            .match_at(&text, 0)
            .expect("a trigger in every spelling");
        assert_eq!((end, triggers[0].form), (3, Form::Plural));
        assert_eq!(
            lexicon.actors().first_at(&text, 3).map(|(_, name)| name.as_str()),
            Some("Islamic State")
        );
        assert_eq!(lexicon.actors().first_at(&text, 4), None);
        assert_eq!(
            lexicon.actors().first_at(&text, 5).map(|(_, name)| name.as_str()),
            Some("Houthis")
        );
    }

    #[test]
    fn a_wrong_row_names_its_file_and_line() {
        let taxonomy = Taxonomy::default();
        let error = read_triggers(
            "phrase,part_of_speech,type,strength\nraid,noun,nonsense,strong\n",
            &taxonomy,
            &IrregularVerbs::default(),
        );
        let message = error.expect_err("an unknown type").to_string();
        assert_eq!(message, "`data/lexicon/triggers.csv`, line 2: unknown type `nonsense`");
    }
}
