//! The closed loop as a demand on the engine: a closed contact is remembered, moves satisfaction, and may make a redial, a
//! repeat or a complaint; who has left does not call again.

use std::sync::Arc;

use crate::experience::ContactFacts;
use crate::journey::blueprint::{Blueprint, WeekModels};
use crate::journey::choice::Choice;
use crate::journey::customers::Customers;
use crate::journey::sums::CustomerSums;
use crate::operation::{
    ContactKind, ContactRecord, Demand, Outcome, PrimaryStream, Request, complaint_number, follow_up,
};
use crate::random::{Purpose, Stream};
use crate::time::Duration;

/// What one contact was like, kept by a pilot run to age starting memories with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Impression {
    /// The contact as the customer met it.
    pub facts: ContactFacts,
    /// Points added to its experience.
    pub lift: f64,
}

/// Demand of the population, and what contacts do to it.
pub struct ClosedLoop<'a> {
    /// The arm.
    pub blueprint: &'a Blueprint,
    /// Models in force now.
    pub models: Arc<WeekModels>,
    /// Share of the memory of contacts that fades in a month, under these models.
    pub fading: f64,
    /// Luck of the replication.
    pub stream: Stream,
    /// The customers; none in a bare operation.
    pub customers: &'a mut Customers,
    /// What happened to them.
    pub sums: CustomerSums,
    /// Who calls.
    pub choice: &'a Choice,
    /// When they call.
    pub primary: PrimaryStream,
    /// Primary arrivals of an arm whose rate exceeded the majorant.
    pub majorant_exceeded: u64,
    /// Impressions per segment, when this is a pilot run.
    pub impressions: Option<Vec<Vec<Impression>>>,
}

impl ClosedLoop<'_> {
    fn is_bare(&self) -> bool {
        self.blueprint.segments.is_empty()
    }

    /// Whether the contact was made to complain: it stands under the reason for complaints.
    #[inline]
    fn is_complaint(&self, record: &ContactRecord) -> bool {
        let reason = self.models.loyalty.as_ref().and_then(|loyalty| loyalty.complaint.reason);
        reason == Some(record.request.reason as usize)
    }

    /// The customer remembers the contact.
    #[inline]
    fn remember(&mut self, record: &ContactRecord) {
        let models = Arc::clone(&self.models);
        let (Some(experience), Some(loyalty)) = (&models.experience, &models.loyalty) else {
            return;
        };
        let facts = self.facts(record);
        let lift = match (facts.complaint, record.resolved) {
            (false, _) => 0.0,
            (true, true) => loyalty.complaint.recovery,
            (true, false) => -loyalty.complaint.double_deviation,
        };
        let (slot, segment) = (record.request.customer, record.request.group as usize);
        if let Some(impressions) = &mut self.impressions {
            impressions[segment].push(Impression { facts, lift });
        }
        if !self.blueprint.links.experience {
            return;
        }
        let tenure = self.customers.tenure_months(slot, record.closed_at);
        self.customers.memory.after_contact(slot, experience, &facts, lift, tenure);
        self.customers.feel(slot, segment, record.closed_at, experience, &mut self.sums);
    }

    fn facts(&self, record: &ContactRecord) -> ContactFacts {
        ContactFacts {
            answered: record.outcome == Outcome::Answered,
            wait_s: (record.wait + record.transfer_wait).as_seconds(),
            attempts: record.request.attempt + 1,
            transferred: record.transfers > 0,
            resolved: record.resolved,
            competence: f64::from(record.competence),
            manner: f64::from(record.manner),
            complaint: self.is_complaint(record),
        }
    }

    /// Voice: a failed contact that is not tried again may make a complaint, which is an issue of its own.
    #[inline]
    fn complain(&mut self, record: &ContactRecord) -> Option<Request> {
        let loyalty = self.models.loyalty.as_ref()?;
        let reason = loyalty.complaint.reason?;
        let failed = record.outcome != Outcome::Answered || !record.resolved;
        if !self.blueprint.links.complaint || !failed || self.is_complaint(record) {
            return None;
        }
        let request = &record.request;
        let (slot, segment) = (request.customer, request.group as usize);
        let satisfaction = f64::from(self.customers.satisfaction(slot));
        let factor = self.blueprint.segments[segment].complaint_factor;
        let mut luck = self.stream.luck(Purpose::Complaint, request.issue, request.attempt);
        if !luck.happens(loyalty.complaint.chance(satisfaction, factor)) {
            return None;
        }
        let delay = Duration::from_seconds(loyalty.complaint.delay.sample(&mut luck));
        if let Some(cell) = self.sums.at(segment, record.closed_at) {
            cell.complaints += 1;
        }
        Some(Request {
            at: record.closed_at + delay,
            reason: reason as u32,
            issue: complaint_number(request.issue, request.attempt),
            attempt: 0,
            kind: ContactKind::Complaint,
            answered_before: false,
            ..*request
        })
    }
}

impl Demand for ClosedLoop<'_> {
    #[inline]
    fn next_primary(&mut self) -> Option<Request> {
        self.primary.take()
    }

    #[inline]
    fn accepts(&mut self, request: &mut Request) -> bool {
        let reason = request.reason as usize;
        let rate = self.models.rate_factors[reason];
        let headroom = self.blueprint.demand.headroom;
        if self.is_bare() {
            self.majorant_exceeded += u64::from(rate > headroom);
            return request.mark * headroom < rate;
        }
        // Most candidates fail already at the largest rate any segment has; their customer need not be drawn.
        if request.mark * headroom >= rate * self.models.largest_segment_rate_factor() {
            return false;
        }
        let mut luck = self.stream.luck(Purpose::Customer, request.issue, 0);
        let (segment, slot) = self.choice.draw(reason, &self.customers.people, &mut luck);
        let rate = rate * self.models.segment_rate_factors[segment];
        self.majorant_exceeded += u64::from(rate > headroom);
        request.customer = slot;
        request.group = segment as u32;
        request.patience_factor = self.blueprint.segments[segment].patience_factor as f32;
        request.mark * headroom < rate && self.customers.is_active(slot)
    }

    #[inline]
    fn closed(&mut self, record: &ContactRecord) -> Option<Request> {
        let links = self.blueprint.links;
        let again = follow_up::after(record, &self.models.centre, &self.stream, links.redial, links.repeat);
        if self.is_bare() || !self.customers.is_active(record.request.customer) {
            return if self.is_bare() { again } else { None };
        }
        self.remember(record);
        again.or_else(|| self.complain(record))
    }

    #[inline]
    fn still_wanted(&mut self, request: &Request) -> bool {
        self.is_bare() || self.customers.is_active(request.customer)
    }
}
