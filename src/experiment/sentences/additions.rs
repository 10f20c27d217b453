//! What an intervention adds alone and on top of others, and what several add only together.

use crate::experiment::arms::Arm;
use crate::experiment::result::Effect;
use crate::experiment::sample::Samples;
use crate::experiment::verdicts::Threshold;
use crate::metrics::Entry;
use crate::statistics::{Confidence, Contrast, paired};

use super::{Style, words};

/// Effects and interactions in words, for each metric that matters: one sentence per intervention, then one per
/// interaction whose interval excludes 0.
pub(in crate::experiment) fn effects(
    arms: &[Arm],
    names: &[String],
    samples: &[Samples],
    effects: &[Effect],
    thresholds: &[Threshold],
    style: &Style,
) -> Vec<String> {
    let mut sentences = Vec::new();
    for entry in thresholds.iter().map(|threshold| threshold.entry) {
        for at in 0..names.len() {
            let steps = steps_of(at, arms, names, samples, entry, style);
            sentences.extend(additions(&names[at], &steps, entry, style));
        }
        for effect in effects.iter().filter(|effect| effect.of.len() > 1) {
            sentences.extend(interaction(effect, entry, style));
        }
    }
    sentences
}

/// What an intervention adds to one arm.
struct Step {
    /// The interventions in force without it; none for the baseline.
    others: Vec<String>,
    difference: f64,
    /// Whether the interval of the difference includes 0.
    within_noise: bool,
}

/// What the intervention at `at` adds to each arm without it that also stands with it.
fn steps_of(
    at: usize,
    arms: &[Arm],
    names: &[String],
    samples: &[Samples],
    entry: &Entry,
    style: &Style,
) -> Vec<Step> {
    let confidence = Confidence::new(style.confidence).unwrap_or_default();
    let interventions =
        |arm: &Arm| -> Vec<usize> { arm.doses.iter().map(|dose| dose.intervention).collect() };
    let with = |mut others: Vec<usize>| {
        others.push(at);
        others.sort_unstable();
        arms.iter().position(|arm| arm.is_as_stated() && interventions(arm) == others)
    };
    let step = |(without, arm): (usize, &Arm)| -> Option<Step> {
        let others = interventions(arm);
        if !arm.is_as_stated() || others.contains(&at) {
            return None;
        }
        let of = samples[with(others.clone())?].get(entry.metric)?;
        let against = samples[without].get(entry.metric)?;
        let contrast = paired::difference(of, against, confidence)?;
        Some(Step {
            others: others.iter().map(|&other| names[other].clone()).collect(),
            difference: contrast.mean,
            within_noise: is_within_noise(&contrast),
        })
    };
    arms.iter().enumerate().filter_map(step).collect()
}

/// Whether a difference that is not exactly 0 cannot be told from 0.
fn is_within_noise(contrast: &Contrast) -> bool {
    contrast.mean != 0.0 && contrast.interval.is_some_and(|interval| interval.contains(0.0))
}

/// "satisfaction (cohort): training adds 2.1 points alone, 1.4 on top of staffing."
fn additions(name: &str, steps: &[Step], entry: &Entry, style: &Style) -> Option<String> {
    if steps.is_empty() {
        return None;
    }
    if steps.iter().all(|step| step.difference == 0.0) {
        return Some(format!("{}: {name} changes nothing.", entry.label));
    }
    let rising = steps.iter().all(|step| step.difference >= 0.0);
    let falling = steps.iter().all(|step| step.difference <= 0.0);
    let verb = match (rising, falling) {
        (true, _) => "adds",
        (_, true) => "takes off",
        _ => "changes it by",
    };
    let part = |(index, step): (usize, &Step)| {
        let amount = match (rising || falling, index) {
            (false, _) => words::signed(entry, step.difference, style.currency),
            (true, 0) => words::size(entry, step.difference, style.currency),
            (true, _) => words::number(entry, step.difference, style.currency),
        };
        let where_to = match step.others.as_slice() {
            [] => "alone".to_string(),
            others => format!("on top of {}", words::list(others)),
        };
        let doubt = if step.within_noise { " (within the noise)" } else { "" };
        format!("{amount} {where_to}{doubt}")
    };
    let parts: Vec<String> = steps.iter().enumerate().map(part).collect();
    Some(format!("{}: {name} {verb} {}.", entry.label, parts.join(", ")))
}

/// "staffing and training together give 0.7 points less than the sum of both alone (95 % interval -0.9 to -0.5 points)."
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::arms::usual;
    use crate::experiment::result::Difference;
    use crate::experiment::sample::tests::arm;
    use crate::metrics::Metric;

    const STYLE: Style = Style { confidence: 0.95, currency: "EUR" };

    /// Three replications around `mean`, with luck of their own of size `noise`.
    fn samples(mean: f64, noise: f64) -> Samples {
        let totals: Vec<_> =
            [-1.0, 0.0, 1.0].map(|luck| vec![(Metric::SatisfactionCohort, mean + luck * noise, 1.0)]).into();
        Samples::of_total(&arm(&totals))
    }

    fn sentences(levels: [(f64, f64); 4], interactions: &[Effect]) -> Vec<String> {
        let names = ["staffing".to_string(), "training".to_string()];
        let threshold = Threshold { entry: Metric::SatisfactionCohort.entry(), matters: 0.5, stated: true };
        let samples = levels.map(|(mean, noise)| samples(mean, noise));
        effects(&usual(&names, &Default::default()), &names, &samples, interactions, &[threshold], &STYLE)
    }

    #[test]
    fn what_an_intervention_adds_is_said_alone_and_on_top_of_others() {
        let interaction = Effect {
            of: vec!["staffing".to_string(), "training".to_string()],
            metrics: [(
                "satisfaction_cohort".to_string(),
                Difference {
                    mean: -0.7,
                    ci_low: Some(-0.9),
                    ci_high: Some(-0.5),
                    p: None,
                    p_adjusted: None,
                    variance_reduction: None,
                    n: 3,
                },
            )]
            .into(),
        };
        assert_eq!(
            sentences([(50.0, 0.1), (53.0, 0.1), (52.1, 0.1), (54.4, 0.1)], &[interaction]),
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
        let sentences = sentences([(50.0, 0.1), (53.0, 0.1), (49.0, 0.1), (55.0, 0.1)], &[]);
        assert_eq!(
            sentences[1],
            "satisfaction (cohort): training changes it by -1.0 point alone, +2.0 points on top of staffing."
        );
    }

    #[test]
    fn noise_is_called_noise_and_nothing_is_called_nothing() {
        let noisy = sentences([(50.0, 0.1), (50.2, 0.9), (50.0, 0.1), (50.2, 0.9)], &[]);
        assert_eq!(
            noisy,
            [
                "satisfaction (cohort): staffing adds 0.20 points alone (within the noise), 0.20 on top of training \
                 (within the noise).",
                "satisfaction (cohort): training changes nothing.",
            ]
        );
    }
}
