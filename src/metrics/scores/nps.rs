//! Net Promoter Score: the share of promoters minus the share of detractors.
//!
//! Asked: how likely to recommend, 0-10. Promoters answer 9 or 10, detractors 0 to 6. Source: Reichheld (2003), "The one
//! number you need to grow". It measures intention to recommend, not satisfaction. Unit: points from -100 to 100.

use crate::metrics::problem::MetricProblem;
use crate::metrics::scale::Scale;
use crate::statistics::bootstrap::Replicates;
use crate::statistics::normal;
use crate::statistics::{Confidence, Estimate, Interval};

/// Lowest answer of a promoter.
pub const PROMOTERS_FROM: f64 = 9.0;
/// Highest answer of a detractor.
pub const DETRACTORS_TO: f64 = 6.0;

/// How many answers are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NpsCounts {
    /// Answers of 9 or 10.
    pub promoters: u64,
    /// Answers of 7 or 8.
    pub passives: u64,
    /// Answers of 0 to 6.
    pub detractors: u64,
}

/// How the interval of a score is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NpsInterval {
    /// `NPS -+ z SE`. A point when all answers are of one kind, and may exceed 100: for comparison only.
    Wald,
    /// Wald's after adding 3/4 of a promoter, 3/4 of a detractor and 1 1/2 passives. Found best overall by Rocks (2016),
    /// "Interval estimation for the Net Promoter Score", who tuned the constants at 95 %. The default.
    AdjustedWald,
    /// The score interval of a difference of two shares of one sample: Tango (1998). Never exceeds 100.
    Score,
}

impl NpsInterval {
    /// All of them.
    pub const ALL: [NpsInterval; 3] = [NpsInterval::Wald, NpsInterval::AdjustedWald, NpsInterval::Score];
}

/// What an answer adds to the score: 100 for a promoter, -100 for a detractor, 0 between them. The score is the mean.
#[inline]
pub fn contribution(answer: f64) -> f64 {
    if answer >= PROMOTERS_FROM {
        100.0
    } else if answer <= DETRACTORS_TO {
        -100.0
    } else {
        0.0
    }
}

impl NpsCounts {
    /// Counts answers on 0-10; what is `None` is left out. Fails on an answer outside the scale.
    pub fn of(column: &str, answers: impl IntoIterator<Item = Option<f64>>) -> Result<Self, MetricProblem> {
        let mut counts = NpsCounts::default();
        for (row, answer) in answers.into_iter().enumerate() {
            let Some(value) = answer else { continue };
            if !Scale::ZERO_TO_TEN.holds(value) {
                let (low, high) = (0.0, 10.0);
                return Err(MetricProblem::OutsideScale {
                    column: column.to_string(),
                    row,
                    value,
                    low,
                    high,
                });
            }
            match contribution(value) {
                100.0 => counts.promoters += 1,
                0.0 => counts.passives += 1,
                _ => counts.detractors += 1,
            }
        }
        Ok(counts)
    }

    /// Answers.
    pub fn n(&self) -> u64 {
        self.promoters + self.passives + self.detractors
    }

    /// The score, `100 (promoters - detractors) / n`.
    pub fn score(&self) -> Result<f64, MetricProblem> {
        Ok(100.0 * self.shares()?.difference())
    }

    /// The score with its standard error `100 sqrt((p + q - (p - q)^2) / n)` for shares p of promoters and q of
    /// detractors. The divisor is n; n - 1 would make the variance larger by n / (n - 1).
    pub fn estimate(&self) -> Result<Estimate, MetricProblem> {
        let shares = self.shares()?;
        Ok(Estimate {
            value: 100.0 * shares.difference(),
            standard_error: 100.0 * (shares.variance() / shares.n).sqrt(),
            degrees_of_freedom: f64::INFINITY,
            n: self.n() as usize,
        })
    }

    /// The interval of the score, in points.
    pub fn interval(&self, method: NpsInterval, confidence: Confidence) -> Result<Interval, MetricProblem> {
        let shares = self.shares()?;
        Ok(match method {
            NpsInterval::Wald => shares.wald(confidence),
            NpsInterval::AdjustedWald => self.adjusted().wald(confidence),
            NpsInterval::Score => {
                let end =
                    |sign: f64| 100.0 * shares.score_limit(sign * normal::critical_value(confidence.miss()));
                Interval { low: end(1.0), high: end(-1.0) }
            }
        })
    }

    /// The interval of `score - score of other`, two independent samples, in points.
    ///
    /// Wald and adjusted Wald: `difference -+ z sqrt(SE1^2 + SE2^2)`, the adjusted one about the adjusted difference. Score:
    /// the limits of both samples squared and added, Newcombe (1998), "Interval estimation for the difference between
    /// independent proportions", method 10.
    pub fn difference(
        &self,
        other: &NpsCounts,
        method: NpsInterval,
        confidence: Confidence,
    ) -> Result<Interval, MetricProblem> {
        let z = normal::critical_value(confidence.miss());
        let wald = |a: Shares, b: Shares| {
            let centre = a.difference() - b.difference();
            let half = z * (a.variance() / a.n + b.variance() / b.n).sqrt();
            Interval { low: 100.0 * (centre - half), high: 100.0 * (centre + half) }
        };
        Ok(match method {
            NpsInterval::Wald => wald(self.shares()?, other.shares()?),
            NpsInterval::AdjustedWald => {
                self.shares().and(other.shares())?;
                wald(self.adjusted(), other.adjusted())
            }
            NpsInterval::Score => {
                let (a, b) = (self.score()?, other.score()?);
                let (of_a, of_b) = (self.interval(method, confidence)?, other.interval(method, confidence)?);
                let down = libm::hypot(a - of_a.low, of_b.high - b);
                let up = libm::hypot(of_a.high - a, b - of_b.low);
                Interval { low: a - b - down, high: a - b + up }
            }
        })
    }

    /// The scores of resamples, drawn as counts.
    pub fn bootstrap(&self, bootstrap: &crate::metrics::Bootstrap) -> Result<Replicates, MetricProblem> {
        self.shares()?;
        Ok(bootstrap.of_counts(&[self.promoters, self.passives, self.detractors], |counts| {
            let n: u64 = counts.iter().sum();
            Some(100.0 * (counts[0] as f64 - counts[2] as f64) / n as f64)
        }))
    }

    fn shares(&self) -> Result<Shares, MetricProblem> {
        if self.n() == 0 {
            return Err(MetricProblem::NoAnswers { what: "the Net Promoter Score".to_string() });
        }
        Ok(Shares::of(self.promoters as f64, self.detractors as f64, self.n() as f64))
    }

    fn adjusted(&self) -> Shares {
        Shares::of(self.promoters as f64 + 0.75, self.detractors as f64 + 0.75, self.n() as f64 + 3.0)
    }
}

/// Answers needed so that the interval is `score -+ margin` points, at a `variance` of one answer in squared shares
/// (0 to 1; 0.75 is a cautious guess): `n = z^2 10^4 variance / margin^2`, rounded up.
pub fn answers_needed(margin: f64, variance: f64, confidence: Confidence) -> Result<u64, MetricProblem> {
    let refuse = |what: &str, value: f64, allowed| {
        Err(crate::statistics::Problem::OutOfRange { what: what.to_string(), value, allowed }.into())
    };
    if !(margin > 0.0 && margin.is_finite()) {
        return refuse("the margin", margin, "above 0 points");
    }
    if !(0.0..=1.0).contains(&variance) {
        return refuse("the variance of an answer", variance, "from 0 to 1");
    }
    let z = normal::critical_value(confidence.miss());
    Ok((z * z * 1e4 * variance / (margin * margin)).ceil() as u64)
}

/// Shares of promoters and detractors among n.
#[derive(Clone, Copy, Debug)]
struct Shares {
    promoters: f64,
    detractors: f64,
    n: f64,
}

impl Shares {
    fn of(promoters: f64, detractors: f64, n: f64) -> Self {
        Shares { promoters: promoters / n, detractors: detractors / n, n }
    }

    fn difference(self) -> f64 {
        self.promoters - self.detractors
    }

    /// Of one answer counted 1, 0, -1.
    fn variance(self) -> f64 {
        (self.promoters + self.detractors - self.difference() * self.difference()).max(0.0)
    }

    fn wald(self, confidence: Confidence) -> Interval {
        let half = normal::critical_value(confidence.miss()) * (self.variance() / self.n).sqrt();
        Interval { low: 100.0 * (self.difference() - half), high: 100.0 * (self.difference() + half) }
    }

    /// The true difference at which the score statistic is `z`, by bisection: the statistic falls with the difference.
    fn score_limit(self, z: f64) -> f64 {
        let own = self.difference();
        let (mut low, mut high) = if z > 0.0 { (-1.0, own) } else { (own, 1.0) };
        // Sixty halvings of at most 2 leave less than 2e-18.
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if self.score_statistic(middle) > z { low = middle } else { high = middle }
        }
        0.5 * (low + high)
    }

    /// Distance from a true difference in standard errors that hold if it is true, with the share of detractors that is
    /// then most likely (the root of a quadratic equation).
    fn score_statistic(self, difference: f64) -> f64 {
        let (b, c, d) = (self.detractors, self.promoters, difference);
        let linear = -b - c + (2.0 - c + b) * d;
        let constant = -b * d * (1.0 - d);
        let root = (linear * linear - 8.0 * constant).max(0.0).sqrt();
        let likely = 0.25 * (root - linear);
        let variance = 2.0 * likely + d * (1.0 - d);
        (c - b - d) / (variance.max(f64::MIN_POSITIVE) / self.n).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(promoters: u64, passives: u64, detractors: u64) -> NpsCounts {
        NpsCounts { promoters, passives, detractors }
    }

    fn close(actual: f64, expected: f64, tolerance: f64) {
        assert!((actual - expected).abs() <= tolerance, "{actual} is not {expected}");
    }

    #[test]
    fn answers_fall_into_their_groups() {
        let of = NpsCounts::of("q", (0..=10).map(|answer| Some(f64::from(answer))).chain([None]));
        assert_eq!(of, Ok(counts(2, 2, 7)));
        let wrong = NpsCounts::of("q12", [Some(9.0), Some(11.0)]);
        assert!(matches!(wrong, Err(MetricProblem::OutsideScale { row: 1, value: 11.0, .. })));
        assert!(counts(0, 0, 0).score().is_err());
    }

    #[test]
    fn wald_and_adjusted_wald_by_hand() {
        // 50, 30, 20 of 100: NPS 30, variance 0.5 + 0.2 - 0.09 = 0.61.
        let of = counts(50, 30, 20);
        let estimate = of.estimate().expect("answers");
        close(estimate.value, 30.0, 1e-12);
        close(estimate.standard_error, 10.0 * 0.61f64.sqrt(), 1e-12);
        let z = 1.959_963_984_540_054_2;
        let wald = of.interval(NpsInterval::Wald, Confidence::NINETY_FIVE).expect("answers");
        close(wald.low, 30.0 - z * 10.0 * 0.61f64.sqrt(), 1e-11);
        let adjusted = of.interval(NpsInterval::AdjustedWald, Confidence::NINETY_FIVE).expect("answers");
        let (p, q, n) = (50.75f64 / 103.0, 20.75f64 / 103.0, 103.0);
        let half = 100.0 * z * ((p + q - (p - q) * (p - q)) / n).sqrt();
        close(adjusted.low, 100.0 * (p - q) - half, 1e-11);
        close(adjusted.high, 100.0 * (p - q) + half, 1e-11);
        let gap = of.difference(&of, NpsInterval::Wald, Confidence::NINETY_FIVE).expect("answers");
        close(gap.width(), wald.width() * 2f64.sqrt(), 1e-11);
    }

    /// San Francisco's airport in 2018, unweighted: 1 268 promoters and 447 detractors among 2 650 (open data of the city),
    /// as R 4.2 has it.
    #[test]
    fn a_published_survey_comes_out() {
        let of = counts(1_268, 935, 447).estimate().expect("answers");
        close(of.value, 30.981_132_075_471_7, 1e-12);
        close(of.standard_error, 1.442_203_184_665_83, 1e-12);
    }

    /// The most likely share of detractors at a given difference, found by golden section on the likelihood, must give
    /// the score statistic z at both ends of the interval.
    #[test]
    fn the_ends_of_the_score_interval_have_the_score_z() {
        for of in [counts(50, 30, 20), counts(9, 4, 2), counts(3, 0, 0), counts(0, 5, 0), counts(1, 2, 30)] {
            let n = of.n() as f64;
            let interval = of.interval(NpsInterval::Score, Confidence::NINETY_FIVE).expect("answers");
            for (end, sign) in [(interval.low / 100.0, 1.0), (interval.high / 100.0, -1.0)] {
                if end.abs() > 1.0 - 1e-9 {
                    continue;
                }
                let likelihood = |q: f64| {
                    let term = |count: u64, share: f64| match count {
                        0 => 0.0,
                        count => count as f64 * libm::log(share.max(1e-300)),
                    };
                    term(of.promoters, q + end)
                        + term(of.detractors, q)
                        + term(of.passives, 1.0 - 2.0 * q - end)
                };
                let (mut low, mut high) = ((-end).max(0.0), (1.0 - end) / 2.0);
                for _ in 0..200 {
                    let (a, b) = (low + 0.382 * (high - low), low + 0.618 * (high - low));
                    if likelihood(a) < likelihood(b) { low = a } else { high = b }
                }
                let variance = 2.0 * low + end - end * end;
                let z = ((of.promoters as f64 - of.detractors as f64) / n - end) / (variance / n).sqrt();
                close(z * sign, 1.959_963_984_540_054_2, 2e-6);
            }
        }
    }

    #[test]
    fn one_kind_of_answer_leaves_doubt_except_by_wald() {
        let of = counts(12, 0, 0);
        let wald = of.interval(NpsInterval::Wald, Confidence::NINETY_FIVE).expect("answers");
        assert_eq!((wald.low, wald.high), (100.0, 100.0));
        let score = of.interval(NpsInterval::Score, Confidence::NINETY_FIVE).expect("answers");
        assert!(score.low < 80.0 && score.low > 40.0);
        close(score.high, 100.0, 1e-9);
        let adjusted = of.interval(NpsInterval::AdjustedWald, Confidence::NINETY_FIVE).expect("answers");
        assert!(adjusted.width() > 10.0);
        let gap =
            of.difference(&counts(0, 0, 9), NpsInterval::Score, Confidence::NINETY_FIVE).expect("answers");
        assert!(gap.low < 200.0 && (gap.high - 200.0).abs() < 1e-9, "{gap:?}");
    }

    #[test]
    fn sample_sizes_by_hand() {
        // 1.96^2 * 10^4 * 0.75 / 25 = 1152.4
        assert_eq!(answers_needed(5.0, 0.75, Confidence::NINETY_FIVE), Ok(1_153));
        assert!(answers_needed(0.0, 0.75, Confidence::NINETY_FIVE).is_err());
        assert!(answers_needed(5.0, 1.5, Confidence::NINETY_FIVE).is_err());
    }

    /// True coverage by adding up the probability of every sample of n = 15 from p = 0.6, 0.3, 0.1: Wald's interval falls
    /// short of its 95 %, the other two do not.
    #[test]
    fn wald_falls_short_in_small_samples_and_the_others_do_not() {
        let (n, p) = (15u64, [0.6, 0.3, 0.1]);
        let coverage = |method: NpsInterval| {
            let mut covered = 0.0;
            for a in 0..=n {
                for c in 0..=n - a {
                    let b = n - a - c;
                    let log_of = |k: u64, p: f64| k as f64 * libm::log(p) - libm::lgamma(k as f64 + 1.0);
                    let probability = libm::exp(
                        libm::lgamma(n as f64 + 1.0) + log_of(a, p[0]) + log_of(b, p[1]) + log_of(c, p[2]),
                    );
                    let interval =
                        counts(a, b, c).interval(method, Confidence::NINETY_FIVE).expect("answers");
                    if interval.contains(50.0) {
                        covered += probability;
                    }
                }
            }
            covered
        };
        let [wald, adjusted, score] = NpsInterval::ALL.map(coverage);
        assert!(wald < 0.935, "{wald}");
        assert!(adjusted > 0.94 && score > 0.94, "{adjusted} {score}");
    }

    #[test]
    fn resampled_counts_have_the_standard_error_of_the_score() {
        let of = counts(500, 300, 200);
        let bootstrap = crate::metrics::Bootstrap { resamples: 4_000, ..Default::default() };
        let spread = of.bootstrap(&bootstrap).expect("answers").standard_error().expect("figures");
        let exact = of.estimate().expect("answers").standard_error;
        assert!((spread / exact - 1.0).abs() < 5.2 / 8_000f64.sqrt(), "{spread} {exact}");
    }
}
