//! What knowing an uncertain input before choosing would be worth.
//!
//! An input takes one of three states: low, middle and high, the 10th, 50th and 90th percentile of what is believed about it, with
//! the weights 0.3, 0.4 and 0.3 that stand best for a continuous law (the extended Swanson-Megill approximation: Keefer and
//! Bodily 1983). Who knows the state chooses the best option in each; who does not chooses the option that is best in the mean.
//! The difference is the expected value of perfect information (Raiffa and Schlaifer 1961; Howard 1966): no measurement of the
//! input can be worth more to this choice. It is never negative, and 0 where one option is best in every state.

/// The weight of the low, the middle and the high state.
pub const WEIGHTS: [f64; 3] = [0.3, 0.4, 0.3];

/// Most inputs that are taken together: their states multiply.
pub const MOST_INPUTS: usize = 8;

/// The value of knowing one input, from the payoff of each option in its three states.
pub fn of_one(payoffs: &[[f64; 3]]) -> f64 {
    let states = (0..3).map(|state| (WEIGHTS[state], payoffs.iter().map(|of| of[state]).collect()));
    of_states(payoffs.len(), states)
}

/// The value of knowing all inputs, each independent of the others. `payoffs[input][option]` are the payoffs in the states of that
/// input with the others in the middle; departures from the middle add up over inputs (no interaction between inputs).
/// `None` with no input, more than [`MOST_INPUTS`], or inputs that differ in their options.
pub fn of_all(payoffs: &[Vec<[f64; 3]>]) -> Option<f64> {
    let options = payoffs.first()?.len();
    if payoffs.len() > MOST_INPUTS || payoffs.iter().any(|input| input.len() != options) {
        return None;
    }
    let combinations = 3usize.pow(payoffs.len() as u32);
    let states = (0..combinations).map(|combination| {
        let state_of = |input: usize| combination / 3usize.pow(input as u32) % 3;
        let weight = (0..payoffs.len()).map(|input| WEIGHTS[state_of(input)]).product();
        let payoff = |option: usize| {
            let departures =
                payoffs.iter().enumerate().map(|(input, of)| of[option][state_of(input)] - of[option][1]);
            payoffs[0][option][1] + departures.sum::<f64>()
        };
        (weight, (0..options).map(payoff).collect())
    });
    Some(of_states(options, states))
}

/// The option that is best in the mean over the states of one input, and in each of its states: the first of equals.
pub fn choices(payoffs: &[[f64; 3]]) -> Option<(usize, [usize; 3])> {
    let best = |of: &dyn Fn(&[f64; 3]) -> f64| {
        let values: Vec<f64> = payoffs.iter().map(of).collect();
        (0..values.len()).reduce(|best, option| if values[option] > values[best] { option } else { best })
    };
    let mean = best(&|of| (0..3).map(|state| WEIGHTS[state] * of[state]).sum())?;
    Some((mean, [best(&|of| of[0])?, best(&|of| of[1])?, best(&|of| of[2])?]))
}

/// Mean of the best payoffs less the best of the mean payoffs.
fn of_states(options: usize, states: impl Iterator<Item = (f64, Vec<f64>)>) -> f64 {
    let mut means = vec![0.0; options];
    let mut informed = 0.0;
    for (weight, payoffs) in states {
        informed += weight * payoffs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        means.iter_mut().zip(&payoffs).for_each(|(mean, payoff)| *mean += weight * payoff);
    }
    let uninformed = means.into_iter().fold(f64::NEG_INFINITY, f64::max);
    // Rounding alone must not make knowledge harmful; without options there is nothing to know.
    if options == 0 { 0.0 } else { (informed - uninformed).max(0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::assert_close;

    /// Act or not: acting gives -100, 20 or 200. Unknowing one acts, for 0.3 x -100 + 0.4 x 20 + 0.3 x 200 = 38; knowing, one
    /// does not act in the low state, for 8 + 60 = 68.
    #[test]
    fn a_choice_between_two_is_worked_out_by_hand() {
        let payoffs = [[0.0; 3], [-100.0, 20.0, 200.0]];
        assert_close(of_one(&payoffs), 30.0, 1e-12);
        assert_eq!(choices(&payoffs), Some((1, [0, 1, 1])));
    }

    #[test]
    fn nothing_is_gained_where_one_option_is_always_best() {
        assert_eq!(of_one(&[[1.0, 2.0, 3.0], [0.0, 1.0, 2.9]]), 0.0);
        assert_eq!(of_one(&[[1.0, 2.0, 3.0]]), 0.0);
        assert_eq!(of_one(&[]), 0.0);
        assert_eq!(choices(&[]), None);
    }

    /// For a loss that is linear in a normal input the value is sd x loss function (Raiffa and Schlaifer 1961): with a mean of
    /// half a standard deviation, 0.1978 per unit. Three points give it to within 0.05.
    #[test]
    fn three_points_come_near_the_unit_normal_loss() {
        let z90 = 1.281_551_565_544_6;
        for (mean, loss) in [(0.0, 0.398_942), (0.5, 0.197_797)] {
            let value = of_one(&[[0.0; 3], [mean - z90, mean, mean + z90]]);
            assert!((value - loss).abs() < 0.05, "{value} for {loss}");
        }
    }

    #[test]
    fn all_inputs_together_are_worth_at_least_the_best_of_them() {
        let wide = vec![[0.0; 3], [-100.0, 20.0, 200.0]];
        let narrow = vec![[0.0; 3], [10.0, 20.0, 30.0]];
        assert_close(of_all(std::slice::from_ref(&wide)).expect("inputs"), of_one(&wide), 1e-12);
        let both = of_all(&[wide.clone(), narrow.clone()]).expect("inputs");
        assert!(both >= of_one(&wide) && of_one(&narrow) == 0.0);
        // By hand: the sum falls below 0 in the low state of the wide input only, whatever the narrow one does.
        assert_close(both, 30.0, 1e-12);
        // Two inputs that each turn nothing around, but together do.
        let half = vec![[0.0; 3], [-15.0, 20.0, 55.0]];
        assert_close(of_one(&half), 0.3 * 15.0, 1e-12);
        let twice = of_all(&[half.clone(), half]).expect("inputs");
        assert_close(twice, 0.09 * 50.0 + 2.0 * 0.12 * 15.0, 1e-12);
        assert_eq!(of_all(&[]), None);
        assert_eq!(of_all(&[wide, vec![[0.0; 3]]]), None);
    }
}
