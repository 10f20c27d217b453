//! What a worker keeps from replication to replication: buffers, the people of a replication, and where its arms part.

use crate::experience::Appraisal;
use crate::journey::ahead::SharedArrivals;
use crate::journey::blueprint::{Blueprint, DemandModel};
use crate::journey::calibration::{Calibration, begin_initial};
use crate::journey::choice::Choice;
use crate::journey::customers::Customers;
use crate::journey::month::Months;
use crate::journey::warm_start::KeptStates;
use crate::metrics::Waits;
use crate::operation::Engine;
use crate::population::{Layout, Segment, slots_to_reserve};
use crate::random::Stream;
use crate::time::DAYS_PER_MONTH;

/// Buffers of a worker, reused from replication to replication.
#[derive(Debug, Default)]
pub struct Workshop {
    pub(super) engine: Engine,
    pub(super) months: Months,
    pub(super) customers: Customers,
    /// Whose people and choice stand in the workshop: the arms of a replication share them.
    drawn: Option<Drawn>,
    pub(super) choice: Choice,
    /// The first arrivals, which the arms of a replication share.
    pub(super) shared_arrivals: SharedArrivals,
    /// Where the arms of a replication part.
    pub(super) states: KeptStates,
    /// Memory for the waits of the next run.
    pub(super) spare_waits: Waits,
    pub(super) is_for_one_arm: bool,
    /// Threads that draw the people beyond the first.
    helpers: usize,
}

/// What the people of a replication depend on.
#[derive(Debug, PartialEq)]
struct Drawn {
    stream: Stream,
    segments: Vec<Segment>,
    reserved: Vec<u32>,
    frailty_cv: f64,
    demand: DemandModel,
}

impl Workshop {
    /// A workshop for the replications of a single arm: it keeps no copy of the customers at the end of the warm-up, which
    /// only another arm would start from.
    pub fn for_one_arm() -> Self {
        Workshop { is_for_one_arm: true, ..Workshop::default() }
    }

    /// The same workshop whose people are drawn by so many threads, which make no difference to them: for runs of fewer
    /// replications than there are threads.
    pub fn drawing_on(self, threads: usize) -> Self {
        Workshop { helpers: threads.max(1) - 1, ..self }
    }

    /// Keeps the memory of waits that nobody needs any more for the next run.
    pub fn take_back(&mut self, waits: Waits) {
        self.spare_waits = waits;
    }

    /// Slots of the people that stand in the workshop: customers, those who left, and places kept for newcomers.
    pub fn slots(&self) -> usize {
        self.customers.slots()
    }

    /// Draws the people, unless those of the same replication are there already; returns whether it did.
    pub(super) fn draw(&mut self, blueprint: &Blueprint, stream: &Stream) -> bool {
        let segments = &blueprint.segments;
        let length = blueprint.calendar.warm_up + blueprint.calendar.horizon;
        let months = length.as_days() / DAYS_PER_MONTH;
        let wanted = Drawn {
            stream: *stream,
            segments: segments.clone(),
            reserved: segments.iter().map(|of| slots_to_reserve(of.newcomers_per_month, months)).collect(),
            frailty_cv: blueprint.before.loyalty.as_ref().map_or(0.0, |loyalty| loyalty.churn.frailty_cv),
            demand: blueprint.demand.clone(),
        };
        if self.drawn.as_ref() == Some(&wanted) {
            return false;
        }
        let layout = Layout::new(segments, &wanted.reserved);
        self.customers.draw(segments, layout, wanted.frailty_cv, stream, 1 + self.helpers);
        self.choice = Choice::new(&blueprint.demand, &self.customers);
        self.drawn = Some(wanted);
        self.states.forget();
        true
    }

    /// Gives the initial customers the memory to start with.
    pub(super) fn begin(&mut self, blueprint: &Blueprint, calibration: &Calibration, stream: &Stream) {
        let Some(model) = &blueprint.before.experience else {
            self.customers.reset(0);
            return;
        };
        self.customers.reset(model.further_blocks());
        let customers = &mut self.customers;
        for segment in 0..blueprint.segments.len() {
            let appraisal = Appraisal::new(model, segment);
            for slot in customers.layout.initial[segment].clone() {
                begin_initial(slot, segment, blueprint, &appraisal, calibration, stream, customers);
            }
        }
    }
}
