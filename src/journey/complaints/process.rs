//! What moves a complaint on: contacts, back-office work, promises and silence.

use crate::experience::ContactFacts;
use crate::journey::closed_loop::ClosedLoop;
use crate::journey::complaints::{Case, ComplaintWeek};
use crate::journey::money::hundredths;
use crate::loyalty::Handling;
use crate::operation::{Channel, ContactKind, ContactRecord, Outcome, Request, follow_up};
use crate::random::{Purpose, uniform};
use crate::time::{Duration, Instant};

/// Attempts of back-office work lie above those of contacts, so that each has luck of its own.
const WORK_ATTEMPTS: u32 = 0x8000;

impl<'a> ClosedLoop<'a> {
    /// How complaints are handled, if they are a process.
    #[inline]
    pub(in crate::journey) fn handling(&self) -> Option<&'a Handling> {
        self.in_force.customers.as_ref()?.loyalty.complaint.handling.as_ref()
    }

    /// The cell that counts a segment's complaints now, within the horizon.
    #[inline]
    pub(super) fn complaint_cell(&mut self, segment: u32) -> Option<&mut ComplaintWeek> {
        let cell = self.sums.number_of_cell(segment as usize)?;
        self.complaints.weeks.get_mut(cell)
    }

    /// A customer decides to complain about a failure that moved satisfaction from `before`.
    pub(in crate::journey) fn open_complaint(&mut self, slot: u32, segment: u32, issue: u64, before: f32) {
        let customer = self.customers.get_mut(slot);
        let failed = customer.satisfaction;
        let case = Case {
            issue,
            segment,
            next_attempt: 0,
            asks_as: 0,
            began_at: Instant::NEVER,
            responded_at: Instant::NEVER,
            promised_until: Instant::NEVER,
            before,
            failed,
            rounds: 0,
            in_work: false,
            missed: 0,
            is_second: customer.complaints() > 0,
        };
        customer.complain(self.complaints.cases.put(case));
        self.complaints.open[segment as usize] += 1;
        if let Some(cell) = self.complaint_cell(segment) {
            cell.opened += 1;
            cell.before += f64::from(before);
            cell.failed += f64::from(failed);
            cell.less_satisfied += u64::from(failed < before);
        }
    }

    /// Place of the open complaint that is this issue of this customer, if it still is.
    #[inline]
    fn case_of(&self, request: &Request) -> Option<u32> {
        let place = self.customers.get(request.customer).open_complaint()?;
        (self.complaints.cases[place].issue == request.issue).then_some(place)
    }

    /// A contact about a complaint, or work on one, is closed.
    pub(in crate::journey) fn go_on_with_complaint(
        &mut self,
        record: &ContactRecord,
        handling: &Handling,
    ) -> Option<Request> {
        if record.request.kind == ContactKind::Work {
            return self.work_done(record, handling);
        }
        let request = &record.request;
        let (slot, segment) = (request.customer, request.group);
        if self.customers.get(slot).open_complaint().is_none() && request.attempt == 0 {
            // Somebody complains out of the blue.
            let satisfaction = self.customers.get(slot).satisfaction;
            self.open_complaint(slot, segment, request.issue, satisfaction);
        }
        let Some(place) = self.case_of(request) else {
            // An old matter: whatever it was about is over or part of another complaint.
            self.remember(record, self.facts(record), 0.0, None);
            return None;
        };
        if let Some(cell) = self.complaint_cell(segment) {
            cell.contacts += 1;
        }
        let case = &mut self.complaints.cases[place];
        case.began_at = case.began_at.min(request.at);
        case.next_attempt = case.next_attempt.max(request.attempt + 1);
        let was_heard = matches!(record.outcome, Outcome::Answered | Outcome::Contained)
            || record.called_back == Some(true);
        if was_heard { self.heard(record, place, handling) } else { self.not_heard(record, place, handling) }
    }

    /// Somebody of the firm, or self-service, has dealt with the customer.
    fn heard(&mut self, record: &ContactRecord, place: u32, handling: &Handling) -> Option<Request> {
        self.book_response(record, place, handling);
        if record.resolved {
            let facts = self.facts_of_complaint(record, handling);
            self.end_complaint(record, place, facts, true, handling);
            return None;
        }
        let Some(work) = handling.work else {
            let links = self.blueprint.links;
            let centre = &self.in_force.models.centre;
            let again = follow_up::after(record, centre, &self.stream, links.redial, links.repeat);
            if again.is_none() {
                let facts = self.facts_of_complaint(record, handling);
                self.end_complaint(record, place, facts, false, handling);
            } else {
                self.remember_on_the_way(record, place, handling);
            }
            return again;
        };
        self.remember_on_the_way(record, place, handling);
        self.promise(record, place, handling);
        self.ask_later(place, record, handling);
        let case = &self.complaints.cases[place];
        if case.in_work {
            return None;
        }
        Some(self.work_on(place, work, record))
    }

    /// The customer did not get through.
    fn not_heard(&mut self, record: &ContactRecord, place: u32, handling: &Handling) -> Option<Request> {
        self.remember_on_the_way(record, place, handling);
        let centre = &self.in_force.models.centre;
        let again = follow_up::after(record, centre, &self.stream, self.blueprint.links.redial, false);
        if again.is_none() && record.outcome != Outcome::CarriedOver {
            if self.complaints.cases[place].responded_at < Instant::NEVER {
                self.ask_later(place, record, handling);
            } else {
                self.give_up_complaint(record, place);
            }
        }
        again
    }

    /// A contact in the middle of a complaint: an experience, to which a missed callback adds.
    fn remember_on_the_way(&mut self, record: &ContactRecord, place: u32, handling: &Handling) {
        let missed = std::mem::take(&mut self.complaints.cases[place].missed);
        let lift = -f64::from(missed) * handling.callback.missed;
        let facts = self.facts_of_complaint(record, handling);
        self.remember(record, facts, lift, None);
    }

    /// The contact as its customer met it. Who writes does not wait on the line: an answer at the deadline feels like an
    /// acceptable wait.
    fn facts_of_complaint(&self, record: &ContactRecord, handling: &Handling) -> ContactFacts {
        let facts = self.facts(record);
        let centre = &self.in_force.models.centre;
        if centre.reasons[record.request.reason as usize].channel != Channel::Deferred {
            return facts;
        }
        ContactFacts { wait_s: self.felt_as(record.wait, handling.respond_within), ..facts }
    }

    /// Seconds on the line that feel as long as waiting `time` of the `deadline` for an answer.
    pub(in crate::journey) fn felt_as(&self, time: Duration, deadline: Duration) -> f64 {
        let share = time.as_seconds() / deadline.as_seconds().max(1.0);
        let models = self.in_force.models.experience.as_ref();
        models.map_or(0.0, |experience| experience.waiting.seconds_felt_as(share))
    }

    fn book_response(&mut self, record: &ContactRecord, place: u32, handling: &Handling) {
        let case = &mut self.complaints.cases[place];
        if case.responded_at < Instant::NEVER {
            return;
        }
        case.responded_at = if record.outcome == Outcome::Answered {
            record.request.at + record.wait
        } else {
            record.closed_at
        };
        let (took, segment) = (case.responded_at.since(case.began_at), case.segment);
        if let Some(cell) = self.complaint_cell(segment) {
            cell.responses += 1;
            cell.responses_in_time += u64::from(took <= handling.respond_within);
            cell.response_time += took.as_micros();
        }
    }

    /// The customer may be promised a callback.
    fn promise(&mut self, record: &ContactRecord, place: u32, handling: &Handling) {
        let case = &mut self.complaints.cases[place];
        let words = self.stream.words(Purpose::ComplaintHandling, case.issue, record.request.attempt);
        if uniform(words[2]) < handling.callback.share {
            case.promised_until = record.closed_at + handling.callback.within;
            let segment = case.segment;
            if let Some(cell) = self.complaint_cell(segment) {
                cell.promised += 1;
            }
        }
    }

    /// The customer will think of it again: when a promised callback is due, or after silence, whichever comes first.
    fn ask_later(&mut self, place: u32, record: &ContactRecord, handling: &Handling) {
        let case = &mut self.complaints.cases[place];
        let silence = if handling.silence_lasts() && handling.chases.probability > 0.0 {
            record.closed_at + handling.chases.after
        } else {
            Instant::NEVER
        };
        let at = silence.min(case.promised_until).max(record.closed_at);
        case.asks_as = case.next_attempt;
        case.next_attempt += 1;
        if at < Instant::NEVER {
            self.complaints.further.push(Request {
                at,
                reason: record.request.reason,
                attempt: self.complaints.cases[place].asks_as,
                kind: ContactKind::Chase,
                answered_before: true,
                ..record.request
            });
        }
    }

    /// Whether a customer whose time to ask has come does so. A promised callback that is due and has not come is missed.
    pub(in crate::journey) fn asks(&mut self, request: &Request) -> bool {
        let (Some(place), Some(handling)) = (self.case_of(request), self.handling()) else {
            return false;
        };
        let case = &mut self.complaints.cases[place];
        if case.asks_as != request.attempt {
            return false;
        }
        let words = self.stream.words(Purpose::ComplaintHandling, request.issue, request.attempt);
        if case.promised_until <= request.at {
            case.promised_until = Instant::NEVER;
            case.missed = case.missed.saturating_add(1);
            let segment = case.segment;
            let claims = uniform(words[1]) < handling.callback.claim;
            if let Some(cell) = self.complaint_cell(segment) {
                cell.missed += 1;
                cell.claims += u64::from(claims);
                cell.cost += if claims { hundredths(handling.callback.claim_cost) } else { 0 };
            }
        }
        uniform(words[0]) < handling.chases.probability
    }

    /// A round of work in the back office.
    fn work_on(&mut self, place: u32, reason: usize, record: &ContactRecord) -> Request {
        let case = &mut self.complaints.cases[place];
        case.in_work = true;
        case.rounds += 1;
        let (segment, round) = (case.segment, u32::from(case.rounds));
        if let Some(cell) = self.complaint_cell(segment) {
            cell.rounds += 1;
        }
        Request {
            at: record.closed_at,
            reason: reason as u32,
            attempt: WORK_ATTEMPTS + round,
            kind: ContactKind::Work,
            ..record.request
        }
    }

    /// A round of work is done. If the complaint is over meanwhile, it was in vain.
    fn work_done(&mut self, record: &ContactRecord, handling: &Handling) -> Option<Request> {
        let place = self.case_of(&record.request)?;
        self.complaints.cases[place].in_work = false;
        if record.outcome == Outcome::CarriedOver {
            return None;
        }
        let case = &self.complaints.cases[place];
        if !record.resolved && case.rounds < handling.rounds {
            return handling.work.map(|reason| self.work_on(place, reason, record));
        }
        let facts = ContactFacts {
            answered: true,
            wait_s: self.felt_as(record.closed_at.since(case.began_at), handling.solve_within),
            attempts: 1,
            complaint: true,
            ..self.facts(record)
        };
        self.end_complaint(record, place, facts, record.resolved, handling);
        None
    }
}
