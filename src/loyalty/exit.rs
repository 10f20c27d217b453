//! Voice, exit or silence after a failure, and leaving when a complaint is over.
//!
//! After a failed contact a customer complains, leaves at once, or says nothing: a multinomial logit over three
//! alternatives with silence as the reference (Hirschman 1970 for the alternatives; the form is that of McFadden 1974).

use crate::loyalty::model::{Complaint, Exit};
use crate::random::math;

/// What somebody does after a failed contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Complains.
    Complain,
    /// Leaves at once.
    Leave,
    /// Says nothing; what happened stays in memory.
    Silence,
}

/// The probabilities of complaining and of leaving after a failed contact, worked out for many failures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VoiceOrExit {
    complain: Line,
    leave: Line,
    /// Factor on the odds of leaving in a contract term.
    contract_lock: f64,
}

/// Log-odds against silence as a line in satisfaction; minus infinity for what nobody does.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Line {
    at_zero: f64,
    slope: f64,
}

impl Line {
    fn new(probability: f64, silence: f64, effect: f64) -> Line {
        let slope = effect / 10.0;
        let at_fifty = if probability > 0.0 { math::ln(probability / silence) } else { f64::NEG_INFINITY };
        Line { at_zero: at_fifty + 50.0 * slope, slope }
    }

    #[inline]
    fn odds(&self, satisfaction: f64) -> f64 {
        math::exp(self.at_zero - self.slope * satisfaction)
    }
}

/// Who has to decide after a failed contact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disappointed {
    /// Latent satisfaction, 0-100, after the failure.
    pub satisfaction: f64,
    /// The segment's factor on the probability of complaining.
    pub complaint_factor: f64,
    /// Whether in a contract term.
    pub in_contract: bool,
}

impl VoiceOrExit {
    /// From the stated probabilities at satisfaction 50, whose remainder is silence.
    pub fn new(complaint: &Complaint, exit: &Exit, contract_lock: f64) -> VoiceOrExit {
        let complains = if complaint.reason.is_some() { complaint.probability } else { 0.0 };
        let silence = 1.0 - complains - exit.after_failure;
        VoiceOrExit {
            complain: Line::new(complains, silence, complaint.dissatisfaction_effect),
            leave: Line::new(exit.after_failure, silence, exit.dissatisfaction_effect),
            contract_lock,
        }
    }

    /// Probabilities of complaining and of leaving at once. The segment's factor multiplies the probability of
    /// complaining, which takes its share from silence and then from leaving.
    #[inline]
    pub fn probabilities(&self, of: &Disappointed) -> [f64; 2] {
        let complain = self.complain.odds(of.satisfaction);
        let lock = if of.in_contract { self.contract_lock } else { 1.0 };
        let leave = self.leave.odds(of.satisfaction) * lock;
        let all = 1.0 + complain + leave;
        let complains = (complain / all * of.complaint_factor).min(1.0);
        [complains, (leave / all).min(1.0 - complains)]
    }

    /// What a customer does, decided by one uniform number.
    #[inline]
    pub fn answer(&self, of: &Disappointed, uniform: f64) -> Answer {
        let [complains, leaves] = self.probabilities(of);
        if uniform < complains {
            Answer::Complain
        } else if uniform < complains + leaves {
            Answer::Leave
        } else {
            Answer::Silence
        }
    }
}

impl Exit {
    /// Probability of leaving because of how a complaint ended, which a contract term holds back as it does the odds of
    /// the monthly hazard.
    #[inline]
    pub fn after_complaint(&self, solved: bool, in_contract: bool, contract_lock: f64) -> f64 {
        let stated = if solved { self.after_solved_complaint } else { self.after_unsolved_complaint };
        if !in_contract {
            return stated;
        }
        let kept = stated * contract_lock;
        kept / (1.0 - stated + kept).max(f64::MIN_POSITIVE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Distribution;

    fn complaint(probability: f64) -> Complaint {
        Complaint {
            reason: Some(0),
            probability,
            dissatisfaction_effect: 0.3,
            delay: Distribution::constant(0.0).unwrap(),
            recovery: 0.0,
            double_deviation: 0.0,
            handling: None,
        }
    }

    const EXIT: Exit = Exit {
        after_failure: 0.05,
        dissatisfaction_effect: 0.6,
        after_unsolved_complaint: 0.4,
        after_solved_complaint: 0.0,
    };

    fn at(satisfaction: f64) -> Disappointed {
        Disappointed { satisfaction, complaint_factor: 1.0, in_contract: false }
    }

    #[test]
    fn at_satisfaction_fifty_the_probabilities_are_the_stated_ones() {
        let model = VoiceOrExit::new(&complaint(0.2), &EXIT, 0.3);
        let [complains, leaves] = model.probabilities(&at(50.0));
        assert!((complains - 0.2).abs() < 1e-12 && (leaves - 0.05).abs() < 1e-12);
    }

    /// Log-odds against silence move by exactly the stated effects; the contract divides the odds of leaving.
    #[test]
    fn the_effects_are_what_they_say() {
        let model = VoiceOrExit::new(&complaint(0.2), &EXIT, 0.3);
        let against_silence = |of: &Disappointed| {
            let [complains, leaves] = model.probabilities(of);
            let silence = 1.0 - complains - leaves;
            [math::ln(complains / silence), math::ln(leaves / silence)]
        };
        let (low, high) = (against_silence(&at(30.0)), against_silence(&at(40.0)));
        assert!((low[0] - high[0] - 0.3).abs() < 1e-12 && (low[1] - high[1] - 0.6).abs() < 1e-12);
        let held = against_silence(&Disappointed { in_contract: true, ..at(30.0) });
        assert!((held[1] - low[1] - math::ln(0.3)).abs() < 1e-12);
    }

    /// Without exit the three alternatives are two, and the form is the logistic one of `Voice`.
    #[test]
    fn without_exit_it_is_the_logistic_form() {
        let complaint = complaint(0.2);
        let model = VoiceOrExit::new(&complaint, &Exit { after_failure: 0.0, ..EXIT }, 0.3);
        for satisfaction in [0.0, 20.0, 50.0, 99.0] {
            let [complains, leaves] = model.probabilities(&at(satisfaction));
            assert!((complains - complaint.voice().chance(satisfaction, 1.0)).abs() < 1e-12);
            assert_eq!(leaves, 0.0);
        }
        let crowded = Disappointed { complaint_factor: 1e9, ..at(10.0) };
        assert_eq!(model.probabilities(&crowded), [1.0, 0.0]);
        assert_eq!(model.answer(&at(50.0), 0.199), Answer::Complain);
        assert_eq!(model.answer(&at(50.0), 0.201), Answer::Silence);
    }

    #[test]
    fn a_contract_holds_back_who_is_disappointed_by_a_complaint() {
        assert_eq!(EXIT.after_complaint(false, false, 0.3), 0.4);
        let held = EXIT.after_complaint(false, true, 0.3);
        assert!((math::logit(held) - math::logit(0.4) - math::ln(0.3)).abs() < 1e-12);
        assert_eq!(EXIT.after_complaint(true, true, 0.3), 0.0);
        let certain = Exit { after_unsolved_complaint: 1.0, ..EXIT };
        assert_eq!(certain.after_complaint(false, true, 0.3), 1.0);
    }
}
