// Serves the page and a small imitation of Dateline's API, for working on the page and for the browser test where no
// binary is given. It enforces what the real server does: the content security policy, and 400 for unknown words.
//
//   node web/test/mock/server.mjs [PORT]        DATELINE_MOCK=empty starts without incidents

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { answerCorrections, candidatesOf, corrected } from "./corrections.mjs";
import { documentAnswer, writeDocuments } from "./documents.mjs";
import { FILTER_WORDS, filterTest, Problem, refuseUnknown, regions } from "./filter.mjs";
import { DEMO, feature } from "./incidents.mjs";
import { clusters, facets, spatialIndex, timeline } from "./spatial.mjs";

const WEB = fileURLToPath(new URL("../../", import.meta.url));
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const KINDS = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };
/** Answers of one filter are kept while many tiles ask for it. */
const KEPT_FILTERS = 8;

/** Listens on 127.0.0.1; port 0 picks a free one. Resolves to {url, close}. */
export async function startMockServer(port = 0, { empty = false, many = 0 } = {}) {
  const demo = empty ? [] : structuredClone(DEMO);
  const documents = writeDocuments(demo);
  const incidents = [...demo, ...Array.from({ length: empty ? 0 : many }, (_, index) => copyOf(index))];
  const taxonomy = JSON.parse(await readFile(new URL("taxonomy.json", import.meta.url), "utf8"));
  const world = { read: incidents, incidents, documents, taxonomy, index: null, kept: new Map(), corrections: [], made: 0, listeners: new Set() };
  const server = createServer((request, response) => {
    if (request.url === "/api/events") return listen(world, response);
    answer(request, world)
      .catch((error) => problem(error))
      .then(({ status = 200, type, body, headers = {} }) => {
        response.writeHead(status, { "content-type": type, "content-encoding": "gzip", "content-security-policy": POLICY, ...headers });
        response.end(status === 204 ? undefined : gzipSync(body));
      });
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => (server.closeAllConnections(), server.close()) };
}

function listen({ listeners }, response) {
  response.writeHead(200, { "content-type": "text/event-stream", "content-security-policy": POLICY });
  response.write(": here\n\n");
  listeners.add(response);
  response.on("close", () => listeners.delete(response));
}

/** Reads the corrections anew over what was read, and tells everybody. */
function changed(world, added = 0) {
  const incidents = world.corrections.length ? corrected(world.read, world.corrections, world.taxonomy) : world.read;
  Object.assign(world, { incidents, index: null, kept: new Map() });
  const data = JSON.stringify({ documents: [], added, removed: 0, total: incidents.length });
  for (const listener of world.listeners) listener.write(`event: change\ndata: ${data}\n\n`);
}

/** A demo incident somewhere else, to see how the page bears thousands. */
function copyOf(index) {
  const model = DEMO[index % DEMO.length];
  if (!model.geometry) return { ...model, id: `copy-${index}` };
  const [lon, lat] = model.geometry.coordinates;
  const coordinates = [lon + Math.sin(index * 12.9) * 40, lat + Math.cos(index * 7.7) * 25];
  return { ...model, id: `copy-${index}`, geometry: { type: "Point", coordinates }, properties: { ...model.properties, place_id: 1_000_000 + index } };
}

async function answer(request, world) {
  const { pathname, searchParams } = new URL(request.url, "http://mock");
  const { incidents, taxonomy } = world;
  if (request.method === "POST" && pathname === "/api/documents") return addDocuments(await bodyOf(request), request.headers["content-type"], world);
  if (pathname.startsWith("/api/corrections")) {
    const { value, status, changed: isChanged } = answerCorrections(world, request.method, pathname, await bodyOf(request));
    if (isChanged) changed(world);
    return { ...json(value), status };
  }
  const text = /^\/api\/collections\/documents\/items\/([^/]+)$/.exec(pathname);
  if (text) return json(documentAnswer(found(world.documents.get(decodeURIComponent(text[1])), pathname)));
  const tile = /^\/api\/clusters\/(\d+)\/(\d+)\/(\d+)$/.exec(pathname);
  if (tile) return json(clusterTile(world, tile.slice(1).map(Number), searchParams));
  const item = /^\/api\/collections\/incidents\/items\/([^/]+)$/.exec(pathname);
  if (item) {
    const feature = found(incidents.find(({ id }) => id === decodeURIComponent(item[1])), pathname);
    return json({ ...feature, properties: { ...feature.properties, candidates: candidatesOf(feature) } }, "application/geo+json");
  }
  switch (pathname) {
    case "/api/collections/incidents/items": return json(collection(world, searchParams), "application/geo+json");
    case "/api/export.geojson": return { ...json(collection(world, searchParams), "application/geo+json"), headers: { "content-disposition": 'attachment; filename="dateline.geojson"' } };
    case "/api/timeline": return json(timeline(filtered(world, searchParams, ["step", "bins"]), { step: searchParams.get("step") ?? undefined, bins: Number(searchParams.get("bins") ?? 120) }));
    case "/api/facets": return json(facets(incidents, (without) => filterTest(searchParams, incidents, taxonomy, without)));
    case "/api/places": return json({ places: places(incidents, searchParams.get("q") ?? "") });
    case "/api/regions": return json({ regions: regions(incidents, searchParams.get("q") ?? "") });
    case "/api/taxonomy": return json(taxonomy);
    case "/healthz": return json({ status: "ok", store: "memory" });
    default: return file(pathname);
  }
}

function found(value, what) {
  if (!value) throw new Problem(404, "Not found", what);
  return value;
}

/** @param {string[]} [more] words that the resource knows besides the filter's */
function filtered(world, query, more = []) {
  refuseUnknown(query, more);
  const words = new URLSearchParams([...query].filter(([word]) => FILTER_WORDS.includes(word))).toString();
  if (!world.kept.has(words)) {
    world.kept.set(words, world.incidents.filter(filterTest(query, world.incidents, world.taxonomy)));
    if (world.kept.size > KEPT_FILTERS) world.kept.delete(world.kept.keys().next().value);
  }
  return world.kept.get(words);
}

function clusterTile(world, tile, query) {
  world.index ??= spatialIndex(world.incidents);
  const matched = filtered(world, query);
  matched.set ??= matched.length === world.incidents.length ? null : new Set(matched);
  // Answers that a benchmark asks for again and again are kept beside what was filtered.
  matched.unlocated ??= matched.filter(({ geometry }) => !geometry).length;
  matched.tiles ??= new Map();
  const key = tile.join("/");
  if (!matched.tiles.has(key)) matched.tiles.set(key, clusters(world.index, tile, matched.set));
  return { matched: matched.length, unlocated: matched.unlocated, ...matched.tiles.get(key) };
}

function collection(world, query) {
  const matched = filtered(world, query, ["limit", "sortby", "token", "offset"]);
  const start = Number(query.get("token") ?? 0);
  const sorted = sortedBy(matched, query.get("sortby"));
  const features = sorted.slice(start, start + Number(query.get("limit") ?? 10000));
  const end = start + features.length;
  const next = new URLSearchParams(query);
  next.set("token", String(end));
  const links = end < matched.length ? [{ rel: "next", type: "application/geo+json", href: `/api/collections/incidents/items?${next}` }] : [];
  return { type: "FeatureCollection", numberMatched: matched.length, numberReturned: features.length, links, features };
}

const ORDERS = {
  "-date": (a, b) => (b.date_start ?? "").localeCompare(a.date_start ?? ""),
  date: (a, b) => (a.date_start ?? "9999").localeCompare(b.date_start ?? "9999"),
  place: (a, b) => (a.place ?? "\uffff").localeCompare(b.place ?? "\uffff"),
  "-killed": (a, b) => (b.killed_max ?? b.killed_min ?? -1) - (a.killed_max ?? a.killed_min ?? -1),
  "-confidence": (a, b) => b.confidence - a.confidence,
};

function sortedBy(incidents, order) {
  const compare = ORDERS[order ?? "-date"];
  if (!compare) return incidents;
  incidents.sorted ??= new Map();
  const key = order ?? "-date";
  if (!incidents.sorted.has(key)) incidents.sorted.set(key, [...incidents].sort((a, b) => compare(a.properties, b.properties)));
  return incidents.sorted.get(key);
}

function places(incidents, words) {
  const known = new Map();
  for (const { properties: p } of incidents) {
    if (!p.place || !p.place.toLowerCase().startsWith(words.toLowerCase())) continue;
    known.set(p.place, { place_id: p.place_id, name: p.place, feature_code: p.feature_code ?? "PPL", admin1: p.admin1, country: p.country, country_name: p.country_name, longitude: p.longitude, latitude: p.latitude, population: 0 });
  }
  return [...known.values()].slice(0, 10);
}

/** One article, or one a line. Lines that are no JSON are errors of their own. */
function addDocuments(body, type = "application/json", world) {
  const texts = type.includes("ndjson") ? body.split("\n").filter((line) => line.trim()) : [type.includes("json") ? body : JSON.stringify({ text: body })];
  const documents = [];
  const errors = [];
  for (const [index, text] of texts.entries()) {
    try {
      documents.push(addDocument(JSON.parse(text), world));
    } catch (error) {
      if (texts.length === 1) throw new Problem(400, "Bad Request", error.detail ?? "the body is no JSON document");
      errors.push({ line: index + 1, detail: error.detail ?? "the line is no JSON document" });
    }
  }
  const added = documents.reduce((sum, document) => sum + document.incidents.length, 0);
  if (added) changed(world, added);
  return { ...json({ ...documents[0], documents, errors }), status: 201 };
}

/** Every article that speaks of Mosul holds one incident; others hold none. */
function addDocument(document, world) {
  if (typeof document.text !== "string" || !document.text.trim()) throw new Problem(400, "Empty document", "`text` holds no words");
  const id = `document-${createHash("sha256").update(document.text).digest("hex").slice(0, 12)}`;
  const warnings = document.date ? [] : ["the publication date is unknown, so \"on Monday\" stays unresolved"];
  if (!/Mosul/.test(document.text)) return { id, incidents: [], incident_count: 0, warnings, replaced: false };
  const source = { document: id, title: document.title ?? null, publisher: document.source ?? null, date: document.date ?? null, url: null };
  const when = document.date ? [document.date] : [null, null, "unknown"];
  const row = ["vehicle_bombing", "Car bomb in Mosul", when, ["Mosul", "Nineveh", "IQ", 43.1189, 36.335, "settlement", 5000], [3, null], {},
    "A [car bomb|trigger] [exploded|trigger] in [Mosul|place], killing [three|casualties].", source, {}];
  const old = world.read.findIndex((incident) => incident.id === `${id}-1`);
  const made = feature(row, `${id}-1`);
  if (old < 0) world.read.push(made);
  else world.read.splice(old, 1, made);
  for (const [name, read] of writeDocuments([made])) world.documents.set(name, read);
  return { id, incidents: [`${id}-1`], incident_count: 1, warnings, replaced: old >= 0 };
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

async function file(pathname) {
  const path = normalize(pathname === "/" ? "/index.html" : pathname);
  if (!/^\/(index\.html|icon\.svg|(css|js|vendor)\/)/.test(path)) throw new Problem(404, "Not found", pathname);
  const body = await readFile(join(WEB, path)).catch(() => {
    throw new Problem(404, "Not found", pathname);
  });
  return { type: KINDS[extname(path)] ?? "application/octet-stream", body };
}

function json(value, type = "application/json") {
  return { type, body: JSON.stringify(value) };
}

function problem(error) {
  const status = error instanceof Problem ? error.status : 500;
  return { ...json({ type: "about:blank", title: error.message, status, detail: error.detail ?? "", parameter: error.parameter }, "application/problem+json"), status };
}

// `node --test web/test` runs every file below test/; this one is no test.
if (process.argv[1] === fileURLToPath(import.meta.url) && !process.env.NODE_TEST_CONTEXT) {
  const { url } = await startMockServer(Number(process.argv[2] ?? 8751), { empty: process.env.DATELINE_MOCK === "empty" });
  console.error(`mock of Dateline on ${url}`);
}
