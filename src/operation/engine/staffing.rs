//! Who is on duty changes, reasons open and close, and the settings of a new week come into force.

use super::plan::Plan;
use super::{Engine, Flow};
use crate::operation::event_list::Kind;
use crate::operation::seam::{Demand, Observer};
use crate::time::Instant;

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// Opens the centre at time 0.
    pub(super) fn begin(&mut self) {
        self.open_and_close(Instant::ZERO);
        self.staff(Instant::ZERO, false);
    }

    /// The settings of a new week come into force.
    pub(super) fn use_settings(&mut self, now: Instant) {
        self.engine.plan = Plan::of(self.centre);
        self.engine.count_at_hand();
        self.count_trunks();
        self.check_connections(now);
        self.open_and_close(now);
        self.staff(now, true);
    }

    /// Staffing or opening hours change.
    pub(super) fn staffing_changes(&mut self, now: Instant) {
        self.staff(now, false);
    }

    /// Everybody's duty changes; then those who wait for a reason that closes are cut off, among them whose agent has just
    /// handed them back; then the free serve the queues.
    fn staff(&mut self, now: Instant, is_new_plan: bool) {
        for (index, team) in self.centre.teams.iter().enumerate() {
            let roster = &mut self.engine.rosters[index];
            let hired = if is_new_plan {
                roster.change(team, now, &self.engine.stream)
            } else {
                roster.staff(team, now, &self.engine.stream)
            };
            (0..hired).for_each(|_| self.observer.hired(now, index));
            self.end_shifts(index, now);
        }
        self.open_and_close(now);
        self.clear_queues(now);
        for team in 0..self.centre.teams.len() {
            self.serve_queues(team, now);
            self.tell_agents(team, now);
            self.tell_duty(team, now);
        }
        if self.engine.plan.has_open_ends {
            self.send_home_if_done(now);
        }
        self.schedule_staffing(now);
    }

    /// Schedules the next instant at which any agent's duty or a reason's opening may change.
    fn schedule_staffing(&mut self, now: Instant) {
        let engine = &mut *self.engine;
        let rosters = engine.rosters.iter().take(self.centre.teams.len());
        let changes = rosters.filter_map(|roster| roster.next_change(now));
        let next = changes.chain(engine.next_opening(self.centre, now)).min();
        engine.staffing_at = next.unwrap_or(Instant::NEVER);
        engine.staffing_event = engine.events.schedule(engine.staffing_at, Kind::Staffing, 0);
    }

    /// An agent's duty changes at `at`, which was not known before.
    pub(super) fn schedule_staffing_by(&mut self, at: Instant) {
        let engine = &mut *self.engine;
        if at < engine.staffing_at {
            engine.staffing_at = at;
            engine.staffing_event = engine.events.schedule(at, Kind::Staffing, 0);
        }
    }

    /// After the end of the run: who is on duty stays, and serves.
    pub(super) fn serve_out(&mut self, end: Instant) {
        self.engine.staffing_event = 0;
        for team in 0..self.centre.teams.len() {
            self.engine.rosters[team].serve_out(end);
            self.observer.breaks_changed(end, team, self.engine.rosters[team].on_break());
            self.serve_queues(team, end);
            self.tell_agents(team, end);
        }
    }

    /// Agents of open-ended shifts go home once no contact is left in the centre that they may be given, after it has been handed
    /// over too. When nobody new comes any more, those who will try again count as well. Endless work keeps nobody, as it would
    /// keep everybody for ever.
    pub(super) fn send_home_if_done(&mut self, now: Instant) {
        for team in 0..self.centre.teams.len() {
            if self.engine.rosters[team].overtime() > 0 && !self.has_work(team) {
                self.engine.rosters[team].send_home(now);
                self.tell_agents(team, now);
                self.tell_duty(team, now);
            }
        }
    }

    fn has_work(&self, team: usize) -> bool {
        let Engine { plan, at_hand, arrives_at, .. } = &*self.engine;
        let counts_coming = *arrives_at == Instant::NEVER;
        let mut reasons = plan.teams[team].keeps_late.iter();
        reasons.any(|reason| at_hand.open[*reason] > 0 || counts_coming && at_hand.coming[*reason] > 0)
    }
}
