//! Who the customers are: segments, and the people drawn from them.

mod copula;
mod frailty;
mod layout;
mod people;
mod segment;

pub use copula::{Copula, Trait, correlation_matrix};
pub use frailty::SurvivingFrailty;
pub use layout::{Layout, MOST_SLOTS, slots_to_reserve};
pub use people::{Person, RATE_CLASSES, draw};
pub use segment::Segment;
