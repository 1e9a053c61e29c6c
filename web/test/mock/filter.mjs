// The filter words of CONTRACTS.md as a test on features. An unknown word is a 400, as in the real server.

export const FILTER_WORDS = ["bbox", "region", "near", "from", "to", "type", "actor", "min_killed", "precision", "min_confidence", "q", "filter"];

export class Problem extends Error {
  constructor(status, title, detail, parameter) {
    super(title);
    Object.assign(this, { status, detail, parameter });
  }
}

/** @param {URLSearchParams} query @param {string[]} more words that the resource knows besides */
export function refuseUnknown(query, more) {
  for (const word of query.keys()) {
    if (!FILTER_WORDS.includes(word) && !more.includes(word)) throw new Problem(400, "Unknown parameter", `"${word}" is not a parameter of this resource`, word);
  }
}

/**
 * @param {URLSearchParams} query
 * @param {any[]} incidents whose regions and places have names
 * @param {any} taxonomy
 * @param {string|null} [without] a word to leave out
 * @returns {(incident: any) => boolean}
 */
export function filterTest(query, incidents, taxonomy, without = null) {
  const tests = FILTER_WORDS.filter((word) => word !== without && query.has(word)).map((word) => TESTS[word](query.getAll(word), { incidents, taxonomy }));
  return (incident) => tests.every((test) => test(incident.properties, incident.geometry?.coordinates));
}

const misread = (word, value) => new Problem(400, "Bad Request", `\`${word}=${value}\` is not understood`, word);

/** @type {Record<string, (values: string[], around: any) => (properties: any, spot?: number[]) => boolean>} */
const TESTS = {
  bbox: ([text]) => {
    const [west, south, east, north] = numbers("bbox", text, 4);
    return (_, spot) => Boolean(spot) && spot[1] >= south && spot[1] <= north && (west <= east ? spot[0] >= west && spot[0] <= east : spot[0] >= west || spot[0] <= east);
  },
  region: (words, { incidents }) => {
    const wanted = words.map((word) => {
      const region = regions(incidents, word).find(({ id, name }) => id === word || name.toLowerCase() === word.toLowerCase());
      if (!region) throw misread("region", word);
      return region;
    });
    return (properties) => wanted.some(({ kind, name, country }) => (kind === "country" ? properties.country === country : properties.admin1 === name));
  },
  near: ([text], { incidents }) => {
    const comma = text.lastIndexOf(",");
    const [place, km] = [text.slice(0, comma), Number(text.slice(comma + 1))];
    const pair = place.split(/[ ,]+/).map(Number);
    const known = incidents.find(({ properties }) => [place, place.split(",")[0]].some((name) => properties.place?.toLowerCase() === name.toLowerCase()));
    const spot = pair.length === 2 && pair.every(Number.isFinite) ? pair : known?.geometry.coordinates;
    if (!spot || !(km > 0)) throw misread("near", text);
    return (_, other) => Boolean(other) && distance(spot, other) <= km;
  },
  from: ([day]) => ({ date_end }) => (date_end ?? "") >= day,
  to: ([day]) => ({ date_start }) => (date_start ?? "9999") <= day,
  type: (words, { taxonomy }) => {
    const types = new Set(words.flatMap((word) => taxonomy.groups.find(({ id }) => id === word)?.types.map(({ id }) => id) ?? [word]));
    return ({ type }) => types.has(type);
  },
  actor: ([name]) => ({ actors }) => actors.some((actor) => actor.name.toLowerCase().includes(name.toLowerCase())),
  min_killed: ([least]) => ({ killed_min }) => killed_min !== null && killed_min >= numbers("min_killed", least, 1)[0],
  precision: (words) => ({ location_precision }) => words.flatMap((word) => word.split(",")).includes(location_precision),
  min_confidence: ([least]) => ({ confidence }) => confidence >= numbers("min_confidence", least, 1)[0],
  q: ([words]) => ({ title, sentence, place }) => words.toLowerCase().split(/\s+/).every((word) => `${title} ${sentence} ${place}`.toLowerCase().includes(word)),
  filter: ([text]) => {
    const ring = /^S_INTERSECTS\(geometry, ?POLYGON ?\(\(([^()]+)\)\)\)$/i.exec(text)?.[1].split(",").map((pair) => pair.trim().split(/\s+/).map(Number));
    if (!ring || ring.length < 4) throw misread("filter", text);
    return (_, spot) => Boolean(spot) && inside(ring, spot);
  },
};

function numbers(word, text, count) {
  const values = text.split(",").map(Number);
  if (values.length !== count || !values.every(Number.isFinite)) throw misread(word, text);
  return values;
}

/** Kilometres, good enough near by. */
function distance([lon, lat], [otherLon, otherLat]) {
  return Math.hypot((lon - otherLon) * Math.cos((lat * Math.PI) / 180), lat - otherLat) * 111.2;
}

function inside(ring, [x, y]) {
  return ring.slice(1).reduce((odd, [bx, by], index) => {
    const [ax, ay] = ring[index];
    return ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax) ? !odd : odd;
  }, false);
}

export function regions(incidents, words) {
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
