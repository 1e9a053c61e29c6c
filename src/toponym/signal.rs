//! The signals for and against a place, each with its weight.

/// Declares the signals, their weights and their names in one place.
macro_rules! signals {
    ($($(#[$doc:meta])* $name:ident = $weight:literal,)*) => {
        /// One thing that speaks for or against a place.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Signal {
            $($(#[$doc])* $name,)*
        }

        /// What each signal adds to the sum, in log odds, in the order of [`Signal`].
        pub(super) const WEIGHTS: &[f32] = &[$($weight,)*];
        pub(super) const NAMES: &[&str] = &[$(stringify!($name),)*];
    };
}

// The weights are those of a logistic regression (`dateline train signals`) over LGL, TR-News (counted threefold), and wikigold and GUM
// with models that had not seen them (counted 0.3), rounded. Four are set by hand: the constant is 0.2 higher, because recall
// counts as much as precision, `ResidentOf` and `CapitalActs`, whose patterns are rare in both corpora, and `StreetAfter` stays negative, because LGL alone marks the names of streets.
signals! {
    /// A country's name.
    Country = 0.8,
    /// A first-order division's name.
    Admin1 = 0.7,
    /// A continent, sea or macro-region.
    Region = 0.0,
    /// A settlement of a million or more.
    Metropolis = 0.5,
    /// 100,000 or more.
    City = 0.2,
    /// 15,000 or more.
    LargeTown = -0.6,
    /// A county or another lower division.
    Division = 0.2,
    /// 1,000 or more.
    SmallTown = -0.5,
    /// A base, an airport, a building.
    Site = -0.4,
    /// A river, lake, mountain, island.
    Nature = -0.1,
    /// Fewer than 1,000, or unknown.
    Village = -0.9,
    /// Not in the gazetteer; a generic word shows it.
    Unknown = -0.8,
    /// "Iraqi".
    Demonym = -0.1,
    /// "U.S.".
    CountryAbbreviation = 0.5,
    /// "Calif.".
    OtherAbbreviation = 0.6,
    /// "Buenos Aires": a name of several words is rarely anything else.
    SeveralWords = 0.3,
    /// Known only from a list of names in other languages.
    ForeignName = -0.7,
    /// Known only without an article or a generic word.
    LateTier = -1.3,
    /// English writes the word in lower case: "Reading".
    CommonWord = -1.0,
    /// Such a word opens the sentence.
    CommonWordOpening = -1.7,
    /// A first name: "Charlotte".
    FirstName = -0.3,
    /// A last name: "Houston".
    LastName = -0.1,
    /// One of the commonest last names: "Jackson".
    CommonLastName = -0.2,
    /// "Taji air base".
    HasHead = 1.2,
    /// After "in".
    PlacePreposition = 0.9,
    /// After "from".
    WeakPreposition = 0.2,
    /// After "the town of".
    SettlementOf = 1.4,
    /// After a title or first name: "Gen. Houston".
    PersonBefore = -0.8,
    /// The same for a country, division or demonym.
    PersonBeforeStrong = -2.0,
    /// After another capitalised word: "Abu Kamal".
    CapitalBefore = -0.4,
    /// The same for a country, division or demonym.
    CapitalBeforeStrong = -1.0,
    /// After "North".
    DirectionBefore = 0.7,
    /// Before another capitalised word: "Paris Hilton".
    CapitalAfter = -0.7,
    /// The same for a country, division or demonym.
    CapitalAfterStrong = -0.8,
    /// "Jackson T. Smith".
    InitialAfter = -1.4,
    /// "Houston Mayor".
    TitleAfter = 0.7,
    /// "Boston Medical Center".
    OrganisationAfter = -0.3,
    /// "Texas Department of Transportation".
    OrganisationAfterStrong = 0.0,
    /// "Boston Globe".
    MediaAfter = -1.0,
    /// "Orchard Street".
    StreetAfter = -0.6,
    /// "Houston said".
    SpeechAfter = -1.7,
    /// "Alexandria, La.", and there is one there.
    ContainerAfter = 2.4,
    /// "Kelleyland, La.", though none is known there.
    CommaContainerAfter = -1.1,
    /// The container of such a pair.
    ContainedBefore = 1.5,
    /// In a list after another name.
    AfterPlace = 1.2,
    /// "BEIRUT (AP) —".
    Dateline = 2.8,
    /// In a headline, where capitals say nothing.
    Uncased = -0.5,
    /// In capitals, where the sentence is not.
    OddCapitals = 0.9,
    /// The document also writes the word in lower case.
    LowerElsewhere = -0.5,
    /// A person's last name elsewhere in the document.
    PersonElsewhere = -1.8,
    /// Firmly a place elsewhere in the document.
    PlaceElsewhere = 0.9,
    /// "Egypt-US".
    HyphenBefore = 0.0,
    /// "London-based".
    BasedAfter = 2.9,
    /// "Iraq's".
    PossessiveAfter = -0.5,
    /// A short abbreviation of a division, without its town: "OK".
    LoneAbbreviation = -3.6,
    /// "1517 Locust".
    NumberBefore = -0.3,
    /// "a Winona man".
    ResidentAfter = 1.1,
    /// "Chiefland Police".
    CivicAfter = 0.9,
    /// "Harvey, Harper and Kingman counties".
    ListHead = 3.0,
    /// A first name before another capitalised word.
    FirstNameCapitalAfter = -1.1,
    /// A demonym before a noun: "Iraqi forces".
    DemonymNoun = -0.2,
    /// A town below 15,000 with nothing around that says place.
    SmallBare = -0.6,
    /// "D-Oakland": the seat of a lawmaker.
    PartyBefore = 4.2,
    /// "UN", which is also a village.
    Acronym = -3.9,
    /// In a list before the name of a larger place.
    BeforePlace = 1.4,
    /// The entity model prefers a place to anything else, by any margin.
    ModelPlace = 0.2,
    /// By a margin of 3 and more.
    ModelPlace3 = 0.2,
    /// By 8 and more.
    ModelPlace8 = 0.1,
    /// By 15 and more.
    ModelPlace15 = 0.1,
    /// By 25 and more.
    ModelPlace25 = 0.6,
    /// It prefers something else by 3 and more.
    ModelNot3 = -0.1,
    /// By 8 and more.
    ModelNot8 = -0.3,
    /// By 15 and more.
    ModelNot15 = 0.1,
    /// By 25 and more.
    ModelNot25 = -0.7,
    /// The entity model reads the name, or a part of it, as a person's.
    ModelPerson = -0.6,
    /// As an organisation's, not at its beginning.
    ModelInOrganisation = 0.2,
    /// As the beginning of an organisation's.
    ModelOpensOrganisation = 0.4,
    /// As that of a work, an event or a product.
    ModelOther = -0.3,
    /// As a people or what belongs to a country.
    ModelDemonym = 0.9,
    /// "Ann Smith, 34, of Ames".
    ResidentOf = 1.5,
    /// "Naypyidaw denied it": the capital of a country before a verb of governments; makes up for `SpeechAfter`.
    CapitalActs = 1.7,
    /// The entity model alone found it; the gazetteer lacks it, and no generic word shows it.
    ModelAlone = -0.8,
}

/// What every name has in its sum.
pub(super) const BIAS: f32 = 0.7;

// A set of signals is one word of bits.
const _: () = assert!(WEIGHTS.len() <= u128::BITS as usize);

/// The signals of one mention: a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signals(u128);

impl Signals {
    pub(super) fn add(&mut self, signal: Signal) {
        self.0 |= 1 << signal as u8;
    }

    pub(super) fn add_if(&mut self, condition: bool, signal: Signal) {
        if condition {
            self.add(signal);
        }
    }

    pub(super) fn has(self, signal: Signal) -> bool {
        self.0 & (1 << signal as u8) != 0
    }

    /// The numbers of the signals, in the order of [`Signal`].
    pub(super) fn numbers(self) -> impl Iterator<Item = usize> {
        (0..WEIGHTS.len()).filter(move |number| self.0 & (1 << number) != 0)
    }

    /// The names of the signals, in the order of [`Signal`].
    pub(super) fn names(self) -> Vec<&'static str> {
        self.numbers().map(|number| NAMES[number]).collect()
    }

    /// The sum of the weights; a place above zero.
    pub(super) fn sum(self) -> f32 {
        BIAS + self.numbers().map(|number| WEIGHTS[number]).sum::<f32>()
    }

    /// Whether any of `signals` is in the set.
    pub(super) fn has_any(self, signals: &[Signal]) -> bool {
        signals.iter().any(|signal| self.has(*signal))
    }
}
