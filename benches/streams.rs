//! Random streams: cost of an addressed draw and of each distribution.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use goodwill::random::{Distribution, Purpose, Stream};

fn streams(criterion: &mut Criterion) {
    let stream = Stream::new(1, 0);
    let mut group = criterion.benchmark_group("streams");
    group.throughput(Throughput::Elements(1));
    let mut entity = 0u64;
    group.bench_function("addressed uniform", |bencher| {
        bencher.iter(|| {
            entity += 1;
            black_box(stream.luck(Purpose::Service, entity, 0).uniform())
        });
    });
    let laws = [
        ("exponential", Distribution::exponential(180.0)),
        ("lognormal", Distribution::lognormal(180.0, 1.1)),
        ("weibull", Distribution::weibull(570.0, 1.25)),
        ("gamma", Distribution::gamma(180.0, 0.7)),
    ];
    for (name, law) in laws {
        let Ok(law) = law else { continue };
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                entity += 1;
                black_box(law.sample(&mut stream.luck(Purpose::Service, entity, 0)))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, streams);
criterion_main!(benches);
