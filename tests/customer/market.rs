//! A second firm in the market: what it takes and gives is in the ledger of both firms, by the stated shares.

use goodwill::journey::{Links, Scope};
use goodwill::metrics::Metric;
use goodwill::random::math;

use crate::firm::{
    CHURN, DAYS, MONTH, NEWCOMERS, PRODUCT, arms, firm, intervention, is_poisson, is_share, pooled, total,
};

/// So many customers that what it has to give hardly changes.
const LARGE: &str = r#"
[market]
rival = "other"
customers = 10000000
satisfaction = 63
pull = 0.4
leavers_to_rival = 0.6
newcomers_from_rival = 0.5
"#;

/// Every customer is in one place: start + joined - left = end in each segment, and what the rival had, took and gave is what it
/// has. Its flows by segment and by week sum to the whole.
#[test]
fn both_firms_books_balance() {
    let small = LARGE.replace("10000000", "3000");
    let better = intervention("it gets better", &[("market.satisfaction", "\"+10\"")]);
    for runs in arms(&firm(&[PRODUCT, &small, &better], &[]), Links::CLOSED, 2) {
        for facts in &runs {
            let of = |scope, metric| facts.fact(scope, metric).expect("it applies").numerator;
            for scope in [Scope::Total, Scope::Segment(0), Scope::Segment(1)] {
                assert_eq!(
                    of(scope, Metric::CustomersStart) + of(scope, Metric::CustomersJoined)
                        - of(scope, Metric::CustomersLeft),
                    of(scope, Metric::CustomersEnd)
                );
                assert!(of(scope, Metric::LeftToRival) > 0.0 && of(scope, Metric::JoinedFromRival) > 0.0);
                assert!(of(scope, Metric::LeftToRival) < of(scope, Metric::CustomersLeft));
                assert!(of(scope, Metric::JoinedFromRival) < of(scope, Metric::CustomersJoined));
            }
            let whole = |metric| of(Scope::Total, metric);
            assert_eq!(
                whole(Metric::RivalCustomersStart) + whole(Metric::LeftToRival)
                    - whole(Metric::JoinedFromRival),
                whole(Metric::RivalCustomersEnd)
            );
            let share = facts.fact(Scope::Total, Metric::MarketShare).expect("it applies");
            assert_eq!(share.numerator, whole(Metric::CustomersEnd));
            assert_eq!(share.denominator, whole(Metric::CustomersEnd) + whole(Metric::RivalCustomersEnd));
            for metric in [Metric::LeftToRival, Metric::JoinedFromRival] {
                let by_segment: f64 = (0..2).map(|segment| of(Scope::Segment(segment), metric)).sum();
                let by_week: f64 = (0..52).map(|week| of(Scope::Week(week), metric)).sum();
                assert_eq!((by_segment, by_week), (whole(metric), whole(metric)), "{}", metric.key());
            }
        }
    }
}

/// Of those who leave of their own will 60 % go there, of newcomers 50 % come from there. When it gets 10 points better the odds
/// of leaving rise by exp 0.4 and acquisition falls by as much.
#[test]
fn the_rival_takes_and_gives_the_stated_shares() {
    let better = intervention("it gets better", &[("market.satisfaction", "\"+10\"")]);
    let arms = arms(&firm(&[PRODUCT, LARGE, &better], &[]), Links::CLOSED, 2);
    for runs in &arms {
        let (left, joined) = (total(runs, Metric::CustomersLeft), total(runs, Metric::CustomersJoined));
        assert!(is_share(total(runs, Metric::LeftToRival), left, 0.6));
        assert!(is_share(total(runs, Metric::JoinedFromRival), joined, 0.5));
    }
    let pull = math::exp(0.4);
    let pulled = |odds: f64| odds / (1.0 + odds);
    let (left, at_risk) = pooled(&arms[1], Scope::Total, Metric::ChurnMonthly);
    assert!(is_share(left, at_risk, pulled(pull * CHURN / (1.0 - CHURN))), "{left} of {at_risk}");
    assert!(!is_share(left, at_risk, CHURN), "the gate could not tell");
    let mean = 2.0 * NEWCOMERS * DAYS / MONTH;
    let joined = total(&arms[1], Metric::CustomersJoined);
    assert!(is_poisson(joined, mean / pull), "{joined}, {mean}");
    assert!(!is_poisson(joined, mean), "the gate could not tell");
}

/// What there is to win shrinks with its customers: a rival that is all but empty gives nobody, and with half of our newcomers
/// stated to come from there, half of them are missing. Leavers who die or move go nowhere.
#[test]
fn an_empty_rival_gives_nobody() {
    let empty = LARGE.replace("10000000", "1").replace("leavers_to_rival = 0.6", "leavers_to_rival = 0.0");
    let scenario = firm(&[PRODUCT, &empty], &[("loyalty.churn.involuntary_share", "0.5")]);
    let runs = arms(&scenario, Links::CLOSED, 2).remove(0);
    assert_eq!(total(&runs, Metric::LeftToRival), 0.0);
    assert!(total(&runs, Metric::JoinedFromRival) <= 2.0);
    let joined = total(&runs, Metric::CustomersJoined);
    assert!(is_poisson(joined, 0.5 * 2.0 * NEWCOMERS * DAYS / MONTH), "{joined}");
    let (involuntary, left) =
        (total(&runs, Metric::CustomersLeftInvoluntary), total(&runs, Metric::CustomersLeft));
    assert!(is_share(involuntary, left, 0.5), "{involuntary} of {left}");

    let scenario = firm(&[PRODUCT, LARGE], &[("loyalty.churn.involuntary_share", "0.5")]);
    let runs = arms(&scenario, Links::CLOSED, 2).remove(0);
    let voluntary = total(&runs, Metric::CustomersLeft) - total(&runs, Metric::CustomersLeftInvoluntary);
    assert!(is_share(total(&runs, Metric::LeftToRival), voluntary, 0.6));
}
