//! Orders of an answer, and the place in one where the next page begins.
//!
//! A cursor holds what the last incident of a page is ordered by, not how many came before it: incidents that come or go meanwhile
//! neither repeat nor hide others.

/// In which order incidents come; within each, newest first, then by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Newest last day first, unknown days at the end.
    #[default]
    Newest,
    /// By the place's name, those without at the end.
    Place,
    /// Most killed first, unknown at the end.
    Killed,
    /// Most confident first.
    Confidence,
    /// Those whose title holds all words asked for first.
    Relevance,
}

impl Sort {
    /// Every order by the word that asks for it; a leading minus is descending.
    pub const WORDS: [(&'static str, Sort); 5] = [
        ("-date", Sort::Newest),
        ("place", Sort::Place),
        ("-killed", Sort::Killed),
        ("-confidence", Sort::Confidence),
        ("relevance", Sort::Relevance),
    ];

    /// The order that a word asks for.
    pub fn of_word(word: &str) -> Option<Sort> {
        Sort::WORDS
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, sort)| *sort)
    }
}

/// What an order compares first; smaller comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum SortKey {
    Number(i64),
    Text(String),
}

/// The last incident of a page, by what it is ordered by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cursor {
    pub(super) key: SortKey,
    /// Its last day since 1970-01-01, `None` where unknown.
    pub(super) last_day: Option<i32>,
    pub(super) id: String,
}

impl Cursor {
    /// The cursor as letters and digits; only [`Cursor::from_token`] knows what they mean.
    pub fn to_token(&self) -> String {
        use std::fmt::Write;
        let key = match &self.key {
            SortKey::Number(number) => format!("n{number}"),
            SortKey::Text(text) => format!("t{text}"),
        };
        let last_day = self.last_day.map(|day| day.to_string()).unwrap_or_default();
        let words = format!("{last_day}\n{}\n{key}", self.id);
        words.bytes().fold(String::new(), |mut token, byte| {
            // Writing to a string cannot fail.
            let _ = write!(token, "{byte:02x}");
            token
        })
    }

    /// The cursor that a token was made of; `None` for any other word.
    pub fn from_token(token: &str) -> Option<Cursor> {
        let digits = token.as_bytes();
        let pairs = digits.chunks(2).map(|pair| {
            let [high, low] = pair else { return None };
            let value = |digit: u8| char::from(digit).to_digit(16);
            u8::try_from(value(*high)? * 16 + value(*low)?).ok()
        });
        let words = String::from_utf8(pairs.collect::<Option<Vec<u8>>>()?).ok()?;
        let mut lines = words.splitn(3, '\n');
        let last_day = match lines.next()? {
            "" => None,
            day => Some(day.parse().ok()?),
        };
        let id = lines.next()?.to_owned();
        let key = lines.next()?;
        let key = match (key.strip_prefix('n'), key.strip_prefix('t')) {
            (Some(number), _) => SortKey::Number(number.parse().ok()?),
            (None, Some(text)) => SortKey::Text(text.to_owned()),
            (None, None) => return None,
        };
        Some(Cursor { key, last_day, id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_token_reads_back_as_its_cursor(id in "[^\n]*", text in ".*", day in proptest::option::of(any::<i32>())) {
            for key in [SortKey::Text(text.clone()), SortKey::Number(i64::from(day.unwrap_or(-1)))] {
                let cursor = Cursor { key, last_day: day, id: id.clone() };
                prop_assert_eq!(Cursor::from_token(&cursor.to_token()), Some(cursor));
            }
        }

        #[test]
        fn any_other_word_is_refused(token in ".*") {
            if let Some(cursor) = Cursor::from_token(&token) {
                prop_assert_eq!(cursor.to_token(), token.to_lowercase());
            }
        }
    }
}
