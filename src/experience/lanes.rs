//! Arithmetic on the values of eight categories at once: no branches, and the compiler does several with one instruction.

use crate::experience::memory::Lanes;

/// The smaller number, as one instruction.
#[inline(always)]
pub(super) fn lower(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// The larger number, as one instruction.
#[inline(always)]
pub(super) fn upper(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// Held to the scale of 1 to 10.
#[inline(always)]
pub(super) fn on_scale(value: f32) -> f32 {
    lower(upper(value, 1.0), 10.0)
}

/// Sum in a fixed order that lets neighbouring lanes be added at once.
#[inline(always)]
pub(super) fn sum(lanes: Lanes) -> f32 {
    let quarter = |at: usize| lanes[at] + lanes[at + 4];
    (quarter(0) + quarter(2)) + (quarter(1) + quarter(3))
}
