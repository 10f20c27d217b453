//! Arms times replications, and what they found.

mod result;

pub use result::*;
