//! The parameters of loyalty: leaving, complaining, telling others, and what a customer is worth.

use crate::loyalty::handling::Handling;
use crate::random::Distribution;

/// What satisfaction does to behaviour, as it stands in one week.
#[derive(Clone, Debug, PartialEq)]
pub struct LoyaltyModel {
    /// Leaving.
    pub churn: Churn,
    /// Leaving at once.
    pub exit: Exit,
    /// Complaining after a failure.
    pub complaint: Complaint,
    /// Telling others.
    pub word_of_mouth: WordOfMouth,
}

/// Monthly hazard of leaving: logistic in satisfaction, tenure and contract, with a personal frailty.
#[derive(Clone, Debug, PartialEq)]
pub struct Churn {
    /// Fall of the log-odds of leaving per 10 points of satisfaction (0 or more).
    pub satisfaction_effect: f64,
    /// Fall of the log-odds of leaving per unit of ln(1 + months of tenure).
    pub tenure_effect: f64,
    /// Factor on the odds of leaving while in a contract term (0-1).
    pub contract_lock: f64,
    /// Coefficient of variation of the personal frailty (gamma, mean 1 among newcomers); 0 means none.
    pub frailty_cv: f64,
    /// Share of all leavers at the baseline who leave for reasons satisfaction cannot touch (moving, death, non-payment).
    pub involuntary_share: f64,
}

/// Voice after a failed contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Complaint {
    /// Index of the reason under which complaints are made; `None` means nobody complains.
    pub reason: Option<usize>,
    /// Probability of complaining after a failed contact at satisfaction 50.
    pub probability: f64,
    /// Rise of the log-odds of complaining per 10 points of satisfaction below 50.
    pub dissatisfaction_effect: f64,
    /// Delay between failure and complaint, in seconds.
    pub delay: Distribution,
    /// Points (1-10 scale) by which a complaint that is resolved lifts the experience of that contact.
    pub recovery: f64,
    /// Points by which one that is not resolved lowers it (double deviation).
    pub double_deviation: f64,
    /// The process of handling; `None`: a complaint is a contact like others and nothing more.
    pub handling: Option<Handling>,
}

/// Leaving at once, beside the monthly hazard and net of satisfaction: what a failure does to it through memory is not in it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Exit {
    /// Probability of leaving at once after a failed contact that is not tried again, at satisfaction 50 and without a
    /// contract.
    pub after_failure: f64,
    /// Rise of its log-odds per 10 points of satisfaction below 50.
    pub dissatisfaction_effect: f64,
    /// Probability of leaving when a complaint ends unsolved, without a contract.
    pub after_unsolved_complaint: f64,
    /// The same when it is solved.
    pub after_solved_complaint: f64,
}

/// Word of mouth: what the satisfied and the dissatisfied say, and what it does to acquisition and expectation.
#[derive(Clone, Debug, PartialEq)]
pub struct WordOfMouth {
    /// Satisfaction at which a customer says nothing either way.
    pub neutral: f64,
    /// Weight of negative against positive word of mouth (1 or more).
    pub negative_weight: f64,
    /// Rise of the log of acquisition per 10 points of balance of word of mouth.
    pub acquisition_effect: f64,
    /// Points (1-10 scale) by which newcomers' expectation rises per 10 points of balance.
    pub expectation_effect: f64,
}
