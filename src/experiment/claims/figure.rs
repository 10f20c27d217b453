//! From outcomes to the figures of claims.

use crate::experiment::compare::Outcome;
use crate::experiment::replications::ReplicationFigure;
use crate::statistics::{Confidence, RatioSample, Summary};

use super::result::ClaimFigure;

/// Half of the last digit of a share printed in whole percent.
pub(super) const HALF_A_PERCENT: f64 = 0.005;

/// Half an interval at most that is narrow enough for a share to come out: five percentage points (our choice).
pub(super) const WIDEST_SHARE: f64 = 0.05;

/// Whether what was printed comes out. Of several figures together that is said which is least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ComesOut {
    /// It lies outside the interval.
    No,
    /// It lies within the interval, but so does much else.
    CannotBeSaid,
    /// It lies within a narrow interval.
    Yes,
}

impl ClaimFigure {
    /// A metric of an arm over all replications; without a value where the arm or the metric is absent.
    pub(super) fn of_arm(
        name: &str,
        printed: Option<f64>,
        outcome: &Outcome,
        arm: &str,
        metric: &str,
    ) -> Self {
        let arm = outcome.results.arms.iter().find(|of| of.name == arm);
        let estimate = arm.and_then(|arm| arm.metrics.get(metric));
        ClaimFigure {
            name: name.to_string(),
            printed,
            value: estimate.map(|of| of.mean),
            ci_low: estimate.and_then(|of| of.ci_low),
            ci_high: estimate.and_then(|of| of.ci_high),
            unit: estimate.map_or_else(String::new, |of| of.unit.clone()),
        }
    }

    /// The difference of a metric between an arm and the baseline.
    pub(super) fn of_contrast(name: &str, outcome: &Outcome, arm: &str, metric: &str) -> Self {
        let contrast = outcome.results.contrasts.iter().find(|of| of.arm == arm);
        let difference = contrast.and_then(|contrast| contrast.metrics.get(metric));
        let baseline = outcome.results.arms.first().and_then(|arm| arm.metrics.get(metric));
        ClaimFigure {
            name: name.to_string(),
            printed: None,
            value: difference.map(|of| of.mean),
            ci_low: difference.and_then(|of| of.ci_low),
            ci_high: difference.and_then(|of| of.ci_high),
            unit: baseline.map_or_else(String::new, |of| of.unit.clone()),
        }
    }

    /// A ratio of sums over replications, from one pair of numerator and denominator each, with its linearised noise.
    pub(super) fn of_ratio(name: &str, printed: Option<f64>, pairs: &[(f64, f64)]) -> Self {
        let sample: RatioSample = pairs.iter().copied().collect();
        let summary: Option<Summary> =
            sample.linearised().map(|sample| sample.summary(Confidence::NINETY_FIVE));
        ClaimFigure {
            name: name.to_string(),
            printed,
            value: summary.as_ref().map(|summary| summary.mean),
            ci_low: summary.as_ref().and_then(|summary| summary.interval).map(|interval| interval.low),
            ci_high: summary.as_ref().and_then(|summary| summary.interval).map(|interval| interval.high),
            unit: "share".to_string(),
        }
    }

    /// Whether what was printed, anywhere within its rounding, lies within the interval: half of its last digit is given.
    pub(super) fn holds(&self, half_a_digit: f64) -> bool {
        match (self.printed, self.ci_low, self.ci_high) {
            (Some(printed), Some(low), Some(high)) => {
                low - half_a_digit <= printed && printed <= high + half_a_digit
            }
            _ => false,
        }
    }

    /// Whether half the interval is at most this wide.
    pub(super) fn is_within(&self, half: f64) -> bool {
        self.ci_low.zip(self.ci_high).is_some_and(|(low, high)| high - low <= 2.0 * half)
    }

    /// Whether what was printed, half of whose last digit is given, comes out of an interval whose half is at most `widest`: a wider one
    /// would hold it the more easily, the less is known.
    pub(super) fn comes_out(&self, half_a_digit: f64, widest: f64) -> ComesOut {
        match (self.holds(half_a_digit), self.is_within(widest)) {
            (true, true) => ComesOut::Yes,
            (true, false) => ComesOut::CannotBeSaid,
            (false, _) => ComesOut::No,
        }
    }

    /// Whether the whole interval lies above 0.
    pub(super) fn is_clearly_positive(&self) -> bool {
        self.ci_low.is_some_and(|low| low > 0.0)
    }

    /// Whether the whole interval lies below 0.
    pub(super) fn is_clearly_negative(&self) -> bool {
        self.ci_high.is_some_and(|high| high < 0.0)
    }
}

/// A metric of the whole arm in each replication, in order.
pub(super) fn by_replication(outcome: &Outcome, arm: &str, metric: &str) -> Vec<f64> {
    let wanted = |of: &ReplicationFigure| of.arm == arm && of.scope == "total" && of.metric == metric;
    outcome.replications.figures().filter(wanted).map(|of| of.value).collect()
}

/// A metric of one segment in each replication, in order.
pub(super) fn of_segment_by_replication(
    outcome: &Outcome,
    arm: &str,
    segment: &str,
    metric: &str,
) -> Vec<f64> {
    let wanted = |of: &ReplicationFigure| {
        of.arm == arm && of.scope == "segment" && of.name == segment && of.metric == metric
    };
    outcome.replications.figures().filter(wanted).map(|of| of.value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_sum_over_sum_with_its_noise() {
        let figure = ClaimFigure::of_ratio("share", Some(0.5), &[(1.0, 2.0), (3.0, 4.0), (2.0, 6.0)]);
        assert_eq!(figure.value, Some(0.5));
        assert!(figure.ci_low.unwrap() < 0.5 && figure.ci_high.unwrap() > 0.5);
        assert!(figure.holds(HALF_A_PERCENT) && !figure.is_clearly_negative());
    }

    #[test]
    fn a_wide_interval_says_nothing_of_what_it_holds() {
        let figure = |low: f64, high: f64| ClaimFigure {
            printed: Some(0.68),
            ci_low: Some(low),
            ci_high: Some(high),
            ..ClaimFigure::of_ratio("share", None, &[])
        };
        let comes_out = |low, high| figure(low, high).comes_out(HALF_A_PERCENT, WIDEST_SHARE);
        assert_eq!(comes_out(0.64, 0.73), ComesOut::Yes);
        assert_eq!(comes_out(0.5, 0.9), ComesOut::CannotBeSaid);
        assert_eq!(comes_out(0.69, 0.99), ComesOut::No, "a wide one that lies beside it still does");
        let of_three = [ComesOut::Yes, ComesOut::CannotBeSaid, ComesOut::Yes];
        assert_eq!(of_three.into_iter().min(), Some(ComesOut::CannotBeSaid));
        assert_eq!(ComesOut::No.min(ComesOut::CannotBeSaid), ComesOut::No);
    }

    #[test]
    fn what_was_printed_may_lie_anywhere_within_its_rounding() {
        let figure = |low, high| ClaimFigure {
            name: String::new(),
            printed: Some(0.68),
            value: Some(0.5 * (low + high)),
            ci_low: Some(low),
            ci_high: Some(high),
            unit: "share".to_string(),
        };
        assert!(figure(0.684, 0.69).holds(HALF_A_PERCENT));
        assert!(!figure(0.686, 0.69).holds(HALF_A_PERCENT));
        assert!(figure(0.1, 0.2).is_clearly_positive());
        assert!(figure(0.64, 0.72).is_within(0.05) && !figure(0.37, 0.78).is_within(0.05));
        let absent = ClaimFigure { ci_low: None, ..figure(0.6, 0.7) };
        assert!(!absent.holds(HALF_A_PERCENT) && !absent.is_clearly_positive());
    }
}
