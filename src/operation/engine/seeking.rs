//! A contact seeks an agent: whose free agents compete, and who of them takes it.

use super::plan::{ReasonPlan, Route};
use super::talk::{Means, begin};
use super::{Engine, Flow};
use crate::operation::issue_number;
use crate::operation::queue::Place;
use crate::operation::roster::{Roster, SeatIndex};
use crate::operation::routing::{AgentRule, TeamRule, random};
use crate::operation::seam::{Demand, Observer};
use crate::random::Purpose;
use crate::time::Instant;

/// An agent found for a contact.
pub(super) struct Found {
    pub(super) team: usize,
    pub(super) skill_index: usize,
    pub(super) seat: SeatIndex,
}

/// Which teams are asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Those that serve the reason from the start.
    AtOnce,
    /// Those that help after a time in queue.
    Helpers,
}

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// Gives the contact to a free agent, or lets it wait.
    #[inline(always)]
    pub(super) fn seek_agent(&mut self, slot: u32, now: Instant) {
        let Engine {
            open,
            extras,
            rosters,
            plan,
            queues,
            waited,
            events,
            ledger,
            calendar,
            stream,
            words,
            ..
        } = &mut *self.engine;
        let contact = &mut open[slot];
        let skill = contact.record.skill as usize;
        let of = &plan.reasons[skill];
        if !of.is_ordinary {
            self.seek_agent_by_the_rules(slot, now);
            return;
        }
        let Some(route) = of.asked.iter().find(|route| rosters[route.team].idle() > 0) else {
            // The steps of `join_queue`, without offers, written out because nearly every contact that waits takes this way.
            let patience = contact.patience(&of.patience, stream);
            contact.began_at = now;
            *waited += 1;
            contact.joins_queue(*waited, patience, slot, events, now);
            let line = contact.line(of.has_bonus);
            let queue = &mut queues[skill];
            queue.join(line, Place { slot, waits_as: contact.waits_as, since: now });
            queue.step(now, 1);
            self.observer.queue_changed(now, skill, queue.length());
            return;
        };
        // Who has been idle for longest in the first team with an idle agent talks with the customer at once.
        let (team, skill_index) = (route.team, route.skill_index);
        let (roster, skill) = (&mut rosters[team], &plan.teams[team].skills[skill_index]);
        let Some((seat, ability)) = roster.begin_first(&self.centre.teams[team], skill.level, now) else {
            return;
        };
        contact.is_given_to(team, seat, skill_index);
        contact.is_chat = false;
        ledger.events += 1;
        let mut means = Means { centre: self.centre, calendar, stream, words, extras, events };
        if let Some(seconds) = begin(contact, slot, skill, ability, &mut means, now) {
            self.begin_unusual_talk(slot, seconds, now);
        }
        self.tell_agents(team, now);
    }

    /// The same where something may come between, or other rules than the plain ones say who takes the contact.
    fn seek_agent_by_the_rules(&mut self, slot: u32, now: Instant) {
        match self.free_agent(slot, now, Ask::AtOnce) {
            Some(found) => {
                let team = found.team;
                self.bind(slot, found, now);
                self.tell_agents(team, now);
            }
            None => self.must_wait(slot, now),
        }
    }

    /// The free agent who takes the contact: bound to it from now on.
    pub(super) fn free_agent(&mut self, slot: u32, now: Instant, ask: Ask) -> Option<Found> {
        let engine = &mut *self.engine;
        let skill = engine.open[slot].record.skill as usize;
        if engine.frozen[skill] {
            return None;
        }
        let plan = &engine.plan.reasons[skill];
        if !plan.takes_first_idle {
            return self.choose_agent(slot, skill, now, ask);
        }
        for route in plan.routes(ask) {
            if let Some(seat) = engine.rosters[route.team].take_first() {
                return Some(Found { team: route.team, skill_index: route.skill_index, seat });
            }
        }
        None
    }

    /// The free agent whom the rules of the centre choose.
    fn choose_agent(&mut self, slot: u32, skill: usize, now: Instant, ask: Ask) -> Option<Found> {
        let rule = self.centre.routing.agent;
        if self.centre.routing.team == TeamRule::Pooled {
            return self.best_of_all_teams(slot, skill, now, ask, rule);
        }
        for choice in 0.. {
            let route = *self.engine.plan.reasons[skill].routes(ask).get(choice)?;
            let found = self.take(slot, skill, route, now);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Takes an agent of a team, if one may take a contact of the skill.
    #[inline]
    fn take(&mut self, slot: u32, skill: usize, route: Route, now: Instant) -> Option<Found> {
        if !self.may_take(skill, route.team) {
            return None;
        }
        let Route { team, skill_index, .. } = route;
        let seat = self.take_for(Some(slot), team, skill, now)?;
        Some(Found { team, skill_index, seat })
    }

    /// Takes an agent of a team by the agent rule, for a contact of the skill or for a piece of endless work.
    pub(super) fn take_for(
        &mut self,
        slot: Option<u32>,
        team: usize,
        skill: usize,
        now: Instant,
    ) -> Option<SeatIndex> {
        if self.engine.plan.reasons[skill].takes_first_idle {
            return self.engine.rosters[team].take_first();
        }
        let rule = self.centre.routing.agent;
        let luck = match slot {
            _ if rule != AgentRule::Random => 0,
            Some(slot) => self.routing_luck(slot),
            None => self.routing_luck_of_endless(skill),
        };
        let roster = &mut self.engine.rosters[team];
        if self.engine.plan.reasons[skill].is_chat {
            roster.take_chat(rule, self.engine.plan.teams[team].at_once, now, luck)
        } else {
            roster.take(rule, now, luck)
        }
    }

    /// Whether enough agents of the team would stay idle.
    #[inline]
    pub(super) fn may_take(&self, skill: usize, team: usize) -> bool {
        let leave_idle = self.centre.reasons[skill].leave_idle as usize;
        leave_idle == 0 || self.engine.rosters[team].idle() > leave_idle
    }

    fn routing_luck(&self, slot: u32) -> u64 {
        self.engine.open[slot].words(&self.engine.stream, Purpose::Routing)[0]
    }

    /// The luck of the next piece of the endless work of a reason.
    fn routing_luck_of_endless(&self, reason: usize) -> u64 {
        let issue = issue_number(reason, self.engine.endless[reason]);
        self.engine.stream.words(Purpose::Routing, issue, 0)[0]
    }

    /// The free agents of all teams compete: the highest score of team and skill, for chats then the fewest chats open, then
    /// the agent rule; of equals the team that prefers the reason most. Chats that the rule leaves to chance go to a chance
    /// agent of one team.
    fn best_of_all_teams(
        &mut self,
        slot: u32,
        skill: usize,
        now: Instant,
        ask: Ask,
        rule: AgentRule,
    ) -> Option<Found> {
        if self.engine.plan.reasons[skill].is_chat {
            let (route, _) =
                self.best_route(skill, ask, |roster, at_once| roster.peek_chat(rule, at_once, now))?;
            return self.take(slot, skill, route, now);
        }
        if rule == AgentRule::Random {
            let (route, ()) = self.best_route(skill, ask, |roster, _| (roster.idle() > 0).then_some(()))?;
            return self.any_of(slot, skill, now, ask, route.score);
        }
        let (route, key) = self.best_route(skill, ask, |roster, _| roster.peek(rule, now))?;
        let seat = key.seat();
        self.engine.rosters[route.team].take_seat(seat, now);
        Some(Found { team: route.team, skill_index: route.skill_index, seat })
    }

    /// The way of the highest score to a team that has an agent for a contact of the skill; of equals the one whose agent comes
    /// first in the `order`, of these the team that prefers the reason most. `order` tells of a team, whose agents may have so many
    /// chats at once, where its first agent stands.
    fn best_route<Order: PartialOrd>(
        &mut self,
        skill: usize,
        ask: Ask,
        order: impl Fn(&mut Roster, u32) -> Option<Order>,
    ) -> Option<(Route, Order)> {
        let mut best: Option<(Route, Order)> = None;
        for choice in 0..self.engine.plan.reasons[skill].routes(ask).len() {
            let route = self.engine.plan.reasons[skill].routes(ask)[choice];
            if !self.may_take(skill, route.team) {
                continue;
            }
            let at_once = self.engine.plan.teams[route.team].at_once;
            let Some(own) = order(&mut self.engine.rosters[route.team], at_once) else { continue };
            let is_better = best.as_ref().is_none_or(|(first, least)| {
                route.score > first.score || route.score == first.score && own < *least
            });
            if is_better {
                best = Some((route, own));
            }
        }
        best
    }

    /// One of the idle agents of the teams with this score, with equal probability.
    fn any_of(&mut self, slot: u32, skill: usize, now: Instant, ask: Ask, score: f64) -> Option<Found> {
        let engine = &*self.engine;
        let of_score = |route: &&Route| route.score == score && self.may_take(skill, route.team);
        let competing = engine.plan.reasons[skill].routes(ask).iter().filter(of_score);
        let idle: usize = competing.clone().map(|route| engine.rosters[route.team].idle()).sum();
        let mut nth = random::place(self.routing_luck(slot), idle)?;
        for &Route { team, skill_index, .. } in competing {
            let idle = engine.rosters[team].idle();
            if nth < idle {
                let seat = self.engine.rosters[team].take_nth(nth, now)?;
                return Some(Found { team, skill_index, seat });
            }
            nth -= idle;
        }
        None
    }
}

impl ReasonPlan {
    #[inline]
    fn routes(&self, ask: Ask) -> &[Route] {
        match ask {
            Ask::AtOnce => &self.asked,
            Ask::Helpers => &self.helpers,
        }
    }
}
