//! A second firm in the market: a stock of customers and a satisfaction, not people of its own.

use crate::random::math;

/// The second firm as it stands in one week.
#[derive(Clone, Debug, PartialEq)]
pub struct Rival {
    /// Name as in the scenario.
    pub name: String,
    /// Customers at time 0.
    pub customers: u32,
    /// Its customers' satisfaction, 0-100.
    pub satisfaction: f64,
    /// Rise of our customers' log-odds of leaving, and fall of the log of our acquisition, per 10 points by which its
    /// satisfaction rises above the baseline's.
    pub pull: f64,
    /// Share of those who leave us of their own will who go there (0-1).
    pub leavers_share: f64,
    /// Share of our newcomers who come from there, while it has as many customers as at time 0 (0-1).
    pub newcomers_share: f64,
}

impl Rival {
    /// Factor on the odds of leaving us while its satisfaction is this much above the baseline's.
    pub fn pulls(&self, above: f64) -> f64 {
        math::exp(self.pull * above / 10.0)
    }

    /// Newcomers from there for each newcomer from elsewhere, in units of `newcomers_share` and its remainder: what there is
    /// to win grows with its customers.
    fn won(&self, customers: u64) -> f64 {
        self.newcomers_share * customers as f64 / f64::from(self.customers.max(1))
    }

    /// Factor on our acquisition while it has so many customers.
    pub fn supply(&self, customers: u64) -> f64 {
        1.0 - self.newcomers_share + self.won(customers)
    }

    /// Probability that a newcomer comes from there.
    pub fn chance_from_there(&self, customers: u64) -> f64 {
        let supply = self.supply(customers);
        if supply > 0.0 { self.won(customers) / supply } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_there_is_to_win_follows_its_customers() {
        let rival = Rival {
            name: "other".into(),
            customers: 1_000,
            satisfaction: 63.0,
            pull: 0.3,
            leavers_share: 0.8,
            newcomers_share: 0.5,
        };
        assert_eq!((rival.supply(1_000), rival.chance_from_there(1_000)), (1.0, 0.5));
        assert_eq!((rival.supply(0), rival.chance_from_there(0)), (0.5, 0.0));
        assert_eq!(rival.supply(2_000), 1.5);
        assert_eq!(rival.pulls(0.0), 1.0);
        assert!((math::ln(rival.pulls(10.0)) - 0.3).abs() < 1e-12);
        let all = Rival { newcomers_share: 1.0, ..rival };
        assert_eq!((all.supply(0), all.chance_from_there(0)), (0.0, 0.0));
    }
}
