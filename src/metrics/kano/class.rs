//! From the classes of respondents to the class of a feature.

use super::evaluation::KanoClass;
use crate::metrics::problem::MetricProblem;
use crate::statistics::{Confidence, normal};

/// How many respondents (or how much weight) put a feature into each class.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct KanoCounts {
    counts: [f64; 6],
}

/// How the class of a feature follows from the counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassRule {
    /// The most frequent class; ties go to basic, then linear, excitement, indifferent: what hurts if ignored comes first
    /// (Berger et al. 1993).
    Mode,
    /// If linear, excitement and basic together exceed the others, the largest of those three, else the largest of the
    /// others; ties as above (Blauth, in Berger et al. 1993).
    Blauth,
}

impl KanoCounts {
    /// Counts classes, each respondent with a weight (1 for all without).
    pub fn of(classes: &[Option<KanoClass>], weights: Option<&[f64]>) -> Self {
        let mut counts = KanoCounts::default();
        for (row, class) in classes.iter().enumerate() {
            if let Some(class) = class {
                counts.counts[*class as usize] += weights.map_or(1.0, |weights| weights[row]);
            }
        }
        counts
    }

    /// The count of a class.
    pub fn count(&self, class: KanoClass) -> f64 {
        self.counts[class as usize]
    }

    /// Respondents with a class.
    pub fn total(&self) -> f64 {
        self.counts.iter().sum()
    }

    /// The class of the feature. Fails without respondents.
    pub fn class(&self, rule: ClassRule) -> Result<KanoClass, MetricProblem> {
        if self.total() <= 0.0 {
            return Err(MetricProblem::NoAnswers { what: "the class of a feature".to_string() });
        }
        let sum = |classes: &[KanoClass]| -> f64 { classes.iter().map(|class| self.count(*class)).sum() };
        let (pay, others) = KanoClass::ALL.split_at(3);
        Ok(match rule {
            ClassRule::Mode => self.largest(&KanoClass::ALL),
            ClassRule::Blauth if sum(pay) > sum(others) => self.largest(pay),
            ClassRule::Blauth => self.largest(others),
        })
    }

    /// The first of the classes with the largest count.
    fn largest(&self, classes: &[KanoClass]) -> KanoClass {
        let first = classes[0];
        classes
            .iter()
            .fold(first, |best, &class| if self.count(class) > self.count(best) { class } else { best })
    }

    /// Whether the two most frequent classes cannot be told apart, so that the feature is of a *mixed* class: their counts a
    /// and b differ by less than `z sqrt((a + b)(2 n - a - b) / (2 n))`. Source: Fong (1996), "Using the self-stated
    /// importance questionnaire to interpret Kano questionnaire results". For counts, not weights.
    pub fn is_mixed(&self, confidence: Confidence) -> Result<bool, MetricProblem> {
        self.class(ClassRule::Mode)?;
        let mut sorted = self.counts;
        sorted.sort_by(|a, b| b.total_cmp(a));
        let (a, b, n) = (sorted[0], sorted[1], self.total());
        let limit =
            normal::critical_value(confidence.miss()) * ((a + b) * (2.0 * n - a - b) / (2.0 * n)).sqrt();
        Ok((a - b).abs() < limit)
    }

    /// Category strength: the lead of the most frequent class over the next, as a share of all. At least 0.06 is asked for
    /// (Lee and Newcomb 1997).
    pub fn category_strength(&self) -> Result<f64, MetricProblem> {
        self.class(ClassRule::Mode)?;
        let mut sorted = self.counts;
        sorted.sort_by(|a, b| b.total_cmp(a));
        Ok((sorted[0] - sorted[1]) / self.total())
    }

    /// Total strength: the share for whom the feature is basic, linear or excitement. Above 0.6 it matters (Lee and
    /// Newcomb 1997).
    pub fn total_strength(&self) -> Result<f64, MetricProblem> {
        self.class(ClassRule::Mode)?;
        Ok(self.counts[..3].iter().sum::<f64>() / self.total())
    }

    /// Share of answers that say the feature is not wanted or contradict themselves: what better and worse leave out.
    pub fn share_left_out(&self) -> Result<f64, MetricProblem> {
        self.class(ClassRule::Mode)?;
        Ok((self.count(KanoClass::Reverse) + self.count(KanoClass::Questionable)) / self.total())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts in the order M, O, A, I, R, Q.
    pub(super) fn counts(of: [u32; 6]) -> KanoCounts {
        let classes: Vec<Option<KanoClass>> = KanoClass::ALL
            .into_iter()
            .zip(of)
            .flat_map(|(class, count)| std::iter::repeat_n(Some(class), count as usize))
            .chain([None])
            .collect();
        KanoCounts::of(&classes, None)
    }

    #[test]
    fn the_two_rules_can_disagree() {
        // Indifferent is the largest class, yet most people want the feature one way or another.
        let of = counts([10, 25, 15, 30, 2, 1]);
        assert_eq!(of.class(ClassRule::Mode), Ok(KanoClass::Indifferent));
        assert_eq!(of.class(ClassRule::Blauth), Ok(KanoClass::Linear));
        assert_eq!(of.total(), 83.0);
        assert!((of.total_strength().expect("answers") - 50.0 / 83.0).abs() < 1e-15);
        assert!((of.category_strength().expect("answers") - 5.0 / 83.0).abs() < 1e-15);
        assert!((of.share_left_out().expect("answers") - 3.0 / 83.0).abs() < 1e-15);
    }

    #[test]
    fn ties_go_to_what_hurts_if_ignored() {
        assert_eq!(counts([5, 5, 5, 5, 5, 5]).class(ClassRule::Mode), Ok(KanoClass::Basic));
        assert_eq!(counts([0, 4, 4, 0, 0, 0]).class(ClassRule::Mode), Ok(KanoClass::Linear));
        assert!(counts([0; 6]).class(ClassRule::Mode).is_err());
    }

    #[test]
    fn close_classes_are_mixed() {
        // a = 40, b = 30 of 100: limit 1.96 sqrt(70 * 130 / 200) = 13.2.
        assert_eq!(counts([40, 30, 20, 10, 0, 0]).is_mixed(Confidence::NINETY_FIVE), Ok(true));
        assert_eq!(counts([50, 30, 10, 10, 0, 0]).is_mixed(Confidence::NINETY_FIVE), Ok(false));
    }

    #[test]
    fn weights_count() {
        let classes = [Some(KanoClass::Basic), Some(KanoClass::Linear), None];
        let of = KanoCounts::of(&classes, Some(&[0.5, 2.5, 9.0]));
        assert_eq!((of.total(), of.class(ClassRule::Mode)), (3.0, Ok(KanoClass::Linear)));
    }
}
