//! Waits by week of the horizon, in the coarse buckets of those by half-hour.

use crate::metrics::waits_of_day::{bucket_of, middles_at_quantiles};
use crate::time::Duration;

/// Counts of waits for each week of the horizon. Nothing is counted per contact: what the half-hours of the day have counted
/// between two borders of weeks is what the week has, but for contacts that were offered before and closed only now. The counts
/// of several replications add up, exactly and in any order.
#[derive(Clone, Debug, Default)]
pub(super) struct WaitsOfWeek {
    /// Week by week, as many buckets as its longest wait needs.
    weeks: Vec<Vec<u64>>,
    /// The waits that a week has already, so that the next one put away has them not.
    placed: Vec<u64>,
}

impl WaitsOfWeek {
    /// Forgets all waits.
    pub(super) fn clear(&mut self) {
        self.weeks.clear();
        self.placed.clear();
    }

    /// The counts of a week.
    fn of(&mut self, week: usize) -> &mut Vec<u64> {
        if self.weeks.len() <= week {
            self.weeks.resize(week + 1, Vec::new());
        }
        &mut self.weeks[week]
    }

    /// Gives a week the wait of a contact that was offered in it, and is closed when a later day is in hand.
    pub(super) fn record_late(&mut self, week: usize, wait: Duration) {
        let bucket = bucket_of(wait);
        count(self.of(week), bucket);
        count(&mut self.placed, bucket);
    }

    /// Gives a week that is over whatever has been counted in all and no week has yet.
    pub(super) fn put_away(&mut self, week: usize, all: Vec<u64>) {
        let mut of_week = all.clone();
        of_week.iter_mut().zip(&self.placed).for_each(|(count, placed)| *count -= placed);
        let used = of_week.iter().rposition(|count| *count > 0).map_or(0, |last| last + 1);
        of_week.truncate(used);
        add(self.of(week), &of_week);
        self.placed = all;
    }

    /// Adds the waits of another replication.
    pub fn add(&mut self, other: &WaitsOfWeek) {
        other.weeks.iter().enumerate().for_each(|(week, counts)| add(self.of(week), counts));
    }

    /// The waits in milliseconds at which these shares (ascending, 0 to 1) of the waits of a week are reached, each to within
    /// 1.6 %: the middle of its bucket. `None` without any.
    pub fn at_quantiles<const N: usize>(&self, week: usize, shares: [f64; N]) -> Option<[f64; N]> {
        middles_at_quantiles(self.weeks.get(week)?, shares)
    }
}

fn count(counts: &mut Vec<u64>, bucket: usize) {
    if counts.len() <= bucket {
        counts.resize(bucket + 1, 0);
    }
    counts[bucket] += 1;
}

fn add(sums: &mut Vec<u64>, counts: &[u64]) {
    if sums.len() < counts.len() {
        sums.resize(counts.len(), 0);
    }
    sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::waits_of_day::WaitsOfDay;

    #[test]
    fn a_late_wait_is_of_the_week_in_which_it_was_offered() {
        let mut of_day = WaitsOfDay::default();
        let mut weeks = WaitsOfWeek::default();
        let mut wait = |seconds: u64| of_day.record((seconds % 48) as usize, Duration::seconds(seconds));
        (1..=9).for_each(&mut wait);
        // Offered in the first week, closed in the second: the half-hours have it only then.
        wait(5_000);
        let all = of_day.all();
        weeks.put_away(0, {
            let mut before = all.clone();
            before[bucket_of(Duration::seconds(5_000))] = 0;
            before
        });
        weeks.record_late(0, Duration::seconds(5_000));
        weeks.put_away(1, all.clone());
        of_day.record(0, Duration::seconds(30));
        weeks.put_away(2, of_day.all());
        let longest =
            |week: usize| weeks.at_quantiles(week, [1.0]).map(|[longest]| (longest / 1_000.0).round());
        assert_eq!(longest(1), None, "the late one alone was closed in it");
        assert_eq!(longest(2), Some(30.0));
        assert!((longest(0).unwrap() / 5_000.0 - 1.0).abs() < 1.0 / 64.0);
        let mut twice = weeks.clone();
        twice.add(&weeks);
        assert_eq!(twice.at_quantiles(0, [0.5, 0.9]), weeks.at_quantiles(0, [0.5, 0.9]));
        assert_eq!(twice.weeks[0].iter().sum::<u64>(), 20);
    }
}
