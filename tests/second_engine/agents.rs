//! The second engine, continued: who is on duty.

use goodwill::operation::routing::AgentRule;
use goodwill::operation::*;
use goodwill::time::{Calendar, Duration, Instant};

use crate::engine::{NOBODY, Plain};
use crate::luck::{self, Person};

#[derive(Clone, Copy, PartialEq)]
pub enum Duty {
    Off,
    Here,
    Break(Instant),
}

/// A contact in an agent's hands: bound to it, or handling it.
pub struct Task {
    pub id: usize,
    pub leg: u8,
    pub handling: bool,
    /// When it came to be handled, in the order of all that happens.
    pub begun: u64,
    pub chat: bool,
    /// Whether a chat talks still, and the seconds that are left of it at speed 1.
    pub talking: bool,
    pub left: f64,
}

pub struct Agent {
    pub team: usize,
    pub number: u32,
    /// Crew or shift, and the place in it.
    pub unit: usize,
    pub place: u32,
    pub duty: Duty,
    pub leaving: bool,
    /// Stays after the end of an open-ended shift, as long as there is work.
    pub overtime: bool,
    pub break_due: Duration,
    pub tasks: Vec<Task>,
    pub desk_since: Instant,
    /// Since when the agent has handled nothing; and the place in the order of becoming free, or of coming to so many chats.
    pub idle_since: Instant,
    pub order: u64,
    /// When today's duty began, breaks apart, and the time spent handling since.
    pub duty_from: Instant,
    pub busy: u64,
    /// When the present period of handling or not began, and what was busy then.
    pub period: (Instant, u64),
    pub person: Person,
    /// Nobody is there, as was found when the shift began or at midnight.
    pub vacant: bool,
}

impl Agent {
    fn new(team: usize, number: u32, unit: usize, place: u32, person: Person) -> Self {
        Agent {
            team,
            number,
            unit,
            place,
            duty: Duty::Off,
            leaving: false,
            overtime: false,
            break_due: Duration::ZERO,
            tasks: Vec::new(),
            desk_since: Instant::ZERO,
            idle_since: Instant::ZERO,
            order: 0,
            duty_from: Instant::ZERO,
            busy: 0,
            period: (Instant::ZERO, 0),
            person,
            vacant: false,
        }
    }

    pub fn is_here(&self) -> bool {
        self.duty == Duty::Here
    }

    pub fn is_on_break(&self) -> bool {
        matches!(self.duty, Duty::Break(_))
    }

    /// Whether the agent would take one more chat.
    pub fn takes_more(&self) -> bool {
        !self.leaving && self.break_due == Duration::ZERO
    }

    pub fn is_idle(&self) -> bool {
        self.duty == Duty::Here && self.tasks.is_empty()
    }

    pub fn is_handling(&self) -> bool {
        self.tasks.iter().any(|task| task.handling)
    }
}

/// How long the shift has been going on at `now`, if it is.
fn going_on(shift: &Shift, calendar: &Calendar, now: Instant) -> Option<Duration> {
    let (day, time) = calendar.day_and_time(now);
    let since = |days: usize| {
        (Duration::DAY.as_micros() * days as u64 + time.as_micros()).checked_sub(shift.start.as_micros())
    };
    let is_on = |days: &usize| since(*days).is_some_and(|since| since < shift.length.as_micros());
    let days = (0..3).filter(|days| shift.days[(day + 7 - days) % 7]).find(is_on)?;
    since(days).map(Duration::micros)
}

/// Duties change at whole half minutes only; ends of late breaks apart.
const HALF_MINUTE: Duration = Duration::seconds(30);

impl<'a> Plain<'a> {
    /// All seats, and every instant at which a duty or an opening may change.
    pub fn timetable(&mut self) {
        for (team, of) in self.centre.teams.iter().enumerate() {
            let most = |crew| {
                (0..QUARTERS_PER_WEEK).filter(|at| of.crew_at(*at) == crew).map(|at| of.agents_at(at)).max()
            };
            let seats: Vec<u32> = match &of.staffing {
                Staffing::Shifts(shifts) => shifts.iter().map(|shift| shift.agents).collect(),
                Staffing::Intervals { crews, .. } => {
                    (0..*crews).map(|crew| most(crew).unwrap_or(0)).collect()
                }
            };
            let places =
                seats.iter().enumerate().flat_map(|(unit, most)| (0..*most).map(move |place| (unit, place)));
            for (number, (unit, place)) in places.enumerate() {
                let person = luck::person(&self.stream, of, (team, unit, place), 0, None);
                self.agents.push(Agent::new(team, number as u32, unit, place, person));
            }
        }
        let mut at = Instant::ZERO;
        while at < self.calendar.end() {
            self.schedule(at, 2, NOBODY, |centre| centre.staff());
            at = at + HALF_MINUTE;
        }
    }

    fn staff(&mut self) {
        let is_new_day = self.calendar.day_number(self.now) != self.calendar.day_number(self.staffed_at);
        self.staffed_at = self.now;
        let quarter = self.calendar.quarter_of_week(self.now);
        for (skill, reason) in self.centre.reasons.iter().enumerate() {
            self.open[skill] = reason.opening.as_ref().is_none_or(|opening| opening.quarters[quarter]);
        }
        for (team, of) in self.centre.teams.iter().enumerate() {
            match &of.staffing {
                Staffing::Shifts(shifts) => self.shift_work(team, shifts),
                Staffing::Intervals { .. } => {
                    if is_new_day || self.now == Instant::ZERO {
                        self.of(team).into_iter().for_each(|agent| self.renew(agent));
                    }
                    self.count_heads(team);
                }
            }
        }
        // Who waits for a reason that clears its queue leaves, and everybody does before an agent goes on because of it.
        let cleared = (0..self.centre.reasons.len()).filter(|skill| self.is_shut(*skill, Closing::Clear));
        let cut_off: Vec<usize> = cleared.flat_map(|skill| self.in_line(skill)).collect();
        cut_off.iter().for_each(|id| self.leave_queue(*id));
        for id in cut_off {
            self.book_wait(id);
            self.close(id, Outcome::Blocked, LegEnd::Blocked);
        }
        (0..self.centre.teams.len()).for_each(|team| self.serve(team));
    }

    pub fn of(&self, team: usize) -> Vec<usize> {
        (0..self.agents.len()).filter(|agent| self.agents[*agent].team == team).collect()
    }

    /// Whether the plan of agents per interval wants this seat now, and how many it wants.
    fn is_planned(&self, agent: usize) -> bool {
        let (agent, quarter) = (&self.agents[agent], self.calendar.quarter_of_week(self.staffed_at));
        let of = &self.centre.teams[agent.team];
        let name = (agent.team, agent.unit, agent.place);
        let absent = luck::is_absent(&self.stream, of, name, self.calendar.day_number(self.staffed_at));
        let has_place = agent.unit == of.crew_at(quarter) && agent.place < of.agents_at(quarter);
        has_place && !absent && !agent.vacant
    }

    /// Who has left is replaced after a time, by somebody who may have left meanwhile as well. What was before time 0 is not told.
    fn renew(&mut self, agent: usize) {
        let (now, of) = (self.now.as_micros() as i64, &self.agents[agent]);
        let (team, name) = (&self.centre.teams[of.team], (of.team, of.unit, of.place));
        let mut person = of.person;
        self.agents[agent].vacant = false;
        while now >= person.leaves_at {
            let comes_at = person.leaves_at + team.hiring.replaced_after.as_micros() as i64;
            self.agents[agent].vacant = comes_at > now;
            if self.agents[agent].vacant {
                break;
            }
            person = luck::person(&self.stream, team, name, person.generation + 1, Some(comes_at));
            if self.now > Instant::ZERO {
                self.facts.hired(self.now, name.0);
            }
        }
        self.agents[agent].person = person;
    }

    /// Planned places that nobody holds, when duties were last looked up; those of a shift without its unpaid breaks.
    pub fn vacancies(&self, team: usize) -> usize {
        let (of, quarter) = (&self.centre.teams[team], self.calendar.quarter_of_week(self.staffed_at));
        let counts = |agent: &&Agent| match &of.staffing {
            Staffing::Intervals { .. } => {
                agent.unit == of.crew_at(quarter) && agent.place < of.agents_at(quarter)
            }
            Staffing::Shifts(shifts) => {
                let shift = &shifts[agent.unit];
                let into = going_on(shift, &self.calendar, self.staffed_at);
                let is_off = |into: Duration, pause: &Break| {
                    !pause.paid && (pause.after..pause.after + pause.length).contains(&into)
                };
                into.is_some_and(|into| !shift.breaks.iter().any(|pause| is_off(into, pause)))
            }
        };
        self.agents.iter().filter(|agent| agent.team == team && agent.vacant).filter(counts).count()
    }

    /// At midnight, before anything that happens then, today's shares of time begin anew for agents per interval.
    pub fn begin_day(&mut self) {
        for agent in &mut self.agents {
            if matches!(self.centre.teams[agent.team].staffing, Staffing::Intervals { .. }) {
                (agent.duty_from, agent.busy, agent.period.1) = (self.now, 0, 0);
            }
        }
    }

    /// So many agents per interval: heads are counted, those who may stay stay, and the idle go first.
    fn count_heads(&mut self, team: usize) {
        for agent in self.of(team) {
            if self.agents[agent].is_here() && !self.is_planned(agent) {
                self.end_shift(agent);
            } else if self.agents[agent].leaving && self.is_planned(agent) {
                self.agents[agent].leaving = false;
                self.change_place(agent);
            }
        }
        for agent in self.of(team).into_iter().rev() {
            if self.agents[agent].is_idle() && self.excess(team) > 0 {
                self.agents[agent].duty = Duty::Off;
            }
        }
        self.refill(team);
    }

    /// How many agents more are here than planned.
    fn excess(&self, team: usize) -> i64 {
        let here = self.of(team).iter().filter(|agent| self.agents[**agent].duty == Duty::Here).count();
        let planned = self.of(team).iter().filter(|agent| self.is_planned(**agent)).count();
        here as i64 - planned as i64
    }

    /// Agents who are here beyond the plan.
    pub fn beyond_plan(&self, team: usize) -> usize {
        if let Staffing::Intervals { .. } = self.centre.teams[team].staffing {
            return self.excess(team).max(0) as usize;
        }
        let is_late = |agent: &&Agent| agent.is_here() && (agent.leaving || agent.overtime);
        self.agents.iter().filter(|agent| agent.team == team).filter(is_late).count()
    }

    fn refill(&mut self, team: usize) {
        for agent in self.of(team) {
            if self.agents[agent].duty == Duty::Off && self.is_planned(agent) && self.excess(team) < 0 {
                self.come(agent);
            }
        }
    }

    /// Who is on a break comes back, for good; what is left of it is time on duty.
    pub fn end_breaks(&mut self) {
        for agent in 0..self.agents.len() {
            self.forget_break(agent);
            if let Duty::Break(until) = self.agents[agent].duty {
                let began = self.agents[agent].duty_from.as_micros();
                let left = until.since(self.now).as_micros();
                self.agents[agent].duty_from = Instant::micros(began.saturating_sub(left));
                self.be_free(agent);
            }
        }
    }

    fn come(&mut self, agent: usize) {
        (self.agents[agent].leaving, self.agents[agent].overtime) = (false, false);
        (self.agents[agent].duty_from, self.agents[agent].busy) = (self.now, 0);
        self.be_free(agent);
    }

    fn be_free(&mut self, agent: usize) {
        self.sequence += 1;
        let agent = &mut self.agents[agent];
        (agent.duty, agent.idle_since, agent.order) = (Duty::Here, self.now, self.sequence);
        agent.period = (self.now, agent.busy);
    }

    /// The agent begins to handle a contact that is bound to it.
    pub fn handle(&mut self, agent: usize, id: usize, leg: u8, left: f64) {
        self.sequence += 1;
        let (agent, begun) = (&mut self.agents[agent], self.sequence);
        if !agent.is_handling() {
            agent.period = (self.now, agent.busy);
        }
        for task in agent.tasks.iter_mut().filter(|task| (task.id, task.leg) == (id, leg)) {
            (task.handling, task.begun, task.left) = (true, begun, left);
        }
    }

    /// The agent has another number of chats than before.
    pub fn change_place(&mut self, agent: usize) {
        self.sequence += 1;
        self.agents[agent].order = self.sequence;
    }

    /// No break is to be taken any more. Who would take one more chat again stands behind all who have as many.
    fn forget_break(&mut self, agent: usize) {
        if std::mem::take(&mut self.agents[agent].break_due) > Duration::ZERO {
            self.change_place(agent);
        }
    }

    fn pause(&mut self, agent: usize, length: Duration) {
        self.pause_until(agent, length, self.now + length);
    }

    /// A break that lasts, or lasts longer, by `length`, which is no time on duty.
    fn pause_until(&mut self, agent: usize, length: Duration, until: Instant) {
        self.agents[agent].duty = Duty::Break(until);
        self.agents[agent].break_due = Duration::ZERO;
        self.agents[agent].duty_from = self.agents[agent].duty_from + length;
        self.schedule(until, 2, NOBODY, |centre| centre.come_back());
    }

    /// Breaks end.
    fn come_back(&mut self) {
        for agent in 0..self.agents.len() {
            if let Duty::Break(until) = self.agents[agent].duty
                && until <= self.now
            {
                self.be_free(agent);
            }
        }
        (0..self.centre.teams.len()).for_each(|team| self.serve(team));
    }

    fn shift_work(&mut self, team: usize, shifts: &'a [Shift]) {
        let agents = self.of(team);
        let now = |agent: usize, centre: &Self| {
            going_on(&shifts[centre.agents[agent].unit], &centre.calendar, centre.now)
        };
        for &agent in &agents {
            if self.agents[agent].duty != Duty::Off && now(agent, self).is_none() {
                self.end_shift(agent);
            }
        }
        for &agent in &agents {
            if let Duty::Break(until) = self.agents[agent].duty
                && until <= self.now
            {
                self.be_free(agent);
            }
        }
        for &agent in &agents {
            let Some(into) = now(agent, self) else { continue };
            for pause in shifts[self.agents[agent].unit].breaks.iter().filter(|pause| pause.after == into) {
                match self.agents[agent].duty {
                    Duty::Break(until) => self.pause_until(agent, pause.length, until + pause.length),
                    Duty::Here if self.agents[agent].tasks.is_empty() => self.pause(agent, pause.length),
                    Duty::Here => self.agents[agent].break_due += pause.length,
                    Duty::Off => {}
                }
            }
        }
        for &agent in &agents {
            let Some(into) = now(agent, self) else { continue };
            if into == Duration::ZERO || self.now == Instant::ZERO {
                self.begin_shift(agent, into, &shifts[self.agents[agent].unit]);
            }
        }
    }

    fn begin_shift(&mut self, agent: usize, into: Duration, shift: &Shift) {
        let began = self.now.as_micros() + self.calendar.start.as_micros() - into.as_micros();
        let day = began / Duration::DAY.as_micros();
        let name = (self.agents[agent].team, self.agents[agent].unit, self.agents[agent].place);
        if self.agents[agent].duty == Duty::Off {
            self.renew(agent);
        }
        if self.agents[agent].vacant || luck::is_absent(&self.stream, &self.centre.teams[name.0], name, day) {
            return;
        }
        if std::mem::take(&mut self.agents[agent].leaving) {
            self.change_place(agent);
        }
        self.agents[agent].overtime = false;
        if self.agents[agent].duty == Duty::Off {
            self.come(agent);
            let during = |pause: &&Break| pause.after < into && into < pause.after + pause.length;
            if let Some(pause) = shift.breaks.iter().find(during) {
                self.pause(
                    agent,
                    Duration::micros((pause.after + pause.length).as_micros() - into.as_micros()),
                );
            }
        }
    }

    fn end_shift(&mut self, agent: usize) {
        let team = &self.centre.teams[self.agents[agent].team];
        self.forget_break(agent);
        if let Staffing::Shifts(shifts) = &team.staffing
            && shifts[self.agents[agent].unit].open_end
            && self.agents[agent].is_here()
        {
            self.agents[agent].overtime = !self.agents[agent].leaving;
            return;
        }
        self.agents[agent].leaving = true;
        if self.agents[agent].tasks.is_empty() {
            self.agents[agent].duty = Duty::Off;
        } else if self.centre.teams[self.agents[agent].team].end_of_shift != EndOfShift::Finish {
            self.cut_off(agent);
        }
    }

    /// Whether the team may be given a contact that is of this reason now, perhaps after it has been handed over so many times.
    /// Work without end keeps nobody.
    fn may_come_to(&self, team: usize, reason: usize, handed_over: usize) -> bool {
        let of = &self.centre.reasons[reason];
        let allowed = |law: &&Transfer| law.probability > 0.0 && law.most > 0;
        let targets = of.transfer.iter().filter(allowed).flat_map(|law| &law.to);
        let later = |handed_over| targets.map(|to| to.0).any(|to| self.may_come_to(team, to, handed_over));
        let is_ours = self.centre.teams[team].skills.iter().any(|level| level.reason == reason);
        !of.endless && (is_ours || handed_over.checked_sub(1).is_some_and(later))
    }

    /// Who stays after an open-ended shift goes when nothing is left that the team may be given: no open contact, and, once nobody
    /// new comes, nobody who will try again.
    pub fn end_overtime(&mut self) {
        for agent in 0..self.agents.len() {
            let reasons = self.centre.reasons.len();
            let is_ours = |reason: u32| self.may_come_to(self.agents[agent].team, reason as usize, reasons);
            let work = self.contacts.iter().any(|contact| contact.is_open && is_ours(contact.record.skill));
            let new = self.events.iter().any(|event| event.1 == 4);
            let again = self.follow_ups.iter().any(|next| is_ours(next.reason));
            if !self.agents[agent].overtime || work || !new && again && !self.serving_out {
                continue;
            }
            (self.agents[agent].overtime, self.agents[agent].leaving) = (false, true);
            if self.agents[agent].is_idle() {
                self.agents[agent].duty = Duty::Off;
            }
        }
    }

    /// An agent with nothing in hand any more stays, takes the break that is due, or goes.
    pub fn stay_or_go(&mut self, agent: usize) {
        let team = self.agents[agent].team;
        if !self.agents[agent].tasks.is_empty() {
            return self.change_place(agent);
        }
        let heads = matches!(self.centre.teams[team].staffing, Staffing::Intervals { .. });
        let goes =
            if heads { !self.is_planned(agent) || self.excess(team) > 0 } else { self.agents[agent].leaving };
        if goes {
            self.agents[agent].duty = Duty::Off;
            if heads {
                self.refill(team);
            }
        } else if self.agents[agent].break_due > Duration::ZERO {
            self.pause(agent, self.agents[agent].break_due);
        } else {
            self.be_free(agent);
        }
    }

    /// What the agent rule compares: the least is taken.
    pub fn merit(&self, agent: usize) -> f64 {
        let agent = &self.agents[agent];
        let share = |busy: u64, until: Instant, without| match until.since(agent.duty_from) {
            Duration::ZERO => without,
            whole => busy as f64 / whole.as_micros() as f64,
        };
        match self.centre.routing.agent {
            AgentRule::LongestIdle | AgentRule::Random => 0.0,
            AgentRule::LeastOccupied => share(agent.busy, self.now, 0.0),
            AgentRule::LeastOccupiedFinished => share(agent.period.1, agent.period.0, 1.0),
            AgentRule::FastestFree => {
                self.centre.teams[agent.team].handling_time * agent.person.ability.handling_time
            }
        }
    }
}
