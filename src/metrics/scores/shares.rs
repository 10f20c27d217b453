//! Shares of yes - complaint, first-contact resolution, retention, repurchase - and rates per time at risk.
//!
//! A share is told by its numerator and denominator; the word alone is never enough.

use crate::metrics::problem::MetricProblem;
use crate::metrics::survey_table::SurveyTable;
use crate::statistics::normal;
use crate::statistics::{Confidence, Estimate, Interval, Problem, ProportionInterval};

/// A share that a survey or a customer table yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareKind {
    /// Customers who complained / customers asked.
    Complaint,
    /// Issues solved at the first answered contact / issues with an answered contact.
    FirstContactResolution,
    /// Customers at the start who are still there at the end / customers at the start.
    Retention,
    /// Customers who say they would buy again / customers asked. An intention, not an act.
    Repurchase,
}

impl ShareKind {
    /// Numerator and denominator in words.
    pub fn definition(self) -> (&'static str, &'static str) {
        match self {
            ShareKind::Complaint => ("customers who complained", "customers asked"),
            ShareKind::FirstContactResolution => {
                ("issues solved at the first answered contact", "issues with an answered contact")
            }
            ShareKind::Retention => {
                ("customers of the start still there at the end", "customers at the start")
            }
            ShareKind::Repurchase => ("customers who say they would buy again", "customers asked"),
        }
    }
}

/// A share of plain counts, from 0 to 1, with the score interval of Wilson (1927).
pub fn of_counts(
    kind: ShareKind,
    yes: u64,
    among: u64,
    confidence: Confidence,
) -> Result<(f64, Interval), MetricProblem> {
    let (_, denominator) = kind.definition();
    if among == 0 {
        return Err(MetricProblem::NoAnswers { what: format!("a share among {denominator}") });
    }
    let interval = ProportionInterval::Wilson.of(yes as f64, among as f64, confidence);
    let interval = interval.ok_or_else(|| Problem::OutOfRange {
        what: kind.definition().0.to_string(),
        value: yes as f64,
        allowed: "from 0 to the number they are counted among",
    })?;
    Ok((yes as f64 / among as f64, interval))
}

/// The share of rows for which `yes` holds among those with an answer, under the survey's design.
pub fn of_column(
    survey: &SurveyTable,
    column: &str,
    yes: impl Fn(f64) -> bool,
) -> Result<Estimate, MetricProblem> {
    super::of_column(survey, column, |answer| Some(f64::from(u8::from(yes(answer)))))
}

/// The interval of a share estimated under a design: Wilson's, with the sample size at which a simple random sample would
/// have the same standard error, and Student's t in place of z. Source: Korn and Graubard (1998). Stays within 0 to 1.
pub fn interval_of(share: &Estimate, confidence: Confidence) -> Option<Interval> {
    let p = share.value;
    let simple = p * (1.0 - p);
    let effective = if share.standard_error > 0.0 && simple > 0.0 {
        simple / (share.standard_error * share.standard_error)
    } else {
        share.n as f64
    };
    // The wider t of few degrees of freedom is worth fewer answers.
    let z = normal::critical_value(confidence.miss());
    let t = crate::statistics::student::critical_value(confidence.miss(), share.degrees_of_freedom.max(1.0));
    let n = effective * (z / t) * (z / t);
    ProportionInterval::Wilson.of(p * n, n, confidence)
}

/// Events per unit of time at risk, such as complaints per customer-month, with the score interval of a Poisson rate:
/// `(x + z^2 / 2 -+ z sqrt(x + z^2 / 4)) / time`. Source: Wilson's argument for the Poisson distribution (Rao 1948).
pub fn rate(
    events: u64,
    time_at_risk: f64,
    confidence: Confidence,
) -> Result<(f64, Interval), MetricProblem> {
    if !(time_at_risk > 0.0 && time_at_risk.is_finite()) {
        let what = "the time at risk".to_string();
        return Err(Problem::OutOfRange { what, value: time_at_risk, allowed: "above 0" }.into());
    }
    let (x, z) = (events as f64, normal::critical_value(confidence.miss()));
    let (centre, half) = (x + 0.5 * z * z, z * (x + 0.25 * z * z).sqrt());
    let low = if events == 0 { 0.0 } else { (centre - half) / time_at_risk };
    Ok((x / time_at_risk, Interval { low, high: (centre + half) / time_at_risk }))
}

/// A share kept over a number of equal periods, as over one: `retention^(1 / periods)`. For periods of a month it turns
/// annual retention into monthly.
pub fn per_period(retention: f64, periods: f64) -> Result<f64, MetricProblem> {
    let refuse = |what: &str, value: f64, allowed| {
        Err(Problem::OutOfRange { what: what.to_string(), value, allowed }.into())
    };
    if !(0.0..=1.0).contains(&retention) {
        return refuse("a retention", retention, "from 0 to 1");
    }
    if !(periods > 0.0 && periods.is_finite()) {
        return refuse("the number of periods", periods, "above 0");
    }
    Ok(libm::pow(retention, 1.0 / periods))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVEL: Confidence = Confidence::NINETY_FIVE;

    #[test]
    fn shares_need_somebody_to_be_counted_among() {
        let (share, interval) = of_counts(ShareKind::FirstContactResolution, 70, 100, LEVEL).expect("issues");
        assert_eq!(share, 0.7);
        assert!(
            (interval.low - 0.6042).abs() < 5e-5 && (interval.high - 0.7811).abs() < 5e-5,
            "{interval:?}"
        );
        assert!(of_counts(ShareKind::Retention, 0, 0, LEVEL).is_err());
        assert!(of_counts(ShareKind::Complaint, 3, 2, LEVEL).is_err());
    }

    #[test]
    fn the_ends_of_a_rate_solve_its_score_equation() {
        let (rate_of, interval) = rate(9, 300.0, LEVEL).expect("time");
        assert_eq!(rate_of, 0.03);
        for end in [interval.low, interval.high] {
            let z = (9.0 - end * 300.0).abs() / (end * 300.0).sqrt();
            assert!((z - 1.959_963_984_540_054_2).abs() < 1e-12);
        }
        assert_eq!(rate(0, 10.0, LEVEL).expect("time").1.low, 0.0);
        assert!(rate(1, 0.0, LEVEL).is_err());
    }

    #[test]
    fn an_estimate_of_a_simple_sample_has_wilsons_interval() {
        let p: f64 = 0.2;
        let simple = Estimate {
            value: p,
            standard_error: (p * (1.0 - p) / 50.0).sqrt(),
            degrees_of_freedom: f64::INFINITY,
            n: 50,
        };
        let wilson = ProportionInterval::Wilson.of(10.0, 50.0, LEVEL).expect("a share");
        let of = interval_of(&simple, LEVEL).expect("a share");
        assert!((of.low - wilson.low).abs() < 1e-12 && (of.high - wilson.high).abs() < 1e-12);
        let nobody = Estimate { value: 0.0, standard_error: 0.0, ..simple };
        assert!(interval_of(&nobody, LEVEL).expect("a share").high > 0.05);
        let few = Estimate { degrees_of_freedom: 4.0, ..simple };
        assert!(interval_of(&few, LEVEL).expect("a share").width() > of.width());
    }

    #[test]
    fn retention_over_a_year_is_a_product_of_months() {
        let monthly = per_period(0.54, 12.0).expect("a share");
        assert!((libm::pow(monthly, 12.0) - 0.54).abs() < 1e-14);
        assert!(per_period(1.2, 12.0).is_err() && per_period(0.5, 0.0).is_err());
    }
}
