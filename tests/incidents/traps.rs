//! Sentences full of the words of violence and disaster in which nothing happened.

use jiff::civil::date;

use super::incidents;

/// Each with its sort.
const TRAPS: &[(&str, &str)] = &[
    (
        "plans",
        "The government plans to attack rebel positions near Aleppo next week.",
    ),
    (
        "plans",
        "Militants were planning to bomb a market in Kabul, police said.",
    ),
    (
        "plans",
        "Union leaders announced that they will strike on Friday in Lagos.",
    ),
    ("plans", "The army is preparing to launch an offensive on Raqqa."),
    ("plans", "Organisers hope to hold a march in Warsaw on Saturday."),
    ("threats", "The group threatened to kidnap foreign workers in Niger."),
    ("threats", "Rebel leaders vowed to retake the town of Bria."),
    (
        "threats",
        "An anonymous caller warned that a bomb would explode at Orly airport.",
    ),
    (
        "threats",
        "He said that any attack on Iran would set the whole region on fire.",
    ),
    (
        "threats",
        "The minister spoke of the threat of missile strikes on Seoul.",
    ),
    (
        "warnings",
        "Forecasters warned that floods could hit Dhaka within days.",
    ),
    (
        "warnings",
        "Embassies advised travellers of a possible attack in Nairobi.",
    ),
    (
        "warnings",
        "Seismologists say an earthquake may strike Istanbul in the coming decades.",
    ),
    ("warnings", "Officials fear that the dam above Oroville could collapse."),
    (
        "exercises",
        "Soldiers simulated an attack on an airfield during an exercise near Lublin.",
    ),
    (
        "exercises",
        "The drill in Osaka rehearsed the response to a powerful earthquake.",
    ),
    (
        "exercises",
        "Firefighters practised for a plane crash in a drill at Denver airport.",
    ),
    (
        "sports",
        "Liverpool attacked from the first minute and Salah fired a shot over the bar at Anfield.",
    ),
    (
        "sports",
        "The striker was shot at by three defenders before the whistle in Madrid, the referee said of the match.",
    ),
    (
        "sports",
        "Arsenal crashed to a 3-0 defeat in Munich on Tuesday in the Champions League.",
    ),
    (
        "sports",
        "Two goalkeepers clashed in the penalty area in the second half in Rome.",
    ),
    ("markets", "Shares in the company crashed in Frankfurt on Monday."),
    (
        "markets",
        "An explosion of demand for online sales hit retailers in London in March.",
    ),
    (
        "metaphor",
        "Critics launched an attack on the budget in Berlin on Tuesday.",
    ),
    ("metaphor", "The film bombed in Los Angeles last weekend."),
    (
        "metaphor",
        "Protests from the neighbours about the noise were ignored, the hotel in Nice said.",
    ),
    ("metaphor", "He suffered a heart attack in Paris on Friday."),
    (
        "metaphor",
        "A flood of applications reached the university in Oslo on Monday.",
    ),
    (
        "statistics",
        "Some 412 people were killed in road accidents in Kenya last year, the ministry said.",
    ),
    ("statistics", "Homicides rose by 12 percent in Chicago in 2019."),
    (
        "statistics",
        "More than 90 journalists have been killed in Mexico since 2000.",
    ),
    (
        "statistics",
        "On average, 30 civilians die in attacks in the province every month.",
    ),
    ("hypothetical", "If rebels attack Goma again, thousands would flee."),
    (
        "hypothetical",
        "Had the bomb exploded in the station in Lyon, hundreds could have died.",
    ),
    ("hypothetical", "It is unclear whether an attack took place in Homs."),
    ("negated", "No attacks were reported in Mosul on Wednesday."),
    ("negated", "The army did not bomb the village of Kafr Nabl."),
    ("negated", "The blast never happened, the mayor of Tripoli said."),
    ("speeches", "The pope prayed for the victims of war in Rome on Sunday."),
    (
        "speeches",
        "\"Terrorism kills,\" the general told cadets in Bogota on Friday.",
    ),
    (
        "legal",
        "A court in Multan sentenced two men to death for murder on Friday.",
    ),
    ("legal", "Prosecutors in Hamburg charged a man with planning an attack."),
    (
        "legal",
        "The trial of a man accused of murder opened in Oslo on Monday.",
    ),
    (
        "legal",
        "A man who stabbed his neighbour in a row over parking was jailed for life in Leeds on Monday.",
    ),
    (
        "metaphor",
        "The senator came under fire in Washington on Monday for his remarks on taxes.",
    ),
    (
        "metaphor",
        "The opposition attacked the government's handling of the schools in Lisbon on Tuesday.",
    ),
    ("negated", "Police denied that anyone had been killed in Kano."),
    (
        "negated",
        "The ministry denied that there had been an explosion in Minsk.",
    ),
    (
        "speeches",
        "The president condemned violence and terrorism in a speech in Ankara on Monday.",
    ),
    (
        "sports",
        "Kane shot wide in stoppage time as the visitors attacked in Turin on Sunday.",
    ),
    (
        "other",
        "The actress appeared in a play about the murder of a banker in Vienna on Friday.",
    ),
    (
        "other",
        "His books on the bombing of Dresden were praised in Berlin on Monday.",
    ),
    (
        "other",
        "The painter has died in Lyon aged 91, her family said on Friday.",
    ),
    ("other", "The museum in Ypres tells the story of the battle."),
    (
        "other",
        "A novel about the siege of Leningrad won the prize in Moscow on Tuesday.",
    ),
    ("other", "He died of cancer in Vienna on Monday at the age of 80."),
    (
        "other",
        "The insurance covers fire and flood damage to houses in Texas.",
    ),
];

#[test]
fn traps_of_every_sort_give_no_incident() {
    for (sort, text) in TRAPS {
        let found = incidents(text, date(2020, 3, 12));
        let kinds: Vec<&str> = found.iter().map(|incident| incident.kind.as_str()).collect();
        assert!(kinds.is_empty(), "{sort}: {kinds:?} in {text:?}");
    }
}
