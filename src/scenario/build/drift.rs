//! Importance and class of a week, when they change by themselves.

use crate::experience::{ClassMix, QualityClass};
use crate::scenario::schema::DriftSpec;
use crate::time::Duration;

/// Days of a year.
const YEAR: f64 = 365.25;

/// Stated importances as they stand in a week of the horizon (`None`: before): where any changes by itself, over their sum.
pub(super) fn importances(stated: &[(f64, Option<&DriftSpec>)], week: Option<usize>) -> Vec<f64> {
    let years = 7.0 * week.unwrap_or(0) as f64 / YEAR;
    let per_year = |drift: Option<&DriftSpec>| drift.map_or(0.0, |drift| drift.importance_per_year);
    let now = stated.iter().map(|(importance, drift)| importance + years * per_year(*drift));
    let now: Vec<f64> = now.map(|importance| importance.max(0.0)).collect();
    if years == 0.0 || stated.iter().all(|(_, drift)| per_year(*drift) == 0.0) {
        return now;
    }
    let sum: f64 = now.iter().sum();
    now.into_iter().map(|importance| importance / sum).collect()
}

/// The class as it stands in a week of the horizon.
pub(super) fn class(stated: QualityClass, drift: Option<&DriftSpec>, week: Option<usize>) -> ClassMix {
    let Some((to, drift)) = drift.and_then(|drift| drift.class.map(|to| (to.0, drift))) else {
        return stated.into();
    };
    let passed = week.unwrap_or(0) as f64 - weeks(drift.begins.0);
    let share = if passed < 0.0 { 0.0 } else { (passed / weeks(drift.lasts.0)).min(1.0) };
    // A change that takes no time has happened once it begins.
    ClassMix { from: stated, to, share: if share.is_nan() { 1.0 } else { share } }
}

fn weeks(duration: Duration) -> f64 {
    duration.as_seconds() / Duration::WEEK.as_seconds()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::durations::Span;
    use crate::scenario::words::ClassWord;

    fn drift(importance_per_year: f64) -> DriftSpec {
        DriftSpec { importance_per_year, ..DriftSpec::default() }
    }

    #[test]
    fn importances_drift_and_are_shared_out_anew() {
        let rises = drift(0.3);
        let stated = [(0.5, Some(&rises)), (0.5, None)];
        assert_eq!(importances(&stated, None), [0.5, 0.5]);
        let weeks = 26;
        let years = 7.0 * weeks as f64 / YEAR;
        let risen = (0.5 + 0.3 * years) / (1.0 + 0.3 * years);
        let now = importances(&stated, Some(weeks));
        assert!((now[0] - risen).abs() < 1e-15 && (now[0] + now[1] - 1.0).abs() < 1e-15, "{now:?}");
    }

    #[test]
    fn a_class_moves_in_a_straight_line() {
        let weeks = |weeks: u64| Span(Duration::micros(weeks * Duration::WEEK.as_micros()));
        let ageing = DriftSpec {
            class: Some(ClassWord(QualityClass::Basic)),
            begins: weeks(10),
            lasts: weeks(20),
            ..DriftSpec::default()
        };
        let share = |week| class(QualityClass::Excitement, Some(&ageing), week).share;
        assert_eq!([None, Some(10), Some(15), Some(30), Some(99)].map(share), [0.0, 0.0, 0.25, 1.0, 1.0]);
        let at_once = DriftSpec { lasts: weeks(0), ..ageing };
        assert_eq!(class(QualityClass::Excitement, Some(&at_once), Some(10)).share, 1.0);
    }
}
