//! A calendar of buckets (Brown 1988): future events by the stretch of time they lie in, in no order within it.

/// Buckets of the wheel: as many as two levels of 64 bits can tell apart.
pub(super) const BUCKETS: u64 = 64 * 64;

/// Stands for "no further node".
const NONE: u32 = u32::MAX;

/// Events of the next [`BUCKETS`] - 1 stretches of time after one that is open. All lists share one pool of nodes, so that
/// what is touched lies close together.
#[derive(Clone, Debug)]
pub(super) struct Wheel {
    nodes: Vec<Node>,
    /// The first node that is free.
    free: u32,
    /// The first node of each bucket.
    heads: Box<[u32; BUCKETS as usize]>,
    /// Which buckets hold events, and which words of these bits are not 0.
    filled: [u64; 64],
    words: u64,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    key: u128,
    next: u32,
}

impl Default for Wheel {
    fn default() -> Self {
        Wheel {
            nodes: Vec::new(),
            free: NONE,
            heads: Box::new([NONE; BUCKETS as usize]),
            filled: [0; 64],
            words: 0,
        }
    }
}

impl Wheel {
    /// Removes all events, keeping the memory.
    pub(super) fn clear(&mut self) {
        self.nodes.clear();
        self.free = NONE;
        self.heads.fill(NONE);
        self.filled = [0; 64];
        self.words = 0;
    }

    /// Adds an event to a bucket.
    #[inline]
    pub(super) fn put(&mut self, bucket: u64, key: u128) {
        let place = (bucket % BUCKETS) as usize;
        let head = &mut self.heads[place];
        if self.free == NONE {
            self.free = add_node(&mut self.nodes);
        }
        let node = &mut self.nodes[self.free as usize];
        let free = std::mem::replace(&mut node.next, *head);
        node.key = key;
        *head = std::mem::replace(&mut self.free, free);
        self.filled[place / 64] |= 1 << (place % 64);
        self.words |= 1 << (place / 64);
    }

    /// Takes all events out of a bucket.
    #[inline]
    pub(super) fn empty(&mut self, bucket: u64, mut take: impl FnMut(u128)) {
        let place = (bucket % BUCKETS) as usize;
        let first = std::mem::replace(&mut self.heads[place], NONE);
        let mut last = first;
        while let Some(node) = self.nodes.get_mut(last as usize) {
            take(node.key);
            if node.next == NONE {
                // The whole chain goes to the free ones.
                node.next = std::mem::replace(&mut self.free, first);
                break;
            }
            last = node.next;
        }
        let word = &mut self.filled[place / 64];
        *word &= !(1 << (place % 64));
        if *word == 0 {
            self.words &= !(1 << (place / 64));
        }
    }

    /// The first bucket after `bucket` that holds events.
    #[inline]
    pub(super) fn next_filled(&self, bucket: u64) -> Option<u64> {
        let next = bucket + 1;
        let (word, bit) = ((next / 64 % 64) as u32, (next % 64) as u32);
        let rest = self.filled[word as usize] >> bit;
        if rest != 0 {
            return Some(next + u64::from(rest.trailing_zeros()));
        }
        // The words after this one in turn; this one again comes last, for its bits before `bit`.
        let turned = self.words.rotate_right(word + 1);
        if turned == 0 {
            return None;
        }
        let ahead = turned.trailing_zeros();
        let bits = self.filled[((word + 1 + ahead) % 64) as usize].trailing_zeros();
        Some(next + u64::from(64 - bit + 64 * ahead + bits))
    }
}

/// Makes room for one event more.
#[cold]
fn add_node(nodes: &mut Vec<Node>) -> u32 {
    nodes.push(Node { key: 0, next: NONE });
    (nodes.len() - 1) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every distance from every kind of place in a word, with and without company.
    #[test]
    fn the_next_filled_bucket_is_found_all_around_the_wheel() {
        for from in [0, 1, 62, 63, 64, 4_000, 4_095, 4_096, 1_000_003] {
            let mut wheel = Wheel::default();
            assert_eq!(wheel.next_filled(from), None);
            for distance in (1..BUCKETS).rev() {
                wheel.put(from + distance, u128::from(distance));
                assert_eq!(wheel.next_filled(from), Some(from + distance), "from {from}");
                if distance % 3 == 0 {
                    let mut taken = Vec::new();
                    wheel.empty(from + distance, |key| taken.push(key));
                    assert_eq!(taken, [u128::from(distance)]);
                }
            }
            let mut taken = 0;
            let mut at = from;
            while let Some(bucket) = wheel.next_filled(at) {
                wheel.empty(bucket, |_| taken += 1);
                at = bucket;
            }
            assert_eq!(taken, (1..BUCKETS).filter(|distance| distance % 3 != 0).count());
        }
    }
}
