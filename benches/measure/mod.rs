//! What the benchmarks share: a scenario run by the path that `goodwill run` takes, its events counted, and processor time.

#![allow(dead_code)] // each benchmark uses a part of it

use std::fs;
use std::time::Instant;

use goodwill::journey::{Blueprint, Calibration, Links, Scope, Workshop, calibrate, replicate};
use goodwill::metrics::Metric;
use goodwill::scenario::parse_with;

/// The day model.
pub const DAY_MODEL: &str = include_str!("../../scenarios/operation/day-model.toml");

/// The small example of Callcenter Simulator: shifts, transfers, scores, connection times, pooled teams.
pub const PEER_MODEL: &str = include_str!("../../scenarios/peers/callcenter-simulator-small.toml");

/// First contacts in a day of that model, each by a customer of its own: 700, 800 and 400 of its three reasons.
pub const PEER_CUSTOMERS: f64 = 1_900.0;

/// M/M/50+M, Erlang A with an offered load of 55, as an ordinary scenario file.
pub const MM50M: &str = include_str!("../../scenarios/operation/mm50m.toml");

/// The same with lognormal service of the same mean and spread.
pub const LOGNORMAL: [(&str, &str); 1] =
    [("reason.call.talk", r#"{ dist = "lognormal", mean = "1h", cv = 1.0 }"#)];

/// The same load and agents as two reasons and two teams that help each other out.
pub const TWO_TEAMS: &str = r#"
name = "Two teams"
[time]
horizon = "2000h"
warm_up = "100h"
[demand]
headroom = 1.0
[[reason]]
name = "sales"
arrivals_per_hour = 27.5
talk = { dist = "exponential", mean = "1h" }
patience = { dist = "exponential", mean = "2h" }
[[reason]]
name = "service"
arrivals_per_hour = 27.5
talk = { dist = "exponential", mean = "1h" }
patience = { dist = "exponential", mean = "2h" }
[[team]]
name = "sales"
agents = 25
skills = ["sales", "service"]
[[team]]
name = "service"
agents = 25
skills = ["service", "sales"]
"#;

/// A scenario ready to run, replication after replication.
pub struct Job {
    blueprint: Blueprint,
    calibration: Calibration,
    workshop: Workshop,
    replication: u64,
    /// Events run per event measured: the warm-up is run too.
    run_per_measured: f64,
}

/// What replications did.
#[derive(Clone, Copy, Debug, Default)]
pub struct Done {
    pub replications: u64,
    pub offered: f64,
    pub answered: f64,
    pub abandoned: f64,
    pub within_awt: f64,
    run_per_measured: f64,
}

impl Job {
    /// The scenario `text` with some of its values set.
    pub fn new(text: &str, set: &[(&str, &str)]) -> Self {
        let set: Vec<(String, String)> =
            set.iter().map(|(path, value)| (path.to_string(), value.to_string())).collect();
        let scenario = parse_with(text, "benchmark.toml", &set).expect("the scenario is right");
        let blueprint = scenario.blueprint(&[], Links::CLOSED).expect("the scenario is right");
        let calibration = calibrate(&blueprint, 1);
        let calendar = blueprint.calendar;
        let run_per_measured =
            (calendar.warm_up + calendar.horizon).as_seconds() / calendar.horizon.as_seconds();
        Job { blueprint, calibration, workshop: Workshop::default(), replication: 0, run_per_measured }
    }

    /// Runs the next replications.
    pub fn run(&mut self, replications: u64) -> Done {
        let mut done = Done { replications, run_per_measured: self.run_per_measured, ..Done::default() };
        for _ in 0..replications {
            let facts =
                replicate(&self.blueprint, &self.calibration, 1, self.replication, &mut self.workshop);
            let total = |metric| facts.fact(Scope::Total, metric).map_or(0.0, |fact| fact.numerator);
            done.offered += total(Metric::Offered);
            done.answered += total(Metric::Answered);
            done.abandoned += total(Metric::Abandoned);
            done.within_awt += total(Metric::ServiceLevelOfOffered);
            self.replication += 1;
        }
        done
    }
}

impl Done {
    /// Arrivals, service starts, service ends and abandonments.
    pub fn events(&self) -> f64 {
        (self.offered + 2.0 * self.answered + self.abandoned) * self.run_per_measured
    }
}

/// Seconds of processor time of this thread so far, where the system tells (Linux); else of the clock.
pub fn processor_seconds() -> f64 {
    thread_local!(static START: Instant = Instant::now());
    let nanoseconds = fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.with(Instant::elapsed).as_secs_f64(), |count| count / 1e9)
}

/// The value in the middle, or the mean of the two there.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { (sorted[middle - 1] + sorted[middle]) / 2.0 }
}
