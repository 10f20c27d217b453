//! Ledgers balance exactly: contacts, customers, money. (Queue time and agents' time are asserted by every run itself.)

mod common;

use common::{arm, runs_of, small_firm};
use goodwill::journey::{Links, ReplicationFacts, Scope};
use goodwill::metrics::Metric;

fn total(facts: &ReplicationFacts, scope: Scope, metric: Metric) -> f64 {
    facts.fact(scope, metric).map_or(0.0, |fact| fact.numerator)
}

#[test]
fn contacts_customers_and_money_add_up_in_every_scope() {
    let scenario = small_firm();
    for facts in runs_of(&arm(&scenario, &[1], Links::CLOSED), 3) {
        let of = |metric| total(&facts, Scope::Total, metric);
        assert_eq!(
            of(Metric::Offered),
            of(Metric::Answered) + of(Metric::Abandoned) + of(Metric::CarriedOver)
        );
        for metric in [Metric::Offered, Metric::Answered, Metric::Abandoned, Metric::Redials, Metric::Repeats]
        {
            for count_by in [
                (0..2).map(Scope::Segment).collect::<Vec<_>>(),
                (0..3).map(Scope::Reason).collect(),
                (0..48).map(Scope::Interval).collect(),
                (0..12).map(Scope::Week).collect(),
            ] {
                let sum: f64 = count_by.iter().map(|scope| total(&facts, *scope, metric)).sum();
                assert_eq!(sum, of(metric), "{} by {:?}", metric.key(), count_by[0]);
            }
        }
        let customers = |scope| {
            total(&facts, scope, Metric::CustomersStart) + total(&facts, scope, Metric::CustomersJoined)
                - total(&facts, scope, Metric::CustomersLeft)
        };
        for scope in [Scope::Total, Scope::Segment(0), Scope::Segment(1)] {
            assert_eq!(customers(scope), total(&facts, scope, Metric::CustomersEnd));
        }
        assert!((of(Metric::Profit) - (of(Metric::Revenue) - of(Metric::Cost))).abs() < 1e-6);
        let by_week: f64 = (0..12).map(|week| total(&facts, Scope::Week(week), Metric::Profit)).sum();
        assert!((by_week - of(Metric::Profit)).abs() < 1e-6 * of(Metric::Revenue));
        assert_eq!((facts.majorant_exceeded, facts.slots_exhausted), (0, 0));
    }
}

/// The agents' hours by half-hour add up to those of the teams, and nobody works more than is paid.
#[test]
fn agents_time_adds_up() {
    let scenario = small_firm();
    for facts in runs_of(&arm(&scenario, &[], Links::CLOSED), 2) {
        let hours = |scope| total(&facts, scope, Metric::AgentHours);
        let by_interval: f64 = (0..48).map(|interval| hours(Scope::Interval(interval))).sum();
        let by_team = hours(Scope::Team(0)) + hours(Scope::Team(1));
        assert!((by_interval - hours(Scope::Total)).abs() < 1e-6);
        assert!((by_team - hours(Scope::Total)).abs() < 1e-6);
        assert!(total(&facts, Scope::Total, Metric::PaidHours) > hours(Scope::Total));
    }
}
