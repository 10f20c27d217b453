//! The wait that is announced, or that decides about the offer of a callback.

use super::Flow;
use crate::operation::centre::CallbackOffer;
use crate::operation::seam::{Demand, Observer};

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// (Contacts of the reason waiting ahead + 1) x mean handling time / agents on duty with the skill, in seconds; infinite
    /// when nobody is on duty.
    pub(super) fn expected_wait(&self, skill: usize) -> f64 {
        let plan = &self.engine.plan.reasons[skill];
        let agents: usize = plan.asked.iter().map(|route| self.engine.rosters[route.team].present()).sum();
        if agents == 0 {
            return f64::INFINITY;
        }
        let ahead = self.engine.queues[skill].length() as f64;
        (ahead + 1.0) * plan.mean_handling / agents as f64
    }

    /// Whether the offer is made now: one of its conditions holds, or it has none.
    pub(super) fn is_offered(&self, offer: &CallbackOffer, skill: usize) -> bool {
        if offer.from_queue.is_none() && offer.from_expected_wait.is_none() {
            return true;
        }
        offer.from_queue.is_some_and(|length| self.engine.queues[skill].length() >= length as usize)
            || offer.from_expected_wait.is_some_and(|wait| self.expected_wait(skill) >= wait.as_seconds())
    }
}
