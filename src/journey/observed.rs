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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experience::{Appraisal, Category, Dynamics, ExperienceModel, QualityClass, Touch, Waiting};
    use crate::journey::sums::CustomerSums;
    use crate::population::{Layout, Segment};
    use crate::random::Distribution;
    use crate::random::math;
    use crate::time::{Calendar, Duration};

    fn day(number: u64) -> Instant {
        Instant::micros(number * Duration::DAY.as_micros())
    }

    /// Of people who are there the share exp(-days / gap) is taken for lost, of those who left d days ago the share
    /// 1 - exp(-(days - d) / gap) for customers: at five standard errors each, false alarm below 2e-6.
    #[test]
    fn silence_is_told_from_leaving_only_by_time() {
        let observed = Observed { use_gap_days: 30.0, inactive_after_days: 60.0 };
        let segment = Segment {
            name: "prepaid".into(),
            size: 40_000,
            tenure_months: Distribution::constant(60.0).unwrap(),
            monthly_revenue: Distribution::constant(9.0).unwrap(),
            contact_factor: 1.0,
            contact_cv: 0.0,
            patience_factor: 1.0,
            expectation_shift: 0.0,
            churn_monthly: 0.0,
            complaint_factor: 1.0,
            contract_share: 0.0,
            newcomers_per_month: 0.0,
        };
        let stream = Stream::new(4, 1);
        let mut customers = Customers::default();
        let layout = Layout::new(std::slice::from_ref(&segment), &[0]);
        customers.draw(&[segment], layout, 0.0, &stream);
        customers.reset(1);
        let appraisal = Appraisal::new(&ExperienceModel {
            categories: vec![Category {
                name: "all".into(),
                importance: 1.0,
                class: QualityClass::Linear,
                expectation: 7.0,
                touch: Touch::Month { mean: 7.0, sd_between: 0.0, sd_within: 0.0 },
            }],
            dynamics: Dynamics {
                contact_learning: 0.1,
                month_learning: 0.1,
                tenure_slowing: 0.0,
                peak_weight: 1.0,
                memory_half_life: Duration::WEEK,
                expectation_learning: 0.0,
                direct: 10.0,
                gain: 1.0,
                loss: 2.0,
                promise: 0.0,
            },
            waiting: Waiting { factor: 1.0, exponent: 1.0, acceptable: Duration::seconds(60) },
        });
        let calendar = Calendar { start: Duration::ZERO, warm_up: Duration::ZERO, horizon: Duration::WEEK };
        let mut sums = CustomerSums::new(calendar, 1);
        for slot in 0..40_000 {
            customers.join(slot, 0, Instant::ZERO, &appraisal, &mut sums);
        }
        let near = |what: &str, found: u64, of: f64, share: f64| {
            let error = (of * share * (1.0 - share)).sqrt();
            assert!((found as f64 - of * share).abs() < 5.0 * error, "{what}: {found} of {of}, not {share}");
        };
        let before = look(&customers, 0, &observed, day(10), Look::Start, &stream);
        near("wrongly lost", before.wrongly_lost, 40_000.0, math::exp(-2.0));
        assert_eq!(before.customers + before.wrongly_lost, 40_000);
        for slot in 0..20_000 {
            customers.leave(slot, 0, day(70), &mut sums);
        }
        let soon = look(&customers, 0, &observed, day(100), Look::End, &stream);
        let still_seen = 20_000 - soon.wrongly_lost;
        near("seen though gone", soon.customers - still_seen, 20_000.0, 1.0 - math::exp(-1.0));
        let late = look(&customers, 0, &observed, day(131), Look::End, &stream);
        assert_eq!(late.customers + late.wrongly_lost, 20_000, "who is gone for long is seen by nobody");
    }
}
