//! Which figures a service is judged by, and the smallest differences of them that matter.

use crate::experiment::result::ArmResult;
use crate::experiment::verdicts::Threshold;
use crate::journey::{Blueprint, ModelPart};
use crate::metrics::Metric;
use crate::operation::Channel;
use crate::scenario::ScenarioSpec;

/// The smallest difference of a share that matters unless the scenario says otherwise: half a percentage point, our choice.
const SHARE_THAT_MATTERS: f64 = 0.005;
/// The smallest change of an amount that matters, as a share of the baseline's: of the time that a chat takes, and of the work
/// that agents begin themselves; our choice.
const CHANGE_THAT_MATTERS: f64 = 0.02;

/// A figure of one reason.
pub(in crate::experiment) struct OfReason {
    /// Name of the reason.
    pub reason: String,
    /// The figure.
    pub metric: Metric,
    /// The smallest difference that matters, in the unit of the figure.
    pub matters: f64,
}

/// The figures of the whole service, the one that decides first: contacts not served, those served in time, matters settled at
/// once. What is 0 in every arm says nothing and is left out.
pub(in crate::experiment) fn measures(
    spec: &ScenarioSpec,
    blueprints: &[&Blueprint],
    arms: &[ArmResult],
) -> Vec<Threshold> {
    let has = |part: ModelPart| blueprints.iter().any(|blueprint| blueprint.has(part));
    let other_ends = [ModelPart::Door, ModelPart::Containment, ModelPart::Callbacks];
    let lost = if other_ends.into_iter().any(has) { Metric::UnservedRate } else { Metric::AbandonmentRate };
    let is_ever = |metric: &Metric| {
        let mut levels = arms.iter().filter_map(|arm| arm.metrics.get(metric.key()));
        levels.any(|level| level.mean > 0.0)
    };
    [lost, service_level(spec, &has), Metric::Fcr]
        .into_iter()
        .filter(is_ever)
        .map(|metric| Threshold { entry: metric.entry(), matters: SHARE_THAT_MATTERS, stated: true })
        .collect()
}

/// The service level that a target names, else that of offered contacts. Where contacts may be contained or called back, arms offer
/// agents different parts of them, and only that of answered contacts can be compared.
fn service_level(spec: &ScenarioSpec, has: &dyn Fn(ModelPart) -> bool) -> Metric {
    const LEVELS: [Metric; 4] = [
        Metric::ServiceLevelOfOffered,
        Metric::ServiceLevelExcludingShortAbandons,
        Metric::ServiceLevelCountingShortAbandons,
        Metric::ServiceLevelOfAnswered,
    ];
    let named = spec
        .goals
        .targets
        .iter()
        .find_map(|target| Metric::from_key(&target.metric).filter(|metric| LEVELS.contains(metric)));
    let partly = has(ModelPart::Containment) || has(ModelPart::Callbacks);
    named.unwrap_or(if partly { Metric::ServiceLevelOfAnswered } else { Metric::ServiceLevelOfOffered })
}

/// The figures of single reasons, which the whole hides: where there are several, what is lost and what is in time of each; how long
/// a chat takes where arms differ in how many an agent has at once; how much is done of what agents begin themselves.
pub(in crate::experiment) fn of_reasons(
    whole: &[Threshold],
    blueprints: &[&Blueprint],
    first: &ArmResult,
) -> Vec<OfReason> {
    let Some(baseline) = blueprints.first() else { return Vec::new() };
    let reasons = &baseline.before.centre.reasons;
    let chats_differ = blueprints.iter().any(|of| chats_differ(of, baseline));
    let mut of_reasons = Vec::new();
    for reason in reasons {
        let level = |metric: Metric| {
            let levels = first.reasons.get(&reason.name)?;
            levels.get(metric.key()).map(|level| level.mean)
        };
        let mut add = |metric, matters| {
            of_reasons.push(OfReason { reason: reason.name.clone(), metric, matters });
        };
        let mut relative = |metric| {
            if let Some(level) = level(metric) {
                add(metric, CHANGE_THAT_MATTERS * level);
            }
        };
        if reason.endless {
            relative(Metric::Answered);
            continue;
        }
        if reason.channel == Channel::Chat && chats_differ {
            relative(Metric::Aht);
        }
        if reasons.len() > 1 {
            for threshold in whole.iter().filter(|threshold| level(threshold.entry.metric).is_some()) {
                add(threshold.entry.metric, threshold.matters);
            }
        }
    }
    of_reasons
}

/// Whether agents have other numbers of chats at once, or other speeds with them, than those of the baseline, in any week.
fn chats_differ(of: &Blueprint, baseline: &Blueprint) -> bool {
    let before = &baseline.before.centre.teams;
    let mut weeks = std::iter::once(&of.before).chain(&of.weeks);
    weeks.any(|week| week.centre.teams.iter().zip(before).any(|(team, before)| team.chat != before.chat))
}
