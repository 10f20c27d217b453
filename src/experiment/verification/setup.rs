//! How a case is run: by the path of `goodwill run`, or as a centre with a probe beside it.

use crate::metrics::WaitCounts;

use crate::journey::{Blueprint, Calibration, Workshop, calibrate, replicate};
use crate::operation::{AnonymousDemand, ArrivalModel, Centre, Engine, PrimaryStream};
use crate::random::Stream;
use crate::scenario;
use crate::time::{Calendar, Duration, Instant};

use super::case::Case;
use super::defect::Defect;
use super::probe::Probe;
use super::read::{Fraction, Reading};

/// How a case is run.
pub(super) enum Setup {
    /// A scenario file, run as `goodwill run` runs it; figures are metrics.
    Scenario(String),
    /// A centre, watched by a probe.
    Centre(CentreSetup),
    /// Arrivals alone: one day per replication.
    Arrivals(ArrivalModel),
    /// Nothing is run.
    Formula,
}

/// A centre with its callers.
#[derive(Clone)]
pub(super) struct CentreSetup {
    /// The centre.
    pub centre: Centre,
    /// Who calls.
    pub arrivals: ArrivalModel,
    /// Warm-up and horizon.
    pub calendar: Calendar,
    /// When the number in the system is looked at.
    pub instants: Vec<Instant>,
    /// Only so many contacts count, from the first; `None` means all of the horizon.
    pub first: Option<u64>,
}

/// A case made ready to run.
pub(super) struct ReadyCase<'a> {
    figures: Vec<&'a Reading>,
    kind: Kind,
    wants_waits: bool,
}

enum Kind {
    Scenario(Box<(Blueprint, Calibration)>),
    Centre(Box<CentreSetup>),
    Arrivals(ArrivalModel),
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
    pub waits: Option<WaitCounts>,
}

impl<'a> ReadyCase<'a> {
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
                    defect.plant_in_arrivals(&mut setup.arrivals);
                }
                Kind::Centre(Box::new(setup))
            }
            Setup::Arrivals(arrivals) => {
                let mut arrivals = arrivals.clone();
                if let Some(defect) = defect {
                    defect.plant_in_arrivals(&mut arrivals);
                }
                Kind::Arrivals(arrivals)
            }
            Setup::Formula => Kind::Formula,
        };
        let wants_waits = case
            .figures
            .iter()
            .any(|figure| matches!(figure.estimator, super::case::Estimator::WaitQuantile(_)));
        ReadyCase { figures: case.figures.iter().map(|figure| &figure.reading).collect(), kind, wants_waits }
    }

    /// Runs one replication.
    pub fn replicate(&self, seed: u64, replication: u64, worker: &mut Worker) -> Replicated {
        match &self.kind {
            Kind::Scenario(run) => {
                let mut facts = replicate(&run.0, &run.1, seed, replication, &mut worker.workshop);
                let own_waits = std::mem::take(&mut facts.waits);
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
                let waits = self.wants_waits.then(|| own_waits.of_contacts());
                worker.workshop.take_back(own_waits);
                Replicated { fractions, waits }
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
            Kind::Arrivals(arrivals) => {
                let contacts = contacts_of_a_day(arrivals, Stream::new(seed, replication));
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
        let mut demand = AnonymousDemand::with(stream, self.calendar, self.arrivals.clone(), &self.centre);
        let mut probe = Probe::new(&self.centre, self.calendar, &self.instants, self.first);
        engine.start(&self.centre, self.calendar, stream, &mut demand, &mut probe);
        engine.advance(self.calendar.end(), &self.centre, &mut demand, &mut probe);
        let ledger = engine.finish(&self.centre, &mut demand, &mut probe);
        assert!(ledger.balances(), "the ledger does not balance: {ledger:?}");
        probe.close();
        probe
    }
}

fn contacts_of_a_day(arrivals: &ArrivalModel, stream: Stream) -> u64 {
    let calendar = Calendar { start: Duration::ZERO, warm_up: Duration::ZERO, horizon: Duration::DAY };
    let majorant = vec![1.0; arrivals.reasons.len()];
    let mut primary = PrimaryStream::of(stream, calendar, arrivals, &majorant, &[]);
    let mut count = 0;
    while primary.take().is_some() {
        count += 1;
    }
    count
}
