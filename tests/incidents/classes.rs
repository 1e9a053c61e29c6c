//! Classes of misreadings: aircraft named like storms, effects told apart from their cause, days reckoned from another event.

use super::check;

#[test]
fn an_aircraft_is_no_storm() {
    check(
        "Two RAF Tornado GR4s bombed a bunker near Mosul on Monday. On Tuesday a Typhoon destroyed a tank near Kirkuk.",
        &[
            "air_strike | 2020-03-09 | Mosul, Settlement | -/-",
            "air_strike | 2020-03-10 | Kirkuk, Settlement | -/-",
        ],
    );
    check(
        "Typhoon Lekima killed nine people in Taizhou on Monday.",
        &["storm | 2020-03-09 | Taizhou, Settlement | 9/-"],
    );
}

#[test]
fn what_was_hit_is_not_what_it_was_hit_with() {
    check(
        "An air strike destroyed a rocket launcher near Kirkuk on Monday.",
        &["air_strike | 2020-03-09 | Kirkuk, Settlement | -/-"],
    );
}

#[test]
fn what_a_quake_broke_is_no_incident_of_its_own() {
    check(
        "An earthquake struck Ecuador's Pacific coast on Sunday, killing nine people. Houses collapsed in Manta, Chone and Portoviejo.",
        &["earthquake | 2020-03-08 | Ecuador, Country | 9/-"],
    );
}

#[test]
fn an_event_so_many_days_away_is_another_one() {
    check(
        "Two officers were shot in Ferguson on Monday. The shooting came five days after a deputy was wounded in Kansas City.",
        &[
            "armed_attack | 2020-03-09 | Ferguson, Settlement | -/-",
            "armed_attack | 2020-03-04 | Kansas City, Settlement | -/1",
        ],
    );
}

#[test]
fn a_day_told_outright_is_not_reckoned() {
    check(
        "In January 2018, four workers were seized in Kaduna and freed two days later.",
        &["abduction | 2018-01-01..2018-01-31 | Kaduna, Settlement | -/-"],
    );
}

#[test]
fn people_done_to_death_are_killed() {
    check(
        "Sixteen people were crushed to death in a stampede in Antananarivo on Monday.",
        &["structural_collapse | 2020-03-09 | Antananarivo, Settlement | 16/-"],
    );
    check(
        "A man stabbed two people to death in Leeds on Tuesday.",
        &["physical_assault | 2020-03-10 | Leeds, Settlement | 2/-"],
    );
}

#[test]
fn what_is_common_is_no_incident() {
    check("Kidnappings for ransom are common in the Niger Delta.", &[]);
    check("Quetta has suffered repeated violence since the war.", &[]);
}

#[test]
fn the_day_of_an_arrest_or_of_a_protest_in_words_is_not_the_events() {
    check(
        "The ministry condemned on Tuesday a car bombing that killed four people in Gao on Friday.",
        &["vehicle_bombing | 2020-03-06 | Gao, Settlement | 4/-"],
    );
    check(
        "An earthquake killed two people in Malatya on Tuesday. It was the second in weeks: on February 1, a tremor shook Elbistan.",
        &[
            "earthquake | 2020-03-10 | Malatya, Settlement | 2/-",
            "earthquake | 2020-02-01 | Elbistan, Settlement | -/-",
        ],
    );
}

#[test]
fn who_fights_whom_decides_where_the_words_only_tell_an_attack() {
    check(
        "Near Mosul on Wednesday, four strikes engaged a tactical unit and destroyed two vehicles and a bunker.",
        &["air_strike | 2020-03-11 | Mosul, Settlement | -/-"],
    );
    check(
        "Soldiers killed nine militants in an operation near Mosul on Wednesday, the army said.",
        &["armed_clash | 2020-03-11 | Mosul, Settlement | 9/-"],
    );
    check(
        "An attack in Mosul killed four people on Wednesday.",
        &["armed_attack | 2020-03-11 | Mosul, Settlement | 4/-"],
    );
}
