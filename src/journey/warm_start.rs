//! The state at the beginning of a week, kept for the next arm: until the models of two arms part, both are the same run.
//! Interventions begin after the warm-up, so that this is run once per replication and worker; and where an intervention
//! begins later (agents who must be hired), the arm with it goes on from the arm without it.

use std::sync::Arc;

use crate::journey::ahead::Ahead;
use crate::journey::blueprint::{Blueprint, Links, WeekModels};
use crate::journey::calibration::Calibration;
use crate::journey::closed_loop::hopeless_mark;
use crate::journey::complaints::Complaints;
use crate::journey::customers::CustomersAt;
use crate::journey::month::Months;
use crate::journey::observed::Seen;
use crate::journey::sums::CustomerSums;
use crate::journey::surveys::{Surveys, Watched};
use crate::loyalty::Level;
use crate::metrics::{OperationalSums, Waits};
use crate::operation::Engine;
use crate::random::Stream;
use crate::time::Calendar;

/// What decides a run until the models of its arm change for the first time after a week, besides the people, whose own key
/// the workshop checks.
#[derive(Clone, Debug)]
pub(super) struct Past {
    stream: Stream,
    calendar: Calendar,
    before: Arc<WeekModels>,
    /// The weeks that have been lived through.
    weeks: Vec<Arc<WeekModels>>,
    links: Links,
    levels: Vec<Level>,
    rival_reference: Option<f64>,
    memories: usize,
    /// Arrivals that no week of the arm accepts are left out from the first one on.
    hopeless: f64,
    /// What surveys of any week make the run remember.
    watched: Watched,
}

/// A run at the beginning of a week, before the models of that week come into force.
#[derive(Debug)]
pub(super) struct WarmStart {
    pub of: Past,
    pub engine: Engine,
    pub months: Months,
    pub customers: CustomersAt,
    pub carried: Carried,
}

/// What a run carries along besides the workshop's buffers.
#[derive(Clone, Debug)]
pub(super) struct Carried {
    pub sums: CustomerSums,
    pub complaints: Complaints,
    pub rival_customers: u64,
    /// The rival's customers at the start of the horizon.
    pub rival_at_start: u64,
    /// What the firm sees of its customers at the start of the horizon.
    pub seen_at_start: Vec<Seen>,
    pub surveys: Surveys,
    pub ahead: Ahead,
    pub operational: OperationalSums,
    pub majorant_exceeded: u64,
}

impl Carried {
    /// What a run begins with at time 0, with so many slots of customers; `spare` is memory for waits.
    pub fn fresh(blueprint: &Blueprint, slots: usize, ahead: Ahead, spare: Waits) -> Carried {
        let (calendar, segments) = (blueprint.calendar, blueprint.segments.len());
        Carried {
            sums: CustomerSums::new(calendar, segments),
            complaints: Complaints::new(segments, calendar.weeks()),
            rival_customers: blueprint.before.rival().map_or(0, |rival| u64::from(rival.customers)),
            rival_at_start: 0,
            seen_at_start: Vec::new(),
            surveys: Surveys::new(blueprint, slots),
            ahead,
            operational: OperationalSums::with_memory(&blueprint.before.centre, segments, calendar, spare),
            majorant_exceeded: 0,
        }
    }
}

impl WarmStart {
    /// Weeks of the horizon that have been lived through.
    pub fn weeks(&self) -> usize {
        self.of.weeks.len()
    }
}

/// What a run takes over from those before it in the workshop, and leaves for the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sharing {
    /// Nothing.
    Nothing,
    /// The warm-up.
    WarmUp,
    /// The warm-up and weeks of the horizon; the state after so many of them is kept, for the next run to go on from.
    Weeks { resume_after: Option<usize> },
}

impl Sharing {
    /// Whether the state after so many weeks of the horizon is to be kept.
    pub fn keeps(self, weeks: usize) -> bool {
        match self {
            Sharing::Nothing => false,
            _ if weeks == 0 => true,
            Sharing::WarmUp => false,
            Sharing::Weeks { resume_after } => resume_after == Some(weeks),
        }
    }
}

/// The states that a workshop keeps, all of the same people.
#[derive(Debug, Default)]
pub(super) struct KeptStates {
    /// At the end of the warm-up.
    warm: Option<WarmStart>,
    /// After some weeks of the horizon.
    later: Option<WarmStart>,
    /// Copies of customers nobody needs any more: they are large, and their room is used again.
    rooms: Vec<CustomersAt>,
}

impl KeptStates {
    /// Other people stand in the workshop now.
    pub fn forget(&mut self) {
        let states = [self.warm.take(), self.later.take()];
        self.rooms.extend(states.into_iter().flatten().map(|state| state.customers));
    }

    /// The latest state that a run of an arm comes through.
    pub fn on_the_way(
        &self,
        blueprint: &Blueprint,
        calibration: &Calibration,
        stream: Stream,
        sharing: Sharing,
    ) -> Option<&WarmStart> {
        let later = self.later.as_ref().filter(|_| matches!(sharing, Sharing::Weeks { .. }));
        let warm = self.warm.as_ref().filter(|_| sharing != Sharing::Nothing);
        [later, warm].into_iter().flatten().find(|state| state.of.is_taken_by(blueprint, calibration, stream))
    }

    /// Room for the customers of a state after so many weeks, which takes the place of the last one of its kind.
    pub fn room(&mut self, weeks: usize) -> Option<CustomersAt> {
        let last = if weeks == 0 { self.warm.take() } else { self.later.take() };
        last.map(|state| state.customers).or_else(|| self.rooms.pop())
    }

    pub fn keep(&mut self, state: WarmStart) {
        let place = if state.weeks() == 0 { &mut self.warm } else { &mut self.later };
        *place = Some(state);
    }
}

impl Past {
    /// The course of an arm until so many weeks of the horizon are over.
    pub fn of(blueprint: &Blueprint, calibration: &Calibration, stream: Stream, weeks: usize) -> Past {
        Past {
            stream,
            calendar: blueprint.calendar,
            before: Arc::clone(&blueprint.before),
            weeks: blueprint.weeks.iter().take(weeks).map(Arc::clone).collect(),
            links: blueprint.links,
            levels: calibration.levels.clone(),
            rival_reference: calibration.rival_reference,
            memories: calibration.identity(),
            hopeless: hopeless_mark(blueprint),
            watched: Watched::by(blueprint),
        }
    }

    /// Whether an arm takes this course too, and may do otherwise after it alone.
    pub fn is_taken_by(&self, blueprint: &Blueprint, calibration: &Calibration, stream: Stream) -> bool {
        self.stream == stream
            && self.calendar == blueprint.calendar
            && self.links == blueprint.links
            && self.memories == calibration.identity()
            && self.hopeless == hopeless_mark(blueprint)
            && self.levels == calibration.levels
            && self.rival_reference == calibration.rival_reference
            && self.watched == Watched::by(blueprint)
            && alike(&self.before, &blueprint.before)
            && weeks_alike([&self.before, &blueprint.before], [&self.weeks, &blueprint.weeks])
                == self.weeks.len()
    }
}

fn alike(one: &Arc<WeekModels>, other: &Arc<WeekModels>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}

/// The number of weeks from the first on in which two arms, which begin alike, have the same models, and change them at the
/// same borders.
fn weeks_alike<'a>(mut last: [&'a Arc<WeekModels>; 2], [one, other]: [&'a [Arc<WeekModels>]; 2]) -> usize {
    let pairs = one.iter().zip(other).take_while(|(one, other)| {
        let [changes, changes_too] = [(last[0], *one), (last[1], *other)].map(|(a, b)| !Arc::ptr_eq(a, b));
        let is_alike = changes == changes_too && (!changes || alike(one, other));
        last = [one, other];
        is_alike
    });
    pairs.count()
}

impl Blueprint {
    /// The number of weeks of the horizon in which a run of this arm and one of the other are the same run, given the same
    /// calibration; `None` when they part before.
    pub fn weeks_shared_with(&self, other: &Blueprint) -> Option<usize> {
        let begins_alike = self.calendar == other.calendar
            && self.demand == other.demand
            && self.segments == other.segments
            && self.links == other.links
            && hopeless_mark(self) == hopeless_mark(other)
            && Watched::by(self) == Watched::by(other)
            && alike(&self.before, &other.before);
        begins_alike.then(|| weeks_alike([&self.before, &other.before], [&self.weeks, &other.weeks]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::routing::Routing;
    use crate::operation::{Centre, Door};

    fn models(factor: f64) -> Arc<WeekModels> {
        Arc::new(WeekModels {
            centre: Centre {
                door: Door::default(),
                reasons: Vec::new(),
                teams: Vec::new(),
                routing: Routing::default(),
            },
            rate_factors: vec![factor],
            segment_rate_factors: Vec::new(),
            experience: None,
            loyalty: None,
            survey: None,
            money: None,
        })
    }

    /// Equal models count as the same, unless one arm has changed them at a border where the other has not.
    #[test]
    fn arms_share_the_weeks_until_one_of_them_changes() {
        let (before, before_too) = (models(1.0), models(1.0));
        let weeks = |of: &[&Arc<WeekModels>]| -> Vec<Arc<WeekModels>> {
            of.iter().map(|of| Arc::clone(of)).collect()
        };
        let shared = |one: &[&Arc<WeekModels>], other: &[&Arc<WeekModels>]| {
            weeks_alike([&before, &before_too], [&weeks(one), &weeks(other)])
        };
        let (more, more_too, most) = (models(1.1), models(1.1), models(1.2));
        assert_eq!(shared(&[&before, &before, &more], &[&before_too, &before_too, &before_too]), 2);
        assert_eq!(shared(&[&before, &more, &more], &[&before_too, &more_too, &most]), 2);
        assert_eq!(shared(&[&more, &more, &more], &[&more_too, &more_too, &more_too]), 3);
        assert_eq!(shared(&[&before, &before], &[&before_too, &models(1.0)]), 1);
        assert_eq!(shared(&[&more], &[&most]), 0);
    }
}
