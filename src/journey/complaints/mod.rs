//! Complaints as a process: each has a file from the moment its customer decides to complain until it is solved, refused or
//! withdrawn.
//!
//! The file is opened by a failed contact, moves with the contacts and the back-office work that follow, and is closed by
//! a solution, by the firm's no, or by the customer, who gives up or leaves. A customer has one open complaint at most:
//! what fails meanwhile is part of it.

mod ending;
mod process;
mod sums;

use std::collections::VecDeque;

use crate::operation::{Request, Slots};
use crate::time::Instant;

pub use sums::ComplaintWeek;

/// An open complaint.
#[derive(Clone, Copy, Debug)]
struct Case {
    /// Number of the issue that the complaint is: the key of its luck.
    issue: u64,
    segment: u32,
    /// Attempt that the next contact about it will have.
    next_attempt: u32,
    /// Attempt under which the customer will ask next; an earlier one is out of date.
    asks_as: u32,
    /// First attempt to complain; [`Instant::NEVER`] before it.
    began_at: Instant,
    /// First response; [`Instant::NEVER`] before it.
    responded_at: Instant,
    /// When the promised callback is due; [`Instant::NEVER`] while none is promised.
    promised_until: Instant,
    /// Satisfaction before the failure that made the complaint, and after it.
    before: f32,
    failed: f32,
    /// Times it was worked on in the back office.
    rounds: u8,
    /// Whether it is being worked on there.
    in_work: bool,
    /// Callbacks missed of which the customer has not spoken yet.
    missed: u8,
    /// Whether the customer has complained before.
    is_second: bool,
}

/// A complaint that is over, until it is looked whether its customer stayed.
#[derive(Clone, Copy, Debug)]
struct Ended {
    slot: u32,
    at: Instant,
    solved: bool,
}

/// The complaints of one run.
#[derive(Clone, Debug)]
pub struct Complaints {
    cases: Slots<Case>,
    ended: VecDeque<Ended>,
    /// Requests that follow what has just happened beside the one that is answered.
    further: Vec<Request>,
    /// Open complaints per segment.
    open: Vec<u64>,
    /// The same at the start of the horizon, and at the end of its last week so far.
    pub open_at_start: Vec<u64>,
    /// The same at the end of the last week of the horizon that has ended.
    pub open_at_end: Vec<u64>,
    segments: usize,
    weeks: Vec<ComplaintWeek>,
}

impl Complaints {
    /// None yet.
    pub fn new(segments: usize, weeks: usize) -> Self {
        Complaints {
            cases: Slots::default(),
            ended: VecDeque::new(),
            further: Vec::new(),
            open: vec![0; segments],
            open_at_start: vec![0; segments],
            open_at_end: vec![0; segments],
            segments,
            weeks: vec![ComplaintWeek::default(); segments * weeks],
        }
    }

    /// The sums of one segment in one week of the horizon.
    pub fn of(&self, segment: usize, week: usize) -> &ComplaintWeek {
        &self.weeks[week * self.segments + segment]
    }

    /// The horizon begins.
    pub fn begin_horizon(&mut self) {
        self.open_at_start.clone_from(&self.open);
        self.open_at_end.clone_from(&self.open);
    }

    /// A week of the horizon ends.
    pub fn end_week(&mut self) {
        self.open_at_end.clone_from(&self.open);
    }

    /// The first segment whose complaints do not add up over the horizon, if any: those open at the start and those opened are
    /// solved, unsolved, withdrawn or open at the end.
    pub fn out_of_balance(&self) -> Option<usize> {
        let weeks = self.weeks.len().checked_div(self.segments).unwrap_or(0);
        (0..self.segments).find(|segment| {
            let mut opened = self.open_at_start[*segment];
            let mut closed = self.open_at_end[*segment];
            for cell in (0..weeks).map(|week| self.of(*segment, week)) {
                opened += cell.opened;
                closed += cell.solved + cell.unsolved + cell.withdrawn;
            }
            opened != closed
        })
    }

    /// Something follows beside what is answered.
    #[inline]
    pub fn push_further(&mut self, request: Request) {
        self.further.push(request);
    }

    /// What follows beside what was answered, one by one.
    #[inline]
    pub fn next_further(&mut self) -> Option<Request> {
        self.further.pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A complaint opened that nobody closes is missed; so is one closed that nobody opened.
    #[test]
    fn a_lost_complaint_is_found() {
        let mut complaints = Complaints::new(2, 3);
        complaints.open_at_start[1] = 2;
        complaints.weeks[1].opened = 1;
        complaints.weeks[3].solved = 1;
        complaints.weeks[5].withdrawn = 1;
        complaints.open_at_end[1] = 1;
        assert_eq!(complaints.out_of_balance(), None);
        complaints.weeks[4].opened = 1;
        assert_eq!(complaints.out_of_balance(), Some(0), "one is lost");
        complaints.weeks[2].unsolved = 1;
        assert_eq!(complaints.out_of_balance(), None);
        complaints.open_at_end[1] = 0;
        assert_eq!(complaints.out_of_balance(), Some(1), "one has vanished from the stock");
    }
}
