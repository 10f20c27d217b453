//! Feedback as the journey of what a customer says: received with a contact, handled in the back office, told back.

use crate::experience::ContactFacts;
use crate::journey::closed_loop::ClosedLoop;
use crate::loyalty::Feedback;
use crate::operation::{ContactKind, ContactRecord, Outcome, Request};
use crate::random::{Purpose, uniform};

/// Attempts under which work on feedback is done: above those of contacts and of work on complaints. Sixty-four classes and
/// as many attempts of one issue have room.
const FEEDBACK_ATTEMPTS: u32 = 0xc000;
const CLASS_BITS: u32 = 6;

/// Most classes of feedback.
pub const MOST_CLASSES: usize = 1 << CLASS_BITS;

/// The class of feedback on which a contact is work.
#[inline]
pub(super) fn class_in_work(request: &Request) -> Option<usize> {
    let is_work = request.kind == ContactKind::Work && request.attempt >= FEEDBACK_ATTEMPTS;
    is_work.then(|| (request.attempt - FEEDBACK_ATTEMPTS) as usize % MOST_CLASSES)
}

impl<'a> ClosedLoop<'a> {
    #[inline]
    fn feedback(&self) -> Option<&'a Feedback> {
        let feedback = &self.in_force.customers.as_ref()?.loyalty.feedback;
        (!feedback.classes.is_empty()).then_some(feedback)
    }

    /// An answered contact may leave feedback, which becomes work.
    #[inline]
    pub(super) fn receive_feedback(&mut self, record: &ContactRecord) {
        let Some(feedback) = self.feedback() else {
            return;
        };
        let request = &record.request;
        if record.outcome != Outcome::Answered || request.kind == ContactKind::Work {
            return;
        }
        let words = self.stream.words(Purpose::Feedback, request.issue, request.attempt);
        let Some(class) =
            feedback.class_of(request.reason as usize, request.group as usize, uniform(words[0]))
        else {
            return;
        };
        if let Some(cell) = self.sums.cell(request.group as usize) {
            cell.feedback_received += 1;
        }
        let attempt = request.attempt % MOST_CLASSES as u32;
        self.complaints.push_further(Request {
            at: record.closed_at,
            reason: feedback.classes[class].work as u32,
            attempt: FEEDBACK_ATTEMPTS + (attempt << CLASS_BITS) + class as u32,
            kind: ContactKind::Work,
            ..*request
        });
    }

    /// Feedback has been handled; its customer may be told.
    pub(super) fn tell_back(&mut self, record: &ContactRecord, class: usize) {
        let class = self.feedback().and_then(|feedback| feedback.classes.get(class));
        let Some(class) = class.filter(|_| record.outcome == Outcome::Answered) else {
            return;
        };
        let request = &record.request;
        let took = record.closed_at.since(request.at);
        let in_time = took <= class.within;
        let words = self.stream.words(Purpose::Feedback, request.issue, request.attempt);
        let is_told = in_time && uniform(words[0]) < class.told_back;
        if let Some(cell) = self.sums.cell(request.group as usize) {
            cell.feedback_handled += 1;
            cell.feedback_in_time += u64::from(in_time);
            cell.feedback_told += u64::from(is_told);
        }
        if is_told {
            self.customers.get_mut(request.customer).tell();
            let facts = ContactFacts {
                answered: true,
                wait_s: self.felt_as(took, class.within),
                attempts: 1,
                complaint: false,
                ..self.facts(record)
            };
            self.remember(record, facts, class.lift, None);
        }
    }
}
