//! The second engine, continued: agents and contacts meet, talk and part.

use goodwill::operation::routing::{AgentRule, ContactRule, TeamRule};
use goodwill::operation::*;
use goodwill::random::{Distribution, Purpose, math};
use goodwill::time::{Duration, Instant};

use crate::agents::Task;
use crate::engine::{Contact, DESK, NOBODY, Plain, Rest, leg_of};

impl<'a> Plain<'a> {
    /// The agent is the contact's from now on; the talk starts after the connection.
    pub fn bind(&mut self, id: usize, agent: usize) {
        let (leg, reason) = (self.contacts[id].leg.number, self.skill(id).1);
        let chat = reason.channel == Channel::Chat;
        self.agents[agent].tasks.push(Task {
            id,
            leg,
            handling: false,
            begun: 0,
            chat,
            talking: true,
            left: 0.0,
        });
        self.contacts[id].agent = Some(agent);
        self.change_place(agent);
        let contact = &self.contacts[id];
        if contact.calls.is_some() && contact.record.called_back.is_none() {
            self.call_back(id, agent);
        } else if reason.connection == Duration::ZERO || contact.begun_by_agent {
            self.talk(id, agent);
        } else {
            self.schedule(self.now + reason.connection, 0, id, move |centre| centre.talk(id, agent));
            self.wait_until_gives_up(id);
        }
    }

    pub fn talk(&mut self, id: usize, agent: usize) {
        self.forget(id);
        self.book_wait(id);
        let (skill, reason) = self.skill(id);
        let (team, number, ability) =
            (self.agents[agent].team, self.agents[agent].number, self.agents[agent].person.ability);
        let of = &self.centre.teams[team];
        let level = of.skills.iter().find(|level| level.reason == skill).expect("the team has the skill");
        let quarter = self.calendar.quarter_of_week(self.now);
        let by_quarter = reason.handling_by_quarter.as_ref().map_or(1.0, |by| by[quarter]);
        let factor = of.handling_time * level.handling_time * ability.handling_time * by_quarter;
        let draws = self.draws(id);
        let seconds =
            |purpose, law: Option<&Distribution>| law.map_or(0.0, |law| draws.service(purpose, law) * factor);
        let talk = seconds(Purpose::Service, Some(level.talk.as_ref().unwrap_or(&reason.talk)));
        let hold = seconds(Purpose::Hold, level.hold.as_ref().or(reason.hold.as_ref()));
        let wrap_up = seconds(Purpose::WrapUp, level.wrap_up.as_ref().or(reason.wrap_up.as_ref()));
        let contact = &mut self.contacts[id];
        let context = if contact.leg.number == 0 { contact.talk_factor } else { 1.0 };
        let whole = talk * context + hold;
        let rest = contact.rest.take();
        let time = if let Some(Rest::Talk(rest)) = rest { rest } else { Duration::from_seconds(whole) };
        let work = if let Some(Rest::Chat(rest)) = rest { rest } else { whole };
        let forced = rest.is_some() && contact.forced;
        let competence = ability.competence + level.competence;
        contact.chance = math::logistic(math::logit(reason.resolution) + competence);
        contact.wrap_up = Duration::from_seconds(wrap_up);
        contact.leg.agent = Some((team as u32, number));
        contact.record.last_agent = contact.leg.agent;
        contact.record.team = contact.record.team.or(Some(team as u32));
        contact.record.competence = competence as f32;
        contact.record.manner = ability.manner as f32;
        (contact.talk_from, contact.begun_by_agent) = (self.now, false);
        let (leg, warm) = (contact.leg.number, contact.warm.take());
        if reason.channel == Channel::Chat {
            self.work(agent);
            self.handle(agent, id, leg, work);
            self.pace(agent);
        } else {
            let longest = reason.longest_talk.unwrap_or(Duration::FOREVER);
            contact.forced = forced || time > longest;
            contact.talk_until = self.now + time.min(longest);
            let until = contact.talk_until;
            self.handle(agent, id, leg, 0.0);
            self.schedule(until, 0, id, move |centre| centre.end_talk(id));
        }
        if let Some((first, since, wrap_up)) = warm {
            // Who stayed with the customer goes on.
            self.contacts[id].record.handling += self.now - since;
            self.wrap_up(first, id, leg - 1, wrap_up);
        }
    }

    pub fn end_talk(&mut self, id: usize) {
        let [resolves, moves, to, _] = self.draws(id).four(Purpose::Outcome);
        let (reason, contact) = (self.skill(id).1, &mut self.contacts[id]);
        let (agent, leg, wrap_up) =
            (contact.agent.take().expect("they talk"), contact.leg.number, contact.wrap_up);
        let talked = self.now - contact.talk_from;
        contact.leg.talk += talked;
        contact.record.talk += talked;
        contact.record.handling = contact.record.handling + talked + wrap_up;
        let allowed = |law: &&Transfer| u32::from(contact.record.transfers) < law.most && !contact.forced;
        let Some(law) = reason.transfer.as_ref().filter(allowed).filter(|law| moves < law.probability) else {
            contact.record.resolved = resolves < contact.chance && !contact.forced;
            self.close(id, Outcome::Answered, LegEnd::Answered);
            return self.wrap_up(agent, id, leg, wrap_up);
        };
        self.end_leg(id, LegEnd::Transferred);
        let contact = &mut self.contacts[id];
        contact.record.transfers += 1;
        contact.record.skill = law.to.iter().find(|(_, upto)| to < *upto).expect("the last is 1").0 as u32;
        contact.leg = leg_of(&contact.record, self.now);
        self.end_overtime();
        let contact = &mut self.contacts[id];
        if law.warm && reason.channel != Channel::Chat {
            contact.warm = Some((agent, self.now, wrap_up));
        } else {
            self.wrap_up(agent, id, leg, wrap_up);
        }
        self.seek(id);
    }

    /// The agent has talked: wrap-up, and then the next contact.
    pub fn wrap_up(&mut self, agent: usize, id: usize, leg: u8, time: Duration) {
        if time == Duration::ZERO {
            return self.release(agent, id, leg);
        }
        if !self.agents[agent].tasks[0].chat {
            return self
                .schedule(self.now + time, 0, DESK + agent, move |centre| centre.release(agent, id, leg));
        }
        self.work(agent);
        for task in self.agents[agent].tasks.iter_mut().filter(|task| (task.id, task.leg) == (id, leg)) {
            (task.talking, task.left) = (false, time.as_seconds());
        }
        self.pace(agent);
    }

    /// The agent has done with a leg of a contact.
    pub fn release(&mut self, agent: usize, id: usize, leg: u8) {
        if self.let_go(agent, id, leg) {
            self.serve(self.agents[agent].team);
        }
    }

    /// The agent has this contact in hand no more. Whether somebody is free for another: this agent, or who came instead.
    pub fn let_go(&mut self, agent: usize, id: usize, leg: u8) -> bool {
        let (team, idle) = (self.agents[agent].team, self.idle(self.agents[agent].team));
        // A chat that has not begun yet slows down no other one.
        let is_it = |task: &&Task| (task.id, task.leg) == (id, leg);
        let slows =
            self.agents[agent].tasks.iter().find(is_it).is_some_and(|task| task.chat && task.handling);
        if slows {
            self.work(agent);
        }
        let handled = self.agents[agent].is_handling();
        self.agents[agent].tasks.retain(|task| (task.id, task.leg) != (id, leg));
        if handled && !self.agents[agent].is_handling() {
            let of = &mut self.agents[agent];
            (of.idle_since, of.period) = (self.now, (self.now, of.busy));
        }
        if slows {
            self.pace(agent);
        }
        self.stay_or_go(agent);
        let stays = self.agents[agent].is_here() && self.agents[agent].takes_more();
        stays || self.idle(team) > idle
    }

    pub fn end_leg(&mut self, id: usize, end: LegEnd) {
        self.contacts[id].leg.end = end;
        self.facts.leg_ended(&self.contacts[id].leg);
    }

    pub fn close(&mut self, id: usize, outcome: Outcome, end: LegEnd) {
        let (warm, now) = (self.contacts[id].warm.take(), self.now);
        self.end_leg(id, end);
        let contact = &mut self.contacts[id];
        (contact.on_line, contact.is_open) = (false, false);
        contact.record.closed_at = now;
        if let Some((_, since, _)) = warm {
            contact.record.handling += now - since;
        }
        let deferred =
            contact.calls.is_some() && (outcome != Outcome::CarriedOver || contact.record.team.is_none());
        // Cut off after a talk, it has been answered all the same.
        let is_answered = outcome == Outcome::Blocked && contact.record.last_agent.is_some();
        contact.record.outcome = match outcome {
            _ if deferred => Outcome::Callback,
            _ if is_answered => Outcome::Answered,
            _ => outcome,
        };
        if contact.calls.is_some() {
            contact.record.called_back = contact.record.called_back.or(Some(false));
        }
        let record = contact.record;
        *match record.outcome {
            Outcome::Answered => &mut self.ledger.answered,
            Outcome::Abandoned => &mut self.ledger.abandoned,
            Outcome::Blocked => &mut self.ledger.blocked,
            Outcome::Contained => &mut self.ledger.contained,
            Outcome::Callback => &mut self.ledger.callbacks,
            Outcome::CarriedOver => &mut self.ledger.carried_over,
        } += 1;
        let next = if self.is_endless(id) { None } else { self.demand.closed(&record) };
        self.facts.closed(&record, next.as_ref());
        if let Some(next) = next.filter(|next| !self.serving_out && next.at < self.calendar.end()) {
            self.follow_ups.push(next);
            self.schedule(next.at, 3, NOBODY, move |centre| {
                centre.follow_ups.retain(|other| *other != next);
                if centre.demand.still_wanted(&next) {
                    centre.offer(next);
                }
            });
        }
        if let Some((agent, _, wrap_up)) = warm {
            self.wrap_up(agent, id, record.transfers - 1, wrap_up);
        }
        // Before the agent, if there is one, turns to something else.
        self.end_overtime();
    }

    /// Teams that serve a reason from the start, those first that prefer it most.
    pub fn teams(&self, skill: usize) -> Vec<usize> {
        let place = |team: &usize| {
            let skills = &self.centre.teams[*team].skills;
            skills.iter().position(|level| level.reason == skill && !level.overflow_only)
        };
        let mut teams: Vec<usize> =
            (0..self.centre.teams.len()).filter(|team| place(team).is_some()).collect();
        teams.sort_by_key(place);
        teams
    }

    fn idle(&self, team: usize) -> usize {
        self.agents.iter().filter(|agent| agent.team == team && agent.is_idle()).count()
    }

    /// Whether an agent could take the contact now.
    fn may_take(&self, agent: usize, id: usize) -> bool {
        let (reason, agent) = (self.skill(id).1, &self.agents[agent]);
        let most = self.centre.teams[agent.team].chat.at_once as usize;
        let chats =
            !agent.tasks.is_empty() && agent.tasks.len() < most && agent.tasks.iter().all(|task| task.chat);
        let one_more = reason.channel == Channel::Chat && chats && agent.takes_more();
        let spare = reason.leave_idle == 0 || self.idle(agent.team) > reason.leave_idle as usize;
        spare && (one_more || agent.is_idle())
    }

    /// The agent who takes the contact, if one of these teams has one.
    pub fn find(&self, id: usize, teams: &[usize]) -> Option<usize> {
        let (skill, routing) = (self.skill(id).0, self.centre.routing);
        if self.is_shut(skill, Closing::CarryOver) {
            return None;
        }
        let mut found = Vec::new();
        for (place, &team) in teams.iter().enumerate() {
            let of = &self.centre.teams[team];
            let level = of.skills.iter().find(|level| level.reason == skill).expect("the team has the skill");
            let rank =
                if routing.team == TeamRule::Pooled { -(of.score + level.score) } else { place as f64 };
            // Within a team the order of coming to that number of chats decides among equals; between teams, since when.
            let mut of_team: Vec<usize> =
                self.of(team).into_iter().filter(|agent| self.may_take(*agent, id)).collect();
            let key = |agent: &usize| {
                (self.agents[*agent].tasks.len(), self.merit(*agent), self.agents[*agent].order)
            };
            of_team.sort_by(|one, other| key(one).partial_cmp(&key(other)).expect("numbers"));
            if let Some(&agent) = of_team.first() {
                let seat = &self.agents[agent];
                let since = if seat.is_handling() { seat.period.0 } else { seat.idle_since };
                found.push((rank, seat.tasks.len(), self.merit(agent), since, place, of_team));
            }
        }
        found.sort_by(|one, other| one.partial_cmp(other).expect("numbers"));
        let (rank, chats, _, _, place, of_team) = found.first()?;
        if routing.agent != AgentRule::Random {
            return of_team.first().copied();
        }
        // Of chats, those of one team.
        let chat = self.skill(id).1.channel == Channel::Chat;
        let mut all: Vec<_> =
            found.iter().filter(|one| one.0 == *rank && (one.4 == *place || !chat)).collect();
        all.sort_by_key(|one| one.4);
        let mut all: Vec<usize> = all.iter().flat_map(|one| &one.5).copied().collect();
        all.retain(|agent| self.agents[*agent].tasks.len() == *chats);
        let word = u128::from(self.draws(id).bits(Purpose::Routing));
        Some(all[((word * all.len() as u128) >> 64) as usize])
    }

    /// Whether agents of the team serve this waiting contact, and one is free for it.
    fn is_served_by(&self, team: usize, level: &Skill, id: usize) -> bool {
        let contact = &self.contacts[id];
        let helps = |overflow: &Overflow| {
            let waited = self.now - contact.since >= overflow.after;
            let is_promised = contact.calls.is_some() && contact.record.called_back.is_none();
            waited && overflow.teams.contains(&team) && !is_promised
        };
        let overflow = self.centre.reasons[level.reason].overflow.as_ref();
        (!level.overflow_only || overflow.is_some_and(helps)) && self.find(id, &[team]).is_some()
    }

    /// Whether a contact waits that agents of the team would serve now.
    pub fn has_waiting(&self, team: usize) -> bool {
        let waits =
            |level: &Skill| self.queues[level.reason].iter().any(|id| self.is_served_by(team, level, *id));
        self.centre.teams[team].skills.iter().any(waits)
    }

    /// The free agents of a team take waiting contacts as long as there are both.
    pub fn serve(&mut self, team: usize) {
        let rule = self.centre.routing.contact;
        loop {
            // Priority, then the rule, of each contact that could be next; endless work stands at the end of the reasons.
            let mut found: Vec<(f64, u64, u64, usize)> = Vec::new();
            for (place, level) in self.centre.teams[team].skills.iter().enumerate() {
                let (skill, reason) = (level.reason, &self.centre.reasons[level.reason]);
                let mut consider = |base: f64, since: Instant, bonus: f64, id: usize| {
                    let score = base + reason.priority.per_second * (self.now - since).as_seconds() + bonus;
                    found.push(match rule {
                        ContactRule::Preference => (-base, place as u64, 0, id),
                        ContactRule::LongestWait => (-base, since.as_micros(), place as u64, id),
                        ContactRule::Score => (-score, skill as u64, since.as_micros(), id),
                    });
                };
                let bonus = |id: usize| match self.contacts[id].leg.number {
                    0 => 0.0,
                    _ => reason.priority.transfer_bonus,
                };
                // The first of the queue; where scores count, also the first with another bonus.
                let served =
                    || self.queues[skill].iter().copied().filter(|id| self.is_served_by(team, level, *id));
                let first = served().next();
                let other = first.and_then(|first| served().find(|id| bonus(*id) != bonus(first)));
                for id in first.into_iter().chain(other.filter(|_| rule == ContactRule::Score)) {
                    consider(reason.priority.base, self.contacts[id].since, bonus(id), id);
                }
                let mut due = self.due[skill].iter().filter(|id| self.is_served_by(team, level, **id));
                if let (Some(&id), Some(offer)) = (due.next(), &reason.callback)
                    && (!offer.after_waiting || !self.has_waiting(team))
                {
                    consider(offer.priority, self.contacts[id].since, 0.0, id);
                }
                let spare = self.idle(team) > reason.leave_idle as usize;
                if reason.endless && spare && !level.overflow_only && self.open[skill] && !self.serving_out {
                    consider(reason.priority.base, self.now, 0.0, NOBODY - skill);
                }
            }
            let key = |one: &(f64, u64, u64, usize)| (one.0, one.1, one.2);
            found.sort_by(|one, other| key(one).partial_cmp(&key(other)).expect("numbers"));
            let Some(&(_, _, _, mut id)) = found.first() else { return };
            if id >= self.contacts.len() {
                id = self.start_endless(NOBODY - id);
            }
            let agent = self.find(id, &[team]).expect("one is free for it");
            self.leave_queue(id);
            self.bind(id, agent);
        }
    }

    /// Whether it is work without end, of which no stream offers any.
    fn is_endless(&self, id: usize) -> bool {
        self.centre.reasons[self.contacts[id].record.request.reason as usize].endless
    }

    /// One more piece of work without end.
    fn start_endless(&mut self, skill: usize) -> usize {
        let issue = issue_number(skill, self.endless[skill]);
        self.endless[skill] += 1;
        let request = crate::luck::endless(&self.stream, skill, issue, self.now);
        self.facts.offered(&request);
        self.ledger.offered += 1;
        self.contacts.push(Contact { begun_by_agent: true, ..Contact::new(request) });
        self.contacts.len() - 1
    }
}
