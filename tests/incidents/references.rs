//! What the words leave to the reader: who "they" are, which capital, which day, how many died.

use super::check;

#[test]
fn a_capital_is_named_by_its_people() {
    check(
        "Shelling killed nine people in the Sudanese capital on Wednesday.",
        &["shelling | 2020-03-11 | Khartoum, Settlement | 9/-"],
    );
    // Where the name follows, the words only describe it.
    check(
        "A bomb exploded in the Lebanese capital, Beirut, on Wednesday.",
        &["bombing | 2020-03-11 | Beirut, Settlement | -/-"],
    );
}

#[test]
fn who_acted_before_acts_again() {
    check(
        "Taliban fighters took over Kabul on Sunday. They had captured Jalalabad on Saturday.",
        &[
            "territory_capture | 2020-03-08 | Kabul, Settlement | -/-",
            "territory_capture | 2020-03-07 | Jalālābād, Settlement | -/-",
        ],
    );
}

#[test]
fn what_followed_is_an_event_of_its_own() {
    check(
        "A riot broke out in Middlesbrough on Sunday. The riot followed the killing of three girls in Southport on March 2.",
        &[
            "riot | 2020-03-08 | Middlesbrough, Settlement | -/-",
            "assassination | 2020-03-02 | Southport, Settlement | 3/-",
        ],
    );
}

#[test]
fn an_attack_by_rioters_is_a_riot() {
    check(
        "Hundreds of rioters attacked a hotel in Rotherham on Sunday.",
        &["riot | 2020-03-08 | Rotherham, Settlement | -/-"],
    );
}

#[test]
fn an_order_to_leave_looks_back() {
    check(
        "Residents of Ruidoso, New Mexico, were ordered to leave on Monday as a wildfire destroyed houses.",
        &["wildfire | 2020-03-09 | Ruidoso, Settlement | -/-"],
    );
}

#[test]
fn the_named_dead_are_counted() {
    check(
        "Two women and a mayor, Pedro Ruiz, were murdered in Ayacucho on Tuesday.",
        &["assassination | 2020-03-10 | Ayacucho, Settlement | 3/-"],
    );
    check(
        "Gunmen shot dead 12 miners in Guerrero state on Tuesday.",
        &["armed_attack | 2020-03-10 | Guerrero, Province | 12/-"],
    );
}
