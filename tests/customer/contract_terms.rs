//! Contract terms: the lock holds for the term, opens at its end, and who stays signs again by the stated share.

use std::collections::BTreeMap;

use goodwill::journey::{Links, MonthRow, calibrate};
use goodwill::random::math;
use goodwill::statistics::Gate;

use crate::common::arm;
use crate::firm::{PRODUCT, firm, is_share, recorded};

/// A term of six months with a lock that lets nobody go, and odds three times as high in the month in which it ends.
const TERM: u32 = 6;

/// Everybody's steps in order of time. All are in a term at first, and nobody joins.
fn steps() -> Vec<Vec<MonthRow>> {
    let set = [
        ("time.horizon", "104w"),
        ("segment.one.contract_share", "1"),
        ("segment.one.contract_months", "6"),
        ("segment.one.renewal", "0.5"),
        ("segment.one.newcomers_per_month", "0"),
        ("segment.two.newcomers_per_month", "0"),
        ("loyalty.churn.contract_lock", "0"),
        ("loyalty.churn.expiry_factor", "3"),
    ];
    let baseline = arm(&firm(&[PRODUCT], &set), &[], Links::CLOSED);
    let rows = recorded(&baseline, &calibrate(&baseline, 1)).months;
    let mut by_customer: BTreeMap<u32, Vec<MonthRow>> = BTreeMap::new();
    rows.into_iter()
        .filter(|row| row.segment == 0)
        .for_each(|row| by_customer.entry(row.slot).or_default().push(row));
    by_customer.into_values().collect()
}

/// What happened in one kind of month.
#[derive(Default)]
struct Months {
    count: f64,
    left: f64,
}

impl Months {
    fn add(&mut self, row: &MonthRow) {
        self.count += 1.0;
        self.left += f64::from(u8::from(row.left));
    }

    /// Log-odds of leaving, and its squared standard error.
    fn log_odds(&self) -> (f64, f64) {
        let stayed = self.count - self.left;
        (math::ln(self.left / stayed), 1.0 / self.left + 1.0 / stayed)
    }
}

#[test]
fn a_term_locks_ends_and_is_renewed() {
    let (mut locked, mut ending, mut free) = (Months::default(), Months::default(), Months::default());
    let (mut may_renew, mut renewed) = (0.0, 0.0);
    for steps in steps() {
        // The month after a locked one is the last of the term: its lock is open.
        let mut since_renewal = None;
        for (number, row) in steps.iter().enumerate() {
            let was_locked = number > 0 && steps[number - 1].in_contract;
            if row.in_contract {
                locked.add(row);
                since_renewal = since_renewal.map(|months: u32| months + 1);
                if number > 0 && !was_locked {
                    // A term that ended with the first step began before anybody looked.
                    renewed += f64::from(u8::from(number > 1));
                    since_renewal = Some(1);
                }
                continue;
            }
            if was_locked {
                ending.add(row);
                may_renew += f64::from(u8::from(!row.left && number + 1 < steps.len()));
                assert!(
                    since_renewal.is_none_or(|months| months == TERM - 1),
                    "a term of {since_renewal:?} months"
                );
            } else if number > 0 {
                free.add(row);
            }
            since_renewal = None;
        }
    }
    assert_eq!(locked.left, 0.0, "the lock lets nobody go");
    assert!(locked.count > 10_000.0 && free.count > 10_000.0 && ending.count > 2_000.0);
    assert!(is_share(renewed, may_renew, 0.5), "{renewed} of {may_renew} sign again");
    let ((at_the_end, one), (otherwise, other)) = (ending.log_odds(), free.log_odds());
    let error = (one + other).sqrt();
    assert!(
        Gate::registered().holds(at_the_end - otherwise, math::ln(3.0), error),
        "{at_the_end} {otherwise}"
    );
    assert!(!Gate::registered().holds(at_the_end - otherwise, 0.0, error), "the gate could not tell");
}
