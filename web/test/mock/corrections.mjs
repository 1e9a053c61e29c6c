// Corrections as the mock keeps them: applied over the incidents as they were read, so that taking one away is enough to
// undo it.

import { Problem } from "./filter.mjs";

const ACTIONS = ["move", "choose_place", "set_type", "set_date", "set_casualties", "merge", "split", "hide"];

/** @param {any[]} incidents  as they were read @param {any[]} corrections  in the order they were made @param {any} taxonomy */
export function corrected(incidents, corrections, taxonomy) {
  let shown = incidents.map((incident) => ({ ...incident, properties: { ...incident.properties, corrections: [] } }));
  for (const correction of corrections) {
    const target = shown.find(({ id }) => id === correction.incident);
    if (!target) continue;
    target.properties.corrections.push(correction.id);
    if (correction.action === "hide") shown = shown.filter((incident) => incident !== target);
    else if (correction.action === "merge") shown = merged(shown, target, correction.with);
    else apply(target, correction, taxonomy, incidents);
  }
  return shown;
}

function apply(target, { action, ...said }, taxonomy, incidents) {
  const { properties } = target;
  if (action === "move") {
    Object.assign(properties, { longitude: said.longitude, latitude: said.latitude, place: said.name ?? properties.place, location_precision: "site", uncertainty_m: 500 });
  } else if (action === "choose_place") {
    const { place, place_id, admin1, country, country_name, longitude, latitude } = incidents.find((one) => one.properties.place_id === said.place_id)?.properties ?? candidatesOf(target).find((one) => one.place_id === said.place_id) ?? {};
    Object.assign(properties, { place: place ?? properties.place, place_id, admin1, country, country_name: country_name ?? country, longitude, latitude, location_precision: "settlement", uncertainty_m: 5000 });
  } else if (action === "set_type") {
    const group = taxonomy.groups.find(({ types }) => types.some(({ id }) => id === said.type));
    Object.assign(properties, { type: said.type, group: group.id, type_label: group.types.find(({ id }) => id === said.type).label });
  } else if (action === "set_date") Object.assign(properties, { date_start: said.date_start, date_end: said.date_end, date_precision: said.date_start === said.date_end ? "day" : "range" });
  else if (action === "set_casualties") Object.assign(properties, { killed_min: said.killed_min, killed_max: said.killed_max, injured_min: said.injured_min, injured_max: said.injured_max, killed_open: false, injured_open: false });
  target.geometry = properties.longitude == null ? null : { type: "Point", coordinates: [properties.longitude, properties.latitude] };
}

function merged(shown, target, ids) {
  const others = shown.filter(({ id }) => ids.includes(id));
  target.properties.sources = [...target.properties.sources, ...others.flatMap(({ properties }) => properties.sources)];
  target.properties.reports = [target, ...others].map(({ id, properties }) => ({ id, title: properties.title, document: properties.sources[0].document, killed_min: properties.killed_min, killed_max: properties.killed_max }));
  return shown.filter(({ id }) => !ids.includes(id));
}

/** What the name may mean: the place itself, and two that bear the name elsewhere. */
export function candidatesOf({ properties: p }) {
  if (p.longitude === null) return [];
  const twin = (index, country, country_name, admin1, lon, lat, score, reasons) => ({ place_id: 900_000 + index * 1000 + (p.place_id ?? 0), name: p.place, feature_code: "PPL", admin1, country, country_name, longitude: lon, latitude: lat, score, reasons });
  const first = { place_id: p.place_id, name: p.place, feature_code: p.feature_code, admin1: p.admin1, country: p.country, country_name: p.country_name, longitude: p.longitude, latitude: p.latitude, score: 0.94, reasons: [{ signal: "prominence", weight: 2 }, { signal: "same country as other places", weight: 1.4 }] };
  return [first, twin(1, "SY", "Syria", "Hama", 36.75, 35.13, 0.04, [{ signal: "near other places", weight: -1 }]), twin(2, "TR", "Turkey", "Mardin", 40.73, 37.31, 0.02, [])];
}

/** @param {any} world  with `corrections` @param {string} method @param {string} pathname @param {string} body */
export function answerCorrections(world, method, pathname, body) {
  const id = pathname.slice("/api/corrections/".length);
  if (method === "DELETE") {
    const place = world.corrections.findIndex((one) => one.id === decodeURIComponent(id));
    if (place < 0) throw new Problem(404, "Not found", pathname);
    world.corrections.splice(place, 1);
    return { status: 204, value: null, changed: true };
  }
  if (method === "GET") return { value: { corrections: world.corrections }, status: 200 };
  const sent = JSON.parse(body);
  if (id === "import") {
    for (const one of sent.corrections) keep(world, one);
    return { value: { imported: sent.corrections.length, skipped: 0 }, status: 200, changed: true };
  }
  return { value: keep(world, sent), status: 201, changed: true };
}

function keep(world, correction) {
  if (!ACTIONS.includes(correction.action)) throw new Problem(400, "Bad Request", `\`action=${correction.action}\` is not understood`, "action");
  const kept = { ...correction, id: `correction-${(world.made += 1)}`, created: new Date(world.made * 1000).toISOString() };
  world.corrections.push(kept);
  return kept;
}
