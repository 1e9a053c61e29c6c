//! Classes of events against annotated snippets, as CASE 2021 task 2 scores them: F1 of each class, weighted by its share of the gold.

use std::collections::BTreeMap;

/// How often each class was annotated, found, and both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeFigures {
    counts: BTreeMap<String, Counts>,
    /// Snippets scored.
    pub documents: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    gold: usize,
    found: usize,
    right: usize,
}

impl Counts {
    #[expect(clippy::cast_precision_loss, reason = "counts of snippets")]
    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}

impl TypeFigures {
    /// Adds a snippet.
    pub fn add(&mut self, gold: &str, found: &str) {
        self.documents += 1;
        self.counts.entry(gold.to_owned()).or_default().gold += 1;
        self.counts.entry(found.to_owned()).or_default().found += 1;
        if gold == found {
            self.counts.entry(gold.to_owned()).or_default().right += 1;
        }
    }

    /// The mean F1 of the classes, each weighted by how often it was annotated; 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "counts of snippets")]
    pub fn weighted_f1(&self) -> f64 {
        let sum: f64 = self
            .counts
            .values()
            .map(|counts| counts.gold as f64 * counts.f1())
            .sum();
        sum / self.documents.max(1) as f64
    }

    /// Share of the snippets whose class is right, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "counts of snippets")]
    pub fn accuracy(&self) -> f64 {
        let right: usize = self.counts.values().map(|counts| counts.right).sum();
        right as f64 / self.documents.max(1) as f64
    }

    /// Each class that was annotated, with its F1 and how often it was annotated, by name.
    pub fn by_class(&self) -> impl Iterator<Item = (&str, f64, usize)> {
        let annotated = self.counts.iter().filter(|(_, counts)| 0 < counts.gold);
        annotated.map(|(class, counts)| (class.as_str(), counts.f1(), counts.gold))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_weigh_by_how_often_they_are_annotated() {
        let mut figures = TypeFigures::default();
        assert!(figures.weighted_f1().abs() < 1e-9);
        figures.add("ARREST", "ARREST");
        figures.add("ARREST", "ARREST");
        figures.add("ARREST", "ATTACK");
        figures.add("RIOT", "ATTACK");
        // ARREST: precision 1, recall 2/3. ATTACK is annotated nowhere, and lowers recall alone.
        assert!((figures.weighted_f1() - 0.75 * 0.8).abs() < 1e-9);
        assert!((figures.accuracy() - 0.5).abs() < 1e-9);
        assert_eq!(figures.by_class().count(), 2);
    }
}
