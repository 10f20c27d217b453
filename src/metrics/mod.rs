//! What is measured: the catalogue of metrics, and the sums from which their values are built.

mod catalogue;
mod operational;
mod time_share;

pub use catalogue::{ALL, Better, Entry, Kind, Metric};
pub use operational::{ContactSums, INTERVALS_PER_DAY, OperationalSums};
pub use time_share::{AgentTime, TimeGrid};
