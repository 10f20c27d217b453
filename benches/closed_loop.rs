//! The closed loop: the shipped telecom hotline, one replication of the baseline in contacts, its customers' months with
//! the hotline's demand cut to almost nothing. The whole main job is timed from outside: `benches/main_job.sh`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use goodwill::journey::{Links, Scope, Workshop, calibrate, replicate};
use goodwill::metrics::Metric;
use goodwill::scenario::parse_with;

const SCENARIO: &str = include_str!("../scenarios/telecom-hotline.toml");

fn one_replication(criterion: &mut Criterion, name: &str, set: &[(&str, &str)], element: Metric) {
    let set: Vec<(String, String)> =
        set.iter().map(|(path, value)| (path.to_string(), value.to_string())).collect();
    let scenario = parse_with(SCENARIO, "telecom-hotline.toml", &set).expect("the scenario is right");
    let blueprint = scenario.blueprint(&[], Links::CLOSED).expect("the scenario is right");
    let calibration = calibrate(&blueprint, 1);
    let mut workshop = Workshop::default();
    let facts = replicate(&blueprint, &calibration, 1, 0, &mut workshop);
    let fact = facts.fact(Scope::Total, element).expect("the metric applies");
    let measured = if element == Metric::ChurnMonthly { fact.denominator } else { fact.numerator };
    let mut group = criterion.benchmark_group("closed loop");
    // The warm-up of 4 weeks is run too, beside 26 that are measured.
    group.throughput(Throughput::Elements((measured * 30.0 / 26.0) as u64));
    group.sample_size(10);
    group.bench_function(name, |bencher| {
        bencher.iter(|| replicate(&blueprint, &calibration, 1, 0, &mut workshop));
    });
    group.finish();
}

fn closed_loop(criterion: &mut Criterion) {
    one_replication(criterion, "telecom hotline, contacts offered", &[], Metric::Offered);
    let quiet = [
        ("reason.information.contacts_per_month", "0.0001"),
        ("reason.billing.contacts_per_month", "0.0001"),
        ("reason.contract.contacts_per_month", "0.0001"),
        ("reason.technical.contacts_per_month", "0.0001"),
    ];
    one_replication(criterion, "customer-months without contacts", &quiet, Metric::ChurnMonthly);
}

criterion_group!(benches, closed_loop);
criterion_main!(benches);
