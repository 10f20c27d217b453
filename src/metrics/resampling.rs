//! Bootstrap: figures of resamples, in parallel, with the same bits at any number of threads.
//!
//! Resample b draws from the stream keyed by (seed, b), whoever computes it; results come back in order of b. Clusters
//! are drawn within strata, whole; rows where there are no clusters. A resample on which a figure does not exist counts as
//! degenerate and is left out ([`Replicates`]).

use super::problem::MetricProblem;
use crate::parallel::{Cancellation, ordered_map};
use crate::random::{Luck, Purpose, Stream};
use crate::statistics::bootstrap::Replicates;
use crate::statistics::{CentredRows, Covariance, SampleDesign};

/// How many resamples, with which luck, on how many threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bootstrap {
    /// Resamples; 2 000 are customary for 95 % intervals, 10 000 for accelerated ones (Efron and Tibshirani 1993).
    pub resamples: u32,
    /// Master seed.
    pub seed: u64,
    /// Threads; changes no result.
    pub threads: usize,
}

impl Default for Bootstrap {
    /// 2 000 resamples of seed 1 on one thread.
    fn default() -> Self {
        Bootstrap { resamples: 2_000, seed: 1, threads: 1 }
    }
}

/// Resamples that a thread takes at a time.
const CHUNK: u32 = 8;

impl Bootstrap {
    /// The figures of resamples of `rows` rows. `figures` gets how often each row occurs and gives one value per figure,
    /// or `None` where it does not exist (or too few at once, where none does); there are `count` figures.
    pub fn of_rows<State>(
        &self,
        rows: usize,
        count: usize,
        state: impl Fn() -> State + Sync,
        figures: impl Fn(&mut State, &[u32]) -> Vec<Option<f64>> + Sync,
    ) -> Vec<Replicates> {
        self.run(
            count,
            || (vec![0u32; rows], state()),
            |luck, (counts, state)| {
                luck.resample(rows as u64, counts);
                figures(state, counts)
            },
        )
    }

    /// The figures of resamples under a sample design. `figures` gets the weight of each row in the resample: its weight
    /// times how often its cluster was drawn.
    ///
    /// Of the m clusters of a stratum m - 1 are drawn and the weights multiplied by m / (m - 1), so that the spread of the
    /// figures is right for few clusters too: Rao and Wu (1988), Rao, Wu and Yue (1992). A stratum with one cluster keeps
    /// it in every resample and adds no noise. Figures that need chance of their own draw it from the resample's luck.
    pub fn of_design<State>(
        &self,
        design: &SampleDesign,
        count: usize,
        state: impl Fn() -> State + Sync,
        figures: impl Fn(&mut State, &[f64], &mut Luck) -> Vec<Option<f64>> + Sync,
    ) -> Vec<Replicates> {
        let clusters = design.strata().map(|stratum| stratum.end).max().unwrap_or(0);
        let start = || (vec![0u32; clusters], vec![0.0; clusters], vec![0.0; design.rows()], state());
        self.run(count, start, |luck, (counts, factors, weights, state)| {
            for stratum in design.strata() {
                let m = stratum.len();
                if m == 1 {
                    factors[stratum.start] = 1.0;
                    continue;
                }
                let counts = &mut counts[stratum.clone()];
                luck.resample(m as u64 - 1, counts);
                let factor = m as f64 / (m as f64 - 1.0);
                for (to, &count) in factors[stratum].iter_mut().zip(counts.iter()) {
                    *to = factor * f64::from(count);
                }
            }
            for ((to, weight), &cluster) in weights.iter_mut().zip(design.weights()).zip(design.clusters()) {
                *to = weight * factors[cluster as usize];
            }
            figures(state, weights, luck)
        })
    }

    /// The figures of resamples that follow from the covariance of complete columns: reliabilities, drivers, HTMT. `figures`
    /// gets the covariance of a resample (divisor n - 1); where it has none, all figures are missing.
    pub fn of_covariance(
        &self,
        columns: &[&[f64]],
        design: &SampleDesign,
        count: usize,
        figures: impl Fn(&Covariance) -> Vec<Option<f64>> + Sync,
    ) -> Result<Vec<Replicates>, MetricProblem> {
        let rows = CentredRows::of(columns)?;
        if rows.rows() != design.rows() {
            let (given, needed) = (design.rows(), rows.rows());
            return Err(MetricProblem::WrongNumber { what: "rows of the design", given, needed });
        }
        Ok(self.of_design(
            design,
            count,
            || (),
            |(), weights, _| {
                rows.covariance(weights).map_or_else(Vec::new, |covariance| figures(&covariance))
            },
        ))
    }

    /// The figures of resamples of `n` answers in categories, given only how many are in each: `figure` gets the counts of
    /// a resample. The distribution is exactly that of drawing answers, at a cost that does not depend on `n`.
    pub fn of_counts(&self, counts: &[u64], figure: impl Fn(&[u64]) -> Option<f64> + Sync) -> Replicates {
        let n: u64 = counts.iter().sum();
        let shares: Vec<f64> = counts.iter().map(|&count| count as f64).collect();
        let stream = Stream::new(self.seed, 0);
        let mut resample = vec![0; counts.len()];
        // So little work that threads would cost more than they bring.
        Replicates::new((0..self.resamples).map(|b| {
            stream.luck(Purpose::Bootstrap, u64::from(b), 0).multinomial(n, &shares, &mut resample);
            figure(&resample)
        }))
    }

    fn run<State>(
        &self,
        count: usize,
        state: impl Fn() -> State + Sync,
        figures: impl Fn(&mut Luck, &mut State) -> Vec<Option<f64>> + Sync,
    ) -> Vec<Replicates> {
        let stream = Stream::new(self.seed, 0);
        let jobs: Vec<u32> = (0..self.resamples).step_by(CHUNK as usize).collect();
        let chunks =
            ordered_map(&jobs, self.threads, &Cancellation::default(), &|_| {}, state, |state, &first| {
                (first..(first + CHUNK).min(self.resamples))
                    .map(|b| figures(&mut stream.luck(Purpose::Bootstrap, u64::from(b), 0), state))
                    .collect::<Vec<_>>()
            });
        let by_resample: Vec<Vec<Option<f64>>> = chunks.into_iter().flatten().flatten().collect();
        (0..count)
            .map(|at| Replicates::new(by_resample.iter().map(|figures| figures.get(at).copied().flatten())))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::moments;

    fn mean(counts: &[u32], values: &[f64]) -> Option<f64> {
        let n: f64 = counts.iter().map(|&count| f64::from(count)).sum();
        Some(counts.iter().zip(values).map(|(&count, value)| f64::from(count) * value).sum::<f64>() / n)
    }

    #[test]
    fn any_number_of_threads_gives_the_same_bits() {
        let values: Vec<f64> = (0..200).map(|i| f64::from(i * i % 17)).collect();
        let of = |threads| {
            Bootstrap { resamples: 101, seed: 3, threads }.of_rows(
                200,
                1,
                || (),
                |(), counts| vec![mean(counts, &values)],
            )
        };
        assert_eq!(of(1), of(3));
        assert_eq!(of(1), of(8));
        assert_eq!(of(1)[0].sorted().len(), 101);
    }

    /// Standard error of a mean against s / sqrt(n) (divisor n): 4 000 resamples, gate at z = 5.2 of the noise of a
    /// standard deviation, 1 / sqrt(2 B).
    #[test]
    fn the_spread_of_a_mean_is_its_standard_error() {
        let values: Vec<f64> = (0..300).map(|i| f64::from(i * i % 17)).collect();
        let bootstrap = Bootstrap { resamples: 4_000, seed: 1, threads: 2 };
        let of = bootstrap.of_rows(300, 1, || (), |(), counts| vec![mean(counts, &values)]);
        let variance = moments::variance(&values).expect("values") * 299.0 / 300.0;
        let exact = (variance / 300.0).sqrt();
        let ratio = of[0].standard_error().expect("figures") / exact;
        assert!((ratio - 1.0).abs() < 5.2 / 8_000f64.sqrt(), "{ratio}");
    }

    /// The same gate for clusters in strata against the linearised standard error of a total, to which the resampling of
    /// m - 1 clusters is exactly unbiased.
    #[test]
    fn the_spread_under_a_design_is_the_linearised_standard_error() {
        let rows = 60usize;
        let strata: Vec<u32> = (0..rows).map(|row| (row / 20) as u32).collect();
        let clusters: Vec<u32> = (0..rows).map(|row| (row / 4) as u32).collect();
        let weights: Vec<f64> = (0..rows).map(|row| 1.0 + (row % 3) as f64).collect();
        let value = |row: usize| ((row * row) % 13 + row / 4) as f64;
        let design = SampleDesign::new(&weights, Some(&strata), Some(&clusters), None).expect("a design");
        let exact = design.total(|row| Some(value(row))).expect("values").standard_error;
        let bootstrap = Bootstrap { resamples: 4_000, seed: 2, threads: 2 };
        let of = bootstrap.of_design(
            &design,
            1,
            || (),
            |(), weights, _| {
                vec![Some(weights.iter().enumerate().map(|(row, weight)| weight * value(row)).sum())]
            },
        );
        let ratio = of[0].standard_error().expect("figures") / exact;
        assert!((ratio - 1.0).abs() < 5.2 / 8_000f64.sqrt(), "{ratio}");
    }

    /// Alpha of parallel items: its resampling standard error against that of the logarithm's formula (Bonett 2002), and a
    /// resample without a covariance counted.
    #[test]
    fn figures_of_a_covariance_resample_too() {
        let mut luck = Stream::new(3, 1).luck(Purpose::Survey, 0, 0);
        let rows: Vec<[f64; 4]> = (0..400)
            .map(|_| {
                let common = luck.normal();
                std::array::from_fn(|_| common + luck.normal())
            })
            .collect();
        let columns: Vec<Vec<f64>> = (0..4).map(|at| rows.iter().map(|row| row[at]).collect()).collect();
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let design = SampleDesign::simple(400);
        let bootstrap = Bootstrap { resamples: 1_000, seed: 1, threads: 2 };
        let alpha = |covariance: &Covariance| crate::metrics::reliability::alpha::alpha(covariance).ok();
        let of = bootstrap
            .of_covariance(&columns, &design, 1, |covariance| vec![alpha(covariance).map(|alpha| alpha.raw)])
            .expect("rows");
        let covariance = Covariance::of(&columns, None, crate::statistics::Divisor::Sample).expect("rows");
        let raw = alpha(&covariance).expect("items").raw;
        let exact = (1.0 - raw) * (2.0 * 4.0 / (3.0 * 398.0f64)).sqrt();
        let ratio = of[0].standard_error().expect("figures") / exact;
        // The formula holds in large samples; ten per cent is three times the noise of 1 000 resamples and of the data.
        assert!((ratio - 1.0).abs() < 0.1, "{ratio}");
        assert!(bootstrap.of_covariance(&columns, &SampleDesign::simple(9), 1, |_| vec![]).is_err());
    }

    #[test]
    fn counts_resample_like_rows_and_degenerate_ones_are_counted() {
        let bootstrap = Bootstrap { resamples: 500, seed: 9, threads: 1 };
        let of = bootstrap.of_counts(&[1, 3], |counts| (counts[0] > 0).then(|| counts[0] as f64));
        // Nothing of the first category: (3/4)^4 = 0.316 of 500, standard deviation 10.4.
        assert!((of.degenerate() as f64 - 158.2).abs() < 5.2 * 10.4, "{}", of.degenerate());
        assert_eq!(of.degenerate() + of.sorted().len(), 500);
        let none = bootstrap.of_rows(4, 2, || (), |(), _| vec![None]);
        assert_eq!((none[0].degenerate(), none[1].degenerate()), (500, 500));
    }
}
