//! How contacts and agents find each other. One rule per file.
//!
//! Two moments need a rule. When an agent becomes free and contacts wait, the [`ContactRule`] picks the contact. When a
//! contact arrives and agents are free, the [`TeamRule`] says whose agents compete and the [`AgentRule`] picks the agent.

pub(super) mod fastest_free;
pub(super) mod least_occupied;
pub(super) mod least_occupied_finished;
pub(super) mod longest_idle;
mod longest_wait;
mod preference;
pub(super) mod random;
mod score;

use crate::time::Instant;

/// The rules of a centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Routing {
    /// How a free agent picks among waiting contacts.
    pub contact: ContactRule,
    /// Whose free agents compete for an arriving contact.
    pub team: TeamRule,
    /// How one of the competing agents is picked.
    pub agent: AgentRule,
}

impl Default for Routing {
    fn default() -> Self {
        Routing {
            contact: ContactRule::Preference,
            team: TeamRule::Preference,
            agent: AgentRule::LongestIdle,
        }
    }
}

/// How a free agent picks among the contacts waiting for the agent's skills; within one reason the order is that of arrival,
/// except under [`ContactRule::Score`], where the transfer bonus counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactRule {
    /// Priority base first; then the first waiting reason in the order of the team's skills.
    Preference,
    /// Priority base first; then the contact that has waited longest over all of the team's skills.
    LongestWait,
    /// The highest score: base + per second x wait + bonus after transfer; of equals the lower reason, then the earlier.
    Score,
}

/// Whose free agents compete for an arriving contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamRule {
    /// The first team with a free agent, in the order in which teams prefer the reason.
    Preference,
    /// The free agents of all teams with the skill, by the score of team and skill first, then by the agent rule.
    Pooled,
}

/// How an agent is picked among those who compete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentRule {
    /// Who has been free for longest.
    LongestIdle,
    /// Who was busy for the smallest share of today's time on duty, the present idle period included.
    LeastOccupied,
    /// The same counting finished periods only; who has finished none yet comes last. Ties: longest free.
    LeastOccupiedFinished,
    /// Who handles fastest (smallest factor on handling time). Ties: longest free.
    FastestFree,
    /// Any of them with equal probability; of pooled teams' chats, any agent with the fewest chats of the team whose such
    /// agent has been free for longest.
    Random,
}

/// The head of one queue an agent could serve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head {
    /// Index of the reason.
    pub reason: usize,
    /// Priority base of the reason, or the score at this moment under [`ContactRule::Score`].
    pub priority: f64,
    /// When the contact joined the queue.
    pub since: Instant,
}

impl ContactRule {
    /// All rules with the word a scenario uses.
    pub const ALL: [(&'static str, ContactRule); 3] = [
        ("preference", ContactRule::Preference),
        ("longest_wait", ContactRule::LongestWait),
        ("score", ContactRule::Score),
    ];

    /// Whether `challenger`, later in the team's order of skills, goes before `best`.
    #[inline]
    pub fn prefers(self, challenger: &Head, best: &Head) -> bool {
        if challenger.priority != best.priority {
            return challenger.priority > best.priority;
        }
        match self {
            ContactRule::Preference => preference::prefers(challenger, best),
            ContactRule::LongestWait => longest_wait::prefers(challenger, best),
            ContactRule::Score => score::prefers(challenger, best),
        }
    }
}

impl TeamRule {
    /// All rules with the word a scenario uses.
    pub const ALL: [(&'static str, TeamRule); 2] =
        [("preference", TeamRule::Preference), ("pooled", TeamRule::Pooled)];
}

impl AgentRule {
    /// All rules with the word a scenario uses.
    pub const ALL: [(&'static str, AgentRule); 5] = [
        ("longest_idle", AgentRule::LongestIdle),
        ("least_occupied", AgentRule::LeastOccupied),
        ("least_occupied_finished", AgentRule::LeastOccupiedFinished),
        ("fastest_free", AgentRule::FastestFree),
        ("random", AgentRule::Random),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priority_goes_before_every_rule() {
        let head = |reason, priority, since| Head { reason, priority, since: Instant::micros(since) };
        let (early, late, urgent) = (head(0, 0.0, 10), head(1, 0.0, 20), head(2, 1.0, 30));
        for (_, rule) in ContactRule::ALL {
            assert!(rule.prefers(&urgent, &early));
            assert!(!rule.prefers(&early, &urgent));
        }
        assert!(!ContactRule::Preference.prefers(&early, &late), "the order of skills decides");
        assert!(ContactRule::LongestWait.prefers(&early, &late));
        assert!(!ContactRule::LongestWait.prefers(&late, &early));
        assert!(ContactRule::Score.prefers(&early, &late), "of equal scores the lower reason");
    }
}
