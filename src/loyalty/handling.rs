//! How the firm handles a complaint, and what its customer makes of it.

use crate::random::math;
use crate::time::Duration;

/// The process of complaint handling, as it stands in one week. A complaint is solved by the first contact or worked on in
/// the back office; meanwhile the customer may be promised a callback, hear of progress, and ask again.
#[derive(Clone, Debug, PartialEq)]
pub struct Handling {
    /// Index of the reason under which what the first contact does not solve is worked on; `None`: contacts only.
    pub work: Option<usize>,
    /// Times the work is tried before the customer hears that it cannot be solved (1 or more).
    pub rounds: u8,
    /// Deadline of the first response, from the first attempt to complain on.
    pub respond_within: Duration,
    /// Deadline of the solution, from the first attempt to complain on.
    pub solve_within: Duration,
    /// A solution within this time counts as quick.
    pub quick_within: Duration,
    /// Points (1-10 scale) by which a quick solution lifts the experience.
    pub quick_lift: f64,
    /// A callback promised when a complaint is not solved at once.
    pub callback: PromisedCallback,
    /// Asking again.
    pub chases: Chases,
    /// Progress updates; `None`: there are none.
    pub updates: Option<Updates>,
    /// Apology.
    pub apology: Apology,
    /// Compensation.
    pub compensation: Compensation,
    /// Satisfaction (0-100) from which a customer's impression of the firm counts as positive.
    pub positive_from: f64,
    /// Time after the end of a complaint at which it is looked whether its customer is still there.
    pub kept_after: Duration,
    /// Stated willingness to buy again.
    pub buy_again: BuyAgain,
}

/// A callback promised to those whose complaint is not solved at once. It is kept when the complaint is over by then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PromisedCallback {
    /// Share of customers to whom it is promised (0-1).
    pub share: f64,
    /// Time within which it is promised.
    pub within: Duration,
    /// Points (1-10 scale) by which each missed callback lowers the customer's next experience with the complaint.
    pub missed: f64,
    /// Probability that a missed callback brings a claim.
    pub claim: f64,
    /// Cost of a claim, in the currency of the scenario.
    pub claim_cost: f64,
}

/// When and how readily a customer asks what became of a complaint.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chases {
    /// Silence after which the customer thinks of it.
    pub after: Duration,
    /// Probability that the customer then asks, and the same after a missed callback.
    pub probability: f64,
}

/// News of how a complaint stands, given without being asked. Each ends the customer's silence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Updates {
    /// Time between two of them.
    pub every: Duration,
    /// Cost of each, in the currency of the scenario.
    pub cost: f64,
    /// Points (1-10 scale) by which having been kept informed lifts the experience of the end.
    pub lift: f64,
}

/// An apology at the end of a complaint.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Apology {
    /// Share of complaints that end with one (0-1).
    pub share: f64,
    /// Points (1-10 scale) by which it lifts the experience.
    pub lift: f64,
}

/// A compensation at the end of a complaint, solved or not.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Compensation {
    /// Share of complaints that end with one (0-1).
    pub share: f64,
    /// What each costs, in the currency of the scenario.
    pub amount: f64,
    /// Points (1-10 scale) by which it lifts the experience.
    pub lift: f64,
}

/// Stated willingness to buy again after a complaint was solved: an answer, not an act; it moves nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BuyAgain {
    /// Probability at satisfaction 50.
    pub probability: f64,
    /// Rise of the log-odds per 10 points of satisfaction above 50.
    pub satisfaction_effect: f64,
    /// Rise of the log-odds when it was solved quickly.
    pub quick_effect: f64,
}

impl BuyAgain {
    /// Probability that somebody says yes.
    pub fn willing(&self, satisfaction: f64, quick: bool) -> f64 {
        if self.probability <= 0.0 || self.probability >= 1.0 {
            return self.probability;
        }
        let quick = if quick { self.quick_effect } else { 0.0 };
        let rise = self.satisfaction_effect * (satisfaction - 50.0) / 10.0 + quick;
        math::logistic(math::logit(self.probability) + rise)
    }
}

/// How a complaint ended, as far as its customer's experience goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ending {
    /// Whether it was solved.
    pub solved: bool,
    /// Whether within the time that counts as quick.
    pub quick: bool,
    /// Whether the customer was kept informed.
    pub informed: bool,
    /// Whether there was an apology.
    pub apology: bool,
    /// Whether there was a compensation.
    pub compensation: bool,
    /// Callbacks missed of which the customer has not yet spoken.
    pub missed: u8,
}

impl Handling {
    /// Points (1-10 scale) that the way a complaint ended adds to its experience, beside `recovery` or `double_deviation`.
    pub fn lift(&self, ending: &Ending) -> f64 {
        let when = |holds: bool, points: f64| if holds { points } else { 0.0 };
        when(ending.solved && ending.quick, self.quick_lift)
            + when(ending.informed, self.updates.map_or(0.0, |updates| updates.lift))
            + when(ending.apology, self.apology.lift)
            + when(ending.compensation, self.compensation.lift)
            - f64::from(ending.missed) * self.callback.missed
    }

    /// Whether silence ever lasts long enough for a customer to ask.
    pub fn silence_lasts(&self) -> bool {
        self.updates.is_none_or(|updates| updates.every > self.chases.after)
    }

    /// Updates given in so long a time of waiting.
    pub fn updates_in(&self, waited: Duration) -> u64 {
        match self.updates {
            Some(updates) if updates.every > Duration::ZERO => waited.as_micros() / updates.every.as_micros(),
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handling() -> Handling {
        let day = Duration::DAY;
        let days = |count: u64| Duration::micros(count * day.as_micros());
        Handling {
            work: Some(1),
            rounds: 2,
            respond_within: day,
            solve_within: days(14),
            quick_within: day,
            quick_lift: 0.5,
            callback: PromisedCallback {
                share: 0.8,
                within: days(2),
                missed: 1.5,
                claim: 0.2,
                claim_cost: 40.0,
            },
            chases: Chases { after: days(4), probability: 0.7 },
            updates: Some(Updates { every: days(2), cost: 0.5, lift: 0.25 }),
            apology: Apology { share: 1.0, lift: 0.125 },
            compensation: Compensation { share: 0.3, amount: 20.0, lift: 1.0 },
            positive_from: 60.0,
            kept_after: days(364),
            buy_again: BuyAgain { probability: 0.6, satisfaction_effect: 0.3, quick_effect: 1.0 },
        }
    }

    #[test]
    fn every_part_of_the_handling_counts_once() {
        let handling = handling();
        let bare = Ending {
            solved: true,
            quick: false,
            informed: false,
            apology: false,
            compensation: false,
            missed: 0,
        };
        assert_eq!(handling.lift(&bare), 0.0);
        let all = Ending { quick: true, informed: true, apology: true, compensation: true, ..bare };
        assert_eq!(handling.lift(&all), 0.5 + 0.25 + 0.125 + 1.0);
        assert_eq!(handling.lift(&Ending { solved: false, ..all }), 0.25 + 0.125 + 1.0, "no quick failure");
        assert_eq!(handling.lift(&Ending { missed: 2, ..bare }), -3.0);
    }

    #[test]
    fn updates_come_at_their_times_and_end_silence() {
        let mut handling = handling();
        assert_eq!(handling.updates_in(Duration::micros(5 * Duration::DAY.as_micros())), 2);
        assert!(!handling.silence_lasts());
        handling.updates = None;
        assert_eq!(handling.updates_in(Duration::WEEK), 0);
        assert!(handling.silence_lasts());
    }

    #[test]
    fn who_is_helped_quickly_says_yes_more_often() {
        let BuyAgain { probability, .. } = handling().buy_again;
        let buy = handling().buy_again;
        assert!((buy.willing(50.0, false) - probability).abs() < 1e-12);
        let rise = math::logit(buy.willing(70.0, true)) - math::logit(probability);
        assert!((rise - 1.6).abs() < 1e-12);
        assert_eq!(BuyAgain { probability: 1.0, ..buy }.willing(0.0, false), 1.0);
    }
}
