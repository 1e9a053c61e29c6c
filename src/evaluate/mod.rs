//! Figures on annotated documents, as the field's scorers count them.

mod assignment;
pub mod incidents;
pub mod recall;
