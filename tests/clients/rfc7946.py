"""Holds GeoJSON files to RFC 7946, with nothing but the standard library.

usage: python3 rfc7946.py FILE...   prints the number of features of each; the first fault ends it
"""

import json
import sys

DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def fault(where, what):
    raise SystemExit(f"{where}: {what}")


def check_position(where, position):
    if not isinstance(position, list) or not 2 <= len(position) <= 3:
        fault(where, f"{position} is no position (3.1.1)")
    longitude, latitude = position[:2]
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        fault(where, f"{position} is not longitude, latitude in degrees (4)")


def check_rings(where, rings):
    for number, ring in enumerate(rings):
        if len(ring) < 4 or ring[0] != ring[-1]:
            fault(where, "a ring has fewer than four positions or is open (3.1.6)")
        doubled = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:]))
        if (doubled > 0) != (number == 0):
            fault(where, "a ring does not follow the right-hand rule (3.1.6)")


def check_geometry(where, geometry):
    if geometry is None:
        return
    kind, coordinates = geometry["type"], geometry["coordinates"]
    positions = [coordinates]
    for _ in range(DEPTHS[kind]):
        positions = [part for parts in positions for part in parts]
    for position in positions:
        check_position(where, position)
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(kind, [])
    for rings in polygons:
        check_rings(where, rings)


def check_feature(where, feature):
    if feature.get("type") != "Feature" or "geometry" not in feature or "properties" not in feature:
        fault(where, "no feature with geometry and properties (3.2)")
    if "id" in feature and not isinstance(feature["id"], (str, int)):
        fault(where, "the id is neither text nor number (3.2)")
    if {"coordinates", "geometries", "features"} & feature.keys():
        fault(where, "a feature has members of other types (7.1)")
    check_geometry(where, feature["geometry"])


def check(path):
    with open(path, encoding="utf-8") as file:
        collection = json.load(file)
    if collection.get("type") != "FeatureCollection" or "crs" in collection:
        fault(path, "no feature collection, or one with a `crs` (3.3, 4)")
    ids = set()
    for number, feature in enumerate(collection["features"]):
        check_feature(f"{path}, feature {number}", feature)
        ids.add(feature.get("id"))
    if len(ids) != len(collection["features"]):
        fault(path, "two features have the same id")
    return len(collection["features"])


for path in sys.argv[1:]:
    print(check(path))
