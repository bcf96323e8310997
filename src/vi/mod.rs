//! Vietnamese letters: canonical and folded forms, syllables, encodings from before Unicode.

mod distance;
mod form;
mod letter;
mod syllable;
pub mod tcvn3;
pub mod vni;

pub use distance::distance;
pub use form::{canonical, canonical_into, fold, fold_char, fold_into};
pub use syllable::{Shares, is_syllable, shares};
