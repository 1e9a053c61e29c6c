//! The taxonomy of incidents: 50 types in 10 groups with their codes in other systems.

/// A type's number in [`Taxonomy::kinds`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub(super) usize);

/// One incident type: a row of `data/lexicon/taxonomy.csv`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Kind {
    /// Identifier such as `drone_strike`.
    pub id: String,
    /// "Drone strike".
    pub label: String,
    /// Group such as `remote`.
    pub group: String,
    /// What counts as one.
    pub definition: String,
    /// ACLED event type.
    pub acled_event: String,
    /// ACLED sub-event type.
    pub acled_sub_event: String,
    /// PLOVER event and mode.
    pub plover: String,
    /// CAMEO root code.
    pub cameo_root: String,
    /// CAMEO codes, separated by semicolons.
    pub cameo_codes: String,
    /// UCDP types of violence, separated by commas.
    pub ucdp_violence: String,
    /// MUC-4 incident type, or empty.
    pub muc4: String,
    /// CASE 2021 task 2 labels, separated by semicolons, or empty.
    pub case21: String,
}

/// All incident types, in file order.
#[derive(Clone, Debug, Default)]
pub struct Taxonomy {
    kinds: Vec<Kind>,
}

impl Kind {
    /// The classes of CASE 2021 task 2 that the type falls into; most have one, some none.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.case21.split(';').filter(|class| !class.is_empty())
    }
}

impl Taxonomy {
    pub(super) fn new(kinds: Vec<Kind>) -> Taxonomy {
        Taxonomy { kinds }
    }

    /// All types, in file order, grouped.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The type with this identifier.
    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }

    /// The numbers of all types, in file order.
    pub fn ids(&self) -> impl Iterator<Item = KindId> {
        (0..self.kinds.len()).map(KindId)
    }

    /// The number of the type with this identifier.
    pub fn id_of(&self, id: &str) -> Option<KindId> {
        self.kinds.iter().position(|kind| kind.id == id).map(KindId)
    }

    /// The type with this number.
    pub fn get(&self, id: KindId) -> Option<&Kind> {
        self.kinds.get(id.0)
    }

    /// A group's name for readers; the identifier itself where it is not one of the ten.
    pub fn group_label(group: &str) -> &str {
        match group {
            "remote" => "Air, missile and shelling",
            "explosion" => "Explosion",
            "battle" => "Battle",
            "attack" => "Attack on people",
            "property" => "Attack on property",
            "security" => "Security operation",
            "unrest" => "Protest and unrest",
            "accident" => "Accident",
            "disaster" => "Disaster",
            "other" => "Other",
            unknown => unknown,
        }
    }
}
