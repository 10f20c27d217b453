//! The engine alone: M/M/50+M, an event being an arrival, a service start, a service end or an abandonment.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use goodwill::journey::{Links, Scope, Workshop, calibrate, replicate};
use goodwill::metrics::Metric;
use goodwill::scenario::parse;

const SCENARIO: &str = r#"
name = "M/M/50+M"
[time]
horizon = "2000h"
warm_up = "100h"
[demand]
headroom = 1.0
[[reason]]
name = "call"
arrivals_per_hour = 55.0
talk = { dist = "exponential", mean = "1h" }
patience = { dist = "exponential", mean = "2h" }
[[team]]
name = "agents"
agents = 50
skills = ["call"]
"#;

fn engine(criterion: &mut Criterion) {
    let scenario = parse(SCENARIO, "mm50m.toml").expect("the scenario is right");
    let blueprint = scenario.blueprint(&[], Links::CLOSED).expect("the scenario is right");
    let calibration = calibrate(&blueprint, 1);
    let mut workshop = Workshop::default();
    let facts = replicate(&blueprint, &calibration, 1, 0, &mut workshop);
    let total = |metric| facts.fact(Scope::Total, metric).map_or(0.0, |fact| fact.numerator);
    // Per contact an arrival and either an abandonment or a start and an end; the warm-up is run too.
    let measured = 2.0 * total(Metric::Offered) + total(Metric::Answered);
    let events = (measured * 2_100.0 / 2_000.0) as u64;
    let mut group = criterion.benchmark_group("engine");
    group.throughput(Throughput::Elements(events));
    group.sample_size(10);
    group.bench_function("M/M/50+M, events", |bencher| {
        bencher.iter(|| replicate(&blueprint, &calibration, 1, 0, &mut workshop));
    });
    group.finish();
}

criterion_group!(benches, engine);
criterion_main!(benches);
