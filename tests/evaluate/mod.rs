//! `dateline evaluate`: its figures are the scorer's.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn dateline(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments).output();
    let output = output.expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn figures(gold: &Path) -> Value {
    let path = gold.to_str().expect("UTF-8");
    serde_json::from_str(&dateline(&["evaluate", "incidents", "--gold", path])).expect("JSON")
}

/// Three annotated incidents of our own: one found with day and place, one missed, one optional; and a distractor.
const ANNOTATED: &str = r#"{"id": "own", "date": "2020-03-12", "text": "A car bomb killed five people in Mosul on Tuesday. Floods were expected. The minister said a future attack would be punished.", "gold": [
 {"type": "bombing", "date": "2020-03-10", "lat": 36.34, "lon": 43.13, "location_precision": "city", "country": "IQ", "killed": 5, "injured": null, "evidence": "A car bomb killed five people in Mosul on Tuesday."},
 {"type": "flood", "date": "2020-03-11", "lat": 33.3, "lon": 44.4, "location_precision": "city", "country": "IQ", "killed": null, "injured": null, "evidence": "Floods were expected."},
 {"type": "attack", "date": null, "lat": 33.3, "lon": 44.4, "location_precision": "country", "country": "IQ", "killed": null, "injured": null, "evidence": "a future attack", "optional": true}],
 "distractors": [{"text": "The minister said a future attack would be punished."}]}"#;

#[test]
fn time_expressions_are_counted_as_tempeval_counts_them() {
    let folder = std::env::temp_dir().join(format!("dateline-dates-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let path = folder.join("own.json");
    let annotated = r#"{"id": "own", "dct": "2020-03-12", "text": "A bomb exploded on Tuesday, two days after a fire in May 2019.", "timexes": [
 {"start": 19, "end": 26, "type": "DATE", "value": "2020-03-10"}, {"start": 53, "end": 61, "type": "DATE", "value": "2019-05"}]}"#;
    std::fs::write(&path, annotated).expect("a file for the test");
    let path = path.to_str().expect("UTF-8");
    let figures: Value = serde_json::from_str(&dateline(&["evaluate", "dates", "--gold", path])).expect("JSON");
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
    assert_eq!(
        (&figures["documents"], &figures["gold"], &figures["found"]),
        (&1.into(), &2.into(), &3.into())
    );
    for key in ["strict_f1", "relaxed_f1", "value_f1"] {
        assert!(
            (figures[key].as_f64().expect("a number") - 0.8).abs() < 1e-9,
            "{key} of {figures}"
        );
    }
}

#[test]
fn incidents_are_paired_and_counted() {
    let folder = std::env::temp_dir().join(format!("dateline-evaluate-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let path = folder.join("own.json");
    std::fs::write(&path, ANNOTATED).expect("a file for the test");
    let figures = figures(&path);
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
    assert_eq!(figures["gold"], 2);
    assert_eq!(figures["found"], 1);
    assert_eq!(figures["strict"], 1);
    assert_eq!(figures["date"]["share"], 1.0);
    assert_eq!(figures["location"]["share"], 1.0);
    assert_eq!(figures["killed"], serde_json::json!({"share": 1.0, "of": 1}));
    assert_eq!(figures["duplicates_or_false"], 0);
    assert_eq!(figures["distractor_hits"], 0);
    assert!((figures["strict_f1"].as_f64().expect("a number") - 2.0 / 3.0).abs() < 1e-9);
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn figures_are_those_of_the_scorer() {
    let shared = Path::new("../shared");
    let gold = shared.join("corpora/incidents/articles_dev.jsonl");
    if !gold.exists() || Command::new("python3").arg("--version").output().is_err() {
        eprintln!("skipped: no ../shared or no python3");
        return;
    }
    let folder = std::env::temp_dir().join(format!("dateline-scorer-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let (extracted, points) = (folder.join("extracted"), folder.join("points"));
    let path = gold.to_str().expect("UTF-8");
    std::fs::write(&extracted, dateline(&["extract", path, "--format", "jsonl"])).expect("a file for the test");
    let run = |command: &mut Command| command.output().expect("python3 starts").stdout;
    let adapted = run(Command::new("python3")
        .arg(shared.join("scorers/adapt.py"))
        .arg("points")
        .stdin(std::fs::File::open(&extracted).expect("just written")));
    std::fs::write(&points, adapted).expect("a file for the test");
    let scored = run(Command::new("python3")
        .arg(shared.join("scorers/score_incident_geo.py"))
        .arg("--gold")
        .arg(&gold)
        .arg("--pred")
        .arg(&points));
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
    let scored: Value = serde_json::from_slice(&scored).expect("JSON");
    let ours = figures(&gold);
    for (key, theirs) in [
        ("articles", &scored["articles"]),
        ("gold", &scored["gold"]),
        ("found", &scored["pred"]),
        ("duplicates_or_false", &scored["duplicates_or_false"]),
        ("distractor_hits", &scored["distractor_hits"]),
    ] {
        assert_eq!(&ours[key], theirs, "{key}");
    }
    let close = |ours: &Value, theirs: &Value, what: &str| {
        let (ours, theirs) = (ours.as_f64().unwrap_or(-1.0), theirs.as_f64().unwrap_or(-1.0));
        assert!((ours - theirs).abs() < 1e-3, "{what}: {ours}, the scorer {theirs}");
    };
    close(&ours["strict_f1"], &scored["strict"]["f1"], "strict F1");
    close(&ours["aligned_f1"], &scored["aligned"]["f1"], "aligned F1");
    close(&ours["recall_background"], &scored["recall_background"], "background");
    close(&ours["date"]["share"], &scored["date"]["within_tolerance"], "date");
    close(
        &ours["location"]["share"],
        &scored["location"]["within_gold_tolerance"],
        "location",
    );
    close(
        &ours["killed"]["share"],
        &scored["casualties"]["killed_exact"],
        "killed",
    );
    close(
        &ours["injured"]["share"],
        &scored["casualties"]["injured_exact"],
        "injured",
    );
}

/// Two annotated documents of our own, with names that are found and placed, missed, false, without coordinates, of several types.
const PLACES: &str = r#"{"id": "a", "text": "Floods hit Lagos and Ibadan in Nigeria. British aid reached Reading, Pennsylvania.", "toponyms": [{"start": 11, "end": 16, "lat": 6.45, "lon": 3.39, "type": "literal", "fclass": "P"}, {"start": 21, "end": 27, "lat": 10.5, "lon": 7.4, "type": "literal", "fclass": "P"}, {"start": 31, "end": 38, "lat": 10.0, "lon": 8.0, "type": "literal", "fclass": "A"}, {"start": 40, "end": 47, "lat": 54.76, "lon": -2.7, "type": "associative", "fclass": "A"}, {"start": 60, "end": 81, "lat": 40.34, "lon": -75.93, "type": "literal", "fclass": "P"}]}
{"id": "b", "text": "Fire broke out near Elm Corner. Nobody in Paris saw it, said Paris.", "toponyms": [{"start": 20, "end": 30}, {"start": 42, "end": 47, "lat": 33.66, "lon": -95.56, "type": "literal", "fclass": "P"}]}
"#;

#[track_caller]
fn check_same(ours: &Value, theirs: &Value) {
    let pairs = [
        ("/recognition_exact/f1", "/rec_exact/2"),
        ("/recognition_overlap/precision", "/rec_overlap/0"),
        ("/recognition_overlap/recall", "/rec_overlap/1"),
        ("/resolution_resolved/count", "/resolution_resolved_only/n"),
        ("/resolution_resolved/within_161_km", "/resolution_resolved_only/acc161"),
        ("/resolution_resolved/within_20_km", "/resolution_resolved_only/acc20"),
        ("/resolution_resolved/auc", "/resolution_resolved_only/auc"),
        ("/resolution_all/auc", "/resolution_all_matched/auc"),
        ("/end_to_end_161_km/precision", "/e2e161/0"),
        ("/end_to_end_161_km/recall", "/e2e161/1"),
        ("/end_to_end_161_km/f1", "/e2e161/2"),
        ("/end_to_end_20_km/f1", "/e2e20/2"),
        ("/gold_with_coordinates", "/gold_with_coords"),
        ("/found", "/predicted"),
        ("/unresolved", "/unresolved"),
    ];
    for (own, scorers) in pairs {
        let number = |value: &Value, path: &str| value.pointer(path).and_then(Value::as_f64);
        let (own_figure, figure) = (number(ours, own), number(theirs, scorers));
        let close = own_figure
            .zip(figure)
            .is_some_and(|(left, right)| (left - right).abs() < 1e-6);
        assert!(close, "{own} is {own_figure:?}, the scorer's {scorers} {figure:?}");
    }
    for key in ["mean_km", "median_km"] {
        let own = ours["resolution_resolved"][key].as_f64().expect("a number");
        let scorers = theirs["resolution_resolved_only"][key].as_f64().expect("a number");
        // The scorer's Earth is 0.2 m larger in radius.
        assert!((own - scorers).abs() <= 1e-6 * scorers, "{key}: {own} and {scorers}");
    }
}

#[test]
fn figures_of_places_are_those_of_the_scorer() {
    let folder = std::env::temp_dir().join(format!("dateline-places-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let path = folder.join("own.jsonl");
    std::fs::write(&path, PLACES).expect("a file for the test");
    let gold = path.to_str().expect("UTF-8");
    let told = dateline(&["evaluate", "toponyms", "--gold", gold, "--errors", "3"]);
    let ours: Value = serde_json::from_str(&told).expect("JSON");
    let scored = scorer(&path, &folder);
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
    if let Some(scored) = scored {
        check_same(&ours, &scored);
    }
    assert_eq!(ours["gold"], 7);
    assert_eq!(ours["errors"].as_array().map(Vec::len), Some(3));
    assert_eq!(
        ours["by_type"]["associative"],
        serde_json::json!({"gold": 1, "right": 1.0})
    );
    let interval = ours["interval_95"].as_array().expect("a pair");
    assert!(interval[0].as_f64() <= ours["end_to_end_161_km"]["f1"].as_f64());
}

/// The scorer's figures on our toponyms of the file; `None`, and says so, where there is no scorer or no python3.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn scorer(gold: &Path, folder: &Path) -> Option<Value> {
    let script = Path::new("../shared/scorers/score_geoparse.py");
    if !script.exists() || Command::new("python3").arg("--version").output().is_err() {
        eprintln!("skipped: no ../shared or no python3");
        return None;
    }
    let found = folder.join("found.jsonl");
    std::fs::write(&found, dateline(&["toponyms", gold.to_str()?])).expect("a file for the test");
    let mut command = Command::new("python3");
    command.arg(script).arg(gold).arg(&found).arg("--json");
    let scored = command.output().expect("python3 starts").stdout;
    serde_json::from_slice(&scored).ok()
}
