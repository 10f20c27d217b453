//! Shapley importance, exactly: every subset of drivers once.

use super::DriverCorrelations;
use crate::metrics::problem::MetricProblem;
use crate::statistics::Problem;

/// Drivers beyond which the subsets are too many: 2^24 of them take 128 MB and some seconds.
pub const MOST_DRIVERS: usize = 24;

/// `LMG_k = sum over S without k of |S|! (K - |S| - 1)! / K! (R^2(S with k) - R^2(S))`. Source: Lindeman, Merenda and Gold
/// (1980); Shapley (1953). At most [`MOST_DRIVERS`]; for more take relative weights.
pub fn shapley(of: &DriverCorrelations) -> Result<Vec<f64>, MetricProblem> {
    let k = of.with.len();
    if k > MOST_DRIVERS {
        let what = "the number of drivers of an exact Shapley importance".to_string();
        let allowed = "up to 24, because all subsets are visited; take relative weights for more";
        return Err(Problem::OutOfRange { what, value: k as f64, allowed }.into());
    }
    let explained = r_squared_of_subsets(of);
    // |S|! (K - |S| - 1)! / K! is 1 / K over the number of subsets of that size among the others.
    let mut weight_of_size = vec![1.0 / k as f64; k];
    for size in 1..k {
        weight_of_size[size] = weight_of_size[size - 1] * size as f64 / (k - size) as f64;
    }
    let mut importance = vec![0.0; k];
    for subset in 0..1usize << k {
        let weight = weight_of_size.get(subset.count_ones() as usize).copied().unwrap_or(0.0);
        for (driver, share) in importance.iter_mut().enumerate() {
            let with = subset | 1 << driver;
            if with != subset {
                *share += weight * (explained[with] - explained[subset]);
            }
        }
    }
    Ok(importance)
}

/// R^2 of every subset; bit i of the index says whether driver i is in it.
fn r_squared_of_subsets(of: &DriverCorrelations) -> Vec<f64> {
    let k = of.with.len();
    let mut visit =
        Visit { of, explained: vec![0.0; 1 << k], rows: vec![0.0; k * (k + 1)], members: Vec::new() };
    visit.extend(0, 0, 0.0);
    visit.explained
}

/// A walk over the subsets that grows a Cholesky factor by one row per step.
struct Visit<'a> {
    of: &'a DriverCorrelations,
    explained: Vec<f64>,
    /// Row i of the factor for member i, then its entry for the judgement.
    rows: Vec<f64>,
    members: Vec<usize>,
}

impl Visit<'_> {
    fn extend(&mut self, from: usize, subset: usize, explained: f64) {
        let k = self.of.with.len();
        for driver in from..k {
            let size = self.members.len();
            let (mut left, mut with) = (1.0, self.of.with[driver]);
            for i in 0..size {
                let mut entry = self.of.drivers[(driver, self.members[i])];
                for j in 0..i {
                    entry -= self.rows[i * (k + 1) + j] * self.rows[size * (k + 1) + j];
                }
                entry /= self.rows[i * (k + 1) + i];
                self.rows[size * (k + 1) + i] = entry;
                left -= entry * entry;
                with -= entry * self.rows[i * (k + 1) + k];
            }
            // Positive, because the caller has checked that no driver is a combination of others.
            let pivot = f64::max(left, f64::MIN_POSITIVE).sqrt();
            let gain = with / pivot;
            self.rows[size * (k + 1) + size] = pivot;
            self.rows[size * (k + 1) + k] = gain;
            let subset = subset | 1 << driver;
            let explained = explained + gain * gain;
            self.explained[subset] = explained;
            self.members.push(driver);
            self.extend(driver + 1, subset, explained);
            self.members.pop();
        }
    }
}
