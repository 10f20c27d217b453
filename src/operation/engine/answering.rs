//! An agent is bound to a contact; after the connection time, if there is one, they talk.

use super::Flow;
use super::seeking::Found;
use crate::operation::event_list::Kind;
use crate::operation::open::Phase;
use crate::operation::seam::{Demand, Observer};
use crate::time::{Duration, Instant};

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// Binds an agent, taken from the roster, to a contact that waits no more.
    pub(super) fn bind(&mut self, slot: u32, found: Found, now: Instant) {
        let engine = &mut *self.engine;
        let contact = &mut engine.open[slot];
        let plan = &engine.plan.reasons[contact.record.skill as usize];
        contact.is_given_to(found.team, found.seat, found.skill_index);
        contact.set_chat(plan.is_chat);
        let connection = plan.connection;
        if connection > Duration::ZERO {
            self.connect(slot, connection, now);
        } else {
            self.begin_talk(slot, now);
        }
    }

    /// The customer can still hang up until the talk starts.
    fn connect(&mut self, slot: u32, connection: Duration, now: Instant) {
        let came_from_queue = self.engine.open[slot].phase == Phase::Waiting;
        if !came_from_queue {
            let patience = self.patience(slot);
            let contact = &mut self.engine.open[slot];
            contact.began_at = now;
            contact.waiting_events_from = self.engine.events.next_sequence();
            if patience < f64::INFINITY {
                let gives_up_at = now + Duration::from_seconds(patience);
                self.engine.events.schedule(gives_up_at, Kind::GivesUp, slot);
            }
        }
        self.engine.open[slot].phase = Phase::Connecting;
        let event = self.engine.events.schedule(now + connection, Kind::Connected, slot);
        self.engine.open[slot].service_event = event;
        self.tell_bound(self.engine.open[slot].team as usize, now);
    }

    pub(super) fn connected(&mut self, slot: u32, now: Instant) {
        let team = self.engine.open[slot].team as usize;
        self.begin_talk(slot, now);
        self.tell_agents(team, now);
        self.tell_bound(team, now);
    }

    /// New settings have come into force: an agent whose team has lost the skill meanwhile gives the contact back to the
    /// queue.
    pub(super) fn check_connections(&mut self, now: Instant) {
        for slot in self.engine.open.occupied() {
            let contact = &mut self.engine.open[slot];
            if contact.phase != Phase::Connecting {
                continue;
            }
            let skills = &self.centre.teams[contact.team as usize].skills;
            let skill = contact.record.skill as usize;
            if let Some(index) = skills.iter().position(|of| of.reason == skill) {
                contact.skill_index = index as u16;
            } else {
                let since = contact.began_at;
                self.unbind(slot, now);
                self.put_back(slot, since, now);
                self.await_offers(slot, skill, since, now);
            }
        }
    }

    /// The agent bound to a contact is free again without having talked; the answer is whether the team has an agent more
    /// for another contact.
    pub(super) fn unbind(&mut self, slot: u32, now: Instant) -> bool {
        let contact = &mut self.engine.open[slot];
        contact.service_event = 0;
        let (team, seat) = (contact.team as usize, contact.seat);
        let roster = &mut self.engine.rosters[team];
        let freed = if contact.is_chat { roster.unbind_chat(seat, now) } else { roster.unbind(seat, now) };
        self.tell_bound(team, now);
        freed
    }

    /// Tells the observer how many agents of a team wait for a connection.
    fn tell_bound(&mut self, team: usize, now: Instant) {
        self.observer.bound_changed(now, team, self.engine.rosters[team].bound());
    }
}
