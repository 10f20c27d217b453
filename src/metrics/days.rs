//! Half-hours one by one: how many of them meet a service level, the worst, and how days differ.

use crate::metrics::operational::INTERVALS_PER_DAY;
use crate::time::{Calendar, Instant};

/// Contacts offered in one half-hour of one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HalfHour {
    /// Contacts offered.
    pub offered: u32,
    /// Of these, abandoned.
    pub abandoned: u32,
    /// Of these, answered within awt.
    pub within_awt: u32,
}

/// The half-hours of all days of the horizon: 12 bytes each.
#[derive(Clone, Debug, Default)]
pub struct Days {
    /// Number of the first half-hour, counted from the Monday at or before time 0.
    first: u64,
    cells: Vec<HalfHour>,
}

impl Days {
    /// Room for the days of the horizon, the first and the last perhaps in part.
    pub fn new(calendar: &Calendar) -> Self {
        let first_day = calendar.day_number(calendar.measured_from());
        let last = Instant::micros(calendar.end().as_micros().saturating_sub(1));
        let days = (calendar.day_number(last).saturating_sub(first_day) + 1) as usize;
        Days {
            first: first_day * INTERVALS_PER_DAY as u64,
            cells: vec![HalfHour::default(); days * INTERVALS_PER_DAY],
        }
    }

    /// The half-hour with this number, counted from the Monday at or before time 0, if its day is in the horizon.
    #[inline]
    pub fn at(&mut self, half_hour: u64) -> Option<&mut HalfHour> {
        self.cells.get_mut(half_hour.wrapping_sub(self.first) as usize)
    }

    /// Half-hours with contacts in which `service_level_of_offered` reaches `goal`, and all half-hours with contacts.
    pub fn meeting(&self, goal: f64) -> (u64, u64) {
        meeting(self.cells.iter(), goal)
    }

    /// The same of one half-hour of the day, over all days.
    pub fn meeting_at(&self, interval: usize, goal: f64) -> (u64, u64) {
        meeting(self.cells.iter().skip(interval).step_by(INTERVALS_PER_DAY), goal)
    }

    /// The sums of each day that had contacts, in order.
    pub fn by_day(&self) -> impl Iterator<Item = HalfHour> + '_ {
        self.cells.chunks(INTERVALS_PER_DAY).map(sum).filter(|day| day.offered > 0)
    }
}

fn meeting<'a>(cells: impl Iterator<Item = &'a HalfHour>, goal: f64) -> (u64, u64) {
    cells.filter(|cell| cell.offered > 0).fold((0, 0), |(met, all), cell| {
        let meets = f64::from(cell.within_awt) >= goal * f64::from(cell.offered);
        (met + u64::from(meets), all + 1)
    })
}

fn sum(cells: &[HalfHour]) -> HalfHour {
    cells.iter().fold(HalfHour::default(), |sum, cell| HalfHour {
        offered: sum.offered + cell.offered,
        abandoned: sum.abandoned + cell.abandoned,
        within_awt: sum.within_awt + cell.within_awt,
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
    use crate::time::Duration;

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
        assert_eq!(days.by_day().count(), 0);
        *days.at(48 + 4).unwrap() = HalfHour { offered: 10, abandoned: 1, within_awt: 8 };
        *days.at(48 + 5).unwrap() = HalfHour { offered: 10, abandoned: 0, within_awt: 7 };
        *days.at(2 * 48 + 4).unwrap() = HalfHour { offered: 5, abandoned: 2, within_awt: 5 };
        assert!(days.at(47).is_none() && days.at(3 * 48).is_none());
        assert_eq!(days.meeting(0.8), (2, 3));
        assert_eq!([4, 5, 6].map(|interval| days.meeting_at(interval, 0.8)), [(2, 2), (0, 1), (0, 0)]);
        let offered: Vec<u32> = days.by_day().map(|day| day.offered).collect();
        assert_eq!(offered, [20, 5]);
    }

    #[test]
    fn percentiles_are_values_that_occurred() {
        assert_eq!(tenth_and_ninetieth((1..=10).map(f64::from).collect()), Some([1.0, 9.0]));
        assert_eq!(tenth_and_ninetieth(vec![4.0]), Some([4.0, 4.0]));
        assert_eq!(tenth_and_ninetieth(Vec::new()), None);
    }
}
