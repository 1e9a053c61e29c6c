//! The words that rules look for, read from `data/lexicon`. Stand-in on this branch: the taxonomy alone, with the names of the real one.

/// Trigger words, actors, weapons and the taxonomy of incidents.
#[derive(Debug)]
pub struct Lexicon {
    taxonomy: Taxonomy,
}

/// A word list that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the taxonomy cannot be read")]
pub struct LexiconError(#[from] csv::Error);

impl Lexicon {
    /// Reads the word lists that come with Dateline.
    ///
    /// # Errors
    /// [`LexiconError`] where a row is damaged.
    pub fn load() -> Result<Lexicon, LexiconError> {
        let table = include_str!("../data/lexicon/taxonomy.csv");
        let kinds = csv::Reader::from_reader(table.as_bytes())
            .into_deserialize()
            .collect::<Result<_, _>>()?;
        Ok(Lexicon {
            taxonomy: Taxonomy { kinds },
        })
    }

    /// The incident types.
    pub fn taxonomy(&self) -> &Taxonomy {
        &self.taxonomy
    }
}

/// One incident type: a row of `data/lexicon/taxonomy.csv`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Kind {
    /// Identifier such as `drone_strike`.
    pub id: String,
    /// "Drone strike".
    pub label: String,
    /// Group such as `remote`.
    pub group: String,
}

/// All incident types, in file order.
#[derive(Debug, Default)]
pub struct Taxonomy {
    kinds: Vec<Kind>,
}

impl Taxonomy {
    /// All types, in file order, grouped.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The type with this identifier.
    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == id)
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
