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
 * @property {string|null} words  words of the article's sentence, title or place
 * @property {Bounds|null} bbox  a box drawn on the map
 * @property {[number, number][]|null} shape  corners of a polygon drawn on the map: longitude, latitude; not closed
 * @property {string[]} regions  names or place ids, as the server takes them
 * @property {string|null} near  "PLACE,KM": the place by name or as "LON LAT"
 * @property {string[]} types  type or group ids of the taxonomy, in its order
 * @property {string|null} from  ISO date, inclusive
 * @property {string|null} to  ISO date, inclusive
 * @property {string|null} actor
 * @property {number|null} minKilled  persons
 * @property {LocationPrecision[]} precisions
 * @property {number|null} minConfidence  0 to 1
 */

/** @typedef {[number, number, number, number]} Bounds  west, south, east, north, in degrees */

/**
 * Counts under a filter; each facet is counted without its own part of it (/api/facets).
 * @typedef {object} Facets
 * @property {number} matched
 * @property {number} unlocated  of these without a point
 * @property {Record<string, number>} types
 * @property {Record<string, number>} groups
 * @property {Record<string, number>} precisions
 * @property {Record<string, number>} statuses
 * @property {Record<string, number>} countries
 */

/** @typedef {"-date"|"place"|"-killed"|"-confidence"|"relevance"} SortKey */

/**
 * A place that a name may mean, as the gazetteer has it.
 * @typedef {object} Place
 * @property {number|string} place_id
 * @property {string} name
 * @property {string|null} feature_code
 * @property {string|null} admin1
 * @property {string|null} country  ISO 3166-1 alpha-2
 * @property {string|null} [country_name]
 * @property {number} longitude  degrees, WGS84
 * @property {number} latitude  degrees, WGS84
 * @property {number|null} [population]
 */

/**
 * @typedef {Place & {score: number, reasons: {signal: string, weight: number}[]}} Candidate  score 0 to 1
 * @typedef {{id: string, title: string, document: string, publisher?: string|null, date?: string|null, killed_min?: number|null, killed_max?: number|null}} Report
 */

/**
 * An incident with what only its own page at the server tells.
 * @typedef {Incident & {candidates?: Candidate[], corrections?: string[], reports?: Report[]}} OpenIncident
 */

/**
 * @typedef {{start: number, end: number, name: string, role?: string, place?: string|null, place_id?: number|string|null, lat?: number|null, lon?: number|null}} Toponym
 * @typedef {{start: number, end: number, text: string, type: string, value: string}} Timex
 * @typedef {{start: number, end: number, text: string, reason: string}} Rejected
 */

/**
 * An article with what was read in it. Offsets are Unicode code points into `text`, half-open.
 * @typedef {object} ReadDocument
 * @property {string} id
 * @property {string|null} title
 * @property {string|null} date
 * @property {string|null} source
 * @property {string|null} url
 * @property {string} text
 * @property {Toponym[]} toponyms
 * @property {Timex[]} timexes
 * @property {string[]} incidents  ids, in order of first mention
 * @property {Rejected[]} rejected  passages that look like incidents and are none
 */

/**
 * What the reader changed, and how far it reaches.
 * @typedef {"move"|"choose_place"|"set_type"|"set_date"|"set_casualties"|"merge"|"split"|"hide"} CorrectionAction
 * @typedef {"mention"|"document"|"everywhere"} CorrectionScope
 * @typedef {{id?: string, created?: string, action: CorrectionAction, scope: CorrectionScope, incident: string} & Record<string, any>} Correction
 */

/**
 * A place being corrected: the map shows its candidates and a pin, the panel saves.
 * @typedef {object} Placing
 * @property {string} incident
 * @property {(Candidate|Place)[]} candidates  numbered in this order on map and panel
 * @property {number|string|null} hovered  place id
 * @property {number|string|null} chosen  place id
 * @property {{longitude: number, latitude: number}|null} point  where the pin was put
 */

/**
 * @typedef {{id: string, label: string}} IncidentType
 * @typedef {{id: string, label: string, types: IncidentType[]}} TypeGroup
 * @typedef {{id: string, name: string, kind: "country"|"admin1", country: string, country_name: string, count: number, possible?: number}} Region  possible: areas that overlap it
 */

/** @typedef {{groups: Record<string, number>, types: Record<string, number>}} Counts  the same incidents by taxonomy group and by type */

/**
 * The histogram of incidents by day, week, month or year. Dates are ISO and inclusive. A range is a period longer than a
 * bin, of incidents whose day is not known; the bins count them too.
 * @typedef {{start: string, end: string, count: number} & Counts} Bin
 * @typedef {{matched: number, undated: number, step: "day"|"week"|"month"|"year", from: string|null, to: string|null, bins: Bin[], ranges: Bin[]}} Timeline
 */

/**
 * What one tile of the map holds (GET /api/clusters).
 * @typedef {{longitude: number, latitude: number, count: number, bbox: Bounds, place?: string|null} & Counts} Cluster  place: where all lie in one
 * @typedef {Cluster & {name: string, country: string}} AreaCluster  incidents known by one large area, where they are too many to come one by one
 * @typedef {Pick<Incident, "id"|"type"|"group"|"title"|"longitude"|"latitude"|"location_precision"|"uncertainty_m"|"confidence"|"date_start"|"date_end"|"country"|"admin1"> & Partial<Incident> & {areal?: boolean}} MapIncident
 * @typedef {{matched: number, unlocated: number, clusters: Cluster[], incidents: MapIncident[], areas?: AreaCluster[]}} TileAnswer
 */

/**
 * @typedef {{text: string, title?: string, date?: string, source?: string, url?: string}} DocumentInput
 * @typedef {{id: string, incidents: string[], warnings: string[], replaced: boolean}} DocumentResult
 * @typedef {{documents: DocumentResult[], errors: {line: number|null, detail: string}[]}} AddResult
 */

export {};
