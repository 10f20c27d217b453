//! The seam between the engine and the rest: who yields contacts and who hears of facts.

use crate::operation::contact::{ContactRecord, Leg, Request};
use crate::time::Instant;

/// Yields contacts and decides what follows a closed one.
pub trait Demand {
    /// The next primary contact, in order of time; `None` when there are no more.
    fn next_primary(&mut self) -> Option<Request>;

    /// Whether a primary contact takes place when its time has come, and by whom. It may fill in the customer.
    fn accepts(&mut self, request: &mut Request) -> bool;

    /// A contact is closed; the answer is the contact that follows it, if any.
    fn closed(&mut self, record: &ContactRecord) -> Option<Request>;

    /// What else follows what the demand has just heard of: asked for until there is nothing more.
    #[inline]
    fn further(&mut self) -> Option<Request> {
        None
    }

    /// Whether a follow-up that has come due still takes place (its customer may have left).
    fn still_wanted(&mut self, request: &Request) -> bool;
}

/// Hears of the facts of a run as they happen. It cannot influence the run.
pub trait Observer {
    /// Whether [`Observer::leg_ended`] does anything; an observer that does not look at legs says no, and none is made for it.
    const LOOKS_AT_LEGS: bool = true;

    /// A contact is offered.
    fn offered(&mut self, request: &Request);

    /// A contact is closed; `follow_up` is what its customer will do.
    fn closed(&mut self, record: &ContactRecord, follow_up: Option<&Request>);

    /// A leg of a contact has ended. Only who looks at legs needs it.
    #[inline]
    fn leg_ended(&mut self, _leg: &Leg) {}

    /// From `now` on, `length` contacts wait for `reason`.
    fn queue_changed(&mut self, now: Instant, reason: usize, length: usize);

    /// From `now` on, `available` agents of `team` are free and `handling` are at work.
    fn agents_changed(&mut self, now: Instant, team: usize, available: usize, handling: usize);

    /// From `now` on, `bound` agents of `team`, who count as available, wait for the connection to a customer.
    #[inline]
    fn bound_changed(&mut self, _now: Instant, _team: usize, _bound: usize) {}

    /// From `now` on, `vacant` places of `team` that are planned and would be paid for are held by nobody, and `beyond` agents are
    /// on duty beyond the plan.
    #[inline]
    fn duty_changed(&mut self, _now: Instant, _team: usize, _vacant: usize, _beyond: usize) {}

    /// From `now` on, `on_break` agents of `team` are on a break.
    #[inline]
    fn breaks_changed(&mut self, _now: Instant, _team: usize, _on_break: usize) {}

    /// An agent joined `team`.
    fn hired(&mut self, now: Instant, team: usize);
}
