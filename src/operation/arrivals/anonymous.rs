//! The demand of a bare operation: anonymous customers who redial and repeat with fixed probabilities.

use crate::operation::arrivals::{ArrivalModel, PrimaryStream, WeekPattern, next_call};
use crate::operation::centre::Centre;
use crate::operation::contact::{ContactRecord, Request};
use crate::operation::follow_up;
use crate::operation::seam::Demand;
use crate::random::Stream;
use crate::time::Calendar;

/// Anonymous arrivals by a stated model.
#[derive(Clone, Debug)]
pub struct AnonymousDemand<'a> {
    primary: PrimaryStream,
    stream: Stream,
    arrivals: ArrivalModel,
    centre: &'a Centre,
    /// Whether some callers are a finite population.
    has_sources: bool,
}

impl<'a> AnonymousDemand<'a> {
    /// Poisson arrivals at `rates_per_hour` (one pattern per reason), each day busy by a gamma factor with this coefficient
    /// of variation, with the laws of `centre` for redial and repeat.
    pub fn new(
        stream: Stream,
        calendar: Calendar,
        rates_per_hour: &[WeekPattern],
        busyness_cv: f64,
        centre: &'a Centre,
    ) -> Self {
        Self::with(stream, calendar, ArrivalModel::busy(rates_per_hour, busyness_cv), centre)
    }

    /// Arrivals by a model, with the laws of `centre` for redial and repeat.
    pub fn with(stream: Stream, calendar: Calendar, arrivals: ArrivalModel, centre: &'a Centre) -> Self {
        let majorant = vec![1.0; arrivals.reasons.len()];
        let primary = PrimaryStream::of(stream, calendar, &arrivals, &majorant, &centre.reasons);
        let has_sources = arrivals.has_sources();
        AnonymousDemand { primary, stream, arrivals, centre, has_sources }
    }
}

impl Demand for AnonymousDemand<'_> {
    #[inline(always)]
    fn next_primary(&mut self) -> Option<Request> {
        self.primary.take()
    }

    #[inline]
    fn accepts(&mut self, _request: &mut Request) -> bool {
        true
    }

    #[inline(always)]
    fn closed(&mut self, record: &ContactRecord) -> Option<Request> {
        let again = follow_up::after(record, self.centre, &self.stream, true, true);
        if again.is_none() && self.has_sources {
            return next_call(record, &self.arrivals, &[], &self.stream);
        }
        again
    }

    #[inline]
    fn still_wanted(&mut self, _request: &Request) -> bool {
        true
    }
}
