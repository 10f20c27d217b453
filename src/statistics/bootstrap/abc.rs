//! Approximate bootstrap confidence limits: the accelerated interval by derivatives in place of resamples.

use super::jackknife::of_influence;
use crate::statistics::interval::{Confidence, Interval};
use crate::statistics::moments;
use crate::statistics::normal;
use crate::statistics::problem::Problem;

/// Approximate bootstrap confidence (ABC) interval of a smooth figure of `n` rows, given as a function of the rows' shares
/// (which add up to 1). Deterministic, `2 n + 4` evaluations.
///
/// Source: DiCiccio and Efron (1992); Efron and Tibshirani (1993), section 14.4, the non-parametric case. Fails when the
/// figure does not exist near the sample, or no row has influence on it.
pub fn interval(
    n: usize,
    figure: impl Fn(&[f64]) -> Option<f64>,
    confidence: Confidence,
) -> Result<Interval, Problem> {
    if n < 2 {
        return Err(Problem::TooFew { what: "the approximate bootstrap", unit: "rows", given: n, needed: 2 });
    }
    let missing = Problem::Undefined {
        what: "the approximate bootstrap",
        why: "the figure does not exist near the sample",
    };
    let even = vec![1.0 / n as f64; n];
    let at = |direction: &dyn Fn(usize) -> f64, length: f64| {
        let shares: Vec<f64> = even.iter().enumerate().map(|(i, p)| p + length * direction(i)).collect();
        figure(&shares).filter(|value| value.is_finite()).ok_or(missing.clone())
    };
    // Step of the numerical derivatives, as in the programs of Efron and Tibshirani.
    let step = 0.001 / n as f64;
    let own = at(&|_| 0.0, 0.0)?;
    let (mut first, mut second) = (Vec::with_capacity(n), Vec::with_capacity(n));
    for row in 0..n {
        let towards = |i: usize| f64::from(u8::from(i == row)) - 1.0 / n as f64;
        let (up, down) = (at(&towards, step)?, at(&towards, -step)?);
        first.push((up - down) / (2.0 * step));
        second.push((up - 2.0 * own + down) / (step * step));
    }
    let size = n as f64;
    let sigma = moments::sum_of(first.iter().map(|d| d * d)).sqrt() / size;
    if sigma <= 0.0 {
        return Err(Problem::Constant { what: "the figure".to_string() });
    }
    let acceleration = of_influence(first.iter().copied())?;
    let direction = |i: usize| first[i] / (size * size * sigma);
    let curvature =
        (at(&direction, step)? - 2.0 * own + at(&direction, -step)?) / (2.0 * sigma * step * step);
    let bias = moments::sum(&second) / (2.0 * size * size);
    let bend = bias / sigma - curvature;
    let z0 = normal::quantile(2.0 * normal::cumulative(acceleration) * normal::cumulative(-bend));
    let end = |probability: f64| {
        let w = z0 + normal::quantile(probability);
        at(&direction, w / (1.0 - acceleration * w).powi(2))
    };
    let tail = 0.5 * confidence.miss();
    Ok(Interval { low: end(tail)?, high: end(1.0 - tail)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// LSAT and grade point average of 15 law schools (Efron and Tibshirani 1993, table 3.1).
    const LAW: [(f64, f64); 15] = [
        (576.0, 3.39),
        (635.0, 3.30),
        (558.0, 2.81),
        (578.0, 3.03),
        (666.0, 3.44),
        (580.0, 3.07),
        (555.0, 3.00),
        (661.0, 3.43),
        (651.0, 3.36),
        (605.0, 3.13),
        (653.0, 3.12),
        (575.0, 2.74),
        (545.0, 2.76),
        (572.0, 2.88),
        (594.0, 2.96),
    ];

    fn correlation(shares: &[f64]) -> Option<f64> {
        let total: f64 = shares.iter().sum();
        let mean = |f: &dyn Fn(usize) -> f64| (0..15).map(|i| shares[i] * f(i)).sum::<f64>() / total;
        let (x, y) = (mean(&|i| LAW[i].0), mean(&|i| LAW[i].1));
        let product = |f: &dyn Fn(usize) -> f64| mean(f);
        let xy = product(&|i| (LAW[i].0 - x) * (LAW[i].1 - y));
        let xx = product(&|i| (LAW[i].0 - x).powi(2));
        let yy = product(&|i| (LAW[i].1 - y).powi(2));
        Some(xy / (xx * yy).sqrt())
    }

    #[test]
    fn the_law_school_correlation_agrees_with_published_software() {
        // abcnon of R's package bootstrap, as distributed with the book.
        for (level, low, high) in [
            (0.95, 0.338_122_936_247_657, 0.942_095_833_286_716),
            (0.90, 0.442_941_281_599_179, 0.921_477_633_602_08),
            (0.80, 0.539_990_192_802_612, 0.894_704_337_199_887),
            (0.68, 0.603_545_952_000_609, 0.870_931_088_815_468),
        ] {
            let of = interval(15, correlation, Confidence::new(level).expect("a level")).expect("a figure");
            assert!((of.low - low).abs() < 1e-6 && (of.high - high).abs() < 1e-6, "{level}: {of:?}");
        }
    }

    #[test]
    fn a_figure_that_is_missing_or_flat_is_refused() {
        assert!(matches!(interval(9, |_| None, Confidence::NINETY_FIVE), Err(Problem::Undefined { .. })));
        assert!(matches!(interval(9, |_| Some(1.0), Confidence::NINETY_FIVE), Err(Problem::Constant { .. })));
        assert!(interval(1, |_| Some(1.0), Confidence::NINETY_FIVE).is_err());
    }
}
