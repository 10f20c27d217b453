//! Measurement: an index of ten million respondents, resampling, a path model.
//!
//! The peer of the first is `benches/peers/csi_polars.py`: the same survey size and weights; run both on one machine, one
//! after the other.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use goodwill::metrics::indices::{
    Category, IndexTree, Indicator, ItemScore, MissingRule, WeightSource, csi_by_segment,
};
use goodwill::metrics::pls::{Mode, PathModel, PathModelSpec, PlsSettings, StopRule, fit};
use goodwill::metrics::scores::nps::NpsCounts;
use goodwill::metrics::{Bootstrap, Column, Labels, Scale, SurveyTable};
use goodwill::random::{Purpose, Stream};
use goodwill::statistics::{Covariance, Divisor};

const RESPONDENTS: usize = 10_000_000;

/// Eight categories of five indicators on 1-10, every answer given with the probability `answered`, in eight segments.
fn survey(answered: f64) -> (SurveyTable, IndexTree) {
    let mut survey = SurveyTable::new(RESPONDENTS);
    let mut categories = Vec::new();
    for category in 0..8u32 {
        let mut indicators = Vec::new();
        for indicator in 0..5u32 {
            let column = format!("q{category}{indicator}");
            let mut luck = Stream::new(1, 0).luck(Purpose::Survey, u64::from(category * 5 + indicator), 0);
            let mut answer = || match luck.happens(answered) {
                true => 1 + (10.0 * luck.uniform()) as u8,
                false => Column::MISSING,
            };
            let codes = (0..RESPONDENTS).map(|_| answer()).collect();
            survey = survey.with_column(&column, Column::Ratings(codes)).expect("it fits");
            let importance = f64::from(1 + indicator);
            indicators.push(Indicator { column, scale: Scale::ONE_TO_TEN, importance });
        }
        categories.push(Category {
            name: format!("category {category}"),
            importance: f64::from(1 + category),
            indicators,
        });
    }
    let names = (0..8).map(|segment| format!("segment {segment}")).collect();
    let codes = (0..RESPONDENTS).map(|row| (row % 8) as u32).collect();
    let survey = survey
        .with_weights((0..RESPONDENTS).map(|row| 0.5 + (row % 7) as f64 * 0.1).collect())
        .and_then(|survey| survey.with_segments(Labels { names, codes }))
        .expect("it fits");
    let tree = IndexTree::new(categories, WeightSource::Stated, ItemScore::Linear).expect("a tree");
    (survey, tree)
}

fn index(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("index of 10 000 000 x 40 by segment");
    group.sample_size(10).throughput(Throughput::Elements(RESPONDENTS as u64));
    for (name, answered) in [("complete", 1.0), ("with gaps", 0.95)] {
        let (survey, tree) = survey(answered);
        for threads in [1, 2] {
            group.bench_function(format!("{name}, {threads} threads"), |bencher| {
                bencher.iter(|| {
                    black_box(
                        csi_by_segment(&survey, &tree, MissingRule::Renormalise, threads).expect("answers"),
                    )
                });
            });
        }
    }
    group.finish();
}

fn resampling(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("resampling");
    let nps = NpsCounts { promoters: 500_000, passives: 300_000, detractors: 200_000 };
    let bootstrap = Bootstrap { resamples: 1_000, seed: 1, threads: 1 };
    group.bench_function("1 000 resamples of 1 000 000 NPS answers", |bencher| {
        bencher.iter(|| black_box(nps.bootstrap(&bootstrap).expect("answers")));
    });
    for rows in [1_000usize, 100_000, 1_000_000] {
        let mut counts = vec![0u32; rows];
        let mut resample = 0;
        group.throughput(Throughput::Elements(rows as u64));
        group.bench_function(format!("draws of rows out of {rows}"), |bencher| {
            bencher.iter(|| {
                resample += 1;
                Stream::new(1, 0).luck(Purpose::Bootstrap, resample, 0).resample(rows as u64, &mut counts);
                black_box(counts[rows / 2])
            });
        });
    }
    group.finish();
}

/// The ECSI model of six constructs with four items each, 250 rows.
fn path_model(criterion: &mut Criterion) {
    let mut spec = PathModelSpec::default();
    for name in ["IMAG", "EXPE", "QUAL", "VAL", "SAT", "LOY"] {
        let items: Vec<String> = (0..4).map(|item| format!("{name}{item}")).collect();
        spec = spec.construct(name, Mode::A, &items.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let spec = spec
        .path("IMAG", &["EXPE", "SAT", "LOY"])
        .path("EXPE", &["QUAL", "VAL", "SAT"])
        .path("QUAL", &["VAL", "SAT"])
        .path("VAL", &["SAT"])
        .path("SAT", &["LOY"]);
    let model = PathModel::new(&spec).expect("a model");
    let mut luck = Stream::new(1, 0).luck(Purpose::Survey, 0, 0);
    let mut columns: Vec<Vec<f64>> = (0..24).map(|_| Vec::with_capacity(250)).collect();
    for _ in 0..250 {
        let (general, mut construct) = (luck.normal(), 0.0);
        for (item, column) in columns.iter_mut().enumerate() {
            if item % 4 == 0 {
                construct = general + luck.normal();
            }
            column.push(construct + luck.normal());
        }
    }
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let covariance = Covariance::of(&columns, None, Divisor::Sample).expect("rows");
    let settings = PlsSettings { stop: StopRule::AbsoluteChange(1e-7), ..PlsSettings::default() };
    criterion.bench_function("path model of 250 x 24 from its covariance", |bencher| {
        bencher.iter(|| black_box(fit(&model, &covariance, &settings).expect("a fit")));
    });
}

criterion_group!(benches, resampling, path_model, index);
criterion_main!(benches);
