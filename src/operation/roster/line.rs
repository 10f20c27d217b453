//! A line of agents who may be taken: first in, first out, with the rare removal from its middle.

use crate::operation::roster::SeatIndex;

/// A ring of seats that never grows between two calls of [`Line::make_room`], so that joining and taking cost no check of
/// capacity.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// A power of two of places; at most as many are taken.
    ring: Vec<SeatIndex>,
    head: usize,
    length: usize,
}

impl Default for Line {
    fn default() -> Self {
        Line { ring: vec![0], head: 0, length: 0 }
    }
}

impl Line {
    /// Empties the line, keeping the memory.
    pub(super) fn clear(&mut self) {
        self.head = 0;
        self.length = 0;
    }

    /// Room for `seats` in all.
    pub(super) fn make_room(&mut self, seats: usize) {
        let wanted = seats.max(1).next_power_of_two();
        if wanted > self.ring.len() {
            let waiting: Vec<SeatIndex> = self.iter().collect();
            self.ring.resize(wanted, 0);
            self.ring[..waiting.len()].copy_from_slice(&waiting);
            self.head = 0;
        }
    }

    #[inline]
    fn at(&self, place: usize) -> usize {
        (self.head + place) & (self.ring.len() - 1)
    }

    /// Seats in the line.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// Adds a seat at the end.
    #[inline]
    pub(super) fn join(&mut self, seat: SeatIndex) {
        debug_assert!(self.length < self.ring.len(), "room was made for every seat");
        let end = self.at(self.length);
        self.ring[end] = seat;
        self.length += 1;
    }

    /// Takes the first seat.
    #[inline]
    pub(super) fn take_first(&mut self) -> Option<SeatIndex> {
        if self.length == 0 {
            return None;
        }
        let seat = self.ring[self.at(0)];
        self.head = self.at(1);
        self.length -= 1;
        Some(seat)
    }

    /// The seat at a place, counted from the first.
    #[inline]
    pub(super) fn get(&self, place: usize) -> Option<SeatIndex> {
        (place < self.length).then(|| self.ring[self.at(place)])
    }

    /// Takes the seat at a place; those behind move up.
    pub(super) fn take_at(&mut self, place: usize) -> Option<SeatIndex> {
        if place == 0 {
            return self.take_first();
        }
        let seat = self.get(place)?;
        for behind in place + 1..self.length {
            let (from, to) = (self.at(behind), self.at(behind - 1));
            self.ring[to] = self.ring[from];
        }
        self.length -= 1;
        Some(seat)
    }

    /// Takes this seat out, if it is in the line; whether it was.
    pub(super) fn take_out(&mut self, seat: SeatIndex) -> bool {
        let place = self.iter().position(|other| other == seat);
        place.is_some_and(|place| self.take_at(place).is_some())
    }

    /// The seats, the first first.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = SeatIndex> + '_ {
        (0..self.length).map(|place| self.ring[self.at(place)])
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn a_line_keeps_its_order_around_the_end_of_the_ring_and_when_it_grows() {
        let mut line = Line::default();
        line.make_room(3);
        for seat in [4, 5, 6] {
            line.join(seat);
        }
        assert_eq!((line.take_first(), line.take_first()), (Some(4), Some(5)));
        line.join(7);
        line.join(8);
        line.join(9);
        line.make_room(9);
        line.join(1);
        assert_eq!(line.iter().collect::<Vec<_>>(), [6, 7, 8, 9, 1]);
        assert_eq!(line.take_at(2), Some(8));
        assert!(line.take_out(1) && !line.take_out(8));
        assert_eq!(line.iter().collect::<Vec<_>>(), [6, 7, 9]);
        assert_eq!(line.get(3), None);
    }
}
