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
}

/// Score of an ability driver when the matter is resolved by a standard agent; our choice.
const RESOLVED: f64 = 8.0;
/// The same when it is not; our choice.
const UNRESOLVED: f64 = 3.0;
/// Points that each further attempt costs in ease; our choice.
const PER_ATTEMPT: f64 = 2.0;
/// Points that a transfer costs in ease; our choice.
const PER_TRANSFER: f64 = 2.0;

/// Scores of the four drivers; 0 where the contact showed nothing of it.
pub type Scores = [f64; 4];

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

/// Scores of a contact, in the order of [`Driver`]. Who did not reach an agent sees nothing of manner and ability.
#[inline]
pub fn scores(facts: &ContactFacts, waiting: &Waiting) -> Scores {
    let ease = 10.0
        - PER_ATTEMPT * f64::from(facts.attempts.saturating_sub(1))
        - PER_TRANSFER * f64::from(u8::from(facts.transferred));
    let mut scores = [0.0; 4];
    scores[Driver::Ease as usize] = ease.max(1.0);
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
        assert_eq!(good, [10.0, 7.0, 8.5, 10.0]);
        let gave_up = ContactFacts { answered: false, wait_s: 300.0, attempts: 2, ..CONTACT };
        assert_eq!(scores(&gave_up, &waiting), [1.0, 0.0, 0.0, 8.0]);
    }
}
