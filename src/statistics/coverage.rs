//! Do the intervals keep their promise? Many experiments at fixed seeds, counted against exact binomial bands, each
//! with a canary that shows the band can fail.

use super::testing::Luck;
use super::*;

/// Experiments per test: enough for the band to be a percentage point wide.
const EXPERIMENTS: u64 = 20_000;

/// The counts that a true probability may show, with one false alarm in a million fresh seeds.
fn band(probability: f64) -> std::ops::RangeInclusive<u64> {
    Gate::sharing(1e-6, 1).successes(EXPERIMENTS, probability)
}

/// Ten replications of a ratio whose truth is 0.3, with denominators that vary and drag the numerators with them.
fn experiment(luck: &mut Luck) -> RatioSample {
    (0..10)
        .map(|_| {
            let denominator = 1_000.0 + 50.0 * luck.normal();
            (0.3 * denominator + 10.0 * luck.normal(), denominator)
        })
        .collect()
}

/// Ten paired replications of two ratios that share most of their luck; the true difference is `shift`.
fn paired_experiment(luck: &mut Luck, shift: f64) -> (Linearised, Linearised) {
    let (mut first, mut second) = (RatioSample::new(), RatioSample::new());
    for _ in 0..10 {
        let size = 1_000.0 + 50.0 * luck.normal();
        let shared = 20.0 * luck.normal();
        first.push((0.3 + shift) * size + shared + 5.0 * luck.normal(), size);
        second.push(0.3 * size + shared + 5.0 * luck.normal(), size);
    }
    (first.linearised().expect("a ratio"), second.linearised().expect("a ratio"))
}

fn count(mut hit: impl FnMut() -> bool) -> u64 {
    (0..EXPERIMENTS).filter(|_| hit()).count() as u64
}

#[test]
fn the_ratio_interval_covers_the_truth_as_often_as_it_says() {
    for level in [0.8, 0.95, 0.99] {
        let mut luck = Luck::new(1);
        let confidence = Confidence::new(level).expect("a level");
        let covered = count(|| {
            let interval = experiment(&mut luck).summary(confidence).and_then(|summary| summary.interval);
            interval.expect("ten replications").contains(0.3)
        });
        assert!(
            band(level).contains(&covered),
            "{covered} of {EXPERIMENTS} at {level}, allowed {:?}",
            band(level)
        );
    }
}

#[test]
fn canary_the_normal_in_place_of_student_is_found_out() {
    let mut luck = Luck::new(1);
    let covered = count(|| {
        let summary = experiment(&mut luck).summary(Confidence::NINETY_FIVE).expect("a ratio");
        (summary.mean - 0.3).abs() <= 1.96 * summary.sd.expect("ten replications") / 10f64.sqrt()
    });
    assert!(covered < *band(0.95).start(), "{covered}");
}

#[test]
fn canary_denominators_taken_for_fixed_are_found_out() {
    let mut luck = Luck::new(1);
    let covered = count(|| {
        let sample = experiment(&mut luck);
        let mean = moments::mean(sample.denominators()).expect("values");
        let fixed = RatioSample::totals(sample.numerators().iter().map(|numerator| numerator / mean));
        let interval = fixed.summary(Confidence::NINETY_FIVE).and_then(|summary| summary.interval);
        interval.expect("ten replications").contains(0.3)
    });
    assert!(covered > *band(0.95).end(), "{covered}");
}

#[test]
fn the_paired_interval_covers_and_its_p_value_is_uniform_without_a_difference() {
    let mut luck = Luck::new(2);
    let mut p_values = Vec::new();
    let covered = count(|| {
        let (first, second) = paired_experiment(&mut luck, 0.0);
        let contrast = difference(&first, &second, Confidence::NINETY_FIVE).expect("pairs");
        p_values.push(contrast.p.expect("ten pairs"));
        contrast.interval.expect("ten pairs").contains(0.0)
    });
    assert!(band(0.95).contains(&covered), "{covered} of {EXPERIMENTS}");
    let distance = gate::kolmogorov_distance(&mut p_values, |p| p);
    assert!(distance < Gate::sharing(1e-6, 1).largest_distance(EXPERIMENTS), "{distance}");
}

#[test]
fn the_paired_interval_covers_a_difference_that_exists() {
    let mut luck = Luck::new(3);
    let covered = count(|| {
        let (first, second) = paired_experiment(&mut luck, 0.05);
        let contrast = difference(&first, &second, Confidence::NINETY_FIVE).expect("pairs");
        contrast.interval.expect("ten pairs").contains(0.05)
    });
    assert!(band(0.95).contains(&covered), "{covered} of {EXPERIMENTS}");
}

#[test]
fn pairing_pays_what_the_shared_luck_is_worth() {
    // Each numerator has variance 20^2 + 5^2, the difference 2 x 5^2: the ratio of 850 to 50 is 17.
    let mut luck = Luck::new(4);
    let (mut first, mut second) = (RatioSample::new(), RatioSample::new());
    for _ in 0..100_000 {
        let shared = 20.0 * luck.normal();
        first.push(300.0 + shared + 5.0 * luck.normal(), 1_000.0);
        second.push(300.0 + shared + 5.0 * luck.normal(), 1_000.0);
    }
    let (first, second) = (first.linearised().expect("a ratio"), second.linearised().expect("a ratio"));
    let contrast = difference(&first, &second, Confidence::default()).expect("pairs");
    let reduction = contrast.variance_reduction.expect("pairs");
    // Both variances are uncertain by sqrt(2 / n) of themselves; taken as independent, the ratio by 0.0063 of itself.
    assert!(Gate::sharing(1e-6, 1).holds(reduction, 17.0, 17.0 * (2.0 * 2.0 / 1e5f64).sqrt()), "{reduction}");
}

#[test]
fn the_interval_of_a_pooled_quantile_covers_the_truth() {
    // Ten sections of 1 000 uniform values: the sections' bias at 0.9 is far below their spread.
    let mut luck = Luck::new(6);
    let experiments = 2_000;
    let mut covered = 0;
    for _ in 0..experiments {
        let sections: Vec<Vec<f64>> = (0..10).map(|_| (0..1_000).map(|_| luck.uniform()).collect()).collect();
        let own = sections.iter().map(|section| quantile::quantile(section, 0.9).expect("values")).collect();
        let pooled = quantile::quantile(&sections.concat(), 0.9).expect("values");
        let summary = quantile::sectioned(pooled, own).summary(Confidence::NINETY_FIVE);
        covered += u64::from(summary.interval.expect("ten sections").contains(0.9));
    }
    let allowed = Gate::sharing(1e-6, 1).successes(experiments, 0.95);
    assert!(allowed.contains(&covered), "{covered} of {experiments}, allowed {allowed:?}");
}
