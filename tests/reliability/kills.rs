//! `kill -9` while the program writes: what it acknowledged is there, and the file is whole.
//!
//! `DATELINE_KILL_ROUNDS=200` makes more rounds of it than a daily run has.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdin};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::{Folder, article, check_whole, dateline, drain, json_line, open};
use dateline::store::IncidentStore;

/// The program goes on for so much of the time that its first answer took, at most, before it is killed.
const LONGEST_SHARE: f64 = 0.6;

fn rounds() -> usize {
    let rounds = std::env::var("DATELINE_KILL_ROUNDS");
    rounds.map_or(2, |rounds| rounds.parse().expect("DATELINE_KILL_ROUNDS is a number"))
}

/// Moments spread evenly over a span, the same ones in each run.
fn moment(round: usize, span: Duration) -> Duration {
    const GOLDEN: f64 = 0.618_033_988_749_895;
    let share = f64::from(u32::try_from(round).unwrap() + 1) * GOLDEN;
    span.mul_f64(share.fract() * LONGEST_SHARE)
}

/// Gives articles from a number on until the program is gone.
fn feed(mut input: ChildStdin, from: usize) {
    thread::spawn(move || {
        for number in from.. {
            if input.write_all(json_line(&article(number)).as_bytes()).is_err() {
                return;
            }
        }
    });
}

/// The numbers of articles that are acknowledged, as they come; a line that was broken off is none.
fn acknowledgements(child: &mut Child) -> Receiver<usize> {
    let (sender, receiver) = channel();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    thread::spawn(move || {
        let mut line = String::new();
        while output.read_line(&mut line).is_ok_and(|bytes| 0 < bytes) && line.ends_with('\n') {
            let told: serde_json::Value = serde_json::from_str(&line).unwrap();
            let number = told["id"].as_str().and_then(|id| id.get(1..)?.parse().ok());
            if sender.send(number.unwrap()).is_err() {
                return;
            }
            line.clear();
        }
    });
    receiver
}

#[test]
fn ingest_killed_at_any_moment_loses_nothing_that_it_acknowledged() {
    let folder = Folder::new();
    let store = folder.store();
    let mut acknowledged = Vec::new();
    for round in 0..rounds() {
        let started = Instant::now();
        let mut child = dateline(&["ingest", "-", "--store", store.to_str().unwrap()])
            .spawn()
            .unwrap();
        // Some of what was written before comes again.
        feed(child.stdin.take().unwrap(), acknowledged.len().saturating_sub(20));
        let answers = acknowledgements(&mut child);
        let Ok(first) = answers.recv() else {
            panic!("{}", drain(child.stderr.take().unwrap()));
        };
        thread::sleep(moment(round, started.elapsed()));
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged.push(first);
        acknowledged.extend(answers.iter());
        check_whole(&store, &acknowledged);
    }
    say(&format!(
        "ingest: {} rounds, {} acknowledged, 0 lost",
        rounds(),
        acknowledged.len()
    ));
    // The work is taken up where it stopped.
    let numbers = 0..acknowledged.len() + 3;
    let inputs = numbers.clone().map(|number| json_line(&article(number)));
    let path = folder.0.join("all.jsonl");
    std::fs::write(&path, inputs.collect::<String>()).unwrap();
    let again = dateline(&["ingest", path.to_str().unwrap(), "--store", store.to_str().unwrap()]).output();
    assert!(again.unwrap().status.success());
    check_whole(&store, &numbers.collect::<Vec<_>>());
}

#[cfg(feature = "server")]
#[test]
fn a_server_killed_at_any_moment_loses_nothing_that_it_acknowledged() {
    let folder = Folder::new();
    let store = folder.store();
    let (next, mut acknowledged) = (AtomicUsize::new(0), Vec::new());
    for round in 0..rounds() {
        let arguments = ["serve", "--store", store.to_str().unwrap(), "--listen", "127.0.0.1:0"];
        let mut child = dateline(&arguments).spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        let address = line.strip_prefix("Dateline is at http://").expect(&line);
        let address = address.split(' ').next().unwrap();
        let (is_over, begun) = (AtomicBool::new(false), channel());
        thread::scope(|scope| {
            let clients: Vec<_> = (0..2)
                .map(|_| {
                    let sender = begun.0.clone();
                    let (is_over, next) = (&is_over, &next);
                    scope.spawn(move || {
                        let mut kept = Vec::new();
                        while !is_over.load(Ordering::Relaxed) {
                            let number = next.fetch_add(1, Ordering::Relaxed);
                            if !post(address, number) {
                                break;
                            }
                            kept.push(number);
                            let _ = sender.send(());
                        }
                        kept
                    })
                })
                .collect();
            let started = Instant::now();
            begun.1.recv().unwrap();
            thread::sleep(moment(round, started.elapsed().max(Duration::from_millis(200))));
            child.kill().unwrap();
            child.wait().unwrap();
            is_over.store(true, Ordering::Relaxed);
            acknowledged.extend(clients.into_iter().flat_map(|client| client.join().unwrap()));
        });
        check_whole(&store, &acknowledged);
    }
    say(&format!(
        "serve: {} rounds, {} acknowledged, 0 lost",
        rounds(),
        acknowledged.len()
    ));
    assert!(acknowledged.len() <= open(&store).unwrap().counts().unwrap().documents);
}

/// Sends an article; whether its answer, whole, was 201.
fn post(address: &str, number: usize) -> bool {
    let body = json_line(&article(number));
    let request = format!(
        "POST /api/documents HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    );
    let answer = || -> std::io::Result<String> {
        let mut connection = TcpStream::connect(address)?;
        connection.write_all(request.as_bytes())?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer)?;
        Ok(answer)
    };
    answer().is_ok_and(|answer| answer.starts_with("HTTP/1.1 201 ") && answer.ends_with('}'))
}

/// Tells the figure, for who runs many rounds with `--nocapture`.
#[expect(clippy::print_stderr, reason = "a test tells its figure")]
fn say(words: &str) {
    eprintln!("{words}");
}
