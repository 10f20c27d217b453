//! What is legal but probably not meant.

use std::fmt;

use super::build;
use super::checked::Scenario;
use super::overlay::Entry;
use super::schema::{ReasonSpec, ScenarioSpec};
use crate::operation::QUARTERS_PER_WEEK;

/// A doubt about a legal scenario.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Warning {
    /// Callers who never give up, and more of them than agents can serve.
    Unstable { reasons: Vec<String>, load: f64, agents: f64 },
    /// Demand at times when nobody who could serve it is there.
    NobodyThere { reason: String, hours: f64, share: f64 },
    /// A profile whose numbers were scaled.
    ProfileScaled { profile: String, factor: f64 },
    /// An intervention or a change that begins after the end.
    TooLate { intervention: String, what: String, week: usize, weeks: usize },
    /// A change of headcount that rounding takes away.
    RoundedAway { intervention: String, path: String },
    /// More doubts than are used.
    ManyDoubts { count: usize },
    /// A segment or profile or the like that nothing uses.
    Unused { what: &'static str, name: String },
}

/// How far the mean of a profile may lie from 1 before it is mentioned.
const PROFILE_TOLERANCE: f64 = 0.01;

/// Every doubt about the scenario.
pub(super) fn all(scenario: &Scenario) -> Vec<Warning> {
    let spec = &scenario.spec;
    let mut warnings = Vec::new();
    warnings.extend(unstable(spec));
    warnings.extend(nobody_there(spec));
    warnings.extend(profiles(spec));
    warnings.extend(too_late(scenario));
    warnings.extend(rounded_away(scenario));
    if spec.doubt.len() > 5 {
        warnings.push(Warning::ManyDoubts { count: spec.doubt.len() });
    }
    warnings
}

/// Seconds of agents' time per contact of a reason, for the quickest team that serves it.
fn handling(spec: &ScenarioSpec, reason: &ReasonSpec) -> f64 {
    let mean = |law: &super::TimeLaw| law.distribution().map_or(0.0, |law| law.mean());
    let seconds = mean(&reason.talk) + reason.wrap_up.as_ref().map_or(0.0, mean);
    let serving = spec.team.iter().filter(|team| team.skills.contains(&reason.name));
    seconds * serving.map(|team| team.handling_time).fold(f64::INFINITY, f64::min)
}

/// The set of patient reasons that is worst served: no set may bring more load than the teams that serve any of it.
fn unstable(spec: &ScenarioSpec) -> Option<Warning> {
    let demand = build::demand(spec);
    let patient: Vec<(&ReasonSpec, f64)> = spec
        .reason
        .iter()
        .zip(&demand.rates_per_hour)
        .filter(|(reason, _)| reason.patience.is_none())
        .map(|(reason, rates)| (reason, rates.mean() / 3_600.0 * handling(spec, reason)))
        .filter(|(_, load)| *load > 0.0)
        .collect();
    let teams: Vec<(&Vec<String>, f64)> = spec
        .team
        .iter()
        .map(|team| {
            let net = super::headcounts::on_the_phones(&team.agents.quarters(), team.off_phone);
            (
                &team.skills,
                net.iter().map(|agents| f64::from(*agents)).sum::<f64>() / QUARTERS_PER_WEEK as f64,
            )
        })
        .collect();
    // Every subset of the first dozen reasons; scenarios have a handful.
    let count = patient.len().min(12);
    (1..1usize << count)
        .map(|subset| {
            let chosen: Vec<_> =
                (0..count).filter(|index| subset >> index & 1 == 1).map(|index| &patient[index]).collect();
            let load: f64 = chosen.iter().map(|(_, load)| load).sum();
            let serves =
                |skills: &Vec<String>| chosen.iter().any(|(reason, _)| skills.contains(&reason.name));
            let agents: f64 =
                teams.iter().filter(|(skills, _)| serves(skills)).map(|(_, agents)| agents).sum();
            let reasons = chosen.iter().map(|(reason, _)| reason.name.clone()).collect();
            Warning::Unstable { reasons, load, agents }
        })
        .filter(|warning| matches!(warning, Warning::Unstable { load, agents, .. } if load >= agents))
        .max_by(|one, other| excess(one).total_cmp(&excess(other)))
}

fn excess(warning: &Warning) -> f64 {
    match warning {
        Warning::Unstable { load, agents, .. } => load - agents,
        _ => 0.0,
    }
}

fn nobody_there(spec: &ScenarioSpec) -> Vec<Warning> {
    let demand = build::demand(spec);
    let mut warnings = Vec::new();
    for (reason, rates) in spec.reason.iter().zip(&demand.rates_per_hour) {
        let serving: Vec<Vec<u32>> = spec
            .team
            .iter()
            .filter(|team| team.skills.contains(&reason.name))
            .map(|team| team.agents.quarters())
            .collect();
        let alone = |quarter: &usize| {
            serving.iter().all(|agents| agents[*quarter] == 0) && rates.values[*quarter] > 0.0
        };
        let quarters: Vec<usize> = (0..QUARTERS_PER_WEEK).filter(alone).collect();
        let total: f64 = rates.values.iter().sum();
        if !quarters.is_empty() && total > 0.0 {
            let share = quarters.iter().map(|quarter| rates.values[*quarter]).sum::<f64>() / total;
            let hours = quarters.len() as f64 / 4.0;
            warnings.push(Warning::NobodyThere { reason: reason.name.clone(), hours, share });
        }
    }
    warnings
}

fn profiles(spec: &ScenarioSpec) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for (name, profile) in &spec.profile {
        let Some(days) = profile.week() else { continue };
        let mean = days.iter().map(|day| day.0.iter().sum::<f64>() / day.0.len() as f64).sum::<f64>() / 7.0;
        if (mean - 1.0).abs() > PROFILE_TOLERANCE {
            warnings.push(Warning::ProfileScaled { profile: name.clone(), factor: 1.0 / mean });
        }
        if !spec.reason.iter().any(|reason| reason.profile.as_ref() == Some(name)) {
            warnings.push(Warning::Unused { what: "profile", name: name.clone() });
        }
    }
    warnings
}

fn too_late(scenario: &Scenario) -> Vec<Warning> {
    let weeks = build::calendar(&scenario.spec).weeks();
    let mut warnings = Vec::new();
    for (index, intervention) in scenario.spec.intervention.iter().enumerate() {
        let own = |entry: &&Entry| entry.intervention == index;
        let late = |what: String, week: usize| Warning::TooLate {
            intervention: intervention.name.clone(),
            what,
            week: week + 1,
            weeks,
        };
        let start = (intervention.start_week.max(1) - 1) as usize;
        if start >= weeks {
            warnings.push(late("it".to_string(), start));
            continue;
        }
        for entry in scenario.entries.iter().filter(own) {
            let first = entry.effect.start + entry.lag;
            if first >= weeks {
                warnings.push(late(format!("its change of `{}`", entry.path), first));
            }
        }
    }
    warnings
}

fn rounded_away(scenario: &Scenario) -> Vec<Warning> {
    let changes = scenario.headcount_changes();
    let weeks = build::calendar(&scenario.spec).weeks();
    let mut warnings = Vec::new();
    for entry in
        scenario.entries.iter().filter(|entry| entry.is_headcount() && entry.effect.start + entry.lag < weeks)
    {
        let intervention = &scenario.spec.intervention[entry.intervention].name;
        let team = entry.path.parent().map(|team| team.last()).unwrap_or_default();
        if !changes.iter().any(|change| change.intervention == *intervention && change.team == team) {
            let path = entry.path.to_string();
            warnings.push(Warning::RoundedAway { intervention: intervention.clone(), path });
        }
    }
    warnings
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::Unstable { reasons, load, agents } => {
                let reasons: Vec<String> = reasons.iter().map(|reason| format!("`{reason}`")).collect();
                write!(
                    f,
                    "customers of {} wait for ever (no patience is given) and bring {load:.1} erlangs to {agents:.1} agents \
                     on the phones: the queue grows without end, and results depend on the length of the horizon; give \
                     `patience`, or more agents",
                    reasons.join(", ")
                )
            }
            Warning::NobodyThere { reason, hours, share } => write!(
                f,
                "for {hours} hours of the week nobody is there to serve `{reason}`, although {:.1} % of its contacts arrive then",
                share * 100.0
            ),
            Warning::ProfileScaled { profile, factor } => {
                write!(
                    f,
                    "the profile `{profile}` was multiplied by {factor:.4} to have mean 1 over the week"
                )
            }
            Warning::TooLate { intervention, what, week, weeks } => write!(
                f,
                "`{intervention}`: {what} begins in week {week}, after the end of the horizon of {weeks} weeks, and changes nothing"
            ),
            Warning::RoundedAway { intervention, path } => {
                write!(
                    f,
                    "`{intervention}`: its change of `{path}` is less than one agent and is rounded away"
                )
            }
            Warning::ManyDoubts { count } => {
                write!(f, "{count} doubtful inputs are named, but only the first 5 are varied")
            }
            Warning::Unused { what, name } => write!(f, "the {what} `{name}` is used by nothing"),
        }
    }
}
