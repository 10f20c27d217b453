//! Where a figure is read: in the table of facts of an ordinary run, at the probe that watched a centre, or nowhere but in
//! a formula.

use crate::journey::Scope;
use crate::metrics::Metric;

use super::probe::Probe;

/// Numerator and denominator of one replication.
pub(super) type Fraction = (f64, f64);

/// Where a figure is read. Times are in seconds.
pub(super) enum Reading {
    /// A metric of the program, as every report shows it.
    Metric(Scope, Metric),
    /// The numerator alone of such a metric, as a total per replication.
    Numerator(Scope, Metric),
    /// What the probe of a centre saw.
    Probe(Box<dyn Fn(&Probe) -> Fraction + Send + Sync>),
    /// Contacts of the day, from the stream of arrivals alone.
    Arrivals,
    /// Computed without a run.
    Formula(f64),
}

/// Whether a figure carries the time unit of its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// It does not: a share, a count.
    Pure,
    /// A time, read in seconds.
    Time,
    /// A rate, read per second.
    Rate,
}

impl Reading {
    /// The scale that the reading itself tells: a metric knows its unit.
    pub fn natural_scale(&self) -> Scale {
        match self {
            Reading::Metric(_, metric) if metric.entry().unit == "s" => Scale::Time,
            _ => Scale::Pure,
        }
    }
}

impl Scale {
    /// What a value read in seconds is multiplied by when the time unit has `unit_s` seconds.
    pub fn factor(self, unit_s: f64) -> f64 {
        match self {
            Scale::Pure => 1.0,
            Scale::Time => 1.0 / unit_s,
            Scale::Rate => unit_s,
        }
    }
}

/// A metric of the whole run.
pub(super) fn metric(metric: Metric) -> Reading {
    Reading::Metric(Scope::Total, metric)
}

/// A metric of one reason.
pub(super) fn of_reason(reason: usize, metric: Metric) -> Reading {
    Reading::Metric(Scope::Reason(reason), metric)
}

/// A metric of one team.
pub(super) fn of_team(team: usize, metric: Metric) -> Reading {
    Reading::Metric(Scope::Team(team), metric)
}

/// The numerator of a metric of the whole run.
pub(super) fn numerator(metric: Metric) -> Reading {
    Reading::Numerator(Scope::Total, metric)
}

/// What the probe saw.
pub(super) fn probe(read: impl Fn(&Probe) -> Fraction + Send + Sync + 'static) -> Reading {
    Reading::Probe(Box::new(read))
}
