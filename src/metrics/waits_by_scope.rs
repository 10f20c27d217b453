//! The waits of a replication, counted for every scope that has quantiles of its own.

use crate::metrics::waits::{WaitCounts, at_quantiles_of};
use crate::metrics::waits_of_day::WaitsOfDay;
use crate::metrics::waits_of_week::WaitsOfWeek;
use crate::time::Duration;

/// Waits by scope, of one replication or of several of the same arm. Each is counted once for its reason and team, once for its
/// segment and once for its half-hour of the day; what concerns several reasons or teams is looked up in all of theirs.
#[derive(Clone, Debug, Default)]
pub struct Waits {
    /// Rows of the cells: the teams, and before them one for what no team answered.
    rows: usize,
    /// Of contacts: reason by reason, a cell for each row.
    of_contacts: Vec<WaitCounts>,
    /// Of back-office and endless work, in the same cells.
    of_work: Vec<WaitCounts>,
    /// Of contacts, per segment.
    of_segments: Vec<WaitCounts>,
    /// Of contacts, per half-hour of the day.
    of_day: WaitsOfDay,
    /// Of contacts, per week of the horizon that is over.
    of_week: WaitsOfWeek,
}

impl Waits {
    /// No waits, of so many reasons, teams and segments.
    pub fn new(reasons: usize, teams: usize, segments: usize) -> Self {
        Waits::default().emptied(reasons, teams, segments)
    }

    /// No waits, in the memory of these: a table of waits takes some hundred kilobytes, which a system hands out and takes back
    /// slowly.
    pub fn emptied(mut self, reasons: usize, teams: usize, segments: usize) -> Self {
        self.rows = teams + 1;
        let cells = reasons * self.rows;
        for (counts, number) in
            [(&mut self.of_contacts, cells), (&mut self.of_work, cells), (&mut self.of_segments, segments)]
        {
            counts.resize_with(number, WaitCounts::default);
            counts.iter_mut().for_each(WaitCounts::clear);
        }
        self.of_day.clear();
        self.of_week.clear();
        self
    }

    /// Waits of contacts of one reason that one team answers, at midnight.
    #[cfg(test)]
    pub fn of_one_team(waits: impl IntoIterator<Item = Duration>) -> Self {
        let mut counts = Waits::new(1, 1, 0);
        waits.into_iter().for_each(|wait| counts.record(wait, 1, 0, 0));
        counts
    }

    /// Counts the wait of a contact.
    #[inline(always)]
    pub(super) fn record(&mut self, wait: Duration, cell: usize, segment: usize, interval: usize) {
        self.of_contacts[cell].record(wait);
        self.of_day.record(interval, wait);
        if let Some(of_segment) = self.of_segments.get_mut(segment) {
            of_segment.record(wait);
        }
    }

    /// Counts the wait of an item of back-office or endless work.
    pub(super) fn record_work(&mut self, cell: usize, wait: Duration) {
        self.of_work[cell].record(wait);
    }

    /// Gives a week the wait of a contact that was offered in it and is recorded when a later day is in hand.
    pub(super) fn record_late(&mut self, wait: Duration, week: usize) {
        self.of_week.record_late(week, wait);
    }

    /// A week of the horizon is over: it has the waits recorded since the one before, the late ones apart.
    pub(super) fn put_week_away(&mut self, week: usize) {
        self.of_week.put_away(week, self.of_day.all());
    }

    /// Adds the waits of another replication of the same arm; exact, and in any order.
    pub fn add(&mut self, other: &Waits) {
        for (sums, others) in [
            (&mut self.of_contacts, &other.of_contacts),
            (&mut self.of_work, &other.of_work),
            (&mut self.of_segments, &other.of_segments),
        ] {
            sums.iter_mut().zip(others).for_each(|(sum, waits)| sum.add(waits));
        }
        self.of_day.add(&other.of_day);
        self.of_week.add(&other.of_week);
    }

    /// Waits of all contacts.
    pub fn of_contacts(&self) -> WaitCounts {
        let mut all = WaitCounts::default();
        self.of_contacts.iter().for_each(|waits| all.add(waits));
        all
    }

    /// The waits of all contacts in milliseconds at which these shares of them are reached, to 3 significant digits upwards;
    /// `None` without any. So for the other scopes.
    pub fn quantiles<const N: usize>(&self, shares: [f64; N]) -> Option<[u64; N]> {
        at_quantiles_of(self.of_contacts.iter(), shares)
    }

    /// The same of the contacts of a segment.
    pub fn quantiles_of_segment<const N: usize>(&self, segment: usize, shares: [f64; N]) -> Option<[u64; N]> {
        self.of_segments.get(segment)?.at_quantiles(shares)
    }

    /// The same of the contacts and the work of a reason.
    pub fn quantiles_of_reason<const N: usize>(&self, reason: usize, shares: [f64; N]) -> Option<[u64; N]> {
        let cells = reason * self.rows..(reason + 1) * self.rows;
        let contacts = self.of_contacts.get(cells.clone())?.iter();
        at_quantiles_of(contacts.chain(self.of_work.get(cells)?), shares)
    }

    /// The same of what a team answered first, work included.
    pub fn quantiles_of_team<const N: usize>(&self, team: usize, shares: [f64; N]) -> Option<[u64; N]> {
        let cells = (team + 1..self.of_contacts.len()).step_by(self.rows.max(1));
        let contacts = cells.clone().map(|cell| &self.of_contacts[cell]);
        at_quantiles_of(contacts.chain(cells.map(|cell| &self.of_work[cell])), shares)
    }

    /// The waits in milliseconds of the contacts of a half-hour of the day at which these shares (ascending) of them are reached,
    /// each to within 1.6 %; `None` without any.
    pub fn quantiles_of_interval<const N: usize>(
        &self,
        interval: usize,
        shares: [f64; N],
    ) -> Option<[f64; N]> {
        self.of_day.at_quantiles(interval, shares)
    }

    /// The same of the contacts of a week of the horizon.
    pub fn quantiles_of_week<const N: usize>(&self, week: usize, shares: [f64; N]) -> Option<[f64; N]> {
        self.of_week.at_quantiles(week, shares)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wait_is_counted_once_in_each_of_its_scopes() {
        let mut waits = Waits::new(1, 1, 1);
        for wait in 0..150 {
            // Segment 1 is none that is counted: people of no segment.
            let of = |number: u64| (wait % number) as usize;
            waits.record(Duration::seconds(wait), of(2), of(3), of(48));
        }
        waits.record_work(1, Duration::seconds(500));
        assert_eq!([0, 1].map(|cell: usize| waits.of_contacts[cell].len()), [75, 75]);
        assert_eq!(waits.of_segments[0].len(), 50);
        assert_eq!((waits.of_contacts().len(), waits.quantiles([1.0])), (150, Some([149_119])));
        assert_eq!(waits.quantiles_of_segment(0, [1.0]), Some([147_071]));
        assert_eq!(waits.quantiles_of_segment(1, [1.0]), None);
        assert_eq!(waits.quantiles_of_reason(0, [0.5, 1.0]), Some([75_007, 500_223]));
        assert_eq!(waits.quantiles_of_reason(1, [0.5]), None);
        assert_eq!(waits.quantiles_of_team(0, [0.5, 1.0]), Some([75_007, 500_223]));
        assert_eq!(waits.quantiles_of_team(1, [0.5]), None);
        let last = waits.quantiles_of_interval(47, [1.0]).unwrap();
        assert!((last[0] / 143_000.0 - 1.0).abs() < 1.0 / 64.0, "{last:?}");

        let mut twice = waits.clone();
        twice.add(&waits);
        assert_eq!((twice.of_contacts().len(), twice.quantiles([1.0])), (300, Some([149_119])));
        let emptied = twice.emptied(1, 1, 1);
        assert_eq!((emptied.quantiles([0.5]), emptied.quantiles_of_interval(47, [0.5])), (None, None));
    }
}
