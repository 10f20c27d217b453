//! Draws surveys of a population for a trial, and turns their answers into tables.

use crate::metrics::{Column, Labels, MetricProblem, SurveyTable};
use crate::random::Stream;
use crate::survey::{Answers, Census, ErrorParts, SurveyLuck, SurveyModel, Unit, ask};

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
    /// The answers of survey `number`, with these parts of the error.
    pub fn answers(&self, number: u64, parts: ErrorParts) -> Answers {
        let people = Stream::new(self.seed, self.population);
        let survey =
            Stream::new(self.seed, SURVEYS_FROM + self.population * SURVEYS_PER_POPULATION + number);
        ask(self.census, self.model, parts, &SurveyLuck::of_survey(people, survey))
    }

    /// The same as a table.
    pub fn table(&self, number: u64, parts: ErrorParts) -> Result<SurveyTable, MetricProblem> {
        table_of(&self.answers(number, parts), self.model, &self.census.segments)
    }

    /// Error-free answers of everybody.
    pub fn everybody(&self) -> Result<SurveyTable, MetricProblem> {
        self.table(0, ErrorParts::NONE)
    }
}

/// Answers as a table: weights, strata and clusters only where the sample has some.
pub(super) fn table_of(
    answers: &Answers,
    model: &SurveyModel,
    segments: &[String],
) -> Result<SurveyTable, MetricProblem> {
    let (rows, width) = (answers.respondents.len(), answers.questions.len());
    let of = || answers.respondents.iter();
    let mut table = SurveyTable::new(rows);
    for (at, question) in answers.questions.iter().enumerate() {
        let codes = answers.ticks.iter().skip(at).step_by(width.max(1)).copied().collect();
        table = table.with_column(&question.name, Column::Ratings(codes))?;
    }
    let labels = |names: Vec<String>, codes: Vec<u32>| Labels { names, codes };
    table = table.with_segments(labels(segments.to_vec(), of().map(|one| one.segment).collect()))?;
    if of().any(|one| one.weight != 1.0) {
        table = table.with_weights(of().map(|one| one.weight).collect())?;
    }
    if of().any(|one| one.stratum != 0) {
        table = table.with_strata(of().map(|one| one.stratum).collect())?;
    }
    if model.cluster_size > 1 {
        let mut numbers: Vec<u64> = of().map(|one| one.cluster).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let place = |cluster: u64| numbers.partition_point(|&other| other < cluster) as u32;
        table = table.with_clusters(of().map(|one| place(one.cluster)).collect())?;
    }
    Ok(table)
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
