//! What a replication gives record by record, for who wants more than sums.

use crate::journey::customers::months;
use crate::journey::table::Sources;
use crate::metrics::OperationalSums;
use crate::operation::{ContactRecord, Observer, Request};
use crate::survey::{Answers, Indicator};
use crate::time::{Calendar, Instant};

/// Hears of every contact offered within the horizon as it is closed, and at the end of every customer and of the answers to
/// the surveys. It cannot influence the run.
pub trait Recorder {
    /// A contact is closed; `follow_up` is what its customer will do.
    fn contact(&mut self, record: &ContactRecord, follow_up: Option<&Request>);

    /// A customer who was there at some time of the horizon, as of its end.
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
    /// Left, before or within the horizon.
    Left,
}

/// Tells the recorder of all customers, slot by slot within each segment.
pub(super) fn customers(sources: &Sources, recorder: &mut dyn Recorder) {
    let months_passed = months(sources.blueprint.calendar.end());
    for segment in 0..sources.blueprint.segments.len() {
        let layout = &sources.customers.layout;
        for slot in layout.initial[segment].clone().chain(layout.reserved[segment].clone()) {
            let customer = sources.customers.get(slot);
            let stay = match (customer.is_cohort(), customer.is_active(), customer.has_left()) {
                (true, ..) => Stay::Stayed,
                (_, true, _) => Stay::Joined,
                (.., true) => Stay::Left,
                _ => continue,
            };
            recorder.customer(&CustomerRow {
                slot,
                segment,
                stay,
                satisfaction: customer.satisfaction,
                tenure_months: customer.tenure_months(months_passed),
                monthly_revenue: customer.monthly_revenue,
                contact_rate: customer.contact_rate,
                in_contract: customer.is_in_contract(),
            });
        }
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
    pub fn months(&mut self, now: Instant, rows: &mut Vec<MonthRow>) {
        if let Some(recorder) = &mut self.recorder
            && now > self.calendar.measured_from()
        {
            rows.iter().for_each(|row| recorder.month(row));
        }
        rows.clear();
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
