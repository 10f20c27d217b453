//! Where the slots of the segments lie.

use std::ops::Range;

use crate::population::segment::Segment;

/// Slots of all segments at most: some 128 gigabytes of customers.
pub const MOST_SLOTS: u32 = 1_000_000_000;

/// Slots to reserve for the newcomers of a segment: half as many again as expected, and a margin for chance; no more than there
/// are numbers for.
pub fn slots_to_reserve(newcomers_per_month: f64, months: f64) -> u32 {
    let expected = newcomers_per_month * months;
    if expected <= 0.0 {
        return 0;
    }
    (1.5 * expected + 10.0 * expected.sqrt() + 10.0).ceil() as u32
}

/// Where a segment's slots lie and how many it has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Initial slots of each segment.
    pub initial: Vec<Range<u32>>,
    /// Slots reserved for newcomers of each segment.
    pub reserved: Vec<Range<u32>>,
}

impl Layout {
    /// Slots for the initial customers and `reserved[s]` newcomers of each segment, [`MOST_SLOTS`] in all at most.
    pub fn new(segments: &[Segment], reserved: &[u32]) -> Self {
        let mut next = 0;
        let mut range = |length: u32| {
            let start = next;
            next += length;
            start..next
        };
        let initial = segments.iter().map(|segment| range(segment.size)).collect();
        let reserved = reserved.iter().map(|length| range(*length)).collect();
        Layout { initial, reserved }
    }

    /// Number of slots.
    pub fn slots(&self) -> usize {
        self.reserved.last().map_or(0, |range| range.end as usize)
    }

    /// Number of slots that initial customers take.
    pub fn initial_slots(&self) -> usize {
        self.initial.last().map_or(0, |range| range.end as usize)
    }

    /// The segment that holds `slot`.
    #[inline]
    pub fn segment(&self, slot: u32) -> usize {
        let ranges = if (slot as usize) < self.initial_slots() { &self.initial } else { &self.reserved };
        ranges.partition_point(|range| range.end <= slot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::population::people::tests::segment;

    #[test]
    fn slots_lie_by_segment_and_know_it() {
        let layout = Layout::new(&[segment(3), segment(2)], &[1, 4]);
        let found: Vec<usize> = (0..10).map(|slot| layout.segment(slot)).collect();
        assert_eq!(found, [0, 0, 0, 1, 1, 0, 1, 1, 1, 1]);
    }
}
