//! What a contact shows of the service: scores of the drivers on 1-10.

use crate::experience::model::{Driver, Waiting};
use crate::random::math;

/// Plain facts of a contact, as the customer meets them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContactFacts {
    /// Whether an agent was reached.
    pub answered: bool,
    /// Seconds waited in all.
    pub wait_s: f64,
    /// Attempts made for this issue so far, this one included.
    pub attempts: u32,
    /// Whether the contact was handed over.
    pub transferred: bool,
    /// Whether the matter was resolved.
    pub resolved: bool,
    /// Competence of the agent, log-odds against the standard agent.
    pub competence: f64,
    /// Manner of the agent, 1-10.
    pub manner: f64,
    /// Whether it was made to complain.
    pub complaint: bool,
    /// Whether what was promised in it was kept: a callback that came. `None` when nothing was promised.
    pub promise_kept: Option<bool>,
    /// How little its channel asks of the customer, 1-10.
    pub channel_effort: f64,
}

/// Manner of agents of whom nothing else is stated, the scale's middle of good service; our choice.
pub const USUAL_MANNER: f64 = 7.0;
/// Score of the effort of a channel of which nothing else is stated; our choice.
pub const USUAL_CHANNEL_EFFORT: f64 = 8.0;

/// Score of an ability driver when the matter is resolved by a standard agent; our choice.
const RESOLVED: f64 = 8.0;
/// The same when it is not; our choice.
const UNRESOLVED: f64 = 3.0;
/// Points that each further attempt costs in ease; our choice.
const PER_ATTEMPT: f64 = 2.0;
/// Points that a transfer costs in ease; our choice.
const PER_TRANSFER: f64 = 2.0;

/// Score of the driver competence for a standard agent; a point more for each unit of log-odds; our choice.
const STANDARD_AGENT: f64 = 7.0;
/// Scores of what there is or is not: nothing between; our choice.
const YES_OR_NO: [f64; 2] = [1.0, 10.0];

/// Scores of the drivers; 0 where the contact showed nothing of it.
pub type Scores = [f64; Driver::COUNT];

impl Waiting {
    /// Score of a wait: 10 for none, 5.5 for a perceived wait of the acceptable length, towards 1 for ever. The perceived
    /// wait is a power function of the real one (Antonides, Verhoef and van Aalst 2002).
    #[inline]
    pub fn score(&self, wait_s: f64) -> f64 {
        if wait_s <= 0.0 {
            return 10.0;
        }
        let perceived = self.factor * math::pow(wait_s, self.exponent);
        10.0 - 9.0 * perceived / (perceived + self.acceptable.as_seconds())
    }

    /// Seconds whose perceived length is a `share` of the acceptable wait: for what is measured against a deadline instead
    /// of the clock.
    pub fn seconds_felt_as(&self, share: f64) -> f64 {
        math::pow(share.max(0.0) * self.acceptable.as_seconds() / self.factor, 1.0 / self.exponent)
    }
}

/// Scores of a contact, in the order of [`Driver`]. Who did not reach an agent sees nothing of what agents do.
pub fn scores(facts: &ContactFacts, waiting: &Waiting) -> Scores {
    let mut scores = [0.0; Driver::COUNT];
    scores[..Driver::COARSE].copy_from_slice(&coarse_scores(facts, waiting));
    scores[Driver::COARSE..].copy_from_slice(&finer_scores(facts));
    scores
}

/// The same of the coarse drivers alone.
#[inline]
pub(super) fn coarse_scores(facts: &ContactFacts, waiting: &Waiting) -> [f64; Driver::COARSE] {
    let mut scores = [0.0; Driver::COARSE];
    scores[Driver::Ease as usize] = (10.0 - for_attempts(facts) - for_transfers(facts)).max(1.0);
    if facts.answered {
        let solved = if facts.resolved { RESOLVED } else { UNRESOLVED };
        scores[Driver::Access as usize] = waiting.score(facts.wait_s);
        scores[Driver::Manner as usize] = facts.manner;
        scores[Driver::Ability as usize] = (solved + facts.competence).clamp(1.0, 10.0);
    } else {
        scores[Driver::Access as usize] = 1.0;
    }
    scores
}

/// The same of the finer drivers alone: few scenarios use them.
pub(super) fn finer_scores(facts: &ContactFacts) -> [f64; Driver::COUNT - Driver::COARSE] {
    let mut scores = [0.0; Driver::COUNT - Driver::COARSE];
    let mut show = |driver: Driver, score: f64| scores[driver as usize - Driver::COARSE] = score;
    show(Driver::Attempts, (10.0 - for_attempts(facts)).max(1.0));
    show(Driver::ChannelEffort, facts.channel_effort);
    if let Some(is_kept) = facts.promise_kept {
        show(Driver::PromiseKept, YES_OR_NO[usize::from(is_kept)]);
    }
    if facts.answered {
        show(Driver::Transfers, 10.0 - for_transfers(facts));
        show(Driver::Competence, (STANDARD_AGENT + facts.competence).clamp(1.0, 10.0));
        show(Driver::Resolution, YES_OR_NO[usize::from(facts.resolved)]);
    }
    scores
}

/// Points that further attempts cost.
#[inline]
fn for_attempts(facts: &ContactFacts) -> f64 {
    PER_ATTEMPT * f64::from(facts.attempts.saturating_sub(1))
}

/// Points that a transfer costs.
#[inline]
fn for_transfers(facts: &ContactFacts) -> f64 {
    if facts.transferred { PER_TRANSFER } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Duration;

    const CONTACT: ContactFacts = ContactFacts {
        answered: true,
        wait_s: 0.0,
        attempts: 1,
        transferred: false,
        resolved: true,
        competence: 0.5,
        manner: 7.0,
        complaint: false,
        promise_kept: None,
        channel_effort: 8.0,
    };

    #[test]
    fn a_wait_of_the_acceptable_length_scores_in_the_middle() {
        let waiting = Waiting { factor: 1.0, exponent: 1.0, acceptable: Duration::seconds(60) };
        assert_eq!(waiting.score(0.0), 10.0);
        assert_eq!(waiting.score(60.0), 5.5);
        assert!(waiting.score(1e9) < 1.001);
        let law = Waiting { factor: 1.2, exponent: 0.9, ..waiting };
        assert!((law.score(law.seconds_felt_as(1.0)) - 5.5).abs() < 1e-12);
        assert!((law.score(law.seconds_felt_as(0.5)) - 7.0).abs() < 1e-12);
    }

    #[test]
    fn who_gives_up_sees_nothing_of_manner_and_ability() {
        let waiting = Waiting { factor: 1.2, exponent: 0.9, acceptable: Duration::seconds(60) };
        let good = scores(&CONTACT, &waiting);
        assert_eq!(good, [10.0, 7.0, 8.5, 10.0, 10.0, 10.0, 7.5, 10.0, 0.0, 8.0]);
        let gave_up = ContactFacts { answered: false, wait_s: 300.0, attempts: 2, ..CONTACT };
        assert_eq!(scores(&gave_up, &waiting), [1.0, 0.0, 0.0, 8.0, 8.0, 0.0, 0.0, 0.0, 0.0, 8.0]);
    }

    #[test]
    fn a_missed_callback_and_a_transfer_show() {
        let waiting = Waiting { factor: 1.2, exponent: 0.9, acceptable: Duration::seconds(60) };
        let missed =
            ContactFacts { promise_kept: Some(false), transferred: true, resolved: false, ..CONTACT };
        let scores = scores(&missed, &waiting);
        let of = |driver: Driver| scores[driver as usize];
        assert_eq!((of(Driver::PromiseKept), of(Driver::Transfers), of(Driver::Resolution)), (1.0, 8.0, 1.0));
        assert_eq!((of(Driver::Ease), of(Driver::Attempts), of(Driver::Ability)), (8.0, 10.0, 3.5));
    }
}
