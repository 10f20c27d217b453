//! The findings as sentences: the headline, what each intervention adds alone and on top of others, and what several
//! add only together.

mod additions;
mod flat_profit;
mod headline;
pub(super) mod words;

pub(super) use additions::effects;
pub(super) use flat_profit::flat_profit;
pub(super) use headline::{Found, headline, unanswered};

/// How the sentences write confidence and money.
pub(super) struct Style<'a> {
    /// Level of the intervals.
    pub confidence: f64,
    /// Name of the currency.
    pub currency: &'a str,
}
