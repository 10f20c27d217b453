//! Whom a survey can ask, and the truth about them, which only a simulator knows.

/// The error-free answers to a Kano pair, 1 (like it) to 5 (dislike it).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KanoCodes {
    /// Of the feature being there.
    pub functional: u8,
    /// Of the feature being absent.
    pub dysfunctional: u8,
}

/// What is rated: an indicator of the satisfaction index.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Name as in the scenario.
    pub name: String,
    /// The category it belongs to; its own name where a category has no indicators.
    pub category: String,
    /// Stated importance, summing to 1 over all indicators.
    pub importance: f64,
    /// What its quality class makes people answer to a Kano pair.
    pub kano: KanoCodes,
}

/// One who can be asked: a customer, or (after a contact) a contact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// What keys the unit's luck: the customer, or the contact.
    pub key: u64,
    /// The customer.
    pub customer: u32,
    /// Index of the segment.
    pub segment: u32,
    /// Index of the channel of the contact (voice, chat, ...); 0 for a panel.
    pub channel: u32,
    /// What a cluster sample takes together: neighbours, or the agent of a contact.
    pub cluster: u64,
    /// Latent satisfaction, 0-100: what answering and being invited depend on.
    pub satisfaction: f32,
    /// Whether the customer was in contact within the time that the frame asks for.
    pub contacted: bool,
    /// Earlier invitations of the customer within the run.
    pub earlier_invitations: u32,
    /// Log-odds added to the unit's willingness to answer.
    pub response_log_odds: f32,
    /// The person's lasting way to answer in standard deviations, where the population knows it; else it is drawn.
    pub style: Option<f32>,
}

/// The truth about one unit. Levels are on 1-10.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Truth {
    /// Latent satisfaction, 0-100.
    pub satisfaction: f64,
    /// Intention to recommend, 0-100.
    pub recommendation: f64,
    /// Perception minus expectation, averaged by importance, in points of 1-10.
    pub disconfirmation: f64,
    /// Expectation averaged by importance: what a faded memory falls back on.
    pub expected: f64,
    /// Satisfaction with the contact; absent without one.
    pub contact: Option<f64>,
    /// How easy the contact was; absent without one.
    pub ease: Option<f64>,
    /// Whether the matter was resolved; absent without a contact.
    pub resolved: Option<bool>,
    /// Perception of each indicator; NaN where it does not apply to the customer.
    pub perceptions: Vec<f32>,
    /// Expectation ("will") of each indicator, promises included.
    pub expectations: Vec<f32>,
    /// Requirement ("should") of each indicator.
    pub requirements: Vec<f32>,
}

/// Everybody who could be asked.
pub trait Population {
    /// Number of segments.
    fn segments(&self) -> usize;

    /// The indicators of the index.
    fn indicators(&self) -> &[Indicator];

    /// Whether the units are contacts and not customers.
    fn is_of_contacts(&self) -> bool {
        false
    }

    /// Calls `visit` with every unit, in a fixed order.
    fn visit(&self, visit: &mut impl FnMut(&Unit));

    /// Fills in the truth about a unit, the `place`-th visited (from 0).
    fn truth(&self, place: usize, unit: &Unit, truth: &mut Truth);
}
