//! Lifetimes of a cohort whose members differ: a law that tells mixing from change with age.
//!
//! A member ends period t with probability p, drawn once from a beta law: then survival is
//! `S(t) = B(alpha, beta + t) / B(alpha, beta)`, the *shifted beta-geometric* law (Fader and Hardie 2007). The share of the
//! cohort that survives a period rises with t although nobody's own probability changes: those who end early are gone. With an exponent c,
//! `S(t) = B(alpha, beta + t^c) / B(alpha, beta)`, the *beta discrete Weibull* law (Fader, Hardie, Liu, Davin and Steenburgh 2018):
//! everybody's own probability falls with age where c < 1, rises where c > 1, and stays where c = 1. So c is what is left of age once
//! mixing is taken out.

use nalgebra::{DMatrix, DVector};

use super::estimate::Estimate;
use super::least_squares::factorised;
use super::problem::Problem;

/// The most likely law of a cohort.
#[derive(Clone, Debug, PartialEq)]
pub struct BetaDiscreteWeibull {
    /// First shape of the beta law, above 0: larger where more end.
    pub alpha: f64,
    /// Second shape, above 0: larger where more survive.
    pub beta: f64,
    /// Exponent of age, above 0; 1 where it was held there.
    pub exponent: f64,
    /// Log of the exponent with its noise; absent where it was held at 1.
    pub ln_exponent: Option<Estimate>,
    /// Log-likelihood.
    pub log_likelihood: f64,
}

const WHAT: &str = "the law of lifetimes";
const MOST_ROUNDS: usize = 500;
/// Change of the log of a parameter at which the iteration has settled.
const TOLERANCE: f64 = 1e-7;
/// Step of the central differences, in logs of parameters: its square is the relative error of the curvature.
const DIFFERENCE: f64 = 1e-3;

impl BetaDiscreteWeibull {
    /// The most likely shifted beta-geometric law of a cohort of which `survivors[t]` are left after t periods.
    ///
    /// Needs two periods, survivors that never rise, and somebody who ends in more than one period.
    pub fn shifted_beta_geometric(survivors: &[u64]) -> Result<Self, Problem> {
        Cohort::new(survivors, 2)?.fit(&[0.0, 0.0])
    }

    /// The most likely beta discrete Weibull law of the cohort; needs three periods.
    pub fn fit(survivors: &[u64]) -> Result<Self, Problem> {
        let cohort = Cohort::new(survivors, 3)?;
        let start = cohort.fit(&[0.0, 0.0])?;
        cohort.fit(&[libm::log(start.alpha), libm::log(start.beta), 0.0])
    }

    /// Share of the cohort left after `t` periods.
    pub fn survival(&self, t: f64) -> f64 {
        libm::exp(ln_survival(self.alpha, self.beta, libm::pow(t, self.exponent)))
    }
}

/// `ln(B(alpha, beta + age) / B(alpha, beta))`.
fn ln_survival(alpha: f64, beta: f64, age: f64) -> f64 {
    libm::lgamma(beta + age) - libm::lgamma(beta) + libm::lgamma(alpha + beta)
        - libm::lgamma(alpha + beta + age)
}

/// Who ended in which period, and who was left.
struct Cohort {
    ended: Vec<f64>,
    left: f64,
}

impl Cohort {
    fn new(survivors: &[u64], periods: usize) -> Result<Self, Problem> {
        let given = survivors.len().saturating_sub(1);
        if given < periods {
            return Err(Problem::TooFew { what: WHAT, unit: "periods", given, needed: periods });
        }
        if let Some(pair) = survivors.windows(2).find(|pair| pair[1] > pair[0]) {
            let allowed = "at or below the number before: nobody comes back to a cohort";
            return Err(Problem::OutOfRange { what: "the survivors".into(), value: pair[1] as f64, allowed });
        }
        let ended: Vec<f64> = survivors.windows(2).map(|pair| (pair[0] - pair[1]) as f64).collect();
        if ended.iter().filter(|&&ended| ended > 0.0).count() < 2 {
            return Err(Problem::Constant { what: "the period in which members end".to_string() });
        }
        Ok(Cohort { ended, left: survivors[given] as f64 })
    }

    /// Log-likelihood at the logs of alpha, beta and, if there, the exponent.
    fn log_likelihood(&self, logs: &[f64]) -> f64 {
        let (alpha, beta) = (libm::exp(logs[0]), libm::exp(logs[1]));
        let exponent = logs.get(2).map_or(1.0, |&log| libm::exp(log));
        let mut before = 0.0;
        let mut sum = 0.0;
        for (period, &ended) in self.ended.iter().enumerate() {
            let now = ln_survival(alpha, beta, libm::pow(period as f64 + 1.0, exponent));
            // ln(S(t - 1) - S(t)), from the logs.
            sum += if ended > 0.0 { ended * (before + libm::log(-libm::expm1(now - before))) } else { 0.0 };
            before = now;
        }
        sum + self.left * before
    }

    /// First and second derivatives by central differences.
    fn derivatives(&self, at: &[f64]) -> (DVector<f64>, DMatrix<f64>) {
        let size = at.len();
        let moved = |changes: &[(usize, f64)]| {
            let mut logs = at.to_vec();
            changes.iter().for_each(|&(which, by)| logs[which] += by * DIFFERENCE);
            self.log_likelihood(&logs)
        };
        let here = self.log_likelihood(at);
        let gradient =
            DVector::from_fn(size, |i, _| (moved(&[(i, 1.0)]) - moved(&[(i, -1.0)])) / (2.0 * DIFFERENCE));
        let curvature = DMatrix::from_fn(size, size, |i, j| {
            let second = if i == j {
                moved(&[(i, 1.0)]) - 2.0 * here + moved(&[(i, -1.0)])
            } else {
                let corner = |a: f64, b: f64| moved(&[(i, a), (j, b)]);
                (corner(1.0, 1.0) - corner(1.0, -1.0) - corner(-1.0, 1.0) + corner(-1.0, -1.0)) / 4.0
            };
            second / (DIFFERENCE * DIFFERENCE)
        });
        (gradient, curvature)
    }

    /// Climbs from `start` by damped Newton steps (Levenberg 1944, Marquardt 1963).
    fn fit(&self, start: &[f64]) -> Result<BetaDiscreteWeibull, Problem> {
        let mut at = DVector::from_column_slice(start);
        let mut reached = self.log_likelihood(start);
        let mut damping = 1.0;
        let mut left = f64::INFINITY;
        for _ in 0..MOST_ROUNDS {
            let (gradient, curvature) = self.derivatives(at.as_slice());
            let scale = gradient.norm().max(1.0);
            let damped = -&curvature + DMatrix::identity(at.len(), at.len()) * (damping * scale);
            let Some(factor) = damped.cholesky() else {
                damping = (damping * 10.0).max(1e-6);
                continue;
            };
            let step = factor.solve(&gradient);
            let next = &at + &step;
            let height = self.log_likelihood(next.as_slice());
            if height.is_finite() && height >= reached - 1e-12 * reached.abs() {
                left = step.amax();
                (at, reached) = (next, height);
                damping /= 10.0;
            } else {
                damping = (damping * 10.0).max(1e-6);
            }
            if left <= TOLERANCE {
                return Ok(self.law(&at, &curvature, reached));
            }
        }
        Err(Problem::NotSettled { what: WHAT, rounds: MOST_ROUNDS, left, tolerance: TOLERANCE })
    }

    fn law(&self, at: &DVector<f64>, curvature: &DMatrix<f64>, log_likelihood: f64) -> BetaDiscreteWeibull {
        let n = (self.ended.iter().sum::<f64>() + self.left) as usize;
        let ln_exponent = at.get(2).and_then(|&value| {
            let information = factorised(&-curvature, WHAT).ok()?;
            let standard_error = information.inverse()[(2, 2)].max(0.0).sqrt();
            Some(Estimate { value, standard_error, degrees_of_freedom: f64::INFINITY, n })
        });
        BetaDiscreteWeibull {
            alpha: libm::exp(at[0]),
            beta: libm::exp(at[1]),
            exponent: at.get(2).map_or(1.0, |&log| libm::exp(log)),
            ln_exponent,
            log_likelihood,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Confidence;
    use crate::statistics::testing::{Luck, assert_close};

    /// The two cohorts of Fader and Hardie (2007), in customers of 1 000, years 0 to 12.
    const REGULAR: [u64; 13] = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173];
    const HIGH_END: [u64; 13] = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394];

    /// Their table: from years 1 to 7 alpha 0.704, beta 1.182 and alpha 0.668, beta 3.806, log-likelihoods -1680.27 and -1611.16.
    #[test]
    fn the_published_cohorts_give_the_published_fit() {
        for (cohort, alpha, beta, likelihood) in
            [(REGULAR, 0.704, 1.182, -1680.27), (HIGH_END, 0.668, 3.806, -1611.16)]
        {
            let law = BetaDiscreteWeibull::shifted_beta_geometric(&cohort[..8]).expect("cohort");
            assert!((law.alpha - alpha).abs() <= 0.000_5, "{law:?}");
            assert!((law.beta - beta).abs() <= 0.000_5, "{law:?}");
            assert!((law.log_likelihood - likelihood).abs() <= 0.005, "{law:?}");
            assert_eq!((law.exponent, law.ln_exponent), (1.0, None));
            // Projected from year 7 to year 12 it stays within two percentage points of what came, as their figure shows.
            for (year, &survivors) in cohort.iter().enumerate().skip(8) {
                assert!((law.survival(year as f64) - survivors as f64 / 1000.0).abs() < 0.02, "{year}");
            }
        }
    }

    /// To six digits the fit agrees with a Nelder-Mead fit of the same likelihood by SciPy.
    #[test]
    fn the_fit_agrees_with_another_programs() {
        let law = BetaDiscreteWeibull::shifted_beta_geometric(&HIGH_END[..8]).expect("cohort");
        assert_close(law.alpha, 0.668_088_46, 3e-6);
        assert_close(law.beta, 3.806_095_72, 3e-6);
        let law = BetaDiscreteWeibull::shifted_beta_geometric(&REGULAR[..8]).expect("cohort");
        assert_close(law.alpha, 0.704_077_32, 3e-6);
        assert_close(law.beta, 1.182_043_07, 3e-6);
    }

    /// Survivors of a cohort of so many whose own probabilities come from Beta(1, 9) by its inverse, and whose age counts
    /// to the power of `exponent`.
    fn cohort(members: u64, exponent: f64, luck: &mut Luck) -> Vec<u64> {
        let mut survivors = vec![0; 25];
        for _ in 0..members {
            let p = 1.0 - libm::pow(luck.uniform(), 1.0 / 9.0);
            let ends_at = libm::pow(libm::log(luck.uniform()) / libm::log1p(-p), 1.0 / exponent);
            (0..25).filter(|&t| (t as f64) < ends_at).for_each(|t| survivors[t] += 1);
        }
        survivors
    }

    #[test]
    fn mixing_alone_leaves_nothing_to_age_and_age_is_found_beside_mixing() {
        let mut luck = Luck::new(11);
        for (exponent, contains_1) in [(1.0, true), (0.6, false), (1.5, false)] {
            let law = BetaDiscreteWeibull::fit(&cohort(20_000, exponent, &mut luck)).expect("cohort");
            let interval = law.ln_exponent.expect("free").interval(Confidence::new(0.9999).expect("a level"));
            assert_eq!(interval.low <= 0.0 && interval.high >= 0.0, contains_1, "{law:?}");
            assert!(interval.low <= libm::log(exponent) && interval.high >= libm::log(exponent), "{law:?}");
        }
    }

    #[test]
    fn what_is_no_cohort_is_refused() {
        let problem = |survivors: &[u64]| BetaDiscreteWeibull::fit(survivors).unwrap_err();
        assert!(matches!(problem(&[10, 5, 3]), Problem::TooFew { given: 2, needed: 3, .. }));
        assert!(matches!(problem(&[10, 5, 6, 4]), Problem::OutOfRange { .. }));
        assert!(matches!(problem(&[10, 10, 10, 4]), Problem::Constant { .. }));
        assert!(matches!(problem(&[]), Problem::TooFew { given: 0, .. }));
    }
}
