//! What disappointed customers do about it: complain, leave at once, or stay silent.

use crate::journey::closed_loop::ClosedLoop;
use crate::loyalty::{Answer, Disappointed};
use crate::operation::{ContactKind, ContactRecord, Outcome, Request, complaint_number};
use crate::random::{Purpose, uniform};
use crate::time::{Duration, Instant};

impl ClosedLoop<'_> {
    /// Voice, exit or silence: a failed contact that is not tried again may make a complaint, which is an issue of its
    /// own, or the customer leaves at once. `before` is the satisfaction before it.
    #[inline]
    pub(super) fn answer_failure(&mut self, record: &ContactRecord, before: f32) -> Option<Request> {
        let models = self.in_force.customers.as_ref()?;
        let complaint = &models.loyalty.complaint;
        let has_exit = models.loyalty.exit.after_failure > 0.0;
        let failed = record.outcome != Outcome::Answered || !record.resolved;
        if !failed || self.is_complaint(record) || (complaint.reason.is_none() && !has_exit) {
            return None;
        }
        let request = &record.request;
        let segment = request.group as usize;
        let customer = self.customers.get(request.customer);
        let is_open = customer.open_complaint().is_some();
        let satisfaction = f64::from(customer.satisfaction);
        let factor = self.blueprint.segments[segment].complaint_factor;
        let can_complain = self.blueprint.links.complaint && complaint.reason.is_some();
        let mut luck = self.stream.luck(Purpose::Complaint, request.issue, request.attempt);
        let answer = if has_exit {
            let of = Disappointed {
                satisfaction,
                complaint_factor: if can_complain { factor } else { 0.0 },
                in_contract: customer.is_in_contract(),
            };
            let uniform = luck.uniform();
            if let Some(shown) = &mut self.shown {
                shown.exits[segment] += models.voice_or_exit.probabilities(&of)[1];
            }
            models.voice_or_exit.answer(&of, uniform)
        } else if can_complain && luck.happens(models.voice.chance(satisfaction, factor)) {
            Answer::Complain
        } else {
            Answer::Silence
        };
        match answer {
            // What fails while a complaint is open is part of it.
            Answer::Complain if is_open => None,
            Answer::Complain => {
                let delay = Duration::from_seconds(complaint.delay.sample(&mut luck));
                let reason = complaint.reason?;
                let is_process = complaint.handling.is_some();
                if let Some(cell) = self.sums.cell(segment) {
                    cell.complaints += 1;
                }
                let issue = complaint_number(request.issue, request.attempt);
                if is_process {
                    self.open_complaint(request.customer, request.group, issue, before);
                }
                Some(Request {
                    at: record.closed_at + delay,
                    reason: reason as u32,
                    issue,
                    attempt: 0,
                    kind: ContactKind::Complaint,
                    answered_before: false,
                    ..*request
                })
            }
            Answer::Leave => {
                self.leave_at_once(request, record.closed_at);
                None
            }
            Answer::Silence => None,
        }
    }

    /// A customer leaves; of their own will some go to the rival.
    pub(super) fn goes(&mut self, slot: u32, segment: usize, now: Instant, is_voluntary: bool) {
        self.withdraw_complaint(slot, now);
        self.customers.leave(slot, segment, now, &mut self.sums);
        if let Some(recorded) = &mut self.recorded {
            recorded.leaves(slot, self.sums.running_week());
        }
        let rival = self.in_force.customers.as_ref().and_then(|models| models.loyalty.rival.as_ref());
        if let Some(rival) = rival
            && is_voluntary
            && uniform(self.stream.words(Purpose::Rival, u64::from(slot), 0)[0]) < rival.leavers_share
        {
            self.rival_customers += 1;
            if let Some(cell) = self.sums.cell(segment) {
                cell.left_to_rival += 1;
            }
        }
    }

    /// With this chance the customer leaves at once.
    pub(super) fn may_leave(&mut self, request: &Request, now: Instant, chance: f64, uniform: f64) {
        if let Some(shown) = &mut self.shown {
            shown.exits[request.group as usize] += chance;
        } else if uniform < chance {
            self.leave_at_once(request, now);
        }
    }

    /// The customer leaves at once, not with the monthly step. In a pilot run nobody leaves, and where satisfaction does not
    /// move leaving nobody leaves at once.
    fn leave_at_once(&mut self, request: &Request, now: Instant) {
        if self.shown.is_some() || !self.blueprint.links.churn {
            return;
        }
        let (slot, segment) = (request.customer, request.group as usize);
        self.goes(slot, segment, now, true);
        if let Some(cell) = self.sums.cell(segment) {
            cell.left += 1;
            cell.left_at_once += 1;
        }
    }
}
