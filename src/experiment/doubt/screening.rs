//! Which of all assumptions move the answer: each is moved in turn, under the same luck, and those that move it most to both ends.

use std::collections::BTreeSet;

use crate::metrics::Metric;
use crate::scenario::Scenario;
use crate::statistics::bootstrap::jackknife;
use crate::statistics::moments;
use crate::suggest::did_you_mean;

use super::super::arms::Arm;
use super::super::contrasts::{above, gain_by_replication};
use super::super::error::ExperimentError;
use super::super::sample::Samples;
use super::super::settings::{Progress, Settings, Stage, Watch};
use super::Question;
use super::cells::{Cell, run, samples};
use super::screened::{Screening, ScreeningRow};

/// At most this many inputs are moved, so that the cost of a screening has a bound.
const MOST_INPUTS: usize = 1_000;
/// So many inputs, those that move the figure most, are moved to their other end as well.
const LEADERS: usize = 20;
/// So many cells are prepared at a time: each holds what a calibrated baseline starts with.
const CELLS_AT_A_TIME: usize = 16;
/// How far an input is moved where nothing is stated: a fifth, as in the table of doubtful inputs (our choice).
const ENDS: [&str; 2] = ["-20%", "+20%"];
/// The same of a whole number so small that a fifth of it is less than half of one.
const UNITS: [&str; 2] = ["-1", "+1"];
/// The same of an intervention's strength.
const STRENGTHS: [f64; 2] = [0.8, 1.2];
/// The decision figure in money: profit plus customer value.
const MONEY: &str = "profit plus customer value";
/// The low and the high end among the ends of an input.
const LOW: usize = 0;
const HIGH: usize = 1;

/// An input that is moved: a number of the scenario, or how strongly an intervention acts.
struct ScreenedInput {
    name: String,
    ends: [String; 2],
    moved: Moved,
}

enum Moved {
    Number,
    /// The arm in doubt with one intervention weaker and stronger.
    Strength([Arm; 2]),
}

/// What a screening will cost, known before it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScreeningCost {
    /// Inputs that are moved, at most: the arm in doubt may have fewer interventions than the scenario.
    pub inputs: usize,
    /// Runs of one arm in one replication, at most: the baseline and the arm in doubt, at one end of each input, and at the other of
    /// those that lead.
    pub runs: u64,
}

/// What a screening of the scenario with these settings will cost.
pub fn screening_cost(scenario: &Scenario, settings: &Settings) -> ScreeningCost {
    let inputs = wanted(scenario, settings).len().min(MOST_INPUTS) + scenario.interventions().len();
    let moves = (inputs + inputs.min(LEADERS)) as u64;
    ScreeningCost { inputs, runs: 2 * moves * settings.screening_replications }
}

/// The assumptions that are asked about: all, or those whose path begins as the settings say.
fn wanted(scenario: &Scenario, settings: &Settings) -> Vec<String> {
    let mut paths = scenario.assumptions();
    let is_wanted =
        |path: &String| settings.screening_of.iter().any(|begins| path.starts_with(begins.as_str()));
    if !settings.screening_of.is_empty() {
        paths.retain(is_wanted);
    }
    paths
}

/// Whether every beginning that `--screening-of` names leads to an assumption of the scenario.
///
/// # Errors
/// Names the first that does not, and what is near it.
pub fn screening_paths_exist(scenario: &Scenario, settings: &Settings) -> Result<(), ExperimentError> {
    let paths = scenario.assumptions();
    let begins = |begin: &&String| !paths.iter().any(|path| path.starts_with(begin.as_str()));
    let Some(unknown) = settings.screening_of.iter().find(begins) else { return Ok(()) };
    let tables: BTreeSet<&str> = paths.iter().filter_map(|path| path.split('.').next()).collect();
    let help = did_you_mean(unknown, tables).unwrap_or_default();
    Err(ExperimentError::Setting(format!(
        "no number that the scenario assumes has a path that begins with `{unknown}` (--screening-of); {help}"
    )))
}

/// The screening, with what the reader must know of what it lacks. `None` when it was interrupted.
pub(in super::super) fn screening(question: &Question, watch: &Watch) -> (Option<Screening>, Vec<String>) {
    let arm = &question.arms[question.at];
    let finished = question.runs.arms[question.at].replications.len() as u64;
    let replications = question.settings.screening_replications.min(finished);
    let (inputs, left_out) = inputs(question, arm);
    let mut warnings = Vec::new();
    if left_out > 0 {
        let all = MOST_INPUTS + left_out;
        warnings.push(format!("only the first {MOST_INPUTS} of {all} assumptions are screened"));
    }
    let stated: Vec<Samples> =
        [0, question.at].map(|at| samples(&question.runs.arms[at], replications)).into();
    let Some((figure, of_stated)) = decision_figure(question, &stated) else {
        warnings.push("there is no figure by which assumptions could be ranked".to_string());
        return (None, warnings);
    };
    let response = |input: &ScreenedInput| Response {
        path: input.name.clone(),
        ends: input.ends.clone(),
        stated: of_stated.clone(),
        moved: [None, None],
    };
    let mut responses: Vec<Response> = inputs.iter().map(response).collect();
    let screen = |of: &[(usize, usize)], responses: &mut [Response]| -> Option<()> {
        let of: Vec<&(usize, usize)> =
            of.iter().filter(|(at, end)| inputs[*at].has_end(*end, question.scenario)).collect();
        let cells: Vec<Cell> =
            of.iter().map(|(at, end)| inputs[*at].cell(*end, arm, question.scenario)).collect();
        let found = run_in_parts(question, &cells, replications, watch)?;
        for ((at, end), samples) in of.into_iter().zip(found) {
            let figure = samples.and_then(|samples| decision_figure(question, &samples));
            responses[*at].moved[*end] = figure.map(|found| found.1);
        }
        Some(())
    };
    let mut moved = || -> Option<()> {
        let every: Vec<(usize, usize)> = (0..inputs.len()).map(|at| (at, HIGH)).collect();
        screen(&every, &mut responses)?;
        // A share of 0.9 cannot be a fifth higher, but it can be a fifth lower.
        let stuck: Vec<(usize, usize)> =
            (0..inputs.len()).filter(|at| responses[*at].moved[HIGH].is_none()).map(|at| (at, LOW)).collect();
        screen(&stuck, &mut responses)?;
        let leaders: Vec<(usize, usize)> = leaders(&responses).into_iter().map(|at| (at, LOW)).collect();
        screen(&leaders, &mut responses)
    };
    if moved().is_none() {
        warnings.push("the screening of all assumptions was interrupted and is left out".to_string());
        return (None, warnings);
    }
    let mut screening = ranked(responses);
    screening.arm = arm.name.clone();
    screening.replications = replications;
    screening.figure = figure;
    (Some(screening), warnings)
}

/// The inputs that move the figure most and have a second end to be moved to, by their place.
fn leaders(responses: &[Response]) -> Vec<usize> {
    let mut places: Vec<(usize, f64)> =
        responses.iter().enumerate().map(|(at, response)| (at, response.swing(None))).collect();
    places.retain(|(_, swing)| *swing > 0.0);
    places.sort_by(|a, b| b.1.total_cmp(&a.1));
    let leading = places.into_iter().map(|(at, _)| at).take(LEADERS);
    leading.filter(|at| responses[*at].moved[HIGH].is_some()).collect()
}

/// The inputs that are moved, and how many are not: the strengths of the arm's interventions, then the numbers of the scenario, at the
/// ends that its doubts state.
fn inputs(question: &Question, arm: &Arm) -> (Vec<ScreenedInput>, usize) {
    let scenario = question.scenario;
    let strengths = arm.doses.iter().enumerate().map(|(at, dose)| ScreenedInput {
        name: format!("strength of {}", scenario.interventions()[dose.intervention].name),
        ends: ENDS.map(str::to_string),
        moved: Moved::Strength(STRENGTHS.map(|factor| {
            let mut moved = arm.clone();
            moved.doses[at].strength *= factor;
            moved
        })),
    });
    let doubts = &scenario.spec().doubt;
    let mut paths = wanted(scenario, question.settings);
    let left_out = paths.len().saturating_sub(MOST_INPUTS);
    paths.truncate(MOST_INPUTS);
    let numbers = paths.into_iter().map(|path| {
        let stated = doubts.iter().find(|doubt| doubt.path == path);
        let ends = match stated {
            Some(doubt) => [doubt.low.clone(), doubt.high.clone()],
            None => usual_ends(scenario, &path),
        };
        ScreenedInput { name: path, ends, moved: Moved::Number }
    });
    (strengths.chain(numbers).collect(), left_out)
}

/// A fifth either way, but a unit where a fifth would leave a whole number as it is: without effect is what was moved to no effect.
fn usual_ends(scenario: &Scenario, path: &str) -> [String; 2] {
    [LOW, HIGH]
        .map(|end| if scenario.is_moved_by(path, ENDS[end]) { ENDS[end] } else { UNITS[end] }.to_string())
}

impl ScreenedInput {
    /// Whether there is anything to be moved to at this end: one agent, for one, is never made none by a change.
    fn has_end(&self, end: usize, scenario: &Scenario) -> bool {
        match &self.moved {
            Moved::Number => scenario.is_moved_by(&self.name, &self.ends[end]),
            Moved::Strength(_) => true,
        }
    }

    /// The baseline and the arm with the input at one of its ends; the weights beside one that is moved give way.
    fn cell<'a>(&'a self, end: usize, arm: &'a Arm, scenario: &Scenario) -> Cell<'a> {
        match &self.moved {
            Moved::Number => {
                Cell::of_changes(scenario.settings_that_move(&self.name, &self.ends[end]), &[arm])
            }
            Moved::Strength(arms) => Cell::as_stated(&[&arms[end]]),
        }
    }
}

/// Runs the cells, some at a time; `None` when interrupted.
fn run_in_parts(
    question: &Question,
    cells: &[Cell],
    replications: u64,
    watch: &Watch,
) -> Option<Vec<Option<Vec<Samples>>>> {
    // The bar shows the screening as a whole, not its parts.
    let of_part = Watch { cancellation: watch.cancellation, progress: &|_| {}, records: None };
    let mut found = Vec::with_capacity(cells.len());
    for part in cells.chunks(CELLS_AT_A_TIME) {
        found.extend(run(question, part, replications, &of_part)?);
        (watch.progress)(Progress { stage: Stage::Screening, done: found.len(), of: cells.len() });
    }
    Some(found)
}

/// What the choice is made by, of the arm against the baseline in each replication: money where there is any, else what matters first.
fn decision_figure(question: &Question, samples: &[Samples]) -> Option<(String, Vec<f64>)> {
    let [baseline, arm, ..] = samples else { return None };
    if let Some(gain) = gain_by_replication(arm, baseline) {
        return Some((MONEY.to_string(), gain));
    }
    let metric: Metric = question.thresholds.first()?.entry.metric;
    Some((metric.key().to_string(), above(arm, baseline, metric)?))
}

/// The decision figure by replication as stated, and with one input at those of its ends to which it was moved.
struct Response {
    path: String,
    ends: [String; 2],
    stated: Vec<f64>,
    moved: [Option<Vec<f64>>; 2],
}

impl Response {
    /// The range of the figure over the values that were tried, over all replications but the one left out.
    fn swing(&self, without: Option<usize>) -> f64 {
        let tried = std::iter::once(&self.stated).chain(self.moved.iter().flatten());
        let means: Vec<f64> = tried.map(|values| mean(values, without)).collect();
        let most = means.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        most - means.iter().copied().fold(f64::INFINITY, f64::min)
    }

    fn row(self) -> ScreeningRow {
        let left_out: Vec<f64> = (0..self.stated.len()).map(|without| self.swing(Some(without))).collect();
        let swing = self.swing(None);
        let at = |end: usize| self.moved[end].as_ref().map(|values| mean(values, None));
        let (at_low, at_high) = (at(LOW), at(HIGH));
        let [low, high] = self.ends;
        ScreeningRow {
            path: self.path,
            low,
            high,
            at_low,
            stated: mean(&self.stated, None),
            at_high,
            swing,
            standard_error: jackknife::standard_error(&left_out).ok(),
        }
    }
}

/// The inputs by how far they move the figure, those that do not move it at all, and those that could not be moved: common luck
/// makes the effect of an input that plays no part exactly 0.
fn ranked(responses: Vec<Response>) -> Screening {
    let mut found = Screening::default();
    for response in responses {
        if response.moved.iter().all(Option::is_none) {
            found.cannot_be_moved.push(response.path);
        } else if response.swing(None) == 0.0 {
            found.without_effect.push(response.path);
        } else {
            found.rows.push(response.row());
        }
    }
    // The sort is stable: of equal swings the earlier input stands first.
    found.rows.sort_by(|a, b| b.swing.total_cmp(&a.swing));
    found
}

/// The mean over replications but the one left out.
fn mean(values: &[f64], without: Option<usize>) -> f64 {
    let kept = values.iter().enumerate().filter(|(at, _)| Some(*at) != without);
    moments::mean(&kept.map(|(_, value)| *value).collect::<Vec<f64>>()).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(path: &str, low: Option<Vec<f64>>, stated: &[f64], high: Option<Vec<f64>>) -> Response {
        let ends = ENDS.map(str::to_string);
        Response { path: path.to_string(), ends, stated: stated.to_vec(), moved: [low, high] }
    }

    /// A figure that is linear in its inputs, with noise that all states share: moved by a fifth either way, an input swings it by
    /// 0.4 times coefficient times value, whatever the noise; moved one way, by half of that.
    #[test]
    fn of_a_linear_response_the_ranks_and_the_swings_are_known() {
        let noise = [3.0, -1.0, -2.0, 5.0];
        let linear = |path: &str, coefficient: f64, value: f64| {
            let at = |factor: f64| noise.map(|noise| 100.0 + noise + coefficient * value * factor).to_vec();
            response(path, Some(at(0.8)), &at(1.0), Some(at(1.2)))
        };
        let stuck = Response { moved: [None, None], ..linear("stuck", 9.0, 9.0) };
        let one_way = linear("one way", 2.0, 10.0);
        let [low, _] = one_way.moved;
        let one_way = Response { moved: [low, None], ..one_way };
        let found = ranked(vec![
            linear("small", 1.0, 2.0),
            linear("idle", 0.0, 50.0),
            linear("large", -10.0, 3.0),
            one_way,
            stuck,
            linear("middle", 0.5, 10.0),
        ]);
        let paths: Vec<&str> = found.rows.iter().map(|row| row.path.as_str()).collect();
        assert_eq!(paths, ["large", "one way", "middle", "small"]);
        assert_eq!(
            (found.without_effect, found.cannot_be_moved),
            (vec!["idle".into()], vec!["stuck".into()])
        );
        for (row, swing) in found.rows.iter().zip([12.0, 4.0, 2.0, 0.8]) {
            assert!((row.swing - swing).abs() < 1e-9, "{row:?}");
            assert!(row.standard_error.unwrap() < 1e-9, "common noise is no noise of a swing: {row:?}");
        }
        // A coefficient below 0: the low end gives more.
        assert!(found.rows[0].at_low.unwrap() > found.rows[0].stated);
        assert!(found.rows[0].at_high.unwrap() < found.rows[0].stated);
        assert_eq!(found.rows[1].at_high, None);
    }

    #[test]
    fn those_that_lead_are_moved_to_their_other_end() {
        let moved = |at: f64| response("a", None, &[0.0], Some(vec![at]));
        let mut responses: Vec<Response> = (0..30).map(|at| moved(f64::from(at % 25))).collect();
        responses.push(response("lower only", Some(vec![-90.0]), &[0.0], None));
        let leaders = leaders(&responses);
        assert_eq!(leaders[..3], [24, 23, 22]);
        assert_eq!(leaders.len(), LEADERS - 1, "one of those that lead has no other end");
        assert!(!leaders.contains(&30) && !leaders.contains(&0) && !leaders.contains(&25));
    }

    #[test]
    fn the_noise_of_a_swing_is_that_between_replications() {
        let found = ranked(vec![response("a", None, &[0.0, 0.0], Some(vec![9.0, 11.0]))]);
        // 9 or 11 with one replication left out: half of the difference is the standard error.
        assert!((found.rows[0].swing - 10.0).abs() < 1e-12);
        assert!((found.rows[0].standard_error.unwrap() - 1.0).abs() < 1e-12);
    }
}
