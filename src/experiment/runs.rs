//! Arms times replications, in parallel: everything the figures are computed from.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::journey::{
    Blueprint, Calibration, ReplicationFacts, Rows, Workshop, replicate_at_prices, replicate_recorded,
};
use crate::metrics::Waits;
use crate::parallel;

use super::settings::{Progress, Stage, Watch};
use super::turns::{Turn, turns};

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
    /// One entry per rider: its first replications.
    pub riders: Vec<ArmRuns>,
    /// Replications finished in every arm; they are numbered from 1.
    pub replications: u64,
}

/// Arms that differ in prices alone from one of those that are run, and ride along with it for the first replications: they
/// cost a table each and no run. One that does not is never run.
#[derive(Default)]
pub(super) struct Riders {
    /// What would run.
    pub ready: Vec<Ready>,
    /// Replications for which they ride along.
    pub replications: u64,
}

/// What one arm gave.
#[derive(Default)]
pub(super) struct ArmRuns {
    /// The facts of each replication, in order.
    pub replications: Vec<Rows>,
    /// The waits of all replications together.
    pub waits: Option<Waits>,
    /// Primary arrivals above the majorant, over all replications.
    pub majorant_exceeded: u64,
    /// Newcomers without a slot, over all replications.
    pub slots_exhausted: u64,
}

/// Runs every arm with replications 1 to `replications`, and lets riders ride along.
///
/// All arms of one replication come before any of the next, so that an interrupted run keeps as many whole replications
/// as it can, and these are exactly those of a shorter run.
pub(super) fn replicate_all(
    arms: &[Ready],
    riders: &Riders,
    replications: u64,
    seed: u64,
    threads: usize,
    stage: Stage,
    watch: &Watch,
) -> Runs {
    let all: Vec<Ready> = arms.iter().chain(&riders.ready).cloned().collect();
    let is_rider = |arm: usize| arm >= arms.len();
    let mut turns = turns(&all, watch.records.is_none());
    turns.retain(|turn| !is_rider(turn.arms[0]));
    let jobs: Vec<(u64, usize)> = (1..=replications)
        .flat_map(|replication| (0..turns.len()).map(move |turn| (replication, turn)))
        .collect();
    let pool = Mutex::new(WaitPool::new(turns.len()));
    let progress = |done: usize| (watch.progress)(Progress { stage, done, of: jobs.len() });
    let work = |workshop: &mut Workshop, &(replication, turn): &(u64, usize)| {
        let Turn { arms, resume_after } = &turns[turn];
        let served = arms.iter().filter(|arm| !is_rider(**arm) || replication <= riders.replications);
        let served: Vec<usize> = served.copied().collect();
        let calibration = &all[served[0]].calibration;
        let blueprints: Vec<&Blueprint> = served.iter().map(|arm| all[*arm].blueprint.as_ref()).collect();
        let facts = match watch.records {
            None => replicate_at_prices(&blueprints, calibration, seed, replication, *resume_after, workshop),
            Some(records) => {
                let mut records = records.begin(replication);
                let (blueprint, recorder) = (blueprints[0], &mut *records);
                let facts = replicate_recorded(blueprint, calibration, seed, replication, workshop, recorder);
                records.close();
                vec![facts]
            }
        };
        let mut of_turn = None;
        let mut tables = Vec::with_capacity(served.len());
        for (arm, facts) in served.into_iter().zip(facts) {
            let ReplicationFacts { scopes, waits, majorant_exceeded, slots_exhausted } = facts;
            // The arms of a turn wait alike.
            of_turn.get_or_insert(waits);
            tables.push(Table { arm, rows: scopes, majorant_exceeded, slots_exhausted });
        }
        // A poisoned lock means that another thread panicked; that panic is on its way to the caller.
        let mut pool = pool.lock().unwrap_or_else(PoisonError::into_inner);
        let spare = pool.add(replication, turn, of_turn.unwrap_or_default());
        drop(pool);
        spare.into_iter().for_each(|waits| workshop.take_back(waits));
        tables
    };
    // Threads that have no run of their own help to draw the people of the others.
    let drawing = threads / jobs.len().max(1);
    let workshop = || {
        let workshop = if turns.len() == 1 { Workshop::for_one_arm() } else { Workshop::default() };
        workshop.drawing_on(drawing)
    };
    // The arms of a replication share its people, and those that begin alike its warm-up.
    let first = |turn: usize| &all[turns[turn].arms[0]];
    let together = |&(replication, turn): &(u64, usize), &(next, other): &(u64, usize)| {
        replication == next && first(turn).begins_like(first(other))
    };
    let finished = parallel::ordered_map_by_group(
        &jobs,
        together,
        threads,
        watch.cancellation,
        &progress,
        workshop,
        work,
    );
    let pool = pool.into_inner().unwrap_or_else(PoisonError::into_inner);
    collect(finished, &turns, arms.len(), riders.ready.len(), pool)
}

/// What one replication of one arm gave.
struct Table {
    arm: usize,
    rows: Rows,
    majorant_exceeded: u64,
    slots_exhausted: u64,
}

/// Sorts what was finished, replication by replication with its turns, by arm, and drops the replications that are not finished
/// in all of them. Riders stand after the arms; nobody asks for their waits.
fn collect(
    finished: Vec<Option<Vec<Table>>>,
    turns: &[Turn],
    without_riders: usize,
    riders: usize,
    pool: WaitPool,
) -> Runs {
    let done = finished.iter().take_while(|run| run.is_some()).count();
    let replications = done.checked_div(turns.len()).unwrap_or(0);
    let mut arms: Vec<ArmRuns> = Vec::new();
    arms.resize_with(without_riders + riders, ArmRuns::default);
    for (turn, waits) in turns.iter().zip(pool.merged) {
        for arm in turn.arms.iter().filter(|arm| **arm < without_riders) {
            arms[*arm].waits = waits.clone();
        }
    }
    for table in finished.into_iter().flatten().take(replications * turns.len()).flatten() {
        let arm = &mut arms[table.arm];
        arm.replications.push(table.rows);
        arm.majorant_exceeded += table.majorant_exceeded;
        arm.slots_exhausted += table.slots_exhausted;
    }
    let riders = arms.split_off(without_riders);
    Runs { arms, riders, replications: replications as u64 }
}

/// Adds up the waits of each turn, replication by replication as they are finished in all turns, so that at most a few are
/// held and those of a replication that counts for nothing are left out.
/// The counts are integers: the order of adding does not matter.
struct WaitPool {
    /// By turn.
    merged: Vec<Option<Waits>>,
    /// The first replication that is not added yet.
    next: u64,
    /// By replication and turn, while some turn of the replication, or of one before, is still to come.
    waiting: BTreeMap<u64, Vec<Option<Waits>>>,
}

impl WaitPool {
    fn new(turns: usize) -> Self {
        WaitPool { merged: vec![None; turns], next: 1, waiting: BTreeMap::new() }
    }

    /// Adds the waits of one turn; returns those that have been added up and are needed no more.
    fn add(&mut self, replication: u64, turn: usize, waits: Waits) -> Vec<Waits> {
        let turns = self.merged.len();
        let row = self.waiting.entry(replication).or_insert_with(|| vec![None; turns]);
        row[turn] = Some(waits);
        let mut spare = Vec::new();
        while self.waiting.get(&self.next).is_some_and(|row| row.iter().all(Option::is_some)) {
            let row = self.waiting.remove(&self.next).unwrap_or_default();
            self.next += 1;
            for (merged, waits) in self.merged.iter_mut().zip(row.into_iter().flatten()) {
                match merged {
                    Some(merged) => {
                        merged.add(&waits);
                        spare.push(waits);
                    }
                    None => *merged = Some(waits),
                }
            }
        }
        spare
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Duration;

    fn waits(millis: u64) -> Waits {
        Waits::of_one_team([Duration::micros(1_000 * millis)])
    }

    fn number(waits: Option<&Waits>) -> u64 {
        waits.map_or(0, |waits| waits.of_contacts().len())
    }

    #[test]
    fn only_replications_finished_in_every_arm_count() {
        let mut pool = WaitPool::new(2);
        pool.add(1, 1, waits(20));
        pool.add(2, 0, waits(30));
        pool.add(1, 0, waits(10));
        let table = |arm| Table { arm, rows: Vec::new(), majorant_exceeded: 1, slots_exhausted: 0 };
        let run = |arm| Some(vec![table(arm)]);
        let turns = [0, 1].map(|arm| Turn { arms: vec![arm], resume_after: None });
        let runs = collect(vec![run(0), run(1), run(0), None], &turns, 2, 0, pool);
        assert_eq!(runs.replications, 1);
        for (arm, value) in runs.arms.iter().zip([10, 20]) {
            assert_eq!(arm.replications.len(), 1);
            assert_eq!(arm.majorant_exceeded, 1);
            let waits = arm.waits.as_ref().unwrap();
            assert_eq!((number(Some(waits)), waits.quantiles([1.0])), (1, Some([value])));
        }
    }

    /// With arms on several threads a later replication may be finished when an earlier one is not.
    #[test]
    fn a_replication_after_one_that_is_unfinished_counts_for_nothing() {
        let mut pool = WaitPool::new(1);
        pool.add(1, 0, waits(5));
        pool.add(3, 0, waits(7));
        assert_eq!(number(pool.merged[0].as_ref()), 1);
        assert_eq!(pool.add(2, 0, waits(6)).len(), 2);
        assert_eq!(number(pool.merged[0].as_ref()), 3);
    }

    #[test]
    fn waits_of_replications_add_up() {
        let mut pool = WaitPool::new(1);
        pool.add(2, 0, waits(5));
        pool.add(1, 0, waits(7));
        assert_eq!(number(pool.merged[0].as_ref()), 2);
        assert!(pool.waiting.is_empty());
    }
}
