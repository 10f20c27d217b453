//! Ledgers balance exactly: contacts, customers, money. (Queue time and agents' time are asserted by every run itself.)

mod common;

use common::{arm, runs_of, small_firm};
use goodwill::journey::{Links, ReplicationFacts, Scope};
use goodwill::metrics::Metric;
use goodwill::scenario::parse;

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
        // What agents cost falls to reasons in full, and to segments too where no one works in a back office.
        for scopes in [(0..2).map(Scope::Segment).collect::<Vec<_>>(), (0..3).map(Scope::Reason).collect()] {
            let cost: f64 = scopes.iter().map(|scope| total(&facts, *scope, Metric::CostPerContact)).sum();
            assert!((cost - of(Metric::CostStaff)).abs() < 1e-6, "{cost} of {}", of(Metric::CostStaff));
        }
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

/// Two teams whose agents leave and are replaced after a time: heads that change during the day, and shifts with an unpaid
/// break whose agents stay as long as there is work.
const LEAVERS: &str = r#"
name = "leavers"
[time]
horizon = "8w"
warm_up = "1w"
[[reason]]
name = "call"
arrivals_per_hour = [4, 4, 4, 4, 4, 4, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 8, 8, 8]
talk = { dist = "exponential", mean = "10m" }
patience = { dist = "exponential", mean = "5m" }
[[team]]
name = "heads"
skills = ["call"]
agents = [4, 4, 4, 4, 4, 4, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 6, 6, 6, 4, 4, 4]
cost_per_hour = 20
hiring = { attrition_per_month = 0.2, replaced_after = "10d", cost_per_hire = 500 }
[[team]]
name = "shifts"
skills = ["call"]
cost_per_hour = 30
hiring = { attrition_per_month = 0.2, replaced_after = "10d" }
[[team.shifts]]
name = "late"
start = "12:00"
length = "8h"
agents = 4
open_end = true
breaks = [{ after = "4h", length = "30m", paid = false }]
[[team]]
name = "rested"
skills = ["call"]
cost_per_hour = 25
hiring = { attrition_per_month = 0.6, replaced_after = "10d" }
[[team.shifts]]
name = "day"
start = "08:00"
length = "8h"
agents = 4
breaks = [{ after = "4h", length = "30m" }]
"#;

/// Where nobody is absent and nothing shrinks, the hours paid are the hours on duty and the paid breaks of who is there: without
/// those of places that are vacant, and with those after the end of the shift.
#[test]
fn hours_on_duty_are_paid_and_no_others() {
    let scenario = parse(LEAVERS, "leavers.toml").unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let planned = [56.0 * (4.0 * 9.0 + 8.0 * 12.0 + 6.0 * 3.0), 56.0 * 4.0 * 7.5, 56.0 * 4.0 * 8.0];
    let mut overtime = 0.0;
    for facts in runs_of(&arm(&scenario, &[], Links::CLOSED), 3) {
        let of = |scope, metric| total(&facts, scope, metric);
        let mut cost = 0.0;
        for (team, rate) in [20.0, 30.0, 25.0].into_iter().enumerate() {
            let scope = Scope::Team(team);
            let (paid, present) = (of(scope, Metric::PaidHours), of(scope, Metric::AgentHours));
            if team < 2 {
                assert!((paid - present).abs() < 1e-6, "team {team}: {paid} paid, {present} present");
            } else {
                // A break of half an hour in eight, and the end of a talk that had begun before it or before the shift's end.
                let ratio = paid / present;
                assert!(
                    (ratio - 8.0 / 7.5).abs() < 0.01 && paid < planned[2],
                    "{paid} paid, {present} present"
                );
            }
            assert!(team == 1 || paid < planned[team], "{paid} hours are paid, as some places were vacant");
            let [handling, available, breaks, beyond, vacant] = [
                Metric::HandlingHours,
                Metric::AvailableHours,
                Metric::BreakHours,
                Metric::OvertimeHours,
                Metric::VacantHours,
            ]
            .map(|metric| of(scope, metric));
            assert!((handling + available - present).abs() < 1e-6);
            assert!((planned[team] - vacant + beyond - paid).abs() < 1e-6, "team {team}");
            let paid_breaks = if team == 2 { breaks } else { 0.0 };
            assert!((present + paid_breaks - paid).abs() < 1e-6, "team {team}: {breaks} hours of breaks");
            assert!((team == 0) == (breaks == 0.0));
            let of_team = facts.fact(scope, Metric::CostPerContact).expect("service costs something");
            let hires = of_team.numerator - paid * rate;
            assert!(if team == 0 { hires > 0.0 && hires % 500.0 < 1e-6 } else { hires.abs() < 1e-6 });
            assert_eq!(of_team.denominator, of(scope, Metric::Answered));
            cost += of_team.numerator;
        }
        assert!((of(Scope::Total, Metric::CostPerContact) - cost).abs() < 1e-6);
        for metric in [Metric::PaidHours, Metric::CostPerContact, Metric::BreakHours, Metric::VacantHours] {
            let sum = |scopes: &mut dyn Iterator<Item = Scope>| -> f64 {
                scopes.map(|scope| of(scope, metric)).sum()
            };
            let whole = of(Scope::Total, metric);
            for by in [
                sum(&mut (0..48).map(Scope::Interval)),
                sum(&mut (0..8).map(Scope::Week)),
                sum(&mut (0..3).map(Scope::Team)),
            ] {
                assert!((by - whole).abs() < 1e-6, "{}: {by} against {whole}", metric.key());
            }
        }
        assert!((of(Scope::Reason(0), Metric::CostPerContact) - cost).abs() < 1e-6);
        overtime += of(Scope::Interval(40), Metric::AgentHours) - 56.0 * 3.0;
    }
    assert!(overtime > 0.0, "after 20:00 somebody stays");
}

/// Two reasons of the same team, one with twice the talk, and one of a team of its own that nobody needs: a known answer.
#[test]
fn a_teams_cost_falls_to_its_contacts_by_handling_time() {
    let text = r#"
name = "costs"
[time]
horizon = "10d"
[[reason]]
name = "short"
arrivals = { per_day = 20, sd = 0 }
talk = { dist = "constant", mean = "4m" }
[[reason]]
name = "long"
arrivals = { per_day = 10, sd = 0 }
talk = { dist = "constant", mean = "8m" }
[[reason]]
name = "apart"
arrivals = { per_day = 5, sd = 0 }
talk = { dist = "constant", mean = "8m" }
[[team]]
name = "both"
skills = ["short", "long"]
agents = 2
cost_per_hour = 20
[[team]]
name = "own"
skills = ["apart"]
agents = 1
cost_per_hour = 50
"#;
    let scenario = parse(text, "costs.toml").unwrap_or_else(|mistakes| panic!("{mistakes}"));
    for facts in runs_of(&arm(&scenario, &[], Links::CLOSED), 2) {
        let of =
            |scope| facts.fact(scope, Metric::CostPerContact).map(|fact| fact.numerator / fact.denominator);
        // 2 x 24 x 20 a day for 80 minutes of each of the two reasons.
        let near = |scope, value: f64| assert!((of(scope).unwrap() - value).abs() < 1e-9, "{scope:?}");
        near(Scope::Reason(0), 480.0 / 20.0);
        near(Scope::Reason(1), 480.0 / 10.0);
        near(Scope::Reason(2), 24.0 * 50.0 / 5.0);
        near(Scope::Team(0), 960.0 / 30.0);
        near(Scope::Total, 2_160.0 / 35.0);
        let at_noon = facts.fact(Scope::Interval(24), Metric::CostPerContact).unwrap();
        assert!((at_noon.numerator - 10.0 * (40.0 + 50.0) / 2.0).abs() < 1e-9);
    }
}

/// Where only hires cost, a run without any costs nothing: its figure is 0 and not absent, as whether it applies is the scenario's.
#[test]
fn a_run_in_which_nobody_was_hired_costs_nothing_and_says_so() {
    let text = r#"
name = "hires alone cost"
[time]
horizon = "2d"
[[reason]]
name = "call"
arrivals_per_hour = 6
talk = { dist = "constant", mean = "4m" }
[[team]]
name = "front"
skills = ["call"]
agents = 2
hiring = { attrition_per_month = 0.9, cost_per_hire = 1000 }
[[team]]
name = "free"
skills = ["call"]
agents = 1
"#;
    let scenario = parse(text, "hires.toml").unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let runs = runs_of(&arm(&scenario, &[], Links::CLOSED), 40);
    let costs: Vec<f64> = runs
        .iter()
        .map(|facts| {
            facts.fact(Scope::Total, Metric::CostPerContact).expect("it applies in every run").numerator
        })
        .collect();
    assert!(costs.contains(&0.0) && costs.iter().any(|cost| *cost > 0.0), "{costs:?}");
    for facts in &runs {
        assert!(facts.fact(Scope::Team(0), Metric::CostPerContact).is_some());
        assert!(facts.fact(Scope::Team(1), Metric::CostPerContact).is_none(), "nothing of it costs");
    }
}
