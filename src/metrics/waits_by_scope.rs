//! The waits of a replication, counted for every scope that has quantiles of its own.

use crate::metrics::waits::{SpareWaits, WaitCounts};
use crate::metrics::waits_of_day::WaitsOfDay;
use crate::time::Duration;

/// Waits by scope. Each wait is noted once and counted by reason and team, by half-hour of the day and by segment.
#[derive(Clone, Debug)]
pub(super) struct WaitsByScope {
    /// Per reason and team that answered first, as the operational sums number these cells.
    pub cells: Vec<WaitCounts>,
    /// Per segment.
    pub segments: Vec<WaitCounts>,
    /// Per half-hour of the day.
    pub of_day: WaitsOfDay,
    noted: [Noted; NOTED_AT_MOST],
    number: usize,
}

/// A wait and where it is counted.
#[derive(Clone, Copy, Debug)]
struct Noted {
    wait: Duration,
    cell: u32,
    segment: u32,
    interval: u32,
}

/// Waits noted at most before they are counted. A count of a wait may lie anywhere in a table larger than the processor's first
/// memory: so each is noted where the next one is noted as well, and their counts are fetched side by side.
const NOTED_AT_MOST: usize = 64;

impl WaitsByScope {
    /// No waits, for so many cells and segments.
    pub fn new(cells: usize, segments: usize, spare: &mut SpareWaits) -> Self {
        let nothing = Noted { wait: Duration::ZERO, cell: 0, segment: 0, interval: 0 };
        WaitsByScope {
            cells: spare.tables(cells),
            segments: spare.tables(segments),
            of_day: spare.of_day(),
            noted: [nothing; NOTED_AT_MOST],
            number: 0,
        }
    }

    /// Notes a wait.
    #[inline(always)]
    pub fn note(&mut self, wait: Duration, cell: usize, segment: u32, interval: usize) {
        let noted = Noted { wait, cell: cell as u32, segment, interval: interval as u32 };
        self.noted[self.number % NOTED_AT_MOST] = noted;
        self.number += 1;
        if self.number == NOTED_AT_MOST {
            self.count();
        }
    }

    /// Counts what has been noted.
    #[inline(never)]
    pub fn count(&mut self) {
        let noted = &self.noted[..self.number];
        noted.iter().for_each(|noted| self.cells[noted.cell as usize].record(noted.wait));
        noted.iter().for_each(|noted| self.of_day.record(noted.interval as usize, noted.wait));
        if !self.segments.is_empty() {
            for noted in noted {
                if let Some(of_segment) = self.segments.get_mut(noted.segment as usize) {
                    of_segment.record(noted.wait);
                }
            }
        }
        self.number = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wait_is_counted_once_in_each_of_its_scopes() {
        let mut waits = WaitsByScope::new(2, 1, &mut SpareWaits::default());
        for wait in 0..150 {
            // Segment 1 is none that is counted: people of no segment.
            waits.note(Duration::seconds(wait), (wait % 2) as usize, (wait % 3) as u32, (wait % 48) as usize);
        }
        waits.count();
        assert_eq!([0, 1].map(|cell: usize| waits.cells[cell].len()), [75, 75]);
        assert_eq!(waits.segments[0].len(), 50);
        assert_eq!(waits.segments[0].at_quantiles([1.0]), [147_071]);
        let last = waits.of_day.at_quantiles(47, [1.0]).unwrap();
        assert!((last[0] / 143_000.0 - 1.0).abs() < 1.0 / 64.0, "{last:?}");
    }
}
