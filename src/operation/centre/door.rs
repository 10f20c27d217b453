//! The door of the centre: lines, opening hours, and what happens at closing time.

use crate::operation::centre::QUARTERS_PER_WEEK;
use crate::time::{Calendar, Instant};

/// Limits on how many contacts are in the centre at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Door {
    /// Lines (trunks): contacts by voice in self-service, waiting or in talk at once; a further one is blocked. `None`
    /// means as many as come.
    pub trunks: Option<u32>,
    /// Contacts waiting at once over all reasons; a further one is blocked even when an agent is free. `None` means as many
    /// as come.
    pub queue_limit: Option<u32>,
}

/// When contacts of a reason are taken, and what becomes of those who wait when it closes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Whether the reason is open in each quarter of the week; [`QUARTERS_PER_WEEK`] entries. A contact offered while it is
    /// closed is blocked, unless its channel is deferred: then it waits.
    pub quarters: Vec<bool>,
    /// What becomes of the contacts waiting when it closes.
    pub closing: Closing,
}

/// What becomes of the contacts that wait at closing time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Closing {
    /// They are served as long as agents are on duty.
    #[default]
    ServeOut,
    /// They are cut off: each ends at that moment, with the time it has waited; as blocked, or as answered and not resolved
    /// when it has talked with an agent before it was handed over.
    Clear,
    /// They stay in the queue and are served from the next opening on; until then nobody serves them.
    CarryOver,
}

impl Opening {
    /// Whether the reason is open at `at`.
    #[inline]
    pub fn is_open(&self, calendar: &Calendar, at: Instant) -> bool {
        self.quarters[calendar.quarter_of_week(at) % QUARTERS_PER_WEEK]
    }
}
