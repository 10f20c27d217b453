//! Logistic regression: the log-odds of an outcome as a sum over columns.

use nalgebra::{DMatrix, DVector};

use super::estimate::Estimate;
use super::least_squares::factorised;
use super::moments;
use super::problem::{Problem, same_length};

/// A regression `ln(p / (1 - p)) = intercept + sum of coefficient * x` of an outcome that happens or not, by maximum
/// likelihood.
///
/// With one row per person and period at risk it is the discrete-time hazard model (Allison 1982): the likelihood of a
/// history is the product over its periods, so the standard errors need no correction for the rows of one person, as long as the
/// columns hold all that makes persons differ. Source: McCullagh and Nelder (1989), *Generalized Linear Models*, chapter 4.
#[derive(Clone, Debug, PartialEq)]
pub struct LogisticRegression {
    /// Log-odds where all columns are 0.
    pub intercept: f64,
    /// Standard error of the intercept.
    pub intercept_standard_error: f64,
    /// Change of the log-odds per unit of each column, the others held.
    pub coefficients: Vec<f64>,
    /// Standard error of each coefficient, from the information at the maximum.
    pub standard_errors: Vec<f64>,
    /// Log-likelihood at the maximum.
    pub log_likelihood: f64,
    /// Rows that entered.
    pub n: usize,
    /// Covariance of intercept and coefficients, in that order, from the information at the maximum.
    covariance: DMatrix<f64>,
}

/// A single column that separates the rows in which something happened from the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Separation {
    /// Which column.
    pub column: usize,
    /// The value at which the two kinds of rows meet or part: it never happened on one side and always on the other.
    pub at: f64,
    /// Whether it happened above, and not below.
    pub above: bool,
}

const WHAT: &str = "a logistic regression";
/// Change of a coefficient, in standard deviations of its column, at which the iteration has settled.
const TOLERANCE: f64 = 1e-10;
const MOST_ROUNDS: usize = 60;
/// Log-odds per standard deviation beyond which a coefficient is on its way to infinity: no data that overlap lead there.
const DIVERGED: f64 = 60.0;

impl LogisticRegression {
    /// The most likely regression of `happened` on the columns `x`, by Newton's method.
    ///
    /// Fails when the outcome is the same in all rows, when a column does not vary or is a combination of others, when there
    /// are not more rows than unknowns, and when a combination of columns separates the rows in which it happened from the others,
    /// so that no finite coefficient is the most likely one (Albert and Anderson 1984).
    pub fn fit(happened: &[bool], x: &[&[f64]]) -> Result<Self, Problem> {
        Self::fit_weighted(happened, x, &vec![1.0; happened.len()])
    }

    /// The same, each row counting as often as its weight says: the regression that the population would have (pseudo maximum
    /// likelihood, Binder 1983). Standard errors take the weights for counts; under a sample design they follow from
    /// [`LogisticRegression::influences`].
    pub fn fit_weighted(happened: &[bool], x: &[&[f64]], weights: &[f64]) -> Result<Self, Problem> {
        let (n, k) = (happened.len(), x.len());
        same_length("the weights", weights.len(), n)?;
        super::design::check_weights(weights)?;
        for column in x {
            same_length("a column", column.len(), n)?;
        }
        if n <= k + 1 {
            return Err(Problem::TooFew { what: WHAT, unit: "rows", given: n, needed: k + 2 });
        }
        let yes = happened.iter().filter(|&&happened| happened).count();
        if yes == 0 || yes == n {
            return Err(Problem::Constant { what: "what is to be explained".to_string() });
        }
        let standardised = Standardised::of(x)?;
        let weight_of = |wanted: bool| -> f64 {
            happened.iter().zip(weights).filter(|(of, _)| **of == wanted).map(|(_, weight)| weight).sum()
        };
        let share = weight_of(true) / (weight_of(true) + weight_of(false));
        if !(share > 0.0 && share < 1.0) {
            return Err(Problem::Constant { what: "what is to be explained".to_string() });
        }
        let mut at = DVector::zeros(k + 1);
        at[0] = libm::log(share / (1.0 - share));
        let mut step = f64::INFINITY;
        for _ in 0..MOST_ROUNDS {
            let slope = Slope::at(&at, happened, weights, &standardised);
            let factor = factorised(&slope.information, WHAT)?;
            let change = factor.solve(&slope.score);
            step = change.amax();
            at += &change;
            if at.rows(1, k).amax_or_zero() > DIVERGED {
                return Err(separated());
            }
            if step <= TOLERANCE {
                let slope = Slope::at(&at, happened, weights, &standardised);
                let inverse = factorised(&slope.information, WHAT)?.inverse();
                return Ok(standardised.undone(&at, &inverse, slope.log_likelihood, n));
            }
        }
        // With separated rows the steps go on for ever, each about as long as the one before.
        if step > 0.1 {
            return Err(separated());
        }
        Err(Problem::NotSettled { what: WHAT, rounds: MOST_ROUNDS, left: step, tolerance: TOLERANCE })
    }

    /// How fast each coefficient moves with the weight of each row, column by column: the inverse information times the row's
    /// score. Under a sample design the spread of these influences is the noise (Binder 1983).
    pub fn influences(&self, happened: &[bool], x: &[&[f64]]) -> Vec<Vec<f64>> {
        let surprises: Vec<f64> = happened
            .iter()
            .enumerate()
            .map(|(row, &happened)| {
                let columns = self.coefficients.iter().zip(x);
                let log_odds: f64 = self.intercept + columns.map(|(b, column)| b * column[row]).sum::<f64>();
                f64::from(u8::from(happened)) - 1.0 / (1.0 + libm::exp(-log_odds))
            })
            .collect();
        let of = |coefficient: usize| {
            let moves = self.covariance.row(coefficient + 1);
            let direction = |row: usize| {
                moves[0] + x.iter().enumerate().map(|(j, of)| moves[j + 1] * of[row]).sum::<f64>()
            };
            surprises.iter().enumerate().map(|(row, surprise)| surprise * direction(row)).collect()
        };
        (0..self.coefficients.len()).map(of).collect()
    }

    /// The first single column that separates the rows, completely or but for its meeting value; `None` where none does alone.
    pub fn separating(happened: &[bool], x: &[&[f64]]) -> Option<Separation> {
        x.iter().enumerate().find_map(|(column, values)| {
            let of = |wanted: bool| {
                happened.iter().zip(*values).filter(move |(of, _)| **of == wanted).map(|(_, value)| *value)
            };
            let (lowest_yes, lowest_no) = (of(true).reduce(f64::min)?, of(false).reduce(f64::min)?);
            let (highest_yes, highest_no) = (of(true).reduce(f64::max)?, of(false).reduce(f64::max)?);
            if highest_no <= lowest_yes {
                Some(Separation { column, at: lowest_yes, above: true })
            } else if highest_yes <= lowest_no {
                Some(Separation { column, at: highest_yes, above: false })
            } else {
                None
            }
        })
    }

    /// A coefficient with its noise, for intervals by the normal distribution (Wald).
    pub fn coefficient(&self, at: usize) -> Estimate {
        Estimate {
            value: self.coefficients[at],
            standard_error: self.standard_errors[at],
            degrees_of_freedom: f64::INFINITY,
            n: self.n,
        }
    }
}

fn separated() -> Problem {
    let why = "a combination of columns tells the rows in which it happened from the others without overlap";
    Problem::Undefined { what: WHAT, why }
}

/// Largest absolute value of what may be empty.
trait AmaxOrZero {
    fn amax_or_zero(&self) -> f64;
}

impl<S: nalgebra::RawStorage<f64, nalgebra::Dyn>> AmaxOrZero
    for nalgebra::Matrix<f64, nalgebra::Dyn, nalgebra::U1, S>
{
    fn amax_or_zero(&self) -> f64 {
        self.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()))
    }
}

/// Columns less their mean, over their standard deviation, so that steps and pivots mean the same in all of them.
struct Standardised {
    columns: Vec<Vec<f64>>,
    means: Vec<f64>,
    sds: Vec<f64>,
}

impl Standardised {
    fn of(x: &[&[f64]]) -> Result<Self, Problem> {
        let mut standardised = Standardised { columns: Vec::new(), means: Vec::new(), sds: Vec::new() };
        for column in x {
            if let Some(row) = column.iter().position(|value| !value.is_finite()) {
                return Err(Problem::NotFinite { what: "a value".to_string(), row, value: column[row] });
            }
            let constant = || Problem::Constant { what: "a column".to_string() };
            let mean = moments::mean(column).ok_or_else(constant)?;
            let variance = moments::variance(column).ok_or_else(constant)?;
            if !super::covariance::varies(variance, mean) {
                return Err(constant());
            }
            let sd = variance.sqrt();
            standardised.columns.push(column.iter().map(|value| (value - mean) / sd).collect());
            standardised.means.push(mean);
            standardised.sds.push(sd);
        }
        Ok(standardised)
    }

    /// The regression in the units of the columns as they were given.
    fn undone(
        &self,
        at: &DVector<f64>,
        covariance: &DMatrix<f64>,
        log_likelihood: f64,
        n: usize,
    ) -> LogisticRegression {
        let k = self.sds.len();
        // The intercept is a combination of all standardised coefficients; each other one is divided by its spread.
        let back = DMatrix::from_fn(k + 1, k + 1, |i, j| match (i, j) {
            (0, 0) => 1.0,
            (0, j) => -self.means[j - 1] / self.sds[j - 1],
            (i, j) if i == j => 1.0 / self.sds[j - 1],
            _ => 0.0,
        });
        let (unscaled, covariance) = (&back * at, &back * covariance * back.transpose());
        let standard_error = |j: usize| covariance[(j, j)].max(0.0).sqrt();
        LogisticRegression {
            intercept: unscaled[0],
            intercept_standard_error: standard_error(0),
            coefficients: unscaled.iter().skip(1).copied().collect(),
            standard_errors: (1..=k).map(standard_error).collect(),
            log_likelihood,
            n,
            covariance,
        }
    }
}

/// The log-likelihood and its derivatives at some coefficients, the intercept first.
struct Slope {
    log_likelihood: f64,
    score: DVector<f64>,
    information: DMatrix<f64>,
}

impl Slope {
    fn at(at: &DVector<f64>, happened: &[bool], weights: &[f64], x: &Standardised) -> Slope {
        let size = at.len();
        let mut score = DVector::zeros(size);
        let mut information = DMatrix::zeros(size, size);
        let mut log_likelihood = 0.0;
        let mut row = vec![1.0; size];
        for (i, (&happened, &counts)) in happened.iter().zip(weights).enumerate() {
            for (cell, column) in row[1..].iter_mut().zip(&x.columns) {
                *cell = column[i];
            }
            let log_odds: f64 = row.iter().zip(at.iter()).map(|(x, b)| x * b).sum();
            let p = 1.0 / (1.0 + libm::exp(-log_odds));
            // ln p = -ln(1 + e^-z) and ln(1 - p) = -ln(1 + e^z), without losing digits where p is near 0 or 1.
            let against = if happened { -log_odds } else { log_odds };
            log_likelihood -= counts * (against.max(0.0) + libm::log1p(libm::exp(-against.abs())));
            let left = counts * if happened { 1.0 - p } else { -p };
            let weight = counts * p * (1.0 - p);
            for a in 0..size {
                score[a] += left * row[a];
                for b in 0..=a {
                    information[(a, b)] += weight * row[a] * row[b];
                }
            }
        }
        information.fill_upper_triangle_with_lower_triangle();
        Slope { log_likelihood, score, information }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Confidence;
    use crate::statistics::gate::Gate;
    use crate::statistics::testing::{Luck, assert_close};

    /// With one column of zeros and ones the maximum is known: the log of the odds ratio, and the root of the sum of the
    /// reciprocal counts (Woolf 1955).
    #[test]
    fn a_table_of_four_gives_the_log_odds_ratio_and_its_standard_error() {
        let cells = [(true, 1.0, 12), (false, 1.0, 30), (true, 0.0, 7), (false, 0.0, 51)];
        let rows = cells.iter().flat_map(|&(happened, x, count)| vec![(happened, x); count]);
        let (happened, x): (Vec<bool>, Vec<f64>) = rows.unzip();
        let of = LogisticRegression::fit(&happened, &[&x]).expect("rows");
        assert_close(of.coefficients[0], libm::log(12.0 * 51.0 / (30.0 * 7.0)), 1e-12);
        assert_close(
            of.standard_errors[0],
            (1.0 / 12.0 + 1.0 / 30.0 + 1.0 / 7.0 + 1.0_f64 / 51.0).sqrt(),
            1e-9,
        );
        assert_close(of.intercept, libm::log(7.0 / 51.0), 1e-12);
        assert_close(of.intercept_standard_error, (1.0 / 7.0 + 1.0_f64 / 51.0).sqrt(), 1e-9);
        let p = [12.0 / 42.0, 7.0 / 58.0];
        let ln = libm::log;
        let likelihood = 12.0 * ln(p[0]) + 30.0 * ln(1.0 - p[0]) + 7.0 * ln(p[1]) + 51.0 * ln(1.0 - p[1]);
        assert_close(of.log_likelihood, likelihood, 1e-12);
    }

    /// The O-rings of the space shuttle: damage at the temperature of the start, 23 flights (Dalal, Fowlkes and Hoadley
    /// 1989). The fit is printed in many textbooks: 15.0429 (7.3786) and -0.2322 (0.1082), residual deviance 20.315.
    #[test]
    fn the_flights_before_challenger_give_the_published_fit() {
        const FLIGHTS: [(f64, bool); 23] = [
            (66.0, false),
            (70.0, true),
            (69.0, false),
            (68.0, false),
            (67.0, false),
            (72.0, false),
            (73.0, false),
            (70.0, false),
            (57.0, true),
            (63.0, true),
            (70.0, true),
            (78.0, false),
            (67.0, false),
            (53.0, true),
            (67.0, false),
            (75.0, false),
            (70.0, false),
            (81.0, false),
            (76.0, false),
            (79.0, false),
            (75.0, true),
            (76.0, false),
            (58.0, true),
        ];
        let (temperature, damage): (Vec<f64>, Vec<bool>) = FLIGHTS.into_iter().unzip();
        let of = LogisticRegression::fit(&damage, &[&temperature]).expect("flights");
        let printed = |value: f64, digits: f64| (value - digits).abs() <= 0.000_05;
        assert!(printed(of.intercept, 15.0429), "{of:?}");
        assert!(printed(of.intercept_standard_error, 7.3786), "{of:?}");
        assert!(printed(of.coefficients[0], -0.2322), "{of:?}");
        assert!(printed(of.standard_errors[0], 0.1082), "{of:?}");
        assert!((-2.0 * of.log_likelihood - 20.315).abs() <= 0.000_5, "{of:?}");
    }

    /// Intervals hold the true coefficients as often as they say: 2 000 samples, a registered gate (coverage of 91.9 % or less turns it red).
    #[test]
    fn intervals_cover_the_true_coefficients() {
        let truth = [-2.0, 0.7, -0.4];
        let mut luck = Luck::new(3);
        let mut covered = [0u64; 2];
        const SAMPLES: u64 = 2_000;
        for _ in 0..SAMPLES {
            let a: Vec<f64> = (0..400).map(|_| luck.normal()).collect();
            let b: Vec<f64> = a.iter().map(|a| 3.0 + 0.5 * a + luck.normal()).collect();
            let happened: Vec<bool> = a
                .iter()
                .zip(&b)
                .map(|(a, b)| {
                    luck.uniform() < 1.0 / (1.0 + libm::exp(-(truth[0] + truth[1] * a + truth[2] * b)))
                })
                .collect();
            let of = LogisticRegression::fit(&happened, &[&a, &b]).expect("rows");
            for (at, covered) in covered.iter_mut().enumerate() {
                let interval = of.coefficient(at).interval(Confidence::NINETY_FIVE);
                *covered += u64::from(interval.low <= truth[at + 1] && truth[at + 1] <= interval.high);
            }
        }
        let allowed = Gate::registered().successes(SAMPLES, 0.95);
        assert!(
            covered.iter().all(|covered| allowed.contains(covered)),
            "{covered:?} of {SAMPLES}: {allowed:?}"
        );
    }

    /// Rows that count twice are rows that stand twice; and the influences of simple rows sum to nothing and give, squared,
    /// nearly the standard error of the information.
    #[test]
    fn weights_are_counts_and_influences_are_noise() {
        let mut luck = Luck::new(5);
        let x: Vec<f64> = (0..600).map(|_| luck.normal()).collect();
        let happened: Vec<bool> =
            x.iter().map(|x| luck.uniform() < 1.0 / (1.0 + libm::exp(0.5 - 0.8 * x))).collect();
        let weights: Vec<f64> = (0..600).map(|row| f64::from(1 + row % 2)).collect();
        let of = LogisticRegression::fit_weighted(&happened, &[&x], &weights).expect("rows");
        let twice = |row: &usize| vec![*row; 1 + row % 2];
        let rows: Vec<usize> = (0..600).collect::<Vec<_>>().iter().flat_map(twice).collect();
        let more_x: Vec<f64> = rows.iter().map(|&row| x[row]).collect();
        let more: Vec<bool> = rows.iter().map(|&row| happened[row]).collect();
        let longer = LogisticRegression::fit(&more, &[&more_x]).expect("rows");
        assert_close(of.coefficients[0], longer.coefficients[0], 1e-9);
        assert_close(of.standard_errors[0], longer.standard_errors[0], 1e-9);
        assert_close(of.intercept, longer.intercept, 1e-9);
        let plain = LogisticRegression::fit(&happened, &[&x]).expect("rows");
        let influence = &plain.influences(&happened, &[&x])[0];
        assert!(influence.iter().sum::<f64>().abs() < 1e-9);
        let robust = influence.iter().map(|of| of * of).sum::<f64>().sqrt();
        // The two agree in large samples of a true model; 600 rows leave a few per cent.
        assert!((robust / plain.standard_errors[0] - 1.0).abs() < 0.15, "{robust} {plain:?}");
    }

    #[test]
    fn a_column_that_separates_is_found() {
        let happened = [false, false, true, true];
        let of = |x: &[&[f64]]| LogisticRegression::separating(&happened, x);
        let mixed = [1.0, 3.0, 2.0, 4.0];
        assert_eq!(of(&[&mixed]), None);
        let apart = Separation { column: 1, at: 3.0, above: true };
        assert_eq!(of(&[&mixed, &[1.0, 2.0, 3.0, 3.0]]), Some(apart));
        let met = Separation { column: 0, at: 2.0, above: false };
        assert_eq!(of(&[&[2.0, 3.0, 1.0, 2.0]]), Some(met));
    }

    #[test]
    fn what_has_no_solution_is_refused_with_the_reason() {
        let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let step = [false, false, false, true, true, true];
        let problem = |happened: &[bool], x: &[&[f64]]| LogisticRegression::fit(happened, x).unwrap_err();
        assert!(matches!(problem(&step, &[&x]), Problem::Undefined { .. }));
        // Quasi-complete: the rows meet at one value only.
        let met = [1.0, 2.0, 3.0, 3.0, 4.0, 5.0];
        assert!(matches!(problem(&step, &[&met]), Problem::Undefined { .. }));
        let mixed = [false, true, false, true, false, true];
        assert!(matches!(problem(&[true; 6], &[&x]), Problem::Constant { .. }));
        assert!(matches!(problem(&mixed, &[&[2.0; 6]]), Problem::Constant { .. }));
        let twice: Vec<f64> = x.iter().map(|x| 2.0 * x + 1.0).collect();
        assert!(matches!(problem(&mixed, &[&x, &twice]), Problem::Collinear { .. }));
        assert!(matches!(problem(&mixed[..2], &[&x[..2]]), Problem::TooFew { .. }));
        assert!(matches!(problem(&mixed, &[&x[..5]]), Problem::UnequalLengths { .. }));
        let gap = [1.0, f64::NAN, 3.0, 4.0, 5.0, 6.0];
        assert!(matches!(problem(&mixed, &[&gap]), Problem::NotFinite { row: 1, .. }));
    }
}
