//! Any bytes as a gazetteer file: refused with an error, or asked everything without a panic.
#![no_main]

use dateline::gazetteer::{Gazetteer, PlaceId};
use dateline::geography::LonLat;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(gazetteer) = Gazetteer::from_bytes(bytes.to_vec()) else {
        return;
    };
    let baghdad = LonLat { lon: 44.4, lat: 33.3 };
    for name in ["Baghdad", "al-Taji airbase", "U.S.", "Київ"] {
        let _ = gazetteer.lookup_all(name);
        let _ = gazetteer.lookup_any_spelling(name);
        let _ = gazetteer.search(name, 10);
    }
    for place in gazetteer.places().take(100) {
        let _ = (gazetteer.outline(&place), gazetteer.outline_holds(&place, baghdad));
    }
    let _ = (gazetteer.country_at(baghdad), gazetteer.admin1_at(baghdad));
    let _ = gazetteer.nearest(baghdad, 10, |_| true);
    let _ = (gazetteer.place(PlaceId(1)), gazetteer.country("IQ"), gazetteer.verify());
});
