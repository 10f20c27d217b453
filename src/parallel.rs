//! Work spread over threads: the only place that starts any.
//!
//! Jobs are taken in their order and results come back in that order, so nothing that is computed from them can depend on
//! the number of threads. What the jobs are, this module does not know.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// A wish to stop, shared between whoever may utter it (a key press) and the work that looks for it between jobs.
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Arc<AtomicBool>);

impl Cancellation {
    /// Asks the work to stop after the jobs that are running. Tells whether this was asked before.
    pub fn cancel(&self) -> bool {
        self.0.swap(true, Ordering::SeqCst)
    }

    /// Whether the work was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Does `work` on a thread of its own and hands over what it gives: for waiting on other programs, with a time limit.
/// The thread ends with its work, which must therefore end by itself when what it waits for goes away.
pub fn in_background<Output: Send + 'static>(
    work: impl FnOnce() -> Output + Send + 'static,
) -> std::sync::mpsc::Receiver<Output> {
    let (sender, receiver) = std::sync::mpsc::channel();
    #[allow(clippy::disallowed_methods)] // this is the one place that starts threads
    std::thread::spawn(move || {
        // Whoever asked may have given up.
        let _ = sender.send(work());
    });
    receiver
}

/// Lets time pass: for looking again at a program that takes no other question.
pub fn rest(duration: std::time::Duration) {
    std::thread::sleep(duration);
}

/// The number of threads this machine offers.
pub fn available_threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Does `work` on every job with `threads` threads and returns the results in job order.
///
/// Each thread makes one state with `state` and keeps it for all its jobs. After each job `progress` hears how many are
/// done. Once `cancellation` is uttered no further job is started and those under way are finished; what was not started
/// is `None`. Because jobs are started in order, the results are then a prefix of the jobs.
pub fn ordered_map<Job, State, Output>(
    jobs: &[Job],
    threads: usize,
    cancellation: &Cancellation,
    progress: &(dyn Fn(usize) + Sync),
    state: impl Fn() -> State + Sync,
    work: impl Fn(&mut State, &Job) -> Output + Sync,
) -> Vec<Option<Output>>
where
    Job: Sync,
    Output: Send,
{
    ordered_map_by_group(jobs, |_, _| false, threads, cancellation, progress, state, work)
}

/// The same for jobs of which neighbours may belong together (`together`), because the state that one leaves behind saves
/// the next some work. A thread does the jobs of a group one after another while there are groups that nobody has begun,
/// and then helps where most is left. Cancelled, it leaves at most one group per thread unfinished.
pub fn ordered_map_by_group<Job, State, Output>(
    jobs: &[Job],
    together: impl Fn(&Job, &Job) -> bool,
    threads: usize,
    cancellation: &Cancellation,
    progress: &(dyn Fn(usize) + Sync),
    state: impl Fn() -> State + Sync,
    work: impl Fn(&mut State, &Job) -> Output + Sync,
) -> Vec<Option<Output>>
where
    Job: Sync,
    Output: Send,
{
    let waiting = Mutex::new(Groups::of(jobs, together));
    let take = |group: &mut Option<usize>| waiting.lock().unwrap_or_else(PoisonError::into_inner).take(group);
    let done = AtomicUsize::new(0);
    let panicked = AtomicBool::new(false);
    let take_jobs = || {
        let mut results = Vec::new();
        let mut state = state();
        let mut group = None;
        let _alarm = Alarm(&panicked);
        while !cancellation.is_cancelled() && !panicked.load(Ordering::Relaxed) {
            let Some(index) = take(&mut group) else { break };
            results.push((index, work(&mut state, &jobs[index])));
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
        }
        results
    };
    let threads = threads.clamp(1, jobs.len().max(1));
    let by_thread = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.broadcast(|_| take_jobs()),
        // A system that refuses threads still has the one we are on: slower, same result.
        Err(_) => vec![take_jobs()],
    };
    let mut ordered: Vec<Option<Output>> = jobs.iter().map(|_| None).collect();
    for (index, result) in by_thread.into_iter().flatten() {
        ordered[index] = Some(result);
    }
    ordered
}

/// Jobs still to be started, in groups of neighbours.
struct Groups {
    /// What is left of each group.
    left: Vec<Range<usize>>,
    /// The first group that nobody has begun.
    next: usize,
}

impl Groups {
    fn of<Job>(jobs: &[Job], together: impl Fn(&Job, &Job) -> bool) -> Groups {
        let mut from = 0;
        let left = jobs.chunk_by(together).map(|group| {
            let begin = from;
            from += group.len();
            begin..from
        });
        Groups { left: left.collect(), next: 0 }
    }

    /// The next job for a thread that has last been busy with `group`; `None` when all are taken.
    fn take(&mut self, group: &mut Option<usize>) -> Option<usize> {
        if let Some(job) = group.and_then(|own| self.left[own].next()) {
            return Some(job);
        }
        if self.next < self.left.len() {
            *group = Some(self.next);
            self.next += 1;
        } else {
            *group = (0..self.left.len()).max_by_key(|of| self.left[*of].len());
        }
        self.left[(*group)?].next()
    }
}

/// Does `work` on every job with `threads` threads, in no particular order: for jobs that own what they write to, such as
/// parts of one slice. Each thread makes one state with `state` and keeps it for all its jobs.
pub fn for_each<Job: Send, State>(
    jobs: Vec<Job>,
    threads: usize,
    state: impl Fn() -> State + Sync,
    work: impl Fn(&mut State, Job) + Sync,
) {
    let threads = threads.clamp(1, jobs.len().max(1));
    if threads == 1 {
        let mut state = state();
        jobs.into_iter().for_each(|job| work(&mut state, job));
        return;
    }
    let waiting = Mutex::new(jobs.into_iter());
    let take = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let take_jobs = || {
        let mut state = state();
        while let Some(job) = take() {
            work(&mut state, job);
        }
    };
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => {
            pool.broadcast(|_| take_jobs());
        }
        Err(_) => take_jobs(),
    }
}

/// Tells the other threads to stop when its own thread panics, so that a fault is reported at once and not after an hour.
struct Alarm<'a>(&'a AtomicBool);

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(threads: usize, cancellation: &Cancellation, stop_at: usize) -> Vec<Option<u64>> {
        let jobs: Vec<u64> = (0..100).collect();
        let progress = |done: usize| {
            if done == stop_at {
                cancellation.cancel();
            }
        };
        ordered_map(&jobs, threads, cancellation, &progress, || (), |(), job| job * job)
    }

    #[test]
    fn results_stand_in_job_order_whatever_the_thread_count() {
        let expected: Vec<Option<u64>> = (0..100).map(|job| Some(job * job)).collect();
        for threads in [1, 2, 7, 500] {
            assert_eq!(squares(threads, &Cancellation::default(), usize::MAX), expected);
        }
    }

    /// Two threads begin with a group each; who is done first helps the other.
    #[test]
    fn neighbours_that_belong_together_are_done_by_one_thread() {
        let jobs = [0, 0, 0, 1, 1, 1, 1, 1];
        let mut groups = Groups::of(&jobs, |one, other| one == other);
        let (mut first, mut second) = (None, None);
        let mut take = |thread: &mut Option<usize>| groups.take(thread);
        assert_eq!([take(&mut first), take(&mut second)], [Some(0), Some(3)]);
        assert_eq!([take(&mut first), take(&mut first)], [Some(1), Some(2)]);
        assert_eq!([take(&mut first), take(&mut second), take(&mut first)], [Some(4), Some(5), Some(6)]);
        assert_eq!([take(&mut second), take(&mut first), take(&mut second)], [Some(7), None, None]);
    }

    #[test]
    fn grouped_jobs_give_the_same_results_in_the_same_order() {
        let jobs: Vec<u64> = (0..100).collect();
        for threads in [1, 2, 7] {
            let results = ordered_map_by_group(
                &jobs,
                |one, other| one / 9 == other / 9,
                threads,
                &Cancellation::default(),
                &|_| {},
                || (),
                |(), job| job * job,
            );
            assert!(results.iter().zip(&jobs).all(|(result, job)| *result == Some(job * job)));
        }
    }

    #[test]
    fn a_cancelled_map_returns_a_prefix() {
        for threads in [1, 2, 7] {
            let results = squares(threads, &Cancellation::default(), 10);
            let finished = results.iter().take_while(|result| result.is_some()).count();
            assert!((10..10 + threads).contains(&finished), "{finished} with {threads} threads");
            assert!(results[finished..].iter().all(Option::is_none));
        }
    }

    #[test]
    fn each_thread_keeps_one_state() {
        let states = AtomicUsize::new(0);
        let jobs = [(); 50];
        let make = || states.fetch_add(1, Ordering::SeqCst);
        ordered_map(&jobs, 3, &Cancellation::default(), &|_| {}, make, |_, ()| ());
        assert_eq!(states.load(Ordering::SeqCst), 3);
    }

    #[test]
    fn no_jobs_give_no_results() {
        let jobs: [(); 0] = [];
        let results = ordered_map(&jobs, 4, &Cancellation::default(), &|_| {}, || (), |(), ()| ());
        assert!(results.is_empty());
    }

    #[test]
    fn every_job_is_done_once_by_any_number_of_threads() {
        for threads in [1, 3] {
            let mut rows = vec![0u32; 1_000];
            let jobs: Vec<(usize, &mut [u32])> = rows.chunks_mut(7).enumerate().collect();
            let work = |done: &mut u32, (number, rows): (usize, &mut [u32])| {
                *done += 1;
                rows.iter_mut().for_each(|row| *row += number as u32 + 1);
            };
            for_each(jobs, threads, || 0, work);
            assert!(rows.iter().enumerate().all(|(place, row)| *row == place as u32 / 7 + 1));
        }
    }

    #[test]
    #[should_panic(expected = "the third job fails")]
    fn a_panic_reaches_the_caller() {
        let jobs = [1, 2, 3, 4];
        let work = |_: &mut (), job: &i32| assert!(*job != 3, "the third job fails");
        ordered_map(&jobs, 2, &Cancellation::default(), &|_| {}, || (), work);
    }
}
