//! The models that come with Dateline.

use std::borrow::Cow;

use super::error::ModelError;
use super::model::LinearModel;

/// Declares the models and their files in one place.
macro_rules! models {
    ($($(#[$doc:meta])* $name:ident = $file:literal,)*) => {
        /// A model that comes with Dateline.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub enum ModelName {
            $($(#[$doc])* $name,)*
        }

        impl ModelName {
            /// All of them.
            pub const ALL: &[ModelName] = &[$(ModelName::$name,)*];

            /// Its name, which is that of its file in `data/models` without the ending.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(ModelName::$name => $file,)*
                }
            }

            #[cfg(feature = "embed")]
            #[allow(clippy::unnecessary_wraps, reason = "without `embed` models are read from disk, which can fail")]
            fn bytes(self) -> Result<Cow<'static, [u8]>, ModelError> {
                Ok(match self {
                    $(ModelName::$name => Cow::Borrowed(include_bytes!(concat!("../../data/models/", $file, ".model"))),)*
                })
            }
        }
    };
}

models! {
    /// Parts of speech.
    Tags = "tags",
    /// Named entities.
    Names = "names",
    /// Whether an article tells incidents.
    Relevance = "relevance",
    /// Whether a candidate is a real incident, rightly read.
    Likelihood = "likelihood",
    /// Who and what took part in an incident.
    Arguments = "arguments",
    /// Which class of event a passage tells.
    Types = "types",
}

impl ModelName {
    #[cfg(not(feature = "embed"))]
    fn bytes(self) -> Result<Cow<'static, [u8]>, ModelError> {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("data/models")
            .join(self.as_str())
            .with_extension("model");
        let bytes = std::fs::read(&path).map_err(|source| ModelError::Read { path, source })?;
        Ok(Cow::Owned(bytes))
    }
}

/// All models, opened once and shared by all threads.
#[derive(Debug)]
pub struct Models(Vec<LinearModel>);

impl Models {
    /// Opens the models that come with Dateline.
    ///
    /// # Errors
    /// A model is missing (only without the feature `embed`), damaged, or of another format.
    pub fn load() -> Result<Models, ModelError> {
        Models::without(&[])
    }

    /// The same with some left empty: those that are about to be trained, and need not be there.
    ///
    /// # Errors
    /// As [`Models::load`].
    pub fn without(left_out: &[ModelName]) -> Result<Models, ModelError> {
        let models = ModelName::ALL.iter().map(|name| {
            if left_out.contains(name) {
                return Ok(LinearModel::empty());
            }
            LinearModel::from_bytes(name.as_str(), name.bytes()?)
        });
        models.collect::<Result<_, _>>().map(Models)
    }

    /// Puts another one in its place.
    pub fn replace(&mut self, name: ModelName, model: LinearModel) {
        // One for each name, by construction.
        self.0[name as usize] = model;
    }

    /// One of them.
    pub fn get(&self, name: ModelName) -> &LinearModel {
        // One for each name, by construction.
        &self.0[name as usize]
    }
}
