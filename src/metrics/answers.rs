//! A simulated survey's answers as a survey that every metric can be made of.

use crate::metrics::problem::MetricProblem;
use crate::metrics::survey_table::{Column, Labels, SurveyTable};
use crate::survey::Answers;

impl SurveyTable {
    /// The answers of a survey: a column per question under its name; weights, strata, clusters (where they hold more than
    /// one respondent), segments by the names given, and waves.
    pub fn of_answers(answers: &Answers, segments: &[String]) -> Result<SurveyTable, MetricProblem> {
        let people = &answers.respondents;
        let mut table = SurveyTable::new(people.len());
        let width = answers.questions.len();
        for (number, question) in answers.questions.iter().enumerate() {
            let ticks = answers.ticks.iter().skip(number).step_by(width.max(1)).copied().collect();
            table = table.with_column(&question.name, Column::Ratings(ticks))?;
        }
        if people.iter().any(|of| of.weight != 1.0) {
            table = table.with_weights(people.iter().map(|of| of.weight).collect())?;
        }
        if people.iter().any(|of| of.stratum != people[0].stratum) {
            table = table.with_strata(people.iter().map(|of| of.stratum).collect())?;
        }
        if let Some(clusters) = clusters(answers) {
            table = table.with_clusters(clusters)?;
        }
        let codes = people.iter().map(|of| of.segment).collect();
        table = table.with_segments(Labels { names: segments.to_vec(), codes })?;
        let waves = people.iter().map(|of| of.wave).max().unwrap_or(0);
        let names = (0..=waves).map(|wave| wave.to_string()).collect();
        let codes = people.iter().map(|of| of.wave).collect();
        table.with_waves(Labels { names, codes })
    }
}

/// Clusters by number, in the order in which they first appear; `None` where nobody shares one.
fn clusters(answers: &Answers) -> Option<Vec<u32>> {
    let mut sorted: Vec<u64> = answers.respondents.iter().map(|of| of.cluster).collect();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted.len() == answers.respondents.len() || sorted.len() < 2 {
        return None;
    }
    let number = |cluster: u64| sorted.partition_point(|other| *other < cluster) as u32;
    Some(answers.respondents.iter().map(|of| number(of.cluster)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::{AnswerScale, Asked, Question, Respondent};

    #[test]
    fn answers_become_columns_and_design() {
        let question =
            |name: &str, asked| Question { name: name.into(), asked, scale: AnswerScale::ONE_TO_TEN };
        let mut answers =
            Answers::new(vec![question("overall", Asked::Overall), question("ideal", Asked::Ideal)], 2);
        for (number, (cluster, weight)) in [(9, 1.0), (4, 3.0), (9, 1.0)].into_iter().enumerate() {
            answers.respondents.push(Respondent {
                key: number as u64,
                customer: number as u32,
                segment: number as u32 % 2,
                channel: 0,
                stratum: 0,
                cluster,
                weight,
                interviewed: false,
                wave: 0,
            });
            answers.ticks.extend([number as u8 + 5, if number == 1 { Answers::OPEN } else { 8 }]);
        }
        let names = ["a".to_string(), "b".to_string()];
        let table = SurveyTable::of_answers(&answers, &names).expect("it fits");
        assert_eq!(table.columns().map(|(name, _)| name).collect::<Vec<_>>(), ["overall", "ideal"]);
        let ideal: Vec<Option<f64>> = table.column("ideal").expect("it is there").iter().collect();
        assert_eq!(ideal, [Some(8.0), None, Some(8.0)]);
        assert_eq!(table.weights(), Some(&[1.0, 3.0, 1.0][..]));
        assert_eq!(table.segments().map(|of| of.codes.clone()), Some(vec![0, 1, 0]));
        let mean = table.design().expect("a design").mean(|row| table.column("overall").ok()?.get(row));
        assert!((mean.expect("answers").value - (5.0 + 18.0 + 7.0) / 5.0).abs() < 1e-12);
    }
}
