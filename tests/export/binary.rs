//! FlatGeobuf and GeoParquet, read back by the readers of their own libraries.

use std::io::Cursor;

use axum::body::Bytes;
use dateline::export::format::ExportFormat;
use dateline::export::table::Layer;
use dateline::geography::LonLat;
use dateline::incident::Incident;
use dateline::store::{ExportRequest, IncidentQuery, IncidentStore, MemoryStore, write_export};
use flatgeobuf::{FallibleStreamingIterator, FeatureProperties, FgbReader};
use jiff::civil::date;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use serde_json::Value;

use crate::support::{analysis, bare_incident, document, four_incidents, knowledge, read, settlement};

const TITLE: &str = "Flood, \"the worst\" in عدن";

/// The four known incidents and one with a title that is hard to quote.
fn store() -> MemoryStore {
    let store = MemoryStore::new(knowledge());
    let hard = Incident {
        title: TITLE.to_owned(),
        location: Some(settlement("Aden", 45.0367, 12.7794, ["YE", "Yemen", "Aden"])),
        ..bare_incident("hard", "flood")
    };
    store.insert(read(four_incidents())).unwrap();
    store
        .insert(read(vec![(document("d", "", date(2020, 1, 1)), analysis(vec![hard]))]))
        .unwrap();
    store
}

/// The file and how many rows it should have.
fn exported(format: ExportFormat, layer: Layer, query: IncidentQuery) -> (Vec<u8>, usize) {
    let mut bytes = Vec::new();
    let request = ExportRequest { query, layer, format };
    let rows = write_export(&store(), &knowledge(), &request, Box::new(&mut bytes)).unwrap();
    (bytes, rows)
}

fn nothing() -> IncidentQuery {
    IncidentQuery {
        words: vec!["nothingsaysthis".to_owned()],
        ..IncidentQuery::default()
    }
}

fn column_names(layer: Layer) -> Vec<&'static str> {
    let columns = layer.definition().columns.iter();
    columns.map(|column| column.name).collect()
}

#[test]
fn flatgeobuf_reads_back_with_every_row_and_column() {
    for (name, layer) in Layer::NAMES {
        let (bytes, rows) = exported(ExportFormat::FlatGeobuf, layer, IncidentQuery::default());
        assert!(rows > 0, "{name}");
        let reader = FgbReader::open(Cursor::new(&bytes)).unwrap();
        let header = reader.header();
        assert_eq!(usize::try_from(header.features_count()).unwrap(), rows);
        assert_eq!(header.crs().unwrap().code(), 4326);
        let columns = header.columns().unwrap();
        let columns: Vec<(&str, bool)> = columns
            .iter()
            .map(|column| (column.name(), column.description().is_some()))
            .collect();
        let expected: Vec<(&str, bool)> = column_names(layer).into_iter().map(|column| (column, true)).collect();
        assert_eq!(columns, expected);
        let mut features = reader.select_all().unwrap();
        let mut count = 0;
        while features.next().unwrap().is_some() {
            count += 1;
        }
        assert_eq!(count, rows);
    }
}

#[test]
fn flatgeobuf_finds_by_its_index_and_keeps_values() {
    let (bytes, rows) = exported(ExportFormat::FlatGeobuf, Layer::Incidents, IncidentQuery::default());
    assert_eq!(rows, 5);
    let titles_in = |west, south, east, north| {
        let reader = FgbReader::open(Cursor::new(&bytes)).unwrap();
        let mut features = reader.select_bbox(west, south, east, north).unwrap();
        let mut titles = Vec::new();
        while let Some(feature) = features.next().unwrap() {
            titles.push(feature.property::<String>("title").unwrap());
        }
        titles
    };
    assert_eq!(titles_in(44.0, 12.0, 46.0, 13.0), [TITLE]);
    // The one without a place is in no box.
    assert_eq!(titles_in(-180.0, -90.0, 180.0, 90.0).len(), 4);
    let reader = FgbReader::open(Cursor::new(&bytes)).unwrap();
    let mut taji = reader.select_bbox(44.2, 33.5, 44.3, 33.6).unwrap();
    let feature = taji.next().unwrap().unwrap();
    assert_eq!(feature.property::<i64>("killed_min").unwrap(), 3);
    assert_eq!(feature.property::<i64>("injured_min").unwrap(), 0);
    assert_eq!(feature.property::<String>("date_start").unwrap(), "2020-03-11");
    assert!(!feature.property::<bool>("background").unwrap());
    let (empty, rows) = exported(ExportFormat::FlatGeobuf, Layer::Areas, nothing());
    let reader = FgbReader::open(Cursor::new(empty)).unwrap();
    // GDAL cannot open an index of nothing.
    let header = (reader.header().features_count(), reader.header().index_node_size());
    assert_eq!((rows, header), (0, (0, 0)));
}

fn parquet_rows(bytes: Vec<u8>) -> (SerializedFileReader<Bytes>, Vec<Row>) {
    let reader = SerializedFileReader::new(Bytes::from(bytes)).unwrap();
    let rows = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    (reader, rows)
}

fn cell(row: &Row, name: &str) -> Field {
    let mut columns = row.get_column_iter();
    columns.find(|(column, _)| *column == name).unwrap().1.clone()
}

/// What the file says of its geometry.
fn geo(reader: &SerializedFileReader<Bytes>) -> Value {
    let metadata = reader.metadata().file_metadata().key_value_metadata().unwrap();
    let geo = metadata.iter().find(|pair| pair.key == "geo").unwrap();
    serde_json::from_str(geo.value.as_deref().unwrap()).unwrap()
}

#[test]
fn geoparquet_reads_back_with_every_row_and_column() {
    for (name, layer) in Layer::NAMES {
        let (bytes, count) = exported(ExportFormat::GeoParquet, layer, IncidentQuery::default());
        let (reader, rows) = parquet_rows(bytes);
        assert_eq!(rows.len(), count, "{name}");
        assert!(count > 0);
        let fields = reader.metadata().file_metadata().schema().get_fields();
        let columns: Vec<&str> = fields.iter().map(|field| field.name()).collect();
        assert_eq!(columns, [column_names(layer), vec!["geometry", "bbox"]].concat());
        let geo = geo(&reader);
        assert_eq!(geo["version"], "1.1.0");
        let column = &geo["columns"]["geometry"];
        assert_eq!(column["encoding"], "WKB");
        assert_eq!(column["covering"]["bbox"]["xmin"], serde_json::json!(["bbox", "xmin"]));
        let bounds = column["bbox"].as_array().unwrap();
        assert!(bounds[0].as_f64() <= bounds[2].as_f64() && bounds[1].as_f64() <= bounds[3].as_f64());
    }
}

#[test]
fn geoparquet_keeps_values_and_tells_unknown_from_zero() {
    let (bytes, _) = exported(ExportFormat::GeoParquet, Layer::Incidents, IncidentQuery::default());
    let (_, rows) = parquet_rows(bytes);
    let of = |id: &str| {
        rows.iter()
            .find(|row| cell(row, "id") == Field::Str(id.to_owned()))
            .unwrap()
    };
    assert_eq!(cell(of("hard"), "title"), Field::Str(TITLE.to_owned()));
    assert_eq!(cell(of("hard"), "injured_min"), Field::Null);
    assert_eq!(cell(of("taji"), "injured_min"), Field::Long(0));
    assert_eq!(cell(of("taji"), "background"), Field::Bool(false));
    // 18,332 days after 1970-01-01.
    assert_eq!(cell(of("taji"), "date_start"), Field::Date(18_332));
    assert_eq!(cell(of("nowhere"), "geometry"), Field::Null);
    assert_eq!(cell(of("nowhere"), "bbox"), Field::Null);
    let Field::Bytes(point) = cell(of("hard"), "geometry") else {
        panic!("no geometry")
    };
    let point = point.data();
    let number = |at: usize| f64::from_le_bytes(point[at..at + 8].try_into().unwrap());
    assert_eq!((point.len(), &point[..5]), (21, &[1, 1, 0, 0, 0][..]));
    assert_eq!(LonLat::new(number(5), number(13)), LonLat::new(45.0367, 12.7794));
    let (reader, rows) = parquet_rows(exported(ExportFormat::GeoParquet, Layer::Incidents, nothing()).0);
    assert_eq!((rows.len(), geo(&reader)["columns"]["geometry"].get("bbox")), (0, None));
}
