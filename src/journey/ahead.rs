//! Looking ahead in the primary stream: the customers of the next arrivals are drawn together, so that their rows, which
//! lie anywhere in memory, are fetched side by side and not one after the other.
//!
//! Who calls when is the same in every arm of a replication. So the first arrivals are kept for the arms that follow, up to
//! a limit, lest memory grow with the horizon.

use crate::journey::choice::{Choice, Pick};
use crate::journey::customers::Customers;
use crate::operation::{ANONYMOUS, PrimaryStream, Request};
use crate::random::{Purpose, Stream};
use crate::time::Calendar;

/// Arrivals drawn together.
const TOGETHER: usize = 32;

/// Arrivals of a replication that are kept at most by a thread, some 75 MB of them: half a year of 150 000 customers who call every
/// second month.
const KEPT_AT_MOST: usize = 1 << 20;

/// Whom arrivals are settled with: the same for all of a run.
#[derive(Clone, Copy)]
pub struct Settling<'a> {
    /// Marks from which on no week of the arm accepts an arrival.
    pub hopeless: f64,
    /// Who calls.
    pub choice: &'a Choice,
    /// The customers.
    pub customers: &'a Customers,
    /// Luck of the replication.
    pub stream: &'a Stream,
}

/// The first arrivals of a replication, for all of its arms.
#[derive(Clone, Debug, Default)]
pub struct SharedArrivals {
    calendar: Option<Calendar>,
    arrivals: Vec<Request>,
    /// Draws what comes after those kept.
    beyond: Option<PrimaryStream>,
}

impl SharedArrivals {
    /// Whether these are the arrivals of runs with this calendar.
    pub fn is_of(&self, calendar: &Calendar) -> bool {
        self.calendar.as_ref() == Some(calendar)
    }

    /// Begins anew with the first arrival of a stream.
    pub fn begin(&mut self, calendar: Calendar, primary: PrimaryStream) {
        self.calendar = Some(calendar);
        self.arrivals.clear();
        self.beyond = Some(primary);
    }

    /// Draws some more; whether there were any.
    fn draw(&mut self, settling: &Settling) -> bool {
        let Some(primary) = &mut self.beyond else {
            return false;
        };
        let from = self.arrivals.len();
        self.arrivals.extend(std::iter::from_fn(|| primary.take()).take(TOGETHER));
        settle_all(&mut self.arrivals[from..], settling);
        self.arrivals.len() > from
    }
}

/// The next arrivals of one run.
#[derive(Clone, Debug)]
pub struct Ahead {
    /// Draws them, unless they come from the shared ones.
    primary: Option<PrimaryStream>,
    /// How many of the shared ones were taken.
    taken: usize,
    /// In reverse order of time.
    next: Vec<Request>,
}

impl Ahead {
    /// Begins with the first arrival of a stream that only this run draws.
    pub fn alone(primary: PrimaryStream) -> Self {
        Ahead { primary: Some(primary), taken: 0, next: Vec::with_capacity(TOGETHER) }
    }

    /// Begins with the first of the shared ones.
    pub fn shared() -> Self {
        Ahead { primary: None, taken: 0, next: Vec::with_capacity(TOGETHER) }
    }

    /// The next arrival, as it comes; for a bare operation.
    #[inline(always)]
    pub fn anonymous(&mut self) -> Option<Request> {
        self.primary.as_mut()?.take()
    }

    /// The next arrival that some week of the arm may accept. Its customer is known.
    #[inline]
    pub fn take(&mut self, settling: &Settling, shared: &mut SharedArrivals) -> Option<Request> {
        while self.next.is_empty() {
            if !self.look_ahead(settling, shared) {
                return None;
            }
        }
        self.next.pop()
    }

    /// Fetches some arrivals, without the hopeless ones; whether there were any.
    #[inline(never)]
    fn look_ahead(&mut self, settling: &Settling, shared: &mut SharedArrivals) -> bool {
        let there_are_more = match &mut self.primary {
            Some(primary) => {
                self.next.extend(std::iter::from_fn(|| primary.take()).take(TOGETHER));
                let are_there = !self.next.is_empty();
                settle_all(&mut self.next, settling);
                self.next.retain(|request| request.mark < settling.hopeless);
                are_there
            }
            None => self.look_at_shared(settling, shared),
        };
        self.next.reverse();
        there_are_more
    }

    fn look_at_shared(&mut self, settling: &Settling, shared: &mut SharedArrivals) -> bool {
        // They may have been begun anew since this run, which goes on from the end of a warm-up, has taken some.
        while self.taken >= shared.arrivals.len() {
            if shared.arrivals.len() >= KEPT_AT_MOST {
                self.primary.clone_from(&shared.beyond);
                return true;
            }
            if !shared.draw(settling) {
                return false;
            }
        }
        let rest = &shared.arrivals[self.taken..];
        let some = &rest[..rest.len().min(TOGETHER)];
        self.taken += some.len();
        self.next.extend_from_slice(some);
        self.next.retain(|request| request.mark < settling.hopeless);
        for request in &mut self.next {
            // The arm that drew it may have had less hope.
            name(request, settling.choice, settling.customers, settling.stream);
        }
        // A customer who calls seldom makes an arrival less likely to be accepted, as it does when this arm draws it.
        self.next.retain(|request| request.mark < settling.hopeless);
        settling.customers.fetch(self.next.iter().map(|request| request.customer));
        true
    }
}

/// Finds the customers of arrivals, but for those that are hopeless.
fn settle_all(requests: &mut [Request], settling: &Settling) {
    let Settling { hopeless, choice, customers, stream } = settling;
    // First all draws, then all customers are fetched, with nothing between them that could keep one waiting for another.
    let mut picks = [None; TOGETHER];
    for (request, pick) in requests.iter().zip(&mut picks) {
        if request.mark < *hopeless {
            *pick = Some(choice.pick(request.reason as usize, bits_of(request, stream)));
        }
    }
    customers.fetch(picks.iter().flatten().map(Pick::slot));
    for (request, pick) in requests.iter_mut().zip(picks) {
        if let Some(pick) = pick {
            settle(request, pick, choice, customers);
        }
    }
}

#[inline]
fn bits_of(request: &Request, stream: &Stream) -> [u64; 2] {
    stream.block(Purpose::Customer, request.issue, 0, 0)
}

#[inline]
fn settle(request: &mut Request, pick: Pick, choice: &Choice, customers: &Customers) {
    let candidate = choice.candidate(pick, customers);
    request.customer = candidate.slot;
    request.group = candidate.segment;
    request.mark *= candidate.excess;
}

/// Finds the customer of an arrival, if that has not been done; from then on its mark is thinned by the customer's own
/// rate: the arrival takes place while the mark times the headroom is below the factor on the rate.
#[inline]
fn name(request: &mut Request, choice: &Choice, customers: &Customers, stream: &Stream) {
    if request.customer == ANONYMOUS {
        let pick = choice.pick(request.reason as usize, bits_of(request, stream));
        settle(request, pick, choice, customers);
    }
}
