//! What a replication gives record by record, for who wants more than sums.

use std::collections::BTreeMap;

use crate::journey::closed_loop::ClosedLoop;
use crate::journey::customers::months;
use crate::metrics::OperationalSums;
use crate::operation::{ContactRecord, Observer, Request};
use crate::survey::{Answers, Indicator};
use crate::time::{Calendar, Instant};

/// Hears of every contact offered within the horizon as it is closed, at the end of the horizon of every customer, and of the
/// answers to the surveys. It cannot influence the run.
pub trait Recorder {
    /// A contact is closed; `follow_up` is what its customer will do.
    fn contact(&mut self, record: &ContactRecord, follow_up: Option<&Request>);

    /// A customer who was there at some time of the warm-up or the horizon, as of the end of the horizon.
    fn customer(&mut self, customer: &CustomerRow);

    /// The answers to the waves of the panel, in order of time, or (`after_contact`) to the surveys after contacts.
    fn answers(&mut self, waves: &[Answers], indicators: &[Indicator], after_contact: bool);

    /// A customer was at risk of leaving in a month of the horizon. Only who [wants](Self::wants_months) these rows gets them.
    fn month(&mut self, _row: &MonthRow) {}

    /// Whether the rows of months are wanted: there are as many as customers times months.
    fn wants_months(&self) -> bool {
        false
    }
}

/// A customer at the end of the horizon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CustomerRow {
    /// Number of the customer, as in the contacts.
    pub slot: u32,
    /// Index of the segment.
    pub segment: usize,
    /// Whether the customer is there.
    pub stay: Stay,
    /// Week of the horizon in which the customer joined, from 0; `None` for who was there when it began, or before.
    pub joined_week: Option<usize>,
    /// Week of the horizon in which the customer left, from 0.
    pub left_week: Option<usize>,
    /// Latent satisfaction, 0-100; the last value for who left.
    pub satisfaction: f32,
    /// Months with the firm at the end of the horizon, as if nobody had left.
    pub tenure_months: f64,
    /// Revenue per month in hundredths of the currency.
    pub monthly_revenue: u32,
    /// Personal factor on the contact rate, mean 1 within the segment.
    pub contact_rate: f32,
    /// Whether the customer is in a contract term.
    pub in_contract: bool,
}

/// One customer in one month: what the hazard of leaving saw, and whether the customer left. The row of a discrete-time
/// hazard model (Allison 1982).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonthRow {
    /// Number of the customer, as in the contacts.
    pub slot: u32,
    /// Index of the segment.
    pub segment: usize,
    /// Latent satisfaction at the monthly step, 0-100.
    pub satisfaction: f32,
    /// Months with the firm at the monthly step.
    pub tenure_months: f64,
    /// Whether in a contract term.
    pub in_contract: bool,
    /// Whether the customer left at this step.
    pub left: bool,
}

/// Whether a customer stayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// There at the start of the horizon and at its end.
    Stayed,
    /// Joined within the horizon and is there at its end.
    Joined,
    /// Left within the horizon, there at its start or joined since.
    Left,
    /// Left within the warm-up: no figure of the horizon counts this customer.
    LeftBefore,
}

/// What happens to customers during a run that is recorded.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The monthly steps of the day, if they are wanted.
    months: Option<Vec<MonthRow>>,
    /// Week of the horizon in which a customer joined, by slot.
    joined: BTreeMap<u32, usize>,
    /// Week of the horizon in which a customer left, by slot.
    left: BTreeMap<u32, usize>,
}

impl Recorded {
    /// Nothing yet of what this recorder wants.
    pub fn wanted_by(recorder: &dyn Recorder) -> Self {
        let months = recorder.wants_months().then(Vec::new);
        Recorded { months, joined: BTreeMap::new(), left: BTreeMap::new() }
    }

    /// Where monthly steps are written down, if they are wanted.
    pub fn months_mut(&mut self) -> Option<&mut Vec<MonthRow>> {
        self.months.as_mut()
    }

    /// A customer joins in this week of the horizon, or before it.
    pub fn joins(&mut self, slot: u32, week: Option<usize>) {
        self.joined.extend(week.map(|week| (slot, week)));
    }

    /// A customer leaves in this week of the horizon, or before it.
    pub fn leaves(&mut self, slot: u32, week: Option<usize>) {
        self.left.extend(week.map(|week| (slot, week)));
    }
}

/// Sums, and beside them a recorder if there is one.
pub(super) struct Books<'r> {
    pub sums: OperationalSums,
    pub calendar: Calendar,
    pub recorder: Option<&'r mut dyn Recorder>,
}

impl Books<'_> {
    /// Hands the rows of a day's monthly steps to the recorder, those of the horizon, and takes them from the list.
    pub fn months(&mut self, now: Instant, state: &mut ClosedLoop) {
        let Some(rows) = state.recorded.as_mut().and_then(Recorded::months_mut) else {
            return;
        };
        if let Some(recorder) = &mut self.recorder
            && now > self.calendar.measured_from()
        {
            rows.iter().for_each(|row| recorder.month(row));
        }
        rows.clear();
    }

    /// Tells the recorder of all customers at the end of the horizon, slot by slot within each segment. Contacts are served
    /// out after that, and what they do to customers is in no figure.
    pub fn customers(&mut self, state: &ClosedLoop) {
        let (Some(recorder), Some(recorded)) = (&mut self.recorder, &state.recorded) else {
            return;
        };
        let months_passed = months(self.calendar.end());
        let layout = &state.customers.layout;
        for segment in 0..state.blueprint.segments.len() {
            for slot in layout.initial[segment].clone().chain(layout.reserved[segment].clone()) {
                let customer = state.customers.get(slot);
                let left_week = recorded.left.get(&slot).copied();
                let stay = match (customer.is_cohort(), customer.is_active(), left_week) {
                    (true, ..) => Stay::Stayed,
                    (_, true, _) => Stay::Joined,
                    (.., Some(_)) => Stay::Left,
                    _ if customer.has_left() => Stay::LeftBefore,
                    _ => continue,
                };
                recorder.customer(&CustomerRow {
                    slot,
                    segment,
                    stay,
                    joined_week: recorded.joined.get(&slot).copied(),
                    left_week,
                    satisfaction: customer.satisfaction,
                    tenure_months: customer.tenure_months(months_passed),
                    monthly_revenue: customer.monthly_revenue,
                    contact_rate: customer.contact_rate,
                    in_contract: customer.is_in_contract(),
                });
            }
        }
    }

    /// Hands a contact of the horizon to the recorder.
    #[inline(never)]
    fn record(&mut self, record: &ContactRecord, follow_up: Option<&Request>) {
        if let Some(recorder) = &mut self.recorder
            && self.calendar.week(record.request.at).is_some()
        {
            recorder.contact(record, follow_up);
        }
    }
}

impl Observer for Books<'_> {
    const LOOKS_AT_LEGS: bool = false;

    #[inline]
    fn offered(&mut self, request: &Request) {
        self.sums.offered(request);
    }

    #[inline(always)]
    fn closed(&mut self, record: &ContactRecord, follow_up: Option<&Request>) {
        self.sums.closed(record, follow_up);
        if self.recorder.is_some() {
            self.record(record, follow_up);
        }
    }

    #[inline(always)]
    fn queue_changed(&mut self, now: Instant, reason: usize, length: usize) {
        self.sums.queue_changed(now, reason, length);
    }

    #[inline(always)]
    fn agents_changed(&mut self, now: Instant, team: usize, available: usize, handling: usize) {
        self.sums.agents_changed(now, team, available, handling);
    }

    fn duty_changed(&mut self, now: Instant, team: usize, vacant: usize, beyond: usize) {
        self.sums.duty_changed(now, team, vacant, beyond);
    }

    fn breaks_changed(&mut self, now: Instant, team: usize, on_break: usize) {
        self.sums.breaks_changed(now, team, on_break);
    }

    fn hired(&mut self, now: Instant, team: usize) {
        self.sums.hired(now, team);
    }
}
