//! How a case is run: by the path of `goodwill run`, or as a centre with a probe beside it.

use hdrhistogram::Histogram;

use crate::journey::{Blueprint, Calibration, Workshop, calibrate, replicate};
use crate::operation::{AnonymousDemand, Centre, Demand, Engine, PrimaryStream, WeekPattern};
use crate::random::{Distribution, Stream};
use crate::scenario;
use crate::time::{Calendar, Duration, Instant};

use super::case::Case;
use super::defect::Defect;
use super::population::FinitePopulation;
use super::probe::Probe;
use super::read::{Fraction, Reading};

/// How a case is run.
pub(super) enum Setup {
    /// A scenario file, run as `goodwill run` runs it; figures are metrics.
    Scenario(String),
    /// A centre, watched by a probe.
    Centre(CentreSetup),
    /// Arrivals alone: one day per replication.
    Arrivals {
        /// Contacts per hour by quarter of the week.
        per_hour: WeekPattern,
        /// Coefficient of variation of the day's busyness.
        busyness_cv: f64,
    },
    /// Nothing is run.
    Formula,
}

/// A centre with its callers.
#[derive(Clone)]
pub(super) struct CentreSetup {
    /// The centre.
    pub centre: Centre,
    /// Who calls.
    pub callers: Callers,
    /// Warm-up and horizon.
    pub calendar: Calendar,
    /// When the number in the system is looked at.
    pub instants: Vec<Instant>,
    /// Only so many contacts count, from the first; `None` means all of the horizon.
    pub first: Option<u64>,
}

/// Who calls a centre.
#[derive(Clone)]
pub(super) enum Callers {
    /// A stream of its own per reason, as in a bare scenario.
    Stream {
        /// Contacts per hour by quarter of the week, per reason.
        per_hour: Vec<WeekPattern>,
        /// Coefficient of variation of the day's busyness.
        busyness_cv: f64,
    },
    /// So many customers, each of whom calls again some time after the last call ended, however it ended.
    Population {
        /// Customers.
        customers: u32,
        /// Time from the end of a call to the next, in seconds.
        idle: Distribution,
    },
}

/// A case made ready to run.
pub(super) struct Ready<'a> {
    figures: Vec<&'a Reading>,
    kind: Kind,
    wants_waits: bool,
}

enum Kind {
    Scenario(Box<(Blueprint, Calibration)>),
    Centre(Box<CentreSetup>),
    Arrivals(WeekPattern, f64),
    Formula,
}

/// Buffers of a worker.
#[derive(Default)]
pub(super) struct Worker {
    workshop: Workshop,
    engine: Engine,
}

/// What one replication gives: a fraction per figure, and the waits where a quantile is asked for.
pub(super) struct Replicated {
    /// In the order of the figures.
    pub fractions: Vec<Fraction>,
    /// Pooled waits, in milliseconds.
    pub waits: Option<Histogram<u64>>,
}

impl<'a> Ready<'a> {
    /// Reads the scenario, or copies the centre, and plants the defect, if any.
    pub fn new(case: &'a Case, seed: u64, defect: Option<Defect>) -> Self {
        let kind = match &case.setup {
            Setup::Scenario(text) => {
                // The texts are ours and a test reads every one of them.
                let scenario = scenario::parse(text, case.id).expect("a scenario of ours is right");
                let blueprint = scenario.blueprint(&[], scenario.links());
                let mut blueprint = blueprint.expect("a scenario without interventions has a blueprint");
                if let Some(defect) = defect {
                    defect.plant_in_blueprint(&mut blueprint);
                }
                let calibration = calibrate(&blueprint, seed);
                Kind::Scenario(Box::new((blueprint, calibration)))
            }
            Setup::Centre(setup) => {
                let mut setup = setup.clone();
                if let Some(defect) = defect {
                    defect.plant_in_centre(&mut setup.centre);
                    defect.plant_in_callers(&mut setup.callers);
                }
                Kind::Centre(Box::new(setup))
            }
            Setup::Arrivals { per_hour, busyness_cv } => {
                let factor = defect.map_or(1.0, Defect::arrivals);
                Kind::Arrivals(per_hour.scaled(factor), *busyness_cv * factor)
            }
            Setup::Formula => Kind::Formula,
        };
        let wants_waits = case
            .figures
            .iter()
            .any(|figure| matches!(figure.estimator, super::case::Estimator::WaitQuantile(_)));
        Ready { figures: case.figures.iter().map(|figure| &figure.reading).collect(), kind, wants_waits }
    }

    /// Runs one replication.
    pub fn replicate(&self, seed: u64, replication: u64, worker: &mut Worker) -> Replicated {
        match &self.kind {
            Kind::Scenario(run) => {
                let facts = replicate(&run.0, &run.1, seed, replication, &mut worker.workshop);
                let fact = |scope, metric| {
                    let fact = facts.fact(scope, metric);
                    fact.map_or((f64::NAN, f64::NAN), |fact| (fact.numerator, fact.denominator))
                };
                let fact = |reading: &Reading| match reading {
                    Reading::Metric(scope, metric) => fact(*scope, *metric),
                    Reading::Numerator(scope, metric) => (fact(*scope, *metric).0, 1.0),
                    other => constant(other),
                };
                let fractions = self.figures.iter().map(|reading| fact(reading)).collect();
                Replicated { fractions, waits: self.wants_waits.then_some(facts.waits.total) }
            }
            Kind::Centre(run) => {
                let probe = run.replicate(Stream::new(seed, replication), &mut worker.engine);
                let seen = |reading: &Reading| match reading {
                    Reading::Probe(read) => read(&probe),
                    other => constant(other),
                };
                Replicated {
                    fractions: self.figures.iter().map(|reading| seen(reading)).collect(),
                    waits: None,
                }
            }
            Kind::Arrivals(per_hour, busyness_cv) => {
                let stream = Stream::new(seed, replication);
                let contacts = contacts_of_a_day(per_hour, *busyness_cv, stream);
                Replicated { fractions: vec![(contacts as f64, 1.0); self.figures.len()], waits: None }
            }
            Kind::Formula => Replicated {
                fractions: self.figures.iter().map(|reading| constant(reading)).collect(),
                waits: None,
            },
        }
    }
}

/// A reading that needs no run; not a number where it does.
fn constant(reading: &Reading) -> Fraction {
    match reading {
        Reading::Formula(value) => (*value, 1.0),
        _ => (f64::NAN, f64::NAN),
    }
}

impl CentreSetup {
    fn replicate(&self, stream: Stream, engine: &mut Engine) -> Probe {
        match &self.callers {
            Callers::Stream { per_hour, busyness_cv } => {
                let demand =
                    AnonymousDemand::new(stream, self.calendar, per_hour, *busyness_cv, &self.centre);
                self.run(stream, engine, demand)
            }
            Callers::Population { customers, idle } => {
                self.run(stream, engine, FinitePopulation::new(stream, *customers, idle.clone()))
            }
        }
    }

    fn run(&self, stream: Stream, engine: &mut Engine, mut demand: impl Demand) -> Probe {
        let mut probe = Probe::new(&self.centre, self.calendar, &self.instants, self.first);
        engine.start(&self.centre, self.calendar, stream, &mut demand, &mut probe);
        engine.advance(self.calendar.end(), &self.centre, &mut demand, &mut probe);
        let ledger = engine.finish(&self.centre, &mut demand, &mut probe);
        assert!(ledger.balances(), "the ledger does not balance: {ledger:?}");
        probe.close();
        probe
    }
}

fn contacts_of_a_day(per_hour: &WeekPattern, busyness_cv: f64, stream: Stream) -> u64 {
    let calendar = Calendar { start: Duration::ZERO, warm_up: Duration::ZERO, horizon: Duration::DAY };
    let mut arrivals = PrimaryStream::new(stream, calendar, std::slice::from_ref(per_hour), busyness_cv);
    let mut count = 0;
    while arrivals.take().is_some() {
        count += 1;
    }
    count
}
