//! Agents on duty while every reason that they serve is closed: paid hours in which nothing can come.

use super::Warning;
use crate::operation::{Centre, Channel, Closing, QUARTERS_PER_WEEK, Reason, Team};
use crate::scenario::quarters_in_words::quarters_in_words;

/// Quarters after closing in which the last contacts may still be finished: an hour.
const FINISHING: usize = 4;
/// Quarters after closing in which those who wait may still be served, where they are: two hours.
const SERVING_OUT: usize = 8;
/// Quarters before opening in which agents may come and log in: half an hour.
const COMING: usize = 2;
/// Fewer paid hours a week than this are not worth a word.
const HOURS_TOLD: f64 = 1.0;
const HOURS_PER_QUARTER: f64 = 0.25;

/// One warning for each team that is on duty when nothing that it serves can come or be left.
pub(super) fn all(centre: &Centre) -> Vec<Warning> {
    centre.teams.iter().filter_map(|team| of_team(team, centre)).collect()
}

fn of_team(team: &Team, centre: &Centre) -> Option<Warning> {
    let served: Vec<Vec<bool>> =
        team.skills.iter().map(|skill| has_work(&centre.reasons[skill.reason])).collect();
    let is_idle =
        |quarter: usize| team.agents_at(quarter) > 0 && served.iter().all(|has_work| !has_work[quarter]);
    let idle: Vec<usize> = (0..QUARTERS_PER_WEEK).filter(|quarter| is_idle(*quarter)).collect();
    let present: f64 = idle.iter().map(|quarter| f64::from(team.present_at(*quarter))).sum();
    let paid_hours = present * HOURS_PER_QUARTER / (1.0 - team.shrinkage);
    (paid_hours >= HOURS_TOLD).then(|| Warning::NothingToServe {
        team: team.name.clone(),
        paid_hours,
        when: quarters_in_words(&idle),
    })
}

/// In which quarters of the week contacts of the reason may come or be worked off.
///
/// What waits for an answer in its own time is worked on whenever agents are there, unless its work stops at closing time; so are
/// callbacks. On a line there are those who still wait, and contacts to be finished.
fn has_work(reason: &Reason) -> Vec<bool> {
    let Some(opening) = &reason.opening else { return vec![true; QUARTERS_PER_WEEK] };
    let goes_on = reason.channel == Channel::Deferred || reason.callback.is_some();
    if goes_on && opening.closing != Closing::CarryOver {
        return vec![true; QUARTERS_PER_WEEK];
    }
    let after = if opening.closing == Closing::ServeOut { SERVING_OUT } else { FINISHING };
    let is_open = |quarter: usize| opening.quarters[quarter % QUARTERS_PER_WEEK];
    let near = |quarter: usize| {
        let mut until = (0..=after).map(|back| quarter + QUARTERS_PER_WEEK - back);
        let mut from = (1..=COMING).map(|ahead| quarter + ahead);
        until.any(&is_open) || from.any(&is_open)
    };
    (0..QUARTERS_PER_WEEK).map(near).collect()
}
