//! What is measured.
//!
//! Of the operation: the catalogue of metrics, and the sums from which their values are built. Of surveys: a
//! [`SurveyTable`] holds answers and sample design; [`indices`], [`pls`], [`scores`], [`reliability`], [`kano`],
//! [`penalty_reward`], [`importance_performance`] and [`drivers`] make figures of it, each with its noise. Formula, unit,
//! range and source of a figure stand at its function; what keeps a figure from existing is a [`MetricProblem`], never a
//! NaN. [`Bootstrap`] resamples whatever has no formula for its noise.

pub mod answer_style;
mod answers;
mod catalogue;
mod contact_sums;
mod days;
pub mod definitions;
pub mod drivers;
pub mod formula;
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
mod wait_buckets;
mod waits;
mod waits_by_scope;
mod waits_of_day;
mod waits_of_week;

pub use catalogue::{ALL, Better, Entry, Kind, Metric};
pub use contact_sums::ContactSums;
pub use days::{Days, HalfHour, tenth_and_ninetieth};
pub use operational::{INTERVALS_PER_DAY, OperationalSums};
pub use problem::MetricProblem;
pub use resampling::Bootstrap;
pub use scale::Scale;
pub use survey_table::{Column, Labels, SurveyTable};
pub use time_share::{AgentTime, DutyTime, TimeGrid};
pub use waits::WaitCounts;
pub use waits_by_scope::Waits;
