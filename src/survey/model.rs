//! The parameters of a relational survey of the customer base.

/// A survey of active customers at the end of the horizon.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyModel {
    /// Customers invited, drawn at random from the active base.
    pub invited: u32,
    /// Probability that a customer at satisfaction 50 answers.
    pub response: f64,
    /// Rise of the log-odds of answering per 10 points of distance from satisfaction 50, either way (extremes answer).
    pub extremity_effect: f64,
    /// Standard deviation of a person's fixed shift on every rating item (politeness), in points of 1-10.
    pub style_sd: f64,
    /// Standard deviation of the error of one rating, in points of 1-10.
    pub item_sd: f64,
}
