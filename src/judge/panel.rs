//! The panel: the same people asked before and after, compared person by person.

use super::draw::{Drawing, picked};
use super::formula::{Kind, OnTrial, RESAMPLES};
use super::session::Session;
use crate::metrics::formula::bootstrap_change;
use crate::metrics::{Bootstrap, SurveyTable};
use crate::statistics::{Confidence, moments, normal, student};
use crate::survey::{Answers, ErrorParts};

/// Panels per population about which programs are asked: each takes one answer more than there are groups, in each of two waves.
const PANELS_OF_PROGRAMS: u64 = 5;
/// Groups of people left out in turn where a formula's influences are unknown.
const GROUPS: usize = 10;

/// The first wave of every panel of a population; the second differs from arm to arm.
pub(super) struct FirstWaves {
    from: u64,
    answers: Vec<Answers>,
}

impl FirstWaves {
    /// As many waves as there are surveys, numbered from `from`.
    pub fn of(before: &Drawing, from: u64, surveys: u64) -> FirstWaves {
        let answers = (0..surveys).map(|number| before.answers(from + number, ErrorParts::ALL)).collect();
        FirstWaves { from, answers }
    }

    /// Asks the same people again: the luck of a survey is keyed by person, so the same number invites the same people.
    /// Compared are those who answered both times. `tell` hears for each formula whether the change is called significant.
    pub fn compare(
        &self,
        after: &Drawing,
        segments: &[String],
        confidence: Confidence,
        session: &mut Session,
        mut tell: impl FnMut(usize, bool),
    ) {
        for (number, before) in (0..).zip(&self.answers) {
            let both = in_both(before, &after.answers(self.from + number, ErrorParts::ALL));
            let tables = both.map(|answers| SurveyTable::of_answers(&answers, segments));
            let [Ok(first), Ok(second)] = tables else { continue };
            for (at, formula) in session.formulas().iter().enumerate() {
                let is_seen = match &formula.kind {
                    Kind::External(_) if number < PANELS_OF_PROGRAMS => {
                        by_groups(at, &first, &second, confidence, session)
                    }
                    Kind::External(_) => None,
                    _ => by_person(formula, &first, &second, confidence, session),
                };
                if let Some(is_seen) = is_seen {
                    tell(at, is_seen);
                }
            }
        }
    }
}

/// The noise of a change is that of the differences of each person's influences; where a formula has none, that of the
/// change in resamples of the people, the same in both waves.
fn by_person(
    formula: &OnTrial,
    first: &SurveyTable,
    second: &SurveyTable,
    confidence: Confidence,
    session: &Session,
) -> Option<bool> {
    let z = normal::critical_value(confidence.miss());
    if let Kind::Written(written) = &formula.kind
        && !written.is_smooth()
    {
        let bootstrap = Bootstrap { resamples: RESAMPLES, seed: 1, threads: 1 };
        let noise = bootstrap_change(written, first, second, &bootstrap).ok()?.standard_error()?;
        let change = written.value(second).ok()? - written.value(first).ok()?;
        return Some(change.abs() > z * noise);
    }
    let say = |table: &SurveyTable| formula.influences(table, session.asking());
    let (a, b) = (say(first)?, say(second)?);
    let n = a.of_each.len() as f64;
    let squares: f64 = a.of_each.iter().zip(&b.of_each).map(|(a, b)| (b - a) * (b - a)).sum();
    (n > 1.0).then(|| (b.estimate - a.estimate).abs() > z * (squares * n / (n - 1.0)).sqrt())
}

/// The noise of a change by leaving out a tenth of the people in turn, in both waves: `(G - 1) / G` times the sum of squared
/// deviations, Student's t with G - 1 degrees of freedom. Source: Kott (2001), the delete-a-group jackknife; a tenth at a
/// time is enough for quantiles too, unlike one at a time (Shao and Wu 1989).
fn by_groups(
    at: usize,
    first: &SurveyTable,
    second: &SurveyTable,
    confidence: Confidence,
    session: &mut Session,
) -> Option<bool> {
    if !session.is_split(at) || first.rows() < 2 * GROUPS {
        return None;
    }
    let mut change = |keep: &dyn Fn(usize) -> bool| -> Option<f64> {
        let rows: Vec<usize> = (0..first.rows()).filter(|&row| keep(row)).collect();
        let mut value = |table: &SurveyTable| {
            let weights =
                rows.iter().map(|&row| table.weights().map_or(1.0, |weights| weights[row])).collect();
            session.estimate(at, &table.picked(&rows, weights).ok()?).ok()
        };
        Some(value(second)? - value(first)?)
    };
    let whole = change(&|_| true)?;
    let without =
        (0..GROUPS).map(|group| change(&|row| row % GROUPS != group)).collect::<Option<Vec<f64>>>()?;
    let freedom = GROUPS as f64 - 1.0;
    // (G - 1) / G times the sum of squares is (G - 1)^2 / G times the variance.
    let noise = freedom * (moments::variance(&without)? / GROUPS as f64).sqrt();
    Some(whole.abs() > student::critical_value(confidence.miss(), freedom) * noise)
}

/// The answers of those who answered both surveys, in the order of the first.
fn in_both(a: &Answers, b: &Answers) -> [Answers; 2] {
    let mut places: Vec<(u64, usize)> =
        b.respondents.iter().enumerate().map(|(row, respondent)| (respondent.key, row)).collect();
    places.sort_unstable();
    let (mut of_a, mut of_b) = (Vec::new(), Vec::new());
    for (row, respondent) in a.respondents.iter().enumerate() {
        if let Ok(at) = places.binary_search_by_key(&respondent.key, |(key, _)| *key) {
            of_a.push(row);
            of_b.push(places[at].1);
        }
    }
    [picked(a, &of_a), picked(b, &of_b)]
}
