//! Who handles fastest at this moment.

/// Factor on handling time, fatigue at this load (0 to 1) included: the least is taken.
#[inline]
pub(in crate::operation) fn score(handling_time: f64, fatigue: f64, load: f64) -> f64 {
    handling_time * (1.0 + fatigue * load)
}
