//! Which of all assumptions move the answer: each is moved to both of its ends in turn, under the same luck, and they are ranked.

use crate::metrics::Metric;
use crate::scenario::Scenario;
use crate::statistics::bootstrap::jackknife;
use crate::statistics::moments;

use super::super::arms::Arm;
use super::super::sample::Samples;
use super::super::settings::{Progress, Settings, Stage, Watch};
use super::Question;
use super::cells::{Cell, run, samples};
use super::knowing::{above, worth};
use super::screened::{Screening, ScreeningRow};

/// At most this many inputs are moved, so that the cost of a screening has a bound.
const MOST_INPUTS: usize = 1_000;
/// So many cells are prepared at a time: each holds what a calibrated baseline starts with.
const CELLS_AT_A_TIME: usize = 16;
/// How far an input is moved where nothing is stated: a fifth, as in the table of doubtful inputs (our choice).
const ENDS: [&str; 2] = ["-20%", "+20%"];
/// The same of an intervention's strength.
const STRENGTHS: [f64; 2] = [0.8, 1.2];
/// The decision figure in money: profit plus customer value.
const MONEY: &str = "profit plus customer value";

/// An input that is moved: a number of the scenario, or how strongly an intervention acts.
struct Input {
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
    /// Runs of one arm in one replication: the baseline and the arm in doubt, at both ends of each input.
    pub runs: u64,
}

/// What a screening of the scenario with these settings will cost.
pub fn screening_cost(scenario: &Scenario, settings: &Settings) -> ScreeningCost {
    let inputs = scenario.assumptions().len().min(MOST_INPUTS) + scenario.interventions().len();
    ScreeningCost { inputs, runs: 4 * inputs as u64 * settings.screening_replications }
}

/// The screening, with what the reader must know of what it lacks. `None` when it was interrupted.
pub(in super::super) fn screening(question: &Question, watch: &Watch) -> (Option<Screening>, Vec<String>) {
    let arm = &question.arms[question.at];
    let finished = question.runs.arms[question.at].replications.len() as u64;
    let replications = question.settings.screening_replications.min(finished);
    let (inputs, left_out) = inputs(question.scenario, arm);
    let mut warnings = Vec::new();
    if left_out > 0 {
        let all = MOST_INPUTS + left_out;
        warnings.push(format!("only the first {MOST_INPUTS} of {all} assumptions are screened"));
    }
    let Some(cells) = run_in_parts(question, &cells(&inputs, arm), replications, watch) else {
        warnings.push("the screening of all assumptions was interrupted and is left out".to_string());
        return (None, warnings);
    };
    let stated: Vec<Samples> =
        [0, question.at].map(|at| samples(&question.runs.arms[at], replications)).into();
    let Some((figure, of_stated)) = decision_figure(question, &stated) else {
        warnings.push("there is no figure by which assumptions could be ranked".to_string());
        return (None, warnings);
    };
    let mut responses = Vec::new();
    let mut cannot_be_moved = Vec::new();
    for (input, pair) in inputs.into_iter().zip(cells.chunks(2)) {
        let at = |end: &Option<Vec<Samples>>| decision_figure(question, end.as_deref()?).map(|found| found.1);
        match (at(&pair[0]), at(&pair[1])) {
            (Some(low), Some(high)) => responses.push(Response {
                path: input.name,
                ends: input.ends,
                states: [low, of_stated.clone(), high],
            }),
            _ => cannot_be_moved.push(input.name),
        }
    }
    let (rows, without_effect) = ranked(responses);
    let screening =
        Screening { arm: arm.name.clone(), replications, figure, rows, without_effect, cannot_be_moved };
    (Some(screening), warnings)
}

/// The inputs that are moved, and how many are not: the strengths of the arm's interventions, then the numbers of the scenario, at the
/// ends that its doubts state.
fn inputs(scenario: &Scenario, arm: &Arm) -> (Vec<Input>, usize) {
    let strengths = arm.doses.iter().enumerate().map(|(at, dose)| Input {
        name: format!("strength of {}", scenario.interventions()[dose.intervention].name),
        ends: ENDS.map(str::to_string),
        moved: Moved::Strength(STRENGTHS.map(|factor| {
            let mut moved = arm.clone();
            moved.doses[at].strength *= factor;
            moved
        })),
    });
    let doubts = &scenario.spec().doubt;
    let mut paths = scenario.assumptions();
    let left_out = paths.len().saturating_sub(MOST_INPUTS);
    paths.truncate(MOST_INPUTS);
    let numbers = paths.into_iter().map(|path| {
        let stated = doubts.iter().find(|doubt| doubt.path == path);
        let ends = match stated {
            Some(doubt) => [doubt.low.clone(), doubt.high.clone()],
            None => ENDS.map(str::to_string),
        };
        Input { name: path, ends, moved: Moved::Number }
    });
    (strengths.chain(numbers).collect(), left_out)
}

/// The cells of the inputs, two each.
fn cells<'a>(inputs: &'a [Input], arm: &'a Arm) -> Vec<Cell<'a>> {
    let of_input = |input: &'a Input| -> [Cell<'a>; 2] {
        match &input.moved {
            Moved::Number => {
                let [low, high] = &input.ends;
                [low, high].map(|value| Cell::new(&input.name, value, &[arm]))
            }
            Moved::Strength([weaker, stronger]) => [weaker, stronger].map(|arm| Cell::as_stated(&[arm])),
        }
    };
    inputs.iter().flat_map(of_input).collect()
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
    if let Some(worth) = worth(arm, baseline) {
        return Some((MONEY.to_string(), worth));
    }
    let metric: Metric = question.thresholds.first()?.entry.metric;
    Some((metric.key().to_string(), above(arm, baseline, metric)?))
}

/// The decision figure by replication with one input at its low end, as stated, and at its high end.
struct Response {
    path: String,
    ends: [String; 2],
    states: [Vec<f64>; 3],
}

/// The inputs that move the figure, the one that moves it most first, and those that do not move it at all: common luck makes the
/// effect of an input that plays no part exactly 0.
fn ranked(responses: Vec<Response>) -> (Vec<ScreeningRow>, Vec<String>) {
    let mut rows = Vec::new();
    let mut without_effect = Vec::new();
    for response in responses {
        let swing =
            |without: Option<usize>| range(response.states.each_ref().map(|state| mean(state, without)));
        let replications = response.states[1].len();
        let left_out: Vec<f64> = (0..replications).map(|without| swing(Some(without))).collect();
        if swing(None) == 0.0 {
            without_effect.push(response.path);
            continue;
        }
        let [low, high] = response.ends;
        rows.push(ScreeningRow {
            low,
            high,
            figures: response.states.each_ref().map(|state| mean(state, None)),
            swing: swing(None),
            standard_error: jackknife::standard_error(&left_out).ok(),
            path: response.path,
        });
    }
    // The sort is stable: of equal swings the earlier input stands first.
    rows.sort_by(|a, b| b.swing.total_cmp(&a.swing));
    (rows, without_effect)
}

/// The mean over replications but the one left out.
fn mean(values: &[f64], without: Option<usize>) -> f64 {
    let kept = values.iter().enumerate().filter(|(at, _)| Some(*at) != without);
    moments::mean(&kept.map(|(_, value)| *value).collect::<Vec<f64>>()).unwrap_or(0.0)
}

fn range(states: [f64; 3]) -> f64 {
    let [low, stated, high] = states;
    low.max(stated).max(high) - low.min(stated).min(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A figure that is linear in its inputs, with noise that all states share: moved by a fifth either way, an input swings it by
    /// 0.4 times coefficient times value, whatever the noise.
    #[test]
    fn of_a_linear_response_the_ranks_and_the_swings_are_known() {
        let noise = [3.0, -1.0, -2.0, 5.0];
        let response = |path: &str, coefficient: f64, value: f64| {
            let at = |factor: f64| noise.map(|noise| 100.0 + noise + coefficient * value * factor).to_vec();
            Response {
                path: path.to_string(),
                ends: ENDS.map(str::to_string),
                states: [0.8, 1.0, 1.2].map(at),
            }
        };
        let (rows, without_effect) = ranked(vec![
            response("small", 1.0, 2.0),
            response("idle", 0.0, 50.0),
            response("large", -10.0, 3.0),
            response("middle", 0.5, 10.0),
        ]);
        let paths: Vec<&str> = rows.iter().map(|row| row.path.as_str()).collect();
        assert_eq!(paths, ["large", "middle", "small"]);
        assert_eq!(without_effect, ["idle"]);
        for (row, swing) in rows.iter().zip([12.0, 2.0, 0.8]) {
            assert!((row.swing - swing).abs() < 1e-9, "{row:?}");
            assert!(row.standard_error.unwrap() < 1e-9, "common noise is no noise of a swing: {row:?}");
        }
        // A coefficient below 0: the low end gives more.
        assert!(rows[0].figures[0] > rows[0].figures[1] && rows[0].figures[1] > rows[0].figures[2]);
    }

    #[test]
    fn the_noise_of_a_swing_is_that_between_replications() {
        let states = [vec![0.0, 0.0], vec![0.0, 0.0], vec![9.0, 11.0]];
        let (rows, _) =
            ranked(vec![Response { path: "a".to_string(), ends: ENDS.map(str::to_string), states }]);
        // 9 or 11 with one replication left out: half of the difference is the standard error.
        assert!((rows[0].swing - 10.0).abs() < 1e-12);
        assert!((rows[0].standard_error.unwrap() - 1.0).abs() < 1e-12);
    }
}
