//! Indices on 0-100: importance-weighted CSI, ACSI, expectation-adjusted, SERVQUAL and SERVPERF, their roll-up over
//! segments and their distance to a benchmark. The index by PLS path modelling is in [`super::pls`].

pub mod acsi;
pub mod benchmark;
pub mod by_segment;
pub mod expectation;
pub mod gap;
pub mod importance_weighted;
pub mod roll_up;
pub mod tree;
pub mod weights;

pub use acsi::Acsi;
pub use by_segment::{SegmentIndex, csi_by_segment};
pub use gap::{GapRow, gap_table};
pub use importance_weighted::{CsiResult, MissingRule};
pub use tree::{Category, IndexTree, Indicator, ItemScore, WeightSource};
