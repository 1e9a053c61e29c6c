//! Words that incidents are searched by: folded, and split at everything that is no letter or digit.

use crate::record::StoredIncident;
use crate::text::fold;

/// The words of a text, folded, in order; none is empty.
pub(super) fn split(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether each of the `wanted` words begins a word of the text.
pub(super) fn hold(text: &str, wanted: &[String]) -> bool {
    let words = split(text);
    wanted
        .iter()
        .all(|wanted| words.iter().any(|word| word.starts_with(wanted.as_str())))
}

/// All that `q` searches of an incident: title, main sentence, names of the place, actors.
pub(super) fn searched_text(stored: &StoredIncident) -> String {
    let incident = &stored.incident;
    let mut text = format!("{}\n{}", incident.title, stored.sentence.text);
    let place = incident.location.iter().flat_map(|location| {
        [
            &location.place,
            &location.admin1,
            &location.admin2,
            &location.country_name,
        ]
        .map(String::as_str)
    });
    let mention = stored.place_mention.as_deref();
    let actors = incident.actors.iter().map(|actor| actor.name.as_str());
    for part in place.chain(mention).chain(actors) {
        text.push('\n');
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &str, expected: bool) {
        assert_eq!(hold(text, &split(wanted)), expected, "{wanted} in {text}");
    }

    #[test]
    fn a_word_is_found_by_its_beginning_whatever_its_case_and_accents() {
        check("Kata'ib Hezbollah, rockets", "hezb ROCKET", true);
        check("Türkiye", "turk", true);
        check("Ain al-Asad", "asad", true);
        check("rockets", "ocket", false);
        check("rocket", "rockets", false);
    }
}
