//! Whether two constructs are different things: HTMT and the criterion of Fornell and Larcker.

use nalgebra::DMatrix;

use crate::metrics::problem::MetricProblem;
use crate::statistics::Problem;

/// Heterotrait-monotrait ratio of two blocks of items (places in the correlation matrix): the mean absolute correlation
/// between the blocks over the geometric mean of those within. Source: Henseler, Ringle and Sarstedt (2015); absolute
/// values as in Ringle et al. (2023). Above 0.85 or 0.90 the constructs are hardly different. Each block needs two items.
pub fn htmt(correlation: &DMatrix<f64>, a: &[usize], b: &[usize]) -> Result<f64, MetricProblem> {
    if let Some(&outside) = a.iter().chain(b).find(|&&item| item >= correlation.nrows()) {
        return Err(MetricProblem::WrongNumber {
            what: "items",
            given: outside + 1,
            needed: correlation.nrows(),
        });
    }
    let within = (mean_within(correlation, a)? * mean_within(correlation, b)?).sqrt();
    if within <= 0.0 {
        return Err(
            Problem::Undefined { what: "HTMT", why: "the items of a block do not correlate at all" }.into()
        );
    }
    let between: f64 = a.iter().flat_map(|&i| b.iter().map(move |&j| correlation[(i, j)].abs())).sum();
    Ok(between / (a.len() * b.len()) as f64 / within)
}

fn mean_within(correlation: &DMatrix<f64>, block: &[usize]) -> Result<f64, MetricProblem> {
    let k = block.len();
    if k < 2 {
        return Err(MetricProblem::WrongNumber { what: "items of a block of HTMT", given: k, needed: 2 });
    }
    let pairs = block.iter().enumerate().flat_map(|(at, &i)| block[..at].iter().map(move |&j| (i, j)));
    let sum: f64 = pairs.map(|(i, j)| correlation[(i, j)].abs()).sum();
    Ok(sum / (k * (k - 1) / 2) as f64)
}

/// Whether each construct shares more with its items than with any other construct: `sqrt(AVE) > |r|` for all others.
/// Source: Fornell and Larcker (1981). One answer per construct.
pub fn fornell_larcker(
    variance_extracted: &[f64],
    between: &DMatrix<f64>,
) -> Result<Vec<bool>, MetricProblem> {
    let k = variance_extracted.len();
    if between.nrows() != k || between.ncols() != k {
        return Err(MetricProblem::WrongNumber { what: "constructs", given: between.nrows(), needed: k });
    }
    let holds = |i: usize| {
        let root = variance_extracted[i].max(0.0).sqrt();
        (0..k).filter(|&j| j != i).all(|j| root > between[(i, j)].abs())
    };
    Ok((0..k).map(holds).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two factors that correlate by 0.6, loadings constant within a block: HTMT is the correlation of the factors.
    #[test]
    fn htmt_estimates_the_correlation_of_the_constructs() {
        let (loadings, factor): ([f64; 5], [usize; 5]) = ([0.8, 0.8, 0.7, 0.7, 0.7], [0, 0, 1, 1, 1]);
        let s = DMatrix::from_fn(5, 5, |i, j| match i == j {
            true => 1.0,
            false => loadings[i] * loadings[j] * if factor[i] == factor[j] { 1.0 } else { -0.6 },
        });
        assert!((htmt(&s, &[0, 1], &[2, 3, 4]).expect("blocks") - 0.6).abs() < 1e-14);
        assert!(htmt(&s, &[0], &[2, 3, 4]).is_err());
        assert!(htmt(&s, &[0, 7], &[2, 3]).is_err());
        assert!(htmt(&DMatrix::identity(4, 4), &[0, 1], &[2, 3]).is_err());
    }

    #[test]
    fn a_construct_must_be_nearest_to_its_own_items() {
        let r = DMatrix::from_row_slice(2, 2, &[1.0, 0.75, 0.75, 1.0]);
        assert_eq!(fornell_larcker(&[0.64, 0.49], &r), Ok(vec![true, false]));
        assert!(fornell_larcker(&[0.64], &r).is_err());
    }
}
