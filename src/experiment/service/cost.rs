//! What an arm of a service costs more than the baseline.

use crate::experiment::result::{ArmResult, Contrast};
use crate::metrics::Metric;

/// A change of cost below this share of the baseline's is none that decides between arms; our choice.
const COST_THAT_MATTERS: f64 = 0.005;

/// What an arm costs more than the baseline.
pub(super) struct Extra {
    /// The amount; below 0 it costs less.
    pub mean: f64,
    /// As a share of the baseline's cost, where that is not 0.
    pub share: Option<f64>,
    /// Whether its interval holds 0.
    by_chance: bool,
    /// All cost or that of staff.
    pub metric: Metric,
}

impl Extra {
    /// Whether it is more than noise, and than what matters.
    pub fn is_told(&self) -> bool {
        !self.by_chance && self.share.is_none_or(|share| share.abs() >= COST_THAT_MATTERS)
    }

    /// Whether the arm costs more.
    pub fn is_more(&self) -> bool {
        self.mean > 0.0 && self.is_told()
    }

    /// Whether the arm costs less.
    pub fn is_less(&self) -> bool {
        self.mean < 0.0 && self.is_told()
    }
}

/// The extra cost of an arm: all of it where there is money, else that of staff; `None` where nobody costs anything.
pub(super) fn extra_cost(contrast: &Contrast, baseline: &ArmResult) -> Option<Extra> {
    let costs = [Metric::Cost, Metric::CostStaff];
    let metric = costs.into_iter().find(|of| contrast.metrics.contains_key(of.key()))?;
    let difference = contrast.metrics.get(metric.key())?;
    let level = baseline.metrics.get(metric.key())?.mean;
    let interval = difference.ci_low.zip(difference.ci_high);
    let by_chance = interval.is_some_and(|(low, high)| low <= 0.0 && high >= 0.0);
    let share = (level > 0.0).then(|| difference.mean / level);
    Some(Extra { mean: difference.mean, share, by_chance, metric })
}

/// The smallest amount by which arms must differ in cost for one to be cheaper.
pub(super) fn cost_that_matters(baseline: &ArmResult) -> f64 {
    let costs = [Metric::Cost, Metric::CostStaff].into_iter();
    let level = costs.filter_map(|of| baseline.metrics.get(of.key())).map(|level| level.mean).next();
    level.map_or(0.0, |level| COST_THAT_MATTERS * level)
}
