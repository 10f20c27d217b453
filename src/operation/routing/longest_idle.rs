//! Who has been free for longest: the first in the line of the idle, which is in the order of becoming free.

/// Place in the line of who is taken, of so many.
#[inline]
pub(in crate::operation) fn place(idle: usize) -> Option<usize> {
    (idle > 0).then_some(0)
}
