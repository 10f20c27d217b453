//! What is measured: the catalogue of metrics, and the sums from which their values are built.

mod catalogue;
mod contact_sums;
mod days;
pub mod drivers;
pub mod importance_performance;
pub mod indices;
pub mod kano;
mod operational;
pub mod penalty_reward;
pub mod pls;
pub mod problem;
pub mod reliability;
pub mod resampling;
pub mod scale;
pub mod scores;
pub mod survey_table;
mod time_share;
mod waits;

pub use catalogue::{ALL, Better, Entry, Kind, Metric};
pub use contact_sums::ContactSums;
pub use days::{Days, HalfHour, tenth_and_ninetieth};
pub use operational::{INTERVALS_PER_DAY, OperationalSums};
pub use problem::MetricProblem;
pub use resampling::Bootstrap;
pub use scale::Scale;
pub use survey_table::{Column, Labels, SurveyTable};
pub use time_share::{AgentTime, TimeGrid};
pub use waits::WaitCounts;
