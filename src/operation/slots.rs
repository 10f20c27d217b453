//! A slab: numbered places for things that come and go, reused so that a warm run allocates nothing.

/// Numbered places.
#[derive(Clone, Debug)]
pub struct Slots<T> {
    places: Vec<Option<T>>,
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
                self.places[slot as usize] = Some(value);
                slot
            }
            None => {
                self.places.push(Some(value));
                (self.places.len() - 1) as u32
            }
        }
    }

    /// The value at an occupied place.
    #[inline]
    pub fn get(&self, slot: u32) -> Option<&T> {
        self.places.get(slot as usize).and_then(Option::as_ref)
    }

    /// The value at an occupied place, to change.
    #[inline]
    pub fn get_mut(&mut self, slot: u32) -> Option<&mut T> {
        self.places.get_mut(slot as usize).and_then(Option::as_mut)
    }

    /// Frees an occupied place and returns what was there.
    #[inline]
    pub fn take(&mut self, slot: u32) -> Option<T> {
        let value = self.places.get_mut(slot as usize).and_then(Option::take)?;
        self.free.push(slot);
        Some(value)
    }

    /// Occupied places, in order of their number.
    pub fn occupied(&self) -> impl Iterator<Item = u32> + '_ {
        self.places.iter().enumerate().filter(|(_, place)| place.is_some()).map(|(slot, _)| slot as u32)
    }
}
