//! Gap scores: perception minus expectation per item (SERVQUAL), perception alone (SERVPERF), and how reliable a gap is.
//!
//! Sources: Parasuraman, Zeithaml and Berry (1988), "SERVQUAL"; Cronin and Taylor (1992), "Measuring service quality", who
//! found perception alone the better measure; Peter, Churchill and Brown (1993) on the reliability of differences.

use crate::metrics::problem::MetricProblem;
use crate::metrics::survey_table::SurveyTable;
use crate::statistics::two_samples::paired;
use crate::statistics::{Adjustment, Estimate, Problem, moments};

/// One item of a gap table.
#[derive(Clone, Debug, PartialEq)]
pub struct GapRow {
    /// Column of the perception.
    pub item: String,
    /// Mean expectation of those who gave both.
    pub expectation: f64,
    /// Mean perception of those who gave both.
    pub perception: f64,
    /// Mean gap, perception minus expectation, with its standard error.
    pub gap: Estimate,
    /// Standard deviation of the gap between respondents, unweighted.
    pub deviation: f64,
    /// Two-sided p-value of "no gap".
    pub p: f64,
    /// The same after correction for the number of items.
    pub p_adjusted: f64,
}

/// The gap of each item, given as (perception, expectation) columns, over respondents who answered both: by the paired test of a
/// simple sample, otherwise under the survey's design.
pub fn gap_table(
    survey: &SurveyTable,
    items: &[(&str, &str)],
    adjustment: Adjustment,
) -> Result<Vec<GapRow>, MetricProblem> {
    let design = survey.design()?;
    let mut table = Vec::with_capacity(items.len());
    for &(perception, expectation) in items {
        let (of, against) = (survey.column(perception)?, survey.column(expectation)?);
        let both = |row: usize| Some((of.get(row)?, against.get(row)?));
        let (s, e): (Vec<f64>, Vec<f64>) = (0..survey.rows()).filter_map(both).unzip();
        let gap = if survey.is_simple() {
            paired(&s, &e)?
        } else {
            design.mean(|row| both(row).map(|(s, e)| s - e))?
        };
        let gaps: Vec<f64> = s.iter().zip(&e).map(|(s, e)| s - e).collect();
        table.push(GapRow {
            item: perception.to_string(),
            expectation: design.mean(|row| Some(both(row)?.1))?.value,
            perception: design.mean(|row| Some(both(row)?.0))?.value,
            gap,
            deviation: moments::variance(&gaps).unwrap_or_default().sqrt(),
            p: gap.p().unwrap_or(1.0),
            p_adjusted: 1.0,
        });
    }
    let adjusted = adjustment.adjust(&table.iter().map(|row| row.p).collect::<Vec<_>>());
    table.iter_mut().zip(adjusted).for_each(|(row, p)| row.p_adjusted = p);
    Ok(table)
}

/// SERVQUAL: the mean gap `(1 / K) sum(P_k - E_k)` under the survey's design, in points of the items' scale. With `weights`
/// (one per item, such as that of its dimension) the weighted mean. A respondent counts with the items of which they gave
/// both.
pub fn servqual(
    survey: &SurveyTable,
    items: &[(&str, &str)],
    weights: Option<&[f64]>,
) -> Result<Estimate, MetricProblem> {
    let columns = items
        .iter()
        .map(|(perception, expectation)| Ok((survey.column(perception)?, survey.column(expectation)?)))
        .collect::<Result<Vec<_>, MetricProblem>>()?;
    weighted_mean(survey, items.len(), weights, |item, row| {
        let (perception, expectation) = columns[item];
        Some(perception.get(row)? - expectation.get(row)?)
    })
}

/// SERVPERF: the mean perception `(1 / K) sum(P_k)`, otherwise as [`servqual`].
pub fn servperf(
    survey: &SurveyTable,
    perceptions: &[&str],
    weights: Option<&[f64]>,
) -> Result<Estimate, MetricProblem> {
    let columns = survey.columns_of(perceptions)?;
    weighted_mean(survey, columns.len(), weights, |item, row| columns[item].get(row))
}

fn weighted_mean(
    survey: &SurveyTable,
    items: usize,
    weights: Option<&[f64]>,
    value: impl Fn(usize, usize) -> Option<f64>,
) -> Result<Estimate, MetricProblem> {
    let given = weights.map_or(items, <[f64]>::len);
    if given != items || items == 0 {
        return Err(MetricProblem::WrongNumber { what: "weights of items", given, needed: items.max(1) });
    }
    let named: Vec<(String, f64)> =
        (0..items).map(|item| (format!("item {item}"), weights.map_or(1.0, |w| w[item]))).collect();
    let weights = super::tree::normalised(&named)?;
    let score = |row: usize| {
        let (mut sum, mut held) = (0.0, 0.0);
        for (item, weight) in weights.iter().enumerate() {
            if let Some(value) = value(item, row) {
                sum += weight * value;
                held += weight;
            }
        }
        (held > 0.0).then(|| sum / held)
    };
    if !(0..survey.rows()).any(|row| score(row).is_some()) {
        return Err(MetricProblem::NoAnswers { what: "a mean over items".to_string() });
    }
    Ok(survey.design()?.mean(score)?)
}

/// One side of a difference score: its standard deviation and its reliability (0 to 1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Standard deviation.
    pub deviation: f64,
    /// Reliability.
    pub reliability: f64,
}

/// Reliability of the difference `a - b` of two measures that correlate by `correlation`:
/// `(sa^2 ra + sb^2 rb - 2 r sa sb) / (sa^2 + sb^2 - 2 r sa sb)`. Source: Peter, Churchill and Brown (1993), "Caution in the
/// use of difference scores". It falls below that of the parts as the correlation grows. Fails where the difference does
/// not vary.
pub fn difference_reliability(a: Part, b: Part, correlation: f64) -> Result<f64, MetricProblem> {
    let shared = 2.0 * correlation * a.deviation * b.deviation;
    let (va, vb) = (a.deviation * a.deviation, b.deviation * b.deviation);
    let variance = va + vb - shared;
    if variance <= 1e-12 * (va + vb) || !variance.is_finite() {
        return Err(Problem::Constant { what: "the difference of the two measures".to_string() }.into());
    }
    Ok((va * a.reliability + vb * b.reliability - shared) / variance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::survey_table::Column;

    fn survey() -> SurveyTable {
        let column = |of: [Option<f64>; 4]| Column::from_answers(of);
        SurveyTable::new(4)
            .with_column("s1", column([Some(60.0), Some(70.0), Some(50.0), None]))
            .and_then(|survey| {
                survey.with_column("e1", column([Some(80.0), Some(80.0), Some(90.0), Some(99.0)]))
            })
            .and_then(|survey| {
                survey.with_column("s2", column([Some(60.0), Some(61.0), Some(65.0), Some(70.0)]))
            })
            .and_then(|survey| survey.with_column("e2", column([Some(50.0), Some(60.0), Some(60.0), None])))
            .expect("it fits")
    }

    #[test]
    fn a_gap_table_by_hand() {
        let table =
            gap_table(&survey(), &[("s1", "e1"), ("s2", "e2")], Adjustment::Bonferroni).expect("pairs");
        // Gaps -20, -10, -40: mean -70/3, deviation sqrt(700/3).
        assert!((table[0].gap.value + 70.0 / 3.0).abs() < 1e-12);
        assert!((table[0].deviation - (700.0f64 / 3.0).sqrt()).abs() < 1e-12);
        assert_eq!((table[0].gap.n, table[1].gap.n), (3, 3));
        assert!((table[1].expectation - 170.0 / 3.0).abs() < 1e-12);
        assert!((table[0].p_adjusted - 2.0 * table[0].p).abs() < 1e-15);
    }

    #[test]
    fn gaps_of_a_sample_with_a_design_are_weighted_and_as_sure_as_its_clusters() {
        let design = survey()
            .with_weights(vec![1.0, 1.0, 2.0, 1.0])
            .and_then(|survey| survey.with_clusters(vec![1, 1, 2, 2]))
            .expect("it fits");
        let table = gap_table(&design, &[("s1", "e1")], Adjustment::Holm).expect("pairs");
        // Gaps -20, -10 and, counted twice, -40: mean -110 / 4. Residuals by cluster: 25 and -25 of a weight of 4.
        assert!((table[0].gap.value + 27.5).abs() < 1e-12);
        assert!((table[0].perception - 57.5).abs() < 1e-12 && (table[0].expectation - 85.0).abs() < 1e-12);
        let error = (2.0 * 2.0 * 25.0f64.powi(2)).sqrt() / 4.0;
        assert!((table[0].gap.standard_error - error).abs() < 1e-12, "{}", table[0].gap.standard_error);
    }

    #[test]
    fn servqual_and_servperf_by_hand() {
        let of = servqual(&survey(), &[("s1", "e1"), ("s2", "e2")], None).expect("answers");
        // Respondents: (-20 + 10) / 2, (-10 + 1) / 2, (-40 + 5) / 2; the fourth gave no pair.
        assert!((of.value - (-5.0 - 4.5 - 17.5) / 3.0).abs() < 1e-12);
        assert_eq!(of.n, 3);
        let of = servperf(&survey(), &["s1", "s2"], Some(&[3.0, 1.0])).expect("answers");
        assert!((of.value - (60.0 + 67.75 + 53.75 + 70.0) / 4.0).abs() < 1e-12);
        assert!(servperf(&survey(), &["s1"], Some(&[1.0, 2.0])).is_err());
        assert!(servperf(&survey(), &[], None).is_err());
    }

    #[test]
    fn a_difference_is_less_reliable_than_its_parts() {
        let part = Part { deviation: 2.0, reliability: 0.8 };
        // (0.8 * 8 - 2 * 0.5 * 4) / (8 - 4) = 0.6; with no correlation 0.8.
        assert!((difference_reliability(part, part, 0.5).expect("it varies") - 0.6).abs() < 1e-12);
        assert!((difference_reliability(part, part, 0.0).expect("it varies") - 0.8).abs() < 1e-12);
        assert!(difference_reliability(part, part, 1.0).is_err());
    }
}
