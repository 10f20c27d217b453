//! Who was busy for the smallest share of today's time on duty up to the beginning of the present idle period.

use crate::time::Duration;

/// Share of the periods that are over spent handling: the least is taken; 1 for who has finished none.
#[inline]
pub(in crate::operation) fn score(busy: Duration, on_duty: Duration) -> f64 {
    if on_duty == Duration::ZERO { 1.0 } else { busy.as_micros() as f64 / on_duty.as_micros() as f64 }
}
