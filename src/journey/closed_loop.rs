//! The closed loop as a demand on the engine: a closed contact is remembered, moves satisfaction, and may make a redial, a
//! repeat or a complaint; who has left does not call again.

use crate::experience::ContactFacts;
use crate::journey::ahead::{Ahead, name};
use crate::journey::blueprint::Blueprint;
use crate::journey::choice::Choice;
use crate::journey::customers::{Customers, months};
use crate::journey::in_force::InForce;
use crate::journey::records::MonthRow;
use crate::journey::sums::CustomerSums;
use crate::journey::surveys::Surveys;
use crate::operation::{
    ContactKind, ContactRecord, Demand, Outcome, Request, complaint_number, follow_up, next_call,
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
    pub in_force: InForce<'a>,
    /// Luck of the replication.
    pub stream: Stream,
    /// The customers; none in a bare operation.
    pub customers: &'a mut Customers,
    /// What happened to them.
    pub sums: CustomerSums,
    /// Who is asked about it.
    pub surveys: Surveys,
    /// Who calls.
    pub choice: &'a Choice,
    /// When they call.
    pub ahead: Ahead,
    /// Marks from which on no week of the arm accepts an arrival.
    pub hopeless: f64,
    /// Primary arrivals of an arm whose rate exceeded the majorant.
    pub majorant_exceeded: u64,
    /// Impressions per segment, when this is a pilot run.
    pub impressions: Option<Vec<Vec<Impression>>>,
    /// The monthly steps of the day, when somebody records them.
    pub months: Option<Vec<MonthRow>>,
}

/// The mark from which on no week of the arm accepts an arrival.
pub fn hopeless_mark(blueprint: &Blueprint) -> f64 {
    let weeks = std::iter::once(&blueprint.before).chain(&blueprint.weeks);
    let largest = weeks
        .map(|models| {
            let rate = models.rate_factors.iter().copied().fold(0.0, f64::max);
            rate * models.largest_segment_rate_factor()
        })
        .fold(0.0, f64::max);
    largest / blueprint.demand.headroom
}

impl ClosedLoop<'_> {
    fn is_bare(&self) -> bool {
        self.in_force.customers.is_none()
    }

    /// Whether the contact was made to complain: it stands under the reason for complaints.
    #[inline]
    fn is_complaint(&self, record: &ContactRecord) -> bool {
        let reason = self.in_force.customers.as_ref().and_then(|models| models.loyalty.complaint.reason);
        reason == Some(record.request.reason as usize)
    }

    /// The customer remembers the contact.
    #[inline]
    fn remember(&mut self, record: &ContactRecord) {
        let facts = self.facts(record);
        let Some(models) = &self.in_force.customers else {
            return;
        };
        let complaint = &models.loyalty.complaint;
        let lift = match (facts.complaint, record.resolved) {
            (false, _) => 0.0,
            (true, true) => complaint.recovery,
            (true, false) => -complaint.double_deviation,
        };
        let (slot, segment) = (record.request.customer, record.request.group as usize);
        if let Some(impressions) = &mut self.impressions {
            impressions[segment].push(Impression { facts, lift });
        }
        if !self.blueprint.links.experience {
            return;
        }
        let (customer, further) = self.customers.with_memory_mut(slot);
        let tenure = customer.tenure_months(months(record.closed_at));
        let appraisal = &models.appraisals[segment];
        appraisal.after_contact(&mut customer.memory, further, &facts, lift, tenure);
        let after = appraisal.satisfaction(&customer.memory, further);
        let before = std::mem::replace(&mut customer.satisfaction, after);
        self.sums.moves(segment, record.closed_at, before, after, customer.is_cohort());
    }

    #[inline]
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
            promise_kept: record.called_back,
            channel_effort: self.channel_effort(record.request.reason),
        }
    }

    #[inline]
    fn channel_effort(&self, reason: u32) -> f64 {
        let models = self.in_force.customers.as_ref();
        models.map_or(0.0, |models| models.channel_effort[reason as usize])
    }

    /// The next contact of one of a finite population.
    #[inline]
    fn call_again(&self, record: &ContactRecord) -> Option<Request> {
        let arrivals = &self.blueprint.demand.arrivals;
        next_call(record, arrivals, &self.in_force.models.rate_factors, &self.stream)
    }

    /// Voice: a failed contact that is not tried again may make a complaint, which is an issue of its own.
    #[inline]
    fn complain(&mut self, record: &ContactRecord) -> Option<Request> {
        let models = self.in_force.customers.as_ref()?;
        let complaint = &models.loyalty.complaint;
        let reason = complaint.reason?;
        let failed = record.outcome != Outcome::Answered || !record.resolved;
        if !self.blueprint.links.complaint || !failed || self.is_complaint(record) {
            return None;
        }
        let request = &record.request;
        let segment = request.group as usize;
        let satisfaction = f64::from(self.customers.get(request.customer).satisfaction);
        let factor = self.blueprint.segments[segment].complaint_factor;
        let mut luck = self.stream.luck(Purpose::Complaint, request.issue, request.attempt);
        if !luck.happens(models.voice.chance(satisfaction, factor)) {
            return None;
        }
        let delay = Duration::from_seconds(complaint.delay.sample(&mut luck));
        if let Some(cell) = self.sums.cell(segment) {
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
        if self.is_bare() {
            return self.ahead.anonymous();
        }
        self.ahead.take(self.hopeless, self.choice, self.customers, &self.stream)
    }

    #[inline]
    fn accepts(&mut self, request: &mut Request) -> bool {
        let rate = self.in_force.models.rate_factors[request.reason as usize];
        if self.is_bare() {
            let headroom = self.blueprint.demand.headroom_of(request.reason as usize);
            self.majorant_exceeded += u64::from(rate > headroom);
            return request.mark * headroom < rate;
        }
        let headroom = self.blueprint.demand.headroom;
        // Many arrivals fail already at the largest rate any segment has; their customer need not be found.
        if request.mark * headroom >= rate * self.in_force.largest_segment_rate_factor {
            return false;
        }
        name(request, self.choice, self.customers, &self.stream);
        let segment = request.group as usize;
        let rate = rate * self.in_force.models.segment_rate_factors[segment];
        self.majorant_exceeded += u64::from(rate > headroom);
        request.patience_factor = self.blueprint.segments[segment].patience_factor as f32;
        request.mark * headroom < rate && self.customers.get(request.customer).is_active()
    }

    #[inline]
    fn closed(&mut self, record: &ContactRecord) -> Option<Request> {
        let links = self.blueprint.links;
        let centre = &self.in_force.models.centre;
        let again = follow_up::after(record, centre, &self.stream, links.redial, links.repeat);
        if self.is_bare() {
            return again.or_else(|| self.call_again(record));
        }
        if !self.customers.get(record.request.customer).is_active() {
            return None;
        }
        self.remember(record);
        if self.surveys.concerns(record) {
            let facts = self.facts(record);
            self.surveys.hear(record, &facts, self.customers, &self.in_force, self.blueprint, self.stream);
        }
        again.or_else(|| self.complain(record))
    }

    #[inline]
    fn still_wanted(&mut self, request: &Request) -> bool {
        self.is_bare() || self.customers.get(request.customer).is_active()
    }
}
