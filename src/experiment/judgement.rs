//! Fills in what the arms say of each other: contrasts, payoffs, verdicts, effects, and all of it in words.

use crate::scenario::Scenario;

use super::arms::Arm;
use super::contrasts::{contrasts, gains};
use super::effects::effects;
use super::entrants::{Entrant, Ran, confidence, currency};
use super::gain_over_time::gains_over_time;
use super::payoffs::{Books, payoffs};
use super::planning::intervention_names;
use super::result::{Results, Verdicts};
use super::sentences::{self, Found, Style};
use super::settings::Settings;
use super::verdicts::{self, Threshold};

/// Fills in contrasts against the first arm, payoffs and verdicts.
pub(super) fn judge(
    results: &mut Results,
    entrants: &[Entrant],
    ran: &Ran,
    thresholds: &[Threshold],
    settings: &Settings,
) {
    if entrants.len() < 2 {
        return;
    }
    let confidence = confidence(settings);
    let names: Vec<&str> = entrants.iter().map(|entrant| entrant.name.as_str()).collect();
    results.contrasts = contrasts(&names, &ran.samples, confidence);
    results.gains_over_time = gains_over_time(entrants, ran, confidence);
    let gains = gains(&ran.samples, confidence);
    let books: Vec<Books> = entrants
        .iter()
        .zip(&ran.arms)
        .map(|(entrant, result)| Books { result, blueprint: &entrant.ready.blueprint })
        .collect();
    results.payoffs = payoffs(&books, &results.contrasts, &gains);
    let rows = verdicts::rows(&results.contrasts, thresholds);
    let recommended = verdicts::recommended(&results.contrasts, &gains, &rows, thresholds, confidence);
    let found = Found {
        contrasts: &results.contrasts,
        thresholds,
        recommended,
        gains: &gains,
        payoffs: &results.payoffs,
    };
    let style = Style { confidence: settings.confidence, currency: currency(&entrants[0].ready.blueprint) };
    let headline = sentences::headline(&found, &style);
    let recommended = found.recommended.map(|(contrast, _)| contrast.arm.clone());
    let sentences = sentences::flat_profit(&results.contrasts, &rows, &style);
    results.verdicts = Some(Verdicts { rows, recommended, headline, sentences });
}

/// Fills in effects and interactions of a scenario's interventions, and puts them in words.
pub(super) fn judge_effects(
    results: &mut Results,
    scenario: &Scenario,
    arms: &[Arm],
    ran: &Ran,
    thresholds: &[Threshold],
    settings: &Settings,
) {
    let names = intervention_names(scenario);
    results.effects = effects(arms, &names, &ran.samples, confidence(settings));
    let money = scenario.spec().money.as_ref();
    let style = Style {
        confidence: settings.confidence,
        currency: money.map_or("currency", |money| &money.currency),
    };
    if let Some(verdicts) = &mut results.verdicts {
        let effects = sentences::effects(arms, &names, &ran.samples, &results.effects, thresholds, &style);
        verdicts.sentences.splice(0..0, effects);
    }
}
