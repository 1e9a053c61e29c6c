// Where things stand on the map: coordinates, rings across the antimeridian, fans, labels, the whole scene.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { latLng, latLngOf, polygonLatLngs } from "../js/map/coordinates.js";
import { boxAt, overlaps, placeLabels, slideFree } from "../js/pure/label_layout.js";
import { fanOut, groupByDistance, pushApart } from "../js/pure/scatter.js";
import { buildScene, crowdAround } from "../js/pure/scene.js";
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
  const atlas = JSON.parse(await readFile(new URL("../vendor/world-atlas-2.0.2/countries-110m.json", import.meta.url), "utf8"));
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
  position: ({ longitude, latitude }) => ({ x: longitude, y: latitude }), extent: ({ uncertainty_m }) => uncertainty_m ?? 0,
  view: VIEW, reserved: [], margin: 50, labelWidth: (name) => name.length * 7, tagWidth: () => 120, figure: () => null,
};
/** A gazetteer number for each place. */
const numberOf = (place) => [...place].reduce((number, letter) => number * 64 + letter.codePointAt(0), 0);
const incident = (id, longitude, latitude, location_precision = "site", more = {}) => ({ id, longitude, latitude, location_precision, place: id, place_id: numberOf(id), country: "IQ", killed_min: null, killed_max: null, ...more });

test("every placed incident in view is reachable exactly once", () => {
  const incidents = Array.from({ length: 60 }, (_, index) => incident(`i${index}`, (index * 37) % 300, (index * 91) % 200, ["site", "settlement", "region", "country", "none"][index % 5], { uncertainty_m: 30 + (index % 3) * 30 }));
  const { symbols, clusters, tags } = buildScene(incidents, AROUND);
  const reached = [...symbols.map((symbol) => symbol.incident), ...clusters.flatMap((cluster) => cluster.incidents), ...tags.flatMap((tag) => tag.incidents)].map(({ id }) => id).sort();
  assert.deepEqual(reached, incidents.filter(({ location_precision }) => location_precision !== "none").map(({ id }) => id).sort());
});

test("a country with room is a tag, never a symbol", () => {
  const { symbols, tags } = buildScene([incident("Iraq", 0, 0, "country", { uncertainty_m: 500 }), incident("Taji", 4, 4)], AROUND);
  assert.deepEqual(symbols.map((symbol) => symbol.incident.id), ["Taji"]);
  assert.deepEqual(tags.map((tag) => tag.incidents.map(({ id }) => id)), [["Iraq"]]);
  assert.notEqual(tags[0].dy, 0);
});

test("six on one spot become a cluster, five a fan", () => {
  const at = (count) => buildScene(Array.from({ length: count }, (_, index) => incident(`i${index}`, 0, 0)), AROUND);
  assert.equal(at(5).symbols.length, 5);
  assert.equal(at(6).clusters.length, 1);
});

test("a crowd is counted for each incident in it, and only there", () => {
  const incidents = [...Array.from({ length: 6 }, (_, index) => incident(`i${index}`, index, 0)), incident("far", 400, 0)];
  assert.equal(crowdAround(incidents, "i3", AROUND), 6);
  assert.equal(crowdAround(incidents, "far", AROUND), 0);
});
