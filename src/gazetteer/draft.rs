//! A place on its way into a gazetteer, and how it waits in a file.

use super::place::{FeatureClass, NameKind, Place, PlaceId};
use crate::geography::LonLat;

/// A place on its way into a gazetteer.
#[derive(Clone, Debug)]
pub struct PlaceDraft {
    /// Stable identifier; see [`PlaceId`].
    pub id: PlaceId,
    /// Display name, at most 255 bytes.
    pub name: String,
    /// WGS84 point, degrees; stored to a millionth.
    pub point: LonLat,
    /// GeoNames feature class.
    pub class: FeatureClass,
    /// GeoNames feature code.
    pub code: String,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: String,
    /// GeoNames first-order code, or empty.
    pub admin1: String,
    /// GeoNames second-order code, or empty.
    pub admin2: String,
    /// Residents; 0 is unknown.
    pub population: u32,
    /// Names besides the display name, in any order; repeats do no harm.
    pub names: Vec<(String, NameKind)>,
    /// Names that the source has and this list leaves out; they count for importance only.
    pub names_left_out: usize,
}

impl PlaceDraft {
    /// A place with a name, a point and a kind; the rest is added by the methods below.
    pub fn new(id: u32, name: &str, point: LonLat, class: FeatureClass, code: &str) -> PlaceDraft {
        PlaceDraft {
            id: PlaceId(id),
            name: name.to_owned(),
            point,
            class,
            code: code.to_owned(),
            country: String::new(),
            admin1: String::new(),
            admin2: String::new(),
            population: 0,
            names: Vec::new(),
            names_left_out: 0,
        }
    }

    /// Sets country and first-order division.
    #[must_use]
    pub fn within(mut self, country: &str, admin1: &str) -> PlaceDraft {
        country.clone_into(&mut self.country);
        admin1.clone_into(&mut self.admin1);
        self
    }

    /// Sets the population.
    #[must_use]
    pub fn residents(mut self, population: u32) -> PlaceDraft {
        self.population = population;
        self
    }

    /// Adds a name.
    #[must_use]
    pub fn also(mut self, name: &str, kind: NameKind) -> PlaceDraft {
        self.names.push((name.to_owned(), kind));
        self
    }

    /// How many different names the source gives it.
    pub(super) fn name_count(&self) -> u16 {
        let mut names: Vec<&str> = self.names.iter().map(|(name, _)| name.as_str()).collect();
        names.push(&self.name);
        names.sort_unstable();
        names.dedup();
        u16::try_from(names.len() + self.names_left_out).unwrap_or(u16::MAX)
    }

    pub(super) fn as_place(&self, name_count: u16) -> Place<'_> {
        Place {
            id: self.id,
            name: &self.name,
            point: self.point,
            class: self.class,
            code: &self.code,
            country: &self.country,
            admin1: &self.admin1,
            admin2: &self.admin2,
            population: self.population,
            name_count,
        }
    }
}

impl PlaceDraft {
    /// Appends the draft as bytes that [`PlaceDraft::unpack`] reads.
    pub(super) fn pack(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.id.0.to_le_bytes());
        bytes.extend_from_slice(&self.point.lon.to_le_bytes());
        bytes.extend_from_slice(&self.point.lat.to_le_bytes());
        bytes.extend_from_slice(&self.population.to_le_bytes());
        bytes.extend_from_slice(&u32::try_from(self.names_left_out).unwrap_or(u32::MAX).to_le_bytes());
        bytes.push(self.class.letter());
        for text in [&self.name, &self.code, &self.country, &self.admin1, &self.admin2] {
            pack_text(text, bytes);
        }
        for (name, kind) in &self.names {
            pack_name(name, *kind, bytes);
        }
    }

    /// The draft that [`PlaceDraft::pack`] wrote; `None` for other bytes.
    pub(super) fn unpack(bytes: &[u8]) -> Option<PlaceDraft> {
        let mut reader = Unpacker(bytes);
        let id = u32::from_le_bytes(reader.take()?);
        let (lon, lat) = (f64::from_le_bytes(reader.take()?), f64::from_le_bytes(reader.take()?));
        let population = u32::from_le_bytes(reader.take()?);
        let names_left_out = u32::from_le_bytes(reader.take()?) as usize;
        let [letter] = reader.take()?;
        let (name, code) = (reader.text()?, reader.text()?);
        let class = FeatureClass::from_letter(letter)?;
        let mut draft = PlaceDraft::new(id, &name, LonLat::new(lon, lat)?, class, &code);
        (draft.population, draft.names_left_out) = (population, names_left_out);
        (draft.country, draft.admin1, draft.admin2) = (reader.text()?, reader.text()?, reader.text()?);
        while !reader.0.is_empty() {
            draft.names.push(reader.name()?);
        }
        Some(draft)
    }
}

/// Appends a name and its kind; [`unpack_name`] reads them.
pub(super) fn pack_name(name: &str, kind: NameKind, bytes: &mut Vec<u8>) {
    bytes.push(kind.number());
    pack_text(name, bytes);
}

/// The name that [`pack_name`] wrote.
pub(super) fn unpack_name(bytes: &[u8]) -> Option<(String, NameKind)> {
    Unpacker(bytes).name()
}

/// Appends a length and the text, which is cut where it is longer than a length can say.
pub(super) fn pack_text(text: &str, bytes: &mut Vec<u8>) {
    let text = text
        .get(..text.floor_char_boundary(usize::from(u16::MAX)))
        .unwrap_or_default();
    bytes.extend_from_slice(&u16::try_from(text.len()).unwrap_or_default().to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

/// Reads packed values off the front.
pub(super) struct Unpacker<'b>(pub(super) &'b [u8]);

impl Unpacker<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    /// The next text.
    pub(super) fn text(&mut self) -> Option<String> {
        let length = u16::from_le_bytes(self.take()?);
        let (text, rest) = self.0.split_at_checked(usize::from(length))?;
        self.0 = rest;
        String::from_utf8(text.to_vec()).ok()
    }

    fn name(&mut self) -> Option<(String, NameKind)> {
        let [number] = self.take()?;
        Some((self.text()?, NameKind::from_number(number)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_packed_draft_is_unpacked(id in any::<u32>(), name in "\\PC{0,20}", other in "\\PC{0,20}", lon in -180.0..180.0_f64, kind in 0_u8..5) {
            let point = LonLat { lon, lat: -12.5 };
            let mut draft = PlaceDraft::new(id, &name, point, FeatureClass::Site, "AIRB").within("IQ", "01").residents(7);
            draft = draft.also(&other, NameKind::from_number(kind));
            draft.names_left_out = 3;
            let mut bytes = Vec::new();
            draft.pack(&mut bytes);
            let read = PlaceDraft::unpack(&bytes).unwrap();
            prop_assert_eq!(format!("{draft:?}"), format!("{read:?}"));
            prop_assert!(PlaceDraft::unpack(&bytes[..bytes.len() - 1]).is_none());
        }
    }
}
