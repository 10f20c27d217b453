//! The day model: the engine by the path that `goodwill run` takes, and the loop written by hand for this model alone.
//! `cargo bench --bench speed_table` takes both in turns and prints their ratio.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

mod measure;
mod yardstick;

use measure::{DAY_MODEL, Job};
use yardstick::Yardstick;

fn day_model(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("day model");
    group.sample_size(30);
    let mut job = Job::new(DAY_MODEL, &[]);
    group.throughput(Throughput::Elements((job.run(20).events() / 20.0) as u64));
    group.bench_function("engine, events", |bencher| bencher.iter(|| job.run(1)));
    let mut yardstick = Yardstick::new(1);
    (0..20).for_each(|_| yardstick.run_day());
    group.throughput(Throughput::Elements(yardstick.counts().events() / 20));
    group.bench_function("hand-written loop, events", |bencher| bencher.iter(|| yardstick.run_day()));
    group.finish();
}

criterion_group!(benches, day_model);
criterion_main!(benches);
