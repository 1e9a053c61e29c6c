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
import { DEMO, feature } from "./incidents.mjs";

const WEB = fileURLToPath(new URL("../../", import.meta.url));
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const KINDS = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };
const FILTERS = new Set(["bbox", "region", "type", "from", "to", "limit"]);

class Problem extends Error {
  constructor(status, title, detail, parameter) {
    super(title);
    Object.assign(this, { status, detail, parameter });
  }
}

/** Listens on 127.0.0.1; port 0 picks a free one. Resolves to {url, close}. */
export async function startMockServer(port = 0, { empty = false, many = 0 } = {}) {
  const incidents = empty ? [] : [...DEMO, ...Array.from({ length: many }, (_, index) => copyOf(index))];
  const taxonomy = JSON.parse(await readFile(new URL("taxonomy.json", import.meta.url), "utf8"));
  const server = createServer((request, response) => {
    answer(request, incidents, taxonomy)
      .catch((error) => problem(error))
      .then(({ status = 200, type, body, headers = {} }) => {
        response.writeHead(status, { "content-type": type, "content-encoding": "gzip", "content-security-policy": POLICY, ...headers });
        response.end(gzipSync(body));
      });
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** A demo incident somewhere else, to see how the page bears thousands. */
function copyOf(index) {
  const model = DEMO[index % DEMO.length];
  if (!model.geometry) return { ...model, id: `copy-${index}` };
  const [lon, lat] = model.geometry.coordinates;
  const coordinates = [lon + Math.sin(index * 12.9) * 40, lat + Math.cos(index * 7.7) * 25];
  return { ...model, id: `copy-${index}`, geometry: { type: "Point", coordinates }, properties: { ...model.properties, place_id: 1_000_000 + index } };
}

async function answer(request, incidents, taxonomy) {
  const { pathname, searchParams } = new URL(request.url, "http://mock");
  if (request.method === "POST" && pathname === "/api/documents") return addDocument(await bodyOf(request), incidents);
  switch (pathname) {
    case "/api/collections/incidents/items": return json(collection(incidents, searchParams, taxonomy), "application/geo+json");
    case "/api/export.geojson": return { ...json(collection(incidents, searchParams, taxonomy), "application/geo+json"), headers: { "content-disposition": 'attachment; filename="dateline.geojson"' } };
    case "/api/regions": return json({ regions: regions(incidents, searchParams.get("q") ?? "") });
    case "/api/taxonomy": return json(taxonomy);
    case "/healthz": return json({ status: "ok", store: "memory" });
    default: return file(pathname);
  }
}

function collection(incidents, query, taxonomy) {
  for (const word of query.keys()) if (!FILTERS.has(word)) throw new Problem(400, "Unknown parameter", `"${word}" is not a parameter of this resource`);
  const matched = incidents.filter((incident) => passes(incident.properties, query, incidents, taxonomy));
  const features = matched.slice(0, Number(query.get("limit") ?? 10000));
  return { type: "FeatureCollection", numberMatched: matched.length, numberReturned: features.length, features };
}

function passes(properties, query, incidents, taxonomy) {
  const wanted = query.getAll("region").map((word) => {
    const region = regions(incidents, word).find(({ id, name }) => id === word || name.toLowerCase() === word.toLowerCase());
    if (!region) throw new Problem(400, "Bad Request", `\`region=${word}\` is not understood`, "region");
    return region;
  });
  const inRegion = !wanted.length || wanted.some(({ kind, name, country }) => (kind === "country" ? properties.country === country : properties.admin1 === name));
  const types = query.getAll("type").flatMap((word) => taxonomy.groups.find(({ id }) => id === word)?.types.map(({ id }) => id) ?? [word]);
  const ofType = !types.length || types.includes(properties.type);
  const from = query.get("from");
  const to = query.get("to");
  const inTime = (!from || (properties.date_end ?? "") >= from) && (!to || (properties.date_start ?? "9999") <= to);
  return inRegion && ofType && inTime;
}

function regions(incidents, words) {
  const found = new Map();
  for (const { properties } of incidents) {
    if (!properties.country) continue;
    const common = { country: properties.country, country_name: properties.country_name };
    count(found, { id: `mock:${properties.country}`, name: properties.country_name, kind: "country", ...common });
    if (properties.admin1) count(found, { id: `mock:${properties.country}.${properties.admin1}`, name: properties.admin1, kind: "admin1", ...common });
  }
  return [...found.values()].filter(({ name, id }) => id === words || name.toLowerCase().startsWith(words.toLowerCase())).sort((a, b) => b.count - a.count);
}

function count(found, region) {
  const known = found.get(region.id) ?? { ...region, count: 0 };
  known.count += 1;
  found.set(region.id, known);
}

/** Every article that speaks of an explosion in Mosul holds one incident; others hold none. */
function addDocument(text, incidents) {
  const document = JSON.parse(text);
  if (typeof document.text !== "string" || !document.text.trim()) throw new Problem(400, "Empty document", "`text` holds no words");
  const id = `document-${createHash("sha256").update(document.text).digest("hex").slice(0, 12)}`;
  const warnings = document.date ? [] : ["the publication date is unknown, so \"on Monday\" stays unresolved"];
  if (!/Mosul/.test(document.text)) return { ...json({ id, incidents: [], incident_count: 0, warnings }), status: 201 };
  const source = { document: id, title: document.title ?? null, publisher: document.source ?? null, date: document.date ?? null, url: null };
  const when = document.date ? [document.date] : [null, null, "unknown"];
  const row = ["vehicle_bombing", "Car bomb in Mosul", when, ["Mosul", "Nineveh", "IQ", 43.1189, 36.335, "settlement", 5000], [3, null], {},
    "A [car bomb|trigger] [exploded|trigger] in [Mosul|place], killing [three|casualties].", source, {}];
  const old = incidents.findIndex((incident) => incident.id === `${id}-1`);
  if (old >= 0) incidents.splice(old, 1);
  incidents.push(feature(row, `${id}-1`));
  return { ...json({ id, incidents: [`${id}-1`], incident_count: 1, warnings }), status: 201 };
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
