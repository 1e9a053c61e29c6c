//! Speed of the store: `cargo bench --bench store [INCIDENTS [FILE]]`, 200,000 incidents where nothing is said.
//!
//! Fills a GeoPackage with made-up incidents of one seed, unless the file is there already, and asks it what the API asks, on one core. Each line
//! is a question with how many of it are answered in a second, best of several rounds.

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use dateline::evaluate::SyntheticDocuments;
use dateline::export::format::ExportFormat;
use dateline::export::table::Layer;
use dateline::gazetteer::Gazetteer;
use dateline::geography::Bbox;
use dateline::lexicon::Lexicon;
use dateline::store::{ExportRequest, GeoPackageStore, IncidentQuery, IncidentStore, StoreKnowledge, write_export};
use jiff::civil::date;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Rounds, of which the fastest counts.
const ROUNDS: usize = 5;
/// Documents that are written together.
const BATCH: usize = 1_000;

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let incidents: usize = arguments.next().map_or(Ok(200_000), |number| number.parse())?;
    let default = || std::env::temp_dir().join(format!("dateline-bench-{incidents}.gpkg"));
    let path = arguments.next().map_or_else(default, PathBuf::from);
    let knowledge = StoreKnowledge {
        gazetteer: Arc::new(Gazetteer::embedded()?),
        lexicon: Arc::new(Lexicon::load()?),
    };
    let started = Instant::now();
    let store = GeoPackageStore::open(&path, knowledge.clone())?;
    fill(&store, &knowledge, incidents)?;
    say("filled or found", started.elapsed().as_secs_f64(), "s");
    let started = Instant::now();
    let columns = store.columns()?;
    say("columns read", started.elapsed().as_secs_f64(), "s");
    say("incidents", f64::from(u32::try_from(columns.rows().len())?), "");
    ask(&store, &knowledge)
}

fn fill(store: &GeoPackageStore, knowledge: &StoreKnowledge, incidents: usize) -> Outcome<()> {
    let mut documents = SyntheticDocuments::new(1, knowledge.taxonomy());
    let mut batch = || documents.by_ref().take(BATCH).collect::<Vec<_>>();
    // Some reports are alike enough to be one event, so that there are a few more documents than a fourth of the incidents.
    while store.counts()?.incidents + BATCH * 2 < incidents {
        let batch = batch();
        if store.document(&batch[0].document.id)?.is_none() {
            store.insert(batch)?;
        }
    }
    Ok(())
}

fn ask(store: &GeoPackageStore, knowledge: &StoreKnowledge) -> Outcome<()> {
    let columns = store.columns()?;
    let rows = columns.rows();
    let ids: Vec<&str> = rows.iter().step_by(97).map(|row| columns.id(row)).collect();
    let mut next = 0;
    rate("item", 20_000, || {
        next += 1;
        black_box(store.feature(ids[next % ids.len()])?);
        Ok(())
    })?;
    for (name, query) in questions() {
        rate(name, 200, || {
            let found = store.find(&query)?;
            let mut bytes = 0;
            store.features(&found.columns, &found.rows, &mut |feature| bytes += feature.len())?;
            black_box(bytes);
            Ok(())
        })?;
    }
    for (name, format) in ExportFormat::NAMES {
        let started = Instant::now();
        let request = ExportRequest {
            query: IncidentQuery::default(),
            layer: Layer::Incidents,
            format,
        };
        write_export(store, knowledge, &request, Box::new(std::io::sink()))?;
        say(
            &format!("export of all as {name}"),
            started.elapsed().as_secs_f64(),
            "s",
        );
    }
    Ok(())
}

/// What is asked, page by page.
fn questions() -> [(&'static str, IncidentQuery); 4] {
    let query = |change: fn(&mut IncidentQuery)| {
        let mut query = IncidentQuery::default();
        change(&mut query);
        query
    };
    [
        ("items, limit 100", query(|query| query.limit = Some(100))),
        (
            "bbox, limit 1000",
            query(|query| {
                query.limit = Some(1_000);
                query.bbox = Some(Bbox {
                    west: 42.0,
                    south: 32.0,
                    east: 44.0,
                    north: 34.0,
                });
            }),
        ),
        (
            "datetime, limit 100",
            query(|query| {
                query.limit = Some(100);
                query.from = Some(date(2018, 3, 1));
                query.to = Some(date(2018, 3, 31));
            }),
        ),
        (
            "words, limit 100",
            query(|query| {
                query.limit = Some(100);
                query.words = vec!["coast".to_owned(), "town".to_owned()];
            }),
        ),
    ]
}

#[expect(clippy::cast_precision_loss, reason = "a benchmark reports a rate")]
fn rate(name: &str, times: usize, mut run: impl FnMut() -> Outcome<()>) -> Outcome<()> {
    let mut best = f64::MAX;
    for _ in 0..ROUNDS {
        let started = Instant::now();
        for _ in 0..times {
            run()?;
        }
        best = best.min(started.elapsed().as_secs_f64());
    }
    say(name, times as f64 / best, "/s");
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a benchmark reports")]
fn say(name: &str, figure: f64, unit: &str) {
    println!("{name}\t{figure:.2} {unit}");
}
