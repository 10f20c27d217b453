//! A mixture for ratings: a shifted binomial for the feeling, a uniform for indecision, and a category of refuge.
//!
//! `P(r) = d [r = shelter] + (1 - d) (p C(m-1, r-1) (1-x)^(r-1) x^(m-r) + (1 - p) / m)` for answers r from 1 to m. Here
//! p (0 to 1) is the weight of considered answers, so `1 - p` is uncertainty; x (0 to 1) puts the considered answers low, so
//! `1 - x` is the feeling; d is the weight of the shelter. Sources: Piccolo (2003), "On the moments of a mixture of
//! uniform and shifted binomial random variables"; D'Elia and Piccolo (2005); shelter: Iannario (2012).

use nalgebra::DMatrix;

use super::least_squares::factorised;
use super::problem::Problem;

/// A fitted mixture.
#[derive(Clone, Debug, PartialEq)]
pub struct Cub {
    /// p: weight of the shifted binomial among answers that are not refuge; `1 - p` is uncertainty.
    pub considered: f64,
    /// x: `1 - x` is the feeling.
    pub adverse: f64,
    /// d: weight of the shelter; 0 without one.
    pub shelter: f64,
    /// Standard error of p, of x, and of d where there is a shelter, from the observed information; absent at the edge of
    /// what is allowed, where there is none.
    pub standard_errors: Option<Vec<f64>>,
    /// Log-likelihood.
    pub log_likelihood: f64,
    /// Answers.
    pub n: u64,
    /// Rounds of the iteration.
    pub rounds: usize,
}

/// Change of a parameter at which the iteration has settled.
const TOLERANCE: f64 = 1e-11;
const MOST_ROUNDS: usize = 5_000;

impl Cub {
    /// The most likely mixture for how often each answer 1 to m was given; with `shelter`, one of the answers takes refuge.
    ///
    /// By the EM algorithm (Piccolo 2006), accelerated (Varadhan and Roland 2008). Needs four answers on the scale - with three and no shelter the mixture is not
    /// identified (Iannario 2010) - and answers in at least two categories.
    pub fn fit(counts: &[u64], shelter: Option<usize>) -> Result<Self, Problem> {
        let m = counts.len();
        if m < 4 {
            return Err(Problem::TooFew {
                what: "the mixture",
                unit: "answers on the scale",
                given: m,
                needed: 4,
            });
        }
        if let Some(at) = shelter.filter(|at| !(1..=m).contains(at)) {
            let what = "the shelter".to_string();
            return Err(Problem::OutOfRange { what, value: at as f64, allowed: "among the answers 1 to m" });
        }
        if counts.iter().filter(|&&count| count > 0).count() < 2 {
            return Err(Problem::Constant { what: "the answers".to_string() });
        }
        let n: u64 = counts.iter().sum();
        let mean =
            counts.iter().zip(1..).map(|(&count, r)| count as f64 * f64::from(r)).sum::<f64>() / n as f64;
        let mut at = Parameters {
            considered: 0.5,
            adverse: ((m as f64 - mean) / (m as f64 - 1.0)).clamp(0.05, 0.95),
            shelter: if shelter.is_some() { 0.1 } else { 0.0 },
        };
        let mut left = f64::INFINITY;
        for rounds in 1..=MOST_ROUNDS {
            let next = at.leap(counts, shelter);
            left = next.distance(at);
            at = next;
            if left <= TOLERANCE {
                return Ok(Cub {
                    considered: at.considered,
                    adverse: at.adverse,
                    shelter: at.shelter,
                    standard_errors: at.standard_errors(counts, shelter),
                    log_likelihood: at.log_likelihood(counts, shelter),
                    n,
                    rounds,
                });
            }
        }
        Err(Problem::NotSettled { what: "the mixture", rounds: MOST_ROUNDS, left, tolerance: TOLERANCE })
    }

    /// The probability of each answer 1 to m.
    pub fn probabilities(&self, m: usize, shelter: Option<usize>) -> Vec<f64> {
        let of = Parameters { considered: self.considered, adverse: self.adverse, shelter: self.shelter };
        of.probabilities(m, shelter)
    }
}

#[derive(Clone, Copy, Debug)]
struct Parameters {
    considered: f64,
    adverse: f64,
    shelter: f64,
}

impl Parameters {
    fn binomial(self, m: usize) -> Vec<f64> {
        let mut ways = 1.0;
        (0..m)
            .map(|below| {
                if below > 0 {
                    ways *= (m - below) as f64 / below as f64;
                }
                ways * power(1.0 - self.adverse, below) * power(self.adverse, m - 1 - below)
            })
            .collect()
    }

    fn probabilities(self, m: usize, shelter: Option<usize>) -> Vec<f64> {
        let even = (1.0 - self.considered) / m as f64;
        let mut all: Vec<f64> =
            self.binomial(m).iter().map(|b| (1.0 - self.shelter) * (self.considered * b + even)).collect();
        if let Some(at) = shelter {
            all[at - 1] += self.shelter;
        }
        all
    }

    fn log_likelihood(self, counts: &[u64], shelter: Option<usize>) -> f64 {
        let terms =
            counts.iter().zip(self.probabilities(counts.len(), shelter)).filter(|(count, _)| **count > 0);
        terms.map(|(&count, p)| count as f64 * libm::log(p)).sum()
    }

    /// Two steps and a leap along the curve they begin, taken only where it is no worse than the two steps.
    fn leap(self, counts: &[u64], shelter: Option<usize>) -> Parameters {
        let one = self.improved(counts, shelter);
        let two = one.improved(counts, shelter);
        let (first, second) = (one.minus(self), two.minus(one));
        let bend: Vec<f64> = first.iter().zip(&second).map(|(r, s)| s - r).collect();
        let norm = |of: &[f64]| of.iter().map(|x| x * x).sum::<f64>().sqrt();
        if norm(&bend) == 0.0 {
            return two;
        }
        let length = (norm(&first) / norm(&bend)).max(1.0);
        let at = |own: f64, i: usize| own + 2.0 * length * first[i] + length * length * bend[i];
        let leapt = Parameters {
            considered: at(self.considered, 0),
            adverse: at(self.adverse, 1),
            shelter: at(self.shelter, 2),
        };
        let inside = |value: f64| (0.0..=1.0).contains(&value);
        if !(inside(leapt.considered) && inside(leapt.adverse) && (0.0..1.0).contains(&leapt.shelter)) {
            return two;
        }
        let leapt = leapt.improved(counts, shelter);
        if leapt.log_likelihood(counts, shelter) >= two.log_likelihood(counts, shelter) { leapt } else { two }
    }

    fn minus(self, other: Parameters) -> [f64; 3] {
        [self.considered - other.considered, self.adverse - other.adverse, self.shelter - other.shelter]
    }

    fn distance(self, other: Parameters) -> f64 {
        self.minus(other).into_iter().fold(0.0, |largest: f64, by| largest.max(by.abs()))
    }

    /// One step of expectation and maximisation: each answer is shared out over the parts that may have made it.
    fn improved(self, counts: &[u64], shelter: Option<usize>) -> Parameters {
        let m = counts.len();
        let binomial = self.binomial(m);
        let probabilities = self.probabilities(m, shelter);
        let (mut refuge, mut considered, mut below, mut n) = (0.0, 0.0, 0.0, 0.0);
        for (at, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let count = count as f64;
            n += count;
            if shelter == Some(at + 1) {
                refuge += count * self.shelter / probabilities[at];
            }
            let share = (1.0 - self.shelter) * self.considered * binomial[at] / probabilities[at];
            considered += count * share;
            below += count * share * (m - 1 - at) as f64;
        }
        Parameters {
            considered: if n > refuge { considered / (n - refuge) } else { self.considered },
            adverse: if considered > 0.0 { below / (considered * (m as f64 - 1.0)) } else { self.adverse },
            shelter: refuge / n,
        }
    }

    /// From the second derivatives of the log-likelihood, by central differences.
    fn standard_errors(self, counts: &[u64], shelter: Option<usize>) -> Option<Vec<f64>> {
        let size = if shelter.is_some() { 3 } else { 2 };
        let values = [self.considered, self.adverse, self.shelter];
        let step = 1e-4;
        if values[..size].iter().any(|value| !(2.0 * step..=1.0 - 2.0 * step).contains(value)) {
            return None;
        }
        let at = |moves: [(usize, f64); 2]| {
            let mut of = values;
            moves.iter().for_each(|&(which, by)| of[which] += by);
            Parameters { considered: of[0], adverse: of[1], shelter: of[2] }.log_likelihood(counts, shelter)
        };
        let information = DMatrix::from_fn(size, size, |i, j| {
            let sum = at([(i, step), (j, step)]) - at([(i, step), (j, -step)]) - at([(i, -step), (j, step)])
                + at([(i, -step), (j, -step)]);
            -sum / (4.0 * step * step)
        });
        let inverse = factorised(&information, "the information").ok()?.inverse();
        Some((0..size).map(|i| inverse[(i, i)].sqrt()).collect())
    }
}

fn power(base: f64, times: usize) -> f64 {
    (0..times).fold(1.0, |product, _| product * base)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::assert_close;

    /// Counts that are a mixture exactly (up to rounding to whole answers) give its parameters back.
    #[test]
    fn a_mixture_is_recovered_from_its_own_counts() {
        for (considered, adverse, refuge, shelter) in [
            (0.8, 0.2, 0.0, None),
            (0.35, 0.6, 0.0, None),
            (0.7, 0.3, 0.15, Some(7)),
            (0.6, 0.25, 0.1, Some(1)),
        ] {
            let of = Parameters { considered, adverse, shelter: refuge };
            let counts: Vec<u64> =
                of.probabilities(7, shelter).iter().map(|p| (p * 1e12).round() as u64).collect();
            let fit = Cub::fit(&counts, shelter).expect("answers");
            assert_close(fit.considered, considered, 1e-5);
            assert_close(fit.adverse, adverse, 1e-5);
            assert!((fit.shelter - refuge).abs() < 1e-5);
            let sum: f64 = fit.probabilities(7, shelter).iter().sum();
            assert_close(sum, 1.0, 1e-14);
            assert_eq!(
                fit.standard_errors.map(|errors| errors.len()),
                Some(if shelter.is_some() { 3 } else { 2 })
            );
        }
    }

    /// Answers of 2 179 students on seven points, as fitted by R's package CUB 1.1.5 (Iannario, Piccolo and Simone). Its stop
    /// rule leaves some 1e-4 of the log-likelihood: ours must not be lower, and at *its* parameters, printed to five digits,
    /// ours must be its own.
    #[test]
    fn published_fits_come_out() {
        for (counts, considered, adverse, errors, log_likelihood) in [
            (
                [57, 54, 107, 156, 527, 627, 651],
                0.79355,
                0.18091,
                [0.015516617, 0.004713003],
                -3484.8262727883,
            ),
            (
                [87, 72, 153, 225, 537, 503, 602],
                0.68019,
                0.19714,
                [0.019349674, 0.005881896],
                -3759.9172261281,
            ),
            (
                [34, 47, 60, 148, 459, 753, 678],
                0.86835,
                0.17141,
                [0.012564235, 0.004134380],
                -3245.4742532319,
            ),
        ] {
            let printed = Parameters { considered, adverse, shelter: 0.0 };
            assert!((printed.log_likelihood(&counts, None) - log_likelihood).abs() < 1e-5);
            let fit = Cub::fit(&counts, None).expect("answers");
            assert!((0.0..2e-4).contains(&(fit.log_likelihood - log_likelihood)), "{fit:?}");
            assert!((fit.considered - considered).abs() < 3e-4 && (fit.adverse - adverse).abs() < 1e-4);
            for (ours, theirs) in fit.standard_errors.expect("inside").into_iter().zip(errors) {
                assert_close(ours, theirs, 1e-3);
            }
        }
        // With a shelter at 7; its weights of binomial and uniform in all answers are 0.82759 and 0.12474.
        let counts = [34, 47, 60, 148, 459, 753, 678];
        let (binomial, uniform, adverse) = (0.82759, 0.12474, 0.18311);
        let shelter = 1.0 - binomial - uniform;
        let printed = Parameters { considered: binomial / (binomial + uniform), adverse, shelter };
        assert!((printed.log_likelihood(&counts, Some(7)) + 3243.463).abs() < 5e-4);
        let fit = Cub::fit(&counts, Some(7)).expect("answers");
        assert!((0.0..3e-3).contains(&(fit.log_likelihood + 3243.463)));
        assert!((fit.shelter - shelter).abs() < 2e-3 && fit.n == 2_179);
    }

    #[test]
    fn at_the_edge_there_is_an_estimate_and_no_standard_error() {
        let even = Cub::fit(&[100; 5], None).expect("answers");
        assert!((even.log_likelihood - 500.0 * libm::log(0.2)).abs() < 1e-6, "{even:?}");
        let pure = Parameters { considered: 1.0, adverse: 0.3, shelter: 0.0 };
        let counts: Vec<u64> = pure.probabilities(5, None).iter().map(|p| (p * 1e9).round() as u64).collect();
        let fit = Cub::fit(&counts, None).expect("answers");
        assert!((fit.considered - 1.0).abs() < 1e-3 && fit.standard_errors.is_none(), "{fit:?}");
        assert!(matches!(Cub::fit(&[1, 2, 3], None), Err(Problem::TooFew { given: 3, .. })));
        assert!(matches!(Cub::fit(&[0, 9, 0, 0], None), Err(Problem::Constant { .. })));
        assert!(matches!(Cub::fit(&[1, 2, 3, 4], Some(5)), Err(Problem::OutOfRange { .. })));
    }
}
