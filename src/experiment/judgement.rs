//! Fills in what the arms say of each other: contrasts, payoffs, verdicts, effects, and all of it in words.

use crate::journey::Blueprint;
use crate::scenario::Scenario;

use super::arms::Arm;
use super::contrasts::{by_reason, contrasts, gains};
use super::effects::effects;
use super::entrants::{Entrant, Ran, confidence, currency};
use super::gain_over_time::gains_over_time;
use super::names::Names;
use super::payoffs::{Books, payoffs};
use super::planning::intervention_names;
use super::result::{Results, Verdicts};
use super::sentences::{self, Found, Style};
use super::service::{self, Asked};
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
    let baseline = &entrants[0].ready.blueprint;
    let names: Vec<&str> = entrants.iter().map(|entrant| entrant.name.as_str()).collect();
    results.contrasts = contrasts(&names, &ran.samples, confidence);
    results.gains_over_time = gains_over_time(entrants, ran, confidence);
    let mut gains = gains(&ran.samples, confidence);
    if baseline.segments.is_empty() {
        // Nobody pays: profit would be cost with another sign, and the cheapest service the best.
        gains.fill(None);
    }
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
    let style = Style { confidence: settings.confidence, currency: currency(baseline) };
    let recommended = found.recommended.as_ref().map(|(contrast, _)| contrast.arm.clone());
    let sentences = sentences::flat_profit(&results.contrasts, &rows, &style);
    let mut verdicts = Verdicts {
        rows,
        recommended,
        service: Vec::new(),
        spotlight: None,
        headline: String::new(),
        sentences,
    };
    verdicts.headline =
        sentences::unanswered(&results.contrasts).unwrap_or_else(|| sentences::headline(&found, &style));
    if gains.iter().all(Option::is_none) {
        judge_service(results, &mut verdicts, entrants, ran, thresholds, settings);
    }
    results.verdicts = Some(verdicts);
}

/// What the arms do to the service, and the headline from it, where there is no money that could decide.
fn judge_service(
    results: &mut Results,
    verdicts: &mut Verdicts,
    entrants: &[Entrant],
    ran: &Ran,
    thresholds: &[Threshold],
    settings: &Settings,
) {
    let (baseline, confidence) = (&entrants[0].ready.blueprint, confidence(settings));
    let blueprints: Vec<&Blueprint> = entrants.iter().map(|entrant| &*entrant.ready.blueprint).collect();
    let of_reasons = service::of_reasons(thresholds, &blueprints, &ran.arms[0]);
    let figures: Vec<_> = of_reasons.iter().map(|of| (of.reason.clone(), of.metric)).collect();
    let names: Vec<Names> = entrants.iter().map(|entrant| Names::of(&entrant.ready.blueprint)).collect();
    let arms: Vec<_> = names.iter().zip(&ran.runs.arms).collect();
    by_reason(&mut results.contrasts, &arms, &figures, confidence);
    verdicts.service = service::verdicts(&results.contrasts, &ran.arms, thresholds, &of_reasons, confidence);
    let asked = Asked {
        arms: &ran.arms,
        contrasts: &results.contrasts,
        service: &verdicts.service,
        measures: thresholds,
        targets: &results.targets,
        currency: currency(baseline),
    };
    if sentences::unanswered(asked.contrasts).is_none() {
        (verdicts.headline, verdicts.spotlight) = service::headline(&asked);
    }
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
        // Where nobody has said what matters, the figure that decides first is spoken of, and the tables hold the others.
        let is_said = verdicts.service.is_empty() || !scenario.spec().goals.matters.is_empty();
        let thresholds = if is_said { thresholds } else { &thresholds[..thresholds.len().min(1)] };
        let effects = sentences::effects(arms, &names, &ran.samples, &results.effects, thresholds, &style);
        verdicts.sentences.splice(0..0, effects);
    }
}
