//! The built program as users meet it: what it says, where, and how it ends.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use crate::support::{gzip, zstd};

/// A folder for one test's files, made anew.
fn folder(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn dateline(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs the program with something on its standard input.
fn run(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut child = dateline(arguments).spawn().unwrap();
    // The program may end without reading: that is no failure of the test.
    let _ = child.stdin.take().unwrap().write_all(input.as_ref());
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Checks the exit code and that standard error holds each of the words.
#[track_caller]
fn check(output: &Output, exit_code: i32, words: &[&str]) {
    let said = stderr(output);
    assert_eq!(output.status.code(), Some(exit_code), "{said}");
    for word in words {
        assert!(said.contains(word), "expected `{word}` in:\n{said}");
    }
}

/// The ids of the documents in lines of JSON.
fn ids(output: &Output) -> Vec<String> {
    let lines = stdout(output);
    let ids = lines.lines().map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        line["id"].as_str().unwrap().to_owned()
    });
    ids.collect()
}

#[test]
fn a_missing_file_is_named_and_the_others_are_read() {
    let folder = folder("missing");
    let there = folder.join("there.txt");
    std::fs::write(&there, "Nothing happened.").unwrap();
    let missing = folder.join("missing.txt");
    let inputs = ["dates", missing.to_str().unwrap(), there.to_str().unwrap()];
    let output = run(&inputs, "");
    check(
        &output,
        1,
        &["there is no file or folder `", "missing.txt`", "1 with errors, 1 read"],
    );
    assert_eq!(ids(&output), ["there"]);
}

#[test]
fn a_broken_line_is_named_and_the_others_are_read() {
    let file = folder("broken").join("news.jsonl");
    let mut lines = vec![r#"{"id": "good", "text": "Nothing happened.", "date": "2020-01-01"}"#; 18];
    lines[16] = r#"{"id": "bad", "text": "#;
    std::fs::write(&file, lines.join("\n")).unwrap();
    let output = run(&["dates", file.to_str().unwrap()], "");
    check(
        &output,
        1,
        &["news.jsonl:17: is not a JSON document: EOF while parsing a value"],
    );
    assert_eq!(ids(&output).len(), 17);
}

#[test]
fn an_array_counts_lines_too() {
    let file = folder("array").join("news.json");
    std::fs::write(&file, "[\n  {\"id\": 1, \"text\": \"a\"},\n  {\"id\": 2}\n]").unwrap();
    let output = run(&["dates", file.to_str().unwrap()], "");
    check(
        &output,
        1,
        &["news.json:3: is not a JSON document: missing field `text`"],
    );
    assert_eq!(ids(&output), ["1"]);
}

#[test]
fn a_wrong_date_is_an_error_and_the_document_is_kept() {
    let input = "{\"id\": \"a\", \"text\": \"x\", \"date\": \"someday\"}\n";
    let output = run(&["dates", "-"], input);
    check(&output, 1, &["standard input:1: wrong date `someday`"]);
    assert_eq!(ids(&output), ["a"]);
    check(
        &run(&["dates", "-", "--date", "someday"], ""),
        2,
        &["wrong date `someday`: give it as 2020-03-12"],
    );
}

#[test]
fn other_encodings_are_read_and_told() {
    let file = folder("encoding").join("latin.txt");
    std::fs::write(&file, b"Caf\xe9, January 3, 2020").unwrap();
    let output = run(&["dates", file.to_str().unwrap()], "");
    check(&output, 0, &["latin.txt: not UTF-8; read as windows-1252"]);
    // Code points: the é is one.
    assert!(
        stdout(&output).contains(r#""start":6,"end":21,"text":"January 3, 2020""#),
        "{}",
        stdout(&output)
    );
}

#[test]
fn empty_and_binary_files_are_told() {
    let folder = folder("empty");
    std::fs::write(folder.join("a.txt"), " \n").unwrap();
    let output = run(&["extract", "--format", "jsonl", folder.to_str().unwrap()], "");
    check(&output, 0, &["a.txt: the document has no words"]);
    assert_eq!(ids(&output), ["a"]);
    std::fs::write(folder.join("b.txt"), "a\0b").unwrap();
    check(
        &run(&["dates", folder.to_str().unwrap()], ""),
        1,
        &["b.txt` is no text"],
    );
}

#[test]
fn conditions_and_intervals_filter_as_in_the_api() {
    let lines = "{\"id\": \"a\", \"date\": \"2020-03-12\", \"text\": \"A bomb killed five soldiers in Baghdad on Wednesday.\"}\n\
        {\"id\": \"b\", \"date\": \"2021-03-12\", \"text\": \"A bomb killed two soldiers in Mosul on Thursday.\"}\n";
    let documents = |filter: [&str; 2]| {
        let output = run(&[&["extract", "--format", "csv"], &filter[..]].concat(), lines);
        check(&output, 0, &[]);
        ["Baghdad", "Mosul"].map(|place| stdout(&output).contains(place))
    };
    assert_eq!(documents(["--filter", "killed_max >= 5"]), [true, false]);
    assert_eq!(
        documents([
            "--filter",
            "{\"op\": \"<\", \"args\": [{\"property\": \"killed_max\"}, 5]}"
        ]),
        [false, true]
    );
    assert_eq!(documents(["--datetime", "2021-01-01/.."]), [false, true]);
    let wrong = run(&["extract", "--filter", "colour = 1"], lines);
    check(&wrong, 2, &["filter", "colour"]);
}

#[test]
fn web_pages_are_read_by_ending_by_their_beginning_and_as_told() {
    let words =
        "Rockets fell on the base north of the city on Wednesday, and three soldiers were killed, officials said. ";
    let body = format!("<nav>Sport on Friday</nav><p>{words}</p>");
    let page = format!("<!DOCTYPE html><html><head><title>Rockets</title></head><body>{body}</body></html>");
    let folder = folder("pages");
    std::fs::write(folder.join("rockets.html"), &page).unwrap();
    std::fs::write(folder.join("packed.html.gz"), gzip(page.as_bytes())).unwrap();
    std::fs::write(folder.join("void.html"), "<html><body></body></html>").unwrap();
    let deep = folder.join("deep.html");
    std::fs::write(&deep, "<div>".repeat(100_000)).unwrap();
    let output = run(&["dates", folder.to_str().unwrap()], "");
    let told = [
        "void.html: this web page cannot be read",
        "deep.html: this web page cannot be read: its elements lie",
    ];
    check(&output, 1, &told);
    assert_eq!(ids(&output), ["packed", "rockets"]);
    assert!(!stdout(&output).contains("Friday"));
    assert_eq!(ids(&run(&["dates"], &page)).len(), 1);
    for (format, has_friday) in [("html", false), ("text", true)] {
        let output = run(&["dates", "--input-format", format], &body);
        assert_eq!(stdout(&output).contains("Friday"), has_friday, "{format}");
    }
}

#[test]
fn compressed_files_are_read_and_damaged_ones_are_named() {
    let folder = folder("packed");
    let lines = b"{\"id\": \"a\", \"text\": \"On Friday.\"}\n{\"id\": \"b\", \"text\": \"On Monday.\"}\n";
    let packed = gzip(lines);
    std::fs::write(folder.join("lines.jsonl.gz"), &packed).unwrap();
    std::fs::write(folder.join("text.txt.gz"), gzip(b"On Friday.")).unwrap();
    std::fs::write(folder.join("two.jsonl.zst"), zstd(lines)).unwrap();
    std::fs::write(folder.join("ignored.gz"), &packed).unwrap();
    let output = run(&["dates", folder.to_str().unwrap()], "");
    check(&output, 0, &[]);
    assert_eq!(ids(&output), ["a", "b", "text", "a", "b"]);
    assert_eq!(ids(&run(&["dates"], &packed)), ["a", "b"]);
    assert_eq!(ids(&run(&["dates", "-"], zstd(lines))), ["a", "b"]);
    let cut = folder.join("cut.jsonl.gz");
    std::fs::write(&cut, &packed[..packed.len() - 12]).unwrap();
    check(
        &run(&["dates", cut.to_str().unwrap()], ""),
        1,
        &["cannot read", "cut.jsonl.gz"],
    );
    let bomb = folder.join("bomb.txt.gz");
    std::fs::write(&bomb, gzip(&vec![b'a'; 1 << 20]).repeat(257)).unwrap();
    check(
        &run(&["dates", bomb.to_str().unwrap()], ""),
        1,
        &["bomb.txt.gz", "it holds more than 256 MB"],
    );
}

#[test]
fn standard_input_is_told_apart_by_its_beginning() {
    let lines = "{\"id\": \"a\", \"text\": \"x\"}\n\n{\"id\": \"b\", \"text\": \"y\"}\n";
    assert_eq!(ids(&run(&["dates"], lines)), ["a", "b"]);
    assert_eq!(
        ids(&run(&["dates", "-"], "\n{\n\"id\": \"a\",\n\"text\": \"x\"\n}\n")),
        ["a"]
    );
    assert_eq!(ids(&run(&["dates", "-"], "[{\"id\": \"a\", \"text\": \"x\"}]")), ["a"]);
    let text = run(&["dates", "-"], "Nothing happened.");
    assert_eq!(ids(&text)[0].len(), 16);
}

#[test]
fn a_date_line_is_the_publication_date() {
    let file = folder("dateline").join("report.txt");
    std::fs::write(&file, "Wednesday, January 30, 2019\n\nA bomb exploded yesterday.").unwrap();
    let output = run(&["dates", file.to_str().unwrap()], "");
    check(&output, 0, &[]);
    assert!(
        stdout(&output).contains(r#""text":"yesterday","type":"DATE","value":"2019-01-29""#),
        "{}",
        stdout(&output)
    );
}

#[test]
fn without_a_publication_date_a_warning_says_so() {
    let output = run(&["extract", "-"], "Rockets fell on Thursday.");
    check(&output, 0, &["the publication date is not known", "--date"]);
    assert!(stdout(&output).starts_with("{\"type\":\"FeatureCollection\""));
    let dated = run(&["extract", "-", "--date", "2020-03-12"], "Nothing happened.");
    assert_eq!(stderr(&dated), "");
}

#[test]
fn wrong_arguments_end_with_two() {
    check(&run(&[], ""), 2, &["Usage: dateline"]);
    check(&run(&["extract", "--format", "pdf"], ""), 2, &["geojsonseq"]);
    check(
        &run(&["extract", "-", "--type", "nothing"], ""),
        2,
        &["`type=nothing` is not understood"],
    );
    check(
        &run(&["extract", "-", "--bbox", "1,2,3"], ""),
        2,
        &["`bbox=1,2,3` is not understood"],
    );
    check(
        &run(&["extract", "-", "--explain"], ""),
        2,
        &["--explain needs --format jsonl"],
    );
    check(
        &run(&["extract", "-", "--layer", "places", "--format", "csv"], ""),
        2,
        &["--layer places needs"],
    );
    check(&run(&["dates", "--colour"], ""), 2, &["--colour"]);
}

#[test]
fn help_and_version_are_data() {
    let help = run(&["extract", "--help"], "");
    check(&help, 0, &[]);
    // Without the ends of its lines, which depend on the width.
    let said: Vec<String> = stdout(&help).split_whitespace().map(str::to_owned).collect();
    let said = said.join(" ");
    for word in [
        "--date",
        "--format",
        "--layer",
        "--output",
        "--explain",
        "--region",
        "standard input",
    ] {
        assert!(said.contains(word), "{word}");
    }
    assert_eq!(
        stdout(&run(&["--version"], "")),
        format!("dateline {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn merged_reports_name_all_their_sources() {
    let line = |id: &str| {
        format!(
            r#"{{"id": "{id}", "date": "2020-03-12", "text": "A car bomb killed eleven people in Mosul on Wednesday."}}"#
        )
    };
    let input = format!("{}\n{}\n", line("one"), line("two"));
    let apart = run(&["extract", "-", "--format", "geojsonseq"], &input);
    assert_eq!(stdout(&apart).lines().count(), 2);
    let merged = run(&["extract", "-", "--format", "geojsonseq", "--merge"], &input);
    check(&merged, 0, &[]);
    let text = stdout(&merged);
    assert_eq!(text.lines().count(), 1, "{text}");
    for id in ["one", "two"] {
        assert!(text.contains(&format!(r#""document":"{id}""#)), "{text}");
    }
    check(
        &run(&["extract", "-", "--format", "jsonl", "--merge"], &input),
        2,
        &["--merge is for incidents in --format geojson"],
    );
}

#[test]
fn the_output_file_gets_what_standard_output_would() {
    let folder = folder("output");
    let file = folder.join("out.csv");
    let output = run(
        &["extract", "-", "--format", "csv", "-o", file.to_str().unwrap()],
        "Nothing happened.",
    );
    check(&output, 0, &[]);
    assert_eq!(stdout(&output), "");
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .starts_with("id,type,type_label,group,title,")
    );
    let nowhere = folder.join("no/such/folder.csv");
    check(
        &run(&["extract", "-", "-o", nowhere.to_str().unwrap()], "x"),
        1,
        &["cannot write `"],
    );
}

#[test]
fn a_demo_article_gives_incidents_in_its_region_and_none_elsewhere() {
    let article = concat!(env!("CARGO_MANIFEST_DIR"), "/data/demo/iraq-2020-03-14.json");
    let count = |filter: &[&str]| {
        let output = run(&[&["extract", article, "--format", "geojsonseq"], filter].concat(), "");
        check(&output, 0, &[]);
        stdout(&output).lines().count()
    };
    let all = count(&[]);
    let iraq = count(&["--region", "Iraq"]);
    assert!(0 < iraq && iraq <= all, "{iraq} of {all}");
    for filter in [["--region", "Anbar"], ["--near", "Ain Al-Asad,50"]] {
        let inside = count(&filter);
        assert!(0 < inside && inside < iraq, "{filter:?}: {inside} of {iraq}");
    }
    assert_eq!(count(&["--region", "Fiji"]), 0);
    assert_eq!(count(&["--from", "2021-01-01"]), 0);
}

#[test]
fn given_names_are_resolved_at_their_places() {
    let input =
        r#"{"id": "a", "text": "“Paris”, Texas", "toponyms": [{"start": 1, "end": 6}, {"start": 50, "end": 51}]}"#;
    let output = run(&["toponyms", "--given", "-"], input);
    check(&output, 0, &["there are no characters 50 to 51"]);
    let line: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let toponyms = line["toponyms"].as_array().unwrap();
    assert_eq!(toponyms.len(), 1);
    assert_eq!(
        (&toponyms[0]["name"], &toponyms[0]["start"]),
        (&"Paris".into(), &1.into())
    );
    assert!(toponyms[0]["place_id"].is_number());
}

#[test]
fn the_gazetteer_can_be_asked() {
    let found = run(&["gazetteer", "search", "Baghdad"], "");
    check(&found, 0, &[]);
    let first = stdout(&found).lines().nth(1).unwrap_or_default().to_owned();
    assert!(first.starts_with("98182\tBaghdad\tPPLC\tIQ\tBaghdad\t"), "{first}");
    assert!(stdout(&run(&["gazetteer", "info"], "")).starts_with("places\t"));
    let compile = [
        "gazetteer",
        "compile",
        "--sources",
        "no-such-folder",
        "-o",
        "no-such-folder/x.gaz",
    ];
    check(&run(&compile, ""), 1, &["no-such-folder"]);
}

#[test]
fn the_gazetteer_answers_for_points_areas_and_places_told_by_others() {
    let at = stdout(&run(&["gazetteer", "at", "44.26,33.52", "--limit", "3"], ""));
    assert!(at.lines().nth(1).unwrap().contains("\tIraq\tPCLI\tIQ\t"), "{at}");
    assert_eq!(at.lines().count(), 1 + 2 + 3, "{at}");
    let north = stdout(&run(&["gazetteer", "search", "20 km north of Taji Air Base"], ""));
    let row: Vec<&str> = north.lines().nth(1).unwrap().split('\t').collect();
    let (lat, radius): (f64, f64) = (row[7].parse().unwrap(), row[9].parse().unwrap());
    assert!((33.65..33.75).contains(&lat) && (radius - 7.0).abs() < 0.1, "{north}");
    let bases = stdout(&run(&["gazetteer", "search", "Taji", "--all", "--feature", "AIRB"], ""));
    assert!(bases.lines().skip(1).all(|line| line.contains("\tAIRB\t")), "{bases}");
    let area: serde_json::Value = serde_json::from_str(&stdout(&run(&["gazetteer", "area", "Anbar"], ""))).unwrap();
    assert_eq!(
        (&area["geometry"]["type"], &area["properties"]["is_outline"]),
        (&"MultiPolygon".into(), &true.into())
    );
    check(&run(&["gazetteer", "at", "north"], ""), 2, &["longitude,latitude"]);
    check(
        &run(&["gazetteer", "area", "Xqzxqz"], ""),
        2,
        &["no place has that name"],
    );
}

#[test]
fn own_places_stand_over_the_default() {
    let own = std::env::temp_dir().join(format!("dateline-own-{}.csv", std::process::id()));
    std::fs::write(
        &own,
        "name,lat,lon,feature_code,country\nCamp Qwertan,33.2,44.35,INSM,IQ\n",
    )
    .unwrap();
    let file = own.to_str().unwrap();
    let text = "Rockets hit Camp Qwertan near Baghdad.";
    let output = run(&["toponyms", "-", "--gazetteer", file], text);
    std::fs::remove_file(&own).unwrap();
    check(&output, 0, &[]);
    let line: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let places: Vec<&str> = line["toponyms"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|place| place["place"].as_str())
        .collect();
    assert_eq!(places, ["Camp Qwertan", "Baghdad"]);
    check(
        &run(&["toponyms", "-", "--gazetteer", "no-such.gaz"], text),
        1,
        &["no-such.gaz"],
    );
}

#[test]
fn a_closed_pipe_is_success() {
    let mut child = dateline(&["dates", "-"]).spawn().unwrap();
    drop(child.stdout.take());
    let lines = "{\"text\": \"Nothing happened.\", \"date\": \"2020-01-01\"}\n".repeat(1000);
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    check(&child.wait_with_output().unwrap(), 0, &[]);
}

#[cfg(feature = "server")]
mod serve {
    use super::*;
    use std::io::{BufRead, BufReader, Read};
    use std::net::{TcpListener, TcpStream};

    #[test]
    fn a_taken_port_is_told_with_the_way_out() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let file = folder("taken").join("a.txt");
        std::fs::write(&file, "Nothing happened.").unwrap();
        let output = run(&["serve", file.to_str().unwrap(), "--listen", &address], "");
        check(&output, 1, &[&format!("the address {address} is taken"), "--listen"]);
    }

    #[cfg(unix)]
    #[test]
    fn it_says_where_it_is_answers_and_stops_when_asked() {
        let file = folder("serve").join("a.jsonl");
        std::fs::write(&file, "{\"text\": \"Nothing happened.\", \"date\": \"2020-01-01\"}\n").unwrap();
        let mut child = dateline(&["serve", file.to_str().unwrap(), "--listen", "127.0.0.1:0"])
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(child.stderr.take().unwrap())
            .read_line(&mut said)
            .unwrap();
        let said = said.strip_prefix("Dateline is at http://").unwrap();
        assert!(said.contains("(1 document, 0 incidents)"), "{said}");
        let address = said.split(' ').next().unwrap();
        let mut connection = TcpStream::connect(address).unwrap();
        let request = format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains("{\"status\":\"ok\",\"store\":\"memory\","), "{answer}");
        assert!(
            Command::new("kill")
                .arg(child.id().to_string())
                .status()
                .unwrap()
                .success()
        );
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
}
