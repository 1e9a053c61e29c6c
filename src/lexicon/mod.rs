//! The words that rules look for: triggers, weapons, people, facilities, actors, cues, and the taxonomy of incidents.
//!
//! All of it is data under `data/lexicon`, one readable file for each kind of word; nothing here names an article or a place.

mod inflection;
mod phrase_table;
mod taxonomy;
pub mod name_cues;
mod error;
mod load;

pub use error::LexiconError;
pub use phrase_table::PhraseTable;
pub use taxonomy::{Kind, KindId, Taxonomy};

use std::collections::HashMap;

use crate::learn::{LinearModel, ModelName, Models};
use crate::text::tag::Tagger;

/// How a trigger is inflected in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// A noun for one: "attack".
    Singular,
    /// A noun for several: "attacks".
    Plural,
    /// A verb as in the dictionary: "attack".
    Base,
    /// "attacks" as a verb.
    ThirdPerson,
    /// "attacked", which may be a participle too.
    Past,
    /// "struck" in "was struck", where it differs from the past.
    Participle,
    /// "attacking".
    Gerund,
}

impl Form {
    /// Whether it is a noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Form::Singular | Form::Plural)
    }
}

/// How much a trigger says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strength {
    /// Tells an incident and its type: "drone strike".
    Strong,
    /// Tells violence; the type depends on the weapon: "attack".
    General,
    /// Tells an incident only with a place, a date or people hurt: "fire".
    Weak,
    /// Tells an incident only of a weapon: "launched" missiles, rockets "landed".
    Means,
    /// Tells that people died: "kill".
    Killed,
    /// Tells that people were hurt: "wound".
    Injured,
    /// Tells that things were broken: "destroy".
    Damage,
}

/// One reading of a trigger phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// The incident type that it speaks for.
    pub kind: KindId,
    /// How much it says by itself.
    pub strength: Strength,
    /// How it is inflected.
    pub form: Form,
    /// Its number in the list, for [`Lexicon::trigger_phrase`].
    pub phrase: usize,
}

/// A weapon or means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weapon {
    /// Plain name, singular.
    pub label: String,
    /// The incident type that its use makes, where there is one.
    pub kind: Option<KindId>,
}

/// Which side a noun for people usually stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Unarmed, or not known to be armed.
    Civilian,
    /// Soldiers, police, guards.
    Security,
    /// Armed groups.
    Armed,
    /// Those who attack by the meaning of the word: "gunman", "suicide bomber". Their own dead are not counted.
    Attacker,
}

/// A noun for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeopleNoun {
    /// Whether it means several.
    pub is_plural: bool,
    /// Which side they are on.
    pub side: Side,
}

/// A noun for a building, vehicle or site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FacilityNoun {
    /// Whether it means several.
    pub is_plural: bool,
}

/// What a cue phrase does to the words after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cue {
    /// What follows has not happened: "would", "threatened to".
    Hypothetical,
    /// What follows did not happen: "no", "never".
    Negated,
    /// Several events are meant at once: "a wave of".
    Aggregate,
    /// A court or an inquiry, where violence is told of but does not happen.
    Legal,
    /// What police do with a suspect, which is told with a day of its own: "arrested".
    Custody,
    /// A work or a place of learning that has events as its subject: "a novel about".
    Topic,
    /// An event is remembered on its day.
    Memorial,
    /// Sport and markets, whose language is violent.
    Game,
    /// A word of sport with other meanings: "club", "title". Several of them together tell of a match.
    Sport,
    /// A drill: its attacks and disasters are played.
    Exercise,
    /// A quarrel in words, told in words of war.
    Figurative,
    /// A noun for what is attacked in words alone: "the budget".
    Abstract,
    /// Somebody speaks against what follows: "condemned".
    Condemnation,
    /// A noun that an event noun before it only qualifies: "attack plans".
    Qualified,
    /// Somebody speaks; places and dates beside it are the speaker's.
    Speech,
    /// Somebody lives, comes from or goes there.
    Residence,
    /// A new clause begins, which may tell another event.
    Clause,
    /// Somebody is said to have done it.
    Alleged,
    /// Somebody says that they did it.
    Claimed,
    /// Somebody says that it is not so.
    Denied,
    /// An infinitive follows that did happen: "attempted to".
    Attempt,
    /// The sentence explains a word.
    Definition,
    /// A preposition or verb whose object is where something happens: "near", "rocked".
    Locative,
    /// A noun that stands between the preposition and the name: "in the town of".
    SiteNoun,
    /// People were hurt: "killed", "wounded".
    Harm,
    /// A word of the police and of disasters, which a report on sport or markets does not use of a match: "police", "explosion".
    Emergency,
    /// Something was done more than once, no day meant: "repeatedly".
    Habit,
    /// Said of what happens again and again: "are common".
    Common,
    /// A verb whose object is found, hit or made safe, and is not what it is done with: "destroyed a mortar".
    Handled,
}

/// All word lists, read once and shared by all threads.
#[derive(Debug)]
pub struct Lexicon {
    taxonomy: Taxonomy,
    triggers: PhraseTable<Trigger>,
    trigger_phrases: Vec<String>,
    not_triggers: PhraseTable<()>,
    weapons: PhraseTable<Weapon>,
    platforms: PhraseTable<Weapon>,
    causes: PhraseTable<KindId>,
    headlines: HashMap<KindId, String>,
    capitals: HashMap<String, String>,
    people: PhraseTable<PeopleNoun>,
    facilities: PhraseTable<FacilityNoun>,
    organisations: PhraseTable<()>,
    actors: PhraseTable<String>,
    cues: PhraseTable<Cue>,
    name_cues: name_cues::NameCues,
    models: Models,
}

impl Lexicon {
    /// The incident types.
    pub fn taxonomy(&self) -> &Taxonomy {
        &self.taxonomy
    }

    /// Phrases that tell incidents, in every inflection.
    pub fn triggers(&self) -> &PhraseTable<Trigger> {
        &self.triggers
    }

    /// The name of a country's capital, by ISO 3166-1 alpha-2 code; `None` for a code without one.
    pub fn capital(&self, country: &str) -> Option<&str> {
        self.capitals.get(country).map(String::as_str)
    }

    /// A trigger as the list has it, uninflected; empty for a number that no trigger has.
    pub fn trigger_phrase(&self, trigger: &Trigger) -> &str {
        self.trigger_phrases.get(trigger.phrase).map_or("", String::as_str)
    }

    /// Phrases that only look like triggers: "heart attack".
    pub fn not_triggers(&self) -> &PhraseTable<()> {
        &self.not_triggers
    }

    /// Weapons and means, singular and plural.
    pub fn weapons(&self) -> &PhraseTable<Weapon> {
        &self.weapons
    }

    /// Names of aircraft and munitions as they are written, singular and plural: "Typhoon", "F-16". Many of them are common words, or
    /// names of storms, too.
    pub fn platforms(&self) -> &PhraseTable<Weapon> {
        &self.platforms
    }

    /// What people die of without an attacker: vehicles, buildings, weather, diseases, with the type that each makes.
    pub fn causes(&self) -> &PhraseTable<KindId> {
        &self.causes
    }

    /// Whether the type is the general one of attacks on people, which weak words fall back on.
    pub fn is_attack(&self, kind: KindId) -> bool {
        self.taxonomy.get(kind).is_some_and(|kind| kind.id == "armed_attack")
    }

    /// The noun that a headline uses for the type: "Attack" for `armed_attack`; the type's label where there is no better one.
    pub fn headline(&self, kind: KindId) -> &str {
        let label = || self.taxonomy.get(kind).map_or("Incident", |kind| kind.label.as_str());
        self.headlines.get(&kind).map_or_else(label, String::as_str)
    }

    /// Nouns for people.
    pub fn people(&self) -> &PhraseTable<PeopleNoun> {
        &self.people
    }

    /// Nouns for buildings, vehicles and sites.
    pub fn facilities(&self) -> &PhraseTable<FacilityNoun> {
        &self.facilities
    }

    /// Nouns for organised bodies: army, cartel, government.
    pub fn organisations(&self) -> &PhraseTable<()> {
        &self.organisations
    }

    /// Names of armed groups, forces and organisations → normalised name.
    pub fn actors(&self) -> &PhraseTable<String> {
        &self.actors
    }

    /// Phrases that change how the words around them are read.
    pub fn cues(&self) -> &PhraseTable<Cue> {
        &self.cues
    }

    /// A model that comes with Dateline.
    pub fn model(&self, name: ModelName) -> &LinearModel {
        self.models.get(name)
    }

    /// Puts another model in the place of one: one that has not seen the articles to be read.
    pub fn replace_model(&mut self, name: ModelName, model: LinearModel) {
        self.models.replace(name, model);
    }

    /// A tagger of parts of speech, for one document.
    pub fn tagger(&self) -> Tagger<'_> {
        Tagger::new(self.model(ModelName::Tags))
    }

    /// Words around place names, and around names that are no places.
    pub fn name_cues(&self) -> &name_cues::NameCues {
        &self.name_cues
    }
}
