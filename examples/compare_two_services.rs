//! Two ways to better a help desk: more agents, or better ones?
//!
//! ```text
//!                      ┌─ baseline       ─┐   common luck:
//!   2 000 customers ──►├─ one more agent ─┼── the same people, calls ──► verdicts, contrasts
//!                      └─ training       ─┘   and chance in every arm
//! ```
//!
//! This demonstrates how a program of your own asks what `goodwill compare` asks: a scenario is text, an experiment is one
//! call, and what it found is plain data.
//!
//! ```text
//! cargo run --release --example compare_two_services
//! ```

use goodwill::experiment::{ExperimentError, Settings, Watch, compare};
use goodwill::parallel::Cancellation;
use goodwill::scenario::parse;

const SCENARIO: &str = r#"
name = "Help desk"
[time]
horizon = "13w"
warm_up = "4w"
[[reason]]
name = "question"
contacts_per_month = 1.0
talk = { dist = "lognormal", mean = "6m", cv = 1.0 }
patience = { dist = "exponential", mean = "8m" }
resolution = 0.7
redial = { probability = 0.5, delay = { dist = "exponential", mean = "1h" } }
repeat = { probability = 0.6, delay = { dist = "exponential", mean = "1d" } }
[[team]]
name = "desk"
skills = ["question"]
agents = 1
cost_per_hour = 30
[[segment]]
name = "customers"
size = 2000
tenure_months = { dist = "uniform", low = 0, high = 60 }
monthly_revenue = { dist = "lognormal", mean = 40, cv = 0.5 }
churn_monthly = 0.03
newcomers_per_month = 60
[[category]]
name = "service"
importance = 1.0
expectation = 7.0
contact = { access = 0.4, manner = 0.2, ability = 0.4 }
[money]
currency = "EUR"
margin = 0.6
[[intervention]]
name = "one more agent"
[intervention.set]
"team.desk.agents" = "+1"
[[intervention]]
name = "training"
one_off_cost = 5000
[intervention.set]
"team.desk.competence.mean" = "+1.0"
"team.desk.manner.mean" = "+1.0"
"#;

fn main() -> Result<(), ExperimentError> {
    let scenario = parse(SCENARIO, "help-desk.toml")?;
    let arms = Some(vec!["one more agent".to_string(), "training".to_string()]);
    let settings = Settings { replications: 10, arms, doubt_replications: 0, ..Settings::default() };
    let watch = Watch { cancellation: &Cancellation::default(), progress: &|_| {}, records: None };
    let results = compare(&scenario, &settings, &watch)?.results;
    if let Some(verdicts) = &results.verdicts {
        println!("{}\n", verdicts.headline);
    }
    for contrast in &results.contrasts {
        let satisfaction = &contrast.metrics["satisfaction_cohort"];
        if let (Some(low), Some(high)) = (satisfaction.ci_low, satisfaction.ci_high) {
            println!(
                "{} against {}: {:+.2} points of satisfaction ({low:+.2} to {high:+.2})",
                contrast.arm, contrast.against, satisfaction.mean
            );
        }
    }
    Ok(())
}
