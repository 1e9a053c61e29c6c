//! Learning from examples: hashed features → linear models, small files that are read in place.
//!
//! Everything learnt in Dateline is of one kind. What is looked at is turned into features, each a 64-bit hash ([`Feature`]); a
//! [`LinearModel`] holds for each feature one weight a label, and the sums of the weights decide. Nothing is parsed when a model is opened,
//! and nothing is allocated when it is asked. Training ([`train_logistic`], [`train_perceptron`], [`train_sequences`]) is
//! deterministic: the same examples in the same order give the same bytes.
//!
//! **To add a model**, say for relevance:
//! 1. Add a variant to [`ModelName`] (its line says the file) and write the function that turns what is judged into features, beside
//!    the code that will ask: one template number for each kind of feature, `Feature::of(TEMPLATE).text(word)`.
//! 2. Add a sub-command in `cli/train/` that reads the corpus, makes [`Example`]s with that same function, trains, and writes
//!    [`Weights::compile`] to `data/models/relevance.model`. Tell figures by [`fold_of`], never on what was trained on.
//! 3. Run it without the feature `embed` (the file is not there yet), commit the file, and give it a row in `data/README.md`.
//! 4. Ask it with `lexicon.model(ModelName::Relevance)`: [`LinearModel::scores`], or [`LinearModel::probabilities`] for one of
//!    the logistic trainer. A model that is missing is an error when the lexicon is loaded; [`Models::without`] leaves one
//!    out for its own training, and an empty model gives every label the score 0.

mod error;
mod feature;
mod transition;
mod model;
mod weights;
mod vocabulary;
mod train;
mod listwise;
mod sequence;
mod bundled;

pub use bundled::{ModelName, Models};
pub use error::ModelError;
pub use feature::{Feature, word_hash};
pub use listwise::{RankedList, RankerTraining, train_ranker};
pub use model::LinearModel;
pub use sequence::{Margins, SequenceExample, train_sequences};
pub use train::{Example, Training, fold_of, train_logistic, train_perceptron};
pub use transition::{MOST_LABELS, Scores};
pub use weights::Weights;
