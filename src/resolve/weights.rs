//! The weights of the ranker: the one place where they are set.

/// The hand-set weights of the ranker, in units of log odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// Factor of the size, whichever class gives it.
    pub population: f64,
    /// Size of a country, in the units of ln(residents).
    pub country: f64,
    /// Size of a first-order division.
    pub admin1: f64,
    /// Size of a continent, a macro-region or a sea.
    pub region: f64,
    /// Size of a lower division.
    pub division: f64,
    /// Size of a river or lake.
    pub water: f64,
    /// Size of a mountain, an island or a forest.
    pub terrain: f64,
    /// Size of a base, an airport, a building, a park.
    pub site: f64,
    /// Added to the size of a national capital.
    pub capital: f64,
    /// Added to the size of a first-order division's seat.
    pub seat: f64,
    /// Added to the size of a part of a town.
    pub neighbourhood: f64,
    /// Factor of ln(number of names).
    pub name_count: f64,
    /// A match by another English name.
    pub alternate: f64,
    /// A match by a name of unknown language.
    pub foreign: f64,
    /// A match after an article was dropped.
    pub article: f64,
    /// A match after a generic word was dropped.
    pub generic: f64,
    /// A match by another transliteration.
    pub transliterated: f64,
    /// A match after the generic word in the mention was dropped.
    pub core: f64,
    /// The place is of the sort that the generic word says.
    pub head_fits: f64,
    /// It is not.
    pub head_misses: f64,
    /// The outlet's town lies where outlets write in English.
    pub outlet_english: f64,
    /// The outlet's own town.
    pub outlet_town: f64,
    /// Near the outlet's town, falling with distance.
    pub outlet_near: f64,
    /// In the first-order division of the outlet's town.
    pub outlet_admin1: f64,
    /// In the outlet's country.
    pub outlet_country: f64,
    /// It lies in the place named after it.
    pub qualifier: f64,
    /// It holds the place named before it.
    pub part: f64,
    /// Factor of the other names' share of votes for its country.
    pub same_country: f64,
    /// Factor of the other names' share of votes for its first-order division.
    pub same_admin1: f64,
    /// Factor of ln(1 + summed nearness to other places).
    pub near: f64,
    /// Distance at which nearness falls to 1/e, kilometres.
    pub near_km: f64,
    /// Doubt in all passes but the last: the log odds are divided by it.
    pub first_temperature: f64,
    /// Factor of the votes of countries that only act ("US troops").
    pub associative: f64,
    /// Power of the shares of votes: below 1, a small share counts for more.
    pub share_power: f64,
    /// Factor of the share of residents that live in the town after which a division is called.
    pub namesake: f64,
}

impl Weights {
    /// Set by hand after `FINDINGS`, then by coordinate search on LGL and TR-News together (development corpora), rounded.
    pub const DEFAULT: Weights = Weights {
        population: 0.5,
        country: 20.0,
        admin1: 13.6,
        region: 14.0,
        division: 6.0,
        water: 9.0,
        terrain: 9.0,
        site: 11.0,
        capital: 1.5,
        seat: 0.3,
        neighbourhood: -1.5,
        name_count: 0.08,
        alternate: -0.3,
        foreign: -3.0,
        article: -1.0,
        generic: -2.0,
        transliterated: -2.5,
        core: -1.5,
        head_fits: 2.5,
        head_misses: -1.0,
        outlet_english: 5.0,
        outlet_town: 1.2,
        outlet_near: 1.5,
        outlet_admin1: 2.0,
        outlet_country: 1.0,
        qualifier: 6.0,
        part: 3.5,
        same_country: 2.5,
        same_admin1: 4.5,
        near: 1.5,
        near_km: 150.0,
        first_temperature: 1.5,
        associative: 0.5,
        share_power: 0.5,
        namesake: -3.0,
    };
}
