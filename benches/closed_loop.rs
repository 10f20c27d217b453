//! The closed loop: people, experience, loyalty and a survey with an index of eight categories, through the path that
//! `goodwill run` takes.
//!
//!     cargo bench --bench closed_loop                                   contacts and customer-months, 100 000 customers
//!     GOODWILL_BENCH_CUSTOMERS=10000000 cargo bench --bench closed_loop     the same firm at any other size, once
//!
//! `GOODWILL_BENCH_SET="time.horizon=9w;time.warm_up=1w"` changes the firm of the second form.
//!
//! The second form prints what the first cannot: how long the people take, the rate with and without drawing them, and the
//! memory of the process for each customer. The whole main job is timed from outside: `benches/main_job.sh`; `benches/scale.sh`
//! puts both sizes side by side.

use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group};
use goodwill::journey::{Blueprint, Calibration, Links, Scope, Workshop, calibrate, replicate};
use goodwill::metrics::Metric;
use goodwill::scenario::parse_with;

/// A firm of 100 000 customers who make half a contact a month of their own, as those of the shipped hotline do, and what
/// follows from it; served by 31 agents at the busiest.
const FIRM: &str = r#"
name = "Firm with eight categories"
[time]
horizon = "26w"
warm_up = "4w"
[demand]
busyness_cv = 0.1
headroom = 1.3
[profile.day]
weekday = [0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0]
saturday = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0]
sunday = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0]
[[reason]]
name = "question"
contacts_per_month = 0.3
profile = "day"
talk = { dist = "lognormal", mean = "3m", cv = 1.0 }
wrap_up = { dist = "exponential", mean = "20s" }
patience = { dist = "weibull", mean = "8m", cv = 1.2 }
resolution = 0.8
redial = { probability = 0.5, delay = { dist = "exponential", mean = "1h" }, max_attempts = 5 }
repeat = { probability = 0.6, delay = { dist = "exponential", mean = "1d" }, max_attempts = 5 }
[[reason]]
name = "trouble"
contacts_per_month = 0.2
profile = "day"
talk = { dist = "lognormal", mean = "5m", cv = 1.3 }
wrap_up = { dist = "exponential", mean = "30s" }
patience = { dist = "weibull", mean = "8m", cv = 1.2 }
resolution = 0.7
transfer = { probability = 0.1, to = "expert" }
redial = { probability = 0.5, delay = { dist = "exponential", mean = "1h" }, max_attempts = 5 }
repeat = { probability = 0.6, delay = { dist = "exponential", mean = "1d" }, max_attempts = 5 }
[[reason]]
name = "expert"
contacts_per_month = 0
talk = { dist = "gamma", mean = "5m", cv = 0.8 }
patience = { dist = "weibull", mean = "8m", cv = 1.2 }
resolution = 0.8
[[reason]]
name = "complaint"
contacts_per_month = 0
talk = { dist = "lognormal", mean = "6m", cv = 1.0 }
patience = { dist = "weibull", mean = "10m", cv = 1.2 }
resolution = 0.6
[[team]]
name = "front"
skills = ["question", "trouble", "complaint"]
agents = [0, 0, 0, 0, 0, 0, 0, 0, 26, 26, 26, 26, 26, 26, 26, 26, 26, 26, 26, 26, 0, 0, 0, 0]
competence = { mean = 0.0, sd = 0.5 }
manner = { mean = 6.0, sd = 1.0 }
cost_per_hour = 25
hiring = { lag = "2w", learning = "6w", novice_competence_gap = 0.6, novice_handling_time = 0.2, attrition_per_month = 0.02, cost_per_hire = 2000 }
[[team]]
name = "experts"
skills = ["expert", "trouble"]
agents = [0, 0, 0, 0, 0, 0, 0, 0, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 0, 0, 0, 0]
competence = { mean = 0.4, sd = 0.3 }
cost_per_hour = 35
[[segment]]
name = "old"
size = 40000
tenure_months = { dist = "gamma", mean = 50, cv = 0.7 }
monthly_revenue = { dist = "lognormal", mean = 40, cv = 0.6 }
contact_cv = 0.8
expectation_shift = 0.3
churn_monthly = 0.01
contract_share = 0.5
newcomers_per_month = 100
[[segment]]
name = "new"
size = 60000
tenure_months = { dist = "uniform", low = 0, high = 24 }
monthly_revenue = { dist = "lognormal", mean = 20, cv = 0.6 }
contact_cv = 0.8
churn_monthly = 0.02
newcomers_per_month = 900
[[category]]
name = "access"
importance = 0.15
class = "basic"
expectation = 7.0
contact = { access = 0.8, ease = 0.2 }
[[category]]
name = "service"
importance = 0.2
expectation = 7.0
contact = { manner = 0.4, ability = 0.5, ease = 0.1 }
[[category]]
name = "effort"
importance = 0.1
expectation = 6.5
contact = { ease = 1.0 }
[[category]]
name = "complaint handling"
importance = 0.1
expectation = 6.0
complaint = { ability = 0.6, manner = 0.4 }
[[category]]
name = "product"
importance = 0.2
class = "basic"
expectation = 7.0
month = { mean = 7.0, sd_between = 0.8, sd_within = 0.8 }
[[category]]
name = "billing"
importance = 0.1
class = "basic"
expectation = 7.0
month = { mean = 6.9, sd_between = 0.8, sd_within = 0.6 }
[[category]]
name = "price"
importance = 0.1
expectation = 6.0
month = { mean = 6.0, sd_between = 1.0, sd_within = 0.4 }
[[category]]
name = "offers"
importance = 0.05
class = "excitement"
expectation = 5.5
month = { mean = 5.8, sd_between = 1.2, sd_within = 0.8 }
[loyalty]
churn = { satisfaction_effect = 0.5, tenure_effect = 0.1, frailty_cv = 0.7, involuntary_share = 0.2 }
complaint = { reason = "complaint", probability = 0.1, dissatisfaction_effect = 0.2, delay = { dist = "exponential", mean = "1d" } }
word_of_mouth = { neutral = 55, acquisition_effect = 0.1, expectation_effect = 0.1 }
[survey]
invited = 2000
response = 0.25
[money]
currency = "EUR"
margin = 0.6
acquisition_cost = 50
"#;

/// Customers of the firm as it stands there.
const CUSTOMERS: u32 = 100_000;

/// The firm grown to so many customers, with agents and newcomers in proportion.
fn firm(customers: u32, set: &[(&str, &str)]) -> Blueprint {
    let factor = f64::from(customers) / f64::from(CUSTOMERS);
    let times = format!("{:+}%", 100.0 * (factor - 1.0));
    let grown = [
        ("segment.old.size", times.as_str()),
        ("segment.new.size", &times),
        ("segment.old.newcomers_per_month", &times),
        ("segment.new.newcomers_per_month", &times),
        ("team.front.agents", &times),
        ("team.experts.agents", &times),
    ];
    let grown = if customers == CUSTOMERS { &[] } else { grown.as_slice() };
    let set: Vec<(String, String)> =
        grown.iter().chain(set).map(|(path, value)| (path.to_string(), value.to_string())).collect();
    let scenario = parse_with(FIRM, "firm.toml", &set).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    scenario.blueprint(&[], Links::CLOSED).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// Contacts or customer-months of a replication, those of the warm-up included.
fn elements(blueprint: &Blueprint, calibration: &Calibration, workshop: &mut Workshop, of: Metric) -> f64 {
    let facts = replicate(blueprint, calibration, 1, 0, workshop);
    let fact = facts.fact(Scope::Total, of).expect("the metric applies");
    let measured = if of == Metric::ChurnMonthly { fact.denominator } else { fact.numerator };
    let calendar = blueprint.calendar;
    measured * (calendar.warm_up + calendar.horizon).as_weeks() / calendar.horizon.as_weeks()
}

fn one_replication(criterion: &mut Criterion, name: &str, set: &[(&str, &str)], of: Metric) {
    let blueprint = firm(CUSTOMERS, set);
    let calibration = calibrate(&blueprint, 1);
    // The people stay from one iteration to the next, as they do from arm to arm; the warm-up is run each time.
    let mut workshop = Workshop::for_one_arm();
    let count = elements(&blueprint, &calibration, &mut workshop, of);
    let mut group = criterion.benchmark_group("closed loop");
    group.throughput(Throughput::Elements(count as u64));
    group.sample_size(10);
    group.bench_function(name, |bencher| {
        bencher.iter(|| replicate(&blueprint, &calibration, 1, 0, &mut workshop));
    });
    group.finish();
}

fn closed_loop(criterion: &mut Criterion) {
    one_replication(criterion, "contacts offered", &[], Metric::Offered);
    let quiet =
        [("reason.question.contacts_per_month", "0.0001"), ("reason.trouble.contacts_per_month", "0.0001")];
    one_replication(criterion, "customer-months without contacts", &quiet, Metric::ChurnMonthly);
}

/// Peak memory of the process in bytes, where the system tells.
fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? * 1024.0)
}

/// Turns with the people there, of which the least time counts.
const TURNS: usize = 3;

/// Settings of the firm, stated as `PATH=VALUE` with `;` between them.
fn settings(text: &str) -> Vec<(&str, &str)> {
    text.split(';').filter_map(|setting| setting.split_once('=')).collect()
}

/// One firm of any size, timed once with drawing the people and some times with the people there.
fn at_size(customers: u32, set: &[(&str, &str)]) {
    let blueprint = firm(customers, set);
    // The levels do not depend on the size of the firm, and need not be found on millions.
    let calibration = calibrate(&firm(CUSTOMERS, set), 1);
    let mut workshop = Workshop::for_one_arm();
    let begun = Instant::now();
    let contacts = elements(&blueprint, &calibration, &mut workshop, Metric::Offered);
    let with_people = begun.elapsed().as_secs_f64();
    let turn = |_| {
        let begun = Instant::now();
        replicate(&blueprint, &calibration, 1, 0, &mut workshop);
        begun.elapsed().as_secs_f64()
    };
    let alone = (0..TURNS).map(turn).fold(f64::INFINITY, f64::min);
    println!("{customers} customers, {contacts:.0} contacts offered");
    println!("  people drawn first   {with_people:8.2} s {:12.0} contacts/s/core", contacts / with_people);
    println!("  people there         {alone:8.2} s {:12.0} contacts/s/core", contacts / alone);
    if let Some(peak) = peak_memory() {
        let slots = workshop.slots() as f64;
        println!(
            "  peak memory          {:8.1} MB {:8.1} bytes for each of {slots:.0} slots",
            peak / 1e6,
            peak / slots
        );
    }
}

criterion_group!(benches, closed_loop);

fn main() {
    match std::env::var("GOODWILL_BENCH_CUSTOMERS").map(|size| size.parse()) {
        Ok(Ok(customers)) => {
            let set = std::env::var("GOODWILL_BENCH_SET").unwrap_or_default();
            at_size(customers, &settings(&set));
        }
        Ok(Err(_)) => eprintln!("GOODWILL_BENCH_CUSTOMERS is a number of customers, such as 10000000"),
        Err(_) => {
            benches();
            Criterion::default().configure_from_args().final_summary();
        }
    }
}
