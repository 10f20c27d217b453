//! The highest score decides (it stands in [`Head::priority`]); of equals the lower reason, then the earlier contact.

use super::Head;

pub(super) fn prefers(challenger: &Head, best: &Head) -> bool {
    (challenger.reason, challenger.since) < (best.reason, best.since)
}
