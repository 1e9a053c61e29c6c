//! Figures on time expressions, as TempEval-3 (task A) counts them: spans found exactly or in part, and their values.
//!
//! Spans are paired one to one, equal ones first, then the largest overlap. Signs and spaces at the ends of a span do not count.

use serde::Deserialize;

use crate::export::jsonl::TimexProperties;

/// A document with its annotated expressions.
#[derive(Clone, Debug, Deserialize)]
pub struct AnnotatedDates {
    /// The text that the offsets refer to.
    pub text: String,
    /// The expressions.
    pub timexes: Vec<AnnotatedTimex>,
}

/// One annotated expression; offsets are code points, half-open.
#[derive(Clone, Debug, Deserialize)]
pub struct AnnotatedTimex {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// The TIMEX3 value.
    #[serde(default)]
    pub value: String,
}

/// Counts over all documents so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateFigures {
    /// Documents.
    pub documents: usize,
    /// Annotated expressions.
    pub gold: usize,
    /// Expressions found.
    pub found: usize,
    /// Pairs with the same span.
    pub strict: usize,
    /// Pairs that overlap.
    pub relaxed: usize,
    /// Pairs that overlap with the same type.
    pub kind: usize,
    /// Pairs that overlap with the same value.
    pub value: usize,
}

impl DateFigures {
    /// Adds one document with what was found in it.
    pub fn add(&mut self, annotated: &AnnotatedDates, found: &[TimexProperties]) {
        let letters: Vec<char> = annotated.text.chars().collect();
        let gold = annotated
            .timexes
            .iter()
            .map(|timex| trim(&letters, timex.start, timex.end));
        let gold: Vec<(usize, usize)> = gold.collect();
        let ours: Vec<(usize, usize)> = found
            .iter()
            .map(|timex| trim(&letters, timex.start, timex.end))
            .collect();
        self.documents += 1;
        self.gold += gold.len();
        self.found += ours.len();
        for (at, number) in pairs(&gold, &ours) {
            let (Some(theirs), Some(own)) = (annotated.timexes.get(at), found.get(number)) else {
                continue;
            };
            self.relaxed += 1;
            self.strict += usize::from(gold[at] == ours[number]);
            self.kind += usize::from(theirs.kind == own.kind);
            self.value += usize::from(plain(&theirs.value) == plain(&own.value));
        }
    }

    /// F1 of so many right ones, 0 to 1; 0 where there is nothing to find and nothing found.
    pub fn f1(&self, right: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "counts of expressions")]
        let f1 = 2.0 * right as f64 / (self.gold + self.found).max(1) as f64;
        f1
    }
}

/// The span without signs and spaces at its ends; an offset past the text counts as its end.
fn trim(letters: &[char], start: usize, end: usize) -> (usize, usize) {
    let is_edge = |letter: char, signs: &str| letter.is_whitespace() || signs.contains(letter);
    let (mut start, mut end) = (start.min(letters.len()), end.min(letters.len()));
    while start < end && is_edge(letters[start], ".,;:!?\"()") {
        start += 1;
    }
    // A full stop at the end may belong to an abbreviation.
    while start < end && is_edge(letters[end - 1], ",;:!?\"()") {
        end -= 1;
    }
    (start, end)
}

/// Overlapping spans paired one to one: equal ones first, then by overlap, then in text order.
fn pairs(gold: &[(usize, usize)], ours: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (at, one) in gold.iter().enumerate() {
        for (number, other) in ours.iter().enumerate() {
            let overlap = one.1.min(other.1).saturating_sub(one.0.max(other.0));
            if overlap > 0 {
                candidates.push((one != other, std::cmp::Reverse(overlap), at, number));
            }
        }
    }
    candidates.sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, _, at, number) in candidates {
        if pairs.iter().all(|pair| pair.0 != at && pair.1 != number) {
            pairs.push((at, number));
        }
    }
    pairs
}

/// A value without differences of writing: capitals, a closing "Z", "P2.0".
fn plain(value: &str) -> String {
    let capitals = value.trim().to_uppercase();
    let local = capitals.strip_suffix('Z').unwrap_or(&capitals);
    match local.strip_suffix(".0") {
        Some(whole) if local.starts_with('P') => whole.to_owned(),
        _ => local.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(start: usize, end: usize, value: &str) -> TimexProperties {
        TimexProperties {
            start,
            end,
            text: String::new(),
            kind: "DATE",
            value: value.to_owned(),
        }
    }

    #[test]
    fn spans_and_values_count_apart() {
        let annotated: AnnotatedDates = serde_json::from_str(
            r#"{"text": "On March 3, 2020 and last week it rained for two days.", "timexes": [
                {"start": 3, "end": 16, "type": "DATE", "value": "2020-03-03"},
                {"start": 21, "end": 30, "type": "DATE", "value": "2020-W09"},
                {"start": 45, "end": 53, "type": "DURATION", "value": "P2D"}]}"#,
        )
        .expect("an annotated document");
        let mut figures = DateFigures::default();
        figures.add(&annotated, &[found(0, 16, "2020-03-03"), found(26, 30, "2020-W10")]);
        let expected = DateFigures {
            documents: 1,
            gold: 3,
            found: 2,
            strict: 0,
            relaxed: 2,
            kind: 2,
            value: 1,
        };
        assert_eq!(figures, expected);
        assert!((figures.f1(figures.relaxed) - 0.8).abs() < 1e-9);
        assert!(DateFigures::default().f1(0).abs() < 1e-9);
    }

    #[test]
    fn offsets_past_the_text_are_its_end() {
        let annotated = AnnotatedDates {
            text: "May".to_owned(),
            timexes: vec![AnnotatedTimex {
                start: 0,
                end: 99,
                kind: "DATE".to_owned(),
                value: "2020-05".to_owned(),
            }],
        };
        let mut figures = DateFigures::default();
        figures.add(&annotated, &[found(0, 3, "2020-05")]);
        assert_eq!((figures.strict, figures.value), (1, 1));
    }
}
