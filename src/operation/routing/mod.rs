//! How a free agent picks among the contacts waiting for the agent's skills. One rule per file; priority comes first in
//! every rule, and within one reason contacts are served in order of arrival.

mod longest_wait;
mod preference;

use crate::time::Instant;

/// A rule by which a free agent picks a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The first waiting reason in the order of the team's skills.
    Preference,
    /// The contact that has waited longest over all of the team's skills.
    LongestWait,
}

/// The head of one queue an agent could serve: its priority and since when its first contact waits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head {
    /// Index of the reason.
    pub reason: usize,
    /// Priority of the reason.
    pub priority: f64,
    /// When the first contact of the queue joined it.
    pub since: Instant,
}

impl Rule {
    /// All rules with the word a scenario uses.
    pub const ALL: [(&'static str, Rule); 2] =
        [("preference", Rule::Preference), ("longest_wait", Rule::LongestWait)];

    /// Whether `challenger`, later in the team's order of skills, goes before `best`.
    #[inline]
    pub fn prefers(self, challenger: &Head, best: &Head) -> bool {
        if challenger.priority != best.priority {
            return challenger.priority > best.priority;
        }
        match self {
            Rule::Preference => preference::prefers(challenger, best),
            Rule::LongestWait => longest_wait::prefers(challenger, best),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priority_goes_before_every_rule() {
        let head = |reason, priority, since| Head { reason, priority, since: Instant::micros(since) };
        let (early, late, urgent) = (head(0, 0.0, 10), head(1, 0.0, 20), head(2, 1.0, 30));
        for (_, rule) in Rule::ALL {
            assert!(rule.prefers(&urgent, &early));
            assert!(!rule.prefers(&early, &urgent));
        }
        assert!(!Rule::Preference.prefers(&early, &late), "the order of skills decides");
        assert!(Rule::LongestWait.prefers(&early, &late));
        assert!(!Rule::LongestWait.prefers(&late, &early));
    }
}
