//! The parameters of loyalty: leaving, complaining, telling others, and what a customer is worth.

use crate::loyalty::feedback::Feedback;
use crate::loyalty::handling::Handling;
use crate::loyalty::programme::Programme;
use crate::loyalty::rival::Rival;
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
    /// What makes people consider the firm at all; `None`: it is always considered alike.
    pub consideration: Option<Consideration>,
    /// What differs by segment.
    pub segments: Vec<SegmentLoyalty>,
    /// Loyalty programmes.
    pub programmes: Vec<Programme>,
    /// Feedback reuse.
    pub feedback: Feedback,
    /// A second firm; `None`: who leaves goes nowhere in particular.
    pub rival: Option<Rival>,
}

/// Whether somebody who looks for a firm considers this one, by the service expected of it: logistic in the expectation level,
/// so that who promises too little is passed over and promises beyond what everybody considers gain nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Consideration {
    /// Expectation level (1-10) at which half of those who look consider the firm.
    pub from: f64,
    /// Spread of that level between people, points: the scale of the logistic curve.
    pub spread: f64,
}

impl Consideration {
    /// Share of those who look that consider a firm of which so much is expected.
    pub fn share(&self, expected: f64) -> f64 {
        crate::random::math::logistic((expected - self.from) / self.spread)
    }
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
    /// Where the effect of satisfaction changes; `None`: the same everywhere.
    pub knee: Option<Knee>,
    /// Factor on the odds of leaving in the month in which a contract term ends.
    pub expiry_factor: f64,
}

/// A change of slope: with less effect above it satisfaction has a threshold beyond which more of it keeps nobody (Mittal and
/// Kamakura 2001), with more effect loyalty is convex at the top (Jones and Sasser 1995).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Knee {
    /// Satisfaction at which the slope changes, 0-100.
    pub at: f64,
    /// Fall of the log-odds of leaving per 10 points of satisfaction above it.
    pub effect_above: f64,
}

/// What loyalty depends on in one segment.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmentLoyalty {
    /// Contract terms that end; `None`: who is in a contract stays in it.
    pub term: Option<Term>,
    /// What the firm sees of customers who need not give notice; `None`: it sees everybody leave.
    pub observed: Option<Observed>,
    /// Factor on what word of mouth does to the acquisition of newcomers of the segment.
    pub susceptibility: f64,
}

/// A contract term.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// Its length in months, 1 to [`Term::LONGEST`].
    pub months: u8,
    /// Share of those whose term has ended, and who stay, that sign another one.
    pub renewal: f64,
}

impl Term {
    /// The longest term, in months.
    pub const LONGEST: u8 = 240;
}

/// What the firm sees of customers who need not give notice, such as prepaid ones: uses at random, and after a long silence it
/// takes them for lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observed {
    /// Mean days between two uses of somebody who is still a customer (exponential).
    pub use_gap_days: f64,
    /// Days without use after which the firm takes a customer for lost.
    pub inactive_after_days: f64,
}

impl Observed {
    /// Whether the firm takes somebody for a customer who has been one for `member_days` until he left `gone_days` ago (0
    /// while still there). One uniform number decides when the last use was; joining counts as a use.
    pub fn is_seen(&self, member_days: f64, gone_days: f64, uniform: f64) -> bool {
        let before_the_end = (-self.use_gap_days * crate::random::math::ln(uniform)).min(member_days);
        gone_days + before_the_end < self.inactive_after_days
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream, math};

    /// Of people who are there the share exp(-days / gap) is taken for lost, of those who left d days ago the share
    /// 1 - exp(-(days - d) / gap) for customers: at five standard errors each, false alarm below 2e-6.
    #[test]
    fn silence_is_told_from_leaving_only_by_time() {
        let observed = Observed { use_gap_days: 30.0, inactive_after_days: 60.0 };
        let people = 40_000;
        let seen = |member: f64, gone: f64| {
            let stream = Stream::new(4, 1);
            let number = |person: u64| stream.luck(Purpose::Use, person, 0).uniform();
            (0..people).filter(|person| observed.is_seen(member, gone, number(*person))).count() as f64
        };
        let near = |found: f64, share: f64| {
            let error = (people as f64 * share * (1.0 - share)).sqrt();
            assert!((found - people as f64 * share).abs() < 5.0 * error, "{found}, not {share}");
        };
        near(seen(900.0, 0.0), 1.0 - math::exp(-2.0));
        near(seen(900.0, 30.0), 1.0 - math::exp(-1.0));
        assert_eq!(seen(900.0, 60.0), 0.0, "who is gone for long is seen by nobody");
        assert_eq!(seen(10.0, 0.0), people as f64, "joining counts as a use");
    }

    #[test]
    fn too_low_a_promise_brings_nobody() {
        let consideration = Consideration { from: 5.0, spread: 0.5 };
        assert!((consideration.share(5.0) - 0.5).abs() < 1e-12);
        assert!(consideration.share(1.0) < 1e-3 && consideration.share(9.0) > 0.999);
    }
}
