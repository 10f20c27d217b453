//! From the facts of replications to linearised samples, one per metric: what every estimate, contrast and effect is
//! computed from.

use crate::journey::{Fact, Rows, Scope, WAIT_QUANTILES};
use crate::metrics::{ALL, Entry, Kind, Metric};
use crate::statistics::quantile::sectioned;
use crate::statistics::{Confidence, Contrast, Linearised, RatioSample};

use super::result::{Difference, Estimate, Estimates};
use super::runs::ArmRuns;

/// Months in the year that `churn_annual` speaks of.
const MONTHS: u32 = 12;

/// The samples of one scope, by metric; `None` where a metric does not apply.
#[derive(Clone, Debug, Default)]
pub(super) struct Samples(Vec<Option<Linearised>>);

impl Samples {
    /// The samples of the row at `position` in every replication; `pooled` are the waits in seconds at the shares of
    /// [`WAIT_QUANTILES`] of all replications together, where the scope has them.
    pub fn of_row(replications: &[Rows], position: usize, pooled: Option<[f64; 4]>) -> Self {
        let of_metric = |entry: &Entry| {
            let facts: Option<Vec<Fact>> =
                replications.iter().map(|rows| rows.get(position)?.1.get(entry.metric)).collect();
            // What is missing in one replication has no honest estimate from the others.
            linearised(entry, &facts?, pooled)
        };
        Samples(ALL.iter().map(of_metric).collect())
    }

    /// The samples of the whole run: the first row of the facts is the total.
    pub fn of_total(runs: &ArmRuns) -> Self {
        let pooled = runs.waits.as_ref().and_then(|waits| Scope::Total.wait_quantiles(waits));
        Samples::of_row(&runs.replications, 0, pooled)
    }

    /// The sample of a metric.
    pub fn get(&self, metric: Metric) -> Option<&Linearised> {
        self.0.get(metric as usize)?.as_ref()
    }

    /// The estimates of all metrics that apply, in catalogue order.
    pub fn estimates(&self, confidence: Confidence, currency: &str) -> Estimates {
        ALL.iter()
            .filter_map(|entry| {
                let sample = self.get(entry.metric)?;
                let estimate = estimate(sample, confidence, unit(entry, currency));
                Some((entry.key.to_string(), estimate))
            })
            .collect()
    }
}

/// The sample of one metric, from one fact per replication.
fn linearised(entry: &Entry, facts: &[Fact], pooled: Option<[f64; 4]>) -> Option<Linearised> {
    let ratios: RatioSample = facts.iter().map(|fact| (fact.numerator, fact.denominator)).collect();
    match entry.kind {
        Kind::Total | Kind::Ratio => ratios.linearised(),
        Kind::Annualised => Some(ratios.linearised()?.at_least_once_in(MONTHS)),
        Kind::Quantile => {
            let own = ratios.linearised()?;
            let place = WAIT_QUANTILES.iter().position(|(metric, _)| *metric == entry.metric)?;
            match pooled {
                Some(pooled) => Some(sectioned(pooled[place], own.values)),
                // No waits are pooled for this scope: the mean of the replications' own quantiles stands.
                None => Some(own),
            }
        }
    }
}

/// The share who leave within a year at this monthly share.
pub(super) fn annualised(monthly: f64) -> f64 {
    let monthly = Linearised { estimate: monthly, values: Vec::new() };
    monthly.at_least_once_in(MONTHS).estimate
}

/// The unit as printed: money is in the scenario's currency.
pub(super) fn unit<'a>(entry: &'a Entry, currency: &'a str) -> &'a str {
    if entry.unit == "currency" { currency } else { entry.unit }
}

fn estimate(sample: &Linearised, confidence: Confidence, unit: &str) -> Estimate {
    let summary = sample.summary(confidence);
    Estimate {
        mean: summary.mean,
        sd: summary.sd,
        ci_low: summary.interval.map(|interval| interval.low),
        ci_high: summary.interval.map(|interval| interval.high),
        n: summary.n,
        unit: unit.to_string(),
    }
}

/// A paired contrast in the form of the results, not yet adjusted for the number of arms.
pub(super) fn difference(contrast: Contrast) -> Difference {
    Difference {
        mean: contrast.mean,
        ci_low: contrast.interval.map(|interval| interval.low),
        ci_high: contrast.interval.map(|interval| interval.high),
        p: contrast.p,
        p_adjusted: None,
        variance_reduction: contrast.variance_reduction,
        n: contrast.n,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::journey::FactRow;
    use crate::metrics::Waits;
    use crate::time::Duration;

    /// A row of facts with only these metrics.
    pub fn row(facts: &[(Metric, f64, f64)]) -> FactRow {
        let mut row = [None; Metric::COUNT];
        for &(metric, numerator, denominator) in facts {
            row[metric as usize] = Some(Fact { numerator, denominator });
        }
        FactRow::of(&row)
    }

    /// An arm with one total row per replication.
    pub fn arm(totals: &[Vec<(Metric, f64, f64)>]) -> ArmRuns {
        ArmRuns {
            replications: totals.iter().map(|facts| vec![(Scope::Total, row(facts))]).collect(),
            waits: None,
            majorant_exceeded: 0,
            slots_exhausted: 0,
        }
    }

    #[test]
    fn ratios_are_sum_over_sum_and_annual_churn_follows_the_monthly_one() {
        let totals = [
            vec![(Metric::ChurnMonthly, 10.0, 1000.0), (Metric::ChurnAnnual, 10.0, 1000.0)],
            vec![(Metric::ChurnMonthly, 30.0, 1000.0), (Metric::ChurnAnnual, 30.0, 1000.0)],
        ];
        let samples = Samples::of_total(&arm(&totals));
        let estimates = samples.estimates(Confidence::NINETY_FIVE, "EUR");
        assert_eq!(estimates.keys().collect::<Vec<_>>(), ["churn_monthly", "churn_annual"]);
        assert!((estimates["churn_monthly"].mean - 0.02).abs() < 1e-15);
        let annual = 1.0 - 0.98_f64.powi(12);
        assert!((estimates["churn_annual"].mean - annual).abs() < 1e-12);
        assert!((annualised(0.02) - annual).abs() < 1e-12);
        let ratio_of_sds = estimates["churn_annual"].sd.unwrap() / estimates["churn_monthly"].sd.unwrap();
        assert!((ratio_of_sds - 12.0 * 0.98_f64.powi(11)).abs() < 1e-9);
    }

    #[test]
    fn quantiles_come_from_the_pooled_waits_and_their_noise_from_sections() {
        let waits = (0..100).map(|place| Duration::seconds(if place < 90 { 10 } else { 60 }));
        let mut runs = arm(&[vec![(Metric::WaitP95, 50.0, 1.0)], vec![(Metric::WaitP95, 62.0, 1.0)]]);
        runs.waits = Some(Waits::of_one_team(waits));
        let sample = Samples::of_total(&runs).get(Metric::WaitP95).cloned().unwrap();
        assert!((sample.estimate - 60.0).abs() < 0.1);
        assert_eq!(sample.values, [50.0, 62.0]);
    }

    #[test]
    fn what_is_missing_in_a_replication_is_absent_and_one_replication_has_no_interval() {
        let partly = [vec![(Metric::Nps, 1.0, 2.0)], vec![]];
        assert!(Samples::of_total(&arm(&partly)).get(Metric::Nps).is_none());
        let single = [vec![(Metric::Offered, 5.0, 1.0), (Metric::Revenue, 2.0, 1.0)]];
        let estimates = Samples::of_total(&arm(&single)).estimates(Confidence::NINETY_FIVE, "EUR");
        let offered = &estimates["offered"];
        assert_eq!((offered.mean, offered.sd, offered.ci_low), (5.0, None, None));
        assert_eq!(estimates["revenue"].unit, "EUR");
    }
}
