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
    Country = 3.5,
    /// A first-order division's name.
    Admin1 = 2.5,
    /// A continent, sea or macro-region.
    Region = 2.5,
    /// A settlement of a million or more.
    Metropolis = 2.0,
    /// 100,000 or more.
    City = 1.2,
    /// 15,000 or more.
    LargeTown = 0.2,
    /// A county or another lower division.
    Division = -0.3,
    /// 1,000 or more.
    SmallTown = -0.7,
    /// A base, an airport, a building.
    Site = 0.5,
    /// A river, lake, mountain, island.
    Nature = -0.7,
    /// Fewer than 1,000, or unknown.
    Village = -1.5,
    /// Not in the gazetteer; a generic word shows it.
    Unknown = -1.5,
    /// "Iraqi".
    Demonym = 0.5,
    /// "U.S.".
    CountryAbbreviation = 1.0,
    /// "Calif.".
    OtherAbbreviation = 0.0,
    /// "Buenos Aires": a name of several words is rarely anything else.
    SeveralWords = 1.5,
    /// Known only from a list of names in other languages.
    ForeignName = -1.5,
    /// Known only without an article or a generic word.
    LateTier = -0.7,
    /// English writes the word in lower case: "Reading".
    CommonWord = -2.0,
    /// Such a word opens the sentence.
    CommonWordOpening = -3.0,
    /// A first name: "Charlotte".
    FirstName = -1.2,
    /// A last name: "Houston".
    LastName = -0.3,
    /// One of the commonest last names: "Jackson".
    CommonLastName = -0.7,
    /// "Taji air base".
    HasHead = 2.5,
    /// After "in".
    PlacePreposition = 2.5,
    /// After "from".
    WeakPreposition = 1.0,
    /// After "the town of".
    SettlementOf = 2.5,
    /// After a title or first name: "Gen. Houston".
    PersonBefore = -4.0,
    /// The same for a country, division or demonym.
    PersonBeforeStrong = -2.5,
    /// After another capitalised word: "Abu Kamal".
    CapitalBefore = -2.5,
    /// The same for a country, division or demonym.
    CapitalBeforeStrong = -0.5,
    /// After "North".
    DirectionBefore = 1.0,
    /// Before another capitalised word: "Paris Hilton".
    CapitalAfter = -2.5,
    /// The same for a country, division or demonym.
    CapitalAfterStrong = -0.5,
    /// "Jackson T. Smith".
    InitialAfter = -4.0,
    /// "Houston Mayor".
    TitleAfter = 0.7,
    /// "Boston Medical Center".
    OrganisationAfter = 0.3,
    /// "Texas Department of Transportation".
    OrganisationAfterStrong = 0.5,
    /// "Boston Globe".
    MediaAfter = -4.0,
    /// "Orchard Street".
    StreetAfter = -3.0,
    /// "Houston said".
    SpeechAfter = -1.5,
    /// "Alexandria, La.", and there is one there.
    ContainerAfter = 4.0,
    /// "Kelleyland, La.", though none is known there.
    CommaContainerAfter = 1.5,
    /// The container of such a pair.
    ContainedBefore = 3.0,
    /// In a list after another name.
    AfterPlace = 1.2,
    /// "BEIRUT (AP) —".
    Dateline = 4.0,
    /// In a headline, where capitals say nothing.
    Uncased = -0.7,
    /// In capitals, where the sentence is not.
    OddCapitals = -1.0,
    /// The document also writes the word in lower case.
    LowerElsewhere = -1.5,
    /// A person's last name elsewhere in the document.
    PersonElsewhere = -3.0,
    /// Firmly a place elsewhere in the document.
    PlaceElsewhere = 2.0,
    /// "Egypt-US".
    HyphenBefore = -1.0,
    /// "London-based".
    BasedAfter = 3.0,
    /// "Iraq's".
    PossessiveAfter = 0.2,
    /// A short abbreviation of a division, without its town: "OK".
    LoneAbbreviation = -4.0,
    /// "1517 Locust".
    NumberBefore = -1.0,
    /// "a Winona man".
    ResidentAfter = 1.5,
    /// "Chiefland Police".
    CivicAfter = 1.0,
    /// "Harvey, Harper and Kingman counties".
    ListHead = 2.5,
    /// A first name before another capitalised word.
    FirstNameCapitalAfter = -1.0,
    /// A demonym before a noun: "Iraqi forces".
    DemonymNoun = 0.0,
    /// A town below 15,000 with nothing around that says place.
    SmallBare = -0.5,
}

/// The signals of one mention: a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signals(u64);

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
