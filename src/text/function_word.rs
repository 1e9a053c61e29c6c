//! The closed classes of English words that rules look at: determiners, prepositions, words that begin a clause.

const DETERMINERS: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your", "another",
    "each", "every", "no", "any", "some", "several", "many", "multiple", "both", "all",
];

/// Articles, demonstratives, possessives and quantifiers.
pub fn is_determiner(word: &str) -> bool {
    DETERMINERS.contains(&word)
}

const PREPOSITIONS: &[&str] = &[
    "of",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "with",
    "without",
    "near",
    "outside",
    "inside",
    "into",
    "against",
    "during",
    "after",
    "before",
    "over",
    "under",
    "between",
    "through",
    "across",
    "around",
    "about",
    "among",
    "since",
    "until",
    "toward",
    "towards",
    "to",
    "within",
    "along",
    "off",
    "amid",
    "despite",
    "via",
    "per",
    "beside",
    "behind",
    "as",
    "than",
    "including",
];

/// Common prepositions.
pub fn is_preposition(word: &str) -> bool {
    PREPOSITIONS.contains(&word)
}

const WORDS: &[&str] = &[
    "and",
    "or",
    "but",
    "who",
    "whom",
    "which",
    "that",
    "where",
    "when",
    "while",
    "because",
    "although",
    "if",
    "as",
    "then",
    "also",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "has",
    "have",
    "had",
    "will",
    "would",
    "could",
    "did",
    "said",
    "says",
    "told",
    "killed",
    "killing",
    "wounded",
    "wounding",
    "injured",
    "injuring",
    "died",
    "left",
    "leaving",
    "began",
    "came",
    "took",
    "went",
    "there",
    "it",
    "he",
    "she",
    "they",
    "we",
    "not",
    "later",
    "earlier",
    "reportedly",
    "allegedly",
    "used",
    "carried",
    "conducted",
    "launched",
    "fired",
    "hit",
    "struck",
];

/// Whether the folded word is a form of "be", which makes a passive of the participle after it.
pub fn is_form_of_be(word: &str) -> bool {
    matches!(word, "was" | "were" | "been" | "is" | "are" | "being" | "be")
}

/// Words that begin a clause, join phrases, or are verbs so common that they end every noun phrase.
pub fn is_clause_word(word: &str) -> bool {
    WORDS.contains(&word)
}
