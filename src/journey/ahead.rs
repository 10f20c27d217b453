//! Looking ahead in the primary stream: the customers of the next arrivals are drawn together, so that their rows, which
//! lie anywhere in memory, are fetched side by side and not one after the other.

use crate::journey::choice::{Choice, Pick};
use crate::journey::customers::Customers;
use crate::operation::{ANONYMOUS, PrimaryStream, Request};
use crate::random::{Purpose, Stream};

/// Arrivals drawn together.
const TOGETHER: usize = 32;

/// The next arrivals of the primary stream.
#[derive(Clone, Debug)]
pub struct Ahead {
    primary: PrimaryStream,
    /// In reverse order of time.
    next: Vec<Request>,
}

impl Ahead {
    /// Begins with the first arrival.
    pub fn new(primary: PrimaryStream) -> Self {
        Ahead { primary, next: Vec::with_capacity(TOGETHER) }
    }

    /// The next arrival, as it comes; for a bare operation.
    #[inline(always)]
    pub fn anonymous(&mut self) -> Option<Request> {
        self.primary.take()
    }

    /// The next arrival. Its customer is drawn already, unless its mark is `hopeless` or more.
    #[inline]
    pub fn take(
        &mut self,
        hopeless: f64,
        choice: &Choice,
        customers: &Customers,
        stream: &Stream,
    ) -> Option<Request> {
        if self.next.is_empty() {
            self.look_ahead(hopeless, choice, customers, stream);
        }
        self.next.pop()
    }

    #[inline(never)]
    fn look_ahead(&mut self, hopeless: f64, choice: &Choice, customers: &Customers, stream: &Stream) {
        while self.next.len() < TOGETHER {
            let Some(request) = self.primary.take() else {
                break;
            };
            self.next.push(request);
        }
        self.next.reverse();
        // First all draws, then all looks at customers, with nothing between them that could keep one waiting for another.
        let mut picks = [None; TOGETHER];
        for (request, pick) in self.next.iter().zip(&mut picks) {
            if request.mark < hopeless {
                *pick = Some(choice.pick(request.reason as usize, bits_of(request, stream)));
            }
        }
        for (request, pick) in self.next.iter_mut().zip(picks) {
            if let Some(pick) = pick {
                settle(request, pick, choice, customers);
            }
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
pub fn name(request: &mut Request, choice: &Choice, customers: &Customers, stream: &Stream) {
    if request.customer == ANONYMOUS {
        let pick = choice.pick(request.reason as usize, bits_of(request, stream));
        settle(request, pick, choice, customers);
    }
}
