//! Whether a driver's importance is more than luck.
//!
//! Importance is never negative, so an interval of it never holds 0 and proves nothing. Two honest answers: an interval of
//! the *lead* of a driver over a made-up one that has nothing to do with the judgement, and the chance that drivers
//! without any effect explain as much.

use super::{DriverCorrelations, DriverData, Method};
use crate::metrics::problem::MetricProblem;
use crate::metrics::resampling::Bootstrap;
use crate::random::{Purpose, Stream};
use crate::statistics::bootstrap::Replicates;
use crate::statistics::{CentredRows, Confidence, Interval};

/// A driver's importance with its noise.
#[derive(Clone, Debug, PartialEq)]
pub struct DriverInterval {
    /// Importance in the sample.
    pub importance: f64,
    /// Importance in resamples of rows (whole clusters, where there are some).
    pub replicates: Replicates,
    /// Percentile interval of the importance.
    pub interval: Interval,
    /// Percentile interval of the importance minus that of a made-up driver: when it holds 0, the driver has not been
    /// shown to matter. Source: Tonidandel, LeBreton and Johnson (2009).
    pub lead: Interval,
}

/// Importance of every driver with intervals.
pub fn intervals(
    data: &DriverData,
    method: Method,
    confidence: Confidence,
    bootstrap: &Bootstrap,
) -> Result<Vec<DriverInterval>, MetricProblem> {
    let sample = DriverCorrelations::of(&data.covariance()?)?.importance(method)?;
    let k = sample.len();
    let columns: Vec<&[f64]> = data.columns.iter().map(Vec::as_slice).collect();
    let plain = CentredRows::of(&columns)?;
    // The made-up driver stands in front of the judgement; every resample gets a new one.
    let with_noise: Vec<&[f64]> = columns[..k].iter().chain([&columns[0], &columns[k]]).copied().collect();
    let with_noise = CentredRows::of(&with_noise)?;
    let importance = |rows: &CentredRows, weights: &[f64]| {
        let covariance = rows.covariance(weights)?;
        DriverCorrelations::of(&covariance).ok()?.importance(method).ok()
    };
    let of = bootstrap.of_design(
        &data.design,
        2 * k,
        || with_noise.clone(),
        |rows, weights, luck| {
            let noise: Vec<f64> = (0..rows.rows()).map(|_| luck.normal()).collect();
            rows.set_column(k, |row| noise[row]);
            let own = importance(&plain, weights);
            let against = importance(rows, weights);
            match (own, against) {
                (Some(own), Some(against)) => {
                    let leads = (0..k).map(|driver| Some(against[driver] - against[k]));
                    own.iter().map(|&share| Some(share)).chain(leads).collect()
                }
                _ => Vec::new(),
            }
        },
    );
    let (own, leads) = of.split_at(k);
    own.iter()
        .zip(leads)
        .zip(sample)
        .map(|((replicates, lead), importance)| {
            Ok(DriverInterval {
                importance,
                interval: replicates.percentile(confidence)?,
                lead: lead.percentile(confidence)?,
                replicates: replicates.clone(),
            })
        })
        .collect()
}

/// The chance that drivers without any effect explain as much as these do: the share of `permutations` of the judgement
/// among the rows whose R^2 reaches that of the sample, the sample counted in. Source: Fisher (1935); Phipson and Smyth
/// (2010) for the counting in. Rows are taken as exchangeable, so weights stay with their rows and clusters are ignored.
pub fn null_p(data: &DriverData, permutations: u32, seed: u64) -> Result<f64, MetricProblem> {
    let own = DriverCorrelations::of(&data.covariance()?)?.r_squared()?;
    let columns: Vec<&[f64]> = data.columns.iter().map(Vec::as_slice).collect();
    let mut rows = CentredRows::of(&columns)?;
    let judgement = columns.len() - 1;
    let mut order: Vec<usize> = (0..rows.rows()).collect();
    let stream = Stream::new(seed, 2);
    let mut reached = 1u32;
    for permutation in 0..permutations {
        let mut luck = stream.luck(Purpose::Bootstrap, u64::from(permutation), 0);
        for last in (1..order.len()).rev() {
            let at = ((luck.uniform() * (last + 1) as f64) as usize).min(last);
            order.swap(last, at);
        }
        rows.set_column(judgement, |row| columns[judgement][order[row]]);
        let covariance = rows.covariance(data.design.weights());
        let of = covariance.and_then(|covariance| DriverCorrelations::of(&covariance).ok()?.r_squared().ok());
        // Rounding must not make an equal share a smaller one.
        reached += u32::from(of.is_some_and(|of| of >= own * (1.0 - 1e-12)));
    }
    Ok(f64::from(reached) / f64::from(permutations + 1))
}
