//! How far a ranking of those who serve can be trusted: agents, and the teams they belong to.

use super::draw::{Drawing, picked};
use super::session::Session;
use super::tally::{Key, Tally};
use crate::metrics::SurveyTable;
use crate::statistics::{concordance, rank_correlation};
use crate::survey::{Answers, ErrorParts, Part, Respondent};

/// The question of this file.
pub(super) const RANKING: &str = "ranking";

/// Those who are ranked.
struct Ranked {
    /// One of them.
    one: &'static str,
    /// How many are ranked, as the name of a figure.
    all: &'static str,
    /// Who served a respondent: the cluster of a contact is its agent, the team in the upper half of the number.
    of: fn(&Respondent) -> u64,
    /// Answers about each at which rankings are judged: a team has more of them than an agent.
    answers: [usize; 3],
}

const RANKED: [Ranked; 2] = [
    Ranked { one: "agent", all: "agents", of: |of| of.cluster, answers: [10, 30, 100] },
    Ranked { one: "team", all: "teams", of: |of| of.cluster >> 32, answers: [30, 100, 300] },
];

/// A figure by every formula; `None` where a formula fails.
type ByFormula = Vec<Option<f64>>;

/// Ranks by every formula on so many answers each, against the order by the formula on error-free answers of all contacts.
/// Answers are those of `number`, with every part of the error but sampling.
pub(super) fn ranking(drawing: &Drawing, number: u64, session: &mut Session, tally: &mut Tally) {
    let everybody = drawing.answers(0, ErrorParts::NONE);
    let answered = drawing.answers(number, ErrorParts::ALL.without(Part::Sampling));
    for ranked in &RANKED {
        let (all, some) = (rows_by(&everybody, ranked.of), rows_by(&answered, ranked.of));
        let names = &drawing.census.segments;
        let table =
            |answers: &Answers, rows: &[usize]| SurveyTable::of_answers(&picked(answers, rows), names);
        // The truth is worked out once, for those who have enough answers for the smallest ranking.
        let with_truth: Vec<(&[usize], ByFormula)> = some
            .iter()
            .filter(|(_, rows)| rows.len() >= ranked.answers[0])
            .filter_map(|(who, rows)| {
                let at = all.binary_search_by_key(who, |(other, _)| *other).ok()?;
                let truth = session.estimate_all(&table(&everybody, &all[at].1).ok()?);
                Some((rows.as_slice(), truth))
            })
            .collect();
        if with_truth.len() < 2 {
            continue;
        }
        for wanted in ranked.answers {
            let estimates: Vec<(&ByFormula, ByFormula)> = with_truth
                .iter()
                .filter(|(rows, _)| rows.len() >= wanted)
                .filter_map(|(rows, truth)| {
                    Some((truth, session.estimate_all(&table(&answered, &rows[..wanted]).ok()?)))
                })
                .collect();
            for formula in 0..session.formulas().len() {
                let pairs =
                    estimates.iter().filter_map(|(truth, said)| Some((truth[formula]?, said[formula]?)));
                let (truths, said): (Vec<f64>, Vec<f64>) = pairs.unzip();
                let mut add = |figure, value| {
                    let about = format!("{wanted} answers per {}", ranked.one);
                    tally.add(Key { question: RANKING, formula, about, figure }, value);
                };
                if let Some(share) = concordance(&truths, &said) {
                    add("pairs in order", share);
                    add(ranked.all, truths.len() as f64);
                }
                if let Some(correlation) = rank_correlation(&truths, &said) {
                    add("rank correlation", correlation);
                }
            }
        }
    }
}

/// The rows of each, ascending.
fn rows_by(answers: &Answers, who: fn(&Respondent) -> u64) -> Vec<(u64, Vec<usize>)> {
    let mut rows: std::collections::BTreeMap<u64, Vec<usize>> = std::collections::BTreeMap::new();
    for (row, respondent) in answers.respondents.iter().enumerate() {
        rows.entry(who(respondent)).or_default().push(row);
    }
    rows.into_iter().collect()
}
