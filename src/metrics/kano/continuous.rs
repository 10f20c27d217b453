//! The continuous analysis: answers as numbers, features as points.

use super::evaluation::{Answer, KanoClass};
use crate::metrics::problem::MetricProblem;
use crate::statistics::{Estimate, SampleDesign};

/// A feature as a point in the plane of both questions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContinuousPoint {
    /// Mean of the functional answers, -2 (dislike) to 4 (like).
    pub functional: Estimate,
    /// Mean of the dysfunctional answers, -2 (like) to 4 (dislike).
    pub dysfunctional: Estimate,
}

/// Functional answers as numbers: like 4, must be 2, neutral 0, live with -1, dislike -2. Asymmetric because the positive
/// end (must be and one-dimensional) is the stronger statement. Source: DuMouchel, in Berger et al. (1993).
pub fn functional_value(answer: Answer) -> f64 {
    [4.0, 2.0, 0.0, -1.0, -2.0][answer as usize]
}

/// Dysfunctional answers as numbers: like -2, must be -1, neutral 0, live with 2, dislike 4.
pub fn dysfunctional_value(answer: Answer) -> f64 {
    [-2.0, -1.0, 0.0, 2.0, 4.0][answer as usize]
}

/// The point of a feature, over respondents who answered both questions, with standard errors under a sample design.
pub fn point(
    functional: &[Option<Answer>],
    dysfunctional: &[Option<Answer>],
    design: &SampleDesign,
) -> Result<ContinuousPoint, MetricProblem> {
    for given in [functional.len(), dysfunctional.len()] {
        if given != design.rows() {
            return Err(MetricProblem::WrongNumber { what: "answers", given, needed: design.rows() });
        }
    }
    let both = |row: usize| functional[row].zip(dysfunctional[row]);
    if !(0..design.rows()).any(|row| both(row).is_some() && design.weights()[row] > 0.0) {
        return Err(MetricProblem::NoAnswers { what: "the continuous analysis".to_string() });
    }
    Ok(ContinuousPoint {
        functional: design.mean(|row| both(row).map(|(f, _)| functional_value(f)))?,
        dysfunctional: design.mean(|row| both(row).map(|(_, d)| dysfunctional_value(d)))?,
    })
}

impl ContinuousPoint {
    /// The quadrant, divided at 2: excitement (functional alone high), linear (both), basic (dysfunctional alone),
    /// indifferent (neither). A point with a negative mean is not wanted or contradicts itself.
    pub fn class(&self) -> KanoClass {
        let (f, d) = (self.functional.value, self.dysfunctional.value);
        match (f >= 2.0, d >= 2.0) {
            _ if f < 0.0 && d < 0.0 => KanoClass::Reverse,
            (true, true) => KanoClass::Linear,
            (true, false) => KanoClass::Excitement,
            (false, true) => KanoClass::Basic,
            (false, false) => KanoClass::Indifferent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Answer::{Dislike, Like, LiveWith, MustBe, Neutral};

    #[test]
    fn points_by_hand() {
        let f = [Some(Like), Some(MustBe), Some(Like), None];
        let d = [Some(Dislike), Some(Dislike), Some(Neutral), Some(Like)];
        let of = point(&f, &d, &SampleDesign::simple(4)).expect("answers");
        assert!((of.functional.value - 10.0 / 3.0).abs() < 1e-14);
        assert!((of.dysfunctional.value - 8.0 / 3.0).abs() < 1e-14);
        assert_eq!(of.class(), KanoClass::Linear);
        assert!(point(&f, &d, &SampleDesign::simple(3)).is_err());
        assert!(point(&[None], &[Some(Like)], &SampleDesign::simple(1)).is_err());
    }

    #[test]
    fn pure_answers_lie_in_the_quadrant_of_their_class() {
        let class = |f, d| {
            let of = |answer| vec![Some(answer); 3];
            point(&of(f), &of(d), &SampleDesign::simple(3)).expect("answers").class()
        };
        assert_eq!(class(Like, Neutral), KanoClass::Excitement);
        assert_eq!(class(Neutral, Dislike), KanoClass::Basic);
        assert_eq!(class(Neutral, Neutral), KanoClass::Indifferent);
        assert_eq!(class(Dislike, Like), KanoClass::Reverse);
        assert_eq!(class(LiveWith, MustBe), KanoClass::Reverse);
    }
}
