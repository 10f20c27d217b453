//! Who is invited by those who may choose, and who answers.

use super::luck::{Address, SurveyLuck};
use super::model::SurveyModel;
use super::truth::Unit;
use crate::random::math;

/// Log-odds of answering one invitation or reminder; infinite for a probability of 1.
#[inline]
pub fn response_log_odds(unit: &Unit, model: &SurveyModel, response: f64) -> f64 {
    let above = (f64::from(unit.satisfaction) - 50.0) / 10.0;
    let willing = math::logit(response) + model.extremity_effect * above.abs();
    willing
        + model.satisfaction_effect * above
        + model.incentive_effect * model.incentive
        + model.fatigue_effect * f64::from(unit.earlier_invitations)
        + model.channel_effects[unit.channel as usize]
        + f64::from(unit.response_log_odds)
}

/// Probability that an invited unit answers, reminders included: `1 - (1 - p)^(1 + reminders)`.
#[inline]
pub fn response_probability(unit: &Unit, model: &SurveyModel, response: f64) -> f64 {
    let once = math::logistic(response_log_odds(unit, model, response));
    let mut silent = 1.0 - once;
    for _ in 0..model.reminders {
        silent *= 1.0 - once;
    }
    if model.reminders == 0 { once } else { 1.0 - silent }
}

/// Whether whoever invites keeps the unit on the list: always from satisfaction 50 on, below with probability
/// `exp(-effect (50 - S) / 10)`.
pub fn is_kept_by_inviter(unit: &Unit, model: &SurveyModel, luck: &SurveyLuck) -> bool {
    if model.selection_effect == 0.0 {
        return true;
    }
    let below = (50.0 - f64::from(unit.satisfaction)).max(0.0) / 10.0;
    luck.of_sampling(Address::Selection, unit.key).happens(math::exp(-model.selection_effect * below))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(satisfaction: f32) -> Unit {
        Unit {
            key: 0,
            customer: 0,
            segment: 0,
            channel: 0,
            cluster: 0,
            satisfaction,
            contacted: true,
            earlier_invitations: 0,
            response_log_odds: 0.0,
            style: None,
        }
    }

    /// By hand: at 50 the stated probability; each reminder is a further chance.
    #[test]
    fn the_probability_of_answering_is_the_stated_one() {
        let model = SurveyModel { extremity_effect: 0.2, satisfaction_effect: 0.3, ..SurveyModel::default() };
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        near(response_probability(&unit(50.0), &model, 0.2), 0.2);
        let odds = 0.25 * crate::random::math::exp(2.0 * 0.2 + 2.0 * 0.3);
        near(response_probability(&unit(70.0), &model, 0.2), odds / (1.0 + odds));
        let odds = 0.25 * crate::random::math::exp(2.0 * 0.2 - 2.0 * 0.3);
        near(response_probability(&unit(30.0), &model, 0.2), odds / (1.0 + odds));
        let twice = SurveyModel { reminders: 1, ..model };
        near(response_probability(&unit(50.0), &twice, 0.2), 1.0 - 0.8 * 0.8);
    }
}
