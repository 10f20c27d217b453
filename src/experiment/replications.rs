//! The figures of single replications: the rows of `replications.csv`.

use crate::journey::{Fact, Rows, Scope};
use crate::metrics::{ALL, Kind};

use super::names::Names;
use super::sample::annualised;

/// All replications of all arms.
#[derive(Clone, Debug, Default)]
pub struct Replications {
    arms: Vec<ArmReplications>,
}

#[derive(Clone, Debug)]
struct ArmReplications {
    name: String,
    names: Names,
    replications: Vec<Rows>,
}

/// One figure of one replication of one arm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReplicationFigure<'a> {
    /// Name of the arm.
    pub arm: &'a str,
    /// Number of the replication, from 1.
    pub replication: u64,
    /// `total`, `segment`, `reason`, `team` or `week`.
    pub scope: &'static str,
    /// Which of them; empty for the total.
    pub name: &'a str,
    /// Key of the metric.
    pub metric: &'static str,
    /// The metric's value in this replication.
    pub value: f64,
    /// Its numerator.
    pub numerator: f64,
    /// Its denominator; 1 for totals and quantiles.
    pub denominator: f64,
}

impl Replications {
    pub(super) fn push(&mut self, arm: &str, names: Names, replications: Vec<Rows>) {
        self.arms.push(ArmReplications { name: arm.to_string(), names, replications });
    }

    /// Every figure, by arm, replication, scope and metric. Half-hours of the day are left out: they would be half of the
    /// file, and the result has their estimates. So is what does not apply.
    pub fn figures(&self) -> impl Iterator<Item = ReplicationFigure<'_>> {
        self.arms.iter().flat_map(ArmReplications::figures)
    }
}

impl ArmReplications {
    fn figures(&self) -> impl Iterator<Item = ReplicationFigure<'_>> {
        let numbered = (1_u64..).zip(&self.replications);
        numbered.flat_map(move |(replication, rows)| {
            let rows = rows.iter().filter(|(scope, _)| !matches!(scope, Scope::Interval(_)));
            rows.flat_map(move |(scope, facts)| {
                let (scope, name) = self.names.label(*scope);
                ALL.iter().filter_map(move |entry| {
                    let fact = facts.get(entry.metric)?;
                    Some(ReplicationFigure {
                        arm: &self.name,
                        replication,
                        scope,
                        name,
                        metric: entry.key,
                        value: value(entry.kind, fact)?,
                        numerator: fact.numerator,
                        denominator: fact.denominator,
                    })
                })
            })
        })
    }
}

/// The value of a metric in one replication; `None` where nothing happened that it could be about.
fn value(kind: Kind, fact: Fact) -> Option<f64> {
    if fact.denominator == 0.0 {
        return None;
    }
    let ratio = fact.numerator / fact.denominator;
    let value = match kind {
        Kind::Annualised => annualised(ratio),
        Kind::Total | Kind::Ratio | Kind::Quantile => ratio,
    };
    value.is_finite().then_some(value)
}
