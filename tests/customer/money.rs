//! Every unit of money: what was spent is rebuilt part by part from counts and prices, for a firm that has all parts.

use goodwill::journey::{Links, ReplicationFacts, Scope};
use goodwill::metrics::{ALL, Kind, Metric};
use goodwill::scenario::{Scenario, parse};

use crate::common::{arm, runs_of};

const WEEKS: usize = 12;
const MARGIN: f64 = 0.5;
const CONTACT_COST: f64 = 0.2;
const ACQUISITION_COST: f64 = 15.0;
/// Wages of the teams, in their order, and what a hire costs.
const WAGES: [f64; 3] = [25.0, 30.0, 28.0];
const HIRE: f64 = 1_500.0;
const ONE_OFF: f64 = 4_000.0;
const RUNNING: f64 = 300.0;
const PER_PARTICIPANT: f64 = 0.4;
const REWARD: f64 = 0.05;
const CLAIM: f64 = 40.0;
const COMPENSATION: f64 = 20.0;
const UPDATE: f64 = 0.5;
/// What touchpoints cost a customer of each segment and month in expectation: deliveries for all, returns for the second alone.
const TOUCHPOINTS: [f64; 2] = [2.0 * 3.0, 2.0 * 3.0 + 0.1 * 12.0];

/// A firm with every source of cost: agents of three teams who leave and are replaced, self-service that is paid for by the
/// month, contacts, acquisition, complaints with compensation, claims and updates, a programme in which everybody takes part,
/// deliveries and returns, feedback that is worked on.
const FIRM: &str = r#"
name = "All parts"
[time]
horizon = "12w"
warm_up = "4w"
[[reason]]
name = "question"
contacts_per_month = 0.8
talk = { dist = "exponential", mean = "4m" }
patience = { dist = "exponential", mean = "6m" }
resolution = 0.6
self_service = { time = { dist = "exponential", mean = "1m" }, containment = 0.1, false_containment = 0.3 }
callback = { from_queue = 2, accept = 0.5 }
redial = { probability = 0.4, delay = { dist = "exponential", mean = "1h" } }
repeat = { probability = 0.4, delay = { dist = "exponential", mean = "1d" } }
[[reason]]
name = "complaint"
contacts_per_month = 0
talk = { dist = "exponential", mean = "6m" }
resolution = 0.3
[[reason]]
name = "case"
channel = "deferred"
contacts_per_month = 0
talk = { dist = "exponential", mean = "90m" }
resolution = 0.6
[[reason]]
name = "idea"
channel = "deferred"
contacts_per_month = 0
talk = { dist = "exponential", mean = "20m" }
[[team]]
name = "front"
agents = 3
skills = ["question"]
cost_per_hour = 25
shrinkage = 0.2
hiring = { attrition_per_month = 0.5, cost_per_hire = 1500 }
[[team]]
name = "complaints"
agents = 2
skills = ["complaint"]
cost_per_hour = 30
[[team]]
name = "cases"
agents = 2
skills = ["case", "idea"]
cost_per_hour = 28
[[segment]]
name = "one"
size = 3000
tenure_months = { dist = "uniform", low = 6, high = 60 }
monthly_revenue = { dist = "lognormal", mean = 30, cv = 0.6 }
churn_monthly = 0.05
newcomers_per_month = 150
[[segment]]
name = "two"
size = 1000
tenure_months = { dist = "uniform", low = 6, high = 60 }
monthly_revenue = { dist = "lognormal", mean = 60, cv = 0.6 }
churn_monthly = 0.04
newcomers_per_month = 50
[[category]]
name = "service"
importance = 0.7
expectation = 7.0
contact = { access = 0.3, manner = 0.2, ability = 0.5 }
[[category]]
name = "goods"
importance = 0.3
expectation = 7.0
touchpoint = { delivery = { speed = 0.7 }, return = { "refund time" = 0.3 } }
[[touchpoint]]
name = "delivery"
per_month = 2
cost = 3
[[touchpoint.driver]]
name = "speed"
mean = 7.2
sd_within = 1.0
[[touchpoint]]
name = "return"
per_month = 0.1
cost = 12
segments = ["two"]
[[touchpoint.driver]]
name = "refund time"
mean = 5.5
sd_within = 1.5
[loyalty]
churn = { satisfaction_effect = 0.6 }
exit = { after_failure = 0.005, after_unsolved_complaint = 0.2 }
[loyalty.complaint]
reason = "complaint"
probability = 0.2
[loyalty.complaint.handling]
work = "case"
rounds = 2
callback = { share = 0.8, within = "12h", missed = 1.0, claim = 0.5, claim_cost = 40 }
updates = { every = "6h", cost = 0.5, lift = 0.3 }
compensation = { share = 1.0, amount = 20, lift = 0.8 }
[[programme]]
name = "points"
participation = 1.0
cost_per_month = 0.4
reward = 0.05
discount = 0.02
spending = 0.03
[feedback]
response_effect = 0.3
[[feedback.class]]
name = "idea"
share = 0.05
work = "idea"
within = "5d"
told_back = 0.8
lift = 0.5
[survey]
invited = 200
[money]
currency = "EUR"
margin = 0.5
acquisition_cost = 15
contact_cost = 0.2
[[intervention]]
name = "assistant"
start_week = 3
one_off_cost = 4000
running_cost_per_month = 300
[intervention.set]
"reason.question.self_service.containment" = "+0.2"
[[intervention]]
name = "dearer"
start_week = 7
[intervention.set]
"money.contact_cost" = 0.6
"money.acquisition_cost" = 25
"money.margin" = 0.4
"touchpoint.return.cost" = 20
"#;

fn firm() -> Scenario {
    parse(FIRM, "all-parts.toml").unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn of(facts: &ReplicationFacts, scope: Scope, metric: Metric) -> f64 {
    facts.fact(scope, metric).unwrap_or_else(|| panic!("{} is absent", metric.key())).numerator
}

/// The keys that tell a part of the cost.
fn parts() -> Vec<Metric> {
    let is_part = |entry: &&goodwill::metrics::Entry| {
        entry.key.starts_with("cost_") && entry.kind == Kind::Total && entry.unit == "currency"
    };
    ALL.iter().filter(is_part).map(|entry| entry.metric).collect()
}

/// An amount that consists of a known one and whole multiples of a price.
fn and_some_of(known: f64, price: f64, found: f64) -> f64 {
    let count = (found - known) / price;
    assert!(
        count > 0.5 && (count - count.round()).abs() < 1e-6,
        "{found} is not {known} and some times {price}"
    );
    known + count.round() * price
}

/// What a part must be by counts and prices alone; `found` is what the run says, for the parts of which a count is told nowhere.
fn rebuilt(facts: &ReplicationFacts, part: Metric, found: f64) -> f64 {
    let whole = |metric| of(facts, Scope::Total, metric);
    let steps =
        |segment| facts.fact(Scope::Segment(segment), Metric::ChurnMonthly).expect("it applies").denominator;
    match part {
        Metric::CostProduct => (1.0 - MARGIN) * whole(Metric::Revenue),
        Metric::CostStaff => {
            let wages = |(team, wage)| of(facts, Scope::Team(team), Metric::PaidHours) * wage;
            and_some_of(WAGES.into_iter().enumerate().map(wages).sum(), HIRE, found)
        }
        Metric::CostProgramme => ONE_OFF + RUNNING * (WEEKS - 2) as f64 * 7.0 / 30.4375,
        Metric::CostContacts => CONTACT_COST * whole(Metric::Answered),
        Metric::CostAcquisition => ACQUISITION_COST * whole(Metric::CustomersJoined),
        Metric::CostLoyaltyProgrammes => {
            PER_PARTICIPANT * whole(Metric::ProgrammeParticipation) + REWARD * whole(Metric::Revenue)
        }
        Metric::CostComplaints => {
            let ended = whole(Metric::ComplaintsSolved) + whole(Metric::ComplaintsUnsolved);
            let known = CLAIM * whole(Metric::ComplaintClaims) + COMPENSATION * ended;
            and_some_of(known, UPDATE, found)
        }
        Metric::CostTouchpoints => (0..2).map(|segment| steps(segment) * TOUCHPOINTS[segment]).sum(),
        other => panic!("nobody has rebuilt {}", other.key()),
    }
}

/// Every key of cost is there, is what its counts and prices say, and the cost is their sum: with any of them left out, or counted
/// twice, it is not.
#[test]
fn the_cost_is_the_sum_of_its_parts() {
    let scenario = firm();
    for facts in runs_of(&arm(&scenario, &[0], Links::CLOSED), 2) {
        let whole = |metric| of(&facts, Scope::Total, metric);
        let mut sum = 0.0;
        let mut amounts = Vec::new();
        for part in parts() {
            let found = whole(part);
            let rebuilt = rebuilt(&facts, part, found);
            // What participants and points cost is rounded to hundredths with each monthly step, and so is what they pay.
            let steps = facts.fact(Scope::Total, Metric::ChurnMonthly).expect("it applies").denominator;
            let is_rounded = part == Metric::CostLoyaltyProgrammes;
            let rounding = if is_rounded { 0.005 * (1.0 + REWARD) * steps } else { 1e-6 * found };
            assert!((found - rebuilt).abs() <= rounding, "{}: {found}, not {rebuilt}", part.key());
            sum += found;
            amounts.push((part, found));
        }
        assert_eq!(amounts.len(), 8);
        let cost = whole(Metric::Cost);
        let is_the_cost = |sum: f64| (sum - cost).abs() < 1e-6 * cost;
        assert!(is_the_cost(sum), "{sum} instead of {cost}");
        for (part, amount) in amounts {
            assert!(
                !is_the_cost(sum - amount) && !is_the_cost(sum + amount),
                "{} would not be missed",
                part.key()
            );
        }
        assert!((whole(Metric::Revenue) - cost - whole(Metric::Profit)).abs() < 1e-6 * cost);
        for part in parts().into_iter().chain([Metric::Revenue, Metric::Cost, Metric::Profit]) {
            let by_week: f64 = (0..WEEKS).map(|week| of(&facts, Scope::Week(week), part)).sum();
            assert!((by_week - whole(part)).abs() < 1e-6 * cost, "{} by week", part.key());
        }
    }
}

/// Prices that an intervention changes from week 7 on are those of the weeks from then on, and of no others.
#[test]
fn prices_are_those_of_the_week() {
    let scenario = firm();
    for facts in runs_of(&arm(&scenario, &[1], Links::CLOSED), 1) {
        for week in 0..WEEKS {
            let of = |metric| of(&facts, Scope::Week(week), metric);
            let [contact, acquisition, margin] = if week < 6 { [0.2, 15.0, 0.5] } else { [0.6, 25.0, 0.4] };
            for (part, wanted) in [
                (Metric::CostContacts, contact * of(Metric::Answered)),
                (Metric::CostAcquisition, acquisition * of(Metric::CustomersJoined)),
                (Metric::CostProduct, (1.0 - margin) * of(Metric::Revenue)),
            ] {
                assert!((of(part) - wanted).abs() < 1e-6 * wanted, "{} in week {week}", part.key());
            }
        }
        // A quarter of the customers return goods, one in ten months, at 20 instead of 12.
        let per_step = |week| {
            let steps = facts.fact(Scope::Week(week), Metric::ChurnMonthly).expect("it applies").denominator;
            of(&facts, Scope::Week(week), Metric::CostTouchpoints) / steps
        };
        assert!((per_step(2) - 6.3).abs() < 0.05 && (per_step(9) - 6.5).abs() < 0.05);
        assert!(per_step(9) > per_step(2) + 0.1, "returns cost more");
    }
}
