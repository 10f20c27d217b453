//! First come, first served over all of the team's skills; of two that came in the same instant, the earlier skill.

use super::Head;

pub(super) fn prefers(challenger: &Head, best: &Head) -> bool {
    challenger.since < best.since
}
