//! The demand of a bare operation: anonymous customers who redial and repeat with fixed probabilities.

use crate::operation::arrivals::WeekPattern;
use crate::operation::centre::Centre;
use crate::operation::contact::{ContactRecord, Request};
use crate::operation::follow_up;
use crate::operation::primary::PrimaryStream;
use crate::operation::seam::Demand;
use crate::random::Stream;
use crate::time::Calendar;

/// Anonymous arrivals at stated rates.
#[derive(Clone, Debug)]
pub struct AnonymousDemand<'a> {
    primary: PrimaryStream,
    stream: Stream,
    centre: &'a Centre,
}

impl<'a> AnonymousDemand<'a> {
    /// Arrivals at `rates_per_hour` (one pattern per reason), with the laws of `centre` for redial and repeat.
    pub fn new(
        stream: Stream,
        calendar: Calendar,
        rates_per_hour: &[WeekPattern],
        busyness_cv: f64,
        centre: &'a Centre,
    ) -> Self {
        let primary = PrimaryStream::new(stream, calendar, rates_per_hour, busyness_cv);
        AnonymousDemand { primary, stream, centre }
    }
}

impl Demand for AnonymousDemand<'_> {
    fn next_primary(&mut self) -> Option<Request> {
        self.primary.take()
    }

    fn accepts(&mut self, _request: &mut Request) -> bool {
        true
    }

    fn closed(&mut self, record: &ContactRecord) -> Option<Request> {
        follow_up::after(record, self.centre, &self.stream, true, true)
    }

    fn still_wanted(&mut self, _request: &Request) -> bool {
        true
    }
}
