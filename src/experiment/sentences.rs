//! The findings as sentences: the headline, what each intervention adds alone and on top of others, and what several
//! add only together.

use crate::metrics::{Better, Entry, Metric};

use super::arms::Arm;
use super::result::{Contrast, Difference, Effect, Payoff};
use super::verdicts::Threshold;
use super::words;

/// How the sentences write confidence and money.
pub(super) struct Style<'a> {
    pub confidence: f64,
    pub currency: &'a str,
}

/// Effects and interactions in words, for each metric that matters: one sentence per intervention, then one per
/// interaction whose interval excludes 0.
pub(super) fn effects(
    arms: &[Arm],
    names: &[String],
    contrasts: &[Contrast],
    effects: &[Effect],
    thresholds: &[Threshold],
    style: &Style,
) -> Vec<String> {
    let mut sentences = Vec::new();
    for entry in thresholds.iter().map(|threshold| threshold.entry) {
        for at in 0..names.len() {
            sentences.extend(additions(at, arms, names, contrasts, entry, style));
        }
        for effect in effects.iter().filter(|effect| effect.of.len() > 1) {
            sentences.extend(interaction(effect, entry, style));
        }
    }
    sentences
}

/// "satisfaction (cohort): training adds 2.1 points alone, 1.4 on top of staffing".
fn additions(
    at: usize,
    arms: &[Arm],
    names: &[String],
    contrasts: &[Contrast],
    entry: &Entry,
    style: &Style,
) -> Option<String> {
    let steps = steps_of(at, arms, names, contrasts, entry);
    if steps.is_empty() {
        return None;
    }
    if steps.iter().all(|(_, value)| *value == 0.0) {
        return Some(format!("{}: {} changes nothing.", entry.label, names[at]));
    }
    let rising = steps.iter().all(|(_, value)| *value >= 0.0);
    let falling = steps.iter().all(|(_, value)| *value <= 0.0);
    let verb = match (rising, falling) {
        (true, _) => "adds",
        (_, true) => "takes off",
        _ => "changes it by",
    };
    let parts: Vec<String> = steps
        .iter()
        .enumerate()
        .map(|(index, (others, value))| {
            let amount = match (rising || falling, index) {
                (false, _) => words::signed(entry, *value, style.currency),
                (true, 0) => words::size(entry, *value, style.currency),
                (true, _) => words::number(entry, *value, style.currency),
            };
            match others.as_slice() {
                [] => format!("{amount} alone"),
                others => format!("{amount} on top of {}", words::list(others)),
            }
        })
        .collect();
    Some(format!(
        "{}: {} {verb} {}.",
        entry.label,
        names[at],
        parts.join(", ")
    ))
}

/// What the intervention at `at` adds to each arm without it that also stands with it: the others in force, and the
/// difference.
fn steps_of(
    at: usize,
    arms: &[Arm],
    names: &[String],
    contrasts: &[Contrast],
    entry: &Entry,
) -> Vec<(Vec<String>, f64)> {
    // The first arm is the baseline, whose difference to itself is 0.
    let value = |index: usize| match index.checked_sub(1) {
        None => Some(0.0),
        Some(row) => contrasts
            .get(row)?
            .metrics
            .get(entry.key)
            .map(|cell| cell.mean),
    };
    let set_of =
        |arm: &Arm| -> Vec<usize> { arm.doses.iter().map(|dose| dose.intervention).collect() };
    let mut steps = Vec::new();
    for (without, arm) in arms
        .iter()
        .enumerate()
        .filter(|(_, arm)| arm.is_as_stated())
    {
        let others = set_of(arm);
        let mut both = others.clone();
        if others.contains(&at) {
            continue;
        }
        both.push(at);
        both.sort_unstable();
        let with = arms
            .iter()
            .position(|arm| arm.is_as_stated() && set_of(arm) == both);
        if let Some((with, without)) = with.and_then(|with| Some((value(with)?, value(without)?))) {
            steps.push((
                others.iter().map(|&other| names[other].clone()).collect(),
                with - without,
            ));
        }
    }
    steps
}

/// "staffing and training together give 0.7 points less than the sum of both alone (95 % interval -0.9 to -0.5 points)".
fn interaction(effect: &Effect, entry: &Entry, style: &Style) -> Option<String> {
    let cell = effect.metrics.get(entry.key)?;
    let (low, high) = (cell.ci_low?, cell.ci_high?);
    if low <= 0.0 && high >= 0.0 {
        return None;
    }
    let direction = if cell.mean > 0.0 { "more" } else { "less" };
    let expected = match effect.of.len() {
        2 => "the sum of both alone",
        _ => "what they add alone and in smaller groups",
    };
    Some(format!(
        "{}: {} together give {} {direction} than {expected} ({} interval {}).",
        entry.label,
        words::list(&effect.of),
        words::size(entry, cell.mean, style.currency),
        words::percent(style.confidence),
        words::range(entry, low, high, style.currency),
    ))
}

/// What the headline is made from.
pub(super) struct Found<'a> {
    pub contrasts: &'a [Contrast],
    pub thresholds: &'a [Threshold],
    pub recommended: Option<(&'a Contrast, Difference)>,
    pub payoffs: &'a [Payoff],
    pub has_money: bool,
}

/// The answer in one or two plain sentences.
pub(super) fn headline(found: &Found, style: &Style) -> String {
    let Some(first) = found.contrasts.first() else {
        return "Only one arm was run: there is nothing to compare.".to_string();
    };
    if let Some((best, gain)) = &found.recommended {
        return recommendation(best, gain, found, style);
    }
    if !found.has_money {
        return without_money(found, style);
    }
    if first.metrics.values().any(|cell| cell.ci_low.is_none()) {
        return "One replication cannot tell a difference from luck: run at least 10.".to_string();
    }
    format!(
        "No change is recommended: none brings a clear gain in profit and customer value over {} without harm to what \
         matters.",
        first.against
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
    let changes = if changes.is_empty() {
        String::new()
    } else {
        format!("; {}", changes.join(", "))
    };
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

/// Without money nothing is recommended; the arm that moves abandonment or the first metric that matters most is told.
fn without_money(found: &Found, style: &Style) -> String {
    let stated = found.thresholds.iter().filter(|threshold| threshold.stated);
    let entry = stated
        .map(|threshold| threshold.entry)
        .next()
        .unwrap_or(Metric::AbandonmentRate.entry());
    let sign = if entry.better == Better::Lower {
        -1.0
    } else {
        1.0
    };
    let gained = |contrast: &Contrast| {
        let cell = contrast.metrics.get(entry.key)?;
        let worst = (sign * cell.ci_low?).min(sign * cell.ci_high?);
        (worst > 0.0).then_some(sign * cell.mean)
    };
    let mut best: Option<(&Contrast, f64)> = None;
    for contrast in found.contrasts {
        if let Some(gain) = gained(contrast)
            && best.is_none_or(|(_, most)| gain > most)
        {
            best = Some((contrast, gain));
        }
    }
    match best {
        Some((contrast, gain)) => format!(
            "{} moves {} most: {} against {}. The scenario states no money, so nothing is said about what it is worth.",
            contrast.arm,
            entry.label,
            words::signed(entry, sign * gain, style.currency),
            contrast.against,
        ),
        None => format!("No arm clearly improves {}.", entry.label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::arms::usual;

    const STYLE: Style = Style {
        confidence: 0.95,
        currency: "EUR",
    };

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
        let cell =
            |&(metric, mean): &(Metric, f64)| (metric.key().to_string(), difference(mean, 0.1));
        Contrast {
            arm: arm.to_string(),
            against: "baseline".to_string(),
            metrics: cells.iter().map(cell).collect(),
        }
    }

    fn satisfaction() -> Threshold {
        Threshold {
            entry: Metric::SatisfactionCohort.entry(),
            matters: 0.5,
            stated: true,
        }
    }

    #[test]
    fn what_an_intervention_adds_is_said_alone_and_on_top_of_others() {
        let names = ["staffing".to_string(), "training".to_string()];
        let contrasts = [
            ("staffing", 3.0),
            ("training", 2.1),
            ("staffing + training", 4.4),
        ]
        .map(|(arm, mean)| contrast(arm, &[(Metric::SatisfactionCohort, mean)]));
        let interaction = Effect {
            of: names.to_vec(),
            metrics: [("satisfaction_cohort".to_string(), difference(-0.7, 0.2))].into(),
        };
        let sentences = effects(
            &usual(&names),
            &names,
            &contrasts,
            &[interaction],
            &[satisfaction()],
            &STYLE,
        );
        assert_eq!(
            sentences,
            [
                "satisfaction (cohort): staffing adds 3.0 points alone, 2.3 on top of training.",
                "satisfaction (cohort): training adds 2.1 points alone, 1.4 on top of staffing.",
                "satisfaction (cohort): staffing and training together give 0.70 points less than the sum of both alone \
                 (95 % interval -0.90 to -0.50 points).",
            ]
        );
    }

    #[test]
    fn an_effect_that_turns_is_written_with_signs() {
        let names = ["staffing".to_string(), "training".to_string()];
        let contrasts = [
            ("staffing", 3.0),
            ("training", -1.0),
            ("staffing + training", 5.0),
        ]
        .map(|(arm, mean)| contrast(arm, &[(Metric::SatisfactionCohort, mean)]));
        let sentences = effects(
            &usual(&names),
            &names,
            &contrasts,
            &[],
            &[satisfaction()],
            &STYLE,
        );
        assert_eq!(
            sentences[1],
            "satisfaction (cohort): training changes it by -1.0 point alone, +2.0 points on top of staffing."
        );
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
            payoffs: &[payoff],
            has_money: true,
        };
        assert_eq!(
            headline(&found, &STYLE),
            "training is worth most: profit and customer value +1.20 million EUR against baseline (95 % interval \
             +1.10 million to +1.30 million EUR); satisfaction (cohort) +2.1 points. It has paid for itself from week 9 on."
        );
    }

    #[test]
    fn without_money_the_arm_that_moves_most_is_told() {
        let contrasts = [
            contrast("few", &[(Metric::AbandonmentRate, -0.2)]),
            contrast("many", &[(Metric::AbandonmentRate, -0.3)]),
        ];
        let found = Found {
            contrasts: &contrasts,
            thresholds: &[],
            recommended: None,
            payoffs: &[],
            has_money: false,
        };
        assert!(headline(&found, &STYLE).starts_with(
            "many moves abandonment rate most: -30.0 percentage points against baseline."
        ));
    }
}
