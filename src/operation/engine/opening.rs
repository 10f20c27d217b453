//! Opening hours during the run: what becomes of those who wait at closing time, and when reasons open or close next.

use super::{Engine, Flow};
use crate::operation::centre::{Centre, Channel, Closing, QUARTERS_PER_WEEK};
use crate::operation::seam::{Demand, Observer};
use crate::time::Instant;

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// Whether a reason is open. It opens and closes with the staffing changes of its instant, not by the clock: what ends
    /// earlier in the instant of closing still finds it open; and after the end of the run it stays as it was.
    #[inline]
    pub(super) fn is_open(&self, reason: usize) -> bool {
        !self.engine.closed[reason]
    }

    /// Whether those who come to the queue of a reason are cut off, because it is closed and clears its queue.
    pub(super) fn is_cut_off(&self, reason: usize) -> bool {
        let of = &self.centre.reasons[reason];
        of.channel != Channel::Deferred
            && !self.is_open(reason)
            && of.opening.as_ref().is_some_and(|opening| opening.closing == Closing::Clear)
    }

    fn is_open_by_the_clock(&self, reason: usize, now: Instant) -> bool {
        let opening = &self.centre.reasons[reason].opening;
        opening.as_ref().is_none_or(|opening| opening.is_open(&self.engine.calendar, now))
    }

    /// Cuts off those who wait for reasons that are closed and clear their queues. All of them leave before the first contact
    /// is closed, because an agent who has stayed with a customer in a warm transfer then turns to who waits.
    pub(super) fn clear_queues(&mut self, now: Instant) {
        let mut cut_off = Vec::new();
        for reason in (0..self.centre.reasons.len()).filter(|reason| self.is_cut_off(*reason)) {
            let open = &self.engine.open;
            let waits = |place: &super::Place| open[place.slot].waits_as == place.waits_as;
            cut_off.extend(self.engine.queues[reason].everybody(waits));
        }
        for slot in &cut_off {
            self.leave_queue(*slot, now);
        }
        for slot in cut_off {
            self.book_wait(slot, now);
            self.block(slot, now);
        }
    }

    /// Opens and closes reasons. Whose waiting is served from now on, and whose is not.
    pub(super) fn open_and_close(&mut self, now: Instant) {
        for reason in 0..self.centre.reasons.len() {
            self.engine.closed[reason] = !self.is_open_by_the_clock(reason, now);
            let opening = &self.centre.reasons[reason].opening;
            let carries_over = opening.as_ref().is_some_and(|opening| opening.closing == Closing::CarryOver);
            self.engine.frozen[reason] = carries_over && !self.is_open(reason);
        }
    }
}

impl Engine {
    /// The next quarter-hour after `now` at which a reason opens or closes, if there is one.
    pub(super) fn next_opening(&self, centre: &Centre, now: Instant) -> Option<Instant> {
        let openings = || centre.reasons.iter().filter_map(|reason| reason.opening.as_ref());
        openings().next()?;
        let mut at = now;
        for _ in 0..QUARTERS_PER_WEEK {
            let before = at;
            at = self.calendar.next_quarter(at);
            let changes =
                openings().any(|of| of.is_open(&self.calendar, before) != of.is_open(&self.calendar, at));
            if changes {
                return Some(at);
            }
        }
        None
    }
}
