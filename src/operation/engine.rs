//! The event loop of the contact centre.
//!
//! Events of the same instant are ordered by rank, then by sequence (see [`super::event_list`]); an arrival comes after
//! everything else of its instant. Time is in whole microseconds, so no order depends on rounding.

use crate::operation::centre::Centre;
use crate::operation::contact::{Outcome, Request};
use crate::operation::event_list::{Event, EventList, Rank};
use crate::operation::ledger::Ledger;
use crate::operation::open::Open;
use crate::operation::queue::{Place, Queue};
use crate::operation::roster::{Roster, SeatIndex};
use crate::operation::routing::Head;
use crate::operation::seam::{Demand, Observer};
use crate::operation::slots::Slots;
use crate::random::{Purpose, Stream, math};
use crate::time::{Calendar, Duration, Instant};

/// The state of a contact centre during a run; its buffers are reused from run to run.
#[derive(Clone, Debug)]
pub struct Engine {
    stream: Stream,
    calendar: Calendar,
    events: EventList,
    open: Slots<Open>,
    follow_ups: Slots<Request>,
    queues: Vec<Queue>,
    rosters: Vec<Roster>,
    /// Teams that serve each reason, those that prefer it most first.
    teams_of: Vec<Vec<usize>>,
    next_primary: Option<Request>,
    /// Number of contacts that have waited; the name under which the next one waits.
    waited: u64,
    closing: bool,
    ledger: Ledger,
}

impl Default for Engine {
    fn default() -> Self {
        Engine {
            stream: Stream::new(0, 0),
            calendar: Calendar { start: Duration::ZERO, warm_up: Duration::ZERO, horizon: Duration::ZERO },
            events: EventList::default(),
            open: Slots::default(),
            follow_ups: Slots::default(),
            queues: Vec::new(),
            rosters: Vec::new(),
            teams_of: Vec::new(),
            next_primary: None,
            waited: 0,
            closing: false,
            ledger: Ledger::default(),
        }
    }
}

impl Engine {
    /// Makes the engine ready for a run that starts at time 0.
    pub fn start(
        &mut self,
        centre: &Centre,
        calendar: Calendar,
        stream: Stream,
        demand: &mut impl Demand,
        observer: &mut impl Observer,
    ) {
        self.stream = stream;
        self.calendar = calendar;
        self.events.clear();
        self.open.clear();
        self.follow_ups.clear();
        self.queues.resize_with(centre.reasons.len(), Queue::default);
        self.queues.iter_mut().for_each(Queue::clear);
        self.rosters.resize_with(centre.teams.len(), Roster::default);
        for (index, (roster, team)) in self.rosters.iter_mut().zip(&centre.teams).enumerate() {
            roster.start(index, team, calendar, &stream);
        }
        self.teams_of = (0..centre.reasons.len()).map(|reason| teams_serving(centre, reason)).collect();
        self.waited = 0;
        self.closing = false;
        self.ledger = Ledger::default();
        self.next_primary = demand.next_primary();
        self.staff(Instant::ZERO, centre, observer);
        self.schedule_staffing(Instant::ZERO, centre);
    }

    /// Puts the settings of a new week into force at `now`. The services under way keep theirs.
    pub fn change_settings(&mut self, now: Instant, centre: &Centre, observer: &mut impl Observer) {
        for (index, team) in centre.teams.iter().enumerate() {
            let hired = self.rosters[index].change(team, now, &self.stream);
            (0..hired).for_each(|_| observer.hired(now, index));
        }
        self.serve_all(now, centre, observer);
    }

    /// Handles all events before `until`.
    pub fn advance(
        &mut self,
        until: Instant,
        centre: &Centre,
        demand: &mut impl Demand,
        observer: &mut impl Observer,
    ) {
        loop {
            let arrival = self.next_primary.map_or(Instant::NEVER, |request| request.at);
            // An arrival comes after everything else of its instant.
            let event_is_first = self.events.first().is_some_and(|at| at <= arrival);
            if event_is_first {
                let Some(event) = self.events.pop_before(until) else {
                    return;
                };
                self.handle(event, centre, demand, observer);
            } else if arrival < until {
                self.arrive(centre, demand, observer);
            } else {
                return;
            }
        }
    }

    /// Serves out what is open after the end, with the last staffing and nobody new; returns the ledger of the run.
    pub fn finish(
        &mut self,
        centre: &Centre,
        demand: &mut impl Demand,
        observer: &mut impl Observer,
    ) -> Ledger {
        self.closing = true;
        self.next_primary = None;
        let mut last = self.calendar.end();
        while let Some(event) = self.events.pop_before(Instant::NEVER) {
            if matches!(event.rank, Rank::ServiceEnd | Rank::Abandonment) {
                last = last.max(event.at);
                self.handle(event, centre, demand, observer);
            }
        }
        let left: Vec<u32> = self.open.occupied().collect();
        for slot in left {
            self.leave_queue(slot, last, observer);
            self.close(slot, last, Outcome::CarriedOver, false, demand, observer);
        }
        self.ledger.queue_time += self.queues.iter_mut().map(|queue| queue.step(last, 0)).sum::<u128>();
        self.ledger.busy_time +=
            self.rosters.iter_mut().map(|roster| roster.handling_time(last)).sum::<u128>();
        self.ledger
    }

    #[inline]
    fn handle(
        &mut self,
        event: Event,
        centre: &Centre,
        demand: &mut impl Demand,
        observer: &mut impl Observer,
    ) {
        match event.rank {
            Rank::ServiceEnd => self.end_service(event, centre, demand, observer),
            Rank::Abandonment => self.abandon(event, demand, observer),
            Rank::Staffing => {
                self.staff(event.at, centre, observer);
                self.schedule_staffing(event.at, centre);
            }
            Rank::FollowUp => {
                if let Some(request) = self.follow_ups.take(event.slot)
                    && demand.still_wanted(&request)
                {
                    self.offer(request, centre, observer);
                }
            }
        }
    }

    #[inline]
    fn arrive(&mut self, centre: &Centre, demand: &mut impl Demand, observer: &mut impl Observer) {
        let Some(mut request) = self.next_primary else {
            return;
        };
        self.next_primary = demand.next_primary();
        if demand.accepts(&mut request) {
            self.offer(request, centre, observer);
        }
    }

    /// A contact arrives: a free agent answers it at once, else it waits.
    #[inline]
    fn offer(&mut self, request: Request, centre: &Centre, observer: &mut impl Observer) {
        self.ledger.offered += 1;
        self.ledger.events += 1;
        observer.offered(&request);
        let slot = self.open.put(Open::new(request));
        self.seek_agent(slot, request.at, centre, observer);
    }

    /// Gives the contact to the free agent of the best team, or puts it into the queue of its skill.
    #[inline]
    fn seek_agent(&mut self, slot: u32, now: Instant, centre: &Centre, observer: &mut impl Observer) {
        let Some(contact) = self.open.get(slot) else {
            return;
        };
        let skill = contact.skill as usize;
        for choice in 0..self.teams_of[skill].len() {
            let team = self.teams_of[skill][choice];
            if let Some(seat) = self.take_agent(team, now, centre) {
                self.start_service(slot, team, seat, now, centre, observer);
                return;
            }
        }
        self.join_queue(slot, skill, now, centre, observer);
    }

    fn join_queue(
        &mut self,
        slot: u32,
        skill: usize,
        now: Instant,
        centre: &Centre,
        observer: &mut impl Observer,
    ) {
        let Some(contact) = self.open.get_mut(slot) else {
            return;
        };
        self.waited += 1;
        contact.waits_as = self.waited;
        contact.joined_at = now;
        if let Some(patience) = &centre.reasons[skill].patience {
            let request = &contact.request;
            let purpose = if contact.transferred { Purpose::Transfer } else { Purpose::Patience };
            let mut luck = self.stream.luck(purpose, request.issue, request.attempt);
            let seconds = patience.sample(&mut luck) * f64::from(request.patience_factor);
            let gives_up_at = now + Duration::from_seconds(seconds);
            contact.gives_up_as = self.events.schedule(gives_up_at, Rank::Abandonment, slot);
        }
        self.queues[skill].join(Place { slot, waits_as: self.waited, since: now });
        self.queue_step(skill, now, 1, observer);
    }

    #[inline]
    fn queue_step(&mut self, skill: usize, now: Instant, step: isize, observer: &mut impl Observer) {
        self.ledger.queue_time += self.queues[skill].step(now, step);
        observer.queue_changed(now, skill, self.queues[skill].length());
    }

    /// Ends the waiting of a contact, if it waits, and books the time.
    #[inline]
    fn leave_queue(&mut self, slot: u32, now: Instant, observer: &mut impl Observer) {
        let Some(contact) = self.open.get_mut(slot) else {
            return;
        };
        if contact.waits_as == 0 {
            return;
        }
        contact.waits_as = 0;
        contact.gives_up_as = 0;
        let waited = now.since(contact.joined_at);
        if contact.transferred {
            contact.transfer_wait = waited;
        } else {
            contact.wait = waited;
        }
        let skill = contact.skill as usize;
        self.ledger.waited += u128::from(waited.as_micros());
        self.queue_step(skill, now, -1, observer);
    }

    #[inline]
    fn start_service(
        &mut self,
        slot: u32,
        team: usize,
        seat: SeatIndex,
        now: Instant,
        centre: &Centre,
        observer: &mut impl Observer,
    ) {
        let Some(contact) = self.open.get_mut(slot) else {
            return;
        };
        self.ledger.events += 1;
        let roster = &mut self.rosters[team];
        roster.begin_handling(seat, now);
        let skill = centre.teams[team].skills.iter().find(|skill| skill.reason == contact.skill as usize);
        let skill = skill.expect("a team is asked for its own skills alone");
        let (ability, _) = roster.ability(seat, &centre.teams[team], skill, now, &self.stream);
        observer.agents_changed(now, team, roster.available(), roster.handling());
        let reason = &centre.reasons[contact.skill as usize];
        let mut luck = self.stream.luck(Purpose::Service, contact.request.issue, contact.luck_attempt());
        let mut seconds = reason.talk.sample(&mut luck);
        if let Some(wrap_up) = &reason.wrap_up {
            seconds += wrap_up.sample(&mut luck);
        }
        let handling = Duration::from_seconds(seconds * ability.handling_time);
        self.ledger.handled += u128::from(handling.as_micros());
        contact.first_team = contact.first_team.or(Some(team as u32));
        contact.team = team as u32;
        contact.seat = seat;
        contact.ability = ability;
        contact.handling += handling;
        self.events.schedule(now + handling, Rank::ServiceEnd, slot);
    }

    fn end_service(
        &mut self,
        event: Event,
        centre: &Centre,
        demand: &mut impl Demand,
        observer: &mut impl Observer,
    ) {
        let Some(contact) = self.open.get(event.slot) else {
            return;
        };
        let (team, seat) = (contact.team as usize, contact.seat);
        let now = event.at;
        self.ledger.events += 1;
        self.rosters[team].release(seat, now);
        self.conclude(event.slot, now, centre, demand, observer);
        // The agent may have left the shift, or may have been given the contact that was just transferred.
        if self.rosters[team].idle() > 0 {
            self.serve_queues(team, now, centre, observer);
        }
        let roster = &self.rosters[team];
        observer.agents_changed(now, team, roster.available(), roster.handling());
    }

    /// Decides what the end of a service means: a transfer, or the end of the contact.
    #[inline]
    fn conclude(
        &mut self,
        slot: u32,
        now: Instant,
        centre: &Centre,
        demand: &mut impl Demand,
        observer: &mut impl Observer,
    ) {
        let Some(contact) = self.open.get_mut(slot) else {
            return;
        };
        let reason = &centre.reasons[contact.skill as usize];
        let mut resolved = true;
        if reason.resolution < 1.0 || reason.transfer.is_some() {
            let mut luck = self.stream.luck(Purpose::Outcome, contact.request.issue, contact.luck_attempt());
            resolved = luck.happens(resolution_chance(reason.resolution, contact.ability.competence));
            if let Some(transfer) = &reason.transfer
                && !contact.transferred
                && luck.happens(transfer.probability)
            {
                contact.transferred = true;
                contact.skill = transfer.to[0].0 as u32;
                self.seek_agent(slot, now, centre, observer);
                return;
            }
        }
        self.close(slot, now, Outcome::Answered, resolved, demand, observer);
    }

    fn abandon(&mut self, event: Event, demand: &mut impl Demand, observer: &mut impl Observer) {
        let Some(contact) = self.open.get(event.slot) else {
            return;
        };
        if contact.gives_up_as != event.sequence {
            return;
        }
        self.ledger.events += 1;
        // Who gives up after a transfer has reached an agent all the same, and goes away without a solution.
        let outcome = if contact.transferred { Outcome::Answered } else { Outcome::Abandoned };
        self.leave_queue(event.slot, event.at, observer);
        self.close(event.slot, event.at, outcome, false, demand, observer);
    }

    fn close(
        &mut self,
        slot: u32,
        now: Instant,
        outcome: Outcome,
        resolved: bool,
        demand: &mut impl Demand,
        observer: &mut impl Observer,
    ) {
        let Some(contact) = self.open.take(slot) else {
            return;
        };
        match outcome {
            Outcome::Answered => self.ledger.answered += 1,
            Outcome::Abandoned => self.ledger.abandoned += 1,
            Outcome::Blocked => self.ledger.blocked += 1,
            Outcome::Contained => self.ledger.contained += 1,
            Outcome::Callback => self.ledger.callbacks += 1,
            Outcome::CarriedOver => self.ledger.carried_over += 1,
        }
        let record = contact.record(now, outcome, resolved);
        let follow_up = demand.closed(&record);
        observer.closed(&record, follow_up.as_ref());
        if let Some(request) = follow_up
            && !self.closing
            && request.at < self.calendar.end()
        {
            let at = request.at;
            let place = self.follow_ups.put(request);
            self.events.schedule(at, Rank::FollowUp, place);
        }
    }

    /// Gives waiting contacts to the free agents of `team` while there are both.
    fn serve_queues(&mut self, team: usize, now: Instant, centre: &Centre, observer: &mut impl Observer) {
        while self.rosters[team].idle() > 0 {
            let Some(place) = self.next_waiting(team, centre) else {
                return;
            };
            let Some(seat) = self.take_agent(team, now, centre) else {
                return;
            };
            self.leave_queue(place.slot, now, observer);
            self.start_service(place.slot, team, seat, now, centre, observer);
        }
    }

    /// Takes the contact a free agent of `team` serves next out of its line.
    #[inline]
    fn next_waiting(&mut self, team: usize, centre: &Centre) -> Option<Place> {
        let mut best: Option<(Head, Place)> = None;
        for skill in &centre.teams[team].skills {
            let reason = skill.reason;
            let open = &self.open;
            let waits = |place: &Place| {
                open.get(place.slot).is_some_and(|contact| contact.waits_as == place.waits_as)
            };
            let Some(place) = self.queues[reason].front(waits) else {
                continue;
            };
            let head = Head { reason, priority: centre.reasons[reason].priority.base, since: place.since };
            if best.as_ref().is_none_or(|(first, _)| centre.routing.contact.prefers(&head, first)) {
                best = Some((head, place));
            }
        }
        let (head, place) = best?;
        self.queues[head.reason].drop_front();
        Some(place)
    }

    /// Sets who is on duty at `now`, and lets the newcomers serve the queues.
    fn staff(&mut self, now: Instant, centre: &Centre, observer: &mut impl Observer) {
        for (index, team) in centre.teams.iter().enumerate() {
            let hired = self.rosters[index].staff(team, now, &self.stream);
            (0..hired).for_each(|_| observer.hired(now, index));
        }
        self.serve_all(now, centre, observer);
    }

    fn take_agent(&mut self, team: usize, now: Instant, centre: &Centre) -> Option<SeatIndex> {
        self.rosters[team].take(centre.routing.agent, now, 0)
    }

    fn serve_all(&mut self, now: Instant, centre: &Centre, observer: &mut impl Observer) {
        for team in 0..centre.teams.len() {
            self.serve_queues(team, now, centre, observer);
            let roster = &self.rosters[team];
            observer.agents_changed(now, team, roster.available(), roster.handling());
        }
    }

    /// Schedules the next quarter of an hour at which any team's staffing or crew changes, if there is one.
    fn schedule_staffing(&mut self, now: Instant, centre: &Centre) {
        let next = (0..centre.teams.len())
            .filter_map(|team| self.rosters[team].next_change(&centre.teams[team], now))
            .min();
        if let Some(at) = next {
            self.events.schedule(at, Rank::Staffing, 0);
        }
    }
}

/// Teams with the skill, those that name it earliest first; of equals, the one that stands first in the scenario.
fn teams_serving(centre: &Centre, reason: usize) -> Vec<usize> {
    let mut serving: Vec<(usize, usize)> = centre
        .teams
        .iter()
        .enumerate()
        .filter_map(|(team, of)| {
            of.skills.iter().position(|skill| skill.reason == reason).map(|preference| (preference, team))
        })
        .collect();
    serving.sort_unstable();
    serving.into_iter().map(|(_, team)| team).collect()
}

/// Probability that an agent of this competence resolves a contact: the standard agent's odds times exp(competence).
#[inline]
fn resolution_chance(standard: f64, competence: f64) -> f64 {
    if standard >= 1.0 || competence == 0.0 {
        return standard;
    }
    let odds = standard / (1.0 - standard) * math::exp(competence);
    odds / (1.0 + odds)
}
