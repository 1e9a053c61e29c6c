// @ts-check
// The shapes that travel between modules. Nothing here runs.

/**
 * @typedef {"air"|"missile"|"clash"|"blast"|"security"|"protest"|"other"} SymbolGroup  one row of the legend
 * @typedef {"site"|"settlement"|"district"|"province"|"region"|"country"|"none"} LocationPrecision
 * @typedef {"day"|"range"|"week"|"month"|"year"|"unknown"} DatePrecision
 * @typedef {"trigger"|"place"|"date"|"actor"|"casualties"|"weapon"} EvidenceRole
 */

/**
 * Words of the article that state something. Offsets are Unicode code points into the document's text, half-open.
 * @typedef {{role: EvidenceRole, start: number, end: number, text: string}} Evidence
 */

/**
 * @typedef {{name: string, role: "perpetrator"|"target"|"victim", kind: "person"|"organisation"|"facility"|"unknown"}} Actor
 * @typedef {{document: string, title?: string|null, url?: string|null, publisher?: string|null, date?: string|null}} Source
 */

/**
 * One incident as the page holds it: the properties of the GeoJSON feature (CONTRACTS.md, "An incident") with its id.
 * @typedef {object} Incident
 * @property {string} id
 * @property {string} type  id of the taxonomy
 * @property {string} type_label
 * @property {string} group  group id of the taxonomy
 * @property {string} title
 * @property {string|null} date_start  ISO date, inclusive
 * @property {string|null} date_end  ISO date, inclusive
 * @property {DatePrecision} date_precision
 * @property {string|null} place
 * @property {string|null} place_mention
 * @property {number|null} place_id  of the gazetteer
 * @property {string|null} admin1
 * @property {string|null} admin2
 * @property {string|null} country  ISO 3166-1 alpha-2
 * @property {string|null} country_name
 * @property {number|null} longitude  degrees, WGS84
 * @property {number|null} latitude  degrees, WGS84
 * @property {LocationPrecision} location_precision
 * @property {number|null} uncertainty_m  metres
 * @property {number|null} killed_min  null is unknown, 0 a stated zero
 * @property {number|null} killed_max
 * @property {boolean} [killed_open]  "at least"
 * @property {number|null} injured_min
 * @property {number|null} injured_max
 * @property {boolean} [injured_open]
 * @property {Actor[]} actors
 * @property {string[]} weapons
 * @property {"reported"|"claimed"|"alleged"|"denied"} status
 * @property {boolean} background  recalled by the article
 * @property {number} confidence  0 to 1
 * @property {Evidence[]} evidence
 * @property {string} sentence
 * @property {number|null} [sentence_start]  code points into the document's text
 * @property {Source[]} sources
 */

/**
 * What the reader asked for. An empty list or null means "no restriction".
 * @typedef {object} Filter
 * @property {string[]} regions  names or place ids, as the server takes them
 * @property {string[]} types  type or group ids of the taxonomy, in its order
 * @property {string|null} from  ISO date, inclusive
 * @property {string|null} to  ISO date, inclusive
 */

/**
 * @typedef {{id: string, label: string}} IncidentType
 * @typedef {{id: string, label: string, types: IncidentType[]}} TypeGroup
 * @typedef {{id: string, name: string, kind: "country"|"admin1", country: string, country_name: string, count: number}} Region
 */

/**
 * @typedef {{text: string, title?: string, date?: string, source?: string, url?: string}} DocumentInput
 * @typedef {{id: string, incidents: string[], incident_count: number, warnings: string[]}} DocumentResult
 */

export {};
