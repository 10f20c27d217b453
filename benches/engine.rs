//! The engine alone: M/M/50+M and two variants of it, an event being an arrival, a service start, a service end or an
//! abandonment. A variant should cost at most half as much again per event: nothing is made for one case.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

mod measure;

use measure::{Job, LOGNORMAL, MM50M, TWO_TEAMS};

fn engine(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("engine");
    group.sample_size(10);
    for (name, scenario, set) in [
        ("M/M/50+M", MM50M, &[][..]),
        ("M/M/50+M, two teams", TWO_TEAMS, &[]),
        ("M/M/50+M, lognormal service", MM50M, &LOGNORMAL),
    ] {
        let mut job = Job::new(scenario, set);
        group.throughput(Throughput::Elements(job.run(1).events() as u64));
        group.bench_function(format!("{name}, events"), |bencher| bencher.iter(|| job.run(1)));
    }
    group.finish();
}

criterion_group!(benches, engine);
criterion_main!(benches);
