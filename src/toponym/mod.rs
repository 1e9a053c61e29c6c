//! Toponyms: the words of the text that name places, before anybody asks which place.

use crate::span::Span;

/// How a place name is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ToponymRole {
    /// It names the place: "in Iraq", "near Mosul".
    Literal,
    /// It stands for people, a government or an organisation, or qualifies something: "Iraqi", "Baghdad said", "Boston Globe". Never the place of an incident by itself.
    Associative,
}

/// A place-name mention as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toponym {
    /// Its words.
    pub span: Span,
    /// How it is used.
    pub role: ToponymRole,
}
