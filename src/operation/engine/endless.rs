//! Work without end, such as outbound calls: there is always one more piece of it.

use super::Flow;
use super::seeking::Found;
use crate::operation::contact::{ANONYMOUS, ContactKind, Request};
use crate::operation::issue_number;
use crate::operation::open::Open;
use crate::operation::seam::{Demand, Observer};
use crate::random::{Purpose, Standard};
use crate::time::Instant;

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// Whether an agent may start another piece of the endless work of a reason now.
    pub(super) fn has_endless_work(&self, reason: usize) -> bool {
        !self.engine.closing && self.is_open(reason)
    }

    /// An agent taken from the roster starts another piece of endless work: it is offered and answered in the same instant.
    pub(super) fn begin_endless_work(&mut self, reason: usize, found: Found, now: Instant) {
        let issue = issue_number(reason, self.engine.endless[reason]);
        self.engine.endless[reason] += 1;
        let [_, _, talk, patience] = self.engine.stream.words(Purpose::Arrival, issue, 0);
        let request = Request {
            at: now,
            reason: reason as u32,
            issue,
            attempt: 0,
            kind: ContactKind::Primary,
            customer: ANONYMOUS,
            group: 0,
            patience_factor: 1.0,
            mark: 0.0,
            answered_before: false,
            luck: [talk, patience],
            luck_is: [Standard::Word; 2],
        };
        self.engine.ledger.offered += 1;
        self.engine.ledger.issues += 1;
        self.engine.ledger.events += 1;
        self.observer.offered(&request);
        let slot = self.engine.open.occupy(Open::empty);
        if self.engine.plan.has_open_ends {
            self.engine.at_hand.open[reason] += 1;
        }
        let contact = &mut self.engine.open[slot];
        contact.record.request = request;
        contact.begin();
        contact.is_given_to(found.team, found.seat, found.skill_index);
        contact.set_chat(self.engine.plan.reasons[reason].is_chat);
        self.begin_talk(slot, now);
    }
}
