//! Speed of the gazetteer: `cargo bench --bench gazetteer [FILE.gaz]`, microseconds a call, the best of several rounds.
//!
//! Without a file it is the default one. The names asked are the gazetteer's own: every so many places, so that they are of all sizes.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use dateline::gazetteer::Gazetteer;
use dateline::geography::LonLat;

/// Rounds, of which the fastest counts.
const ROUNDS: usize = 7;
/// Names that are asked in each round.
const NAMES: usize = 1000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Cargo adds `--bench`.
    let path = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/data/gazetteer/default.gaz");
    let path = PathBuf::from(path.unwrap_or_else(|| default.to_owned()));
    measure("open", &[()], |()| drop(black_box(Gazetteer::open(&path))));
    let gazetteer = Gazetteer::open(&path)?;
    let step = (gazetteer.len() / NAMES).max(1);
    let places: Vec<_> = gazetteer.places().step_by(step).collect();
    let exact: Vec<String> = places.iter().map(|place| place.name.to_owned()).collect();
    let folded: Vec<String> = exact.iter().map(|name| name.to_uppercase().replace(' ', "-")).collect();
    let slips: Vec<String> = exact
        .iter()
        .filter(|name| name.len() > 6)
        .map(|name| slip(name))
        .collect();
    let points: Vec<LonLat> = places.iter().map(|place| place.point).collect();
    measure("lookup, as written", &exact, |name| {
        drop(black_box(gazetteer.lookup(name)));
    });
    measure("lookup, folded", &folded, |name| {
        drop(black_box(gazetteer.lookup(name)));
    });
    measure("lookup, other transliteration", &slips, |name| {
        drop(black_box(gazetteer.lookup_transliterated(name)));
    });
    measure("search, with a slip", &slips, |name| {
        drop(black_box(gazetteer.search(name, 10)));
    });
    measure("nearest 10", &points, |point| {
        drop(black_box(gazetteer.nearest(*point, 10, |_| true)));
    });
    measure("country of a point", &points, |point| {
        black_box(gazetteer.country_at(*point));
    });
    Ok(())
}

/// The name without its fourth letter.
fn slip(name: &str) -> String {
    name.chars()
        .enumerate()
        .filter(|(at, _)| *at != 3)
        .map(|(_, letter)| letter)
        .collect()
}

#[allow(clippy::print_stdout, reason = "a bench tells its figures")]
fn measure<T>(what: &str, inputs: &[T], ask: impl Fn(&T)) {
    let round = || {
        let start = Instant::now();
        inputs.iter().for_each(&ask);
        start.elapsed()
    };
    let best = (0..ROUNDS).map(|_| round()).min().unwrap_or_default();
    #[allow(clippy::cast_precision_loss, reason = "a count of inputs is small")]
    let each = best.as_secs_f64() * 1e6 / inputs.len().max(1) as f64;
    println!("{what:<32}{each:>12.2} µs");
}
