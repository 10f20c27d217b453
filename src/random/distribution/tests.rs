//! Each sampler has its distribution: mean and spread at 5 sigma, and `rand_distr` as a second opinion.

use super::*;
use crate::random::{Purpose, Stream};
use rand_distr::Distribution as _;

const N: u64 = 200_000;

fn moments(draw: impl Fn(u64) -> f64) -> (f64, f64) {
    let values: Vec<f64> = (0..N).map(draw).collect();
    let mean = values.iter().sum::<f64>() / N as f64;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (N - 1) as f64;
    (mean, variance.sqrt())
}

/// The fourth moment about the mean in units of the spread, from draws of its own.
fn kurtosis(law: &Distribution, mean: f64, sd: f64) -> f64 {
    let stream = Stream::new(13, 0);
    let draw = |entity| law.sample(&mut stream.luck(Purpose::Service, entity, 0));
    (0..N).map(|entity| ((draw(entity) - mean) / sd).powi(4)).sum::<f64>() / N as f64
}

fn sampled(distribution: &Distribution) -> (f64, f64) {
    let stream = Stream::new(11, 0);
    moments(|entity| distribution.sample(&mut stream.luck(Purpose::Service, entity, 0)))
}

/// 10 laws x 2 gates at 5.5 standard errors, that of a standard deviation from the fourth moment (Cramer 1946): a false alarm
/// in fewer than 1 of 10^6 changes of draws.
#[test]
fn every_law_has_the_mean_and_spread_it_was_asked_for() {
    let laws = [
        (Distribution::uniform(10.0, 30.0), 20.0, 20.0 / 12f64.sqrt()),
        (Distribution::triangular(0.0, 10.0, 20.0), 10.0, 20.0 / 24f64.sqrt()),
        (Distribution::exponential(180.0), 180.0, 180.0),
        (Distribution::erlang(4, 180.0), 180.0, 90.0),
        (Distribution::gamma(180.0, 0.7), 180.0, 126.0),
        (Distribution::gamma(180.0, 1.6), 180.0, 288.0),
        (Distribution::weibull(570.0, 1.25), 570.0, 712.5),
        (Distribution::lognormal(180.0, 1.1), 180.0, 198.0),
        (Distribution::beta(0.0, 10.0, 7.0, 2.0), 7.0, 2.0),
        (Distribution::empirical(vec![1.0, 5.0], vec![3.0, 1.0]), 2.0, 3f64.sqrt()),
    ];
    for (law, mean, sd) in laws {
        let law = law.unwrap();
        assert!((law.mean() - mean).abs() < 1e-9 * mean, "{law:?} states mean {}", law.mean());
        let (found_mean, found_sd) = sampled(&law);
        assert!((found_mean - mean).abs() < 5.5 * sd / (N as f64).sqrt(), "{law:?}: mean {found_mean}");
        let error = sd * ((kurtosis(&law, mean, sd) - 1.0) / (4.0 * N as f64)).sqrt();
        assert!((found_sd - sd).abs() < 5.5 * error, "{law:?}: sd {found_sd}, not {sd} +- {error}");
        let (scaled_mean, _) = sampled(&law.scaled(2.0));
        assert!((scaled_mean - 2.0 * found_mean).abs() < 1e-9 * mean, "{law:?}: scaling keeps the luck");
    }
}

/// Kolmogorov-Smirnov of our gamma against the one of `rand_distr`, both on keyed streams; critical value for 1e-6.
#[test]
fn gamma_agrees_with_an_independent_sampler() {
    let stream = Stream::new(12, 0);
    for shape in [0.4, 1.0, 6.5] {
        let ours = Distribution::Gamma { shape, scale: 2.0 };
        let theirs = rand_distr::Gamma::new(shape, 2.0).unwrap();
        let mut a: Vec<f64> = (0..N).map(|i| ours.sample(&mut stream.luck(Purpose::Service, i, 0))).collect();
        let mut b: Vec<f64> =
            (0..N).map(|i| theirs.sample(&mut stream.luck(Purpose::Outcome, i, 0))).collect();
        a.sort_by(f64::total_cmp);
        b.sort_by(f64::total_cmp);
        let mut distance: f64 = 0.0;
        let mut j = 0;
        for (i, value) in a.iter().enumerate() {
            while j < b.len() && b[j] <= *value {
                j += 1;
            }
            distance = distance.max((i as f64 + 1.0 - j as f64).abs() / N as f64);
        }
        let critical = (-ln(1e-6 / 2.0) / 2.0).sqrt() * (2.0 / N as f64).sqrt();
        assert!(distance < critical, "shape {shape}: D = {distance}, critical {critical}");
    }
}

#[test]
fn impossible_parameters_are_refused_with_a_sentence() {
    assert!(Distribution::lognormal(f64::NAN, 1.0).is_err());
    assert!(Distribution::exponential(0.0).is_err());
    assert!(Distribution::uniform(2.0, 1.0).is_err());
    assert!(Distribution::empirical(vec![], vec![]).is_err());
    let message = Distribution::beta(0.0, 1.0, 0.5, 0.6).unwrap_err().to_string();
    assert!(message.contains("below 0.5"), "{message}");
}
