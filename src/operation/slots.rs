//! A slab: numbered places for things that come and go, reused so that a warm run allocates nothing.

use std::ops::{Index, IndexMut};

/// Numbered places. Whoever holds a number knows whether its place is still the same thing's.
#[derive(Clone, Debug)]
pub struct Slots<T> {
    places: Vec<T>,
    free: Vec<u32>,
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Slots { places: Vec::new(), free: Vec::new() }
    }
}

impl<T> Slots<T> {
    /// Empties all places, keeping the memory.
    pub fn clear(&mut self) {
        self.places.clear();
        self.free.clear();
    }

    /// Puts a value into a free place and returns its number.
    #[inline]
    pub fn put(&mut self, value: T) -> u32 {
        match self.free.pop() {
            Some(slot) => {
                self.places[slot as usize] = value;
                slot
            }
            None => self.add(value),
        }
    }

    /// Occupies a place as its last holder left it, or as `make` makes it, and returns its number: for large values of
    /// which a new holder changes little.
    #[inline(always)]
    pub fn occupy(&mut self, make: impl FnOnce() -> T) -> u32 {
        match self.free.pop() {
            Some(slot) => slot,
            None => self.add(make()),
        }
    }

    #[cold]
    fn add(&mut self, value: T) -> u32 {
        self.places.push(value);
        (self.places.len() - 1) as u32
    }

    /// All places, occupied or not.
    #[inline]
    pub fn places(&self) -> &[T] {
        &self.places
    }

    /// Frees an occupied place.
    #[inline]
    pub fn free(&mut self, slot: u32) {
        self.free.push(slot);
    }

    /// Occupied places, in order of their number.
    pub fn occupied(&self) -> Vec<u32> {
        let mut is_free = vec![false; self.places.len()];
        self.free.iter().for_each(|slot| is_free[*slot as usize] = true);
        (0..self.places.len() as u32).filter(|slot| !is_free[*slot as usize]).collect()
    }
}

impl<T> Index<u32> for Slots<T> {
    type Output = T;

    #[inline]
    fn index(&self, slot: u32) -> &T {
        &self.places[slot as usize]
    }
}

impl<T> IndexMut<u32> for Slots<T> {
    #[inline]
    fn index_mut(&mut self, slot: u32) -> &mut T {
        &mut self.places[slot as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_reused() {
        let mut slots = Slots::default();
        let numbers: Vec<u32> = (10..14).map(|value| slots.put(value)).collect();
        assert_eq!(numbers, [0, 1, 2, 3]);
        slots.free(2);
        slots.free(0);
        assert_eq!(slots.occupied(), [1, 3]);
        assert_eq!((slots.put(20), slots[0]), (0, 20));
        assert_eq!((slots.occupy(|| 30), slots[2]), (2, 12), "as it was left");
        assert_eq!((slots.occupy(|| 30), slots[4]), (4, 30));
    }
}
