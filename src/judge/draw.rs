//! Draws surveys of a population for a trial.

use crate::metrics::{MetricProblem, SurveyTable};
use crate::random::Stream;
use crate::survey::{
    Answers, Census, ErrorParts, Fielded, Member, Respondent, SurveyLuck, SurveyModel, Unit, ask, field,
    invited,
};

/// Surveys of a trial take their luck from streams far above those of replications.
const SURVEYS_FROM: u64 = 1 << 40;
/// Surveys that a population may have.
const SURVEYS_PER_POPULATION: u64 = 1 << 20;

/// A population that surveys are drawn from.
#[derive(Clone, Copy)]
pub(super) struct Drawing<'a> {
    /// The truth about everybody.
    pub census: &'a Census,
    /// How it is surveyed.
    pub model: &'a SurveyModel,
    /// Master seed.
    pub seed: u64,
    /// Number of the population, from 1.
    pub population: u64,
}

impl Drawing<'_> {
    /// The same luck for other people, or another survey.
    pub fn of<'d>(&self, census: &'d Census, model: &'d SurveyModel) -> Drawing<'d> {
        Drawing { census, model, seed: self.seed, population: self.population }
    }

    fn luck(&self, number: u64) -> SurveyLuck {
        let people = Stream::new(self.seed, self.population);
        let survey = Stream::new(self.seed, SURVEYS_FROM + self.population * SURVEYS_PER_POPULATION + number);
        SurveyLuck::of_survey(people, survey)
    }

    /// The answers of survey `number`, with these parts of the error.
    pub fn answers(&self, number: u64, parts: ErrorParts) -> Answers {
        ask(self.census, self.model, parts, &self.luck(number))
    }

    /// The answers when those invited to survey `number` are invited once more: who answers and how they err is drawn anew.
    pub fn answers_again(&self, number: u64, parts: ErrorParts) -> Answers {
        ask(self.census, self.model, parts, &self.luck(number).in_wave(1))
    }

    /// The same, and who stands behind the answers.
    pub fn field(&self, number: u64, parts: ErrorParts) -> Fielded {
        field(self.census, self.model, parts, &self.luck(number))
    }

    /// Who is invited to survey `number`.
    pub fn invited(&self, number: u64, parts: ErrorParts) -> Vec<Member> {
        invited(self.census, self.model, parts, &self.luck(number))
    }

    /// The same as a table.
    pub fn table(&self, number: u64, parts: ErrorParts) -> Result<SurveyTable, MetricProblem> {
        SurveyTable::of_answers(&self.answers(number, parts), &self.census.segments)
    }

    /// Error-free answers of everybody.
    pub fn everybody(&self) -> Result<SurveyTable, MetricProblem> {
        self.table(0, ErrorParts::NONE)
    }
}

/// The answers as a file has them that leaves the design's weights out.
pub(super) fn as_the_file_says(answers: &Answers) -> Answers {
    let plain = |of: &Respondent| Respondent { weight: 1.0, ..*of };
    Answers { respondents: answers.respondents.iter().map(plain).collect(), ..answers.clone() }
}

/// Some of the respondents, in the order given.
pub(super) fn picked(answers: &Answers, rows: &[usize]) -> Answers {
    Answers {
        questions: answers.questions.clone(),
        respondents: rows.iter().map(|&row| answers.respondents[row]).collect(),
        invited: answers.invited.clone(),
        ticks: rows.iter().flat_map(|&row| answers.of(row)).copied().collect(),
    }
}

/// The part of a census that `keep` lets pass.
pub(super) fn part_of(census: &Census, keep: impl Fn(&Unit) -> bool) -> Census {
    let mut part = Census::new(census.segments.clone(), indicators(census));
    part.is_of_contacts = census.is_of_contacts;
    let mut truth = crate::survey::Truth::default();
    for (place, unit) in census.units().iter().enumerate() {
        if keep(unit) {
            census.truth_at(place, &mut truth);
            part.push(*unit, &truth);
        }
    }
    part
}

/// What is rated.
pub(super) fn indicators(census: &Census) -> Vec<crate::survey::Indicator> {
    crate::survey::Population::indicators(census).to_vec()
}
