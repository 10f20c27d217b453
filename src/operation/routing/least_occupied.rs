//! Who was busy for the smallest share of today's time on duty, the present period included.

use crate::time::Duration;

/// Share of today's time on duty spent handling: the least is taken; 0 at the first moment.
#[inline]
pub(in crate::operation) fn score(busy: Duration, on_duty: Duration) -> f64 {
    if on_duty == Duration::ZERO { 0.0 } else { busy.as_micros() as f64 / on_duty.as_micros() as f64 }
}
