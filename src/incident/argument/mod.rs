//! Arguments: who did it, to whom or what, and with what, for one incident as the whole article tells it.
//!
//! [`phrase`] cuts sentences into noun phrases, [`class`] says what each names, [`entity`] joins those that name the same, [`feature`]
//! tells how each stands to triggers and verbs, [`participant`] gathers what an incident's sentences say of an entity, and which groups are
//! named elsewhere, and [`cast`] asks the model which role it has.

mod class;
mod phrase;

mod feature;
mod entity;
mod participant;
mod cast;

pub(super) use cast::named;
pub(super) use cast::{DraftCast, read_casts};
pub(super) use participant::Scene;
