//! The state at the start of the horizon, kept for the next arm: until then all arms of a replication are the same run,
//! because interventions begin after the warm-up. So the warm-up is run once per replication and worker.

use std::sync::Arc;

use crate::journey::ahead::Ahead;
use crate::journey::blueprint::{Blueprint, Links, WeekModels};
use crate::journey::calibration::Calibration;
use crate::journey::closed_loop::hopeless_mark;
use crate::journey::complaints::Complaints;
use crate::journey::customers::CustomersAt;
use crate::journey::month::Months;
use crate::journey::sums::CustomerSums;
use crate::journey::surveys::Surveys;
use crate::loyalty::Level;
use crate::metrics::OperationalSums;
use crate::operation::Engine;
use crate::random::Stream;
use crate::time::{Calendar, Duration};

/// What decides a warm-up, besides the people, whose own key the workshop checks.
#[derive(Clone, Debug)]
pub(super) struct WarmUp {
    stream: Stream,
    calendar: Calendar,
    before: Arc<WeekModels>,
    links: Links,
    levels: Vec<Level>,
    rival_reference: Option<f64>,
    memories: usize,
    /// Arrivals that no week of the arm accepts are left out from the first one on.
    hopeless: f64,
}

/// A run when its warm-up has ended.
#[derive(Debug)]
pub(super) struct WarmStart {
    pub of: WarmUp,
    pub engine: Engine,
    pub months: Months,
    pub customers: CustomersAt,
    pub sums: CustomerSums,
    pub complaints: Complaints,
    pub rival_customers: u64,
    pub surveys: Surveys,
    pub ahead: Ahead,
    pub operational: OperationalSums,
    pub majorant_exceeded: u64,
}

impl WarmUp {
    /// The warm-up of an arm; `None` when there is none to share.
    pub fn of(blueprint: &Blueprint, calibration: &Calibration, stream: Stream) -> Option<WarmUp> {
        (blueprint.calendar.warm_up > Duration::ZERO).then(|| WarmUp {
            stream,
            calendar: blueprint.calendar,
            before: Arc::clone(&blueprint.before),
            links: blueprint.links,
            levels: calibration.levels.clone(),
            rival_reference: calibration.rival_reference,
            memories: calibration.identity(),
            hopeless: hopeless_mark(blueprint),
        })
    }
}

impl PartialEq for WarmUp {
    fn eq(&self, other: &Self) -> bool {
        self.stream == other.stream
            && self.calendar == other.calendar
            && self.links == other.links
            && self.memories == other.memories
            && self.hopeless == other.hopeless
            && self.levels == other.levels
            && self.rival_reference == other.rival_reference
            && (Arc::ptr_eq(&self.before, &other.before) || self.before == other.before)
    }
}
