//! Aircraft and munitions named by a word that means something else too: "Tornado", "Typhoon", "Reaper", "Hellfire".
//!
//! They are told from storms, teams and hotels by their capitals and by what stands around them, in the whole article.

use std::ops::Range;

use crate::lexicon::{Lexicon, Weapon};
use crate::text::{Text, TokenKind};

/// How sure it is that a name is that of an aircraft or a munition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// Its own words, a type number, or an air force or "jets" beside it say so: "F-16", "Tornado GR4", "RAF Typhoons".
    Beside,
    /// A word for weather with a capital in mid-sentence, and no name after it ("Typhoon Hagibis").
    Capital,
    /// Its capital may be that of a sentence or of any name.
    None,
}

/// The names of aircraft and munitions, in text order, with the tokens of each. A name without a sign of its own counts where another
/// name in the article has one.
pub(super) fn find_platforms<'a>(text: &Text<'_>, lexicon: &'a Lexicon) -> Vec<(Range<usize>, &'a Weapon)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.tokens().len() {
        let hit = text
            .is_capitalised(at)
            .then(|| lexicon.platforms().first_at(text, at))
            .flatten()
            .filter(|(end, _)| !is_named(text, *end) || is_designator(text, *end));
        let Some((end, weapon)) = hit else {
            at += 1;
            continue;
        };
        found.push((at..end, weapon, sign(text, lexicon, &(at..end))));
        at = end;
    }
    let has_sign = found.iter().any(|(_, _, sign)| *sign == Sign::Beside);
    let counts = |sign: &Sign| has_sign || *sign == Sign::Capital;
    found
        .into_iter()
        .filter(|(_, _, sign)| counts(sign))
        .map(|(tokens, weapon, _)| (tokens, weapon))
        .collect()
}

fn sign(text: &Text<'_>, lexicon: &Lexicon, tokens: &Range<usize>) -> Sign {
    const FORCE_REACH: usize = 4;
    let has_number = tokens
        .clone()
        .any(|token| text.word(token).starts_with(|letter: char| letter.is_ascii_digit()));
    let is_kind = lexicon.weapons().first_at(text, tokens.end).is_some();
    let of_force = (tokens.start.saturating_sub(FORCE_REACH)..tokens.start).any(|token| {
        let ends = |(end, _): (usize, &String)| end == tokens.start;
        lexicon.actors().first_at(text, token).is_some_and(ends)
    });
    if has_number || tokens.len() > 1 || is_kind || of_force || is_designator(text, tokens.end) {
        return Sign::Beside;
    }
    let sentence = text.sentences().get(text.sentence_of(tokens.start));
    let begins = sentence.is_none_or(|sentence| sentence.tokens.start == tokens.start);
    let is_weather = lexicon.triggers().match_at(text, tokens.start).is_some();
    if is_weather && !begins && !is_title(text, tokens.start) {
        Sign::Capital
    } else {
        Sign::None
    }
}

/// "GR4", "FGR4s", "IV": letters with a figure, or a Roman number, in capitals.
fn is_designator(text: &Text<'_>, token: usize) -> bool {
    const LONGEST: usize = 6;
    let word = text.word(token);
    let has_figure = word.contains(|letter: char| letter.is_ascii_digit());
    let is_roman = matches!(word, "II" | "III" | "IV");
    is_roman || has_figure && word.len() <= LONGEST && word.starts_with(|letter: char| letter.is_ascii_uppercase())
}

/// Whether a name follows: a capital without punctuation before it.
fn is_named(text: &Text<'_>, token: usize) -> bool {
    text.is_capitalised(token)
        && text
            .tokens()
            .get(token)
            .is_some_and(|token| token.kind == TokenKind::Word)
}

/// Whether most words of the sentence have capitals, as in a title, so that one says nothing.
fn is_title(text: &Text<'_>, token: usize) -> bool {
    const LONG: usize = 3;
    let Some(sentence) = text.sentences().get(text.sentence_of(token)) else {
        return true;
    };
    let is_word = |token: &usize| text.tokens()[*token].kind == TokenKind::Word && text.word(*token).len() > LONG;
    let words = sentence.tokens.clone().filter(is_word);
    let (capitals, all) = words.fold((0, 0), |(capitals, all), token| {
        (capitals + usize::from(text.is_capitalised(token)), all + 1)
    });
    capitals * 10 >= all * 7
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[track_caller]
    fn check(sentence: &str, expected: &[&str]) {
        let document = Document {
            text: sentence.to_owned(),
            ..Document::default()
        };
        let text = Text::read(&document);
        let lexicon = Lexicon::load().expect("the lists are part of the source");
        let found: Vec<&str> = find_platforms(&text, &lexicon)
            .into_iter()
            .filter_map(|(tokens, _)| text.span_of(tokens).map(|span| span.of(sentence)))
            .collect();
        assert_eq!(found, expected, "{sentence}");
    }

    #[test]
    fn storms_teams_and_jets_are_told_apart() {
        check(
            "Four Tornado GR4s and a pair of Typhoons left at dawn.",
            &["Tornado", "Typhoons"],
        );
        check(
            "Typhoons hit a bunker. RAF Tornados flew, too.",
            &["Typhoons", "Tornados"],
        );
        check("On Monday Typhoon Lekima came ashore; the typhoon killed nine.", &[]);
        check("Tornadoes and a Hornet were seen by the Patriots.", &[]);
        check("An F-16 fired a Hellfire missile.", &["F-16", "Hellfire"]);
    }
}
