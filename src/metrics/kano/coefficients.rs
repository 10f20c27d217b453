//! Better and worse: how much presence lifts satisfaction, how much absence lowers it.

use super::evaluation::KanoClass;
use crate::metrics::problem::MetricProblem;
use crate::statistics::{Estimate, SampleDesign};

/// The coefficients of a feature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BetterWorse {
    /// `(A + O) / (A + O + M + I)`, 0 to 1: how far satisfaction can rise by the feature.
    pub better: Estimate,
    /// `-(O + M) / (A + O + M + I)`, -1 to 0: how far it falls without.
    pub worse: Estimate,
}

/// Better and worse with linearised standard errors under a sample design. Reverse and questionable answers are left out;
/// their share belongs beside the figures ([`super::KanoCounts::share_left_out`]). Source: Timko, in Berger et al. (1993).
/// Fails when nobody is left.
pub fn better_worse(
    classes: &[Option<KanoClass>],
    design: &SampleDesign,
) -> Result<BetterWorse, MetricProblem> {
    let (given, needed) = (classes.len(), design.rows());
    if given != needed {
        return Err(MetricProblem::WrongNumber { what: "classes of respondents", given, needed });
    }
    let counted = |row: usize| {
        classes[row].filter(|class| !matches!(class, KanoClass::Reverse | KanoClass::Questionable))
    };
    if !(0..needed).any(|row| counted(row).is_some() && design.weights()[row] > 0.0) {
        return Err(MetricProblem::NoAnswers { what: "better and worse".to_string() });
    }
    let share = |of: [KanoClass; 2], value: f64| {
        design.mean(|row| counted(row).map(|class| if of.contains(&class) { value } else { 0.0 }))
    };
    Ok(BetterWorse {
        better: share([KanoClass::Excitement, KanoClass::Linear], 1.0)?,
        worse: share([KanoClass::Linear, KanoClass::Basic], -1.0)?,
    })
}

/// Points on the satisfaction curve that a feature's coefficients imply, for a degree of fulfilment from 0 to 1.
///
/// Basic: `-e (b - w) / (e - 1) exp(-x) + (e b - w) / (e - 1)`; excitement: `(b - w) / (e - 1) exp(x) - (b - e w) / (e - 1)`;
/// linear: `(b - w) x + w`; each runs from worse w at 0 to better b at 1. Source: Wang and Ji (2010), "Understanding customer
/// needs through quantitative analysis of Kano's model". Other classes have no curve: `None`.
pub fn satisfaction_curve(class: KanoClass, better: f64, worse: f64, fulfilment: f64) -> Option<f64> {
    let e = std::f64::consts::E;
    let (rise, x) = (better - worse, fulfilment);
    Some(match class {
        KanoClass::Basic => (e * better - worse - e * rise * libm::exp(-x)) / (e - 1.0),
        KanoClass::Linear => rise * x + worse,
        KanoClass::Excitement => (rise * libm::exp(x) - (better - e * worse)) / (e - 1.0),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use KanoClass::{Basic, Excitement, Indifferent, Linear, Questionable, Reverse};

    #[test]
    fn coefficients_by_hand() {
        let classes = [Some(Excitement), Some(Linear), Some(Basic), Some(Indifferent), Some(Linear)];
        let left_out = [Some(Reverse), Some(Questionable), None];
        let all: Vec<_> = classes.into_iter().chain(left_out).collect();
        let of = better_worse(&all, &SampleDesign::simple(8)).expect("answers");
        assert_eq!((of.better.value, of.worse.value, of.better.n), (0.6, -0.6, 5));
        // A share among a group of random size, 5 of 8: p q / 5, and the factor n / (n - 1) of the design.
        assert!((of.better.standard_error - (0.24f64 / 5.0 * 8.0 / 7.0).sqrt()).abs() < 1e-14);
        assert!(better_worse(&left_out, &SampleDesign::simple(3)).is_err());
        assert!(better_worse(&left_out, &SampleDesign::simple(4)).is_err());
    }

    /// A cohort of 91 asked about anonymous storage (Reppel 2022), classic table: A 13, O 6, M 5, I 48, R 15, Q 4.
    #[test]
    fn a_published_cohort_comes_out() {
        let counts =
            [(Excitement, 13), (Linear, 6), (Basic, 5), (Indifferent, 48), (Reverse, 15), (Questionable, 4)];
        let classes: Vec<Option<KanoClass>> =
            counts.into_iter().flat_map(|(class, count)| std::iter::repeat_n(Some(class), count)).collect();
        let of = better_worse(&classes, &SampleDesign::simple(91)).expect("answers");
        assert!(
            (of.better.value - 0.263_888_9).abs() < 5.1e-8 && (of.worse.value + 0.152_777_8).abs() < 5.1e-8
        );
    }

    #[test]
    fn curves_run_from_worse_to_better() {
        for class in [Basic, Linear, Excitement] {
            let at = |x| satisfaction_curve(class, 0.7, -0.4, x).expect("a curve");
            assert!((at(0.0) + 0.4).abs() < 1e-14 && (at(1.0) - 0.7).abs() < 1e-14, "{class:?}");
        }
        let half = |class| satisfaction_curve(class, 0.7, -0.4, 0.5).expect("a curve");
        assert!(half(Basic) > half(Linear) && half(Linear) > half(Excitement));
        assert_eq!(satisfaction_curve(Reverse, 0.7, -0.4, 0.5), None);
    }
}
