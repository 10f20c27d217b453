//! Looking ahead in the primary stream: the customers of the next arrivals are drawn together, so that their rows, which
//! lie anywhere in memory, are fetched side by side and not one after the other.

use crate::journey::choice::Choice;
use crate::journey::customers::Customers;
use crate::operation::{ANONYMOUS, PrimaryStream, Request};
use crate::random::{Purpose, Stream};

/// Arrivals drawn together.
const TOGETHER: usize = 16;

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
    #[inline]
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
        for request in self.next.iter_mut().filter(|request| request.mark < hopeless) {
            name(request, choice, customers, stream);
        }
    }
}

/// Finds the customer of an arrival, if that has not been done; from then on its mark is thinned by the customer's own
/// rate: the arrival takes place while the mark times the headroom is below the factor on the rate.
#[inline]
pub fn name(request: &mut Request, choice: &Choice, customers: &Customers, stream: &Stream) {
    if request.customer != ANONYMOUS {
        return;
    }
    let bits = stream.block(Purpose::Customer, request.issue, 0, 0);
    let candidate = choice.candidate(request.reason as usize, bits, customers);
    request.customer = candidate.slot;
    request.group = candidate.segment;
    request.mark *= candidate.excess;
}
