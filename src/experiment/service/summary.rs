//! How one service without customers does, in two or three plain sentences: how its contacts end, how many are answered in time, who
//! is worst off, what it costs.

use crate::experiment::result::{ArmResult, Estimates, TargetRow};
use crate::experiment::sentences::words;
use crate::journey::Blueprint;
use crate::metrics::Metric;
use crate::time::Duration;

use super::words::{level, spoken};

/// A reason is named as the worst off when its share not served is so much above that of the whole; our choice.
const WORSE_THAN_THE_WHOLE: f64 = 0.02;

/// The sentences; `None` where nobody called.
pub(in crate::experiment) fn summary(
    arm: &ArmResult,
    blueprint: &Blueprint,
    targets: &[TargetRow],
    currency: &str,
) -> Option<String> {
    let told = [
        by_targets(targets),
        Some(ends(&arm.metrics, blueprint)?),
        worst_off(arm),
        cost(&arm.metrics, currency),
    ];
    Some(told.into_iter().flatten().collect::<Vec<String>>().join(" "))
}

fn by_targets(targets: &[TargetRow]) -> Option<String> {
    let missed: Vec<String> = targets
        .iter()
        .filter(|row| !row.met)
        .map(|row| match (Metric::from_key(&row.metric), row.value) {
            (Some(metric), Some(value)) => {
                let doubt = if row.within_noise { ", within the noise" } else { "" };
                format!("{} {}, target {}{doubt}", spoken(metric), level(metric.entry(), value), row.target)
            }
            _ => format!("{}, target {}", row.metric, row.target),
        })
        .collect();
    match (targets.len(), missed.len()) {
        (0, _) => None,
        (1, 0) => Some("The target is met.".to_string()),
        (count, 0) => Some(format!("All {count} targets are met.")),
        (count, few) => Some(format!("{few} of {count} targets missed ({}).", missed.join("; "))),
    }
}

/// How contacts end, and how many of them are answered in time.
fn ends(of: &Estimates, blueprint: &Blueprint) -> Option<String> {
    let value = |metric: Metric| of.get(metric.key()).map(|level| level.mean);
    let offered = value(Metric::Offered).filter(|offered| *offered > 0.0)?;
    let share = |count: f64| percent(count / offered);
    let ended = |metric: Metric| value(metric).filter(|count| *count > 0.0);
    let mut parts = vec![format!("{} are answered", share(value(Metric::Answered)?))];
    parts.extend(ended(Metric::Abandoned).map(|count| format!("{} abandon", share(count))));
    parts.extend(ended(Metric::Blocked).map(|count| format!("{} are blocked", share(count))));
    if let (Some(count), Some(resolved)) = (ended(Metric::Contained), value(Metric::ContainedResolvedRate)) {
        let falsely = if resolved < 1.0 {
            format!(" ({} of these without resolution)", percent(1.0 - resolved))
        } else {
            String::new()
        };
        parts.push(format!("{} are contained{falsely}", share(count)));
    }
    if let (Some(count), Some(kept)) = (ended(Metric::Callbacks), value(Metric::CallbacksKeptRate)) {
        parts.push(format!(
            "{} are promised a callback ({} of these take place)",
            share(count),
            percent(kept)
        ));
    }
    parts.extend(ended(Metric::CarriedOver).map(|count| format!("{} are carried over", share(count))));
    let contacts = format!("Of {} contacts {}", words::amount(offered), words::list(&parts));
    let (level, whose) =
        if of.contains_key(Metric::Contained.key()) || of.contains_key(Metric::Callbacks.key()) {
            (Metric::ServiceLevelOfAnswered, "of the answers come")
        } else {
            (Metric::ServiceLevelOfOffered, "of all are answered")
        };
    let in_time =
        value(level).map(|level| format!("; {} {whose} within {}", percent(level), acceptable(blueprint)));
    Some(format!("{contacts}{}.", in_time.unwrap_or_default()))
}

/// The acceptable wait, where all reasons have the same one.
fn acceptable(blueprint: &Blueprint) -> String {
    let reasons = blueprint.before.centre.reasons.iter().filter(|reason| !reason.endless);
    let mut waits: Vec<Duration> = reasons.map(|reason| reason.awt).collect();
    waits.dedup();
    match waits.as_slice() {
        [wait] => wait.to_string(),
        _ => "the acceptable wait of their reason".to_string(),
    }
}

/// The reason that is clearly worse off than the whole.
fn worst_off(arm: &ArmResult) -> Option<String> {
    let lost = [Metric::UnservedRate, Metric::AbandonmentRate]
        .into_iter()
        .find(|of| arm.metrics.contains_key(of.key()))?;
    let share = |of: &Estimates| of.get(lost.key()).map(|level| level.mean);
    let whole = share(&arm.metrics)?;
    let of_reasons = arm.reasons.iter().filter_map(|(name, of)| Some((name, share(of)?)));
    let (name, worst) = of_reasons.max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    let what = if lost == Metric::UnservedRate { "are not served" } else { "abandon" };
    (worst > whole + WORSE_THAN_THE_WHOLE)
        .then(|| format!("Worst off is `{name}`, of whose contacts {} {what}.", percent(worst)))
}

fn cost(of: &Estimates, currency: &str) -> Option<String> {
    let staff = of.get(Metric::CostStaff.key())?.mean;
    let each = of
        .get(Metric::CostPerContact.key())
        .map(|each| format!(", {:.2} for each contact talked to", each.mean));
    Some(format!(
        "Staff cost {}{}.",
        words::size(Metric::CostStaff.entry(), staff, currency),
        each.unwrap_or_default()
    ))
}

fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    let decimals = if percent > 0.0 && percent < 0.095 { 2 } else { 1 };
    format!("{percent:.decimals$} %")
}
