//! Loyalty: leaving, complaining, telling others.

use super::centre::reason_index;
use super::market;
use crate::loyalty::{
    Apology, BuyAgain, Chases, Churn, Compensation, Complaint, Consideration, Exit, Handling, Knee,
    LoyaltyModel, PromisedCallback, Updates, WordOfMouth,
};
use crate::random::Distribution;
use crate::scenario::distributions::LawFault;
use crate::scenario::schema::{HandlingSpec, LoyaltySpec, ScenarioSpec};

pub(super) fn loyalty(spec: &ScenarioSpec) -> Result<LoyaltyModel, LawFault> {
    let loyalty = spec.loyalty.clone().unwrap_or_default();
    Ok(LoyaltyModel {
        churn: Churn {
            satisfaction_effect: loyalty.churn.satisfaction_effect,
            tenure_effect: loyalty.churn.tenure_effect,
            contract_lock: loyalty.churn.contract_lock,
            frailty_cv: loyalty.churn.frailty_cv,
            involuntary_share: loyalty.churn.involuntary_share,
            knee: loyalty.churn.knee.map(|at| Knee { at, effect_above: loyalty.churn.effect_above_knee }),
            expiry_factor: loyalty.churn.expiry_factor,
        },
        exit: Exit {
            after_failure: loyalty.exit.after_failure,
            dissatisfaction_effect: loyalty.exit.dissatisfaction_effect,
            after_unsolved_complaint: loyalty.exit.after_unsolved_complaint,
            after_solved_complaint: loyalty.exit.after_solved_complaint,
        },
        complaint: complaint(spec, &loyalty)?,
        word_of_mouth: WordOfMouth {
            neutral: loyalty.word_of_mouth.neutral,
            negative_weight: loyalty.word_of_mouth.negative_weight,
            acquisition_effect: loyalty.word_of_mouth.acquisition_effect,
            expectation_effect: loyalty.word_of_mouth.expectation_effect,
        },
        consideration: loyalty.acquisition.as_ref().map(|acquisition| Consideration {
            from: acquisition.consider_from,
            spread: acquisition.consider_spread,
        }),
        segments: spec.segment.iter().map(market::segment).collect(),
        programmes: spec.programme.iter().map(|each| market::programme(spec, each)).collect(),
        feedback: market::feedback(spec),
        rival: market::rival(spec),
    })
}

fn complaint(spec: &ScenarioSpec, loyalty: &LoyaltySpec) -> Result<Complaint, LawFault> {
    let Some(complaint) = &loyalty.complaint else {
        return Ok(Complaint {
            reason: None,
            probability: 0.0,
            dissatisfaction_effect: 0.0,
            delay: Distribution::Constant { mean: 0.0 },
            recovery: 0.0,
            double_deviation: 0.0,
            handling: None,
        });
    };
    Ok(Complaint {
        reason: reason_index(spec, &complaint.reason),
        probability: complaint.probability,
        dissatisfaction_effect: complaint.dissatisfaction_effect,
        delay: complaint.delay.distribution()?,
        recovery: complaint.recovery,
        double_deviation: complaint.double_deviation,
        handling: complaint.handling.as_ref().map(|handling| self::handling(spec, handling)),
    })
}

fn handling(spec: &ScenarioSpec, handling: &HandlingSpec) -> Handling {
    let HandlingSpec { callback, chases, apology, compensation, buy_again, .. } = handling;
    Handling {
        work: handling.work.as_ref().and_then(|work| reason_index(spec, work)),
        rounds: handling.rounds,
        respond_within: handling.respond_within.0,
        solve_within: handling.solve_within.0,
        quick_within: handling.quick_within.0,
        quick_lift: handling.quick_lift,
        callback: PromisedCallback {
            share: callback.share,
            within: callback.within.0,
            missed: callback.missed,
            claim: callback.claim,
            claim_cost: callback.claim_cost,
        },
        chases: Chases { after: chases.after.0, probability: chases.probability },
        updates: handling.updates.as_ref().map(|updates| Updates {
            every: updates.every.0,
            cost: updates.cost,
            lift: updates.lift,
        }),
        apology: Apology { share: apology.share, lift: apology.lift },
        compensation: Compensation {
            share: compensation.share,
            amount: compensation.amount,
            lift: compensation.lift,
        },
        positive_from: handling.positive_from,
        kept_after: handling.kept_after.0,
        buy_again: BuyAgain {
            probability: buy_again.probability,
            satisfaction_effect: buy_again.satisfaction_effect,
            quick_effect: buy_again.quick_effect,
        },
    }
}
