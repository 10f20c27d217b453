//! How a complaint ends: solved, given up by the firm, given up by its customer; and whether the customer stays.

use crate::experience::ContactFacts;
use crate::journey::closed_loop::ClosedLoop;
use crate::journey::complaints::Ended;
use crate::journey::money::hundredths;
use crate::loyalty::{Ending, Handling};
use crate::operation::ContactRecord;
use crate::random::{Purpose, uniform};
use crate::time::Instant;

/// The attempt under which the luck of the end is drawn; no contact has it.
const END: u32 = 0xffff;

impl ClosedLoop<'_> {
    /// The firm ends a complaint: with a solution, or without one.
    pub(super) fn end_complaint(
        &mut self,
        record: &ContactRecord,
        place: u32,
        facts: ContactFacts,
        solved: bool,
        handling: &Handling,
    ) {
        let (slot, now) = (record.request.customer, record.closed_at);
        let case = self.complaints.cases[place];
        let took = now.since(case.began_at);
        let words = self.stream.words(Purpose::ComplaintHandling, case.issue, END);
        let updates = handling.updates_in(now.since(case.responded_at));
        let ending = Ending {
            solved,
            quick: took <= handling.quick_within,
            informed: updates > 0,
            apology: uniform(words[0]) < handling.apology.share,
            compensation: uniform(words[1]) < handling.compensation.share,
            missed: case.missed,
        };
        let complaint = self.in_force.customers.as_ref().map(|models| &models.loyalty.complaint);
        let base = complaint.map_or(0.0, |of| if solved { of.recovery } else { -of.double_deviation });
        // A first complaint that is handled well may leave the customer happier than before (the paradox of recovery); after
        // a second failure it does not (Maxham and Netemeyer 2002).
        let most = (solved && case.is_second).then_some(case.before);
        self.remember(record, facts, base + handling.lift(&ending), most);
        let satisfaction = self.customers.get(slot).satisfaction;
        if let Some(cell) = self.complaint_cell(case.segment) {
            let willing = handling.buy_again.willing(f64::from(satisfaction), ending.quick);
            if solved {
                cell.solved += 1;
                cell.solved_in_time += u64::from(took <= handling.solve_within);
                cell.solution_time += took.as_micros();
                cell.more_satisfied += u64::from(satisfaction > case.before);
                cell.recovered += u64::from(satisfaction > case.failed);
                cell.positive += u64::from(f64::from(satisfaction) >= handling.positive_from);
                cell.quick += u64::from(ending.quick);
                *(if ending.quick { &mut cell.willing_quick } else { &mut cell.willing_slow }) += willing;
            } else {
                cell.unsolved += 1;
            }
            cell.handled += f64::from(satisfaction);
            let update_cost = handling.updates.map_or(0.0, |each| each.cost);
            cell.cost += updates * hundredths(update_cost);
            cell.cost += if ending.compensation { hundredths(handling.compensation.amount) } else { 0 };
        }
        self.close_file(slot, place, now, solved);
        self.leave_after_complaint(record, solved);
    }

    /// The customer gives up without having been heard.
    pub(super) fn give_up_complaint(&mut self, record: &ContactRecord, place: u32) {
        self.count_withdrawn(place);
        self.close_file(record.request.customer, place, record.closed_at, false);
        self.leave_after_complaint(record, false);
    }

    /// Whoever leaves withdraws the complaint that is open.
    #[inline]
    pub(in crate::journey) fn withdraw_complaint(&mut self, slot: u32, now: Instant) {
        if let Some(place) = self.customers.get(slot).open_complaint() {
            self.count_withdrawn(place);
            self.close_file(slot, place, now, false);
        }
    }

    fn count_withdrawn(&mut self, place: u32) {
        let case = self.complaints.cases[place];
        let never_answered = u64::from(case.responded_at == Instant::NEVER);
        if let Some(cell) = self.complaint_cell(case.segment) {
            cell.withdrawn += 1;
            cell.never_answered += never_answered;
        }
    }

    fn close_file(&mut self, slot: u32, place: u32, at: Instant, solved: bool) {
        let segment = self.complaints.cases[place].segment as usize;
        self.complaints.open[segment] -= 1;
        self.complaints.cases.free(place);
        self.customers.get_mut(slot).end_complaint();
        self.complaints.ended.push_back(Ended { slot, at, solved });
    }

    /// Who is disappointed by the end may leave at once.
    fn leave_after_complaint(&mut self, record: &ContactRecord, solved: bool) {
        let Some(models) = &self.in_force.customers else {
            return;
        };
        let request = &record.request;
        let in_contract = self.customers.get(request.customer).is_in_contract();
        let lock = models.loyalty.churn.contract_lock;
        let chance = models.loyalty.exit.after_complaint(solved, in_contract, lock);
        if chance > 0.0 {
            let words = self.stream.words(Purpose::ComplaintHandling, request.issue, END);
            self.may_leave(request, record.closed_at, chance, uniform(words[2]));
        }
    }

    /// Looks, at the end of a day, which customers are still there whose complaint ended long enough ago.
    pub(in crate::journey) fn look_after_complaints(&mut self, now: Instant) {
        let Some(handling) = self.handling() else {
            return;
        };
        while let Some(ended) = self.complaints.ended.front().copied()
            && ended.at + handling.kept_after <= now
        {
            self.complaints.ended.pop_front();
            let stayed = u64::from(self.customers.get(ended.slot).is_active());
            let segment = self.customers.layout.segment(ended.slot) as u32;
            if let Some(cell) = self.complaint_cell(segment) {
                if ended.solved {
                    cell.looked_solved += 1;
                    cell.kept_solved += stayed;
                } else {
                    cell.looked_unsolved += 1;
                    cell.kept_unsolved += stayed;
                }
            }
        }
    }
}
