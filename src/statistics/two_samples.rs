//! Two means against each other: Welch's test, the test with a common variance, and the paired test.

use super::estimate::Estimate;
use super::moments::Moments;
use super::problem::{Problem, same_length};

/// The difference `mean of a - mean of b` of two independent samples whose variances may differ.
///
/// `standard_error^2 = va / na + vb / nb`, degrees of freedom by Satterthwaite (1946). Source: Welch (1947). Unit: that
/// of the values. Each sample needs two values, and at least one of them must vary.
pub fn welch(a: &Moments, b: &Moments) -> Result<Estimate, Problem> {
    let (a, b) = (mean_of("Welch's test", a)?, mean_of("Welch's test", b)?);
    let difference = a.minus_independent(&b);
    varies(difference)
}

/// The difference `mean of a - mean of b` of two independent samples with one common variance.
///
/// Pooled variance `((na - 1) va + (nb - 1) vb) / (na + nb - 2)`. Source: Student (1908), Fisher (1925). It misleads when
/// the variances differ and the sizes do too, where [`welch`] does not.
pub fn pooled(a: &Moments, b: &Moments) -> Result<Estimate, Problem> {
    let (of_a, of_b) = (mean_of("the pooled t test", a)?, mean_of("the pooled t test", b)?);
    let (na, nb) = (of_a.n as f64, of_b.n as f64);
    let squares =
        of_a.standard_error.powi(2) * na * (na - 1.0) + of_b.standard_error.powi(2) * nb * (nb - 1.0);
    let degrees_of_freedom = na + nb - 2.0;
    varies(Estimate {
        value: of_a.value - of_b.value,
        standard_error: (squares / degrees_of_freedom * (1.0 / na + 1.0 / nb)).sqrt(),
        degrees_of_freedom,
        n: of_a.n + of_b.n,
    })
}

/// The mean of the differences `a_i - b_i` of pairs: `sd / sqrt(n)` at `n - 1` degrees of freedom. Source: Student (1908).
/// Needs two pairs whose differences vary.
pub fn paired(a: &[f64], b: &[f64]) -> Result<Estimate, Problem> {
    same_length("the second sample of a paired test", b.len(), a.len())?;
    let mut differences = Moments::default();
    a.iter().zip(b).for_each(|(a, b)| differences.push(a - b));
    varies(mean_of("the paired t test", &differences)?)
}

/// The mean of one sample with its standard error.
fn mean_of(what: &'static str, sample: &Moments) -> Result<Estimate, Problem> {
    let n = sample.count() as usize;
    match (sample.mean(), sample.standard_error()) {
        (Some(value), Some(standard_error)) => {
            Ok(Estimate { value, standard_error, degrees_of_freedom: n as f64 - 1.0, n })
        }
        _ => Err(Problem::TooFew { what, unit: "values in each sample", given: n, needed: 2 }),
    }
}

fn varies(difference: Estimate) -> Result<Estimate, Problem> {
    if difference.standard_error > 0.0 {
        Ok(difference)
    } else {
        Err(Problem::Constant { what: "each of the samples (or the difference of the pairs)".to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::interval::Confidence;
    use crate::statistics::testing::assert_close;

    // Student's (1908) sleep data.
    const FIRST: [f64; 10] = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    const SECOND: [f64; 10] = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    #[test]
    fn the_three_tests_agree_with_scipy() {
        // scipy 1.17.1: ttest_ind with equal_var=False and True, ttest_rel.
        let (a, b) = (Moments::of(&FIRST), Moments::of(&SECOND));
        let of = welch(&a, &b).expect("samples");
        assert_close(of.t().expect("noise"), -1.860_813_467_486_852_6, 1e-13);
        assert_close(of.degrees_of_freedom, 17.776_473_516_178_488, 1e-13);
        assert_close(of.p().expect("noise"), 0.079_394_140_187_358_3, 1e-12);
        let interval = of.interval(Confidence::NINETY_FIVE);
        assert_close(interval.low, -3.365_483_230_711_710_4, 1e-13);
        assert_close(interval.high, 0.205_483_230_711_711_37, 1e-12);
        let of = pooled(&a, &b).expect("samples");
        assert_close(of.t().expect("noise"), -1.860_813_467_486_852_4, 1e-13);
        assert_close(of.p().expect("noise"), 0.079_186_714_215_938_22, 1e-12);
        let of = paired(&FIRST, &SECOND).expect("pairs");
        assert_close(of.t().expect("noise"), -4.062_127_683_382_037, 1e-12);
        assert_close(of.p().expect("noise"), 0.002_832_890_197_384_273, 1e-11);
    }

    #[test]
    fn what_cannot_be_tested_is_refused_with_the_reason() {
        let one = Moments::of(&[1.0]);
        let same = Moments::of(&[2.0, 2.0]);
        assert!(matches!(welch(&one, &same), Err(Problem::TooFew { given: 1, needed: 2, .. })));
        assert!(matches!(welch(&same, &same), Err(Problem::Constant { .. })));
        assert!(matches!(pooled(&same, &same), Err(Problem::Constant { .. })));
        assert!(matches!(paired(&[1.0, 2.0], &[0.0, 1.0]), Err(Problem::Constant { .. })));
        assert!(matches!(paired(&[1.0], &[0.0, 1.0]), Err(Problem::UnequalLengths { .. })));
    }
}
