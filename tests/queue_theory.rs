//! The engine against queueing theory: Erlang C, Erlang A and a deterministic-patience case, each on independent
//! replications, gated at a computed false-alarm rate.

use goodwill::metrics::OperationalSums;
use goodwill::operation::routing::Routing;
use goodwill::operation::{AnonymousDemand, Centre, Door, Engine, Reason, Team, WeekPattern};
use goodwill::random::{Distribution, Stream};
use goodwill::time::{Calendar, Duration};

fn centre(agents: u32, talk: Distribution, patience: Option<Distribution>) -> Centre {
    let reason = Reason { patience, ..Reason::plain("call", talk) };
    let team = Team::plain("agents", agents, &[0]);
    Centre { door: Door::default(), reasons: vec![reason], teams: vec![team], routing: Routing::default() }
}

/// Mean wait over all offered (s) and abandonment rate of each replication; every ledger must balance.
fn replicate(centre: &Centre, per_hour: f64, hours: u64, replications: u64) -> Vec<(f64, f64)> {
    let calendar = Calendar {
        start: Duration::ZERO,
        warm_up: Duration::seconds(3_600 * 100),
        horizon: Duration::seconds(3_600 * hours),
    };
    let mut engine = Engine::default();
    (0..replications)
        .map(|replication| {
            let stream = Stream::new(2_026, replication);
            let rates = [WeekPattern::constant(per_hour)];
            let mut demand = AnonymousDemand::new(stream, calendar, &rates, 0.0, centre);
            let mut sums = OperationalSums::new(centre, 0, calendar);
            engine.start(centre, calendar, stream, &mut demand, &mut sums);
            engine.advance(calendar.end(), centre, &mut demand, &mut sums);
            let ledger = engine.finish(centre, &mut demand, &mut sums);
            assert!(ledger.balances(), "{ledger:?}");
            sums.close();
            let total = sums.total();
            let wait = (total.wait_answered + total.wait_abandoned) as f64 / 1e6;
            (wait / total.offered as f64, total.abandoned as f64 / total.offered as f64)
        })
        .collect()
}

/// Standard error of a mean over independent replications, and the distance from the exact value in such units.
fn z(values: impl Iterator<Item = f64>, exact: f64) -> f64 {
    let values: Vec<f64> = values.collect();
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0);
    println!("{mean} against {exact}");
    (mean - exact) / (variance / n).sqrt()
}

/// Two-sided limit of Student's t with 39 degrees of freedom at 1e-6 / 5 gates.
const GATE: f64 = 6.2;

#[test]
fn erlang_a_with_fifty_agents() {
    let hour = |mean| Distribution::exponential(3_600.0 * mean).unwrap();
    let runs = replicate(&centre(50, hour(1.0), Some(hour(2.0))), 55.0, 2_000, 40);
    assert!(z(runs.iter().map(|run| run.0), 0.204_160_4 * 3_600.0).abs() < GATE);
    assert!(z(runs.iter().map(|run| run.1), 0.102_080_2).abs() < GATE);
}

/// M/M/4 with offered load 3.2: Erlang C gives P(wait) = 0.5964, mean wait = P(wait) / (4 mu - lambda).
#[test]
fn erlang_c_with_four_agents() {
    let talk = Distribution::exponential(180.0).unwrap();
    let runs = replicate(&centre(4, talk, None), 64.0, 4_000, 40);
    let load: f64 = 3.2;
    let top = load.powi(4) / 24.0 * 4.0 / (4.0 - load);
    let wait_probability =
        top / ((0..4).map(|k| load.powi(k) / (1..=k).product::<i32>() as f64).sum::<f64>() + top);
    let exact = wait_probability / (80.0 - 64.0) * 3_600.0;
    assert!(z(runs.iter().map(|run| run.0), exact).abs() < GATE);
}

/// A canary: an engine whose agents are 1 % slower must turn the gate red, or the gate proves nothing.
#[test]
fn the_gate_sees_agents_who_are_one_percent_slower() {
    let hour = |mean| Distribution::exponential(3_600.0 * mean).unwrap();
    let runs = replicate(&centre(50, hour(1.01), Some(hour(2.0))), 55.0, 2_000, 40);
    assert!(z(runs.iter().map(|run| run.1), 0.102_080_2).abs() > GATE);
}

/// M/D/1 by Pollaczek and Khinchine: mean wait = load x service / (2 (1 - load)).
#[test]
fn constant_service_with_one_agent() {
    let talk = Distribution::constant(60.0).unwrap();
    let runs = replicate(&centre(1, talk, None), 48.0, 4_000, 40);
    assert!(z(runs.iter().map(|run| run.0), 0.8 * 60.0 / (2.0 * 0.2)).abs() < GATE);
}
