//! The estimates of one arm in every scope, and the distribution of its waits.

use crate::journey::Scope;
use crate::metrics::Waits;
use crate::statistics::Confidence;

use super::names::{Names, clock};
use super::result::{ArmResult, IntervalResult, WaitPoint, WeekResult};
use super::runs::ArmRuns;
use super::sample::Samples;

/// Seconds at which the distribution of waits is given: dense where service levels are agreed, the same in every arm.
const WAIT_GRID_S: [u64; 36] = [
    0, 1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 90, 105, 120, 150, 180, 210, 240, 270, 300, 360, 420,
    480, 540, 600, 720, 900, 1_200, 1_500, 1_800, 2_700, 3_600, 5_400, 7_200,
];
/// Beyond this share of contacts the tail of the distribution is left out.
const NEARLY_ALL: f64 = 0.9995;

/// Everything the results say of one arm.
pub(super) fn arm_result(
    name: &str,
    interventions: Vec<String>,
    runs: &ArmRuns,
    names: &Names,
    confidence: Confidence,
    currency: &str,
) -> ArmResult {
    let mut result = ArmResult {
        name: name.to_string(),
        interventions,
        metrics: Default::default(),
        segments: Default::default(),
        reasons: Default::default(),
        teams: Default::default(),
        intervals: Vec::new(),
        weeks: Vec::new(),
        wait_distribution: wait_distribution(runs.waits.as_ref()),
    };
    let rows = runs.replications.first().map_or(&[][..], Vec::as_slice);
    for (position, (scope, _)) in rows.iter().enumerate() {
        let pooled = runs.waits.as_ref().and_then(|waits| scope.wait_quantiles(waits));
        let estimates = Samples::of_row(&runs.replications, position, pooled).estimates(confidence, currency);
        let name = names.label(*scope).1.to_string();
        match *scope {
            Scope::Total => result.metrics = estimates,
            Scope::Segment(_) => _ = result.segments.insert(name, estimates),
            Scope::Reason(_) => _ = result.reasons.insert(name, estimates),
            Scope::Team(_) => _ = result.teams.insert(name, estimates),
            Scope::Interval(half_hour) => result.intervals.push(IntervalResult {
                start: name,
                end: clock(half_hour + 1),
                metrics: estimates,
            }),
            Scope::Week(week) => result.weeks.push(WeekResult { week: week as u32 + 1, metrics: estimates }),
        }
    }
    result
}

/// The cumulative distribution of the pooled waits, up to where nearly all contacts are counted.
fn wait_distribution(waits: Option<&Waits>) -> Vec<WaitPoint> {
    let Some(total) = waits.map(|waits| waits.of_contacts().histogram()).filter(|total| !total.is_empty())
    else {
        return Vec::new();
    };
    let mut points = Vec::new();
    for wait_s in WAIT_GRID_S {
        let within = total.count_between(0, wait_s * 1_000);
        let share = within as f64 / total.len() as f64;
        points.push(WaitPoint { wait_s: wait_s as f64, share });
        if share >= NEARLY_ALL {
            break;
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::sample::tests::row;
    use crate::metrics::Metric;
    use crate::time::Duration;

    #[test]
    fn every_scope_finds_its_place() {
        let names = Names {
            segments: vec!["prepaid".to_string()],
            reasons: vec!["billing".to_string()],
            teams: vec!["front".to_string()],
            intervals: (0..48).map(clock).collect(),
            weeks: vec!["1".to_string(), "2".to_string()],
        };
        let scopes = [
            Scope::Total,
            Scope::Segment(0),
            Scope::Reason(0),
            Scope::Team(0),
            Scope::Interval(47),
            Scope::Week(1),
        ];
        let rows =
            (1..).zip(scopes).map(|(value, scope)| (scope, row(&[(Metric::Offered, f64::from(value), 1.0)])));
        let runs = ArmRuns {
            replications: vec![rows.collect()],
            waits: None,
            majorant_exceeded: 0,
            slots_exhausted: 0,
        };
        let arm = arm_result("baseline", Vec::new(), &runs, &names, Confidence::NINETY_FIVE, "EUR");
        assert_eq!(arm.metrics["offered"].mean, 1.0);
        assert_eq!(arm.segments["prepaid"]["offered"].mean, 2.0);
        assert_eq!(arm.reasons["billing"]["offered"].mean, 3.0);
        assert_eq!(arm.teams["front"]["offered"].mean, 4.0);
        let interval = &arm.intervals[0];
        assert_eq!((interval.start.as_str(), interval.end.as_str()), ("23:30", "24:00"));
        assert_eq!(arm.weeks[0].week, 2);
    }

    #[test]
    fn the_distribution_of_waits_ends_where_nearly_all_are_counted() {
        let waits = Waits::of_one_team([0, 30].repeat(50).into_iter().map(Duration::seconds));
        let points = wait_distribution(Some(&waits));
        assert_eq!(points[0].share, 0.5);
        let last = points.last().unwrap();
        assert_eq!((last.wait_s, last.share), (30.0, 1.0));
        assert!(wait_distribution(None).is_empty());
    }
}
