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

/// A unit of a survey: where it stands in the population, and what it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member {
    /// Its place in the order of the population.
    pub place: usize,
    /// What it counts by the sample design; 1 in a simple sample.
    pub weight: f64,
}

/// A survey together with those behind it: what they would have answered without error can be looked up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fielded {
    /// The answers.
    pub answers: Answers,
    /// Who was invited.
    pub invited: Vec<Member>,
    /// Who answered, in the order of the answers.
    pub answered: Vec<Member>,
}

/// Asks a population. With [`ErrorParts::NONE`] everybody answers the truth: a census. The same luck gives the same
/// answers, and a part that is switched off leaves the luck of the others alone.
pub fn ask(
    population: &impl Population,
    model: &SurveyModel,
    parts: ErrorParts,
    luck: &SurveyLuck,
) -> Answers {
    put(population, model, parts, luck, &invite(population, model, parts, luck), |_| ())
}

/// The same, and who stands behind the answers.
pub fn field(
    population: &impl Population,
    model: &SurveyModel,
    parts: ErrorParts,
    luck: &SurveyLuck,
) -> Fielded {
    let invitations = invite(population, model, parts, luck);
    let mut answered = Vec::new();
    let answers = put(population, model, parts, luck, &invitations, |member| answered.push(member));
    Fielded { answers, invited: invitations.iter().map(Invitation::member).collect(), answered }
}

/// Who is invited, without being asked.
pub fn invited(
    population: &impl Population,
    model: &SurveyModel,
    parts: ErrorParts,
    luck: &SurveyLuck,
) -> Vec<Member> {
    invite(population, model, parts, luck).iter().map(Invitation::member).collect()
}

/// Puts the questions to everybody who is invited; `tell` hears of those who answer.
fn put(
    population: &impl Population,
    model: &SurveyModel,
    parts: ErrorParts,
    luck: &SurveyLuck,
    invitations: &[Invitation],
    mut tell: impl FnMut(Member),
) -> Answers {
    let indicators = population.indicators();
    let of_contacts = population.is_of_contacts();
    let mut answers = Answers::new(questions(model, indicators, of_contacts), population.segments());
    let response = match model.after_contact {
        Some(after) if of_contacts => after.response,
        _ => model.response,
    };
    let mut truth = Truth::default();
    for invitation in invitations {
        answers.invited[invitation.unit.segment as usize] += 1;
        if responds(&invitation.unit, model, response, parts, luck) {
            population.truth(invitation.place, &invitation.unit, &mut truth);
            let asked = Respondence { model, indicators, parts, luck, unit: &invitation.unit, truth: &truth };
            record(&asked, invitation, &mut answers);
            tell(invitation.member());
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
