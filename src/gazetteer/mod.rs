//! The gazetteer: names → places, compiled into one file that is read in place.
//!
//! [`Gazetteer`] answers for a name written by itself ([`Gazetteer::lookup`], [`Gazetteer::search`]) and for names in a text
//! ([`Gazetteer::names_at`]). [`GazetteerBuilder`] makes one from a few places, [`compile`] the default one from its sources.

mod place;
mod feature_code;
mod error;
mod name_key;
mod mapped;
mod format;
mod outline;
mod importance;
mod step_memory;
mod name_index;
mod names_at;
mod spelling;
mod layer;
mod layer_lookup;
mod lookup;
mod nearest;
mod relative;
mod extent;
mod name_writer;
mod draft;
mod sorter;
mod writer;
mod builder;
pub mod import;
pub mod compile;
#[cfg(test)]
mod fixture;

pub use builder::GazetteerBuilder;
pub use draft::PlaceDraft;
pub use error::GazetteerError;
pub use names_at::{Filing, NameHit};
pub use nearest::NearPlace;
pub use outline::Polygons;
pub use place::{FeatureClass, MatchTier, NameKind, NameMatch, Place, PlaceId};
pub use relative::RelativePlace;

use std::path::Path;

use format::Bytes;
use layer::Layer;

use crate::geography::{LonLat, wind};

/// Every place that news names; opened once, shared by all threads.
///
/// One file, or several that stack: a user's own over the default. Where two layers know a place (one number, one division, or one
/// class and name within 5 km) the upper one's record stands; names that only one layer has are found all the same.
#[derive(Debug)]
pub struct Gazetteer {
    top: Layer,
    /// The layers under it, the next one first; mostly none.
    below: Vec<Layer>,
}

impl Gazetteer {
    /// Opens a compiled gazetteer: maps it into memory. A file up to 64 MB is checked whole, a larger one in parts as they are used, so that
    /// opening takes milliseconds whatever its size.
    ///
    /// ```no_run
    /// let gazetteer = dateline::gazetteer::Gazetteer::open("data/gazetteer/default.gaz".as_ref())?;
    /// // Two places: the capital of Iraq stands before Baghdad, Florida.
    /// assert_eq!(gazetteer.lookup("Baghdad")[0].place.country, "IQ");
    /// # Ok::<(), dateline::gazetteer::GazetteerError>(())
    /// ```
    ///
    /// # Errors
    /// The file cannot be read, is not a gazetteer, is of another format version, or is damaged.
    pub fn open(path: &Path) -> Result<Gazetteer, GazetteerError> {
        Layer::open(path).map(Gazetteer::of)
    }

    /// The default gazetteer: part of the binary with the feature `embed`, else read from the source tree.
    ///
    /// # Errors
    /// As [`Gazetteer::open`].
    pub fn embedded() -> Result<Gazetteer, GazetteerError> {
        #[cfg(feature = "embed")]
        {
            let bytes = include_bytes!("../../data/gazetteer/default.gaz");
            Layer::read(Bytes::Embedded(bytes)).map(Gazetteer::of)
        }
        #[cfg(not(feature = "embed"))]
        {
            Gazetteer::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/gazetteer/default.gaz"))
        }
    }

    /// A gazetteer from the bytes of its file.
    ///
    /// # Errors
    /// The bytes are not a gazetteer, are of another format version, or are damaged.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Gazetteer, GazetteerError> {
        Layer::read(Bytes::Owned(bytes)).map(Gazetteer::of)
    }

    fn of(top: Layer) -> Gazetteer {
        let below = Vec::new();
        Gazetteer { top, below }
    }

    /// This gazetteer with another one under it.
    ///
    /// ```
    /// use dateline::gazetteer::{FeatureClass, GazetteerBuilder, PlaceDraft};
    /// use dateline::geography::LonLat;
    ///
    /// let one = |id, name| {
    ///     let mut builder = GazetteerBuilder::new();
    ///     builder.add(PlaceDraft::new(id, name, LonLat { lon: 44.4, lat: 33.3 }, FeatureClass::Settlement, "PPL"));
    ///     builder.build()
    /// };
    /// let stack = one(1, "Camp Falcon")?.over(one(2, "Baghdad")?);
    /// assert_eq!(stack.lookup("Camp Falcon")[0].place.id.0, 1);
    /// assert_eq!(stack.lookup("Baghdad")[0].place.id.0, 2);
    /// # Ok::<(), dateline::gazetteer::GazetteerError>(())
    /// ```
    #[must_use]
    pub fn over(mut self, lower: Gazetteer) -> Gazetteer {
        self.below.push(lower.top);
        self.below.extend(lower.below);
        self
    }

    /// All layers, the upper ones first.
    fn layers(&self) -> impl Iterator<Item = &Layer> {
        std::iter::once(&self.top).chain(&self.below)
    }

    /// Number of places; in a stack, those that two layers know count twice.
    pub fn len(&self) -> usize {
        self.layers().map(Layer::len).sum()
    }

    /// Whether it holds no place.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The parts of the files, each with its length in bytes and whether its checksum agrees. Reads the whole files.
    pub fn verify(&self) -> Vec<(String, usize, bool)> {
        self.layers().flat_map(Layer::verify).collect()
    }

    /// Number of different name keys, with and without articles and generic words; the sum over the layers.
    pub fn name_count(&self) -> usize {
        self.layers().map(Layer::name_count).sum()
    }

    /// What the gazetteer was made of, one source a line, upper layers first; may be empty.
    pub fn origin(&self) -> String {
        self.layers().map(Layer::origin).collect()
    }

    /// All places, by rising id, one layer after the other; a place that a layer above knows is not repeated.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        let lower = self.below.iter().enumerate().flat_map(move |(number, layer)| {
            let is_new = move |place: &Place<'_>| {
                self.layers()
                    .take(number + 1)
                    .all(|above| above.row_of(place.id).is_none())
            };
            layer.places().filter(is_new)
        });
        self.top.places().chain(lower)
    }

    /// The place with the given id.
    pub fn place(&self, id: PlaceId) -> Option<Place<'_>> {
        self.layers().find_map(|layer| layer.place(id))
    }

    /// The country or territory with an ISO 3166-1 alpha-2 code, capitals.
    pub fn country(&self, iso2: &str) -> Option<Place<'_>> {
        self.division(iso2, "", "")
    }

    /// The first-order division with a GeoNames code such as `US`, `CA`.
    pub fn admin1(&self, country: &str, code: &str) -> Option<Place<'_>> {
        if code.is_empty() {
            return None;
        }
        self.division(country, code, "")
    }

    /// The second-order division with a GeoNames code such as `US`, `CA`, `037`.
    pub fn admin2(&self, country: &str, admin1: &str, code: &str) -> Option<Place<'_>> {
        if code.is_empty() {
            return None;
        }
        self.division(country, admin1, code)
    }

    fn division(&self, country: &str, admin1: &str, admin2: &str) -> Option<Place<'_>> {
        self.layers().find_map(|layer| layer.division(country, admin1, admin2))
    }

    /// The country that holds the point: that of the division whose outline does, else the one whose own outline does; of several, the
    /// first by code. `None` at sea, and where outlines are coarse (about 2 km).
    ///
    /// Divisions come first because their codes are GeoNames' for the towns inside, while the outlines of whole countries follow who holds
    /// the ground (Crimea) and count overseas parts in (Réunion).
    pub fn country_at(&self, point: LonLat) -> Option<Place<'_>> {
        let (country, _) = self.layers().find_map(|layer| layer.codes_at(point))?;
        self.country(country)
    }

    /// The first-order division whose outline holds the point, as [`Gazetteer::country_at`].
    pub fn admin1_at(&self, point: LonLat) -> Option<Place<'_>> {
        let codes = self.layers().filter_map(|layer| layer.codes_at(point));
        let (country, admin1) = codes.into_iter().find(|(_, admin1)| !admin1.is_empty())?;
        self.admin1(country, admin1)
    }

    /// The outline of a country or a first-order division, outer rings counter-clockwise, holes clockwise; `None` for other places, and for those
    /// without one.
    pub fn outline(&self, place: &Place<'_>) -> Option<Polygons> {
        let outline = self.layers().find_map(|layer| layer.outline_of(place))?;
        let mut polygons = outline.polygons();
        for polygon in &mut polygons {
            wind(polygon);
        }
        Some(polygons)
    }

    /// Whether the outline of a country or a first-order division holds the point; `None` where it has none.
    pub fn outline_holds(&self, place: &Place<'_>, point: LonLat) -> Option<bool> {
        let outline = self.layers().find_map(|layer| layer.outline_of(place))?;
        Some(outline.contains(point))
    }

    /// The first-order divisions of a country that have an outline.
    pub fn outlined_divisions(&self, country: &str) -> Vec<Place<'_>> {
        let codes = self.layers().flat_map(|layer| layer.outlines.divisions(country));
        codes.filter_map(|code| self.admin1(country, code)).collect()
    }

    /// Number of outlines.
    pub fn outline_count(&self) -> usize {
        self.layers().map(Layer::outline_count).sum()
    }
}
