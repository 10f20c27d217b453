//! The answer of a comparison of services in one or two plain sentences, where money does not decide.

use crate::experiment::result::{ArmResult, Contrast, ServiceVerdict, TargetRow, Verdict};
use crate::experiment::sentences::words;
use crate::experiment::verdicts::Threshold;
use crate::metrics::Metric;

use super::cost::{Extra, cost_that_matters, extra_cost};
use super::verdict::improvement;
use super::words::{changes, spoken};

/// What is known of the arms.
pub(in crate::experiment) struct Asked<'a> {
    /// All arms, the baseline first.
    pub arms: &'a [ArmResult],
    /// The arms against the baseline.
    pub contrasts: &'a [Contrast],
    /// What each of them does to the service.
    pub service: &'a [ServiceVerdict],
    /// The figures of the whole service, the one that decides first.
    pub measures: &'a [Threshold],
    /// Every arm beside the targets, where there are any.
    pub targets: &'a [TargetRow],
    /// Name of the currency.
    pub currency: &'a str,
}

impl<'a> Asked<'a> {
    fn extra_cost(&self, at: usize) -> Option<Extra> {
        extra_cost(&self.contrasts[at], self.arms.first()?)
    }

    fn targets_of(&self, arm: &'a ArmResult) -> impl Iterator<Item = &'a TargetRow> {
        self.targets.iter().filter(move |row| row.arm == arm.name)
    }
}

/// The sentences, and the arm that they are about.
pub(in crate::experiment) fn headline(asked: &Asked) -> (String, Option<String>) {
    if !asked.targets.is_empty() {
        return by_targets(asked);
    }
    let harmless = best_of(asked, &|of| of.verdict == Verdict::Better);
    if let Some(best) = harmless {
        let arm = &asked.service[best].arm;
        let said = format!(
            "{arm} improves the service without clear harm to any figure: {}, {}.{}",
            changes(&asked.service[best].better),
            cost(asked, best),
            other_choice(asked, best)
        );
        return (said, Some(arm.clone()));
    }
    if let Some(mixed) = best_of(asked, &|of| of.verdict == Verdict::Mixed) {
        let of = &asked.service[mixed];
        let said = format!(
            "No arm improves the service without harm to a part of it: {} has {}, but {}, {}.",
            of.arm,
            changes(&of.better),
            changes(&of.worse),
            cost(asked, mixed)
        );
        return (said, Some(of.arm.clone()));
    }
    without_improvement(asked)
}

/// Which arm does most for the first figure that any of them improves. Of those that do as much for every figure, up to what matters,
/// the one of the lowest cost, and of these the first, which has the fewest interventions.
fn best_of(asked: &Asked, fits: &dyn Fn(&ServiceVerdict) -> bool) -> Option<usize> {
    let fitting: Vec<usize> = (0..asked.service.len()).filter(|&at| fits(&asked.service[at])).collect();
    let by = |at: usize, measure: &Threshold| improvement(&asked.service[at], measure.entry.metric);
    let most_for = |measure: &Threshold| {
        let improving = fitting.iter().filter_map(|&at| Some((at, by(at, measure)?)));
        // Of equal ones the first.
        improving.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(at, _)| at)
    };
    let Some(most) = asked.measures.iter().find_map(most_for) else {
        // An arm may improve nothing but single reasons.
        return fitting.first().copied();
    };
    let does_as_much = |at: &usize| {
        asked.measures.iter().all(|measure| {
            let [own, of_most] = [*at, most].map(|at| by(at, measure).unwrap_or(0.0));
            own >= of_most - measure.matters
        })
    };
    cheapest(asked, fitting.into_iter().filter(does_as_much))
}

/// The first of those that cost least; a difference in cost that does not matter is none.
fn cheapest(asked: &Asked, among: impl Iterator<Item = usize>) -> Option<usize> {
    let extra = |at: usize| asked.extra_cost(at).filter(Extra::is_told).map_or(0.0, |extra| extra.mean);
    let costs: Vec<(usize, f64)> = among.map(|at| (at, extra(at))).collect();
    let least = costs.iter().map(|(_, cost)| *cost).fold(f64::INFINITY, f64::min);
    let baseline = asked.arms.first().map_or(0.0, cost_that_matters);
    costs.into_iter().find(|(_, cost)| *cost <= least + baseline).map(|(at, _)| at)
}

/// What an arm costs, as the end of a sentence.
fn cost(asked: &Asked, at: usize) -> String {
    let Some(extra) = asked.extra_cost(at) else {
        return "at a cost that is not known (no team states `cost_per_hour`)".to_string();
    };
    let what = if extra.metric == Metric::Cost { "cost" } else { "cost of staff" };
    if extra.mean == 0.0 {
        return format!("at the same {what}");
    }
    if !extra.is_told() {
        return format!("at about the same {what}");
    }
    let size = words::size(Metric::CostStaff.entry(), extra.mean, asked.currency);
    let more = if extra.mean > 0.0 { "more" } else { "less" };
    let share = extra.share.map(|share| format!(" ({:+.1} %)", 100.0 * share)).unwrap_or_default();
    format!("for {size} {more} {what}{share}")
}

/// Beside an arm that costs more, the best one that does not; else an arm that does clearly more and harms something.
fn other_choice(asked: &Asked, best: usize) -> String {
    let costs_more = |at: usize| asked.extra_cost(at).is_some_and(|extra| extra.is_more());
    if costs_more(best) {
        let is_free = |of: &ServiceVerdict| {
            let at = asked.service.iter().position(|other| other.arm == of.arm);
            of.verdict == Verdict::Better && at.is_some_and(|at| !costs_more(at))
        };
        return best_of(asked, &is_free).map_or_else(String::new, |free| {
            let of = &asked.service[free];
            format!(" Without more cost {} does most: {}.", of.arm, changes(&of.better))
        });
    }
    let Some(mixed) = best_of(asked, &|of| of.verdict == Verdict::Mixed) else { return String::new() };
    let does_more = asked.measures.iter().any(|measure| {
        let by = |at: usize| improvement(&asked.service[at], measure.entry.metric).unwrap_or(0.0);
        by(mixed) > by(best) + measure.matters
    });
    if !does_more {
        return String::new();
    }
    let of = &asked.service[mixed];
    format!(" {} does more, with {}, but harms: {}.", of.arm, changes(&of.better), changes(&of.worse))
}

/// Nothing is better: what is saved without harm, or else what is left open.
fn without_improvement(asked: &Asked) -> (String, Option<String>) {
    let names: Vec<String> =
        asked.measures.iter().map(|measure| spoken(measure.entry.metric).to_string()).collect();
    let measures = if names.is_empty() { "the service".to_string() } else { names.join(" or ") };
    let saves = |at: &usize| asked.extra_cost(*at).is_some_and(|extra| extra.is_less());
    let harmless = (0..asked.service.len())
        .filter(|&at| asked.service[at].verdict == Verdict::NoDifferenceThatMatters)
        .filter(saves);
    if let Some(at) = cheapest(asked, harmless) {
        let arm = &asked.service[at].arm;
        let said =
            format!("No arm clearly improves {measures}, but {arm} serves as well {}.", cost(asked, at));
        return (said, Some(arm.clone()));
    }
    let open = asked.service.iter().filter(|of| of.verdict == Verdict::Undecided).count();
    let worse = asked.service.iter().filter(|of| of.verdict == Verdict::Worse).count();
    let all = asked.service.len();
    let more = match (open, worse) {
        (0, worse) if worse == all && all > 1 => " All of them serve worse than the baseline.".to_string(),
        (0, worse) if worse == all => format!(" It serves worse: {}.", changes(&asked.service[0].worse)),
        (0, _) => String::new(),
        (open, _) => format!(" For {open} of {all} the noise leaves it open: more replications decide."),
    };
    (format!("No arm clearly improves {measures}.{more}"), None)
}

/// Which arms meet all targets, and which of them costs least.
fn by_targets(asked: &Asked) -> (String, Option<String>) {
    let meets = |arm: &ArmResult| asked.targets_of(arm).all(|row| row.met);
    let Some(baseline) = asked.arms.first() else { return (String::new(), None) };
    let count = asked.targets_of(baseline).count();
    let all = if count == 1 { "the target".to_string() } else { format!("all {count} targets") };
    let told = |arm: &ArmResult, met: bool| {
        let rows = asked.targets_of(arm).filter(|row| row.met == met);
        words::list(&rows.map(target).collect::<Vec<String>>())
    };
    let meeting = (1..asked.arms.len()).filter(|&at| meets(&asked.arms[at])).map(|at| at - 1);
    let cheapest = cheapest(asked, meeting);
    let arm = |at: usize| &asked.arms[at + 1];
    match (meets(baseline), cheapest) {
        (true, Some(at)) if asked.extra_cost(at).is_some_and(|extra| extra.is_less()) => {
            let said = format!(
                "The baseline meets {all} already, and so does {} {}: {}.",
                arm(at).name,
                cost(asked, at),
                told(arm(at), true)
            );
            (said, Some(arm(at).name.clone()))
        }
        (true, _) => {
            let said = format!(
                "The baseline meets {all} already ({}), and no arm that does costs less.",
                told(baseline, true)
            );
            (said, None)
        }
        (false, Some(at)) => {
            let said = format!(
                "{} meets {all} {}: {}; the baseline does not ({}).",
                arm(at).name,
                cost(asked, at),
                told(arm(at), true),
                told(baseline, false)
            );
            (said, Some(arm(at).name.clone()))
        }
        (false, None) => {
            let met = |arm: &ArmResult| asked.targets_of(arm).filter(|row| row.met).count();
            let closest = asked.arms.iter().rev().max_by_key(|arm| met(arm));
            let most = closest.map_or(0, met);
            let closest = closest
                .filter(|_| most > 0 && count > 1)
                .map(|arm| format!(" {} meets {most} of {count} and misses {}.", arm.name, told(arm, false)));
            (
                format!(
                    "No arm meets {all}.{}",
                    closest.unwrap_or_else(|| format!(" The baseline has {}.", told(baseline, false)))
                ),
                None,
            )
        }
    }
}

/// "abandonment rate 3.2 %, at most 0.05".
fn target(row: &TargetRow) -> String {
    let Some(metric) = Metric::from_key(&row.metric) else { return row.metric.clone() };
    let value = row.value.map_or("no figure".to_string(), |value| super::words::level(metric.entry(), value));
    let doubt = if row.within_noise { ", within the noise" } else { "" };
    format!("{} {value}, target {}{doubt}", spoken(metric), row.target)
}
