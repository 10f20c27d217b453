//! Who was sampled how.

use super::{Margin, check_weights};
use crate::statistics::moments;
use crate::statistics::problem::{Problem, same_length};

/// A sample: one weight per row, rows in clusters, clusters in strata.
///
/// Clusters are those drawn first (primary sampling units) and are taken to be drawn with replacement, or without from
/// a population of known size. A cluster number counts within its stratum. Without clusters each row is its own; without
/// strata all rows are in one.
#[derive(Clone, Debug)]
pub struct SampleDesign {
    weights: Vec<f64>,
    /// Index of the cluster of each row.
    cluster: Vec<u32>,
    strata: Vec<Stratum>,
    calibration: Option<Calibration>,
}

/// A stratum: which clusters it has, and how much of the population they are.
#[derive(Clone, Debug)]
struct Stratum {
    code: u32,
    clusters: std::ops::Range<usize>,
    /// Share of the population's clusters that was sampled; 0 when drawn with replacement.
    sampled: f64,
}

/// Margins to which the weights were adjusted, and the weights before and after.
#[derive(Clone, Debug)]
struct Calibration {
    margins: Vec<Vec<u32>>,
    before: Vec<f64>,
    after: Vec<f64>,
}

/// Rounds of projection after which what is left is below anything that matters.
const MOST_PROJECTIONS: usize = 10_000;

impl SampleDesign {
    /// A simple random sample of `rows` rows.
    pub fn simple(rows: usize) -> Self {
        let strata = vec![Stratum { code: 0, clusters: 0..rows, sampled: 0.0 }];
        SampleDesign {
            weights: vec![1.0; rows],
            cluster: (0..rows as u32).collect(),
            strata,
            calibration: None,
        }
    }

    /// A sample with the given weights, strata and clusters (each one value per row, or none).
    ///
    /// `population` is the number of clusters (of rows, without clusters) in the stratum of each row, if they were drawn
    /// without replacement from a finite population. Fails on a weight below 0 or not finite, on weights that are all 0,
    /// on unequal lengths, and on a population smaller than its sample. A stratum with one cluster fails when a variance
    /// is asked for.
    pub fn new(
        weights: &[f64],
        strata: Option<&[u32]>,
        clusters: Option<&[u32]>,
        population: Option<&[f64]>,
    ) -> Result<Self, Problem> {
        check_weights(weights)?;
        let rows = weights.len();
        for (what, length) in [
            ("the strata", strata.map(<[u32]>::len)),
            ("the clusters", clusters.map(<[u32]>::len)),
            ("the population", population.map(<[f64]>::len)),
        ] {
            same_length(what, length.unwrap_or(rows), rows)?;
        }
        let key = |row: usize| {
            (strata.map_or(0, |codes| codes[row]), clusters.map_or(row as u32, |codes| codes[row]))
        };
        let mut design = SampleDesign::simple(rows);
        design.weights.copy_from_slice(weights);
        // Rows without strata and clusters are numbered already.
        if strata.is_some() || clusters.is_some() {
            let mut keys: Vec<(u32, u32)> = (0..rows).map(key).collect();
            keys.sort_unstable();
            keys.dedup();
            design.cluster = (0..rows)
                .map(|row| {
                    let key = key(row);
                    keys.partition_point(|other| *other < key) as u32
                })
                .collect();
            design.strata = strata_of(keys.iter().map(|&(stratum, _)| stratum));
        }
        if let Some(population) = population {
            design.set_population(|row| key(row).0, population)?;
        }
        Ok(design)
    }

    fn set_population(
        &mut self,
        stratum_of: impl Fn(usize) -> u32,
        population: &[f64],
    ) -> Result<(), Problem> {
        for stratum in &mut self.strata {
            let sampled = stratum.clusters.len();
            let mut given = (0..population.len()).filter(|&row| stratum_of(row) == stratum.code);
            let size = given.next().map_or(f64::NAN, |row| population[row]);
            let wrong = given.map(|row| population[row]).find(|&other| other != size);
            match wrong {
                None if size.is_finite() && size >= sampled as f64 => stratum.sampled = sampled as f64 / size,
                _ => {
                    let given = wrong.unwrap_or(size);
                    return Err(Problem::BadPopulation { stratum: stratum.code, given, sampled });
                }
            }
        }
        Ok(())
    }

    /// The same sample with weights that were raked (or post-stratified) to `margins`: what the margins explain of a
    /// figure then no longer adds to its noise.
    ///
    /// Source: Deville and Särndal (1992): the variance of a calibrated total is that of its residuals.
    pub fn calibrated(&self, weights: &[f64], margins: &[Margin]) -> Result<Self, Problem> {
        check_weights(weights)?;
        same_length("the calibrated weights", weights.len(), self.rows())?;
        for margin in margins {
            same_length("a margin", margin.category.len(), self.rows())?;
        }
        let margins = margins.iter().map(|margin| margin.category.to_vec()).collect();
        Ok(SampleDesign {
            weights: weights.to_vec(),
            calibration: Some(Calibration { margins, before: self.weights.clone(), after: weights.to_vec() }),
            ..self.clone()
        })
    }

    /// The same sample with other weights, as after trimming. What a calibration before it explains still does not add to
    /// the noise; the change of the weights itself is taken as given.
    pub fn reweighted(&self, weights: &[f64]) -> Result<Self, Problem> {
        check_weights(weights)?;
        same_length("the weights", weights.len(), self.rows())?;
        Ok(SampleDesign { weights: weights.to_vec(), ..self.clone() })
    }

    /// The same clusters as if they had been drawn from all strata together: where a stratum has one cluster left, its own noise
    /// cannot be seen, and this is at worst too much of it.
    pub fn without_strata(&self) -> Self {
        let clusters = 0..self.strata.iter().map(|stratum| stratum.clusters.end).max().unwrap_or(0);
        SampleDesign { strata: vec![Stratum { code: 0, clusters, sampled: 0.0 }], ..self.clone() }
    }

    /// Rows.
    pub fn rows(&self) -> usize {
        self.weights.len()
    }

    /// The weight of each row.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The cluster of each row, counted over all strata from 0.
    pub fn clusters(&self) -> &[u32] {
        &self.cluster
    }

    /// The clusters of each stratum, as ranges of cluster numbers.
    pub fn strata(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        self.strata.iter().map(|stratum| stratum.clusters.clone())
    }

    /// Clusters minus strata.
    pub fn degrees_of_freedom(&self) -> f64 {
        let clusters: usize = self.strata.iter().map(|stratum| stratum.clusters.len()).sum();
        clusters as f64 - self.strata.len() as f64
    }

    /// Variance of the total of `influence`, one value per row in which the row's weight is contained: over strata,
    /// `(1 - f) m / (m - 1) sum((z_c - mean z)^2)` of the m cluster sums z_c.
    pub(super) fn variance_of_total(&self, mut influence: Vec<f64>) -> Result<f64, Problem> {
        if let Some(calibration) = &self.calibration {
            calibration.residual(&mut influence);
        }
        let clusters = self.strata.last().map_or(0, |stratum| stratum.clusters.end);
        let mut sums = vec![0.0; clusters];
        for (value, &cluster) in influence.iter().zip(&self.cluster) {
            sums[cluster as usize] += value;
        }
        let mut variance = 0.0;
        for stratum in &self.strata {
            let sums = &sums[stratum.clusters.clone()];
            let Some(spread) = moments::variance(sums) else {
                return Err(Problem::LonelyCluster { stratum: stratum.code });
            };
            variance += (1.0 - stratum.sampled) * sums.len() as f64 * spread;
        }
        Ok(variance)
    }
}

/// Strata from the stratum of each cluster, in ascending order.
fn strata_of(codes: impl Iterator<Item = u32>) -> Vec<Stratum> {
    let mut strata: Vec<Stratum> = Vec::new();
    for (place, code) in codes.enumerate() {
        match strata.last_mut() {
            Some(last) if last.code == code => last.clusters.end = place + 1,
            _ => strata.push(Stratum { code, clusters: place..place + 1, sampled: 0.0 }),
        }
    }
    strata
}

impl Calibration {
    /// Takes from each row's influence per unit of calibrated weight what its categories explain, by projecting on one
    /// margin after the other until nothing moves (von Neumann's alternating projections), with the weights before
    /// calibration.
    fn residual(&self, influence: &mut [f64]) {
        let per_unit = |(z, w): (&f64, &f64)| if *w > 0.0 { z / w } else { 0.0 };
        let mut unit: Vec<f64> = influence.iter().zip(&self.after).map(per_unit).collect();
        let size = unit.iter().fold(0.0, |size: f64, u| size.max(u.abs()));
        for _ in 0..MOST_PROJECTIONS {
            let mut moved: f64 = 0.0;
            for margin in &self.margins {
                let categories = margin.iter().map(|&c| c as usize + 1).max().unwrap_or(0);
                let (mut sums, mut held) = (vec![0.0; categories], vec![0.0; categories]);
                for ((u, w), &category) in unit.iter().zip(&self.before).zip(margin) {
                    sums[category as usize] += w * u;
                    held[category as usize] += w;
                }
                for (u, &category) in unit.iter_mut().zip(margin) {
                    let at = category as usize;
                    let mean = if held[at] > 0.0 { sums[at] / held[at] } else { 0.0 };
                    *u -= mean;
                    moved = moved.max(mean.abs());
                }
            }
            if moved <= 1e-14 * size {
                break;
            }
        }
        influence.iter_mut().zip(unit).zip(&self.after).for_each(|((z, u), w)| *z = u * w);
    }
}
