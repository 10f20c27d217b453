//! What the loop needs to know of a centre at every contact, worked out once per settings, so that a plain contact passes
//! rare features by one flag each.

use crate::operation::centre::{Centre, Channel, Reason};
use crate::operation::routing::ContactRule;
use crate::time::Duration;

#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) reasons: Vec<ReasonPlan>,
    pub(super) teams: Vec<TeamPlan>,
    /// Whether waiting contacts are ordered by score.
    pub(super) by_score: bool,
    /// Whether some agents stay after their shift as long as there is work.
    pub(super) has_open_ends: bool,
}

/// A reason as the loop sees it.
#[derive(Clone, Debug, Default)]
pub(super) struct ReasonPlan {
    /// Whether something may happen between the door and the search for an agent.
    pub(super) has_door: bool,
    /// Whether something but patience awaits those who have to wait.
    pub(super) has_offers: bool,
    /// Whether hold or wrap-up is drawn besides talk.
    pub(super) has_more_than_talk: bool,
    /// Whether the end of a talk leaves anything to chance.
    pub(super) has_chance: bool,
    pub(super) is_chat: bool,
    pub(super) is_voice: bool,
    /// Whether scores hold a bonus for those handed over to this reason.
    pub(super) has_bonus: bool,
    /// Teams asked when a contact arrives, those that prefer the reason most first.
    pub(super) asked: Vec<Route>,
    /// Teams asked when a contact has waited long enough to overflow.
    pub(super) helpers: Vec<Route>,
    /// Mean talk, hold and wrap-up by the reason's laws, in seconds.
    pub(super) mean_handling: f64,
}

/// A way from a reason to a team.
#[derive(Clone, Copy, Debug)]
pub(super) struct Route {
    pub(super) team: usize,
    /// Index of the reason in the team's list of skills.
    pub(super) skill_index: usize,
    /// Score of team and skill.
    pub(super) score: f64,
}

/// A team as the loop sees it.
#[derive(Clone, Debug, Default)]
pub(super) struct TeamPlan {
    pub(super) skills: Vec<SkillPlan>,
    /// Whether some skill is more than the plain head of an ordinary line.
    pub(super) has_rare_skills: bool,
    /// Whether some skill is by chat.
    pub(super) has_chat: bool,
    /// Most chats at once.
    pub(super) at_once: u32,
}

/// A skill of a team as the loop sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct SkillPlan {
    pub(super) reason: usize,
    pub(super) is_chat: bool,
    /// Agents who must stay idle.
    pub(super) leave_idle: usize,
    /// How long a contact must have waited for this team.
    pub(super) after: Duration,
    /// Whether the team only helps those who have waited: it takes neither callbacks nor endless work.
    pub(super) helps: bool,
    /// Whether it is there but never used: by overflow only, and no overflow leads here.
    pub(super) unused: bool,
    pub(super) endless: bool,
}

impl Plan {
    pub(super) fn of(centre: &Centre) -> Self {
        let reason_plan = |reason| ReasonPlan::of(centre, reason);
        Plan {
            reasons: (0..centre.reasons.len()).map(reason_plan).collect(),
            teams: (0..centre.teams.len()).map(|team| TeamPlan::of(centre, team)).collect(),
            by_score: centre.routing.contact == ContactRule::Score,
            has_open_ends: centre.teams.iter().any(has_open_end),
        }
    }
}

fn has_open_end(team: &crate::operation::centre::Team) -> bool {
    match &team.staffing {
        crate::operation::centre::Staffing::Intervals { .. } => false,
        crate::operation::centre::Staffing::Shifts(shifts) => shifts.iter().any(|shift| shift.open_end),
    }
}

impl ReasonPlan {
    fn of(centre: &Centre, index: usize) -> Self {
        let reason = &centre.reasons[index];
        let is_voice = reason.channel == Channel::Voice;
        let mut asked: Vec<(usize, Route)> = Vec::new();
        for team in 0..centre.teams.len() {
            if let Some(route) = route(centre, index, team, false) {
                asked.push((route.skill_index, route));
            }
        }
        // Of equal preference, the team that stands first in the scenario.
        asked.sort_by_key(|(preference, route)| (*preference, route.team));
        let helpers = reason.overflow.iter().flat_map(|overflow| &overflow.teams);
        let waits_on_the_line = reason.channel != Channel::Deferred;
        ReasonPlan {
            has_door: reason.opening.is_some()
                || reason.self_service.is_some()
                || waits_on_the_line && centre.door.queue_limit.is_some()
                || is_voice && centre.door.trunks.is_some(),
            has_offers: waits_on_the_line
                && (reason.balking > 0.0
                    || reason.announcement.is_some()
                    || reason.callback.is_some()
                    || reason.message_after.is_some())
                || reason.overflow.is_some(),
            has_more_than_talk: reason.hold.is_some()
                || reason.wrap_up.is_some()
                || has_wrap_up(centre, index),
            has_chance: reason.resolution < 1.0 || reason.transfer.is_some(),
            is_chat: reason.channel == Channel::Chat,
            is_voice,
            has_bonus: centre.routing.contact == ContactRule::Score && reason.priority.transfer_bonus != 0.0,
            asked: asked.into_iter().map(|(_, route)| route).collect(),
            helpers: helpers.filter_map(|team| route(centre, index, *team, true)).collect(),
            mean_handling: mean_handling(reason),
        }
    }
}

/// Whether some team has a wrap-up of its own for the reason.
fn has_wrap_up(centre: &Centre, reason: usize) -> bool {
    let skills = centre.teams.iter().flat_map(|team| &team.skills);
    skills.filter(|skill| skill.reason == reason).any(|skill| skill.wrap_up.is_some())
}

fn mean_handling(reason: &Reason) -> f64 {
    let further = [&reason.hold, &reason.wrap_up].into_iter().flatten();
    reason.talk.mean() + further.map(|law| law.mean()).sum::<f64>()
}

/// The way to a team, if it has the skill; a skill by overflow only is a way for overflow alone.
fn route(centre: &Centre, reason: usize, team: usize, overflow: bool) -> Option<Route> {
    let of = &centre.teams[team];
    let skill_index = of.skills.iter().position(|skill| skill.reason == reason)?;
    let skill = &of.skills[skill_index];
    (overflow || !skill.overflow_only).then_some(Route { team, skill_index, score: of.score + skill.score })
}

impl TeamPlan {
    fn of(centre: &Centre, index: usize) -> Self {
        let team = &centre.teams[index];
        let skills: Vec<SkillPlan> = team
            .skills
            .iter()
            .map(|skill| {
                let reason = &centre.reasons[skill.reason];
                let overflow = reason.overflow.as_ref().filter(|overflow| overflow.teams.contains(&index));
                SkillPlan {
                    reason: skill.reason,
                    is_chat: reason.channel == Channel::Chat,
                    leave_idle: reason.leave_idle as usize,
                    after: match overflow {
                        Some(overflow) if skill.overflow_only => overflow.after,
                        _ => Duration::ZERO,
                    },
                    helps: skill.overflow_only,
                    unused: skill.overflow_only && overflow.is_none(),
                    endless: reason.endless,
                }
            })
            .collect();
        let is_rare = |skill: &SkillPlan| {
            skill.is_chat
                || skill.leave_idle > 0
                || skill.helps
                || skill.endless
                || centre.reasons[skill.reason].callback.is_some()
                || centre.reasons[skill.reason].opening.is_some()
        };
        TeamPlan {
            has_rare_skills: centre.routing.contact == ContactRule::Score || skills.iter().any(is_rare),
            has_chat: skills.iter().any(|skill| skill.is_chat),
            skills,
            at_once: team.chat.at_once.max(1),
        }
    }
}
