// Where things stand on the map: coordinates, rings across the antimeridian, fans, labels, the whole scene.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { latLng, latLngOf, polygonLatLngs } from "../js/map/coordinates.js";
import { boxAt, overlaps, placeLabels, slideFree } from "../js/pure/label_layout.js";
import { fanOut, groupByDistance, pushApart } from "../js/pure/scatter.js";
import { buildScene } from "../js/pure/scene.js";
import { clusterRadius } from "../js/pure/scene_spots.js";
import { joinTiles, mercatorY, standOut, tilesInView, tileZoom } from "../js/pure/tiles.js";
import { flattenPolygons, labelPoint, splitLines } from "../js/pure/world.js";

test("longitude and latitude change places for Leaflet", () => {
  assert.deepEqual(latLng(44.25, 33.52), [33.52, 44.25]);
  assert.deepEqual(latLngOf({ longitude: 44.25, latitude: 33.52 }), [33.52, 44.25]);
  assert.deepEqual(polygonLatLngs([[[[1, 2], [3, 4]]]]), [[[[2, 1], [4, 3]]]]);
});

const jumps = (ring) => ring.some(([lon], index) => index > 0 && Math.abs(lon - ring[index - 1][0]) > 180);

test("a ring over the antimeridian is drawn on both edges and never across the map", () => {
  const chukotka = [[170, 60], [-170, 60], [-170, 70], [170, 70], [170, 60]];
  const flat = flattenPolygons([[chukotka]]);
  assert.equal(flat.length, 2);
  for (const [ring] of flat) assert.ok(!jumps(ring), JSON.stringify(ring));
});

test("a ring around the pole is closed over the pole", () => {
  const antarctica = [[-180, -70], [-60, -75], [60, -70], [180, -70]];
  const [[ring]] = flattenPolygons([[antarctica]]);
  assert.ok(ring.some(([, lat]) => lat === -90));
  assert.deepEqual(ring[0], ring[ring.length - 1]);
});

test("a border over the antimeridian is cut", () => {
  assert.deepEqual(splitLines([[[179, 0], [180, 1], [-179, 2], [-178, 3]]]), [[[179, 0], [180, 1]], [[-179, 2], [-178, 3]]]);
});

test("a name stands inside a crescent, not in its hollow", () => {
  const crescent = [[0, 0], [10, 0], [10, 2], [2, 2], [2, 8], [10, 8], [10, 10], [0, 10], [0, 0]];
  const { lon, lat } = labelPoint([[crescent]]);
  assert.ok(lat < 2 || lat > 8 || lon < 2, `${lon} ${lat}`);
});

test("the vendored atlas has every country it should", async () => {
  const atlas = JSON.parse(await readFile(new URL("../vendor/base-map-1/countries-110m.json", import.meta.url), "utf8"));
  assert.ok(atlas.objects.countries.geometries.length > 170);
});

const spot = (id, x, y) => ({ id, x, y });

test("near spots form groups and far ones do not", () => {
  const groups = groupByDistance([spot("a", 0, 0), spot("b", 10, 0), spot("c", 100, 0), spot("d", 29, 0)], 28);
  assert.deepEqual(groups.map((group) => group.map(({ id }) => id).join("")), ["ab", "c", "d"]);
});

test("coincident spots fan out so that none covers another", () => {
  for (const count of [2, 3, 5]) {
    const fan = fanOut(Array.from({ length: count }, (_, index) => spot(`${index}`, 50, 50)), 24);
    fan.forEach((a, i) => fan.slice(i + 1).forEach((b) => assert.ok(Math.hypot(a.dx - b.dx, a.dy - b.dy) >= 23, `${count}`)));
  }
  assert.deepEqual(fanOut([spot("a", 5, 5)], 24), [{ id: "a", dx: 0, dy: 0 }]);
});

test("pushing apart leaves fixed things where they are", () => {
  const things = [{ x: 0, y: 0, radius: 10, fixed: true }, { x: 3, y: 0, radius: 10 }, { x: 0, y: 0, radius: 10 }];
  pushApart(things, 50);
  assert.deepEqual([things[0].x, things[0].y], [0, 0]);
  assert.ok(Math.hypot(things[1].x, things[1].y) > 18);
});

const VIEW = boxAt(-1000, -1000, 2000, 2000);

test("labels give way to what must stay visible and to each other", () => {
  const label = (id, x) => ({ id, x, y: 0, width: 40, height: 14, gap: 12 });
  const taken = [boxAt(-20, 12, 40, 14)];
  const sides = placeLabels([label("a", 0), label("b", 30)], taken, VIEW);
  assert.equal(sides.get("a"), "top");
  assert.equal(sides.get("b"), "right");
});

test("a label that the window would cut off is left out", () => {
  assert.equal(placeLabels([{ id: "a", x: 0, y: 0, width: 400, height: 14, gap: 12 }], [], boxAt(-50, -50, 100, 100)).size, 0);
});

test("a tag slides until it is free", () => {
  const { dy, box, free } = slideFree({ x: 0, y: 0, width: 100, height: 26 }, [boxAt(-10, -10, 20, 20)], 3);
  assert.ok(free && dy !== 0 && !overlaps(box, boxAt(-10, -10, 20, 20)));
  assert.equal(slideFree({ x: 0, y: 0, width: 10, height: 10 }, [VIEW], 2).free, false);
});

const AROUND = {
  project: (x, y) => ({ x, y }), spotOf: ({ longitude, latitude }) => ({ lon: longitude, lat: latitude }), extent: ({ uncertainty_m }) => uncertainty_m ?? 0,
  view: VIEW, reserved: [], margin: 50, selected: null, labelWidth: (name) => name.length * 7, tagWidth: (incidents, compact) => (compact ? 40 : 120), figure: () => null,
};
/** A gazetteer number for each place. */
const numberOf = (place) => [...place].reduce((number, letter) => number * 64 + letter.codePointAt(0), 0);
const incident = (id, longitude, latitude, location_precision = "site", more = {}) => ({ id, type: "fire", group: "accident", longitude, latitude, location_precision, place: id, place_id: numberOf(id), country: "IQ", killed_min: null, killed_max: null, confidence: 0.9, ...more });
const cluster = (longitude, latitude, count, groups = { unrest: count }, types = { protest: count }, place = null) => ({ longitude, latitude, count, groups, types, place, bbox: [longitude - 1, latitude - 1, longitude + 1, latitude + 1] });
const scene = (incidents, clusters = [], more = {}) => buildScene({ incidents, clusters }, { ...AROUND, ...more });

test("every placed incident in view is reachable exactly once", () => {
  const incidents = Array.from({ length: 60 }, (_, index) => incident(`i${index}`, (index * 37) % 300, (index * 91) % 200, ["site", "settlement", "region", "country"][index % 4], { uncertainty_m: 30 + (index % 3) * 30 }));
  const { symbols, clusters, tags } = scene(incidents);
  const reached = [...symbols.map((symbol) => symbol.incident), ...clusters.flatMap((ring) => ring.incidents), ...tags.flatMap((tag) => tag.incidents)].map(({ id }) => id).sort();
  assert.deepEqual(reached, incidents.map(({ id }) => id).sort());
});

test("counts on the map add up, whatever the server clustered before", () => {
  const clusters = Array.from({ length: 40 }, (_, index) => cluster((index * 83) % 500, (index * 47) % 400, index + 3, { remote: 3, unrest: index }, { air_strike: 1, shelling: 2, protest: index }));
  const incidents = Array.from({ length: 30 }, (_, index) => incident(`i${index}`, (index * 53) % 500, (index * 29) % 400));
  const { symbols, clusters: rings } = scene(incidents, clusters);
  assert.equal(symbols.length + rings.reduce((sum, { count }) => sum + count, 0), 30 + clusters.reduce((sum, { count }) => sum + count, 0));
  for (const { count, groups } of rings) assert.equal([...groups.values()].reduce((a, b) => a + b), count);
});

test("rings do not cover each other", () => {
  const clusters = Array.from({ length: 120 }, (_, index) => cluster((index % 12) * 40, Math.floor(index / 12) * 40, 5000));
  const { clusters: rings } = scene([], clusters);
  assert.ok(rings.length > 1);
  rings.forEach((a, i) => rings.slice(i + 1).forEach((b) => assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > clusterRadius(a.count), `${a.x} ${a.y} ${b.x} ${b.y}`)));
});

test("a country with room is a tag, never a symbol", () => {
  const { symbols, tags } = scene([incident("Iraq", 0, 0, "country", { uncertainty_m: 500 }), incident("Taji", 4, 4)]);
  assert.deepEqual(symbols.map((symbol) => symbol.incident.id), ["Taji"]);
  assert.deepEqual(tags.map((tag) => tag.incidents.map(({ id }) => id)), [["Iraq"]]);
  assert.notEqual(tags[0].dy, 0);
});

test("a tag under the map's buttons moves out beside them, on either side", () => {
  const [right, left] = [boxAt(940, -1000, 60, 300), boxAt(-1000, -1000, 60, 300)];
  const at = (x, reserved) => scene([incident("Iraq", x, -850, "country", { uncertainty_m: 500 })], [], { reserved: [reserved] }).tags[0];
  assert.deepEqual([at(960, right).x, at(-960, left).x], [940 - 60, -940 + 60]);
  assert.equal(at(0, right).x, 0);
});

test("a tag that an edge of the window would cut moves in, and one outside stays there", () => {
  const at = (x, y) => scene([incident("Iraq", x, y, "country", { uncertainty_m: 500 })]).tags.map((tag) => [tag.x, tag.y])[0];
  assert.deepEqual(at(0, -998), [0, -1000 + 4 + 13]);
  assert.deepEqual(at(998, 0), [1000 - 4 - 60, 0]);
  assert.deepEqual(at(0, -1020), [0, -1020]);
});

test("six on one spot become a cluster, five a fan", () => {
  const at = (count) => scene(Array.from({ length: count }, (_, index) => incident(`i${index}`, 0, 0)));
  assert.equal(at(5).symbols.length, 5);
  assert.equal(at(6).clusters.length, 1);
});

test("the selected incident stands by itself at its own spot", () => {
  const incidents = Array.from({ length: 9 }, (_, index) => incident(`i${index}`, 0, 0));
  const { symbols, clusters } = scene(incidents, [], { selected: "i4" });
  assert.deepEqual(symbols.map(({ incident: { id }, dx, dy }) => [id, dx, dy]), [["i4", 0, 0]]);
  assert.equal(clusters[0].count, 8);
  const held = standOut({ clusters: [cluster(0, 0, 9, { unrest: 8, remote: 1 }, { protest: 8, air_strike: 1 })], incidents: [] }, incident("i4", 0.5, 0.5, "site", { type: "air_strike", group: "remote" }));
  assert.deepEqual([held.clusters[0].count, held.clusters[0].groups, held.incidents.length], [8, { unrest: 8, remote: 0 }, 1]);
});

test("a window needs the tiles it shows, on each copy of the world", () => {
  assert.equal(tileZoom(5.4), 5);
  assert.deepEqual(tilesInView([-10, -10, 10, 10], 1).map(({ z, x, y }) => `${z}/${x}/${y}`), ["1/0/0", "1/0/1", "1/1/0", "1/1/1"]);
  const [west, east] = [tilesInView([-190, 1, -185, 2], 2), tilesInView([185, 1, 190, 2], 2)];
  assert.deepEqual(west.map(({ x, shift }) => [x, shift]), [[3, -360]]);
  assert.deepEqual(east.map(({ x, shift }) => [x, shift]), [[0, 360]]);
  assert.ok(tilesInView([-180, -85, 180, 85], 9).length <= 64);
  assert.equal(mercatorY(0), 0.5);
  const answer = { matched: 2, unlocated: 0, clusters: [cluster(10, 0, 3)], incidents: [incident("a", 20, 0)] };
  assert.deepEqual(joinTiles([{ answer, shift: 360 }]).incidents[0].longitude, 380);
});
