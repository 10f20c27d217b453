//! Random streams: cost of an addressed draw, of each distribution, and of a primary arrival.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use goodwill::operation::{PrimaryStream, WeekPattern};
use goodwill::random::{Distribution, Purpose, Stream};
use goodwill::time::{Calendar, Duration};

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

/// An arrival with its mark and the luck of its first leg, by number of reasons.
fn arrivals(criterion: &mut Criterion) {
    let years = Duration::seconds(100 * 365 * 86_400);
    let calendar = Calendar { start: Duration::ZERO, warm_up: Duration::ZERO, horizon: years };
    let mut group = criterion.benchmark_group("arrivals");
    group.throughput(Throughput::Elements(1));
    for reasons in [1, 3, 12] {
        let patterns = vec![WeekPattern::constant(60_000.0 / f64::from(reasons)); reasons as usize];
        let mut primary = PrimaryStream::new(Stream::new(1, 0), calendar, &patterns, 0.0);
        group.bench_function(format!("{reasons} reasons"), |bencher| {
            bencher.iter(|| black_box(primary.take()));
        });
    }
    group.finish();
}

criterion_group!(benches, streams, arrivals);
criterion_main!(benches);
