//! What the tests of this room share: comparison by relative distance, and a generator of their own, so that they
//! depend on no other room.

/// Fails unless `actual` lies within `tolerance` of `expected`, as a share of `expected` (absolutely where that is 0).
#[track_caller]
pub(super) fn assert_close(actual: f64, expected: f64, tolerance: f64) {
    let scale = if expected == 0.0 { 1.0 } else { expected.abs() };
    let distance = (actual - expected).abs() / scale;
    assert!(distance <= tolerance, "{actual:e} is {distance:e} from {expected:e}, more than {tolerance:e}");
}

/// SplitMix64 (Steele, Lea and Flood 2014): enough for tests at a fixed seed.
pub(super) struct Luck(u64);

impl Luck {
    /// A generator that starts from `seed`.
    pub(super) fn new(seed: u64) -> Self {
        Luck(seed)
    }

    /// A uniform number above 0 and below 1.
    pub(super) fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^= bits >> 31;
        ((bits >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    /// A standard normal number (Box and Muller 1958).
    pub(super) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(self.uniform())).sqrt();
        radius * libm::cos(2.0 * std::f64::consts::PI * self.uniform())
    }
}
