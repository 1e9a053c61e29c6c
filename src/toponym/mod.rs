//! Toponyms: the words of the text that name places, before anybody asks which place.
//!
//! [`find_toponyms`] takes every name of the gazetteer that stands in the text in capitals, looks at what stands around it (`context`),
//! weighs what speaks for and against a place (`judge`), and keeps what holds, document-wide consistency included (`recognize`).

mod context;
#[cfg(test)]
pub(crate) mod fixture;
mod mention;
mod document_use;
mod entity;
mod signal;
mod role;
mod judge;
mod shared;
mod recognize;
mod training;

pub(crate) use entity::Label;
pub use entity::{Entity, EntityKind};
pub(crate) use mention::is_list_gap;
pub use recognize::{Judgement, find_entities, find_toponyms, judge_toponyms};
pub(crate) use training::{JudgedText, judge_against, name_examples, signal_weights};

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
    /// The name in full where the words are only a part of it or stand for it: "North Kivu" of "North and South Kivu", "Papua New Guinea"
    /// of a "PNG" that the text explains.
    pub full_name: Option<Box<str>>,
}
