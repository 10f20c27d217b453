//! A finite population of callers: who is in a call makes no other.

use crate::operation::{ANONYMOUS, ContactKind, ContactRecord, Demand, Request};
use crate::random::{Distribution, Purpose, Stream};
use crate::time::{Duration, Instant};

/// Customers who each call again some time after their last call ended.
pub(super) struct FinitePopulation {
    stream: Stream,
    idle: Distribution,
    /// First calls, in order of time.
    first: std::vec::IntoIter<Request>,
}

impl FinitePopulation {
    /// `customers` who are all idle at time 0, with this law of the idle time in seconds.
    pub fn new(stream: Stream, customers: u32, idle: Distribution) -> Self {
        let mut population = FinitePopulation { stream, idle, first: Vec::new().into_iter() };
        let mut first: Vec<Request> = (0..customers)
            .map(|customer| Request {
                at: Instant::ZERO + population.idle_time(u64::from(customer), 0),
                reason: 0,
                issue: u64::from(customer),
                attempt: 0,
                kind: ContactKind::Primary,
                customer: ANONYMOUS,
                group: 0,
                patience_factor: 1.0,
                mark: 0.0,
                answered_before: false,
                luck: {
                    let [talk, patience, ..] = stream.words(Purpose::Service, u64::from(customer), 0);
                    [talk, patience]
                },
            })
            .collect();
        first.sort_by_key(|request| request.at);
        population.first = first.into_iter();
        population
    }

    fn idle_time(&self, customer: u64, attempt: u32) -> Duration {
        let mut luck = self.stream.luck(Purpose::Arrival, customer, attempt);
        Duration::from_seconds(self.idle.sample(&mut luck))
    }
}

impl Demand for FinitePopulation {
    fn next_primary(&mut self) -> Option<Request> {
        self.first.next()
    }

    fn accepts(&mut self, _request: &mut Request) -> bool {
        true
    }

    fn closed(&mut self, record: &ContactRecord) -> Option<Request> {
        let attempt = record.request.attempt + 1;
        let at = record.closed_at + self.idle_time(record.request.issue, attempt);
        Some(Request { at, attempt, kind: ContactKind::Repeat, ..record.request })
    }

    fn still_wanted(&mut self, _request: &Request) -> bool {
        true
    }
}
