//! `dateline train tags`: the tagger of parts of speech.

use super::treebank::{TreebankSentence, TreebankWord, read_sentences};
use super::{TrainArguments, read, write};
use crate::cli::error::CliError;
use crate::document::Document;
use crate::learn::{LinearModel, ModelName, SequenceExample, Training, train_sequences};
use crate::text::Text;
use crate::text::tag::{Tag, Tagger, for_each_feature, read_words};

/// Features kept, by the size of the file.
const MOST_FEATURES: usize = 70_000;
/// One sentence in so many is learnt once more in capitals, and one in lower case.
const CASE_NOISE: usize = 6;

/// Trains on the training part and tells the accuracy on the test part, whole and without case.
pub(super) fn run(arguments: &TrainArguments) -> Result<(), CliError> {
    let folder = arguments.corpora.join("language/treebank");
    let mut sentences = read_sentences(&read(&folder.join("train.conllu"))?);
    let noisy: Vec<TreebankSentence> = sentences
        .iter()
        .enumerate()
        .filter_map(|(number, sentence)| match number % CASE_NOISE {
            0 => Some(recased(sentence, str::to_uppercase)),
            1 => Some(recased(sentence, str::to_lowercase)),
            _ => None,
        })
        .flatten()
        .collect();
    sentences.extend(noisy);
    let examples: Vec<SequenceExample> = sentences.iter().flat_map(examples).collect();
    let training = Training {
        rounds: 8,
        fewest: 2,
        rate: 0.0,
        shrink: 0.0,
    };
    let mut weights = train_sequences(&examples, Tag::NAMES, &training);
    weights.keep(MOST_FEATURES);
    let name = ModelName::Tags.as_str();
    let model = LinearModel::from_bytes(name, weights.compile(name, "").into())?;
    let test = read_sentences(&read(&folder.join("test.conllu"))?);
    let accuracy = |recase: Option<fn(&str) -> String>| {
        let cased = test.iter().filter_map(|sentence| recased(sentence, recase?));
        let cased: Vec<TreebankSentence> = cased.collect();
        accuracy(&model, if recase.is_some() { &cased } else { &test })
    };
    let origin = format!(
        "Universal Dependencies EWT (CC BY-SA 4.0) and freely licensed genres of GUM (CC BY 4.0, CC BY-SA), training part; \
         accuracy on the test part {:.2} %, in capitals {:.2} %, in lower case {:.2} %",
        accuracy(None),
        accuracy(Some(str::to_uppercase)),
        accuracy(Some(str::to_lowercase)),
    );
    write(&weights, name, &origin, &arguments.output)
}

/// The sentence in other letters; `None` where they take another number of bytes.
fn recased(sentence: &TreebankSentence, recase: fn(&str) -> String) -> Option<TreebankSentence> {
    let text = recase(&sentence.text);
    (text.len() == sentence.text.len()).then(|| TreebankSentence {
        text,
        words: sentence
            .words
            .iter()
            .map(|word| TreebankWord {
                span: word.span.clone(),
                upos: word.upos.clone(),
                xpos: word.xpos.clone(),
            })
            .collect(),
    })
}

/// Calls `judge` with each of our sentences of the treebank's one, and the tags of its tokens.
fn for_each_sentence(sentence: &TreebankSentence, mut judge: impl FnMut(&Text<'_>, std::ops::Range<usize>, &[usize])) {
    let document = Document {
        text: sentence.text.clone(),
        ..Document::default()
    };
    let text = Text::read(&document);
    for part in text.sentences() {
        let tags: Vec<usize> = part
            .tokens
            .clone()
            .map(|token| {
                let span = text.tokens()[token].span;
                let word = sentence.words.iter().find(|word| span.start() < word.span.end);
                word.map_or(Tag::Other, tag_of) as usize
            })
            .collect();
        judge(&text, part.tokens.clone(), &tags);
    }
}

fn examples(sentence: &TreebankSentence) -> Vec<SequenceExample> {
    let mut examples = Vec::new();
    let mut words = Vec::new();
    for_each_sentence(sentence, |text, tokens, tags| {
        read_words(text, tokens, &mut words);
        let items = tags.iter().enumerate().map(|(at, tag)| {
            let mut features = Vec::new();
            for_each_feature(&words, at, |feature| features.push(feature));
            (features, *tag)
        });
        examples.push(SequenceExample { items: items.collect() });
    });
    examples
}

/// Share of tokens tagged as in the treebank, in per cent.
fn accuracy(model: &LinearModel, sentences: &[TreebankSentence]) -> f64 {
    let mut tagger = Tagger::new(model);
    let (mut right, mut all) = (0.0, 0.0);
    for sentence in sentences {
        for_each_sentence(sentence, |text, tokens, tags| {
            for (found, tag) in tagger.tag(text, tokens).iter().zip(tags) {
                all += 1.0;
                right += f64::from(u8::from(*found as usize == *tag));
            }
        });
    }
    100.0 * right / f64::max(all, 1.0)
}

/// Our tag of a word of the treebank.
fn tag_of(word: &TreebankWord) -> Tag {
    match (word.upos.as_str(), word.xpos.as_str()) {
        ("NOUN", "NNS") => Tag::NounPlural,
        ("NOUN", _) => Tag::Noun,
        ("PROPN", _) => Tag::Name,
        ("VERB", "VBD") => Tag::Past,
        ("VERB", "VBN") => Tag::Participle,
        ("VERB", "VBG") => Tag::Gerund,
        ("VERB", "VBZ") => Tag::Present,
        ("VERB", _) => Tag::Base,
        ("AUX", "MD") => Tag::Modal,
        ("AUX", _) => Tag::Auxiliary,
        ("ADJ", _) => Tag::Adjective,
        ("ADV", _) => Tag::Adverb,
        ("DET", _) => Tag::Determiner,
        ("PRON", "PRP$" | "WP$") => Tag::Possessive,
        ("PRON", _) => Tag::Pronoun,
        ("NUM", _) => Tag::Number,
        ("ADP", _) => Tag::Preposition,
        ("SCONJ", _) => Tag::Subordinator,
        ("CCONJ", _) => Tag::Conjunction,
        ("PART", _) => Tag::Particle,
        ("PUNCT" | "SYM", _) => Tag::Sign,
        _ => Tag::Other,
    }
}
