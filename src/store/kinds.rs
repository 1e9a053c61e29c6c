//! Types and groups, as a filter names them and a legend lists them.

use crate::lexicon::{Kind, Taxonomy};

/// A group with its types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindGroup<'t> {
    /// Such as `remote`.
    pub id: &'t str,
    /// Such as "Air, missile and shelling".
    pub label: &'t str,
    /// In the order of the taxonomy; never empty.
    pub kinds: Vec<&'t Kind>,
}

/// The type ids that a type id or a group id stands for; empty for other words.
pub fn types_named(taxonomy: &Taxonomy, word: &str) -> Vec<String> {
    if let Some(kind) = taxonomy.kind(word) {
        return vec![kind.id.clone()];
    }
    let of_group = taxonomy.kinds().iter().filter(|kind| kind.group == word);
    of_group.map(|kind| kind.id.clone()).collect()
}

/// The groups with their types, in the order in which the taxonomy first names each.
pub fn kind_groups(taxonomy: &Taxonomy) -> Vec<KindGroup<'_>> {
    let mut groups: Vec<KindGroup<'_>> = Vec::new();
    for kind in taxonomy.kinds() {
        if let Some(group) = groups.iter_mut().find(|group| group.id == kind.group) {
            group.kinds.push(kind);
            continue;
        }
        groups.push(KindGroup {
            id: &kind.group,
            label: Taxonomy::group_label(&kind.group),
            kinds: vec![kind],
        });
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn fifty_types_stand_in_ten_named_groups() {
        let lexicon = Lexicon::load().unwrap();
        let groups = kind_groups(lexicon.taxonomy());
        assert_eq!(groups.len(), 10);
        assert_eq!(groups.iter().map(|group| group.kinds.len()).sum::<usize>(), 50);
        assert!(groups.iter().all(|group| group.label != group.id));
    }

    #[test]
    fn a_group_stands_for_its_types() {
        let lexicon = Lexicon::load().unwrap();
        assert_eq!(types_named(lexicon.taxonomy(), "drone_strike"), ["drone_strike"]);
        assert_eq!(
            types_named(lexicon.taxonomy(), "battle"),
            ["armed_clash", "territory_capture"]
        );
        assert!(types_named(lexicon.taxonomy(), "").is_empty());
    }
}
