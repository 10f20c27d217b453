//! One case: replications until its figures are precise enough, then the verdict on each.

use std::sync::{Mutex, PoisonError};

use crate::metrics::WaitCounts;
use crate::parallel::{self, Cancellation};
use crate::statistics::{Confidence, Interval, Linearised, normal, student};

use super::case::{Case, Estimator, Figure, Known, PRECISION, PublishedError, ROUNDING};
use super::defect::Defect;
use super::estimate::{linearised, standard_error};
use super::read::Fraction;
use super::result::{self, CaseCheck, FigureCheck, FigureVerdict};
use super::setup::{ReadyCase, Replicated, Setup, Worker};

/// A round may be at most so many times the one before: the first rounds know their noise only roughly.
const GROWTH: u64 = 4;

/// How a case is run and judged.
pub(super) struct Rules<'a> {
    pub seed: u64,
    pub threads: usize,
    /// Probability of a false alarm of one figure.
    pub false_alarm: f64,
    pub confidence: Confidence,
    pub defect: Option<Defect>,
    pub cancellation: &'a Cancellation,
}

/// The replications of a case so far.
#[derive(Default)]
struct Sample {
    /// Per figure, one fraction per replication.
    fractions: Vec<Vec<Fraction>>,
    waits: Option<WaitCounts>,
}

/// Runs a case; `None` when it was stopped.
pub(super) fn check(case: &Case, rules: &Rules) -> Option<CaseCheck> {
    let seed = seed_of(case.id, rules.seed);
    let ready = ReadyCase::new(case, seed, rules.defect);
    let mut sample = Sample { fractions: vec![Vec::new(); case.figures.len()], waits: None };
    let simulated = !matches!(case.setup, Setup::Formula);
    let (mut done, mut wanted) = (0, if simulated { case.pilot } else { 1 });
    let mut judged;
    loop {
        run(&ready, seed, done..wanted, rules, &mut sample)?;
        done = wanted;
        judged = judge_all(case, &sample, rules);
        let needed = case.figures.iter().zip(&judged).map(|(figure, check)| {
            let (Some(se), true) = (check.standard_error, simulated) else { return 0.0 };
            let allowed = allowed_error(figure);
            done as f64 * (se / allowed) * (se / allowed)
        });
        let needed = needed.fold(0.0, f64::max);
        if needed <= done as f64 || done >= case.most {
            break;
        }
        // A little more than needed, or the last round would often miss by a hair.
        wanted = ((needed * 1.02).ceil() as u64 + 1).min(done * GROWTH).min(case.most);
    }
    Some(CaseCheck {
        id: case.id.to_string(),
        model: case.model.to_string(),
        source: case.source.to_string(),
        replications: simulated.then_some(done),
        passed: judged.iter().all(|figure| figure.verdict == FigureVerdict::Agrees),
        figures: judged,
    })
}

/// A seed of its own for each case, so that the luck of one says nothing of the next (FNV-1a over the name).
fn seed_of(id: &str, seed: u64) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn run(
    ready: &ReadyCase,
    seed: u64,
    numbers: std::ops::Range<u64>,
    rules: &Rules,
    sample: &mut Sample,
) -> Option<()> {
    let jobs: Vec<u64> = numbers.collect();
    // Counts are integers: the order in which the histograms are added does not matter.
    let waits = Mutex::new(sample.waits.take());
    let work = |worker: &mut Worker, replication: &u64| {
        let Replicated { fractions, waits: own } = ready.replicate(seed, *replication, worker);
        if let Some(own) = own {
            let mut pooled = waits.lock().unwrap_or_else(PoisonError::into_inner);
            match pooled.as_mut() {
                Some(pooled) => pooled.add(&own),
                None => *pooled = Some(own),
            }
        }
        fractions
    };
    let done =
        parallel::ordered_map(&jobs, rules.threads, rules.cancellation, &|_| (), Worker::default, work);
    for fractions in done {
        for (figure, fraction) in sample.fractions.iter_mut().zip(fractions?) {
            figure.push(fraction);
        }
    }
    sample.waits = waits.into_inner().unwrap_or_else(PoisonError::into_inner);
    Some(())
}

fn judge_all(case: &Case, sample: &Sample, rules: &Rules) -> Vec<FigureCheck> {
    let figures = case.figures.iter().zip(&sample.fractions);
    figures
        .map(|(figure, fractions)| {
            let factor = figure.scale.factor(case.unit_s);
            let estimate = linearised(figure.estimator, fractions, sample.waits.as_ref())
                .map(|estimate| estimate.transformed(|value| value * factor, |_| factor));
            judge(figure, estimate.as_ref(), rules)
        })
        .collect()
}

/// The largest standard error that a figure may have.
fn allowed_error(figure: &Figure) -> f64 {
    PRECISION * figure.known.value().abs()
}

fn judge(figure: &Figure, estimate: Option<&Linearised>, rules: &Rules) -> FigureCheck {
    let mut check = FigureCheck {
        metric: figure.metric.to_string(),
        at: figure.at.to_string(),
        known: match figure.known {
            Known::Exact(_) => result::Known::Exact,
            Known::Published { .. } => result::Known::Published,
        },
        value: figure.known.value(),
        value_standard_error: None,
        estimate: estimate.map(|estimate| estimate.estimate),
        standard_error: None,
        ci_low: None,
        ci_high: None,
        z: None,
        z_allowed: None,
        verdict: FigureVerdict::Differs,
    };
    let Some(estimate) = estimate else { return check };
    let off = estimate.estimate - figure.known.value();
    let noise = standard_error(estimate).filter(|se| *se > 0.0 && figure.estimator != Estimator::Fixed);
    let Some(se) = noise else {
        // Nothing is random about it, so nothing is forgiven either.
        let agrees = off.abs() <= ROUNDING * figure.known.value().abs();
        check.verdict = if agrees { FigureVerdict::Agrees } else { FigureVerdict::Differs };
        return check;
    };
    let replications = estimate.values.len() as u64;
    let mut degrees_of_freedom = (replications - 1) as f64;
    let interval = Interval::around(estimate.estimate, se, degrees_of_freedom, rules.confidence);
    (check.standard_error, check.ci_low, check.ci_high) = (Some(se), Some(interval.low), Some(interval.high));
    let (mut spread, mut distance) = (se, off);
    if let Known::Published { error, rounding, .. } = figure.known {
        let (theirs, count) = published_error(error, se, replications);
        check.value_standard_error = Some(theirs);
        spread = (se * se + theirs * theirs).sqrt();
        degrees_of_freedom = degrees_of_freedom.min((count - 1) as f64);
        distance = off.signum() * (off.abs() - rounding).max(0.0);
    }
    let z = distance / spread;
    let allowed = student::critical_value(rules.false_alarm, degrees_of_freedom);
    (check.z, check.z_allowed) = (Some(z), Some(allowed));
    check.verdict = if z.is_nan() || z.abs() > allowed {
        FigureVerdict::Differs
    } else if se > allowed_error(figure) {
        FigureVerdict::TooNoisy
    } else {
        FigureVerdict::Agrees
    };
    check
}

/// Standard error of a published value, and the number of replications behind it.
fn published_error(error: PublishedError, ours: f64, replications: u64) -> (f64, u64) {
    match error {
        PublishedError::Interval { low, high, confidence, replications } => {
            let critical = student::critical_value(1.0 - confidence, (replications.max(2) - 1) as f64);
            (0.5 * (high - low) / critical, replications)
        }
        PublishedError::Deviation { sd, replications } => (sd / (replications as f64).sqrt(), replications),
        PublishedError::Replications(theirs) => (ours * (replications as f64 / theirs as f64).sqrt(), theirs),
    }
}

/// The smallest share by which a figure just precise enough may be off and still be found with a probability of 90 %.
pub(super) fn smallest_deviation_found(false_alarm: f64) -> f64 {
    PRECISION * (normal::critical_value(false_alarm) + normal::critical_value(2.0 * 0.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_published_interval_tells_its_standard_error() {
        let error =
            PublishedError::Interval { low: 8.0, high: 12.0, confidence: 0.95, replications: 1_000_000 };
        let (se, count) = published_error(error, 0.0, 0);
        assert!((se - 2.0 / 1.959_966).abs() < 1e-5 && count == 1_000_000);
        let (se, _) = published_error(PublishedError::Deviation { sd: 3.0, replications: 100 }, 0.0, 0);
        assert_eq!(se, 0.3);
        // Ours has 400 replications, theirs 100: twice the noise.
        assert_eq!(published_error(PublishedError::Replications(100), 0.1, 400), (0.2, 100));
    }

    #[test]
    fn cases_have_luck_of_their_own() {
        let seeds: Vec<u64> = ["A01", "A02", "C01"].map(|id| seed_of(id, 1)).to_vec();
        assert!(seeds[0] != seeds[1] && seeds[1] != seeds[2] && seeds[0] != seed_of("A01", 2));
    }
}
