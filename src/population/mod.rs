//! Who the customers are: segments, and the people drawn from them, kept as columns.

mod segment;

pub use segment::Segment;
