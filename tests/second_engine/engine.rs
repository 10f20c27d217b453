//! A second engine, as plain as possible: a sorted list of events; agents and contacts are found by going through all of
//! them. Written from the description of the model, not from the engine. Slow, and meant to be read. It goes on in
//! `service.rs` (agents and contacts meet, talk and part), `agents.rs` (who is on duty) and `rare.rs` (callbacks, chats,
//! agents who leave on time).

use goodwill::operation::routing::ContactRule;
use goodwill::operation::*;
use goodwill::random::{Purpose, Stream};
use goodwill::time::{Calendar, Duration, Instant};

use crate::agents::Agent;
use crate::demand::Replay;
use crate::facts::Facts;
use crate::luck::Draws;

/// When, rank (0 end of service, 1 patience, 2 staffing, 3 follow-up, 4 arrival), sequence, whose, what.
type Event<'a> = (Instant, u8, u64, usize, Box<dyn FnOnce(&mut Plain<'a>) + 'a>);
/// Stands for "of no contact in particular".
pub const NOBODY: usize = usize::MAX;
/// The work of agent n belongs to this + n.
pub const DESK: usize = 1 << 40;

/// What is left of a talk: time, or seconds of a chat at speed 1.
#[derive(Clone, Copy)]
pub enum Rest {
    Talk(Duration),
    Chat(f64),
}

pub struct Contact {
    pub record: ContactRecord,
    pub leg: Leg,
    pub is_open: bool,
    pub on_line: bool,
    /// When it joined the line it is in, from when its wait is not booked yet, and when the customer gives up: at one instant,
    /// who began to wait first.
    pub since: Instant,
    pub waits_from: Instant,
    pub gives_up_at: Instant,
    pub gives_up_order: Option<u64>,
    /// The agent who is bound to it or talks.
    pub agent: Option<usize>,
    /// Who stays with the customer in a warm transfer, since when, and the wrap-up that follows.
    pub warm: Option<(usize, Instant, Duration)>,
    pub talk_from: Instant,
    pub talk_until: Instant,
    pub wrap_up: Duration,
    pub chance: f64,
    pub forced: bool,
    /// What an agent whose shift has ended left to another.
    pub rest: Option<Rest>,
    pub talk_factor: f64,
    /// Whether an agent has just begun it, a piece of endless work, which needs no connection.
    pub begun_by_agent: bool,
    /// Attempts to call back so far, once that is promised.
    pub calls: Option<u32>,
}

/// The centre during a run.
pub struct Plain<'a> {
    pub centre: &'a Centre,
    pub calendar: Calendar,
    pub stream: Stream,
    pub demand: Replay<'a>,
    pub facts: Facts,
    pub ledger: Ledger,
    pub now: Instant,
    pub sequence: u64,
    pub events: Vec<Event<'a>>,
    pub contacts: Vec<Contact>,
    pub queues: Vec<Vec<usize>>,
    pub due: Vec<Vec<usize>>,
    pub open: Vec<bool>,
    pub endless: Vec<u64>,
    pub agents: Vec<Agent>,
    pub serving_out: bool,
    /// Every follow-up that was to come, for those who wait for it.
    pub follow_ups: Vec<Request>,
    /// When duties were last looked up.
    pub staffed_at: Instant,
}

impl Contact {
    pub fn new(request: Request) -> Self {
        let record = ContactRecord {
            request,
            closed_at: request.at,
            outcome: Outcome::CarriedOver,
            skill: request.reason,
            wait: Duration::ZERO,
            transfer_wait: Duration::ZERO,
            talk: Duration::ZERO,
            handling: Duration::ZERO,
            team: None,
            last_agent: None,
            resolved: false,
            transfers: 0,
            left_after_transfer: false,
            called_back: None,
            callback_delay: Duration::ZERO,
            context_lost: false,
            competence: 0.0,
            manner: 0.0,
        };
        Contact {
            record,
            leg: leg_of(&record, request.at),
            is_open: true,
            on_line: false,
            since: request.at,
            waits_from: request.at,
            gives_up_at: Instant::NEVER,
            gives_up_order: None,
            agent: None,
            warm: None,
            talk_from: request.at,
            talk_until: request.at,
            wrap_up: Duration::ZERO,
            chance: 0.0,
            forced: false,
            rest: None,
            talk_factor: 1.0,
            begun_by_agent: false,
            calls: None,
        }
    }
}

/// The present leg of a contact, which begins now.
pub fn leg_of(record: &ContactRecord, began_at: Instant) -> Leg {
    Leg {
        request: record.request,
        number: record.transfers,
        skill: record.skill,
        began_at,
        wait: Duration::ZERO,
        talk: Duration::ZERO,
        end: LegEnd::Other,
        agent: None,
    }
}

impl<'a> Plain<'a> {
    pub fn new(centre: &'a Centre, calendar: Calendar, stream: Stream, demand: Replay<'a>) -> Self {
        let reasons = centre.reasons.len();
        Plain {
            centre,
            calendar,
            stream,
            demand,
            facts: Facts::default(),
            ledger: Ledger::default(),
            now: Instant::ZERO,
            sequence: 0,
            events: Vec::new(),
            contacts: Vec::new(),
            queues: vec![Vec::new(); reasons],
            due: vec![Vec::new(); reasons],
            open: vec![false; reasons],
            endless: vec![0; reasons],
            agents: Vec::new(),
            serving_out: false,
            follow_ups: Vec::new(),
            staffed_at: Instant::ZERO,
        }
    }

    pub fn schedule(&mut self, at: Instant, rank: u8, whose: usize, act: impl FnOnce(&mut Plain<'a>) + 'a) {
        self.sequence += 1;
        self.schedule_as(self.sequence, at, rank, whose, act);
    }

    fn schedule_as(
        &mut self,
        order: u64,
        at: Instant,
        rank: u8,
        whose: usize,
        act: impl FnOnce(&mut Plain<'a>) + 'a,
    ) {
        self.events.push((at, rank, order, whose, Box::new(act)));
        self.events.sort_by_key(|event| (event.0, event.1, event.2));
    }

    pub fn forget(&mut self, whose: usize) {
        self.events.retain(|event| event.3 != whose);
    }

    pub fn run(&mut self) {
        self.timetable();
        self.next_primary();
        loop {
            let over = self.events.first().is_none_or(|event| event.0 >= self.calendar.end());
            if over && !self.serving_out {
                self.serve_out();
            } else if !self.events.is_empty() {
                let (at, _, _, _, act) = self.events.remove(0);
                self.pass(at);
                act(self);
            } else if let Some(id) = self.left_over() {
                self.book_wait(id);
                self.leave_queue(id);
                self.close(id, Outcome::CarriedOver, LegEnd::Other);
            } else {
                break;
            }
            self.end_overtime();
            self.tell();
        }
    }

    /// Lets time pass: the ledger's integrals.
    fn pass(&mut self, until: Instant) {
        let past = self.calendar.day_and_time(self.now).1.as_micros();
        let midnight = self.now + Duration::micros(Duration::DAY.as_micros() - past);
        if midnight < until {
            self.pass(midnight);
        }
        let span = (until - self.now).as_micros();
        self.ledger.queue_time +=
            self.queues.iter().map(|queue| u128::from(span) * queue.len() as u128).sum::<u128>();
        for agent in self.agents.iter_mut().filter(|agent| agent.is_handling()) {
            agent.busy += span;
            let open = agent.tasks.iter().filter(|task| task.handling).count();
            self.ledger.busy_time += u128::from(span) * open as u128;
        }
        if !self.serving_out {
            let time = |count: usize| u128::from(span) * count as u128;
            let resting = self.agents.iter().filter(|agent| agent.is_on_break()).count();
            let here = self.agents.iter().filter(|agent| agent.is_here()).count();
            self.ledger.break_time += time(resting);
            self.ledger.present_time += time(here);
            self.ledger.duty_time += time(here + resting);
        }
        self.now = until;
        if until == midnight {
            self.begin_day();
        }
    }

    /// Tells how long the queues are and what the agents do.
    fn tell(&mut self) {
        for (reason, queue) in self.queues.iter().enumerate() {
            self.facts.queue_changed(self.now, reason, queue.len());
        }
        for team in 0..self.centre.teams.len() {
            let here = self.agents.iter().filter(|agent| agent.team == team && agent.is_here());
            let handling = here.clone().filter(|agent| agent.is_handling()).count();
            self.facts.agents_changed(self.now, team, here.count() - handling, handling);
            self.facts.duty_changed(self.now, team, self.vacancies(team), self.beyond_plan(team));
            let resting = self.agents.iter().filter(|agent| agent.team == team && agent.is_on_break());
            self.facts.breaks_changed(self.now, team, resting.count());
        }
    }

    /// The end has come: nobody new, nothing that follows; who is here serves out what is open.
    fn serve_out(&mut self) {
        self.pass(self.calendar.end());
        self.serving_out = true;
        // Of what has the rank of follow-ups only the callbacks that were promised are open contacts.
        self.events.retain(|event| event.1 < 2 || event.1 == 3 && event.3 != NOBODY);
        self.end_breaks();
        (0..self.centre.teams.len()).for_each(|team| self.serve(team));
    }

    /// Who waits for a reason, those with a bonus last.
    pub fn in_line(&self, skill: usize) -> Vec<usize> {
        let bonus = self.centre.reasons[skill].priority.transfer_bonus != 0.0
            && self.centre.routing.contact == ContactRule::Score;
        let mut line = self.queues[skill].clone();
        line.sort_by_key(|id| bonus && self.contacts[*id].leg.number > 0);
        line
    }

    /// A contact that nobody can serve any more: agents in warm transfers are let go first; then queue by queue; then callbacks
    /// that are due; then promises, in the order of acceptance.
    fn left_over(&self) -> Option<usize> {
        let waiting: Vec<usize> = (0..self.queues.len()).flat_map(|skill| self.in_line(skill)).collect();
        let warm = waiting.iter().find(|id| self.contacts[**id].warm.is_some());
        let accepted = |id: &usize| {
            let contact = &self.contacts[*id];
            (contact.leg.began_at, contact.record.request.issue, contact.record.request.attempt)
        };
        let promised = (0..self.contacts.len()).filter(|id| self.contacts[*id].is_open).min_by_key(accepted);
        warm.or(waiting.first()).or(self.due.iter().flatten().next()).copied().or(promised)
    }

    fn next_primary(&mut self) {
        let Some(mut next) = self.demand.next_primary() else { return };
        self.schedule(next.at, 4, NOBODY, move |centre| {
            centre.next_primary();
            if centre.demand.accepts(&mut next) {
                centre.offer(next);
            }
        });
    }

    pub fn offer(&mut self, request: Request) {
        let (id, skill) = (self.contacts.len(), request.reason as usize);
        self.facts.offered(&request);
        self.ledger.offered += 1;
        let lines = self.contacts.iter().filter(|contact| contact.on_line).count();
        self.contacts.push(Contact::new(request));
        let reason = &self.centre.reasons[skill];
        let voice = reason.channel == Channel::Voice;
        let shut = reason.channel != Channel::Deferred && !self.open[skill];
        if shut || voice && self.centre.door.trunks.is_some_and(|all| lines >= all as usize) {
            return self.close(id, Outcome::Blocked, LegEnd::Blocked);
        }
        self.contacts[id].on_line = voice;
        let Some(service) = &reason.self_service else { return self.seek(id) };
        let draws = self.draws(id);
        let (time, four) = (draws.self_service(&service.time), draws.four(Purpose::SelfService));
        self.schedule(self.now + time, 0, id, move |centre| {
            let [_, contained, falsely, context] = four;
            let contact = &mut centre.contacts[id];
            contact.leg.began_at = centre.now;
            if contained < service.containment {
                contact.record.resolved = falsely >= service.false_containment;
                return centre.close(id, Outcome::Contained, LegEnd::Other);
            }
            contact.record.context_lost = context >= service.context_kept;
            let lost = if contact.record.context_lost { service.talk_if_lost } else { 1.0 };
            contact.talk_factor = service.residual_talk * lost;
            centre.seek(id);
        });
    }

    /// A leg begins: an agent takes it, or it waits, or neither.
    pub fn seek(&mut self, id: usize) {
        let (skill, reason) = self.skill(id);
        let (first, live) = (self.contacts[id].leg.number == 0, reason.channel != Channel::Deferred);
        let on_line = reason.channel == Channel::Voice;
        self.contacts[id].on_line &= reason.channel == Channel::Voice;
        self.contacts[id].waits_from = self.now;
        let on_hold = |(queue, of): (&Vec<usize>, &Reason)| {
            if of.channel == Channel::Deferred { 0 } else { queue.len() }
        };
        let all: usize = self.queues.iter().zip(&self.centre.reasons).map(on_hold).sum();
        if first && live && self.centre.door.queue_limit.is_some_and(|limit| all >= limit as usize) {
            return self.close(id, Outcome::Blocked, LegEnd::Blocked);
        }
        let draws = self.draws(id);
        let law = reason.patience.as_ref().filter(|_| live);
        let mut patience = law.map_or(f64::INFINITY, |law| draws.service(Purpose::Patience, law));
        patience *= f64::from(self.contacts[id].record.request.patience_factor);
        let [balks, balks_when_told, accepts, _] = draws.four(Purpose::Waiting);
        (self.contacts[id].gives_up_at, self.contacts[id].gives_up_order) = (self.after(patience), None);
        if self.is_shut(skill, Closing::Clear) {
            return self.close(id, Outcome::Blocked, LegEnd::Blocked);
        }
        if let Some(agent) = self.find(id, &self.teams(skill)) {
            return self.bind(id, agent);
        }
        let ahead = self.queues[skill].len();
        if first && reason.queue_limit.is_some_and(|limit| ahead >= limit as usize) {
            return self.close(id, Outcome::Blocked, LegEnd::Blocked);
        }
        if live && balks < reason.balking {
            return self.hang_up(id);
        }
        let wait = self.expected_wait(skill);
        if let Some(told) = reason.announcement.as_ref().filter(|_| live) {
            if wait > patience && balks_when_told < told.balking {
                return self.hang_up(id);
            }
            self.contacts[id].gives_up_at = self.after(patience * told.patience_factor);
        }
        match &reason.callback {
            Some(offer)
                if on_line && first && self.is_offered(offer, ahead, wait) && accepts < offer.accept =>
            {
                self.promise(id, offer);
            }
            _ => self.join(id, ahead),
        }
    }

    /// The instant after so many seconds.
    fn after(&self, seconds: f64) -> Instant {
        if seconds.is_finite() { self.now + Duration::from_seconds(seconds) } else { Instant::NEVER }
    }

    /// Joins a queue at a place in it.
    pub fn join(&mut self, id: usize, place: usize) {
        let (skill, reason) = self.skill(id);
        self.queues[skill].insert(place, id);
        // Who was handed over at the end of a shift keeps the seniority of the leg.
        let since = self.contacts[id].leg.began_at;
        self.contacts[id].since = since;
        self.wait_until_gives_up(id);
        let limited = reason.channel != Channel::Deferred && self.contacts[id].rest.is_none();
        if let Some(after) = reason.message_after.filter(|_| limited) {
            self.schedule((since + after).max(self.now), 1, id, move |centre| {
                centre.leave_queue(id);
                centre.book_wait(id);
                centre.contacts[id].record.resolved = true;
                let answered = centre.contacts[id].leg.number > 0;
                centre.close(
                    id,
                    if answered { Outcome::Answered } else { Outcome::Contained },
                    LegEnd::Other,
                );
            });
        }
        if let Some(overflow) = &reason.overflow {
            self.schedule((since + overflow.after).max(self.now), 1, id, move |centre| {
                if let Some(agent) = centre.find(id, &overflow.teams) {
                    centre.leave_queue(id);
                    centre.bind(id, agent);
                }
            });
        }
    }

    pub fn wait_until_gives_up(&mut self, id: usize) {
        let gives_up_at = self.contacts[id].gives_up_at;
        if gives_up_at < Instant::NEVER {
            self.sequence += 1;
            let order = *self.contacts[id].gives_up_order.get_or_insert(self.sequence);
            self.schedule_as(order, gives_up_at, 1, id, move |centre| centre.give_up(id));
        }
    }

    pub fn leave_queue(&mut self, id: usize) {
        for line in self.queues.iter_mut().chain(&mut self.due) {
            line.retain(|other| *other != id);
        }
        self.forget(id);
    }

    /// The customer gives up, waiting in the queue or for the connection to an agent.
    fn give_up(&mut self, id: usize) {
        self.leave_queue(id);
        self.book_wait(id);
        let (bound, leg) = (self.contacts[id].agent.take(), self.contacts[id].leg.number);
        let freed = bound.filter(|agent| self.let_go(*agent, id, leg));
        self.hang_up(id);
        if let Some(agent) = freed {
            self.serve(self.agents[agent].team);
        }
    }

    fn hang_up(&mut self, id: usize) {
        let answered = self.contacts[id].leg.number > 0;
        self.contacts[id].record.left_after_transfer = answered;
        self.close(id, if answered { Outcome::Answered } else { Outcome::Abandoned }, LegEnd::Abandoned);
    }

    /// Books the wait since it began, or began anew.
    pub fn book_wait(&mut self, id: usize) {
        let contact = &mut self.contacts[id];
        if contact.calls.is_some() && contact.record.called_back.is_none() {
            return;
        }
        let waited = self.now - contact.waits_from;
        contact.leg.wait += waited;
        if contact.calls.is_some() && contact.record.team.is_none() {
            return;
        }
        let total = if contact.record.team.is_none() {
            &mut contact.record.wait
        } else {
            &mut contact.record.transfer_wait
        };
        *total += waited;
    }

    /// The present skill of a contact.
    pub fn skill(&self, id: usize) -> (usize, &'a Reason) {
        let skill = self.contacts[id].record.skill as usize;
        (skill, &self.centre.reasons[skill])
    }

    pub fn draws(&self, id: usize) -> Draws {
        let contact = &self.contacts[id];
        Draws { stream: self.stream, request: contact.record.request, leg: contact.leg.number }
    }

    /// Whether a reason is closed under this policy, which does not clear deferred work.
    pub fn is_shut(&self, skill: usize, policy: Closing) -> bool {
        let reason = &self.centre.reasons[skill];
        let spared = policy == Closing::Clear && reason.channel == Channel::Deferred;
        !self.open[skill]
            && !spared
            && reason.opening.as_ref().is_some_and(|opening| opening.closing == policy)
    }
}
