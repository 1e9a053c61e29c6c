//! English inflection of the words in the lists: regular by rule, irregular from `irregular_verbs.csv`.

use std::collections::HashMap;

use super::Form;

/// Irregular verbs: base → past, participle and -ing forms, one or several each.
#[derive(Debug, Default)]
pub(super) struct IrregularVerbs {
    pub(super) by_base: HashMap<String, [Vec<String>; 3]>,
}

/// Every form of a noun phrase; its last word is inflected, unless an "of" makes the first one its head.
pub(super) fn noun_forms(phrase: &str) -> Vec<(String, Form)> {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let head = words
        .iter()
        .position(|word| *word == "of")
        .map_or(words.len(), |of| of)
        .saturating_sub(1);
    let mut forms = vec![(phrase.to_owned(), Form::Singular)];
    let Some(noun) = words.get(head) else { return forms };
    forms.push((replace_word(&words, head, &plural(noun)), Form::Plural));
    if let Some(object) = words.get(head + 2) {
        // "volley of rocket": the object stands in the plural.
        let several = replace_word(&words, words.len() - 1, &plural(words.last().unwrap_or(object)));
        forms.push((several, Form::Singular));
    }
    forms
}

/// Every form of a verb phrase; its first word is inflected.
pub(super) fn verb_forms(phrase: &str, irregular: &IrregularVerbs) -> Vec<(String, Form)> {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let Some(verb) = words.first() else { return Vec::new() };
    let mut forms = vec![
        (phrase.to_owned(), Form::Base),
        (replace_word(&words, 0, &plural(verb)), Form::ThirdPerson),
    ];
    let mut add = |form: &str, kind: Form| forms.push((replace_word(&words, 0, form), kind));
    if let Some([past, participle, ing]) = irregular.by_base.get(*verb) {
        for form in past {
            add(form, Form::Past);
        }
        for form in participle.iter().filter(|form| !past.contains(form)) {
            add(form, Form::Participle);
        }
        for form in ing {
            add(form, Form::Gerund);
        }
    } else {
        add(&with_suffix(verb, "ed"), Form::Past);
        add(&with_suffix(verb, "ing"), Form::Gerund);
    }
    with_plural_objects(forms)
}

/// "fire rocket" also as "fired rockets": the last word of a phrase of two or more may stand in the plural.
fn with_plural_objects(forms: Vec<(String, Form)>) -> Vec<(String, Form)> {
    const OBJECTS: [&str; 8] = [
        "rocket", "missile", "drone", "grenade", "shot", "stone", "flame", "street",
    ];
    let mut all = forms.clone();
    for (phrase, form) in forms {
        if OBJECTS.iter().any(|object| phrase.ends_with(&format!(" {object}"))) {
            all.push((format!("{phrase}s"), form));
        }
    }
    all
}

fn replace_word(words: &[&str], at: usize, with: &str) -> String {
    let mut replaced: Vec<&str> = words.to_vec();
    if let Some(word) = replaced.get_mut(at) {
        *word = with;
    }
    replaced.join(" ")
}

/// The plural of a noun, or the third person of a verb: both take -s by the same rules.
pub(super) fn plural(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("man").filter(|stem| stem.len() > 2) {
        return format!("{stem}men");
    }
    if ends_in_consonant_y(word) {
        return format!("{}ies", word.trim_end_matches('y'));
    }
    if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") || word == "go" {
        return format!("{word}es");
    }
    format!("{word}s")
}

fn ends_in_consonant_y(word: &str) -> bool {
    let mut letters = word.chars().rev();
    letters.next() == Some('y') && letters.next().is_some_and(|letter| !is_vowel(letter))
}

fn with_suffix(verb: &str, suffix: &str) -> String {
    if let Some(stem) = verb.strip_suffix('e').filter(|stem| !stem.ends_with('e')) {
        return format!("{stem}{suffix}");
    }
    if suffix == "ed" && ends_in_consonant_y(verb) {
        return format!("{}ied", verb.trim_end_matches('y'));
    }
    if doubles_last_letter(verb) {
        let last = verb.chars().last().map(String::from).unwrap_or_default();
        return format!("{verb}{last}{suffix}");
    }
    format!("{verb}{suffix}")
}

/// One syllable that ends consonant, vowel, consonant: "stab" → "stabbed".
fn doubles_last_letter(verb: &str) -> bool {
    let letters: Vec<char> = verb.chars().collect();
    let [.., before, vowel, last] = letters.as_slice() else {
        return false;
    };
    let syllables = letters.iter().filter(|letter| is_vowel(**letter)).count();
    syllables == 1 && !is_vowel(*before) && is_vowel(*vowel) && !is_vowel(*last) && !matches!(last, 'w' | 'x' | 'y')
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_follow_spelling_rules() {
        let forms = |verb: &str| -> Vec<String> {
            verb_forms(verb, &IrregularVerbs::default())
                .into_iter()
                .map(|(form, _)| form)
                .collect()
        };
        assert_eq!(forms("stab"), ["stab", "stabs", "stabbed", "stabbing"]);
        assert_eq!(forms("ambush"), ["ambush", "ambushes", "ambushed", "ambushing"]);
        assert_eq!(forms("raid"), ["raid", "raids", "raided", "raiding"]);
        assert_eq!(forms("massacre"), ["massacre", "massacres", "massacred", "massacring"]);
        assert_eq!(
            forms("open fire"),
            ["open fire", "opens fire", "opened fire", "opening fire"]
        );
    }

    #[test]
    fn nouns_inflect_their_head() {
        let forms: Vec<String> = noun_forms("volley of rocket")
            .into_iter()
            .map(|(form, _)| form)
            .collect();
        assert_eq!(forms, ["volley of rocket", "volleys of rocket", "volley of rockets"]);
        assert_eq!(noun_forms("air strike")[1], ("air strikes".to_owned(), Form::Plural));
    }
}
