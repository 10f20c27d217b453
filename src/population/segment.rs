//! A segment: customers who share the laws of their traits.

use crate::population::copula::Copula;
use crate::random::Distribution;

/// Size and trait laws of one segment of customers.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Name as in the scenario.
    pub name: String,
    /// Customers active at time 0.
    pub size: u32,
    /// Months with the firm at time 0.
    pub tenure_months: Distribution,
    /// Revenue per customer and month, in the currency of the scenario.
    pub monthly_revenue: Distribution,
    /// Factor on the contact rate of every reason; a factor per reason may be stated in `reason_factors`.
    pub contact_factor: f64,
    /// Coefficient of variation of the personal contact rate (gamma, mean 1); 0 means everybody alike.
    pub contact_cv: f64,
    /// Factor on patience.
    pub patience_factor: f64,
    /// Points (scale 1-10) added to the expectation of every category.
    pub expectation_shift: f64,
    /// Share of customers who leave per month on the baseline: what the hazard's intercept is calibrated to.
    pub churn_monthly: f64,
    /// Factor on the probability of complaining.
    pub complaint_factor: f64,
    /// Share of customers within a contract term, whose hazard is multiplied by `loyalty.contract_lock`.
    pub contract_share: f64,
    /// New customers per month while word of mouth is at its baseline level.
    pub newcomers_per_month: f64,
    /// Coefficient of variation of the personal factor on what word of mouth does (gamma, mean 1); 0 means everybody alike.
    pub susceptibility_cv: f64,
    /// Which traits go together; `None` means none.
    pub copula: Option<Copula>,
}
