//! The second engine, continued: callbacks, several chats at once, and agents who leave on time.

use goodwill::operation::*;
use goodwill::random::{Distribution, Purpose};
use goodwill::time::{Duration, Instant};

use crate::agents::Agent;
use crate::engine::{DESK, Plain, Rest};

impl<'a> Plain<'a> {
    /// The wait announced, in seconds.
    pub fn expected_wait(&self, skill: usize) -> f64 {
        let reason = &self.centre.reasons[skill];
        let mean = |law: Option<&Distribution>| law.map_or(0.0, Distribution::mean);
        let handling = reason.talk.mean() + mean(reason.hold.as_ref()) + mean(reason.wrap_up.as_ref());
        let teams = self.teams(skill);
        let present =
            self.agents.iter().filter(|agent| teams.contains(&agent.team) && agent.is_here()).count();
        let ahead = (self.queues[skill].len() + 1) as f64;
        if present == 0 { f64::INFINITY } else { ahead * handling / present as f64 }
    }

    /// Whether a callback is offered to one who has so many waiting ahead and would wait so long.
    pub fn is_offered(&self, offer: &CallbackOffer, ahead: usize, wait: f64) -> bool {
        let always = offer.from_queue.is_none() && offer.from_expected_wait.is_none();
        always
            || offer.from_queue.is_some_and(|from| ahead >= from as usize)
            || offer.from_expected_wait.is_some_and(|from| wait >= from.as_seconds())
    }

    /// The customer accepts to be called back, and leaves the line.
    pub fn promise(&mut self, id: usize, offer: &CallbackOffer) {
        self.contacts[id].calls = Some(0);
        // Among those who wait it has waited since it accepted.
        self.contacts[id].since = self.now;
        self.contacts[id].on_line = false;
        self.schedule(self.now + offer.not_before, 3, id, move |centre| centre.fall_due(id));
    }

    fn fall_due(&mut self, id: usize) {
        let (skill, reason) = self.skill(id);
        let offer = reason.callback.as_ref().expect("it was promised");
        let mut teams = self.teams(skill);
        teams.retain(|team| !offer.after_waiting || !self.has_waiting(*team));
        match self.find(id, &teams) {
            Some(agent) => self.bind(id, agent),
            None => self.due[skill].push(id),
        }
    }

    pub fn call_back(&mut self, id: usize, agent: usize) {
        let (skill, reason) = self.skill(id);
        self.due[skill].retain(|other| *other != id);
        let offer = reason.callback.as_ref().expect("it was promised");
        let contact = &mut self.contacts[id];
        let (request, calls) = (contact.record.request, contact.calls.expect("it was promised"));
        let mut luck = self.stream.luck(Purpose::Callback, request.issue, request.attempt | calls << 16);
        if luck.happens(offer.reach) {
            contact.record.callback_delay = self.now - contact.leg.began_at;
            contact.record.called_back = Some(true);
            return self.talk(id, agent);
        }
        contact.talk_from = self.now;
        let leg = contact.leg.number;
        let time = Duration::from_seconds(offer.failed_attempt.sample(&mut luck));
        self.handle(agent, id, leg, 0.0);
        self.schedule(self.now + time, 0, id, move |centre| {
            let contact = &mut centre.contacts[id];
            contact.record.handling += centre.now - contact.talk_from;
            contact.agent = None;
            centre.missed_call(id);
            centre.release(agent, id, leg);
        });
    }

    /// The customer was called in vain: again later, or never.
    fn missed_call(&mut self, id: usize) {
        let offer = self.skill(id).1.callback.as_ref().expect("it was promised");
        let contact = &mut self.contacts[id];
        let calls = contact.calls.expect("it was promised") + 1;
        contact.calls = Some(calls);
        if calls >= offer.attempts {
            self.close(id, Outcome::Callback, LegEnd::Other);
        } else {
            self.schedule(self.now + offer.retry_after, 3, id, move |centre| centre.fall_due(id));
        }
    }

    /// The speed at which each of the agent's chats goes now.
    fn speed(&self, agent: &Agent) -> f64 {
        let open = agent.tasks.iter().filter(|task| task.handling).count();
        self.centre.teams[agent.team].chat.speed(open as u32)
    }

    /// Takes what was done until now off what is left of the agent's chats, before their number changes.
    pub fn work(&mut self, agent: usize) {
        let speed = self.speed(&self.agents[agent]);
        let agent = &mut self.agents[agent];
        let done = (self.now - agent.desk_since).as_seconds() * speed;
        agent.desk_since = self.now;
        agent.tasks.iter_mut().filter(|task| task.handling).for_each(|task| task.left -= done);
    }

    /// Schedules the ends of the agent's chats anew, after their number has changed.
    pub fn pace(&mut self, agent: usize) {
        self.events.retain(|event| event.3 != DESK + agent);
        let speed = self.speed(&self.agents[agent]);
        let of = &self.agents[agent];
        let mut tasks: Vec<_> = of.tasks.iter().filter(|task| task.handling).collect();
        // Of those that end at one instant the one that began first goes first, not the one that was taken first.
        tasks.sort_by_key(|task| task.begun);
        let tasks: Vec<_> = tasks.into_iter().map(|t| (t.id, t.leg, t.talking, t.left)).collect();
        for (id, leg, talking, left) in tasks {
            let end = self.now + Duration::from_seconds(left / speed);
            if !talking {
                self.schedule(end, 0, DESK + agent, move |centre| centre.release(agent, id, leg));
                continue;
            }
            let longest = self.skill(id).1.longest_talk.unwrap_or(Duration::FOREVER);
            let latest = self.contacts[id].talk_from + longest;
            self.schedule(end.min(latest), 0, DESK + agent, move |centre| {
                centre.contacts[id].forced = end > latest;
                centre.end_talk(id);
            });
        }
    }

    /// The agent's shift is over, and nothing is finished: contacts are dropped or go back to the head of their queue.
    pub fn cut_off(&mut self, agent: usize) {
        let policy = self.centre.teams[self.agents[agent].team].end_of_shift;
        self.work(agent);
        self.events.retain(|event| event.3 != DESK + agent);
        let mut tasks = std::mem::take(&mut self.agents[agent].tasks);
        if policy == EndOfShift::HandOver {
            tasks.reverse();
        }
        for task in tasks {
            let (id, contact) = (task.id, &mut self.contacts[task.id]);
            if contact.agent != Some(agent) || contact.leg.number != task.leg {
                // The first agent of a transfer, in wrap-up or still with the customer.
                if let Some((_, since, _)) = contact.warm.take_if(|warm| warm.0 == agent) {
                    contact.record.handling += self.now - since;
                }
                continue;
            }
            self.forget(id);
            let (contact, now) = (&mut self.contacts[id], self.now);
            contact.agent = None;
            if !task.handling {
                self.put_back(id);
                continue;
            }
            let talked = now - contact.talk_from;
            contact.record.handling += talked;
            if contact.calls.is_some() && contact.record.called_back.is_none() {
                self.missed_call(id);
                continue;
            }
            contact.record.talk += talked;
            contact.leg.talk += talked;
            if policy == EndOfShift::Drop {
                self.close(id, Outcome::Answered, LegEnd::Answered);
                continue;
            }
            contact.rest =
                Some(if task.chat { Rest::Chat(task.left) } else { Rest::Talk(contact.talk_until - now) });
            contact.leg.agent = None;
            contact.gives_up_at = Instant::NEVER;
            contact.waits_from = now;
            self.put_back(id);
        }
        self.stay_or_go(agent);
    }

    /// Back at the head of its queue.
    fn put_back(&mut self, id: usize) {
        self.join(id, 0);
    }
}
