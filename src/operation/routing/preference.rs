//! The team's order of skills decides: a later skill never goes before an earlier one.

use super::Head;

pub(super) fn prefers(_challenger: &Head, _best: &Head) -> bool {
    false
}
