//! Who the customers are: segments, and the people drawn from them.

mod people;
mod segment;

pub use people::{Layout, Person, RATE_CLASSES, draw};
pub use segment::Segment;
