//! The closed loop as a demand on the engine: a closed contact is remembered, moves satisfaction, and may make a redial, a
//! repeat or a complaint; who has left does not call again.

use crate::experience::{Appraisal, ContactFacts, Memory};
use crate::journey::ahead::{Ahead, Settling, SharedArrivals};
use crate::journey::blueprint::Blueprint;
use crate::journey::choice::Choice;
use crate::journey::complaints::Complaints;
use crate::journey::customers::{Customers, months};
use crate::journey::feedback::class_in_work;
use crate::journey::in_force::InForce;
use crate::journey::month::participation_number;
use crate::journey::records::Recorded;
use crate::journey::sums::CustomerSums;
use crate::journey::surveys::Surveys;
use crate::loyalty::Candidate;
use crate::operation::{ContactKind, ContactRecord, Demand, Outcome, Request, follow_up, next_call};
use crate::random::Stream;

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
    /// Whether some callers are a finite population.
    pub has_sources: bool,
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
    /// The arrivals that the arms of the replication share.
    pub shared_arrivals: &'a mut SharedArrivals,
    /// Marks from which on no week of the arm accepts an arrival.
    pub hopeless: f64,
    /// Primary arrivals of an arm whose rate exceeded the majorant.
    pub majorant_exceeded: u64,
    /// Complaints that are open or whose customers are still to be looked for.
    pub complaints: Complaints,
    /// Customers of the rival; 0 without one.
    pub rival_customers: u64,
    /// What happens to customers, when somebody records it.
    pub recorded: Option<Recorded>,
    /// What a pilot run shows; `None` in any other run.
    pub shown: Option<Shown>,
}

/// What becomes of an arrival.
struct Accepted {
    takes_place: bool,
    /// Whether the rate exceeds the majorant.
    exceeded: bool,
}

/// What a pilot run shows of one arm, in which nobody leaves.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Impressions per segment.
    pub impressions: Vec<Vec<Impression>>,
    /// Customers per segment who would have left at once after a failure or a complaint, in expectation.
    pub exits: Vec<f64>,
}

impl Shown {
    /// Nothing yet, of so many segments.
    pub fn of_segments(segments: usize) -> Shown {
        Shown { impressions: vec![Vec::new(); segments], exits: vec![0.0; segments] }
    }
}

/// The mark from which on no week of the arm accepts an arrival, rounding included.
pub fn hopeless_mark(blueprint: &Blueprint) -> f64 {
    let weeks = std::iter::once(&blueprint.before).chain(&blueprint.weeks);
    let largest = weeks
        .map(|models| {
            let rate = models.rate_factors.iter().copied().fold(0.0, f64::max);
            rate * models.largest_segment_rate_factor()
        })
        .fold(0.0, f64::max);
    largest / blueprint.demand.headroom * (1.0 + 4.0 * f64::EPSILON)
}

impl ClosedLoop<'_> {
    fn is_bare(&self) -> bool {
        self.in_force.customers.is_none()
    }

    /// Whether the contact was made to complain: it stands under the reason for complaints.
    #[inline]
    pub(super) fn is_complaint(&self, record: &ContactRecord) -> bool {
        let reason = self.in_force.customers.as_ref().and_then(|models| models.loyalty.complaint.reason);
        reason == Some(record.request.reason as usize)
    }

    /// Points that the end of a complaint adds to its experience, where complaints are contacts and nothing more.
    #[inline]
    fn lift(&self, facts: &ContactFacts) -> f64 {
        let Some(models) = &self.in_force.customers else {
            return 0.0;
        };
        let complaint = &models.loyalty.complaint;
        match (facts.complaint, facts.resolved) {
            (false, _) => 0.0,
            (true, true) => complaint.recovery,
            (true, false) => -complaint.double_deviation,
        }
    }

    /// The customer remembers the contact, with `lift` points added to its experience. It leaves satisfaction at `most`
    /// there or where it was, whichever is higher, if that is stated. Returns the satisfaction before.
    #[inline]
    pub(super) fn remember(
        &mut self,
        record: &ContactRecord,
        facts: ContactFacts,
        lift: f64,
        most: Option<f32>,
    ) -> f32 {
        let (slot, segment) = (record.request.customer, record.request.group as usize);
        if let Some(shown) = &mut self.shown {
            shown.impressions[segment].push(Impression { facts, lift });
        }
        let (customer, further) = self.customers.with_memory_mut(slot);
        let Some(models) = self.in_force.customers.as_ref().filter(|_| self.blueprint.links.experience)
        else {
            return customer.satisfaction;
        };
        let tenure = customer.tenure_months(months(record.closed_at));
        let appraisal = &models.appraisals[segment];
        let earlier = most.map(|_| (customer.memory, further.to_vec()));
        appraisal.after_contact(&mut customer.memory, further, &facts, lift, tenure);
        let mut after = appraisal.satisfaction(&customer.memory, further);
        if let (Some(most), Some(earlier)) = (most, earlier)
            && after > most
        {
            after = hold_back(appraisal, &mut customer.memory, further, &earlier, most);
        }
        let before = std::mem::replace(&mut customer.satisfaction, after);
        self.sums.moves(segment, record.closed_at, before, after, customer.is_cohort());
        before
    }

    #[inline]
    pub(super) fn facts(&self, record: &ContactRecord) -> ContactFacts {
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

    /// Whether a customer's primary contact takes place when its time has come.
    fn accepts_customer(&self, request: &mut Request) -> Accepted {
        let rate = self.in_force.models.rate_factors[request.reason as usize];
        let headroom = self.blueprint.demand.headroom;
        // Many arrivals fail already at the largest rate any segment has now; their customer need not be looked at.
        if request.mark * headroom >= rate * self.in_force.largest_segment_rate_factor {
            return Accepted { takes_place: false, exceeded: false };
        }
        let segment = request.group as usize;
        let rate = rate * self.in_force.models.segment_rate_factors[segment];
        request.patience_factor = self.blueprint.segments[segment].patience_factor as f32;
        let takes_place = request.mark * headroom < rate && self.customers.get(request.customer).is_active();
        if takes_place {
            self.serve_as_participant(request);
        }
        Accepted { takes_place, exceeded: rate > headroom }
    }

    /// A contact of a customer is closed; what follows it.
    fn closed_of_customer(&mut self, record: &ContactRecord) -> Option<Request> {
        if !self.customers.get(record.request.customer).is_active() {
            return None;
        }
        if let Some(class) = class_in_work(&record.request) {
            self.tell_back(record, class);
            return None;
        }
        let answer = self.hear(record);
        self.receive_feedback(record);
        // Nobody asks about work in the back office, nor somebody who has just left.
        if self.surveys.concerns(record)
            && record.request.kind != ContactKind::Work
            && self.customers.get(record.request.customer).is_active()
        {
            let facts = self.facts(record);
            self.surveys.hear(record, &facts, self.customers, &self.in_force, self.blueprint, self.stream);
        }
        answer
    }

    /// A participant's contact may be offered under another reason, which is served first.
    #[inline]
    fn serve_as_participant(&self, request: &mut Request) {
        let Some(models) = &self.in_force.customers else {
            return;
        };
        let customer = self.customers.get(request.customer);
        for (index, programme) in models.loyalty.programmes.iter().enumerate() {
            let instead = programme.served_as.iter().find(|(reason, _)| *reason == request.reason as usize);
            let Some((_, other)) = instead else { continue };
            let of = Candidate {
                segment: request.group as usize,
                tenure_months: customer.tenure_months(months(request.at)),
                monthly_revenue: customer.monthly_revenue,
            };
            if programme.has(&of, participation_number(request.customer, index, &self.stream)) {
                request.reason = *other as u32;
                return;
            }
        }
    }

    /// What follows a closed contact of its own kind: a redial or a repeat.
    #[inline(always)]
    fn follow_up(&self, record: &ContactRecord) -> Option<Request> {
        let links = self.blueprint.links;
        let centre = &self.in_force.models.centre;
        follow_up::after(record, centre, &self.stream, links.redial, links.repeat)
    }

    /// A contact of a customer is closed: it is remembered, and something may follow.
    #[inline]
    fn hear(&mut self, record: &ContactRecord) -> Option<Request> {
        if let Some(handling) = self.handling()
            && (self.is_complaint(record) || record.request.kind == ContactKind::Work)
        {
            return self.go_on_with_complaint(record, handling);
        }
        let again = self.follow_up(record);
        let facts = self.facts(record);
        let before = self.remember(record, facts, self.lift(&facts), None);
        again.or_else(|| self.answer_failure(record, before))
    }
}

/// Moves a memory back towards what it was `earlier`, until satisfaction is no more than `most` or nothing of the change is
/// left; returns that satisfaction.
fn hold_back(
    appraisal: &Appraisal,
    memory: &mut Memory,
    further: &mut [Memory],
    earlier: &(Memory, Vec<Memory>),
    most: f32,
) -> f32 {
    let later = (*memory, further.to_vec());
    let mut go = |share: f32| {
        *memory = Memory::between(&earlier.0, &later.0, share);
        for (block, (from, to)) in further.iter_mut().zip(earlier.1.iter().zip(&later.1)) {
            *block = Memory::between(from, to, share);
        }
        appraisal.satisfaction(memory, further)
    };
    // Satisfaction need not rise evenly in between, but at `low` it is never above `most` unless it was before.
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..24 {
        let middle = (low + high) / 2.0;
        if go(middle) <= most { low = middle } else { high = middle }
    }
    go(low)
}

impl Demand for ClosedLoop<'_> {
    #[inline(always)]
    fn next_primary(&mut self) -> Option<Request> {
        if self.is_bare() {
            return self.ahead.anonymous();
        }
        let settling = Settling {
            hopeless: self.hopeless,
            choice: self.choice,
            customers: self.customers,
            stream: &self.stream,
        };
        self.ahead.take(&settling, self.shared_arrivals)
    }

    #[inline(always)]
    fn accepts(&mut self, request: &mut Request) -> bool {
        if self.is_bare() {
            let rate = self.in_force.models.rate_factors[request.reason as usize];
            let headroom = self.blueprint.demand.headroom_of(request.reason as usize);
            self.majorant_exceeded += u64::from(rate > headroom);
            return request.mark * headroom < rate;
        }
        let Accepted { takes_place, exceeded } = self.accepts_customer(request);
        self.majorant_exceeded += u64::from(exceeded);
        takes_place
    }

    #[inline(always)]
    fn closed(&mut self, record: &ContactRecord) -> Option<Request> {
        if !self.is_bare() {
            return self.closed_of_customer(record);
        }
        let again = self.follow_up(record);
        if again.is_none() && self.has_sources {
            return self.call_again(record);
        }
        again
    }

    #[inline]
    fn further(&mut self) -> Option<Request> {
        self.complaints.next_further()
    }

    #[inline]
    fn still_wanted(&mut self, request: &Request) -> bool {
        self.is_bare()
            || (self.customers.get(request.customer).is_active()
                && (request.kind != ContactKind::Chase || self.asks(request)))
    }
}
