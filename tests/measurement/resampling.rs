//! The law schools of Efron and Tibshirani: percentile, accelerated and approximate bootstrap intervals.

use goodwill::metrics::Bootstrap;
use goodwill::statistics::bootstrap::{abc, jackknife};
use goodwill::statistics::{Confidence, moments};

use crate::reference::{Comparison, Table, folder};

const SET: &str = "bootstrap-law";

/// Correlation of rows with shares or counts.
fn correlation(x: &[f64], y: &[f64], weight: impl Fn(usize) -> f64) -> Option<f64> {
    let total: f64 = (0..x.len()).map(&weight).sum();
    let mean = |f: &dyn Fn(usize) -> f64| (0..x.len()).map(|row| weight(row) * f(row)).sum::<f64>() / total;
    let (mx, my) = (mean(&|row| x[row]), mean(&|row| y[row]));
    let product = mean(&|row| (x[row] - mx) * (y[row] - my));
    let spread = mean(&|row| (x[row] - mx).powi(2)) * mean(&|row| (y[row] - my).powi(2));
    (spread > 1e-20).then(|| product / spread.sqrt())
}

#[test]
fn intervals_of_a_correlation_agree() {
    let Some(folder) = folder(SET) else { return };
    let table = Table::read(&folder, "law15.csv");
    let (x, y) = (table.full("LSAT"), table.full("GPA"));
    let text = std::fs::read_to_string(folder.join("expected.json")).expect("the reference file opens");
    let expected: serde_json::Value = serde_json::from_str(&text).expect("the reference file is JSON");
    let number = |value: &serde_json::Value| value.as_f64().expect("a number");
    let mut comparison = Comparison::default();

    let own = correlation(&x, &y, |_| 1.0).expect("it varies");
    comparison.absolute("correlation", own, number(&expected["law15_correlation"]), 1e-10);
    let all = Table::read(&folder, "law82.csv");
    let population = moments::correlation(&all.full("LSAT"), &all.full("GPA")).expect("it varies");
    comparison.absolute(
        "correlation of all 82",
        population,
        number(&expected["law82_population_correlation"]),
        1e-7,
    );

    let without: Vec<f64> = (0..15)
        .map(|left_out| correlation(&x, &y, |row| f64::from(u8::from(row != left_out))).expect("it varies"))
        .collect();
    let acceleration = jackknife::acceleration(&without).expect("figures");
    comparison.absolute(
        "jackknife acceleration",
        acceleration,
        number(&expected["jackknife_acceleration_a"]),
        1e-10,
    );
    let spread = jackknife::standard_error(&without).expect("figures");
    comparison.absolute("jackknife standard error", spread, number(&expected["jackknife_se"]), 1e-10);

    let limits = Table::read(&folder, "expected_abc_limits.csv");
    for (row, alpha) in limits.full("alpha").into_iter().enumerate().filter(|(_, alpha)| *alpha < 0.5) {
        let level = Confidence::new(1.0 - 2.0 * alpha).expect("a level");
        let of = abc::interval(15, |shares| correlation(&x, &y, |row| shares[row]), level).expect("a figure");
        let expected = limits.full("abc");
        comparison.absolute("ABC limit", of.low, expected[row], 1e-6);
        comparison.absolute("ABC limit", of.high, expected[limits.rows - 1 - row], 1e-6);
    }

    // The reference is itself Monte Carlo, of 200 000 resamples, and states its noise as 0.003. Ours of five times as many
    // has a fifth of its variance, so that the difference of the two has six fifths.
    let boot = &expected["bootstrap_200000_resamples_seed1_R_boot"];
    let bootstrap = Bootstrap { resamples: 1_000_000, seed: 1, threads: 2 };
    let of =
        bootstrap.of_rows(15, 1, || (), |(), counts| vec![correlation(&x, &y, |row| f64::from(counts[row]))]);
    let of = &of[0];
    let tolerance = 0.003 * 1.2f64.sqrt();
    comparison.absolute(
        "bootstrap standard error",
        of.standard_error().expect("figures"),
        number(&boot["se"]),
        tolerance,
    );
    comparison.absolute(
        "bootstrap bias",
        of.mean().expect("figures") - own,
        number(&boot["bias"]),
        tolerance,
    );
    comparison.absolute(
        "bias correction z0",
        of.bias_correction(own).expect("both sides"),
        number(&boot["z0"]),
        0.01,
    );
    for level in [90.0, 95.0] {
        let confidence = Confidence::new(level / 100.0).expect("a level");
        let percentile = of.percentile(confidence).expect("figures");
        let accelerated = of.accelerated(own, &without, confidence).expect("figures");
        for (name, interval) in [("percentile", percentile), ("BCa", accelerated)] {
            let reference = &boot[format!("{name}_{level}")];
            comparison.absolute(&format!("{name} limit"), interval.low, number(&reference[0]), tolerance);
            comparison.absolute(&format!("{name} limit"), interval.high, number(&reference[1]), tolerance);
        }
    }
    comparison.print("law");
}
