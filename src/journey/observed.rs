//! What the firm sees of customers who need not give notice: who has used the service lately counts as a customer, whether or
//! not there still is one.

use crate::journey::customers::{Customers, months};
use crate::loyalty::Observed;
use crate::random::{Purpose, Stream, uniform};
use crate::time::{DAYS_PER_MONTH, Instant};

/// At which end of the horizon the firm looks; each has luck of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Look {
    /// At its start.
    Start = 0,
    /// At its end.
    End = 1,
}

/// Customers of one segment as the firm sees them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Taken for customers.
    pub customers: u64,
    /// Of those who are customers, taken for lost.
    pub wrongly_lost: u64,
}

/// Looks at one segment at `now`.
pub fn look(
    customers: &Customers,
    segment: usize,
    observed: &Observed,
    now: Instant,
    at: Look,
    stream: &Stream,
) -> Seen {
    let layout = &customers.layout;
    let slots = layout.initial[segment].clone().chain(layout.reserved[segment].clone());
    let mut seen = Seen::default();
    for slot in slots {
        let customer = customers.get(slot);
        if !customer.is_active() && !customer.has_left() {
            continue;
        }
        let gone_days = if customer.has_left() { customer.gone_days(now) } else { 0.0 };
        if gone_days >= observed.inactive_after_days {
            continue;
        }
        let member_days = customer.tenure_months(months(now)) * DAYS_PER_MONTH - gone_days;
        let luck = uniform(stream.words(Purpose::Use, u64::from(slot), at as u32)[0]);
        let is_seen = observed.is_seen(member_days.max(0.0), gone_days, luck);
        seen.customers += u64::from(is_seen);
        seen.wrongly_lost += u64::from(customer.is_active() && !is_seen);
    }
    seen
}
