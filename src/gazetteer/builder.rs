//! From a list of places to the bytes of a gazetteer file; deterministic, whatever the order of the places.

use std::io::Cursor;

use super::Gazetteer;
use super::draft::PlaceDraft;
use super::error::GazetteerError;
use super::name_writer::KEYS_OF_A_SHARD;
use super::outline::{self, Polygons};
use super::writer::{Drafts, Parts, write_file};

/// Collects places and writes them as one gazetteer.
///
/// ```
/// use dateline::gazetteer::{FeatureClass, GazetteerBuilder, PlaceDraft};
/// use dateline::geography::LonLat;
///
/// let taji = LonLat { lon: 44.2567, lat: 33.5239 };
/// let mut builder = GazetteerBuilder::new();
/// builder.add(PlaceDraft::new(1, "Taji Air Base", taji, FeatureClass::Site, "AIRB").within("IQ", "18"));
/// let gazetteer = builder.build()?;
/// // The base is found without its generic word, too.
/// assert_eq!(gazetteer.lookup("Al-Taji")[0].place.code, "AIRB");
/// # Ok::<(), dateline::gazetteer::GazetteerError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct GazetteerBuilder {
    drafts: Vec<PlaceDraft>,
    origin: String,
    outlines: Vec<(String, String, Polygons)>,
}

impl GazetteerBuilder {
    /// An empty gazetteer.
    pub fn new() -> GazetteerBuilder {
        GazetteerBuilder::default()
    }

    /// Adds a place.
    pub fn add(&mut self, draft: PlaceDraft) -> &mut GazetteerBuilder {
        self.drafts.push(draft);
        self
    }

    /// Sets the lines that say what the gazetteer is made of.
    pub fn origin(&mut self, lines: &str) -> &mut GazetteerBuilder {
        lines.clone_into(&mut self.origin);
        self
    }

    /// Adds the outline of a country (`admin1` empty) or of a first-order division; a second one of the same area adds its polygons.
    ///
    /// Rings must be closed. Codes longer than two and six letters are left out, for no such code is in use.
    pub fn outline(&mut self, country: &str, admin1: &str, polygons: Polygons) -> &mut GazetteerBuilder {
        if outline::fits(country, admin1) {
            self.outlines.push((country.to_owned(), admin1.to_owned(), polygons));
        }
        self
    }

    /// The places as they were added.
    pub fn into_drafts(self) -> Vec<PlaceDraft> {
        self.drafts
    }

    /// The gazetteer, in memory.
    ///
    /// # Errors
    /// As [`GazetteerBuilder::write`].
    pub fn build(self) -> Result<Gazetteer, GazetteerError> {
        Gazetteer::from_bytes(self.write()?)
    }

    /// The bytes of the gazetteer's file; the same places give the same bytes, in whatever order they were added.
    ///
    /// # Errors
    /// Two places with one id, a display name past 255 bytes, more than 2²⁸ places or 4 GiB of strings.
    pub fn write(self) -> Result<Vec<u8>, GazetteerError> {
        self.write_sharded(KEYS_OF_A_SHARD)
    }

    /// As [`GazetteerBuilder::write`], with at most so many keys in a shard.
    pub(super) fn write_sharded(mut self, shard_keys: usize) -> Result<Vec<u8>, GazetteerError> {
        self.drafts.sort_by_key(|draft| draft.id);
        let parts = Parts {
            origin: &self.origin,
            outlines: self.outlines,
            shard_keys,
            scratch: None,
        };
        let output = write_file(&mut InMemory(&self.drafts), parts, Cursor::new(Vec::new()))?;
        Ok(output.into_inner())
    }
}

/// Drafts in order of their ids.
struct InMemory<'d>(&'d [PlaceDraft]);

impl Drafts for InMemory<'_> {
    fn each(&mut self, visit: &mut dyn FnMut(&PlaceDraft) -> Result<(), GazetteerError>) -> Result<(), GazetteerError> {
        self.0.iter().try_for_each(visit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::FeatureClass;
    use crate::gazetteer::fixture::{iraq, point};

    #[test]
    fn the_same_places_give_the_same_bytes() {
        let first = iraq();
        let mut second = GazetteerBuilder::new();
        for draft in first.clone().into_drafts().into_iter().rev() {
            second.add(draft);
        }
        assert_eq!(first.write().unwrap(), second.write().unwrap());
    }

    #[test]
    fn a_district_without_a_code_does_not_stand_for_its_province() {
        let mut builder = iraq();
        let district = PlaceDraft::new(
            1,
            "Fallujah District",
            point(43.8, 33.3),
            FeatureClass::Administrative,
            "ADM2",
        );
        builder.add(district.within("IQ", "01"));
        let gazetteer = builder.build().unwrap();
        assert_eq!(gazetteer.admin1("IQ", "01").map(|place| place.code), Some("ADM1"));
    }

    #[test]
    fn two_places_cannot_share_an_id() {
        let mut builder = iraq();
        builder.add(PlaceDraft::new(
            98182,
            "Bagdad",
            point(0.0, 0.0),
            FeatureClass::Settlement,
            "PPL",
        ));
        let error = builder.write().unwrap_err().to_string();
        assert!(error.contains("98182"), "{error}");
    }
}
