//! Reasons: what speaks for a candidate, in words a reader understands. Each sums up several measures.

/// Why a candidate may be the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Reason {
    Prominence,
    NameKind,
    Head,
    Outlet,
    Qualifier,
    Named,
    SameCountry,
    SameAdmin1,
    Near,
    Beside,
}

/// The reasons in a reader's words, in the order of [`Reason`].
pub(super) const WORDS: [&str; REASONS] = [
    "prominence",
    "kind of name",
    "generic word beside the name",
    "near the outlet's home",
    "named together with its region",
    "its region is named elsewhere",
    "same country as other places",
    "same region as other places",
    "near other places",
    "goes with the place named beside it",
];
pub(super) const REASONS: usize = Reason::Beside as usize + 1;
