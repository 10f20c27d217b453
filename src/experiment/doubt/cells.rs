//! One change of the scenario, and the arms run under it.

use std::sync::Arc;

use crate::journey::{self, Workshop};
use crate::parallel;

use super::super::arms::Arm;
use super::super::runs::{ArmRuns, Ready, Riders, replicate_all};
use super::super::sample::Samples;
use super::super::settings::{Progress, Settings, Stage, Watch};
use super::Question;

/// One change of the scenario, under which the baseline and some arms are run.
pub(super) struct Cell<'a> {
    /// Paths and what they are set to; none where only the arms differ from those stated.
    changes: Vec<(String, String)>,
    starting: Starting,
    /// The arms besides the baseline.
    arms: Vec<&'a Arm>,
}

impl<'a> Cell<'a> {
    /// The input at `path` changed as `--set` would.
    pub fn new(path: &str, value: &str, arms: &[&'a Arm]) -> Cell<'a> {
        Cell::of_changes(vec![(path.to_string(), value.to_string())], arms)
    }

    /// Several inputs changed together, of which the first says what is calibrated anew.
    pub fn of_changes(changes: Vec<(String, String)>, arms: &[&'a Arm]) -> Cell<'a> {
        let starting = changes.first().map_or(Starting::AsStated, |(path, _)| Starting::after_changing(path));
        Cell { changes, starting, arms: arms.to_vec() }
    }

    /// No input changed: the arms themselves are other than stated.
    pub fn as_stated(arms: &[&'a Arm]) -> Cell<'a> {
        Cell { changes: Vec::new(), starting: Starting::AsStated, arms: arms.to_vec() }
    }

    /// The samples of the baseline and the arms, if the change is of prices alone and these arms have ridden along with the
    /// main runs.
    fn at_other_prices(&self, question: &Question, replications: u64) -> Option<Vec<Samples>> {
        let [(path, value)] = &self.changes[..] else { return None };
        let of_arms = question.other_prices.of(path, value, &question.runs.riders)?;
        let place = |arm: &&Arm| question.arms.iter().position(|other| other.name == arm.name);
        let places = std::iter::once(Some(0)).chain(self.arms.iter().map(place));
        places.map(|place| Some(samples(&of_arms[place?], replications))).collect()
    }

    /// The baseline and the arms, ready to run; `None` when the change breaks a limit of the format in one of them.
    fn prepare(&self, question: &Question, workshop: &mut Workshop) -> Option<Vec<Ready>> {
        let scenario = question.scenario.with_set(&self.changes).ok()?;
        let baseline = Arc::new(scenario.blueprint(&[], question.links).ok()?);
        let seed = question.settings.seed;
        let calibration = match self.starting {
            Starting::AsStated => Arc::clone(question.calibration),
            Starting::NewIntercepts => Arc::new(journey::recalibrate(question.calibration, &baseline)),
            Starting::Anew => Arc::new(journey::calibrate_in(workshop, &baseline, seed)),
        };
        let mut blueprints = vec![baseline];
        for arm in &self.arms {
            blueprints.push(Arc::new(scenario.blueprint(&arm.doses, question.links).ok()?));
        }
        let ready = |blueprint| Ready { blueprint, calibration: Arc::clone(&calibration) };
        Some(blueprints.into_iter().map(ready).collect())
    }
}

/// How a changed scenario comes by its calibration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Starting {
    /// The change is of prices only.
    AsStated,
    /// The change is of loyalty: the same memories, new intercepts.
    NewIntercepts,
    /// Anything else moves the memories people start with.
    Anew,
}

impl Starting {
    pub(super) fn after_changing(path: &str) -> Starting {
        if path.starts_with("loyalty.") {
            Starting::NewIntercepts
        } else if path.starts_with("money.")
            || path.ends_with(".cost_per_hour")
            || path.ends_with(".hiring.cost_per_hire")
            || path.starts_with("touchpoint.") && path.ends_with(".cost")
        {
            Starting::AsStated
        } else {
            Starting::Anew
        }
    }
}

/// The samples of the baseline and the arms of each cell, `None` where the change breaks a limit; `None` for all when
/// interrupted. Cells that change prices alone are looked up, the others prepared, calibrated and run.
pub(super) fn run(
    question: &Question,
    cells: &[Cell],
    replications: u64,
    watch: &Watch,
) -> Option<Vec<Option<Vec<Samples>>>> {
    let found: Vec<_> = cells.iter().map(|cell| cell.at_other_prices(question, replications)).collect();
    let to_run: Vec<&Cell> =
        cells.iter().zip(&found).filter(|(_, found)| found.is_none()).map(|(cell, _)| cell).collect();
    let mut ran = run_each(question, &to_run, replications, watch)?.into_iter();
    Some(found.into_iter().map(|found| found.or_else(|| ran.next().flatten())).collect())
}

fn run_each(
    question: &Question,
    cells: &[&Cell],
    replications: u64,
    watch: &Watch,
) -> Option<Vec<Option<Vec<Samples>>>> {
    let Settings { seed, threads, .. } = *question.settings;
    let progress = |done: usize| {
        (watch.progress)(Progress { stage: Stage::Calibration, done, of: cells.len() });
    };
    let prepare = |workshop: &mut Workshop, cell: &&Cell| cell.prepare(question, workshop);
    let cancellation = watch.cancellation;
    let prepared = parallel::ordered_map(cells, threads, cancellation, &progress, Workshop::default, prepare);
    let prepared: Vec<Option<Vec<Ready>>> = prepared.into_iter().collect::<Option<_>>()?;
    let ready: Vec<Ready> = prepared.iter().flatten().flatten().cloned().collect();
    if ready.is_empty() {
        return Some(prepared.iter().map(|_| None).collect());
    }
    let riders = Riders::default();
    let runs = replicate_all(&ready, &riders, replications, seed, threads, Stage::Doubt, watch);
    if runs.replications < replications {
        return None;
    }
    let mut arms = runs.arms.iter();
    let mut of_cell =
        |cell: &Vec<Ready>| arms.by_ref().take(cell.len()).map(|runs| samples(runs, replications)).collect();
    Some(prepared.iter().map(|cell| cell.as_ref().map(&mut of_cell)).collect())
}

/// The samples of the first replications of an arm. Pooled waits are left aside, so that all cells are treated alike.
pub(super) fn samples(runs: &ArmRuns, replications: u64) -> Samples {
    let first = runs.replications.len().min(replications as usize);
    Samples::of_row(&runs.replications[..first], 0, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_moves_memories_is_calibrated_anew() {
        assert_eq!(Starting::after_changing("loyalty.churn.tenure_effect"), Starting::NewIntercepts);
        assert_eq!(Starting::after_changing("money.margin"), Starting::AsStated);
        assert_eq!(Starting::after_changing("team.front.cost_per_hour"), Starting::AsStated);
        assert_eq!(Starting::after_changing("reason.billing.resolution"), Starting::Anew);
    }
}
