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
        const WEIGHTS: &[f32] = &[$($weight,)*];
        const NAMES: &[&str] = &[$(stringify!($name),)*];
    };
}

// The weights were set by hand, then moved halfway to those of a logistic regression over the same signals on LGL and TR-News
// (development corpora), and rounded.
signals! {
    /// A country's name.
    Country = 2.9,
    /// A first-order division's name.
    Admin1 = 2.2,
    /// A continent, sea or macro-region.
    Region = 1.8,
    /// A settlement of a million or more.
    Metropolis = 1.9,
    /// 100,000 or more.
    City = 1.2,
    /// 15,000 or more.
    LargeTown = 0.1,
    /// A county or another lower division.
    Division = 0.3,
    /// 1,000 or more.
    SmallTown = -0.3,
    /// A base, an airport, a building.
    Site = 0.3,
    /// A river, lake, mountain, island.
    Nature = -0.4,
    /// Fewer than 1,000, or unknown.
    Village = -1.1,
    /// Not in the gazetteer; a generic word shows it.
    Unknown = -1.4,
    /// "Iraqi".
    Demonym = -0.4,
    /// "U.S.".
    CountryAbbreviation = 0.6,
    /// "Calif.".
    OtherAbbreviation = 0.1,
    /// "Buenos Aires": a name of several words is rarely anything else.
    SeveralWords = 1.1,
    /// Known only from a list of names in other languages.
    ForeignName = -1.3,
    /// Known only without an article or a generic word.
    LateTier = -0.7,
    /// English writes the word in lower case: "Reading".
    CommonWord = -1.9,
    /// Such a word opens the sentence.
    CommonWordOpening = -3.0,
    /// A first name: "Charlotte".
    FirstName = -1.0,
    /// A last name: "Houston".
    LastName = -0.2,
    /// One of the commonest last names: "Jackson".
    CommonLastName = -0.6,
    /// "Taji air base".
    HasHead = 2.4,
    /// After "in".
    PlacePreposition = 2.1,
    /// After "from".
    WeakPreposition = 0.7,
    /// After "the town of".
    SettlementOf = 2.3,
    /// After a title or first name: "Gen. Houston".
    PersonBefore = -3.0,
    /// The same for a country, division or demonym.
    PersonBeforeStrong = -2.7,
    /// After another capitalised word: "Abu Kamal".
    CapitalBefore = -1.5,
    /// The same for a country, division or demonym.
    CapitalBeforeStrong = -0.9,
    /// After "North".
    DirectionBefore = 1.1,
    /// Before another capitalised word: "Paris Hilton".
    CapitalAfter = -1.8,
    /// The same for a country, division or demonym.
    CapitalAfterStrong = -1.0,
    /// "Jackson T. Smith".
    InitialAfter = -3.6,
    /// "Houston Mayor".
    TitleAfter = 0.6,
    /// "Boston Medical Center".
    OrganisationAfter = -0.0,
    /// "Texas Department of Transportation".
    OrganisationAfterStrong = -0.0,
    /// "Boston Globe".
    MediaAfter = -3.3,
    /// "Orchard Street".
    StreetAfter = -0.6,
    /// "Houston said".
    SpeechAfter = -1.7,
    /// "Alexandria, La.", and there is one there.
    ContainerAfter = 3.9,
    /// "Kelleyland, La.", though none is known there.
    CommaContainerAfter = 1.2,
    /// The container of such a pair.
    ContainedBefore = 2.8,
    /// In a list after another name.
    AfterPlace = 1.1,
    /// "BEIRUT (AP) —".
    Dateline = 4.0,
    /// In a headline, where capitals say nothing.
    Uncased = -0.7,
    /// In capitals, where the sentence is not.
    OddCapitals = -0.7,
    /// The document also writes the word in lower case.
    LowerElsewhere = -1.2,
    /// A person's last name elsewhere in the document.
    PersonElsewhere = -2.7,
    /// Firmly a place elsewhere in the document.
    PlaceElsewhere = 1.6,
    /// "Egypt-US".
    HyphenBefore = -0.6,
    /// "London-based".
    BasedAfter = 3.0,
    /// "Iraq's".
    PossessiveAfter = -0.2,
    /// A short abbreviation of a division, without its town: "OK".
    LoneAbbreviation = -3.9,
    /// "1517 Locust".
    NumberBefore = -0.8,
    /// "a Winona man".
    ResidentAfter = 1.4,
    /// "Chiefland Police".
    CivicAfter = 0.8,
    /// "Harvey, Harper and Kingman counties".
    ListHead = 2.6,
    /// A first name before another capitalised word.
    FirstNameCapitalAfter = -1.2,
    /// A demonym before a noun: "Iraqi forces".
    DemonymNoun = -0.3,
    /// A town below 15,000 with nothing around that says place.
    SmallBare = -0.6,
    /// "D-Oakland": the seat of a lawmaker.
    PartyBefore = 3.1,
    /// "UN", which is also a village.
    Acronym = -2.5,
    /// In a list before the name of a larger place.
    BeforePlace = 1.0,
}

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

    fn has(self, signal: Signal) -> bool {
        self.0 & (1 << signal as u8) != 0
    }

    fn numbers(self) -> impl Iterator<Item = usize> {
        (0..WEIGHTS.len()).filter(move |number| self.0 & (1 << number) != 0)
    }

    /// The names of the signals, in the order of [`Signal`].
    pub(super) fn names(self) -> Vec<&'static str> {
        self.numbers().map(|number| NAMES[number]).collect()
    }

    /// The sum of the weights; a place above zero.
    pub(super) fn sum(self) -> f32 {
        self.numbers().map(|number| WEIGHTS[number]).sum()
    }

    /// Whether any of `signals` is in the set.
    pub(super) fn has_any(self, signals: &[Signal]) -> bool {
        signals.iter().any(|signal| self.has(*signal))
    }
}
