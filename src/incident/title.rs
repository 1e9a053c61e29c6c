//! One line that a reader understands: "Drone strike outside Baghdad airport".

use super::Location;
use super::LocationPrecision;

/// The title from the type's label, the relation word and the place; the label alone where no place is known.
pub(super) fn title(label: &str, relation: &str, location: Option<&Location>, mention: &str) -> String {
    let Some(location) = location else {
        return label.to_owned();
    };
    let mention = mention.split_whitespace().collect::<Vec<_>>().join(" ");
    let place = if mention.is_empty() {
        location.place.as_str()
    } else {
        mention.as_str()
    };
    let preposition = match (relation, location.precision) {
        ("", LocationPrecision::Site) => "at",
        ("", _) => "in",
        (relation, _) => relation,
    };
    format!("{label} {preposition} {place}")
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn without_a_place_the_label_stands_alone() {
        assert_eq!(title("Drone strike", "near", None, ""), "Drone strike");
    }
}
