//! What the loop needs to know of a centre at every contact, worked out once per settings, so that a plain contact passes
//! rare features by one flag each.
//!
//! Which feature of a centre raises (+) or lowers (-) which flag of a reason, of a skill and of a team with that skill:
//!
//! | feature | reason | skill | team |
//! | --- | --- | --- | --- |
//! | opening hours | + `has_door`, - `is_ordinary` | | + `needs_full_search` |
//! | self-service, trunks, a queue limit of the door | + `has_door` | | |
//! | a queue limit of the reason, a connection time | - `is_ordinary` | | |
//! | balking, announcement, messages, overflow | + `has_offers`, - `is_ordinary` | | |
//! | callbacks | + `has_offers`, - `is_ordinary` | | + `needs_full_search` |
//! | resolution below 1 | + `has_chance` | + `has_chance` | |
//! | transfers | + `has_chance`, + `has_transfer` | | |
//! | chat, agents who must stay idle | - `takes_first_idle`, - `is_ordinary` | | + `needs_full_search` |
//! | any other team or agent rule than the usual ones | - `takes_first_idle`, - `is_ordinary` | | |
//! | hold, wrap-up | | + `has_more_than_talk`, + `is_more_than_one_draw` | |
//! | handling by quarter-hour | | + `is_more_than_one_draw` | |
//! | a longest talk | | + `has_bounds`, + `is_more_than_one_draw` | |
//! | endless work | | + `has_bounds`, + `is_more_than_one_draw` | + `needs_full_search` |
//! | a skill by overflow only | | + `helps` | + `needs_full_search` |
//! | contacts by score | | | + `needs_full_search`, - `serves_in_order` |
//!
//! Deferred work has neither queue limits of the door nor offers but overflow. A team `is_plain` where it needs no full search,
//! all its reasons are ordinary, and no shift of the centre has an open end.

use crate::operation::centre::{Centre, Channel, Reason, Transfer};
use crate::operation::roster::Level;
use crate::operation::routing::{AgentRule, ContactRule, TeamRule};
use crate::random::Distribution;
use crate::time::Duration;

#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) reasons: Vec<ReasonPlan>,
    pub(super) teams: Vec<TeamPlan>,
    /// Whether waiting contacts are ordered by score.
    pub(super) by_score: bool,
    /// Whether some agents stay after their shift as long as there is work.
    pub(super) has_open_ends: bool,
    /// Whether some reason is work without end.
    pub(super) has_endless_work: bool,
}

/// A reason as the loop sees it.
#[derive(Clone, Debug, Default)]
pub(super) struct ReasonPlan {
    /// Whether something may happen between the door and the search for an agent.
    pub(super) has_door: bool,
    /// Whether something but patience awaits those who have to wait.
    pub(super) has_offers: bool,
    /// Whether the end of a talk leaves anything to chance.
    pub(super) has_chance: bool,
    /// Whether it may hand the contact over.
    pub(super) has_transfer: bool,
    /// Share of contacts that the standard agent resolves.
    pub(super) resolution: f64,
    pub(super) is_chat: bool,
    pub(super) is_voice: bool,
    /// Whether a contact goes to whoever has been idle for longest in the first team with an idle agent, and nothing else
    /// counts.
    pub(super) takes_first_idle: bool,
    /// Whether, besides, nothing stands between finding an agent and the talk, and nothing but patience between finding none
    /// and the queue, which is always served.
    pub(super) is_ordinary: bool,
    /// How long customers would wait; `None` means without limit, as deferred work does.
    pub(super) patience: Option<Distribution>,
    /// Contacts waiting from which on a further one is refused.
    pub(super) queue_limit: Option<u32>,
    pub(super) connection: Duration,
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
    /// Whether it takes more than the heads of the lines of its skills to find who is served next.
    pub(super) needs_full_search: bool,
    /// Whether it needs no full search, the reasons of all its skills are ordinary, and nobody stays after the end of an open-ended
    /// shift.
    pub(super) is_plain: bool,
    /// Whether the first line of the team's skills in which somebody waits is always the one that is served.
    pub(super) serves_in_order: bool,
    /// Whether some skill is by chat.
    pub(super) has_chat: bool,
    /// Most chats at once.
    pub(super) at_once: u32,
    /// Reasons whose contacts keep agents of open-ended shifts: the team's skills, and those from which a contact may be handed
    /// over to one of them. Empty where nobody has an open end.
    pub(super) keeps_late: Vec<usize>,
}

/// A skill of a team as the loop sees it.
#[derive(Clone, Debug)]
pub(super) struct SkillPlan {
    pub(super) reason: usize,
    /// Priority base of the reason.
    pub(super) priority: f64,
    /// The law of talk.
    pub(super) talk: Distribution,
    pub(super) level: Level,
    /// Whether hold or wrap-up is drawn besides talk.
    pub(super) has_more_than_talk: bool,
    /// Whether a talk can be shorter or longer than drawn: cut by force, or given a least length.
    pub(super) has_bounds: bool,
    /// Whether the length of a talk is more than one draw by its law.
    pub(super) is_more_than_one_draw: bool,
    /// Whether it is left to chance whether a talk resolves the matter.
    pub(super) has_chance: bool,
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
        let has_open_ends = centre.teams.iter().any(has_open_end);
        let reasons: Vec<ReasonPlan> =
            (0..centre.reasons.len()).map(|reason| ReasonPlan::of(centre, reason)).collect();
        let teams = 0..centre.teams.len();
        Plan {
            teams: teams.map(|team| TeamPlan::of(centre, team, &reasons, has_open_ends)).collect(),
            reasons,
            by_score: centre.routing.contact == ContactRule::Score,
            has_open_ends,
            has_endless_work: centre.reasons.iter().any(|reason| reason.endless),
        }
    }
}

fn has_open_end(team: &crate::operation::centre::Team) -> bool {
    match &team.staffing {
        crate::operation::centre::Staffing::Intervals { .. } => false,
        crate::operation::centre::Staffing::Shifts(shifts) => shifts.iter().any(|shift| shift.open_end),
    }
}

/// Reasons whose contacts a team may be given, after they have been handed over too. Work without end is none of them, as it
/// would keep agents for ever.
fn may_come_to(centre: &Centre, team: usize) -> Vec<usize> {
    let mut found: Vec<usize> = centre.teams[team].skills.iter().map(|skill| skill.reason).collect();
    found.retain(|reason| !centre.reasons[*reason].endless);
    let mut next = 0;
    while let Some(target) = found.get(next).copied() {
        next += 1;
        let leads_there = |reason: &Reason| {
            let hands_over = |law: &&Transfer| law.probability > 0.0 && law.most > 0;
            let law = reason.transfer.as_ref().filter(hands_over);
            !reason.endless && law.is_some_and(|law| law.to.iter().any(|(to, _)| *to == target))
        };
        for (index, reason) in centre.reasons.iter().enumerate() {
            if leads_there(reason) && !found.contains(&index) {
                found.push(index);
            }
        }
    }
    found
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
        let waits_on_the_line = reason.channel != Channel::Deferred;
        let takes_first_idle = reason.channel != Channel::Chat
            && reason.leave_idle == 0
            && centre.routing.team == TeamRule::Preference
            && centre.routing.agent == AgentRule::LongestIdle;
        let has_offers = waits_on_the_line
            && (reason.balking > 0.0
                || reason.announcement.is_some()
                || reason.callback.is_some()
                || reason.message_after.is_some())
            || reason.overflow.is_some();
        let helpers = reason.overflow.iter().flat_map(|overflow| &overflow.teams);
        ReasonPlan {
            has_door: reason.opening.is_some()
                || reason.self_service.is_some()
                || waits_on_the_line && centre.door.queue_limit.is_some()
                || is_voice && centre.door.trunks.is_some(),
            has_offers,
            has_transfer: reason.transfer.is_some(),
            resolution: reason.resolution,
            has_chance: reason.resolution < 1.0 || reason.transfer.is_some(),
            is_chat: reason.channel == Channel::Chat,
            is_voice,
            takes_first_idle,
            is_ordinary: takes_first_idle
                && !has_offers
                && reason.connection == Duration::ZERO
                && reason.queue_limit.is_none()
                && reason.opening.is_none(),
            patience: reason.patience.clone().filter(|_| waits_on_the_line),
            queue_limit: reason.queue_limit,
            connection: reason.connection,
            has_bonus: centre.routing.contact == ContactRule::Score && reason.priority.transfer_bonus != 0.0,
            asked: asked.into_iter().map(|(_, route)| route).collect(),
            helpers: helpers.filter_map(|team| route(centre, index, *team, true)).collect(),
            mean_handling: mean_handling(reason),
        }
    }
}

/// Whether the reason, or some team for it, has hold or wrap-up.
fn has_more_than_talk(centre: &Centre, reason: usize) -> bool {
    let of = &centre.reasons[reason];
    let mut skills = centre.teams.iter().flat_map(|team| &team.skills);
    of.hold.is_some()
        || of.wrap_up.is_some()
        || skills.any(|skill| skill.reason == reason && (skill.hold.is_some() || skill.wrap_up.is_some()))
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
    fn of(centre: &Centre, index: usize, reasons: &[ReasonPlan], has_open_ends: bool) -> Self {
        let team = &centre.teams[index];
        let skills: Vec<SkillPlan> = team
            .skills
            .iter()
            .map(|skill| {
                let reason = &centre.reasons[skill.reason];
                let overflow = reason.overflow.as_ref().filter(|overflow| overflow.teams.contains(&index));
                let has_bounds = reason.longest_talk.is_some() || reason.endless;
                SkillPlan {
                    reason: skill.reason,
                    priority: reason.priority.base,
                    talk: skill.talk.as_ref().unwrap_or(&reason.talk).clone(),
                    level: Level { competence: skill.competence, handling_time: skill.handling_time },
                    has_more_than_talk: has_more_than_talk(centre, skill.reason),
                    is_more_than_one_draw: has_more_than_talk(centre, skill.reason)
                        || reason.handling_by_quarter.is_some()
                        || has_bounds,
                    has_bounds,
                    has_chance: reason.resolution < 1.0,
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
        let needs_full_search = |skill: &SkillPlan| {
            skill.is_chat
                || skill.leave_idle > 0
                || skill.helps
                || skill.endless
                || centre.reasons[skill.reason].callback.is_some()
                || centre.reasons[skill.reason].opening.is_some()
        };
        let needs_full_search =
            centre.routing.contact == ContactRule::Score || skills.iter().any(needs_full_search);
        let all_ordinary = skills.iter().all(|skill| reasons[skill.reason].is_ordinary);
        TeamPlan {
            needs_full_search,
            is_plain: all_ordinary && !needs_full_search && !has_open_ends,
            serves_in_order: centre.routing.contact == ContactRule::Preference
                && skills.windows(2).all(|pair| pair[0].priority >= pair[1].priority),
            has_chat: skills.iter().any(|skill| skill.is_chat),
            skills,
            at_once: team.chat.at_once.max(1),
            keeps_late: if has_open_ends { may_come_to(centre, index) } else { Vec::new() },
        }
    }
}
