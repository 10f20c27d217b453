//! The queue with impatient callers, next to its exact solution.
//!
//! ```text
//!   55 calls an hour ──► [ queue ] ──► 50 agents, 1 hour a call
//!                            │
//!                            └──► gives up, after 2 hours on average
//! ```
//!
//! This demonstrates a bare operation (no customers, so no satisfaction and no churn) and that the engine is right: with
//! exponential times it is the Erlang A model, whose figures are known without simulating.
//!
//! ```text
//! cargo run --release --example erlang_a
//! ```

use goodwill::experiment::{ExperimentError, Settings, Watch, run};
use goodwill::parallel::Cancellation;
use goodwill::scenario::parse;

const SCENARIO: &str = r#"
name = "Erlang A"
[time]
horizon = "12w"
warm_up = "100h"
[[reason]]
name = "call"
arrivals_per_hour = 55
talk = { dist = "exponential", mean = "1h" }
patience = { dist = "exponential", mean = "2h" }
[[team]]
name = "agents"
agents = 50
skills = ["call"]
"#;

/// Key of a figure and its exact value in the steady state.
const EXACT: [(&str, f64); 2] = [("abandonment_rate", 0.1021), ("wait_mean_s", 735.0)];

fn main() -> Result<(), ExperimentError> {
    let scenario = parse(SCENARIO, "erlang-a.toml")?;
    let watch = Watch { cancellation: &Cancellation::default(), progress: &|_| {}, records: None };
    let outcome = run(&scenario, &Settings { replications: 20, ..Settings::default() }, &watch)?;
    let metrics = &outcome.results.arms[0].metrics;
    println!("{:<18} {:>10} {:>23} {:>8}", "", "simulated", "95 % interval", "exact");
    for (key, exact) in EXACT {
        let estimate = &metrics[key];
        let (low, high) = (estimate.ci_low.unwrap_or(f64::NAN), estimate.ci_high.unwrap_or(f64::NAN));
        println!("{key:<18} {:>10.4} {low:>11.4} {high:>11.4} {exact:>8}", estimate.mean);
    }
    Ok(())
}
