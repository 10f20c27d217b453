//! Penalty-reward contrast: what good performance of an attribute adds to satisfaction, what bad performance takes.
//!
//! Source: Brandt (1987), "A procedure for identifying value-enhancing service components using customer satisfaction
//! survey data"; indices after Mikulić and Prebežac (2008). Dummies of correlated attributes are correlated: look at the
//! inflation beside each figure.

use super::drivers::DriverData;
use super::problem::MetricProblem;
use super::resampling::Bootstrap;
use crate::statistics::bootstrap::Replicates;
use crate::statistics::least_squares::{LeastSquares, factorised};
use crate::statistics::{CentredRows, Confidence, Covariance, Divisor, Estimate, Interval};

/// Which ratings count as low and as high performance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cuts {
    /// Ratings up to here are low.
    pub low_to: f64,
    /// Ratings from here on are high.
    pub high_from: f64,
}

/// What an attribute is, by the asymmetry of its effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asymmetry {
    /// Asymmetry below -0.1: it hurts more than it pays.
    Basic,
    /// In between: both alike.
    Linear,
    /// Asymmetry above 0.1: it pays more than it hurts.
    Excitement,
}

/// Penalty and reward of one attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct PenaltyReward {
    /// The attribute's column.
    pub attribute: String,
    /// Change of the judgement when performance is low rather than middling; usually negative. In the judgement's points.
    pub penalty: Estimate,
    /// Change when performance is high; usually positive.
    pub reward: Estimate,
    /// Range of impact on customer satisfaction, `reward + |penalty|`.
    pub range: f64,
    /// Satisfaction-generating potential `reward / range` minus dissatisfaction-generating potential `|penalty| / range`, -1
    /// to 1; absent where the range is 0 or an effect has the wrong sign, so that the shares have no meaning.
    pub asymmetry: Option<f64>,
    /// Percentile interval of the asymmetry over resamples in which it exists.
    pub asymmetry_interval: Option<Interval>,
    /// Resamples without an asymmetry.
    pub degenerate: usize,
    /// Respondents with low, and with high performance.
    pub cells: (usize, usize),
    /// Variance inflation by the *other* attributes: the generalised factor of the two dummies to the power 1/2, on the
    /// scale of an ordinary variance inflation factor (Fox and Monette 1992). Above 5 the split between attributes is unsure.
    pub inflation: f64,
}

impl PenaltyReward {
    /// The class by the customary limits of -0.1 and 0.1; absent with the asymmetry.
    pub fn class(&self) -> Option<Asymmetry> {
        self.asymmetry.map(|asymmetry| match asymmetry {
            a if a < -0.1 => Asymmetry::Basic,
            a if a > 0.1 => Asymmetry::Excitement,
            _ => Asymmetry::Linear,
        })
    }
}

/// Penalties and rewards of `attributes` (names for the data's columns, in order), by weighted least squares of the
/// judgement on two dummies per attribute: `y = b0 + sum(r_k [high] + p_k [low])`.
///
/// Fails when an attribute has nobody with low or nobody with high performance, naming it, and when the dummies of one
/// attribute are a combination of others'.
pub fn penalty_reward(
    data: &DriverData,
    attributes: &[&str],
    cuts: Cuts,
    confidence: Confidence,
    bootstrap: &Bootstrap,
) -> Result<Vec<PenaltyReward>, MetricProblem> {
    let k = attributes.len();
    if data.columns.len() != k + 1 {
        let given = data.columns.len().saturating_sub(1);
        return Err(MetricProblem::WrongNumber { what: "attributes", given, needed: k });
    }
    if cuts.low_to.partial_cmp(&cuts.high_from) != Some(std::cmp::Ordering::Less) {
        return Err(MetricProblem::BadScale { low: cuts.low_to, high: cuts.high_from });
    }
    let mut dummies: Vec<Vec<f64>> = Vec::with_capacity(2 * k + 1);
    for (name, column) in attributes.iter().zip(&data.columns) {
        for (which, dummy) in [
            ("low", column.iter().map(|&x| f64::from(u8::from(x <= cuts.low_to))).collect::<Vec<f64>>()),
            ("high", column.iter().map(|&x| f64::from(u8::from(x >= cuts.high_from))).collect()),
        ] {
            if dummy.iter().all(|&d| d == 0.0) {
                return Err(MetricProblem::NoAnswers { what: format!("{which} performance of `{name}`") });
            }
            dummies.push(dummy);
        }
    }
    dummies.push(data.columns[k].clone());
    let columns: Vec<&[f64]> = dummies.iter().map(Vec::as_slice).collect();
    let covariance = Covariance::of(&columns, Some(data.design.weights()), Divisor::Sample)?;
    let predictors: Vec<usize> = (0..2 * k).collect();
    let fit = LeastSquares::from_covariance(&covariance, 2 * k, &predictors)?;
    let correlation = super::drivers::DriverCorrelations::of(&covariance)?.drivers;
    let inverse = factorised(&correlation, "the dummies")?.inverse();
    let asymmetries = resampled_asymmetries(data, &columns, k, bootstrap)?;
    Ok(attributes
        .iter()
        .zip(asymmetries)
        .enumerate()
        .map(|(at, (name, replicates))| {
            let (penalty, reward) = (fit.coefficient(2 * at), fit.coefficient(2 * at + 1));
            let count = |dummy: &[f64]| dummy.iter().filter(|&&d| d > 0.0).count();
            PenaltyReward {
                attribute: name.to_string(),
                penalty,
                reward,
                range: reward.value + penalty.value.abs(),
                asymmetry: asymmetry(penalty.value, reward.value),
                asymmetry_interval: replicates.percentile(confidence).ok(),
                degenerate: replicates.degenerate(),
                cells: (count(&dummies[2 * at]), count(&dummies[2 * at + 1])),
                inflation: (of_pair(&correlation, at) * of_pair(&inverse, at)).max(1.0).sqrt(),
            }
        })
        .collect())
}

/// Determinant of a matrix restricted to the two dummies of an attribute.
fn of_pair(matrix: &nalgebra::DMatrix<f64>, attribute: usize) -> f64 {
    let (i, j) = (2 * attribute, 2 * attribute + 1);
    matrix[(i, i)] * matrix[(j, j)] - matrix[(i, j)] * matrix[(j, i)]
}

/// `(reward - |penalty|) / (reward + |penalty|)` where both have the sign that gives it a meaning.
fn asymmetry(penalty: f64, reward: f64) -> Option<f64> {
    let range = reward + penalty.abs();
    (reward >= 0.0 && penalty <= 0.0 && range > 0.0).then(|| (reward - penalty.abs()) / range)
}

fn resampled_asymmetries(
    data: &DriverData,
    columns: &[&[f64]],
    k: usize,
    bootstrap: &Bootstrap,
) -> Result<Vec<Replicates>, MetricProblem> {
    let rows = CentredRows::of(columns)?;
    let predictors: Vec<usize> = (0..2 * k).collect();
    Ok(bootstrap.of_design(
        &data.design,
        k,
        || (),
        |(), weights, _| {
            let covariance = rows.covariance(weights);
            let fit = covariance.and_then(|of| LeastSquares::from_covariance(&of, 2 * k, &predictors).ok());
            fit.map_or_else(Vec::new, |fit| {
                (0..k).map(|at| asymmetry(fit.coefficients[2 * at], fit.coefficients[2 * at + 1])).collect()
            })
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::survey_table::{Column, SurveyTable};
    use crate::random::{Purpose, Stream};

    /// Three attributes rated 1-5 at random: the first only hurts, the second pays and hurts, the third only pays.
    fn survey() -> SurveyTable {
        let mut luck = Stream::new(2, 2).luck(Purpose::Survey, 0, 0);
        let rows: Vec<[f64; 4]> = (0..800)
            .map(|_| {
                let mut rating = || (1.0 + 5.0 * luck.uniform()).floor().min(5.0);
                let (a, b, c) = (rating(), rating(), rating());
                let of = |x: f64, penalty: f64, reward: f64| match x {
                    x if x <= 2.0 => penalty,
                    x if x >= 4.0 => reward,
                    _ => 0.0,
                };
                [a, b, c, 5.0 + of(a, -2.0, 0.1) + of(b, -1.0, 1.0) + of(c, -0.1, 2.0) + 0.5 * luck.normal()]
            })
            .collect();
        ["a", "b", "c", "y"].into_iter().enumerate().fold(SurveyTable::new(800), |survey, (at, name)| {
            survey
                .with_column(name, Column::from_answers(rows.iter().map(|row| Some(row[at]))))
                .expect("it fits")
        })
    }

    #[test]
    fn planted_classes_are_found() {
        let names = ["a", "b", "c"];
        let data = DriverData::of(&survey(), &names, "y").expect("answers");
        let cuts = Cuts { low_to: 2.0, high_from: 4.0 };
        let bootstrap = Bootstrap { resamples: 200, seed: 1, threads: 1 };
        let of = penalty_reward(&data, &names, cuts, Confidence::NINETY_FIVE, &bootstrap).expect("rows");
        let classes = [Asymmetry::Basic, Asymmetry::Linear, Asymmetry::Excitement];
        for ((found, class), (penalty, reward)) in
            of.iter().zip(classes).zip([(-2.0, 0.1), (-1.0, 1.0), (-0.1, 2.0)])
        {
            assert_eq!(found.class(), Some(class), "{found:?}");
            // Gates at five standard errors.
            assert!((found.penalty.value - penalty).abs() < 5.0 * found.penalty.standard_error);
            assert!((found.reward.value - reward).abs() < 5.0 * found.reward.standard_error);
            assert!(found.asymmetry_interval.expect("resamples").contains(found.asymmetry.expect("signs")));
            assert!(found.inflation < 1.1 && found.cells.0 > 250);
        }
    }

    #[test]
    fn empty_cells_and_bad_cuts_are_named() {
        let data = DriverData::of(&survey(), &["a", "b", "c"], "y").expect("answers");
        let of = |low_to, high_from| {
            let cuts = Cuts { low_to, high_from };
            penalty_reward(&data, &["a", "b", "c"], cuts, Confidence::NINETY_FIVE, &Bootstrap::default())
                .map(|_| ())
        };
        assert!(
            matches!(of(0.0, 4.0), Err(MetricProblem::NoAnswers { what }) if what == "low performance of `a`")
        );
        assert!(matches!(of(4.0, 4.0), Err(MetricProblem::BadScale { .. })));
        assert_eq!(asymmetry(0.5, 1.0), None);
    }
}
