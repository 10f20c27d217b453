//! Half-hours and days one by one: how many half-hours meet a service level, the worst, and how days differ.

use std::ops::Range;

use crate::metrics::contact_sums::ContactSums;
use crate::metrics::operational::INTERVALS_PER_DAY;
use crate::time::{Calendar, Duration, Instant};

/// Contacts offered in one half-hour of one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HalfHour {
    /// Contacts offered.
    pub offered: u32,
    /// Of these, answered within awt.
    pub within_awt: u32,
}

impl HalfHour {
    /// Adds the contacts of some sums.
    pub(super) fn add(&mut self, sums: &ContactSums) {
        self.offered += sums.offered as u32;
        self.within_awt += sums.within_awt as u32;
    }
}

/// The days of the horizon, and their half-hours.
#[derive(Clone, Debug, Default)]
pub struct Days {
    half_hours: Vec<HalfHour>,
    /// Per day.
    sums: Vec<ContactSums>,
    /// The days that the horizon holds from midnight to midnight.
    whole: Range<usize>,
}

impl Days {
    /// Room for the days of the horizon, the first and the last perhaps in part.
    pub fn new(calendar: &Calendar) -> Self {
        let days = calendar.days();
        let is_midnight = |at: Instant| calendar.day_and_time(at).1 == Duration::ZERO;
        let first = usize::from(!is_midnight(calendar.measured_from()));
        let last = days.saturating_sub(usize::from(!is_midnight(calendar.end())));
        Days {
            half_hours: vec![HalfHour::default(); days * INTERVALS_PER_DAY],
            sums: vec![ContactSums::default(); days],
            whole: first..last.max(first),
        }
    }

    /// Adds contacts offered in a half-hour of a day, counted from the first that the horizon touches. There is nothing beyond the
    /// last.
    pub(super) fn add(&mut self, day: usize, interval: usize, sums: &ContactSums) {
        if let Some(of_day) = self.sums.get_mut(day) {
            of_day.merge(sums);
            self.half_hours[day * INTERVALS_PER_DAY + interval].add(sums);
        }
    }

    /// Half-hours with contacts in which `service_level_of_offered` reaches `goal`, and all half-hours with contacts.
    pub fn meeting(&self, goal: f64) -> (u64, u64) {
        meeting(self.half_hours.iter(), goal)
    }

    /// The same of one half-hour of the day, over all days.
    pub fn meeting_at(&self, interval: usize, goal: f64) -> (u64, u64) {
        meeting(self.half_hours.iter().skip(interval).step_by(INTERVALS_PER_DAY), goal)
    }

    /// The days that the horizon holds whole: a part of a day is not to be compared with others.
    pub fn whole(&self) -> Range<usize> {
        self.whole.clone()
    }

    /// The sums of each whole day that had contacts, in order.
    pub fn whole_with_contacts(&self) -> impl Iterator<Item = &ContactSums> + '_ {
        self.sums[self.whole()].iter().filter(|day| day.offered > 0)
    }
}

fn meeting<'a>(half_hours: impl Iterator<Item = &'a HalfHour>, goal: f64) -> (u64, u64) {
    half_hours.filter(|half_hour| half_hour.offered > 0).fold((0, 0), |(met, all), half_hour| {
        let meets = f64::from(half_hour.within_awt) >= goal * f64::from(half_hour.offered);
        (met + u64::from(meets), all + 1)
    })
}

/// The 10th and the 90th percentile of some values (the least value with at least that share at or below it); `None`
/// without values.
pub fn tenth_and_ninetieth(mut values: Vec<f64>) -> Option<[f64; 2]> {
    values.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let rank = (share * values.len() as f64).ceil() as usize;
        values.get(rank.saturating_sub(1)).copied()
    };
    Some([at(0.1)?, at(0.9)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_hours_are_held_against_a_goal_and_days_are_summed() {
        let day = Duration::DAY.as_micros();
        let calendar = Calendar {
            start: Duration::HOUR,
            warm_up: Duration::DAY,
            horizon: Duration::micros(2 * day - Duration::HOUR.as_micros()),
        };
        // From Tuesday 01:00 to Thursday 00:00: two calendar days.
        let mut days = Days::new(&calendar);
        assert_eq!((days.whole_with_contacts().count(), days.whole()), (0, 1..2));
        let of = |offered, within_awt| ContactSums { offered, within_awt, ..ContactSums::default() };
        for (day, interval, sums) in
            [(0, 4, of(10, 8)), (0, 5, of(10, 7)), (1, 4, of(4, 4)), (1, 4, of(1, 1))]
        {
            days.add(day, interval, &sums);
        }
        days.add(2, 0, &of(9, 9));
        assert_eq!(days.meeting(0.8), (2, 3));
        assert_eq!([4, 5, 6].map(|interval| days.meeting_at(interval, 0.8)), [(2, 2), (0, 1), (0, 0)]);
        let offered: Vec<u64> = days.whole_with_contacts().map(|day| day.offered).collect();
        assert_eq!(offered, [5], "Tuesday is there from one o'clock on");
        let noon = Calendar { start: Duration::HOUR, warm_up: Duration::ZERO, horizon: Duration::HOUR };
        assert!(Days::new(&noon).whole().is_empty());
    }

    #[test]
    fn percentiles_are_values_that_occurred() {
        assert_eq!(tenth_and_ninetieth((1..=10).map(f64::from).collect()), Some([1.0, 9.0]));
        assert_eq!(tenth_and_ninetieth(vec![4.0]), Some([4.0, 4.0]));
        assert_eq!(tenth_and_ninetieth(Vec::new()), None);
    }
}
