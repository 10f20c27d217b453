//! What a customer remembers: perception and expectation per category, eight categories to a block.

/// Categories in a block of memory.
pub const LANES: usize = 8;

/// Values of eight categories. Lanes without a category count for nothing.
pub type Lanes = [f32; LANES];

/// What one customer remembers of eight categories, all in points of 1-10. Perception and expectation, which every contact
/// touches, fill a cache line.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct Memory {
    /// What is perceived.
    pub perception: Lanes,
    /// What is expected, without promises.
    pub expectation: Lanes,
    /// The person's lasting share of the experience of a monthly touchpoint, in points.
    pub personal: Lanes,
}

impl Default for Memory {
    fn default() -> Self {
        Memory { perception: [1.0; LANES], expectation: [1.0; LANES], personal: [0.0; LANES] }
    }
}

impl Memory {
    /// What lies at a `share` (0-1) of the way between two memories of the same person.
    pub fn between(from: &Memory, to: &Memory, share: f32) -> Memory {
        let lanes = |from: &Lanes, to: &Lanes| -> Lanes {
            std::array::from_fn(|lane| from[lane] + share * (to[lane] - from[lane]))
        };
        Memory {
            perception: lanes(&from.perception, &to.perception),
            expectation: lanes(&from.expectation, &to.expectation),
            personal: to.personal,
        }
    }

    /// Blocks that hold so many categories beyond the first block.
    pub fn further_blocks(categories: usize) -> usize {
        categories.div_ceil(LANES).saturating_sub(1)
    }
}
