//! Doubt about the inputs, apart from simulation noise: the answer with each doubtful input a fifth lower and higher, and
//! the satisfaction-to-churn effect at which the verdict flips.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::journey::{self, Calibration, Links, Workshop};
use crate::metrics::Metric;
use crate::parallel;
use crate::scenario::Scenario;
use crate::statistics::Confidence;

use super::arms::Arm;
use super::contrasts::gain;
use super::result::{BreakEven, Doubt, DoubtRow};
use super::runs::{ArmRuns, Ready, replicate_all};
use super::sample::Samples;
use super::settings::{Progress, Settings, Stage, Watch};
use super::verdicts::Threshold;

/// At most this many inputs are tried: each costs four arms.
const MOST_ROWS: usize = 5;
/// The input whose break-even is sought.
const CHURN_EFFECT: &str = "loyalty.churn.satisfaction_effect";
/// Multiples of its stated value that are tried besides 1.
const MULTIPLES: [f64; 3] = [0.0, 0.5, 2.0];

/// What the table is about.
pub(super) struct Question<'a> {
    pub scenario: &'a Scenario,
    pub settings: &'a Settings,
    pub links: Links,
    /// The arm whose contrast with the baseline is in doubt.
    pub arm: &'a Arm,
    pub calibration: &'a Arc<Calibration>,
    /// The main runs of the baseline and of the arm: their first replications are the stated values.
    pub stated: [&'a ArmRuns; 2],
    pub thresholds: &'a [Threshold],
    /// Whether the scenario has customers whose churn can depend on satisfaction.
    pub has_customers: bool,
    /// Whether there is money in which a verdict can flip.
    pub has_money: bool,
}

/// One change of the scenario, under which the baseline and the arm are run.
struct Cell {
    path: String,
    value: String,
    starting: Starting,
}

impl Cell {
    /// An input moved by a fifth.
    fn moved(path: &str, change: &str) -> Cell {
        Cell { path: path.to_string(), value: change.to_string(), starting: Starting::after_changing(path) }
    }

    /// Baseline and arm, ready to run; `None` when the change breaks a limit of the format in either.
    fn prepare(&self, question: &Question, workshop: &mut Workshop) -> Option<[Ready; 2]> {
        let set = [(self.path.clone(), self.value.clone())];
        let scenario = question.scenario.with_set(&set).ok()?;
        let baseline = Arc::new(scenario.blueprint(&[], question.links).ok()?);
        let arm = Arc::new(scenario.blueprint(&question.arm.doses, question.links).ok()?);
        let seed = question.settings.seed;
        let calibration = match self.starting {
            Starting::AsStated => Arc::clone(question.calibration),
            Starting::NewIntercepts => Arc::new(journey::recalibrate(question.calibration, &baseline)),
            Starting::Anew => Arc::new(journey::calibrate_in(workshop, &baseline, seed)),
        };
        Some([baseline, arm].map(|blueprint| Ready { blueprint, calibration: Arc::clone(&calibration) }))
    }
}

/// How a changed scenario comes by its calibration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Starting {
    /// The change is of prices only.
    AsStated,
    /// The change is of loyalty: the same memories, new intercepts.
    NewIntercepts,
    /// Anything else moves the memories people start with.
    Anew,
}

impl Starting {
    fn after_changing(path: &str) -> Starting {
        if path.starts_with("loyalty.") {
            Starting::NewIntercepts
        } else if path.starts_with("money.")
            || path.ends_with(".cost_per_hour")
            || path.ends_with(".hiring.cost_per_hire")
        {
            Starting::AsStated
        } else {
            Starting::Anew
        }
    }
}

/// The table, with what the reader must know of what it lacks. `None` when the run was interrupted before its end.
pub(super) fn doubt(question: &Question, watch: &Watch) -> (Option<Doubt>, Vec<String>) {
    let mut warnings = Vec::new();
    let inputs = &question.scenario.spec().doubt;
    if inputs.len() > MOST_ROWS {
        warnings.push(format!("only the first {MOST_ROWS} of {} doubtful inputs are tried", inputs.len()));
    }
    let inputs = &inputs[..inputs.len().min(MOST_ROWS)];
    let effect = question.scenario.number_at(CHURN_EFFECT).filter(|&effect| {
        effect != 0.0 && question.has_customers && question.has_money && question.links.churn
    });
    let moved = inputs.iter().flat_map(|input| ["-20%", "+20%"].map(|by| Cell::moved(&input.path, by)));
    let multiples: Vec<f64> = effect.iter().flat_map(|effect| MULTIPLES.map(|by| by * effect)).collect();
    let broken_even = multiples.iter().map(|value| Cell {
        path: CHURN_EFFECT.to_string(),
        value: value.to_string(),
        starting: Starting::NewIntercepts,
    });
    let cells: Vec<Cell> = moved.chain(broken_even).collect();
    if cells.is_empty() {
        return (None, warnings);
    }
    if (question.stated[0].replications.len() as u64) < question.settings.replications {
        warnings
            .push("the table of doubtful inputs is left out, because the run was interrupted".to_string());
        return (None, warnings);
    }
    let replications = question.settings.doubt_replications.min(question.stated[0].replications.len() as u64);
    let Some(pairs) = run(question, &cells, replications, watch) else {
        warnings.push("the table of doubtful inputs was interrupted and is left out".to_string());
        return (None, warnings);
    };
    let (of_inputs, of_multiples) = pairs.split_at(2 * inputs.len());
    let stated = question.stated.map(|runs| samples(runs, replications));
    let mut rows = Vec::new();
    for (input, pair) in inputs.iter().zip(of_inputs.chunks(2)) {
        let [Some(low), Some(high)] = pair else {
            warnings.push(format!(
                "`{}` is doubtful but cannot be moved by 20 % both ways within its limits",
                input.path
            ));
            continue;
        };
        rows.push(DoubtRow {
            path: input.path.clone(),
            why: input.why.clone(),
            contrasts: contrasts(question.thresholds, [low, &stated, high]),
        });
    }
    let break_even_churn_effect = effect.and_then(|effect| {
        let mut tried = vec![[effect, money_gain(&stated)?]];
        for (value, pair) in multiples.iter().zip(of_multiples) {
            if let Some(pair) = pair {
                tried.push([*value, money_gain(pair)?]);
            }
        }
        tried.sort_by(|a, b| a[0].total_cmp(&b[0]));
        Some(BreakEven { path: CHURN_EFFECT.to_string(), stated: effect, flips_at: crossing(&tried), tried })
    });
    if rows.is_empty() && pairs.iter().all(Option::is_none) {
        return (None, warnings);
    }
    let doubt = Doubt { arm: question.arm.name.clone(), replications, rows, break_even_churn_effect };
    (Some(doubt), warnings)
}

/// Samples of the baseline and of the arm.
type Pair = [Samples; 2];

/// Prepares, calibrates and runs all cells: the samples of each, `None` where the change breaks a limit; `None` for all
/// when interrupted.
fn run(question: &Question, cells: &[Cell], replications: u64, watch: &Watch) -> Option<Vec<Option<Pair>>> {
    let Settings { seed, threads, .. } = *question.settings;
    let progress = |done: usize| {
        (watch.progress)(Progress { stage: Stage::Calibration, done, of: cells.len() });
    };
    let prepare = |workshop: &mut Workshop, cell: &Cell| cell.prepare(question, workshop);
    let cancellation = watch.cancellation;
    let prepared = parallel::ordered_map(cells, threads, cancellation, &progress, Workshop::default, prepare);
    let prepared: Vec<Option<[Ready; 2]>> = prepared.into_iter().collect::<Option<_>>()?;
    let ready: Vec<Ready> = prepared.iter().flatten().flatten().cloned().collect();
    if ready.is_empty() {
        return Some(prepared.iter().map(|_| None).collect());
    }
    let runs = replicate_all(&ready, replications, seed, threads, Stage::Doubt, watch);
    if runs.replications < replications {
        return None;
    }
    let mut pairs =
        runs.arms.chunks_exact(2).map(|arms| [0, 1].map(|side| samples(&arms[side], replications)));
    Some(prepared.iter().map(|cell| cell.as_ref().and_then(|_| pairs.next())).collect())
}

/// The samples of the first replications of an arm. Pooled waits are left aside, so that all cells are treated alike.
fn samples(runs: &ArmRuns, replications: u64) -> Samples {
    let first = runs.replications.len().min(replications as usize);
    Samples::of_row(&runs.replications[..first], 0, None)
}

/// The contrasts of what matters, profit and customer value in three states of an input.
fn contrasts(thresholds: &[Threshold], states: [&[Samples; 2]; 3]) -> IndexMap<String, [f64; 3]> {
    let mut metrics: Vec<Metric> = thresholds.iter().map(|threshold| threshold.entry.metric).collect();
    for metric in [Metric::Profit, Metric::CustomerValueEnd] {
        if !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    metrics
        .into_iter()
        .filter_map(|metric| {
            let mut differences = [0.0; 3];
            for (difference, [baseline, arm]) in differences.iter_mut().zip(states) {
                *difference = arm.get(metric)?.estimate - baseline.get(metric)?.estimate;
            }
            Some((metric.key().to_string(), differences))
        })
        .collect()
}

fn money_gain([baseline, arm]: &[Samples; 2]) -> Option<f64> {
    gain(arm, baseline, Confidence::NINETY_FIVE).map(|gain| gain.mean)
}

/// Where the second figure first is 0 or changes its sign, by linear interpolation between neighbours.
fn crossing(tried: &[[f64; 2]]) -> Option<f64> {
    tried.windows(2).find_map(|pair| {
        let ([x, y], [next_x, next_y]) = (pair[0], pair[1]);
        if y == 0.0 {
            Some(x)
        } else if (y < 0.0) != (next_y < 0.0) || next_y == 0.0 {
            Some(x + (next_x - x) * y / (y - next_y))
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::sample::tests::arm;

    #[test]
    fn the_verdict_flips_where_the_gain_crosses_zero() {
        assert_eq!(crossing(&[[0.0, -10.0], [0.1, 10.0], [0.2, 20.0]]), Some(0.05));
        assert_eq!(crossing(&[[0.0, 4.0], [0.1, 0.0], [0.2, 3.0]]), Some(0.1));
        assert_eq!(crossing(&[[0.0, 0.0], [0.1, 5.0]]), Some(0.0));
        assert_eq!(crossing(&[[0.0, 1.0], [0.1, 10.0]]), None);
    }

    #[test]
    fn only_what_moves_memories_is_calibrated_anew() {
        assert_eq!(Starting::after_changing("loyalty.churn.tenure_effect"), Starting::NewIntercepts);
        assert_eq!(Starting::after_changing("money.margin"), Starting::AsStated);
        assert_eq!(Starting::after_changing("team.front.cost_per_hour"), Starting::AsStated);
        assert_eq!(Starting::after_changing("reason.billing.resolution"), Starting::Anew);
    }

    #[test]
    fn contrasts_stand_at_lower_stated_and_higher() {
        let of = |profit: f64| Samples::of_total(&arm(&[vec![(Metric::Profit, profit, 1.0)]]));
        let states = [[of(1.0), of(2.0)], [of(1.0), of(3.0)], [of(1.0), of(5.0)]];
        let [low, stated, high] = &states;
        let contrasts = contrasts(&[], [low, stated, high]);
        assert_eq!(contrasts["profit"], [1.0, 2.0, 4.0]);
        assert_eq!(contrasts.len(), 1);
    }
}
