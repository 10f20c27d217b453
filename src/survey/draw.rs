//! Draws a survey of a population.

use super::answering::Respondence;
use super::answers::{Answers, Respondent};
use super::luck::{Address, SurveyLuck};
use super::model::SurveyModel;
use super::parts::{ErrorParts, Part};
use super::question::questions;
use super::response::response_probability;
use super::sampling::{Invitation, invite, is_listed};
use super::truth::{Indicator, Population, Truth, Unit};

/// Asks a population. With [`ErrorParts::NONE`] everybody answers the truth: a census. The same luck gives the same
/// answers, and a part that is switched off leaves the luck of the others alone.
pub fn ask(
    population: &impl Population,
    model: &SurveyModel,
    parts: ErrorParts,
    luck: &SurveyLuck,
) -> Answers {
    let indicators = population.indicators();
    let of_contacts = population.is_of_contacts();
    let mut answers = Answers::new(questions(model, indicators, of_contacts), population.segments());
    let response = match model.after_contact {
        Some(after) if of_contacts => after.response,
        _ => model.response,
    };
    let mut truth = Truth::default();
    for invitation in invite(population, model, parts, luck) {
        answers.invited[invitation.unit.segment as usize] += 1;
        if responds(&invitation.unit, model, response, parts, luck) {
            population.truth(invitation.place, &invitation.unit, &mut truth);
            let asked = Respondence { model, indicators, parts, luck, unit: &invitation.unit, truth: &truth };
            record(&asked, &invitation, &mut answers);
        }
    }
    answers
}

/// Asks the customer of one contact, as it happens: frame, selection, the share that is sampled, and response decide.
/// Returns whether there was an invitation; the answers, if any, stand at the end of `answers`.
pub fn ask_one(
    unit: &Unit,
    truth: &Truth,
    model: &SurveyModel,
    indicators: &[Indicator],
    luck: &SurveyLuck,
    answers: &mut Answers,
) -> bool {
    let parts = ErrorParts::ALL;
    let Some(after) = model.after_contact else {
        return false;
    };
    let is_invited =
        luck.of_sampling(Address::Own, unit.key).happens(after.share) && is_listed(unit, model, parts, luck);
    if !is_invited {
        return false;
    }
    answers.invited[unit.segment as usize] += 1;
    if responds(unit, model, after.response, parts, luck) {
        let invitation = Invitation { place: 0, unit: *unit, stratum: 0, weight: 1.0 };
        record(&Respondence { model, indicators, parts, luck, unit, truth }, &invitation, answers);
    }
    true
}

fn responds(unit: &Unit, model: &SurveyModel, response: f64, parts: ErrorParts, luck: &SurveyLuck) -> bool {
    !parts.has(Part::Response)
        || luck.of(Address::Own, unit.key, 1).happens(response_probability(unit, model, response))
}

fn record(asked: &Respondence, invitation: &Invitation, answers: &mut Answers) {
    let interviewed = asked.is_interviewed();
    let unit = asked.unit;
    answers.respondents.push(Respondent {
        key: unit.key,
        customer: unit.customer,
        segment: unit.segment,
        channel: unit.channel,
        stratum: invitation.stratum,
        cluster: unit.cluster,
        weight: invitation.weight,
        interviewed,
        wave: asked.luck.wave,
    });
    let Answers { questions, ticks, .. } = answers;
    asked.tick(questions, interviewed, ticks);
}
