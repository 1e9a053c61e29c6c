// Areas drawn on the map, in and out of the address bar.

import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceKm, readBounds, readNear, readShape, splitNear, writeBounds, writeNear, writeShape } from "../js/pure/drawn_area.js";
import { filterParts, filterQuery, readFilter, withoutPart } from "../js/pure/filter.js";

test("a box and a polygon survive the address bar", () => {
  assert.deepEqual(readBounds(writeBounds([41.12349, 33, 44.5, 36])), [41.123, 33, 44.5, 36]);
  const shape = [[41, 33], [44.5, 33], [43, 36.25]];
  assert.deepEqual(readShape(writeShape(shape)), shape);
  const query = "bbox=41%2C33%2C44.5%2C36&near=Ain+Al-Asad%2C50";
  assert.equal(filterQuery(readFilter(new URLSearchParams(query))).toString(), query);
});

test("what the server would refuse is no filter", () => {
  for (const text of ["", "1,2,3", "a,b,c,d", "0,50,1,40", "0,-91,1,0"]) assert.equal(readBounds(text), null, text);
  for (const text of ["", "type = 'x'", "S_INTERSECTS(geometry,POLYGON((1 2,3 4,1 2)))"]) assert.equal(readShape(text), null, text);
  for (const text of ["", "Baghdad", "Baghdad,", "Baghdad,-5", ",5"]) assert.equal(readNear(text), null, text);
});

test("near takes a name with commas, or a spot", () => {
  assert.deepEqual(splitNear("Paris, Texas,20"), { place: "Paris, Texas", km: 20, spot: null });
  assert.deepEqual(splitNear(writeNear([44.36612, 33.3], 51.7)), { place: "44.366,33.3", km: 52, spot: [44.366, 33.3] });
  assert.ok(Math.abs(distanceKm([0, 0], [1, 0]) - 111.19) < 0.1);
});

test("box, polygon and distance are parts that can be taken away", () => {
  const filter = readFilter(new URLSearchParams("bbox=1,2,3,4&near=Mosul,10"));
  assert.deepEqual(filterParts(filter), [{ kind: "area" }, { kind: "near" }]);
  assert.equal(withoutPart(filter, { kind: "area" }).bbox, null);
  assert.equal(withoutPart(filter, { kind: "near" }).near, null);
});
