//! Which words of a text are places, on sentences of our own with the default gazetteer: traps, domains, scripts, ways of setting text.

use dateline::document::Document;
use dateline::learn::ModelName;
use dateline::pipeline::locate_toponyms;
use dateline::text::Text;
use dateline::toponym::{ToponymRole, find_toponyms};

use crate::support::{gazetteer, lexicon};

mod spots;

/// `expected` lists the names in text order, parted by semicolons; `~` leads those that only stand for a people, a government or an organisation.
#[track_caller]
fn check(text: &str, expected: &str) {
    let document = Document {
        text: text.to_owned(),
        ..Document::default()
    };
    let lexicon = lexicon();
    let read = Text::read(&document);
    let found = find_toponyms(
        &read,
        &gazetteer(),
        lexicon.name_cues(),
        lexicon.model(ModelName::Names),
    );
    let names = found.iter().map(|toponym| {
        let sign = if toponym.role == ToponymRole::Associative {
            "~"
        } else {
            ""
        };
        format!("{sign}{}", toponym.span.of(text))
    });
    assert_eq!(expected, names.collect::<Vec<_>>().join("; "), "places of {text:?}");
}

#[test]
fn words_that_are_also_places() {
    check("Mobile phones were seized in Mobile, Alabama.", "Mobile; Alabama");
    check(
        "Reading the report, the mayor sighed. The band will play in Reading on Friday.",
        "Reading",
    );
    check("Turkey's army entered Afrin. We ate turkey.", "~Turkey; Afrin");
}

#[test]
fn persons_called_like_places() {
    check("Jordan scored thirty points. Michael Jordan left early.", "");
    check("Jordan closed its border with Syria on Monday.", "Jordan; Syria");
    check("George Washington crossed the river near Trenton.", "Trenton");
    check("Paris Hilton opened a club in Ibiza.", "Ibiza");
    check("Mr. London lives in London, Ontario.", "London; Ontario");
    check(
        "Georgia Smith thanked the crowd in Savannah, Georgia.",
        "Savannah; Georgia",
    );
    check("Chad Miller did not come to N'Djamena.", "N'Djamena");
}

#[test]
fn governments_and_organisations() {
    check("Washington said it would send aid to Kenya.", "~Washington; Kenya");
    check("China Daily reported the accident in Chengdu.", "~China; Chengdu");
    check(
        "She studied at Oxford University and works for the Bank of England.",
        "~Oxford; ~England",
    );
    check(
        "The Los Angeles Times wrote that Orange County was spared.",
        "Orange County",
    );
    check("Manchester United played in Istanbul.", "Istanbul");
    check("Sen. John Kerry, D-Mass., met Iraqi officials.", "Mass.; ~Iraqi");
}

#[test]
fn what_stands_for_a_government_a_team_or_a_treaty() {
    check(
        "Russia's Defence Ministry said shells hit Russia's Belgorod region.",
        "~Russia; Russia; Belgorod region",
    );
    check(
        "Pyongyang's state media showed a parade in Wonsan.",
        "~Pyongyang; Wonsan",
    );
    check("Cleveland beat Boston 4-2 on Thursday.", "~Cleveland; ~Boston");
    check("The Paris agreement was discussed in Davos.", "~Paris; Davos");
    check("Al Jazeera reported clashes in Taiz.", "Taiz");
}

#[test]
fn names_with_a_possessive_or_another_spelling() {
    check("Thousands fled to Bangladesh's Cox's Bazar.", "Bangladesh; Cox's Bazar");
    check("Forces took Avdiivka, west of Donetsk.", "Avdiivka; Donetsk");
}

#[test]
fn names_side_by_side_are_one_that_the_gazetteer_lacks() {
    check("A farm near Meadow Grove, Nebraska, burnt.", "Meadow Grove; Nebraska");
    check(
        "He moved from Rockford Illinois to Springfield.",
        "Rockford; Illinois; Springfield",
    );
}

#[test]
fn a_sentence_full_of_names_is_no_headline() {
    check(
        "The Chicago Tribune said Illinois Gov. J.B. Pritzker opened a school in Rockford and another in East St. Louis.",
        "~Chicago; ~Illinois; Rockford; East St. Louis",
    );
}

#[test]
fn compound_and_coordinated_names() {
    check(
        "Troops moved towards Bakhmut and Chasiv Yar, in the Donetsk region.",
        "Bakhmut; Chasiv Yar; Donetsk region",
    );
    check(
        "Rockets were fired from Sinjar at Erbil International Airport.",
        "Sinjar; Erbil International Airport",
    );
    check(
        "The Houthis fired at a ship in the Gulf of Aden, west of Socotra.",
        "Gulf of Aden; Socotra",
    );
    check("The floods hit North and South Kivu hardest.", "North; South Kivu");
    check(
        "Hospitals in Khan Younis and Deir al-Balah are full.",
        "Khan Younis; Deir al-Balah",
    );
    check(
        "Cholera spread from Port-au-Prince to Cap-Haïtien.",
        "Port-au-Prince; Cap-Haïtien",
    );
    check(
        "The Lancaster County sheriff arrested a Lincoln man.",
        "Lancaster County; Lincoln",
    );
}

#[test]
fn other_domains_than_conflict() {
    check(
        "The vineyard near Stellenbosch won a prize in Lyon.",
        "Stellenbosch; Lyon",
    );
    check("Measles cases rose in Samoa, Tonga and Fiji.", "Samoa; Tonga; Fiji");
    check("The ferry from Piraeus to Chios was delayed.", "Piraeus; Chios");
    check(
        "Copper from the Atacama Desert is shipped through Antofagasta.",
        "Atacama Desert; Antofagasta",
    );
    check("An earthquake shook Kathmandu and Pokhara.", "Kathmandu; Pokhara");
    check("Wildfires spread across Attica and Evia.", "Attica; Evia");
}

#[test]
fn brackets_bullets_capitals_and_lower_case() {
    check("An explosion in Al-Qa'im (Anbar) injured nine.", "Al-Qa'im; Anbar");
    check("• Kabul: two rockets landed near the airport.", "Kabul");
    check("• Herat: no incidents", "Herat");
    check("NAIROBI, Kenya (AP) — A bus fell into a ravine.", "NAIROBI; Kenya");
    check("FLOODS KILL DOZENS IN MOZAMBIQUE AND MALAWI", "MOZAMBIQUE; MALAWI");
    check("Residents of Long Beach, CA, were told to leave.", "Long Beach; CA");
    check(
        "the earthquake struck near izmir and bursa, late on friday, and nobody was hurt",
        "izmir; bursa",
    );
}

#[test]
fn other_scripts_in_english_text() {
    check("The post named the town as حلب in northern Syria.", "حلب; Syria");
    check("The mayor of Évreux spoke in ÖREBRO.", "Évreux; ÖREBRO");
    check("The map shows Харьков and its suburbs.", "Харьков");
}

/// `expected` lists each name with the country and first-order division of its place, `?` where it has none.
#[track_caller]
fn check_places(source: Option<&str>, text: &str, expected: &str) {
    let document = Document {
        text: text.to_owned(),
        source: source.map(str::to_owned),
        ..Document::default()
    };
    let gazetteer = gazetteer();
    let found = locate_toponyms(&document, &gazetteer, &lexicon());
    let places = found.iter().map(|resolved| {
        let place = resolved.place().and_then(|place| gazetteer.place(place));
        let told = place.map_or("?".to_owned(), |place| format!("{} {}", place.country, place.code));
        format!("{}={told}", resolved.toponym.span.of(text))
    });
    assert_eq!(expected, places.collect::<Vec<_>>().join("; "), "places of {text:?}");
}

#[test]
fn the_region_named_beside_a_name_holds_it_or_nothing_does() {
    check_places(None, "It spread to Liberia's Foya district.", "Liberia=LR PCLI; Foya=?");
    // However large its namesakes are, where words say in which district it lies.
    check_places(
        None,
        "Gunmen raided Kaya village, in the Maradun district of Zamfara.",
        "Kaya=?; Maradun=NG ADM2; Zamfara=NG ADM1",
    );
    check_places(
        None,
        "He is from Alexandria, Va., and works in Alexandria, Egypt.",
        "Alexandria=US PPLA2; Va.=US ADM1; Alexandria=EG PPLA; Egypt=EG PCLI",
    );
}

#[test]
fn later_tiers_do_not_outdo_a_town_of_the_same_name() {
    check_places(
        None,
        "Gunmen attacked Kankara in Katsina. Troops entered Fallujah, in Iraq's Anbar province.",
        "Kankara=NG PPLA2; Katsina=NG ADM1; Fallujah=IQ PPLA2; Iraq=IQ PCLI; Anbar province=IQ ADM1",
    );
    check_places(
        None,
        "Shells fell on Kherson and Nikopol in Ukraine.",
        "Kherson=UA PPLA; Nikopol=UA PPLA2; Ukraine=UA PCLI",
    );
}

#[test]
fn coordinated_names_are_each_what_their_list_says() {
    check_places(
        None,
        "The floods hit North and South Kivu hardest.",
        "North=CD ADM1; South Kivu=CD ADM1",
    );
    check_places(
        None,
        "Fighting spread through the provinces of Idlib and Aleppo.",
        "Idlib=SY ADM1; Aleppo=SY ADM1",
    );
    check_places(
        None,
        "Helmand and Kandahar provinces saw the worst of it.",
        "Helmand=AF ADM1; Kandahar=AF ADM1",
    );
    check_places(
        None,
        "Sirens sounded in Clay, Platte and Jackson counties, Missouri.",
        "Clay=US ADM2; Platte=US ADM2; Jackson=US ADM2; Missouri=US ADM1",
    );
}

#[test]
fn abbreviations_that_the_text_explains_stand_for_the_name() {
    check_places(
        None,
        "Rebels in the Central African Republic (CAR) signed a truce. The CAR government welcomed it.",
        "Central African Republic=CF PCLI; CAR=CF PCLI; CAR=CF PCLI",
    );
    check_places(
        None,
        "Papua New Guinea (PNG) declared a state of emergency. Health workers in PNG were vaccinated.",
        "Papua New Guinea=PG PCLI; PNG=PG PCLI; PNG=PG PCLI",
    );
    check_places(
        None,
        "Ebola reached the Democratic Republic of the Congo (DRC). The DRC has closed schools.",
        "Democratic Republic of the Congo=CD PCLI; DRC=CD PCLI; DRC=CD PCLI",
    );
}

#[test]
fn names_in_those_of_bodies_stand_for_the_bodies() {
    check(
        "Bank of America, the University of Ibadan and the Archbishop of Canterbury were named in Lagos.",
        "~America; ~Ibadan; ~Canterbury; Lagos",
    );
    check(
        "Police said that the Sinaloa Cartel had paid two pilots of Kenya Airways who were later arrested in Mombasa.",
        "~Sinaloa; ~Kenya; Mombasa",
    );
    check("The Port of Aden is shut.", "Aden");
}

#[test]
fn governments_act_in_the_middle_of_a_sentence_too() {
    check(
        "Sanctions followed after Minsk forced a flight to land in Vilnius.",
        "~Minsk; Vilnius",
    );
    check(
        "They said Beijing must act before Seoul will negotiate.",
        "~Beijing; ~Seoul",
    );
}

#[test]
fn what_else_says_that_a_word_is_a_place() {
    check("Ann Smith, 34, of Ames, was sentenced.", "Ames");
    check("She lived in Hope, Ark., for years.", "Hope; Ark.");
    check("Traffic on the M62 stopped near Bradford.", "Bradford");
}

#[test]
fn phrases_that_hold_a_name_and_mean_no_place() {
    check(
        "Lassa fever and Crimean-Congo haemorrhagic fever were found in Edo State; West Nile virus was not.",
        "Edo State",
    );
    check("They ate Brussels sprouts in Brussels.", "Brussels");
}

#[test]
fn a_capital_comes_before_a_division_of_its_name() {
    check_places(
        None,
        "Ankara will act unless Washington withdraws its troops from Manbij.",
        "Ankara=TR PPLC; Washington=US PPLC; Manbij=SY PPLA2",
    );
    check_places(
        None,
        "Fires burned in Washington state, near Spokane. Crews from all over Washington came to Yakima.",
        "Washington state=US ADM1; Spokane=US PPLA2; Washington=US ADM1; Yakima=US PPLA2",
    );
    check_places(
        None,
        "It spread to neighbouring Benin from Lagos, Nigeria.",
        "Benin=BJ PCLI; Lagos=NG PPLA2; Nigeria=NG PCLI",
    );
}
