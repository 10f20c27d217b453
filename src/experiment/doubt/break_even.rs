//! The value of the satisfaction-to-churn effect at which the verdict flips.

use super::super::result::BreakEven;

/// The input whose break-even is sought.
pub(super) const CHURN_EFFECT: &str = "loyalty.churn.satisfaction_effect";
/// Multiples of its stated value that are tried besides 1.
pub(super) const MULTIPLES: [f64; 3] = [0.0, 0.5, 2.0];
/// The same where the scenario states between which ends the effect lies: these are tried in any case, and take the place of
/// the others.
pub(super) const MULTIPLES_BESIDE_ENDS: [f64; 1] = [0.0];

/// Where the gain in money crosses zero, from the values of the effect and the gains at them; `stated` is one of them.
pub(super) fn break_even(stated: f64, mut tried: Vec<[f64; 2]>) -> BreakEven {
    tried.sort_by(|a, b| a[0].total_cmp(&b[0]));
    BreakEven { path: CHURN_EFFECT.to_string(), stated, flips_at: crossing(&tried), tried }
}

/// Where the second figure first is 0 or changes its sign, by linear interpolation between neighbours.
fn crossing(tried: &[[f64; 2]]) -> Option<f64> {
    tried.windows(2).find_map(|pair| {
        let ([x, y], [next_x, next_y]) = (pair[0], pair[1]);
        if y == 0.0 {
            Some(x)
        } else if (y < 0.0) != (next_y < 0.0) || next_y == 0.0 {
            Some(x + (next_x - x) * y / (y - next_y))
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verdict_flips_where_the_gain_crosses_zero() {
        assert_eq!(crossing(&[[0.0, -10.0], [0.1, 10.0], [0.2, 20.0]]), Some(0.05));
        assert_eq!(crossing(&[[0.0, 4.0], [0.1, 0.0], [0.2, 3.0]]), Some(0.1));
        assert_eq!(crossing(&[[0.0, 0.0], [0.1, 5.0]]), Some(0.0));
        assert_eq!(crossing(&[[0.0, 1.0], [0.1, 10.0]]), None);
        assert_eq!(break_even(0.1, vec![[0.1, 10.0], [0.0, -10.0]]).flips_at, Some(0.05));
    }
}
