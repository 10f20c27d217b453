//! Everything one arm needs to run: the people, the demand, and the models of each week.

use std::sync::Arc;

use crate::experience::ExperienceModel;
use crate::loyalty::{LoyaltyModel, Rival, Term};
use crate::operation::{ArrivalModel, Centre, WeekPattern};
use crate::population::Segment;
use crate::survey::SurveyModel;
use crate::time::Calendar;

/// One arm, ready to run: what never changes in it, and the models that hold in each week.
#[derive(Clone, Debug, PartialEq)]
pub struct Blueprint {
    /// Warm-up, horizon and start.
    pub calendar: Calendar,
    /// Where primary contacts come from.
    pub demand: DemandModel,
    /// The customers; empty for a bare operation.
    pub segments: Vec<Segment>,
    /// Models in force before week 1 (during the warm-up).
    pub before: Arc<WeekModels>,
    /// Models in force in each week of the horizon, one entry per week ([`Calendar::weeks`]); neighbours share an `Arc`
    /// while nothing changes.
    pub weeks: Vec<Arc<WeekModels>>,
    /// Which links of the closed loop are live.
    pub links: Links,
    /// Service level of offered that a half-hour should reach, 0 to 1; what `intervals_met` counts by.
    pub interval_goal: f64,
    /// What the interventions of this arm cost, apart from paid hours.
    pub intervention_costs: Vec<InterventionCost>,
}

/// The models of one week.
#[derive(Clone, Debug, PartialEq)]
pub struct WeekModels {
    /// The contact centre.
    pub centre: Centre,
    /// Factor on the rate of each reason against the baseline (an intervention may change demand); usually 1.
    pub rate_factors: Vec<f64>,
    /// Factor on the contact rate of each segment against the baseline; usually 1.
    pub segment_rate_factors: Vec<f64>,
    /// Experience; `None` for a bare operation.
    pub experience: Option<ExperienceModel>,
    /// Loyalty; `None` for a bare operation.
    pub loyalty: Option<LoyaltyModel>,
    /// The relational survey; `None` when there is none.
    pub survey: Option<SurveyModel>,
    /// Money; `None` when the scenario has no `[money]`.
    pub money: Option<MoneyModel>,
}

impl WeekModels {
    /// The contract term of a segment, if it has one that ends.
    #[inline]
    pub fn term(&self, segment: usize) -> Option<Term> {
        self.loyalty.as_ref()?.segments.get(segment)?.term
    }

    /// The rival, if there is one.
    #[inline]
    pub fn rival(&self) -> Option<&Rival> {
        self.loyalty.as_ref()?.rival.as_ref()
    }

    /// The largest factor on the contact rate of any segment; 1 for a bare operation.
    #[inline]
    pub fn largest_segment_rate_factor(&self) -> f64 {
        self.segment_rate_factors.iter().copied().reduce(f64::max).unwrap_or(1.0)
    }
}

/// Primary contacts.
#[derive(Clone, Debug, PartialEq)]
pub struct DemandModel {
    /// When they arrive, of the whole base at its starting size (a bare operation states it; with segments it is contacts
    /// per customer and month, spread by the reason's profile).
    pub arrivals: ArrivalModel,
    /// Per reason and segment: the segment's share of the reason's rate; sums to 1 over segments. Empty when bare.
    pub segment_shares: Vec<Vec<f64>>,
    /// The majorant rate is the baseline rate times this (1 or more), for reasons that can grow.
    pub headroom: f64,
}

impl DemandModel {
    /// Contacts per hour of each reason in each quarter of the week, in the mean and without shocks.
    pub fn rates_per_hour(&self) -> Vec<WeekPattern> {
        self.arrivals.mean_per_hour()
    }

    /// The majorant rate of a reason over its baseline rate: 1 when more than the baseline cannot be drawn (a log, a finite
    /// population).
    #[inline]
    pub fn headroom_of(&self, reason: usize) -> f64 {
        if self.arrivals.reasons[reason].can_grow() { self.headroom } else { 1.0 }
    }
}

/// Money of one week.
#[derive(Clone, Debug, PartialEq)]
pub struct MoneyModel {
    /// Name of the currency, for labels.
    pub currency: String,
    /// Share of revenue left after the costs of providing the product (0-1).
    pub margin: f64,
    /// Cost of winning one new customer.
    pub acquisition_cost: f64,
    /// Cost of each answered contact besides agents' time (lines, postage).
    pub contact_cost: f64,
    /// Cost of the touchpoints that a customer of each segment meets in a month, in expectation; empty: they cost nothing.
    pub touchpoint_cost: Vec<f64>,
    /// Months over which `customer_value_end` counts the margin expected of each customer.
    pub value_months: u32,
    /// Annual discount rate of that value.
    pub discount_annual: f64,
}

impl MoneyModel {
    /// Cost of the touchpoints that a customer of the segment meets in a month, in expectation.
    #[inline]
    pub fn touchpoints_of(&self, segment: usize) -> f64 {
        self.touchpoint_cost.get(segment).copied().unwrap_or(0.0)
    }
}

/// The cost of one intervention apart from paid hours.
#[derive(Clone, Debug, PartialEq)]
pub struct InterventionCost {
    /// Name of the intervention.
    pub intervention: String,
    /// Paid once at the start.
    pub one_off: f64,
    /// Paid every month from the start on, pro rata by day.
    pub per_month: f64,
    /// First week (from 0) in which it runs.
    pub start_week: usize,
}

/// The links of the closed loop; a link that is not live is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Links {
    /// Contacts and touchpoints move perception.
    pub experience: bool,
    /// Failures make complaints.
    pub complaint: bool,
    /// Satisfaction moves leaving (cut: everybody leaves at the calibrated rate whatever the satisfaction).
    pub churn: bool,
    /// Satisfaction moves acquisition and newcomers' expectation.
    pub word_of_mouth: bool,
    /// Abandoning makes redials.
    pub redial: bool,
    /// Unresolved contacts make repeats.
    pub repeat: bool,
}

impl Links {
    /// The whole loop.
    pub const CLOSED: Links = Links {
        experience: true,
        complaint: true,
        churn: true,
        word_of_mouth: true,
        redial: true,
        repeat: true,
    };

    /// Satisfaction is measured but moves nothing: no complaint, no effect on leaving or on acquisition.
    pub const OPEN: Links = Links { complaint: false, churn: false, word_of_mouth: false, ..Links::CLOSED };
}

impl WeekModels {
    fn without_prices(&self) -> WeekModels {
        let mut models = WeekModels { money: None, ..self.clone() };
        for team in &mut models.centre.teams {
            team.cost_per_hour = 0.0;
            team.hiring.cost_per_hire = 0.0;
        }
        models
    }
}

impl Blueprint {
    /// Whether this arm and the other differ in nothing but prices, if at all. Prices are put to the sums of a run when it
    /// is over, so that one run serves both.
    pub fn differs_in_prices_alone(&self, other: &Blueprint) -> bool {
        let weeks = |of: &Blueprint| -> Vec<Arc<WeekModels>> {
            std::iter::once(&of.before).chain(&of.weeks).map(Arc::clone).collect()
        };
        let alike = |one: &Arc<WeekModels>, other: &Arc<WeekModels>| {
            Arc::ptr_eq(one, other) || one.without_prices() == other.without_prices()
        };
        self.calendar == other.calendar
            && self.demand == other.demand
            && self.segments == other.segments
            && self.links == other.links
            && self.weeks.len() == other.weeks.len()
            && weeks(self).iter().zip(&weeks(other)).all(|(one, other)| alike(one, other))
    }

    /// The first week of the horizon, from 0, in which the models of the two differ in more than prices.
    pub fn first_difference(&self, other: &Blueprint) -> Option<usize> {
        self.weeks.iter().zip(&other.weeks).position(|(one, other)| {
            !Arc::ptr_eq(one, other) && one.without_prices() != other.without_prices()
        })
    }

    /// The models in force in `week` of the horizon (`None`: the warm-up).
    pub fn models(&self, week: Option<usize>) -> &Arc<WeekModels> {
        match week {
            None => &self.before,
            Some(week) => self.weeks.get(week).or(self.weeks.last()).unwrap_or(&self.before),
        }
    }
}
