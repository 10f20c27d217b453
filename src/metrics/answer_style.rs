//! How people use a scale, whatever they are asked: straight-lining, and mean against spread.
//!
//! Common style makes ratings correlate that have nothing else in common, so that drivers look alike. Source: Rossi, Gilula
//! and Allenby (2001), "Overcoming scale usage heterogeneity". The mixture of feeling and indecision of one question is
//! [`crate::statistics::Cub`].

use super::problem::MetricProblem;
use super::survey_table::SurveyTable;
use crate::statistics::{Estimate, moments};

/// How the respondents of a survey use its scale over several questions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AnswerStyle {
    /// Share of respondents who gave one and the same answer to every question, 0 to 1.
    pub straight_liners: Estimate,
    /// Correlation of a person's mean with the person's spread: strongly negative where people crowd at the good end. Absent
    /// where one of them does not vary.
    pub mean_against_spread: Option<f64>,
    /// Respondents who answered every question.
    pub n: usize,
}

/// The answer style over questions that share one scale, of respondents who answered all of them; at least two questions
/// and two respondents.
pub fn answer_style(survey: &SurveyTable, columns: &[&str]) -> Result<AnswerStyle, MetricProblem> {
    if columns.len() < 2 {
        return Err(MetricProblem::WrongNumber { what: "questions", given: columns.len(), needed: 2 });
    }
    let rows = survey.complete_rows(columns)?;
    if rows.len() < 2 {
        return Err(MetricProblem::NoAnswers { what: "the answer style".to_string() });
    }
    let questions = survey.columns_of(columns)?;
    let people: Vec<Vec<f64>> =
        rows.iter().map(|&row| questions.iter().filter_map(|column| column.get(row)).collect()).collect();
    let same = |answers: &[f64]| f64::from(u8::from(answers.iter().all(|answer| *answer == answers[0])));
    let straight_liners = survey.design_of(&rows)?.mean(|row| Some(same(&people[row])))?;
    let of_people = |figure: fn(&[f64]) -> Option<f64>| -> Vec<f64> {
        people.iter().filter_map(|answers| figure(answers)).collect()
    };
    let (means, spreads) = (of_people(moments::mean), of_people(moments::standard_deviation));
    Ok(AnswerStyle {
        straight_liners,
        mean_against_spread: moments::correlation(&means, &spreads),
        n: rows.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::survey_table::Column;

    #[test]
    fn straight_liners_are_those_who_never_change_their_answer() {
        let gap = Column::MISSING;
        let survey = [("a", [5, 1, 9, 9]), ("b", [5, 5, 9, 8]), ("c", [5, 9, gap, 9])].into_iter().fold(
            SurveyTable::new(4),
            |survey, (name, codes)| {
                survey.with_column(name, Column::Ratings(codes.to_vec())).expect("it fits")
            },
        );
        let of = answer_style(&survey, &["a", "b", "c"]).expect("answers");
        assert_eq!(of.n, 3);
        assert!((of.straight_liners.value - 1.0 / 3.0).abs() < 1e-15);
        // Means 5, 5, 26/3; spreads 0, 4, sqrt(1/3).
        let expected = moments::correlation(&[5.0, 5.0, 26.0 / 3.0], &[0.0, 4.0, (1.0f64 / 3.0).sqrt()]);
        assert!((of.mean_against_spread.expect("it varies") - expected.expect("it varies")).abs() < 1e-12);
        assert!(answer_style(&survey, &["a"]).is_err());
        assert!(answer_style(&survey, &["a", "zzz"]).is_err());
    }
}
