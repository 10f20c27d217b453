//! What happened to the complaints of one segment in one week.

/// Sums over complaints, by the time at which things happen to them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ComplaintWeek {
    /// Complaints opened: their customers decided to complain.
    pub opened: u64,
    /// Complaints solved.
    pub solved: u64,
    /// Complaints that the firm gave up.
    pub unsolved: u64,
    /// Complaints that their customers gave up, or left with.
    pub withdrawn: u64,
    /// Contacts made about complaints, redials and asking again included.
    pub contacts: u64,
    /// Rounds of work in the back office.
    pub rounds: u64,
    /// First responses.
    pub responses: u64,
    /// Complaints that ended without any response.
    pub never_answered: u64,
    /// First responses within the deadline.
    pub responses_in_time: u64,
    /// From the first attempt to the first response, microseconds.
    pub response_time: u64,
    /// Solutions within the deadline.
    pub solved_in_time: u64,
    /// From the first attempt to the solution, microseconds.
    pub solution_time: u64,
    /// Callbacks promised.
    pub promised: u64,
    /// Promised callbacks that did not come.
    pub missed: u64,
    /// Claims.
    pub claims: u64,
    /// Satisfaction before the failure, and after it, summed over complaints opened.
    pub before: f64,
    /// Satisfaction after the failure, summed over complaints opened.
    pub failed: f64,
    /// Opened complaints whose customer was less satisfied after the failure than before.
    pub less_satisfied: u64,
    /// Satisfaction when the complaint was over, summed over those solved and those given up by the firm.
    pub handled: f64,
    /// Of the solved: satisfied more than before the failure.
    pub more_satisfied: u64,
    /// Of the solved: satisfied more than after the failure.
    pub recovered: u64,
    /// Of the solved: with a positive impression of the firm.
    pub positive: u64,
    /// Of the solved: quickly.
    pub quick: u64,
    /// Expected number of those solved quickly who would buy again, and of the others.
    pub willing_quick: f64,
    /// Expected number of those solved, but not quickly, who would buy again.
    pub willing_slow: f64,
    /// Solved complaints whose customers were looked for, and those found.
    pub looked_solved: u64,
    /// Of these, still there.
    pub kept_solved: u64,
    /// The same of complaints that were not solved.
    pub looked_unsolved: u64,
    /// Of these, still there.
    pub kept_unsolved: u64,
    /// Updates, compensation and claims, hundredths of the currency.
    pub cost: u64,
}
