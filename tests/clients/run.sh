#!/bin/sh
# Asks a running server by the programs that people use: GDAL, owslib, schemathesis; those that are missing are told and left out.
# usage: DATELINE_BIN=target/release/dateline tests/clients/run.sh [cases for each operation]
#   python3 -m venv target/clients && target/clients/bin/pip install owslib pyarrow schemathesis
set -eu
cd "$(dirname "$0")/../.."
program=${DATELINE_BIN:-target/release/dateline}
clients=${CARGO_TARGET_DIR:-$PWD/target}/clients
cases=${1:-5}
work=$(mktemp -d)
"$program" serve --listen 127.0.0.1:0 2>"$work/said" &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10; do
  grep -q "Dateline is at" "$work/said" && break
  sleep 1
done
address=$(sed -n 's/^Dateline is at \(http:[^ ]*\) .*/\1/p' "$work/said")
[ -n "$address" ] || { echo "clients: the server does not start: $(cat "$work/said")" >&2; exit 1; }

# same WHAT OURS THEIRS
same() {
  [ "$2" = "$3" ] || { echo "clients: $1: $3, and the server says $2" >&2; exit 1; }
  echo "clients: $1: $2" >&2
}

# Counts come from the server's own facets.
facets() { curl -fsS "$address/api/facets$1" | sed -n 's/.*"matched":\([0-9]*\).*/\1/p'; }
all=$(facets "")

# Every export, as it comes out of the server.
formats="geojson geojsonseq csv kml gpkg fgb parquet"
layers="incidents areas places"
for layer in $layers; do
  for format in $formats; do
    curl -fsS -o "$work/$layer.$format" "$address/api/export.$format?layer=$layer"
  done
done
# A sequence has a record separator before each feature.
rows() { tr -cd '\036' <"$work/$1.geojsonseq" | wc -c | tr -d ' '; }
same "incidents in the exported sequence" "$all" "$(rows incidents)"
if command -v python3 >/dev/null; then
  for layer in $layers; do
    same "$layer in GeoJSON that follows RFC 7946" "$(rows "$layer")" "$(python3 tests/clients/rfc7946.py "$work/$layer.geojson")"
  done
else
  echo "clients: python3 is not installed, RFC 7946 left out" >&2
fi

if command -v ogr2ogr >/dev/null; then
  for layer in $layers; do
    for format in geojson geojsonseq csv kml gpkg fgb; do
      # KML has a layer for each folder.
      found=$(ogrinfo -ro -so -al "$work/$layer.$format" | sed -n 's/^Feature Count: //p' | awk '{ n += $1 } END { print n }')
      same "$layer in exported $format, by GDAL" "$(rows "$layer")" "$found"
    done
  done
  ogr2ogr -f GPKG "$work/all.gpkg" "OAPIF:$address/api" incidents
  copied=$(ogrinfo -so "$work/all.gpkg" incidents)
  same "incidents copied by ogr2ogr" "$all" "$(echo "$copied" | sed -n 's/^Feature Count: //p')"
  for field in "date_start: Date" "killed_max: Integer" "confidence: Real" "background: Integer(Boolean)" "place_id: Integer64"; do
    echo "$copied" | grep -qF "$field" || { echo "clients: ogr2ogr made no field \`$field\`" >&2; exit 1; }
  done
  found=$(ogrinfo -ro -al -q -where "type='air_strike'" "OAPIF:$address/api" incidents | grep -c '^OGRFeature') || true
  same "air strikes asked for by ogrinfo -where" "$(facets "?type=air_strike")" "$found"
  ogr2ogr -f GPKG "$work/strikes.gpkg" "OAPIF:$address/api" incidents -where "type='air_strike'"
  found=$(ogrinfo -ro -so "$work/strikes.gpkg" incidents | sed -n 's/^Feature Count: //p')
  same "air strikes copied by ogr2ogr -where" "$(facets "?type=air_strike")" "$found"
  found=$(ogrinfo -ro -so -spat 38 29 49 38 "OAPIF:$address/api" incidents | sed -n 's/^Feature Count: //p')
  same "incidents in a box by ogrinfo -spat" "$(facets "?bbox=38,29,49,38")" "$found"
else
  echo "clients: GDAL is not installed, left out" >&2
fi
if [ -x "$clients/bin/python" ] && "$clients/bin/python" -c "import owslib" 2>/dev/null; then
  found=$("$clients/bin/python" -c "
from owslib.ogcapi.features import Features
api = Features('$address/api')
assert 'incidents' in api.feature_collections()
print(len(api.collection_items('incidents', limit=10000)['features']))")
  same "incidents read by owslib" "$all" "$found"
else
  echo "clients: owslib is not installed, left out" >&2
fi
if [ -x "$clients/bin/python" ] && "$clients/bin/python" -c "import pyarrow" 2>/dev/null; then
  for layer in $layers; do
    found=$("$clients/bin/python" -c "
import json, sys
from pyarrow import parquet
table = parquet.read_table(sys.argv[1])
geo = json.loads(table.schema.metadata[b'geo'])
assert geo['version'] == '1.1.0' and geo['primary_column'] == 'geometry', geo
assert table.column_names[-2:] == ['geometry', 'bbox'], table.column_names
print(table.num_rows)" "$work/$layer.parquet")
    same "$layer in exported GeoParquet, by pyarrow" "$(rows "$layer")" "$found"
  done
else
  echo "clients: pyarrow is not installed, left out" >&2
fi
if /usr/bin/python3 -c "import qgis.core" 2>/dev/null; then
  found=$(QT_QPA_PLATFORM=offscreen timeout 300 /usr/bin/python3 tests/clients/qgis_opens.py "$address/api" "$work/incidents.gpkg")
  same "incidents that QGIS reads from the API and from the file" "$all $all" "$found"
else
  echo "clients: QGIS is not installed, left out" >&2
fi
if [ -x "$clients/bin/st" ]; then
  checks=not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance
  # It keeps what it finds in the folder where it runs.
  (cd "$work" && "$clients/bin/st" run "$address/api/openapi.json" --url "$address/api" --max-examples "$cases" --checks $checks) >"$work/schemathesis" 2>&1 ||
    { cat "$work/schemathesis" >&2; exit 1; }
  echo "clients: schemathesis: $(grep "generated, " "$work/schemathesis")" >&2
else
  echo "clients: schemathesis is not installed, left out" >&2
fi
