// Believable incidents for the mock server, in our own words. A sentence carries its evidence as [words|role]; the
// offsets are counted from that, as code points into a text that starts some way before the sentence.

const IRAQ = { document: "iraq-2020", title: "Strikes follow the rocket attack on Taji", publisher: "Demo wire", date: "2020-03-12", url: null };
const BEIRUT = { document: "beirut-2020", title: "Blast at Beirut's port", publisher: "Demo wire", date: "2020-08-05", url: null };
const QUAKE = { document: "quake-2023", title: "Earthquakes on the Turkish–Syrian border", publisher: "Demo wire", date: "2023-02-08", url: null };
const ROUNDUP = { document: "week-2020", title: "The week in Iraq", publisher: "Demo wire", date: "2020-03-18", url: "https://example.org/week" };

const TYPES = {
  air_strike: ["Air strike", "remote"], drone_strike: ["Drone strike", "remote"], missile_rocket_attack: ["Missile or rocket attack", "remote"],
  shelling: ["Shelling", "remote"], bombing: ["Bombing or IED", "explosion"], vehicle_bombing: ["Vehicle bombing", "explosion"],
  armed_clash: ["Armed clash", "battle"], armed_attack: ["Armed attack on civilians", "attack"], abduction: ["Abduction", "attack"],
  arrest: ["Arrest or security raid", "security"], protest: ["Protest", "unrest"], protest_crackdown: ["Force used on protesters", "unrest"],
  industrial_accident: ["Industrial accident or blast", "accident"], earthquake: ["Earthquake or tsunami", "disaster"], fire: ["Fire", "accident"],
  structural_collapse: ["Structural collapse", "accident"], agreement: ["Truce, talks or deal", "security"],
};

const SITE = ["site", 2000];
const TOWN = ["settlement", 5000];

/** type, title, when, where, [killed, injured], who, sentence, source, more */
const ROWS = [
  ["air_strike", "Air strikes on five weapon stores in Iraq", ["2020-03-12"], ["Iraq", null, "IQ", 43.7, 33, "country", 600000], [null, null], { by: "United States", against: "Kataib Hezbollah" },
    "[American|actor] and British jets [struck|trigger] five arms depots of [Kataib Hezbollah|actor] in [Iraq|place] on [Thursday|date], officials said.", IRAQ, { weapons: ["jets"], confidence: 0.91 }],
  ["missile_rocket_attack", "Rocket attack on Taji air base", ["2020-03-11"], ["Taji air base", "Baghdad", "IQ", 44.2567, 33.5239, ...SITE], [3, null], { by: "Shiite militia (believed)", against: "Coalition troops", victims: "two soldiers and a contractor" },
    "A [rocket|weapon] [attack|trigger] on the [Taji air base|place] the [day before|date] cost [three lives|casualties]: two soldiers, American and British, and a US contractor.", IRAQ, { weapons: ["rockets"], confidence: 0.95 }],
  ["air_strike", "Air strikes on Iran-aligned fighters in Syria", ["2020-03-11", "2020-03-12", "range"], ["Syria", null, "SY", 38.5, 35, "country", 400000], [null, null], { by: "US-led coalition (believed)", against: "Iran-aligned Iraqi fighters" },
    "Within [hours|date], [strikes|trigger] attributed to the [coalition|actor] fell on [Iran-aligned fighters|actor] over the border in [Syria|place].", IRAQ, { status: "alleged", confidence: 0.72 }],
  ["missile_rocket_attack", "Rocket attack on a base in northern Iraq", ["2019-12-21", "2019-12-31", "range"], ["Northern Iraq", null, "IQ", 43.6, 35.9, "region", 150000], [1, null], { against: "a base", victims: "US contractor" },
    "One American [contractor|casualties] died when [rockets|weapon] [struck|trigger] a base somewhere in [northern Iraq|place] [late in December|date].", IRAQ, { background: true, confidence: 0.83 }],
  ["air_strike", "Jets bomb five bases along the Syria–Iraq border", ["2019-12-24", "2020-01-02", "range"], ["Syria–Iraq border", null, "IQ", 41.05, 34.4, "region", 110000], [null, null], { by: "United States", against: "Kataib Hezbollah" },
    "[Days later|date], American [F-15s|weapon] [bombed|trigger] five [Kataib Hezbollah|actor] bases on either side of the [Syrian–Iraqi border|place].", IRAQ, { background: true, weapons: ["F-15 jets"], confidence: 0.78 }],
  ["drone_strike", "Drone strike outside Baghdad airport", ["2020-01-03"], ["Baghdad International Airport", "Baghdad", "IQ", 44.2346, 33.2625, ...SITE], [2, null], { by: "United States", victims: "Qassem Soleimani, Abu Mahdi al-Muhandis" },
    "On [January 3|date] a US [drone|weapon] [strike|trigger] just outside [Baghdad airport|place] killed [Qassem Soleimani|casualties] and [Abu Mahdi al-Muhandis|casualties].", IRAQ, { background: true, weapons: ["drone"], confidence: 0.96 }],
  ["missile_rocket_attack", "Missile attack on Ain Al-Asad", ["2020-01-03", "2020-01-31", "range"], ["Al Asad Air Base", "Anbar", "IQ", 42.4412, 33.7856, ...SITE], [0, 109, "injured_open"], { by: "Iran", against: "US personnel" },
    "[Iran|actor] [then|date] [struck back|trigger] with a salvo of [ballistic missiles|weapon] at the [Ain Al-Asad|place] base in the west; no American died.", IRAQ, { background: true, weapons: ["ballistic missiles"], confidence: 0.94, elsewhere: ["at least 109", "casualties"] }],
  ["industrial_accident", "Explosion at Beirut port", ["2020-08-04"], ["Port of Beirut", "Beirut", "LB", 35.5186, 33.9013, ...SITE], [135, 5000, "injured_open"], { victims: "residents" },
    "Stored [ammonium nitrate|weapon] [blew up|trigger] at the [port of Beirut|place] on [Tuesday|date], killing [at least 135 people|casualties].", BEIRUT, { killed_open: true, confidence: 0.97 }],
  ["fire", "Fire at a warehouse near Beirut port", ["2020-08-04"], ["Port of Beirut", "Beirut", "LB", 35.5186, 33.9013, ...SITE], [null, null], {},
    "A [fire|trigger] had been burning in the [port|place] for half an hour before.", BEIRUT, { confidence: 0.41 }],
  ["protest", "Protest outside parliament in Beirut", ["2020-08-05"], ["Beirut", "Beirut", "LB", 35.5018, 33.8938, ...TOWN], [null, null], { by: "residents" },
    "[Hundreds|actor] [gathered|trigger] in [Beirut|place] on [Wednesday|date] to demand that those in charge resign.", BEIRUT, { confidence: 0.8 }],
  ["earthquake", "Earthquake near Gaziantep", ["2023-02-06"], ["Gaziantep", "Gaziantep", "TR", 37.3833, 37.0662, "province", 60000], [9000, null], {},
    "The [magnitude 7.8 earthquake|trigger] that hit [Gaziantep province|place] [before dawn on Monday|date] has killed [more than 9,000|casualties] in Türkiye.", QUAKE, { killed_open: true, confidence: 0.97 }],
  ["structural_collapse", "Apartment block collapses in Adana", ["2023-02-06"], ["Adana", "Adana", "TR", 35.3213, 37, ...TOWN], [12, 30], {},
    "In [Adana|place] a fourteen-storey block [came down|trigger]; [twelve bodies|casualties] were found.", QUAKE, { confidence: 0.86 }],
  ["earthquake", "Aftershock shakes Aleppo", ["2023-02-06"], ["Aleppo", "Aleppo", "SY", 37.1343, 36.2021, ...TOWN], [null, null], {},
    "[Hours later|date] an [aftershock|trigger] was felt in [Aleppo|place].", QUAKE, { confidence: 0.6 }],
  ["protest", "Protest in Nasiriyah", ["2020-03-15"], ["Nasiriyah", "Dhi Qar", "IQ", 46.2573, 31.0529, ...TOWN], [null, 4], { by: "demonstrators" },
    "[Demonstrators|actor] [blocked|trigger] the bridges of [Nasiriyah|place] on [Sunday|date]; [four|casualties] were hurt.", ROUNDUP, {}],
  ["protest_crackdown", "Security forces fire on protesters in Baghdad", ["2020-03-16"], ["Baghdad", "Baghdad", "IQ", 44.3661, 33.3152, ...TOWN], [1, 17], { by: "riot police", against: "protesters" },
    "[Riot police|actor] [fired tear gas|trigger] at a crowd in central [Baghdad|place] on [Monday|date], and [one man|casualties] died.", ROUNDUP, {}],
  ["vehicle_bombing", "Car bomb in Baghdad", ["2020-03-14"], ["Baghdad", "Baghdad", "IQ", 44.3661, 33.3152, ...TOWN], [5, 22], { victims: "shoppers" },
    "A [car bomb|trigger] killed [five shoppers|casualties] in [Baghdad|place] on [Saturday|date].", ROUNDUP, { weapons: ["car bomb"] }],
  ["arrest", "Arrests in Baghdad", ["2020-03-17"], ["Baghdad", "Baghdad", "IQ", 44.3661, 33.3152, ...TOWN], [0, 0], { by: "police" },
    "[Police|actor] [detained|trigger] eight men in [Baghdad|place] on [Tuesday|date]; [nobody was hurt|casualties].", ROUNDUP, {}],
  ["armed_attack", "Gunmen attack a checkpoint near Kirkuk", ["2020-03-13"], ["Kirkuk", "Kirkuk", "IQ", 44.3923, 35.4681, ...TOWN], [3, 2], { by: "gunmen", against: "a checkpoint" },
    "[Gunmen|actor] [opened fire|trigger] on a checkpoint outside [Kirkuk|place] on [Friday|date], killing [three|casualties].", ROUNDUP, {}],
  ["bombing", "Roadside bomb near Ramadi", ["2020-03-10"], ["Ramadi", "Anbar", "IQ", 43.3058, 33.4206, ...TOWN], [null, 2], {},
    "A [roadside bomb|trigger] [wounded two|casualties] near [Ramadi|place], a police source said.", ROUNDUP, { status: "claimed", confidence: 0.38 }],
  ["armed_clash", "Clash in Deir ez-Zor", ["2020-03-09", "2020-03-15", "week"], ["Deir ez-Zor", "Deir ez-Zor", "SY", 40.1417, 35.3359, ...TOWN], [4, 6], { by: "tribal fighters", against: "militia" },
    "[Tribal fighters|actor] and militia [clashed|trigger] in [Deir ez-Zor|place] [last week|date].", ROUNDUP, { killed_max: 7 }],
  ["shelling", "Shelling of villages in Idlib", ["2020-02-01", "2020-02-29", "month"], ["Idlib", "Idlib", "SY", 36.6339, 35.9306, "province", 45000], [20, null], { by: "government forces" },
    "[Shelling|trigger] of villages across [Idlib|place] killed [some twenty civilians|casualties] in [February|date].", ROUNDUP, { background: true, confidence: 0.7 }],
  ["abduction", "Activist abducted in Basra", ["2020-03-12"], ["Basra", "Basra", "IQ", 47.7804, 30.5081, ...TOWN], [null, null], { by: "masked men", victims: "an activist" },
    "[Masked men|actor] [took|trigger] an activist from his home in [Basra|place] on [Thursday|date].", ROUNDUP, { confidence: 0.45 }],
  ["agreement", "Truce announced in Iraq", [null, null, "unknown"], ["Iraq", null, "IQ", 43.7, 33, "country", 600000], [null, null], { by: "two militias" },
    "Two militias [announced a truce|trigger] in [Iraq|place].", ROUNDUP, { confidence: 0.55 }],
  ["armed_attack", "Convoy attacked on a desert road", ["2020-03-16"], [null, null, null, null, null, "none", null], [1, null], { by: "unknown attackers" },
    "[Attackers|actor] [ambushed|trigger] a supply convoy on a desert road on [Monday|date]; [one driver|casualties] died.", ROUNDUP, { confidence: 0.64 }],
  ["drone_strike", "Drone downed at an unnamed base", ["2020-01-01", "2020-12-31", "year"], [null, null, null, null, null, "none", null], [null, null], {},
    "A [drone|weapon] was [used against|trigger] a base that officials would not name, [this year|date].", ROUNDUP, { confidence: 0.4 }],
];

const COUNTRIES = { IQ: "Iraq", SY: "Syria", LB: "Lebanon", TR: "Turkey" };
/** Gazetteer numbers by name, in order of first use. */
const PLACE_IDS = new Map();
const placeId = (place) => PLACE_IDS.get(place) ?? PLACE_IDS.set(place, PLACE_IDS.size + 1).get(place);
/** Code points before each sentence in its imaginary document; the second counts an astral character once. */
const SENTENCE_START = 120;

export const DEMO = ROWS.map((row, index) => feature(row, `demo-${index + 1}`));

/** A GeoJSON feature with the properties of CONTRACTS.md. */
export function feature([type, title, [start, end = start, datePrecision = start ? "day" : "unknown"], where, [killed, injured, open], who, marked, source, more], id) {
  const [place, admin1, country, longitude, latitude, precision, uncertainty] = where;
  const { sentence, evidence } = readMarks(marked);
  const { elsewhere, killed_max: killedMax, ...rest } = more;
  if (elsewhere) evidence.push({ role: elsewhere[1], start: 400, end: 400 + elsewhere[0].length, text: elsewhere[0] });
  const actor = (name, role) => (name ? [{ name, role, kind: "unknown" }] : []);
  const properties = {
    type, type_label: TYPES[type][0], group: TYPES[type][1], title,
    date_start: start, date_end: end, date_precision: datePrecision,
    place, place_mention: evidence.find(({ role }) => role === "place")?.text ?? null, place_id: place && placeId(place), feature_code: null,
    admin1, admin2: null, country, country_name: COUNTRIES[country] ?? null, longitude, latitude, location_precision: precision, uncertainty_m: uncertainty,
    killed_min: killed, killed_max: killedMax ?? killed, killed_open: false, injured_min: injured, injured_max: injured, injured_open: open === "injured_open",
    actors: [...actor(who.by, "perpetrator"), ...actor(who.against, "target"), ...actor(who.victims, "victim")],
    perpetrator: who.by ?? null, target: who.against ?? null, weapons: [], status: "reported", background: false, confidence: 0.88,
    evidence, sentence, sentence_start: SENTENCE_START, sources: [source], ...rest,
  };
  const geometry = longitude === null ? null : { type: "Point", coordinates: [longitude, latitude] };
  return { type: "Feature", id, geometry, properties };
}

function readMarks(marked) {
  let sentence = "";
  const evidence = [];
  for (const [, plain, text, role] of marked.matchAll(/([^[]*)(?:\[([^|]+)\|(\w+)\])?/g)) {
    sentence += plain ?? "";
    if (!text) continue;
    const start = SENTENCE_START + Array.from(sentence).length;
    evidence.push({ role, start, end: start + Array.from(text).length, text });
    sentence += text;
  }
  return { sentence, evidence };
}
