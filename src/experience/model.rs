//! The parameters of experience: categories of the index, what drives them, and how perception and expectation move.

use crate::experience::category::{Category, category_weights};
use crate::time::Duration;

/// Everything that turns what happened to a customer into satisfaction, as it stands in one week.
#[derive(Clone, Debug, PartialEq)]
pub struct ExperienceModel {
    /// The categories of the index; importances sum to 1.
    pub categories: Vec<Category>,
    /// What customers meet apart from contacts, by its drivers.
    pub touchpoints: Vec<Touchpoint>,
    /// How contacts and months move perception, expectation and satisfaction.
    pub dynamics: Dynamics,
    /// How a wait feels.
    pub waiting: Waiting,
    /// How little the channel of each reason asks of the customer, 1-10.
    pub channel_effort: Vec<f64>,
}

impl ExperienceModel {
    /// What a newcomer of the segment expects on the whole, 1-10: the expectations of the categories by importance, promises
    /// included.
    pub fn expectation_level(&self, segment: usize) -> f64 {
        let weights = category_weights(&self.categories, segment);
        let expected = |category: &Category| {
            let promise = self.dynamics.promise + category.promise;
            (category.expectation + category.differences.expectation(segment) + promise).clamp(1.0, 10.0)
        };
        self.categories.iter().zip(weights).map(|(category, weight)| weight * expected(category)).sum()
    }
}

/// Where the experience of a category comes from: contacts, months, or both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Touch {
    /// Contacts.
    pub contact: Option<ContactTouch>,
    /// What is met apart from contacts.
    pub month: Option<MonthTouch>,
}

/// What contacts show of a category.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactTouch {
    /// Weight of each driver, in the order of [`Driver`]; they sum to 1.
    pub weights: [f64; Driver::COUNT],
    /// Whether only contacts made to complain count.
    pub complaints_only: bool,
}

/// What months show of a category.
#[derive(Clone, Debug, PartialEq)]
pub enum MonthTouch {
    /// Level and spread of what is experienced every month, scale 1-10.
    Level {
        /// Mean of the experience.
        mean: f64,
        /// Standard deviation between customers (fixed per person).
        sd_between: f64,
        /// Standard deviation from month to month.
        sd_within: f64,
    },
    /// Drivers of touchpoints; the weights sum to 1.
    Drivers(Vec<DriverShare>),
}

/// How much a driver of a touchpoint counts in a category.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DriverShare {
    /// Index of the touchpoint.
    pub touchpoint: usize,
    /// Index of the driver within the touchpoint.
    pub driver: usize,
    /// Its weight.
    pub weight: f64,
}

/// Something that customers meet apart from contacts: the bill, the network, an offer, a delivery.
#[derive(Clone, Debug, PartialEq)]
pub struct Touchpoint {
    /// Name as in the scenario.
    pub name: String,
    /// Times a customer meets it in a month; below 1 the probability of meeting it in a month.
    pub per_month: f64,
    /// Whether customers of a segment meet it; empty: everybody does.
    pub concerns: Vec<bool>,
    /// What it shows.
    pub drivers: Vec<TouchpointDriver>,
}

/// One thing that a touchpoint shows, scored 1-10.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchpointDriver {
    /// Name as in the scenario.
    pub name: String,
    /// Mean of the fact.
    pub mean: f64,
    /// Standard deviation between customers (fixed per person).
    pub sd_between: f64,
    /// Standard deviation from time to time.
    pub sd_within: f64,
    /// Points by which what is perceived lies above the fact.
    pub perceived: f64,
    /// Points added to the fact by segment; empty: none.
    pub shifts: Vec<f64>,
}

/// What a contact shows of the service, each scored on 1-10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Driver {
    /// Being reached: the perceived wait; an abandoned or blocked attempt scores 1.
    Access,
    /// How one was treated.
    Manner,
    /// Whether the matter was resolved and how ably.
    Ability,
    /// How little it took: attempts and transfers.
    Ease,
    /// How few attempts it took.
    Attempts,
    /// Whether one was handed over.
    Transfers,
    /// How able the agent was, whatever came of it.
    Competence,
    /// Whether the matter was resolved, whoever did it.
    Resolution,
    /// Whether a promise made in the contact, such as a callback, was kept.
    PromiseKept,
    /// How little the channel asks of the customer.
    ChannelEffort,
}

impl Driver {
    /// Number of drivers.
    pub const COUNT: usize = 10;
    /// Drivers that most scenarios use; the others are finer.
    pub(super) const COARSE: usize = 4;
}

/// How fast memory and expectation move, and how disconfirmation counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Dynamics {
    /// Share of the gap to a contact's experience that perception closes, for a new customer (0-1).
    pub contact_learning: f64,
    /// The same for a month.
    pub month_learning: f64,
    /// Slower movement with tenure: learning / (1 + slowing x months) (Bolton 1998).
    pub tenure_slowing: f64,
    /// Factor on the learning rate when the experience is worse than the perception: peaks weigh more (1 or more).
    pub peak_weight: f64,
    /// Half-life of the memory of contacts, towards what is expected.
    pub memory_half_life: Duration,
    /// Share of the gap between experience and expectation that expectation closes (0-1).
    pub expectation_learning: f64,
    /// Satisfaction points per point (1-10 scale) of direct perception: 100 / 9 maps 1-10 to 0-100.
    pub direct: f64,
    /// Satisfaction points per point of positive disconfirmation.
    pub gain: f64,
    /// Satisfaction points per point of negative disconfirmation (Anderson and Sullivan 1993: weighs more than gain).
    pub loss: f64,
    /// Points (1-10) added to every expectation by promises made.
    pub promise: f64,
    /// Weight of the part of a shortfall that is due to a promise: 1 as any shortfall, 2 if broken promises cost double.
    pub broken_promise_weight: f64,
    /// How episodes become memory.
    pub form: MemoryForm,
    /// Points of satisfaction, for leaving and recommending alone, per point of surplus of what excites, weighted by
    /// importance; 0 cuts the link.
    pub excitement_to_loyalty: f64,
    /// Fall of the log of acquisition per point of shortfall of the basics, weighted by importance, above the baseline's; 0
    /// cuts the link.
    pub basic_to_acquisition: f64,
}

/// The ways in which episodes become memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemoryRule {
    /// The later an episode, the more it weighs.
    Recency,
    /// The most extreme and the last episode weigh more than the mean of all (Kahneman et al. 1993).
    PeakEnd,
}

/// How episodes become memory, with the weights of the rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MemoryForm {
    /// The later an episode, the more it weighs.
    Recency,
    /// The most extreme and the last episode weigh more than the mean of all (Kahneman et al. 1993).
    PeakEnd {
        /// Weight of the most extreme episode (0-1).
        peak: f64,
        /// Weight of the last one (0-1); both together at most 1.
        end: f64,
    },
}

/// From the clock to the feeling of a wait.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Perceived wait = factor x wait ^ exponent, in seconds (Antonides, Verhoef and van Aalst 2002).
    pub factor: f64,
    /// The exponent of that power law.
    pub exponent: f64,
    /// A perceived wait of this length scores in the middle of the scale (5.5).
    pub acceptable: Duration,
}
