//! Loyalty programmes: points, discounts, tiers, priority service.

use crate::random::math;

/// A programme as it stands in one week. Who is entitled takes part or not for good, by one number drawn per person, so that
/// more participation adds people and takes nobody out.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    /// Name as in the scenario.
    pub name: String,
    /// Whether each segment is entitled.
    pub segments: Vec<bool>,
    /// Share of those entitled who take part (0-1).
    pub participation: f64,
    /// Monthly revenue, in hundredths of the currency, from which one is entitled.
    pub from_revenue: u32,
    /// Months with the firm from which one is entitled.
    pub from_months: f64,
    /// Cost of a participant and month, in the currency of the scenario.
    pub cost_per_month: f64,
    /// Share of the bill that participants are spared.
    pub discount: f64,
    /// Share of what participants pay that they get back in points.
    pub reward: f64,
    /// Rise of what participants buy, as a share.
    pub spending: f64,
    /// Fall of the participants' log-odds of leaving.
    pub leaving_effect: f64,
    /// For each reason (first) the one (second) under which participants' contacts are offered instead.
    pub served_as: Vec<(usize, usize)>,
}

/// Who may take part in a programme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Index of the segment.
    pub segment: usize,
    /// Months with the firm.
    pub tenure_months: f64,
    /// Revenue per month without programmes, hundredths of the currency.
    pub monthly_revenue: u32,
}

/// What a month with a customer comes to, programmes included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dealings {
    /// Paid by the customer, hundredths of the currency.
    pub revenue: u32,
    /// Cost of programmes, hundredths of the currency.
    pub programme_cost: u32,
    /// Factor on the odds of leaving.
    pub odds_factor: f64,
    /// Programmes the customer takes part in.
    pub programmes: u32,
}

impl Dealings {
    /// Without any programme.
    #[inline]
    pub fn plain(monthly_revenue: u32) -> Dealings {
        Dealings { revenue: monthly_revenue, programme_cost: 0, odds_factor: 1.0, programmes: 0 }
    }

    /// With those of `programmes` in which the customer takes part; `uniform` gives the person's number for each.
    pub fn with(programmes: &[Programme], of: &Candidate, uniform: impl Fn(usize) -> f64) -> Dealings {
        let mut dealings = Dealings::plain(of.monthly_revenue);
        let (mut revenue, mut cost, mut effect) = (f64::from(of.monthly_revenue), 0.0, 0.0);
        for (index, programme) in programmes.iter().enumerate() {
            if programme.has(of, uniform(index)) {
                revenue *= (1.0 + programme.spending) * (1.0 - programme.discount);
                cost += 100.0 * programme.cost_per_month + programme.reward * revenue;
                effect += programme.leaving_effect;
                dealings.programmes += 1;
            }
        }
        if dealings.programmes > 0 {
            dealings.revenue = revenue.round_ties_even() as u32;
            dealings.programme_cost = cost.round_ties_even() as u32;
            dealings.odds_factor = math::exp(-effect);
        }
        dealings
    }
}

impl Programme {
    /// Whether somebody with this number takes part.
    #[inline]
    pub fn has(&self, of: &Candidate, uniform: f64) -> bool {
        uniform < self.participation
            && self.segments[of.segment]
            && of.monthly_revenue >= self.from_revenue
            && of.tenure_months >= self.from_months
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold() -> Programme {
        Programme {
            name: "gold".into(),
            segments: vec![false, true],
            participation: 0.4,
            from_revenue: 3_000,
            from_months: 12.0,
            cost_per_month: 0.5,
            discount: 0.1,
            reward: 0.05,
            spending: 0.2,
            leaving_effect: 0.7,
            served_as: Vec::new(),
        }
    }

    const SOMEBODY: Candidate = Candidate { segment: 1, tenure_months: 12.0, monthly_revenue: 5_000 };

    #[test]
    fn entitled_are_those_of_the_segment_with_revenue_and_tenure() {
        let gold = gold();
        assert!(gold.has(&SOMEBODY, 0.399));
        assert!(!gold.has(&SOMEBODY, 0.4));
        for other in [
            Candidate { segment: 0, ..SOMEBODY },
            Candidate { tenure_months: 11.9, ..SOMEBODY },
            Candidate { monthly_revenue: 2_999, ..SOMEBODY },
        ] {
            assert!(!gold.has(&other, 0.0));
        }
    }

    #[test]
    fn a_participant_buys_more_pays_less_and_costs() {
        let dealings = Dealings::with(&[gold()], &SOMEBODY, |_| 0.0);
        // 50 x 1.2 x 0.9 = 54; half a unit of cost and 5 % of 54 in points.
        assert_eq!((dealings.revenue, dealings.programme_cost), (5_400, 50 + 270));
        assert!((dealings.odds_factor - math::exp(-0.7)).abs() < 1e-15);
        assert_eq!(Dealings::with(&[gold()], &SOMEBODY, |_| 0.9), Dealings::plain(5_000));
        let twice = Dealings::with(&[gold(), gold()], &SOMEBODY, |_| 0.0);
        assert_eq!((twice.programmes, twice.revenue), (2, 5_832));
    }
}
