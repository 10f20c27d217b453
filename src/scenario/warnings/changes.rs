//! Doubts about interventions: changes that come too late or are rounded away.

use super::Warning;
use crate::scenario::build;
use crate::scenario::checked::Scenario;
use crate::scenario::overlay::{Entry, smallest_that_acts};

/// People who are there for one part in so many of the horizon, or less, show little of what they are worth; our choice.
const LITTLE_TIME: usize = 2;

/// Changes that begin after the horizon, or late in it.
pub(super) fn too_late(scenario: &Scenario) -> Vec<Warning> {
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
            let path = entry.path.to_string();
            if first >= weeks && entry.lag > 0 {
                let lag = format!("its change of `{path}`, with {} of hiring,", in_weeks(entry.lag));
                warnings.push(late(lag, first));
            } else if first >= weeks {
                warnings.push(late(format!("its change of `{path}`"), first));
            } else if entry.lag > 0 && LITTLE_TIME * (weeks - first) <= weeks {
                let intervention = intervention.name.clone();
                warnings.push(Warning::LittleTime {
                    intervention,
                    path,
                    lag: entry.lag,
                    left: weeks - first,
                    weeks,
                });
            }
        }
    }
    warnings
}

pub(super) fn in_weeks(count: usize) -> String {
    format!("{count} week{}", if count == 1 { "" } else { "s" })
}

/// Changes of headcounts that leave every interval as it was.
pub(super) fn rounded_away(scenario: &Scenario) -> Vec<Warning> {
    let changes = scenario.headcount_changes();
    let weeks = build::calendar(&scenario.spec).weeks();
    let mut warnings = Vec::new();
    for entry in scenario.entries.iter().filter(|entry| entry.effect.start + entry.lag < weeks) {
        let intervention = &scenario.spec.intervention[entry.intervention].name;
        let Some(team) = entry.team(&scenario.spec) else {
            continue;
        };
        if !changes.iter().any(|change| change.intervention == *intervention && change.team == team.name) {
            warnings.push(Warning::RoundedAway {
                intervention: intervention.clone(),
                path: entry.path.to_string(),
                smallest: smallest_that_acts(&scenario.tree, &entry.path, entry.shape, &entry.operation),
            });
        }
    }
    warnings
}
