//! The value of the satisfaction-to-churn effect at which the verdict flips.

use crate::scenario::Scenario;
use crate::scenario::schema::DoubtSpec;

use super::super::arms::Arm;
use super::super::sample::Samples;
use super::cells::Cell;
use super::result::BreakEven;
use super::{Question, money_gain};

/// The input whose break-even is sought.
const CHURN_EFFECT: &str = "loyalty.churn.satisfaction_effect";
/// Multiples of its stated value that are tried besides 1.
const MULTIPLES: [f64; 3] = [0.0, 0.5, 2.0];
/// The same where the scenario states between which ends the effect lies: these are tried in any case, and take the place of
/// the others.
const MULTIPLES_BESIDE_ENDS: [f64; 1] = [0.0];

/// The effect at its stated value, and what it is tried at besides.
pub(super) struct ChurnEffect {
    stated: f64,
    /// Ends that the scenario states, which cells of the table try: the place among these, and the value there.
    ends: Vec<(usize, f64)>,
    /// Values that are tried for the break-even alone.
    further: Vec<f64>,
}

impl ChurnEffect {
    /// The effect whose break-even is sought; `None` where there is none, or no money in which a verdict could flip. `inputs` are tried
    /// at both ends, in cells that follow each other.
    pub fn of(question: &Question, inputs: &[DoubtSpec]) -> Option<ChurnEffect> {
        if !(question.has_customers && question.has_money && question.links.churn) {
            return None;
        }
        let stated = question.scenario.number_at(CHURN_EFFECT).filter(|effect| *effect != 0.0)?;
        let ends = stated_ends(question.scenario, inputs);
        let multiples: &[f64] = if ends.is_empty() { &MULTIPLES } else { &MULTIPLES_BESIDE_ENDS };
        Some(ChurnEffect { stated, ends, further: multiples.iter().map(|by| by * stated).collect() })
    }

    /// The cells in which arms are run for the break-even alone.
    pub fn cells<'a>(&self, arms: &[&'a Arm]) -> Vec<Cell<'a>> {
        self.further.iter().map(|value| Cell::new(CHURN_EFFECT, &value.to_string(), arms)).collect()
    }

    /// Where the verdict flips, from the samples as stated, those of the table's cells and those of its own; `None` without money
    /// in one of them.
    pub fn break_even(
        &self,
        as_stated: &[Samples],
        of_inputs: &[Option<Vec<Samples>>],
        of_further: &[Option<Vec<Samples>>],
    ) -> Option<BreakEven> {
        let at_ends = self.ends.iter().map(|(cell, value)| (value, &of_inputs[*cell]));
        let mut tried = vec![[self.stated, money_gain(as_stated)?]];
        for (value, cell) in at_ends.chain(self.further.iter().zip(of_further)) {
            if let Some(samples) = cell {
                tried.push([*value, money_gain(samples)?]);
            }
        }
        Some(break_even(self.stated, tried))
    }
}

/// The cells in which the effect stands at an end that the scenario states, with its value there.
fn stated_ends(scenario: &Scenario, inputs: &[DoubtSpec]) -> Vec<(usize, f64)> {
    let Some(place) = inputs.iter().position(|input| input.path == CHURN_EFFECT && !input.is_a_fifth())
    else {
        return Vec::new();
    };
    let ends = [&inputs[place].low, &inputs[place].high].into_iter().enumerate();
    let value = |value: &String| {
        let moved = scenario.with_set(&[(CHURN_EFFECT.to_string(), value.clone())]).ok()?;
        moved.number_at(CHURN_EFFECT)
    };
    ends.filter_map(|(end, stated)| Some((2 * place + end, value(stated)?))).collect()
}

/// Where the gain in money crosses zero, from the values of the effect and the gains at them; `stated` is one of them.
fn break_even(stated: f64, mut tried: Vec<[f64; 2]>) -> BreakEven {
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
