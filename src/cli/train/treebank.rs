//! Treebanks in CoNLL-U (universaldependencies.org/format.html), as sentences with the offsets of their words.

use std::ops::Range;

/// One word of the treebank.
#[derive(Debug)]
pub(crate) struct TreebankWord {
    /// Bytes of [`TreebankSentence::text`].
    pub(crate) span: Range<usize>,
    /// Universal part of speech.
    pub(crate) upos: String,
    /// Penn Treebank tag.
    pub(crate) xpos: String,
}

/// One sentence.
#[derive(Debug, Default)]
pub(crate) struct TreebankSentence {
    pub(crate) text: String,
    pub(crate) words: Vec<TreebankWord>,
}

/// Reads a file; a line that is not understood is passed over.
pub(crate) fn read_sentences(contents: &str) -> Vec<TreebankSentence> {
    contents
        .split("\n\n")
        .map(read_sentence)
        .filter(|sentence| !sentence.words.is_empty())
        .collect()
}

fn read_sentence(block: &str) -> TreebankSentence {
    let mut sentence = TreebankSentence::default();
    // Words of a contraction ("don't" = do, n't) share its span.
    let mut contraction: Option<(u32, Range<usize>)> = None;
    for line in block.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, _, upos, xpos, _, _, _, _, misc] = columns.as_slice() else {
            continue;
        };
        let last = id.split_once('-').and_then(|(_, last)| last.parse().ok());
        let number: Option<u32> = id.parse().ok();
        let shared = contraction
            .as_ref()
            .filter(|(last, _)| number.is_some_and(|number| number <= *last));
        let span = match shared {
            Some((_, span)) => span.clone(),
            // Empty nodes of the enhanced graph ("8.1") have no words in the text.
            None if last.is_none() && number.is_none() => continue,
            None => {
                let start = sentence.text.len();
                sentence.text.push_str(form);
                let span = start..sentence.text.len();
                if !misc.contains("SpaceAfter=No") {
                    sentence.text.push(' ');
                }
                span
            }
        };
        if let Some(last) = last {
            contraction = Some((last, span));
        } else {
            sentence.words.push(TreebankWord {
                span,
                upos: upos.to_owned(),
                xpos: xpos.to_owned(),
            });
        }
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_where_they_stand() {
        let block = "# text = I don't.\n1\tI\tI\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
                     2\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_\n3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n";
        let sentences = read_sentences(block);
        assert_eq!(sentences[0].text, "I don't. ");
        let words: Vec<&str> = sentences[0]
            .words
            .iter()
            .filter_map(|word| sentences[0].text.get(word.span.clone()))
            .collect();
        assert_eq!(words, ["I", "don't", "don't", "."]);
    }
}
