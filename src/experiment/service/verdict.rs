//! What an arm does to a service: the figures that it clearly changes for better or worse, of the whole and of single reasons.

use crate::experiment::result::{ArmResult, Contrast, Difference, ServiceChange, ServiceVerdict, Verdict};
use crate::experiment::verdicts::{Threshold, verdict};
use crate::metrics::{Entry, Metric};
use crate::statistics::Confidence;

use super::cost::{Extra, extra_cost};
use super::measures::OfReason;

/// One verdict per contrast; `arms` are all arms, the baseline first.
pub(in crate::experiment) fn verdicts(
    contrasts: &[Contrast],
    arms: &[ArmResult],
    whole: &[Threshold],
    of_reasons: &[OfReason],
    confidence: Confidence,
) -> Vec<ServiceVerdict> {
    let of_arm = |(contrast, arm): (&Contrast, &ArmResult)| {
        let mut found = Found { better: Vec::new(), worse: Vec::new(), undecided: false, confidence };
        for threshold in whole {
            let difference = contrast.metrics.get(threshold.entry.key);
            let level = arm.metrics.get(threshold.entry.key).map(|level| level.mean);
            found.add(None, threshold.entry, threshold.matters, difference.zip(level));
        }
        for of in of_reasons {
            let entry: &'static Entry = of.metric.entry();
            let difference = contrast.reasons.get(&of.reason).and_then(|row| row.get(entry.key));
            let level =
                arm.reasons.get(&of.reason).and_then(|row| row.get(entry.key)).map(|level| level.mean);
            found.add(Some(&of.reason), entry, of.matters, difference.zip(level));
        }
        let mut verdict = found.verdict(&contrast.arm);
        verdict.cost_per_point = cost_per_point(&verdict, contrast, &arms[0], whole);
        verdict
    };
    contrasts.iter().zip(arms.iter().skip(1)).map(of_arm).collect()
}

/// Extra cost per percentage point of the first figure that is a share, where both are clear.
fn cost_per_point(
    of: &ServiceVerdict,
    contrast: &Contrast,
    baseline: &ArmResult,
    whole: &[Threshold],
) -> Option<f64> {
    let first = whole.iter().find(|threshold| threshold.entry.unit == "share")?;
    let gained = improvement(of, first.entry.metric)?;
    let extra = extra_cost(contrast, baseline).filter(Extra::is_more)?;
    Some(extra.mean / (100.0 * gained))
}

/// The changes of an arm as they are found.
struct Found {
    better: Vec<ServiceChange>,
    worse: Vec<ServiceChange>,
    undecided: bool,
    confidence: Confidence,
}

impl Found {
    fn add(
        &mut self,
        reason: Option<&String>,
        entry: &'static Entry,
        matters: f64,
        seen: Option<(&Difference, f64)>,
    ) {
        let Some((difference, level)) = seen else { return };
        let change = || ServiceChange {
            reason: reason.cloned(),
            metric: entry.key.to_string(),
            difference: difference.mean,
            level,
        };
        // One of many arms looks good by chance; harm is not explained away like that.
        let by_chance = difference.p_adjusted.is_some_and(|p| p >= 1.0 - self.confidence.level());
        let verdict = verdict(difference, matters, entry.better);
        let of_whole = match verdict {
            Verdict::Better => &self.better,
            _ => &self.worse,
        };
        if of_whole.iter().any(|change| change.reason.is_none() && change.metric == entry.key) {
            // The whole says so already.
            return;
        }
        match verdict {
            Verdict::Better if by_chance => self.undecided = true,
            Verdict::Better => self.better.push(change()),
            Verdict::Worse => self.worse.push(change()),
            Verdict::Undecided => self.undecided = true,
            Verdict::NoDifferenceThatMatters | Verdict::Mixed => {}
        }
    }

    fn verdict(self, arm: &str) -> ServiceVerdict {
        let verdict = match (self.better.is_empty(), self.worse.is_empty()) {
            (false, false) => Verdict::Mixed,
            (false, true) => Verdict::Better,
            (true, false) => Verdict::Worse,
            (true, true) if self.undecided => Verdict::Undecided,
            (true, true) => Verdict::NoDifferenceThatMatters,
        };
        ServiceVerdict {
            arm: arm.to_string(),
            verdict,
            better: self.better,
            worse: self.worse,
            cost_per_point: None,
        }
    }
}

/// By how much an arm improves a figure of the whole, in the good direction; `None` where it does not clearly.
pub(super) fn improvement(of: &ServiceVerdict, metric: Metric) -> Option<f64> {
    let mut of_whole = of.better.iter().filter(|change| change.reason.is_none());
    of_whole.find(|change| change.metric == metric.key()).map(|change| change.difference.abs())
}
