//! Importing other people's lists of places: small files of every form that is read.

mod download;

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use dateline::gazetteer::import::{ImportCounts, ImportObserver, Skipped, import, import_into};
use dateline::gazetteer::{FeatureClass, Gazetteer, MatchTier, NameKind};
use dateline::geography::LonLat;

/// A folder that removes itself.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder left behind in the system's temporary place does no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("dateline-import-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path
    }
}

#[derive(Default)]
struct Told(Vec<String>);

impl ImportObserver for Told {
    fn skipped(&mut self, skipped: &Skipped) {
        self.0.push(skipped.to_string());
    }

    fn progress(&mut self, _path: &Path, _lines: u64) {}
}

fn imported(files: &[PathBuf]) -> (Gazetteer, ImportCounts, Vec<String>) {
    let mut told = Told::default();
    let (builder, counts) = import(files, &mut told).unwrap();
    (builder.build().unwrap(), counts, told.0)
}

fn line(id: u32, name: &str, names: &str, code: &str, admin1: &str) -> String {
    let class = if code.starts_with("ADM") { "A" } else { "P" };
    format!(
        "{id}\t{name}\t{name}\t{names}\t33.5\t44.25\t{class}\t{code}\tIQ\t\t{admin1}\t\t\t\t500\t\t30\tAsia/Baghdad\t2024-01-01\n"
    )
}

#[test]
fn a_dump_with_its_companions_becomes_a_gazetteer() {
    let folder = Folder::new("dump");
    let dump = line(1, "Ninawa", "", "ADM1", "15") + &line(2, "Sinjār", "سنجار,Shingal", "PPL", "");
    let mut zip = zip::ZipWriter::new(File::create(folder.0.join("IQ.zip")).unwrap());
    zip.start_file("IQ.txt", zip::write::SimpleFileOptions::default())
        .unwrap();
    zip.write_all(dump.as_bytes()).unwrap();
    zip.finish().unwrap();
    let files = [
        folder.file(
            "alternateNamesV2.txt",
            "9\t2\ten\tSinjar City\t1\t\t\t\n10\t2\tlink\thttp://x\t\t\t\t\n",
        ),
        folder.0.join("IQ.zip"),
        folder.file("admin1CodesASCII.txt", "IQ.15\tNineveh\tNineveh\t1\n"),
        folder.file("hierarchy.txt", "1\t2\tADM\n"),
    ];
    let (gazetteer, counts, told) = imported(&files);
    assert_eq!((gazetteer.len(), counts.skipped, told.len()), (2, 0, 0));
    let sinjar = gazetteer.lookup("سنجار")[0].place;
    assert_eq!((sinjar.name, sinjar.admin1, sinjar.population), ("Sinjār", "15", 500));
    assert_eq!(gazetteer.lookup("Sinjar city")[0].kind, NameKind::Alternate);
    assert_eq!(gazetteer.lookup("Nineveh")[0].place.class, FeatureClass::Administrative);
    assert!(gazetteer.lookup("http://x").is_empty());
}

#[test]
fn bad_lines_are_told_by_file_and_line_and_the_rest_is_taken() {
    let folder = Folder::new("bad");
    let text =
        line(1, "A place", "", "PPL", "") + "2\tshort\n" + &line(3, "B place", "", "PPL", "").replace("33.5", "99");
    let path = folder.file("XX.txt", &text);
    let (gazetteer, counts, told) = imported(std::slice::from_ref(&path));
    assert_eq!((gazetteer.len(), counts.skipped), (1, 2));
    assert!(
        told[0].contains("XX.txt` line 2: a place has 19 columns"),
        "{}",
        told[0]
    );
    assert!(told[1].contains("line 3: latitude `99`"), "{}", told[1]);
}

#[test]
fn own_tables_and_regions_are_read() {
    let folder = Folder::new("own");
    let files = [
        folder.file(
            "own.csv",
            "name,lat,lon,names,feature_code,country\nCamp Falcon,33.2,44.35,FOB Falcon|Falcon base,INSM,IQ\nNo Point,x,44,,,\n",
        ),
        folder.file(
            "regions.geojson",
            r#"{"type": "FeatureCollection", "features": [
                {"type": "Feature", "properties": {"name": "Red Zone", "population": 7},
                 "geometry": {"type": "Polygon", "coordinates": [[[44, 33], [45, 33], [45, 34], [44, 34], [44, 33]]]}},
                {"type": "Feature", "properties": {"name": "Free Land", "feature_code": "ADM1", "country": "IQ", "admin1": "99"},
                 "geometry": {"type": "Polygon", "coordinates": [[[44, 33], [45, 33], [45, 34], [44, 34], [44, 33]]]}},
                {"type": "Feature", "properties": {"name": "Nowhere"}, "geometry": null}]}"#,
        ),
    ];
    let (gazetteer, counts, told) = imported(&files);
    assert_eq!((gazetteer.len(), counts.skipped), (3, 2));
    assert!(told[0].contains("own.csv` line 3"), "{}", told[0]);
    assert!(told[1].contains("regions.geojson` feature 3"), "{}", told[1]);
    let falcon = gazetteer.lookup("Falcon base")[0];
    assert_eq!((falcon.place.name, falcon.tier), ("Camp Falcon", MatchTier::Folded));
    assert!(falcon.place.id.is_own());
    let zone = gazetteer.lookup("Red Zone")[0].place;
    assert_eq!((zone.point.lon, zone.code, zone.population), (44.5, "RGN", 7));
    let inside = LonLat { lon: 44.2, lat: 33.2 };
    assert_eq!(gazetteer.admin1_at(inside).map(|place| place.name), Some("Free Land"));
}

#[test]
fn unknown_forms_are_refused_by_name() {
    let folder = Folder::new("forms");
    for (name, text, expected) in [
        ("a.xlsx", "x", "give .txt or .zip"),
        ("a.csv", "title,lat,lon\n", "no column `name`"),
        ("a.geojson", "{", "a.geojson"),
        ("a.zip", "no archive", "a.zip"),
    ] {
        let path = folder.file(name, text);
        let error = import(&[path], &mut Told::default()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
#[allow(clippy::print_stderr, reason = "a skipped test says so")]
fn names_of_ten_countries_are_found_within_a_kilometre() {
    let folder = Path::new("../shared/corpora/gazetteer");
    let Ok(entries) = fs::read_dir(folder) else {
        eprintln!("skipped: no ../shared/corpora/gazetteer");
        return;
    };
    let files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "zip"))
        .collect();
    let (gazetteer, counts, _) = imported(&files);
    assert!(200_000 < counts.places, "{counts:?}");
    let step = gazetteer.len() / 1000;
    let sample: Vec<_> = gazetteer.places().step_by(step).collect();
    let is_found = |name: &str, point: LonLat| {
        gazetteer
            .lookup(name)
            .iter()
            .any(|found| found.place.point.distance_km(point) <= 1.0)
    };
    let missed: Vec<&str> = sample
        .iter()
        .filter(|place| !is_found(place.name, place.point))
        .map(|place| place.name)
        .collect();
    assert!(
        missed.len() * 100 <= sample.len(),
        "{} of {} missed: {missed:?}",
        missed.len(),
        sample.len()
    );
}

#[test]
fn an_import_into_a_file_is_the_import_in_memory() {
    let folder = Folder::new("into");
    let dump: String = (1..400)
        .map(|id| line(id, &format!("Place {id}"), "سنجار,Shingal", "PPL", "15"))
        .collect();
    let path = folder.file("IQ.txt", &(dump + &line(7, "Another", "", "PPL", "15")));
    let output = folder.0.join("own.gaz");
    let counts = import_into(std::slice::from_ref(&path), &output, &mut Told::default()).unwrap();
    let (in_memory, same_counts) = import(&[path], &mut Told::default()).unwrap();
    assert_eq!(counts, same_counts);
    assert_eq!(fs::read(&output).unwrap(), in_memory.write().unwrap());
    let left: Vec<_> = fs::read_dir(&folder.0)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
    // The later of two lines of one number.
    assert_eq!(Gazetteer::open(&output).unwrap().lookup("Another").len(), 1);
    assert!(Gazetteer::open(&output).unwrap().lookup("Place 7").is_empty());
    let error = import_into(&[], &folder.0.join("no/such/own.gaz"), &mut Told::default()).unwrap_err();
    assert!(error.to_string().contains("own.gaz"), "{error}");
}

#[test]
fn info_on_a_file_checks_every_section() {
    let folder = Folder::new("info");
    let csv = folder.file("own.csv", "name,lat,lon\nCamp Falcon,33.2,44.35\n");
    let (builder, _) = import(&[csv], &mut Told::default()).unwrap();
    let file = folder.0.join("own.gaz");
    fs::write(&file, builder.write().unwrap()).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["gazetteer", "info"])
        .arg(&file)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("places\t1\n"), "{text}");
    assert!(text.contains("section PLCE\t26 bytes\twhole"), "{text}");
    assert!(!text.contains("damaged"), "{text}");
}
