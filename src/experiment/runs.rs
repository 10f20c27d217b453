//! Arms times replications, in parallel: everything the figures are computed from.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::journey::{
    Blueprint, Calibration, Fact, ReplicationFacts, Scope, WaitHistograms, Waits, Workshop, replicate,
    replicate_recorded,
};
use crate::parallel;

use super::settings::{Progress, Stage, Watch};

/// One arm, ready to run.
#[derive(Clone)]
pub(super) struct Ready {
    /// What runs.
    pub blueprint: Arc<Blueprint>,
    /// What was calibrated before.
    pub calibration: Arc<Calibration>,
}

/// What all arms gave, over the replications that were finished in every one of them.
pub(super) struct Runs {
    /// One entry per arm.
    pub arms: Vec<ArmRuns>,
    /// Replications finished in every arm; they are numbered from 1.
    pub replications: u64,
}

/// What one arm gave.
pub(super) struct ArmRuns {
    /// The facts of each replication, in order.
    pub replications: Vec<Rows>,
    /// The waits of all replications together.
    pub waits: Option<WaitHistograms>,
    /// Primary arrivals above the majorant, over all replications.
    pub majorant_exceeded: u64,
    /// Newcomers without a slot, over all replications.
    pub slots_exhausted: u64,
}

/// The rows of facts of one replication.
pub(super) type Rows = Vec<(Scope, Vec<Option<Fact>>)>;

/// Runs every arm with replications 1 to `replications`.
///
/// All arms of one replication come before any of the next, so that an interrupted run keeps as many whole replications
/// as it can, and these are exactly those of a shorter run.
pub(super) fn replicate_all(
    arms: &[Ready],
    replications: u64,
    seed: u64,
    threads: usize,
    stage: Stage,
    watch: &Watch,
) -> Runs {
    let jobs: Vec<(u64, usize)> = (1..=replications)
        .flat_map(|replication| (0..arms.len()).map(move |arm| (replication, arm)))
        .collect();
    let pool = Mutex::new(WaitPool::new(arms.len()));
    let progress = |done: usize| (watch.progress)(Progress { stage, done, of: jobs.len() });
    let work = |workshop: &mut Workshop, &(replication, arm): &(u64, usize)| {
        let ready = &arms[arm];
        let (blueprint, calibration) = (&ready.blueprint, &ready.calibration);
        let facts = match watch.records {
            None => replicate(blueprint, calibration, seed, replication, workshop),
            Some(records) => {
                let mut records = records.begin(replication);
                let facts =
                    replicate_recorded(blueprint, calibration, seed, replication, workshop, &mut *records);
                records.close();
                facts
            }
        };
        let ReplicationFacts { scopes, waits, majorant_exceeded, slots_exhausted } = facts;
        // A poisoned lock means that another thread panicked; that panic is on its way to the caller.
        let mut pool = pool.lock().unwrap_or_else(PoisonError::into_inner);
        pool.add(replication, arm, waits);
        (scopes, majorant_exceeded, slots_exhausted)
    };
    // Threads that have no run of their own help to draw the people of the others.
    let drawing = threads / jobs.len().max(1);
    let workshop = || {
        let workshop = if arms.len() == 1 { Workshop::for_one_arm() } else { Workshop::default() };
        workshop.drawing_on(drawing)
    };
    let finished = parallel::ordered_map(&jobs, threads, watch.cancellation, &progress, workshop, work);
    let pool = pool.into_inner().unwrap_or_else(PoisonError::into_inner);
    collect(finished, pool)
}

/// Sorts finished jobs by arm and drops the replications that are not finished in all of them.
fn collect(finished: Vec<Option<(Rows, u64, u64)>>, pool: WaitPool) -> Runs {
    let arms = pool.merged.len();
    let done = finished.iter().take_while(|job| job.is_some()).count();
    let replications = done.checked_div(arms).unwrap_or(0);
    let mut runs: Vec<ArmRuns> = pool
        .merged
        .into_iter()
        .map(|waits| ArmRuns {
            replications: Vec::with_capacity(replications),
            waits: waits.as_ref().map(Waits::histograms),
            majorant_exceeded: 0,
            slots_exhausted: 0,
        })
        .collect();
    let whole = finished.into_iter().flatten().take(replications * arms);
    for (index, (rows, majorant_exceeded, slots_exhausted)) in whole.enumerate() {
        let arm = &mut runs[index % arms];
        arm.replications.push(rows);
        arm.majorant_exceeded += majorant_exceeded;
        arm.slots_exhausted += slots_exhausted;
    }
    Runs { arms: runs, replications: replications as u64 }
}

/// Adds up the waits of each arm as replications are finished in all arms, so that at most a few are held.
/// The counts are integers: the order of adding does not matter.
struct WaitPool {
    /// By arm.
    merged: Vec<Option<Waits>>,
    /// By replication and arm, while some arm of the replication is still to come.
    waiting: BTreeMap<u64, Vec<Option<Waits>>>,
}

impl WaitPool {
    fn new(arms: usize) -> Self {
        WaitPool { merged: vec![None; arms], waiting: BTreeMap::new() }
    }

    fn add(&mut self, replication: u64, arm: usize, waits: Waits) {
        let arms = self.merged.len();
        let row = self.waiting.entry(replication).or_insert_with(|| vec![None; arms]);
        row[arm] = Some(waits);
        if row.iter().all(Option::is_some) {
            let row = self.waiting.remove(&replication).unwrap_or_default();
            for (merged, waits) in self.merged.iter_mut().zip(row.into_iter().flatten()) {
                match merged {
                    Some(merged) => merged.add(&waits),
                    None => *merged = Some(waits),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::WaitCounts;
    use crate::time::Duration;

    fn waits(millis: u64) -> Waits {
        let mut total = WaitCounts::default();
        total.record(Duration::micros(1_000 * millis));
        Waits { total, by_reason: Vec::new() }
    }

    #[test]
    fn only_replications_finished_in_every_arm_count() {
        let mut pool = WaitPool::new(2);
        pool.add(1, 1, waits(20));
        pool.add(2, 0, waits(30));
        pool.add(1, 0, waits(10));
        let job = || Some((Vec::new(), 1, 0));
        let runs = collect(vec![job(), job(), job(), None], pool);
        assert_eq!(runs.replications, 1);
        for (arm, value) in runs.arms.iter().zip([10, 20]) {
            assert_eq!(arm.replications.len(), 1);
            assert_eq!(arm.majorant_exceeded, 1);
            let waits = arm.waits.as_ref().unwrap();
            assert_eq!((waits.total.len(), waits.total.max()), (1, value));
        }
    }

    #[test]
    fn waits_of_replications_add_up() {
        let mut pool = WaitPool::new(1);
        pool.add(2, 0, waits(5));
        pool.add(1, 0, waits(7));
        let merged = pool.merged[0].as_ref().unwrap();
        assert_eq!(merged.total.len(), 2);
        assert!(pool.waiting.is_empty());
    }
}
