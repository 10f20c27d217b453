//! The work that is at hand or about to come, by skill: it keeps agents of open-ended shifts from going home.

use super::Engine;
use crate::operation::open::Phase;

/// Counts per reason.
#[derive(Clone, Debug, Default)]
pub(super) struct AtHand {
    /// Contacts that are open, by their present skill.
    pub(super) open: Vec<u32>,
    /// Redials, repeats and complaints that are not due yet.
    pub(super) coming: Vec<u32>,
}

impl AtHand {
    /// Nothing at hand, for so many reasons.
    pub(super) fn clear(&mut self, reasons: usize) {
        for counts in [&mut self.open, &mut self.coming] {
            counts.clear();
            counts.resize(reasons, 0);
        }
    }
}

impl Engine {
    /// Counts anew, as open-ended shifts may have come into force during the run.
    pub(super) fn count_at_hand(&mut self) {
        if !self.plan.has_open_ends {
            return;
        }
        let reasons = self.queues.len();
        self.at_hand.clear(reasons);
        for slot in self.open.occupied() {
            let contact = &self.open[slot];
            // The next primary contact has a place already, but is not open yet.
            self.at_hand.open[contact.record.skill as usize] += u32::from(contact.phase != Phase::Closed);
        }
        for slot in self.follow_ups.occupied() {
            self.at_hand.coming[self.follow_ups[slot].reason as usize] += 1;
        }
    }
}
