//! The answer of a comparison in one or two plain sentences.

use crate::experiment::result::{Contrast, Difference, Payoff};
use crate::experiment::verdicts::Threshold;
use crate::metrics::{Better, Entry, Metric};

use super::{Style, words};

/// What the headline is made from.
pub(in crate::experiment) struct Found<'a> {
    /// The arms against the first.
    pub contrasts: &'a [Contrast],
    /// What matters.
    pub thresholds: &'a [Threshold],
    /// The arm recommended and its gain in profit and customer value.
    pub recommended: Option<(&'a Contrast, Difference)>,
    /// The gains of all arms against the first; `None` where there is no money.
    pub gains: &'a [Option<Difference>],
    /// The money of each arm.
    pub payoffs: &'a [Payoff],
}

/// Why nothing can be answered, where that is so.
pub(in crate::experiment) fn unanswered(contrasts: &[Contrast]) -> Option<String> {
    let Some(first) = contrasts.first() else {
        return Some("Only one arm was run: there is nothing to compare.".to_string());
    };
    let is_single = first.metrics.values().any(|cell| cell.ci_low.is_none());
    is_single.then(|| "One replication cannot tell a difference from luck: run at least 10.".to_string())
}

/// The answer in one or two plain sentences, where money decides.
pub(in crate::experiment) fn headline(found: &Found, style: &Style) -> String {
    if let Some((best, gain)) = &found.recommended {
        return recommendation(best, gain, found, style);
    }
    let against = found.contrasts.first().map_or("", |first| &first.against);
    format!(
        "No change is recommended: none brings a clear gain in profit and customer value over {against} without harm to what \
         matters.{}",
        price_of_the_best(found, style)
    )
}

fn recommendation(best: &Contrast, gain: &Difference, found: &Found, style: &Style) -> String {
    let money = Metric::Profit.entry();
    let interval = match (gain.ci_low, gain.ci_high) {
        (Some(low), Some(high)) => format!(
            " ({} interval {})",
            words::percent(style.confidence),
            words::range(money, low, high, style.currency)
        ),
        _ => String::new(),
    };
    let changes = changes(best, found.thresholds, style);
    let payback = found
        .payoffs
        .iter()
        .find(|payoff| payoff.arm == best.arm)
        .map(|payoff| match payoff.payback_week {
            Some(week) => format!(" It has paid for itself from week {week} on."),
            None => " It does not pay for itself within the horizon: the gain lies in the value of customers kept."
                .to_string(),
        })
        .unwrap_or_default();
    let changes = if changes.is_empty() { String::new() } else { format!("; {}", changes.join(", ")) };
    format!(
        "{} is worth most: profit and customer value {} against {}{interval}{changes}.{payback}",
        best.arm,
        words::signed(money, gain.mean, style.currency),
        best.against,
    )
}

/// "satisfaction (cohort) +2.1 points" for each metric that is stated to matter.
fn changes(contrast: &Contrast, thresholds: &[Threshold], style: &Style) -> Vec<String> {
    let stated = thresholds.iter().filter(|threshold| threshold.stated);
    stated
        .filter_map(|threshold| {
            let cell = contrast.metrics.get(threshold.entry.key)?;
            let change = words::signed(threshold.entry, cell.mean, style.currency);
            Some(format!("{} {change}", threshold.entry.label))
        })
        .collect()
}

/// What the arm that does most for the first thing that matters would cost, where one clearly does.
fn price_of_the_best(found: &Found, style: &Style) -> String {
    let entry = decisive(found);
    let Some((at, difference)) = greatest_improvement(found, entry) else {
        return String::new();
    };
    let Some(gain) = &found.gains[at] else {
        return String::new();
    };
    let money = Metric::Profit.entry();
    format!(
        " Of all arms {} improves {} most, by {}, with profit and customer value {}.",
        found.contrasts[at].arm,
        entry.label,
        words::size(entry, difference, style.currency),
        words::signed(money, gain.mean, style.currency),
    )
}

/// The first metric that is stated to matter; of a bare operation, abandonment.
fn decisive(found: &Found) -> &'static Entry {
    let stated = found.thresholds.iter().find(|threshold| threshold.stated);
    stated.map_or(Metric::AbandonmentRate.entry(), |threshold| threshold.entry)
}

/// The place and the difference of the arm that improves a metric most, among those whose interval excludes 0.
fn greatest_improvement(found: &Found, entry: &Entry) -> Option<(usize, f64)> {
    let sign = if entry.better == Better::Lower { -1.0 } else { 1.0 };
    let mut best: Option<(usize, f64)> = None;
    for (at, contrast) in found.contrasts.iter().enumerate() {
        let Some(cell) = contrast.metrics.get(entry.key) else { continue };
        let improves = cell.less_welcome_end(sign).is_some_and(|end| end > 0.0);
        if improves && best.is_none_or(|(_, most)| sign * cell.mean > sign * most) {
            best = Some((at, cell.mean));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { confidence: 0.95, currency: "EUR" };

    fn difference(mean: f64, half: f64) -> Difference {
        Difference {
            mean,
            ci_low: Some(mean - half),
            ci_high: Some(mean + half),
            p: None,
            p_adjusted: None,
            variance_reduction: None,
            n: 20,
        }
    }

    fn contrast(arm: &str, cells: &[(Metric, f64)]) -> Contrast {
        let cell = |&(metric, mean): &(Metric, f64)| (metric.key().to_string(), difference(mean, 0.1));
        Contrast {
            arm: arm.to_string(),
            against: "baseline".to_string(),
            metrics: cells.iter().map(cell).collect(),
            reasons: Default::default(),
        }
    }

    fn satisfaction() -> Threshold {
        Threshold { entry: Metric::SatisfactionCohort.entry(), matters: 0.5, stated: true }
    }

    #[test]
    fn the_headline_names_the_arm_the_gain_and_the_payback() {
        let best = contrast("training", &[(Metric::SatisfactionCohort, 2.1)]);
        let payoff = Payoff {
            arm: "training".to_string(),
            extra_service_cost: 1.0,
            profit: 1.0,
            customer_value_end: 1.0,
            payback_week: Some(9),
            cost_per_point: None,
            cost_per_customer_kept: None,
            break_even_agent_cost_factor: None,
        };
        let found = Found {
            contrasts: std::slice::from_ref(&best),
            thresholds: &[satisfaction()],
            recommended: Some((&best, difference(1_200_000.0, 100_000.0))),
            gains: &[Some(difference(1_200_000.0, 100_000.0))],
            payoffs: &[payoff],
        };
        assert_eq!(
            headline(&found, &STYLE),
            "training is worth most: profit and customer value +1.20 million EUR against baseline (95 % interval \
             +1.10 million to +1.30 million EUR); satisfaction (cohort) +2.1 points. It has paid for itself from week 9 on."
        );
    }

    #[test]
    fn where_nothing_pays_the_price_of_the_best_is_told() {
        let contrasts = [
            contrast("some", &[(Metric::SatisfactionCohort, 0.6)]),
            contrast("most", &[(Metric::SatisfactionCohort, 1.6)]),
        ];
        let found = Found {
            contrasts: &contrasts,
            thresholds: &[satisfaction()],
            recommended: None,
            gains: &[Some(difference(-10.0, 5.0)), Some(difference(-2_000.0, 5.0))],
            payoffs: &[],
        };
        assert_eq!(
            headline(&found, &STYLE),
            "No change is recommended: none brings a clear gain in profit and customer value over baseline without harm \
             to what matters. Of all arms most improves satisfaction (cohort) most, by 1.6 points, with profit and \
             customer value -2,000 EUR."
        );
    }
}
