//! Who the customers are: segments, and the people drawn from them, kept as columns.

mod people;
mod segment;

pub use people::{Layout, People};
pub use segment::Segment;
