// The answers that grow with the number of incidents: clusters of a tile, the histogram, counts by part of the filter.
// Points are sorted along a curve through the tiles, so that one tile is one stretch of the list.

const DEEPEST = 16;
const TILE = 256;
const CELL = 64;
/** More incidents of large areas than these in one tile are counted by area. */
const AREAS_APART = 100;
const DAY = 86_400_000;
const AREAL = new Set(["district", "province", "region", "country"]);

/** Web Mercator, 0 to 1 from the upper left corner. */
export function mercator(lon, lat) {
  const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
  return [(((lon + 180) / 360) % 1 + 1) % 1, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** Bits of column and row in turn: all points of a tile share the upper ones. */
function curve(x, y) {
  const scale = 2 ** DEEPEST;
  let [column, row] = [Math.min(scale - 1, Math.floor(x * scale)), Math.min(scale - 1, Math.floor(y * scale))];
  let place = 0;
  for (let bit = 0, weight = 1; bit < DEEPEST; bit += 1, weight *= 4) {
    place += weight * ((column & 1) + 2 * (row & 1));
    column >>= 1;
    row >>= 1;
  }
  return place;
}

/** @param {any[]} incidents GeoJSON features */
export function spatialIndex(incidents) {
  const placed = incidents.filter(({ geometry, properties }) => geometry && properties.location_precision !== "none");
  const rows = placed.map((incident) => {
    const [x, y] = mercator(...incident.geometry.coordinates);
    return { incident, x, y, at: curve(x, y), areal: AREAL.has(incident.properties.location_precision) };
  });
  rows.sort((a, b) => a.at - b.at);
  return { rows, at: Float64Array.from(rows, (row) => row.at) };
}

/** First place in a sorted array that is not below the value. */
function lowerBound(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {Set<any>|null} kept the filtered incidents; null: all */
export function clusters({ rows, at }, [z, x, y], kept) {
  const span = 4 ** (DEEPEST - z);
  const first = curve((x + 0.5) / 2 ** z, (y + 0.5) / 2 ** z);
  const start = lowerBound(at, Math.floor(first / span) * span);
  const end = lowerBound(at, (Math.floor(first / span) + 1) * span);
  const cells = new Map();
  const incidents = [];
  const areal = [];
  for (const row of rows.slice(start, end)) {
    if (kept && !kept.has(row.incident)) continue;
    if (row.areal) {
      areal.push(row);
      continue;
    }
    const cell = Math.floor((row.x * 2 ** z - x) * (TILE / CELL)) + 100 * Math.floor((row.y * 2 ** z - y) * (TILE / CELL));
    if (!cells.has(cell)) cells.set(cell, []);
    cells.get(cell).push(row);
  }
  const found = [];
  for (const members of cells.values()) {
    if (members.length < 3) incidents.push(...members.map(({ incident }) => light(incident, false)));
    else found.push(clusterOf(members));
  }
  if (areal.length <= AREAS_APART) return { clusters: found, incidents: [...incidents, ...areal.map(({ incident }) => light(incident, true))], areas: [] };
  const areas = new Map();
  for (const row of areal) {
    const { place, country } = row.incident.properties;
    const key = `${country} ${place}`;
    if (!areas.has(key)) areas.set(key, []);
    areas.get(key).push(row);
  }
  return { clusters: found, incidents, areas: [...areas.values()].map((members) => ({ name: members[0].incident.properties.place, country: members[0].incident.properties.country, ...clusterOf(members) })) };
}

function clusterOf(members) {
  const counts = { groups: {}, types: {} };
  const bbox = [180, 90, -180, -90];
  let [longitude, latitude] = [0, 0];
  for (const { incident } of members) {
    const [lon, lat] = incident.geometry.coordinates;
    longitude += lon / members.length;
    latitude += lat / members.length;
    bbox[0] = Math.min(bbox[0], lon);
    bbox[1] = Math.min(bbox[1], lat);
    bbox[2] = Math.max(bbox[2], lon);
    bbox[3] = Math.max(bbox[3], lat);
    add(counts, incident.properties);
  }
  const { place } = members[0].incident.properties;
  return { longitude, latitude, count: members.length, ...counts, bbox, place: members.every(({ incident }) => incident.properties.place === place) ? place : null };
}

function add({ groups, types }, { group, type }) {
  groups[group] = (groups[group] ?? 0) + 1;
  types[type] = (types[type] ?? 0) + 1;
}

const LIGHT = ["type", "group", "title", "place", "longitude", "latitude", "location_precision", "uncertainty_m", "confidence", "date_start", "date_end", "country", "country_name", "admin1", "killed_max", "injured_max"];

function light({ id, geometry, properties }, areal) {
  const [longitude, latitude] = geometry.coordinates;
  return { id, ...Object.fromEntries(LIGHT.map((name) => [name, properties[name] ?? null])), longitude, latitude, ...(areal ? { areal } : {}) };
}

const STEPS = { day: 1, week: 7, month: 30.4, year: 365.2 };

/** @param {any[]} incidents that pass the filter */
export function timeline(incidents, { step: wanted, bins: most = 120 }) {
  const dated = incidents.filter(({ properties }) => properties.date_start);
  const days = dated.map(({ properties }) => dayOf(properties.date_start));
  const from = days.length ? days.reduce((a, b) => Math.min(a, b)) : null;
  const to = days.length ? dated.reduce((last, { properties }) => Math.max(last, dayOf(properties.date_start)), -Infinity) : null;
  const step = wanted ?? Object.keys(STEPS).find((name) => (to - from) / STEPS[name] <= most) ?? "year";
  const bins = new Map();
  if (from !== null) for (let day = startOf(from, step); day <= to; day = after(day, step)) bins.set(day, { start: iso(day), end: iso(after(day, step) - 1), count: 0, groups: {}, types: {} });
  for (const { properties } of dated) {
    const bin = bins.get(startOf(dayOf(properties.date_start), step));
    bin.count += 1;
    add(bin, properties);
  }
  const ranges = new Map();
  for (const { properties } of dated) {
    const { date_start: start, date_end: end } = properties;
    if (dayOf(end ?? start) < after(startOf(dayOf(start), step), step)) continue;
    const range = ranges.get(`${start} ${end}`) ?? { start, end, count: 0, groups: {}, types: {} };
    range.count += 1;
    add(range, properties);
    ranges.set(`${start} ${end}`, range);
  }
  return { matched: incidents.length, undated: incidents.length - dated.length, step, from: from === null ? null : iso(from), to: to === null ? null : iso(to), bins: [...bins.values()], ranges: [...ranges.values()].sort((a, b) => b.count - a.count).slice(0, 100) };
}

const dayOf = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

function startOf(day, step) {
  if (step === "day") return day;
  if (step === "week") return day - ((((day + 3) % 7) + 7) % 7);
  const date = new Date(day * DAY);
  return Date.UTC(date.getUTCFullYear(), step === "month" ? date.getUTCMonth() : 0, 1) / DAY;
}

function after(day, step) {
  if (step === "day") return day + 1;
  if (step === "week") return day + 7;
  const date = new Date(day * DAY);
  return (step === "month" ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) : Date.UTC(date.getUTCFullYear() + 1, 0, 1)) / DAY;
}

/** @param {(without: string|null) => (incident: any) => boolean} testWithout leaves one part of the filter out */
export function facets(incidents, testWithout) {
  const matched = incidents.filter(testWithout(null));
  const counts = (part, key) => {
    const found = {};
    for (const { properties } of incidents.filter(testWithout(part))) {
      const value = key(properties);
      if (value) found[value] = (found[value] ?? 0) + 1;
    }
    return found;
  };
  return {
    matched: matched.length,
    unlocated: matched.filter(({ properties }) => properties.location_precision === "none").length,
    types: counts("type", ({ type }) => type),
    groups: counts("type", ({ group }) => group),
    precisions: counts("precision", ({ location_precision }) => location_precision),
    statuses: counts(null, ({ status }) => status),
    countries: counts("region", ({ country }) => country),
  };
}
