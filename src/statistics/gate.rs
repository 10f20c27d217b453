//! Thresholds for statistical tests of the program itself, with a stated chance of a false alarm.
//!
//! A suite of many tests that each go red once in a thousand runs is red every few nights, and nobody believes it. So
//! the whole suite gets one small budget, divided over its registered gates (Bonferroni); what a gate then cannot see
//! is bought back with a larger sample, never with a wider tolerance.

use std::ops::RangeInclusive;

use super::normal;

/// Probability that a run of the whole suite with fresh seeds goes red although nothing is wrong.
pub const FALSE_ALARM_OF_SUITE: f64 = 1e-6;
/// Number of gates among which that probability is divided; raise it before there are more gates than this.
pub const REGISTERED_GATES: u32 = 200;

/// A threshold with a known probability of a false alarm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gate {
    false_alarm: f64,
}

impl Gate {
    /// One of the registered gates: each has the same share of the budget, `5e-9`, hence 5.85 standard errors.
    pub fn registered() -> Self {
        Self::sharing(FALSE_ALARM_OF_SUITE, REGISTERED_GATES)
    }

    /// One of `gates` that together give a false alarm with a probability of at most `false_alarm`.
    pub fn sharing(false_alarm: f64, gates: u32) -> Self {
        Gate { false_alarm: false_alarm / f64::from(gates.max(1)) }
    }

    /// The probability that this gate alone gives a false alarm.
    pub fn false_alarm(self) -> f64 {
        self.false_alarm
    }

    /// How many standard errors an estimate may lie from what it should be, on either side.
    pub fn z(self) -> f64 {
        normal::critical_value(self.false_alarm)
    }

    /// Whether `observed` is near enough to `expected`, given its standard error. Not a number is never near.
    pub fn holds(self, observed: f64, expected: f64, standard_error: f64) -> bool {
        (observed - expected).abs() <= self.z() * standard_error
    }

    /// The smallest shift of the expected value that the gate finds with the probability `power` (above one half):
    /// `(z of the gate + z of the power) * standard_error`. Every gate states it, and a canary proves it.
    pub fn smallest_shift_found(self, standard_error: f64, power: f64) -> f64 {
        (self.z() + normal::critical_value(2.0 * (1.0 - power))) * standard_error
    }

    /// Largest distance that the empirical distribution of `n` independent values may have from the true one:
    /// `sqrt(ln(2 / false_alarm) / (2 n))`. Source: Massart (1990), the constant of Dvoretzky, Kiefer and Wolfowitz.
    pub fn largest_distance(self, n: u64) -> f64 {
        (libm::log(2.0 / self.false_alarm) / (2.0 * n as f64)).sqrt()
    }

    /// The counts that `trials` independent trials with the given probability of success may show; at most half the
    /// false alarms lie on either side, by exact binomial sums (Clopper and Pearson 1934).
    pub fn successes(self, trials: u64, probability: f64) -> RangeInclusive<u64> {
        let low = count_within_lower_tail(trials, probability, 0.5 * self.false_alarm);
        let failures = count_within_lower_tail(trials, 1.0 - probability, 0.5 * self.false_alarm);
        low..=trials - failures
    }
}

/// The smallest count whose cumulative binomial probability exceeds `tail`.
fn count_within_lower_tail(trials: u64, probability: f64, tail: f64) -> u64 {
    if probability <= 0.0 {
        return 0;
    }
    if probability >= 1.0 {
        return trials;
    }
    let (log_success, log_failure) = (libm::log(probability), libm::log1p(-probability));
    let log_factorial = |n: u64| libm::lgamma(n as f64 + 1.0);
    let mut cumulative = 0.0;
    for count in 0..trials {
        let rest = trials - count;
        let ways = log_factorial(trials) - log_factorial(count) - log_factorial(rest);
        cumulative += libm::exp(ways + count as f64 * log_success + rest as f64 * log_failure);
        if cumulative > tail {
            return count;
        }
    }
    trials
}

/// Largest distance between the empirical distribution of `values` and a cumulative distribution function: the
/// statistic of Kolmogorov (1933) and Smirnov (1948). Sorts the values; 0 without any.
pub fn kolmogorov_distance(values: &mut [f64], cumulative: impl Fn(f64) -> f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len() as f64;
    values.iter().enumerate().fold(0.0, |largest: f64, (index, &value)| {
        let expected = cumulative(value);
        let (before, after) = (index as f64 / n, (index + 1) as f64 / n);
        largest.max(expected - before).max(after - expected)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::{Luck, assert_close};

    #[test]
    fn a_registered_gate_has_its_share_of_the_budget() {
        let gate = Gate::registered();
        assert_close(gate.false_alarm(), 5e-9, 1e-15);
        assert_close(gate.z(), 5.847_172_145_099_801, 1e-14);
        // 90 % power costs 1.28 standard errors more; the distance at n = 10^6 is 3.147 / 1000.
        assert_close(gate.smallest_shift_found(1.0, 0.9), 7.128_723_710_644_401, 1e-13);
        assert_close(gate.largest_distance(1_000_000), 3.146_980_704_188_719_4e-3, 1e-13);
        assert_eq!(Gate::sharing(0.05, 0), Gate::sharing(0.05, 1));
    }

    #[test]
    fn a_gate_holds_within_its_band_and_never_for_nonsense() {
        let gate = Gate::sharing(0.05, 1);
        assert!(gate.holds(10.19, 10.0, 0.1) && gate.holds(9.81, 10.0, 0.1));
        assert!(!gate.holds(10.2, 10.0, 0.1) && !gate.holds(9.8, 10.0, 0.1));
        assert!(!gate.holds(f64::NAN, 10.0, 0.1));
        assert!(gate.holds(10.0, 10.0, 0.0));
    }

    #[test]
    fn the_band_of_a_count_agrees_with_scipy() {
        assert_eq!(Gate::sharing(1e-6, 1).successes(20_000, 0.95), 18_846..=19_147);
        assert_eq!(Gate::sharing(0.05, 1).successes(10, 0.5), 2..=8);
        assert_eq!(Gate::sharing(0.01, 1).successes(1_000, 0.02), 10..=32);
        assert_eq!(Gate::registered().successes(7, 0.0), 0..=0);
        assert_eq!(Gate::registered().successes(7, 1.0), 7..=7);
        assert_eq!(Gate::registered().successes(0, 0.5), 0..=0);
    }

    #[test]
    fn the_distance_of_a_sample_agrees_with_scipy() {
        assert_close(kolmogorov_distance(&mut [0.4, 0.1, 0.95, 0.8, 0.35], |x| x), 0.2, 1e-14);
        assert_eq!(kolmogorov_distance(&mut [], |x| x), 0.0);
    }

    #[test]
    fn the_distance_gate_lets_the_truth_pass_and_stops_a_canary() {
        let mut luck = Luck::new(21);
        let mut values: Vec<f64> = (0..100_000).map(|_| luck.uniform()).collect();
        let allowed = Gate::registered().largest_distance(100_000);
        assert!(kolmogorov_distance(&mut values, |x| x) < allowed);
        // The planted defect: the true distribution is x^1.04, at most 0.015 away.
        assert!(kolmogorov_distance(&mut values, |x| libm::pow(x, 1.04)) > allowed);
    }
}
