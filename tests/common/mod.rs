//! A small firm with the whole loop, and helpers to run its arms, for the integration tests.
#![allow(dead_code)] // each test file uses a part of it

use goodwill::experiment::{self, Outcome, Settings, Watch};
use goodwill::journey::{
    Blueprint, Calibration, Fact, Links, ReplicationFacts, Scope, Workshop, calibrate, replicate,
};
use goodwill::metrics::Metric;
use goodwill::parallel::Cancellation;
use goodwill::scenario::{Dose, Scenario, parse, parse_with};

/// Four thousand customers, two teams, a hotline that is short of agents.
pub const SMALL_FIRM: &str = r#"
name = "Small firm"
[time]
horizon = "12w"
warm_up = "2w"
[demand]
busyness_cv = 0.1
[operation]
routing = "longest_wait"
[[reason]]
name = "question"
contacts_per_month = 1.5
talk = { dist = "lognormal", mean = "4m", cv = 1.0 }
patience = { dist = "weibull", mean = "8m", cv = 1.2 }
resolution = 0.7
transfer = { probability = 0.15, to = "expert" }
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
skills = ["question", "complaint"]
agents = [0, 0, 0, 0, 0, 0, 0, 0, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 0, 0, 0, 0]
crews = 2
competence = { mean = -0.3, sd = 0.5 }
manner = { mean = 5.5, sd = 1.0 }
cost_per_hour = 25
shrinkage = 0.25
hiring = { lag = "2w", learning = "6w", novice_competence_gap = 0.6, novice_handling_time = 0.2, attrition_per_month = 0.03, cost_per_hire = 2000 }
[[team]]
name = "experts"
skills = ["expert"]
agents = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0]
competence = { mean = 0.4, sd = 0.3 }
cost_per_hour = 35
[profile.day]
weekday = [0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0]
saturday = [0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0]
sunday = [0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0]
[[segment]]
name = "old"
size = 1500
tenure_months = { dist = "uniform", low = 24, high = 80 }
monthly_revenue = { dist = "lognormal", mean = 40, cv = 0.6 }
contact_cv = 0.7
expectation_shift = 0.5
churn_monthly = 0.02
contract_share = 0.4
newcomers_per_month = 30
[[segment]]
name = "new"
size = 2500
tenure_months = { dist = "uniform", low = 0, high = 24 }
monthly_revenue = { dist = "lognormal", mean = 20, cv = 0.6 }
contact_cv = 0.7
churn_monthly = 0.05
newcomers_per_month = 125
[[category]]
name = "service"
importance = 0.7
expectation = 7.0
contact = { access = 0.4, manner = 0.2, ability = 0.3, ease = 0.1 }
[[category]]
name = "complaints"
importance = 0.1
expectation = 6.0
complaint = { ability = 1.0 }
[[category]]
name = "product"
importance = 0.2
class = "basic"
expectation = 7.0
month = { mean = 7.0, sd_between = 0.8, sd_within = 0.8 }
[loyalty]
churn = { satisfaction_effect = 0.8, involuntary_share = 0.1 }
complaint = { reason = "complaint", probability = 0.3, dissatisfaction_effect = 0.2, delay = { dist = "exponential", mean = "1d" } }
word_of_mouth = { neutral = 50, acquisition_effect = 0.5, expectation_effect = 0.2 }
[survey]
invited = 1000
response = 0.3
[money]
currency = "EUR"
margin = 0.6
acquisition_cost = 50
[[intervention]]
name = "nothing"
[intervention.set]
"team.front.agents" = "+0%"
"reason.question.resolution" = "+0"
[[intervention]]
name = "more agents"
one_off_cost = 10000
running_cost_per_month = 500
[intervention.set]
"team.front.agents" = "+60%"
[[intervention]]
name = "much better"
[intervention.set]
"team.front.agents" = "+60%"
"reason.question.resolution" = "+0.16"
"team.front.manner.mean" = "+2.5"
[[intervention]]
name = "better from week 10"
start_week = 10
[intervention.set]
"reason.question.resolution" = "+0.12"
"team.front.manner.mean" = "+1.5"
"#;

/// The small firm.
pub fn small_firm() -> Scenario {
    parse(SMALL_FIRM, "small-firm.toml").unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// The telecom hotline with a share of its customers, newcomers and agents, and `set` as `--set` would; nobody who is
/// there is rounded away, so a small hotline is better staffed at night.
pub fn hotline(divided_by: u32, set: &[(&str, &str)]) -> Scenario {
    let text = include_str!("../../scenarios/telecom-hotline.toml");
    let read = |set: &[(String, String)]| {
        parse_with(text, "telecom-hotline.toml", set).unwrap_or_else(|mistakes| panic!("{mistakes}"))
    };
    let whole = read(&[]);
    let mut all: Vec<(String, String)> = Vec::new();
    for segment in &whole.spec().segment {
        let path = format!("segment.{}", segment.name);
        let newcomers = segment.newcomers_per_month / f64::from(divided_by);
        all.push((format!("{path}.size"), (segment.size / divided_by).to_string()));
        all.push((format!("{path}.newcomers_per_month"), newcomers.to_string()));
    }
    let fewer = format!("-{}%", 100.0 - 100.0 / f64::from(divided_by));
    all.extend(whole.spec().team.iter().map(|team| (format!("team.{}.agents", team.name), fewer.clone())));
    all.extend(set.iter().map(|(path, value)| (path.to_string(), value.to_string())));
    read(&all)
}

/// Compares the arms of a scenario as the command line would.
pub fn compared(scenario: &Scenario, settings: &Settings) -> Outcome {
    let watch = Watch { cancellation: &Cancellation::default(), progress: &|_| {}, records: None };
    experiment::compare(scenario, settings, &watch).unwrap_or_else(|error| panic!("{error}"))
}

/// An arm of a scenario: the interventions by index.
pub fn arm(scenario: &Scenario, interventions: &[usize], links: Links) -> Blueprint {
    let doses: Vec<Dose> = interventions
        .iter()
        .map(|intervention| Dose { intervention: *intervention, strength: 1.0 })
        .collect();
    scenario.blueprint(&doses, links).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// Runs replications 0 to `count` of an arm.
pub fn runs(blueprint: &Blueprint, calibration: &Calibration, count: u64) -> Vec<ReplicationFacts> {
    let mut workshop = Workshop::default();
    (0..count).map(|replication| replicate(blueprint, calibration, 1, replication, &mut workshop)).collect()
}

/// Runs an arm calibrated on itself.
pub fn runs_of(blueprint: &Blueprint, count: u64) -> Vec<ReplicationFacts> {
    runs(blueprint, &calibrate(blueprint, 1), count)
}

/// The value of a metric over the whole of each run.
pub fn values(runs: &[ReplicationFacts], metric: Metric) -> Vec<f64> {
    runs.iter()
        .map(|facts| {
            let Fact { numerator, denominator } =
                facts.fact(Scope::Total, metric).unwrap_or_else(|| panic!("{} is absent", metric.key()));
            numerator / denominator
        })
        .collect()
}

/// Mean difference between two arms over the same replications, in its standard errors.
pub fn standard_errors_between(of: &[f64], against: &[f64]) -> f64 {
    let differences: Vec<f64> = of.iter().zip(against).map(|(a, b)| a - b).collect();
    let count = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / count;
    let variance =
        differences.iter().map(|difference| (difference - mean).powi(2)).sum::<f64>() / (count - 1.0);
    mean / (variance / count).sqrt()
}
