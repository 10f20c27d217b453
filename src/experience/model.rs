//! The parameters of experience: categories of the index, what drives them, and how perception and expectation move.

use crate::experience::quality_class::QualityClass;
use crate::time::Duration;

/// Everything that turns what happened to a customer into satisfaction, as it stands in one week.
#[derive(Clone, Debug, PartialEq)]
pub struct ExperienceModel {
    /// The categories of the index; importances sum to 1.
    pub categories: Vec<Category>,
    /// How contacts and months move perception, expectation and satisfaction.
    pub dynamics: Dynamics,
    /// How a wait feels.
    pub waiting: Waiting,
}

/// One category of the satisfaction index.
#[derive(Clone, Debug, PartialEq)]
pub struct Category {
    /// Name as in the scenario.
    pub name: String,
    /// Importance weight, stated; sums to 1 over the categories.
    pub importance: f64,
    /// Quality class, which decides how disconfirmation counts.
    pub class: QualityClass,
    /// Expectation at the start, scale 1-10, before the segment's shift.
    pub expectation: f64,
    /// What moves the perception of this category.
    pub touch: Touch,
}

/// Where the experience of a category comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Touch {
    /// Contacts: weights of the drivers; they sum to 1. `complaints_only` restricts the category to complaint contacts.
    Contact {
        /// Weight of [`Driver::Access`], [`Driver::Manner`], [`Driver::Ability`], [`Driver::Ease`], in this order.
        weights: [f64; 4],
        /// Whether only contacts made to complain count.
        complaints_only: bool,
    },
    /// A monthly touchpoint (network, bill, offers): level and spread of what is experienced, scale 1-10.
    Month {
        /// Mean of the experience.
        mean: f64,
        /// Standard deviation between customers (fixed per person).
        sd_between: f64,
        /// Standard deviation from month to month.
        sd_within: f64,
    },
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
}

/// How fast memory and expectation move, and how disconfirmation counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Dynamics {
    /// Share of the gap to a contact's experience that perception closes, for a new customer (0-1).
    pub contact_learning: f64,
    /// The same for a monthly touchpoint (0-1).
    pub month_learning: f64,
    /// Slower movement with tenure: learning / (1 + slowing x months) (Bolton 1998).
    pub tenure_slowing: f64,
    /// Factor on the learning rate when the experience is worse than the perception: peaks weigh more (1 or more).
    pub peak_weight: f64,
    /// Half-life of the memory of contacts, towards the starting perception.
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
