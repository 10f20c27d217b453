//! Conservation: every contact that was offered ends in exactly one way, and begins an issue or follows another.

use crate::operation::contact::Outcome;

/// Counts over the whole run, warm-up included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Contacts that arrived.
    pub offered: u64,
    /// Of these, those of the primary stream and pieces of endless work.
    pub issues: u64,
    /// Of these, contacts that follow another, the next ones of a finite population included.
    pub follow_ups: u64,
    /// Follow-ups put on the list: redials, repeats, complaints, calls of a finite population, work.
    pub expected: u64,
    /// Follow-ups whose time came when they were no longer wanted.
    pub unwanted: u64,
    /// Follow-ups whose time had not come at the end.
    pub still_expected: u64,
    /// Closed after reaching an agent.
    pub answered: u64,
    /// Closed by leaving the queue.
    pub abandoned: u64,
    /// Refused at the door or cut off at closing time, before reaching an agent.
    pub blocked: u64,
    /// Ended without an agent.
    pub contained: u64,
    /// Deferred by agreement.
    pub callbacks: u64,
    /// Open when nobody was left to serve them.
    pub carried_over: u64,
    /// Events handled: arrivals, service starts, service ends, abandonments.
    pub events: u64,
    /// Sum of the queue length over time, in contact-microseconds, from the queue's changes.
    pub queue_time: u128,
    /// Sum of the times contacts spent in queues, in microseconds, from the contacts themselves.
    pub waited: u128,
    /// Queues for which these two sums differ.
    pub queues_out_of_balance: u64,
    /// Sum over time of agents handling, in agent-microseconds, from the agents' changes; an agent counts once for each chat.
    pub busy_time: u128,
    /// Sum of the contacts' handling times, in microseconds, from the contacts themselves.
    pub handled: u128,
    /// Time between agents' coming and going up to the end of the horizon, breaks and time after the end of the shift included,
    /// in agent-microseconds.
    pub duty_time: u128,
    /// Time agents were on breaks up to then.
    pub break_time: u128,
    /// Time agents were free, bound or at work up to then, from the lines they stand in.
    pub present_time: u128,
}

impl Ledger {
    /// Counts a contact that ends.
    #[inline]
    pub(super) fn count(&mut self, outcome: Outcome) {
        if outcome == Outcome::Answered {
            self.answered += 1;
            return;
        }
        match outcome {
            Outcome::Answered => self.answered += 1,
            Outcome::Abandoned => self.abandoned += 1,
            Outcome::Blocked => self.blocked += 1,
            Outcome::Contained => self.contained += 1,
            Outcome::Callback => self.callbacks += 1,
            Outcome::CarriedOver => self.carried_over += 1,
        }
    }

    /// Whether everything adds up exactly: contacts, issues and what follows them, Little's law on the path of the queue, and
    /// agents' time: what they handled, and where they were between coming and going.
    pub fn balances(&self) -> bool {
        self.offered
            == self.answered
                + self.abandoned
                + self.blocked
                + self.contained
                + self.callbacks
                + self.carried_over
            && self.offered == self.issues + self.follow_ups
            && self.expected == self.follow_ups + self.unwanted + self.still_expected
            && self.queue_time == self.waited
            && self.queues_out_of_balance == 0
            && self.busy_time == self.handled
            && self.duty_time == self.break_time + self.present_time
    }
}
