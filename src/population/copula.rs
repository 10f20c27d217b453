//! Traits that go together: a Gaussian copula by ranks.
//!
//! Each trait is drawn by its own law; the draws are then dealt out among neighbours in the order of correlated normal
//! scores (Iman and Conover 1982). So every trait keeps exactly the values that were drawn, whatever their law, and the
//! dependence is that of the Gaussian copula up to the chance of ranks among 4 096.

use crate::random::Luck;
use crate::statistics::correlation_matrix::factor;

/// A trait that may go together with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trait {
    /// Months with the firm.
    Tenure,
    /// Revenue per month.
    Revenue,
    /// Personal factor on the contact rate.
    ContactRate,
    /// Personal frailty of leaving.
    Frailty,
    /// Personal factor on what word of mouth does.
    Susceptibility,
    /// How high one ticks whatever is asked.
    ResponseStyle,
}

impl Trait {
    /// All traits with the word a scenario uses, in their order.
    pub const ALL: [(&'static str, Trait); 6] = [
        ("tenure_months", Trait::Tenure),
        ("monthly_revenue", Trait::Revenue),
        ("contact_rate", Trait::ContactRate),
        ("frailty", Trait::Frailty),
        ("susceptibility", Trait::Susceptibility),
        ("response_style", Trait::ResponseStyle),
    ];

    /// Number of traits.
    pub const COUNT: usize = Trait::ALL.len();
}

/// Correlated normal scores of all traits of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Copula {
    /// Cholesky factor of the correlation matrix, row by row.
    lower: Vec<Vec<f64>>,
    /// Whether a trait goes together with any other.
    is_joined: [bool; Trait::COUNT],
}

/// The correlations of all pairs of traits as a matrix: 1 on the diagonal, 0 where nothing is stated.
pub fn correlation_matrix(stated: &[(Trait, Trait, f64)]) -> nalgebra::DMatrix<f64> {
    let mut matrix = nalgebra::DMatrix::identity(Trait::COUNT, Trait::COUNT);
    for &(a, b, value) in stated {
        matrix[(a as usize, b as usize)] = value;
        matrix[(b as usize, a as usize)] = value;
    }
    matrix
}

impl Copula {
    /// The copula with these correlations of normal scores; `None` when nothing is stated or they contradict each other.
    pub fn new(stated: &[(Trait, Trait, f64)]) -> Option<Copula> {
        let mut is_joined = [false; Trait::COUNT];
        for &(a, b, _) in stated {
            is_joined[a as usize] = true;
            is_joined[b as usize] = true;
        }
        let lower = factor(&correlation_matrix(stated)).filter(|_| !stated.is_empty())?;
        Some(Copula { lower, is_joined })
    }

    /// Whether the trait goes together with any other.
    pub fn joins(&self, of: Trait) -> bool {
        self.is_joined[of as usize]
    }

    /// The scores of one person.
    pub(super) fn scores(&self, luck: &mut Luck) -> [f64; Trait::COUNT] {
        let independent: [f64; Trait::COUNT] = std::array::from_fn(|_| luck.normal());
        std::array::from_fn(|of| self.lower[of].iter().zip(&independent).map(|(l, z)| l * z).sum())
    }
}

/// Deals `values` out in the order of `scores`: the lowest goes where the lowest score is.
pub(super) fn deal(values: &mut [f64], scores: &[f64], order: &mut Vec<u32>) {
    order.clear();
    order.extend(0..values.len() as u32);
    // Equal scores keep their order, so that the deal depends on nothing else.
    order.sort_by(|a, b| scores[*a as usize].total_cmp(&scores[*b as usize]));
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    for (value, place) in sorted.into_iter().zip(order.iter()) {
        values[*place as usize] = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_dealt_out_in_the_order_of_scores() {
        let mut values = [5.0, 1.0, 9.0, 1.0];
        deal(&mut values, &[0.3, 2.0, -1.0, 0.4], &mut Vec::new());
        assert_eq!(values, [1.0, 9.0, 1.0, 5.0]);
    }

    #[test]
    fn a_copula_needs_correlations_that_can_be() {
        assert!(Copula::new(&[]).is_none());
        let one = Copula::new(&[(Trait::Tenure, Trait::Revenue, 0.5)]).expect("a copula");
        assert!(one.joins(Trait::Tenure) && !one.joins(Trait::Frailty));
        let impossible = [
            (Trait::Tenure, Trait::Revenue, 0.9),
            (Trait::Revenue, Trait::Frailty, 0.9),
            (Trait::Tenure, Trait::Frailty, -0.9),
        ];
        assert!(Copula::new(&impossible).is_none());
    }
}
