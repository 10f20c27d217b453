//! A 4-ary heap of packed keys.

/// Sorts after every event.
const EMPTY: u128 = u128::MAX;

/// A priority queue of integers. Behind the last key stand `EMPTY` places, so that a node always has four children to
/// compare, which needs no branch.
#[derive(Clone, Debug)]
pub(super) struct Heap {
    keys: Vec<u128>,
    length: usize,
}

impl Default for Heap {
    fn default() -> Self {
        Heap { keys: vec![EMPTY; 64], length: 0 }
    }
}

impl Heap {
    /// Removes all keys, keeping the memory.
    pub(super) fn clear(&mut self) {
        self.keys.fill(EMPTY);
        self.length = 0;
    }

    /// Whether it holds no key.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The least key; [`EMPTY`] if there is none.
    #[inline]
    pub(super) fn first(&self) -> u128 {
        self.keys.first().copied().unwrap_or(EMPTY)
    }

    /// Adds a key.
    #[inline]
    pub(super) fn push(&mut self, key: u128) {
        if self.length + 4 >= self.keys.len() {
            self.grow();
        }
        let mut index = self.length;
        self.length += 1;
        let keys = &mut self.keys[..];
        while index > 0 {
            let parent = (index - 1) / 4;
            if keys[parent] <= key {
                break;
            }
            keys[index] = keys[parent];
            index = parent;
        }
        keys[index] = key;
    }

    #[cold]
    fn grow(&mut self) {
        self.keys.extend([EMPTY; 64]);
    }

    /// Removes the least key; there must be one.
    #[inline]
    pub(super) fn drop_first(&mut self) {
        self.length -= 1;
        let last = std::mem::replace(&mut self.keys[self.length], EMPTY);
        if self.length > 0 {
            self.sift_down(last);
        }
    }

    /// Puts a key at the top and lets it sink.
    #[inline]
    fn sift_down(&mut self, key: u128) {
        let mut index = 0;
        loop {
            let first = 4 * index + 1;
            let Some(&[a, b, c, d]) = self.keys.get(first..).and_then(|keys| keys.first_chunk()) else {
                break;
            };
            let (left, one) = least((a, 0), (b, 1));
            let (right, other) = least((c, 2), (d, 3));
            let (child, nth) = least((left, one), (right, other));
            if child >= key {
                break;
            }
            self.keys[index] = child;
            index = first + nth;
        }
        self.keys[index] = key;
    }
}

#[inline]
fn least(one: (u128, usize), other: (u128, usize)) -> (u128, usize) {
    if other.0 < one.0 { other } else { one }
}
