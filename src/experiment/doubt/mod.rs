//! Doubt about the inputs, apart from simulation noise: the answer with each doubtful input at its low and its high end, what
//! knowing it would be worth, and the satisfaction-to-churn effect at which the verdict flips.

mod break_even;
mod cells;
mod knowing;
mod prices;
pub(super) mod result;
mod screened;
mod screening;

use std::sync::Arc;

use indexmap::IndexMap;

use crate::journey::{Calibration, Links};
use crate::metrics::Metric;
use crate::scenario::Scenario;
use crate::scenario::schema::DoubtSpec;
use crate::statistics::{Confidence, paired};

use super::arms::Arm;
use super::contrasts::{GAIN, paired_gain};
use super::result::{Difference, Doubt, DoubtRow};
use super::runs::Runs;
use super::sample::Samples;
use super::settings::{Settings, Watch};
use super::verdicts::Threshold;
use break_even::ChurnEffect;
use cells::{Cell, run, samples};
use knowing::{InputStates, value_of_knowing};
pub(super) use prices::OtherPrices;
pub use screened::{Screening, ScreeningRow};
pub(super) use screening::screening;
pub use screening::{ScreeningCost, screening_cost, screening_paths_exist};

/// At most this many inputs are tried: each costs two cells of some arms each.
const MOST_ROWS: usize = 5;
/// At most this many arms besides the baseline stand for choice when knowledge is valued.
const MOST_OPTIONS: usize = 3;

/// What the table is about.
pub(super) struct Question<'a> {
    pub scenario: &'a Scenario,
    pub settings: &'a Settings,
    pub links: Links,
    /// All arms, the baseline first, and their main runs: the first replications are the stated values.
    pub arms: &'a [Arm],
    pub runs: &'a Runs,
    /// What has ridden along with the main runs.
    pub other_prices: &'a OtherPrices,
    /// Position of the arm whose contrast with the baseline is in doubt.
    pub at: usize,
    /// Profit plus customer value against the baseline, one per arm but the baseline.
    pub gains: &'a [Option<Difference>],
    pub calibration: &'a Arc<Calibration>,
    pub thresholds: &'a [Threshold],
    /// Whether the scenario has customers whose churn can depend on satisfaction.
    pub has_customers: bool,
    /// Whether there is money in which a verdict can flip.
    pub has_money: bool,
}

impl Question<'_> {
    /// The arms that stand for choice besides the baseline: the one in doubt first, then those of the highest gain.
    fn options(&self) -> Vec<usize> {
        let mut others: Vec<(usize, f64)> = (1..self.arms.len())
            .filter(|&at| at != self.at)
            .filter_map(|at| Some((at, self.gains.get(at - 1)?.as_ref()?.mean)))
            .collect();
        // The sort is stable: of equal gains the earlier arm stands first.
        others.sort_by(|a, b| b.1.total_cmp(&a.1));
        let best = others.into_iter().map(|(at, _)| at).take(MOST_OPTIONS - 1);
        std::iter::once(self.at).chain(best).collect()
    }
}

/// The table, with what the reader must know of what it lacks. `None` when the run was interrupted before its end.
pub(super) fn doubt(question: &Question, watch: &Watch) -> (Option<Doubt>, Vec<String>) {
    let (inputs, left_out) = tried(question.scenario);
    let mut warnings = Vec::new();
    if left_out > 0 {
        let stated = inputs.len() + left_out;
        warnings.push(format!("only the first {MOST_ROWS} of {stated} doubtful inputs are tried"));
    }
    let effect = ChurnEffect::of(question, inputs);
    let options: Vec<&Arm> = question.options().into_iter().map(|at| &question.arms[at]).collect();
    let mut cells: Vec<Cell> = inputs
        .iter()
        .flat_map(|input| [&input.low, &input.high].map(|value| Cell::new(&input.path, value, &options)))
        .collect();
    cells.extend(effect.iter().flat_map(|effect| effect.cells(&options[..1])));
    if cells.is_empty() {
        return (None, warnings);
    }
    let finished = question.runs.arms[question.at].replications.len() as u64;
    if finished < question.settings.replications {
        warnings
            .push("the table of doubtful inputs is left out, because the run was interrupted".to_string());
        return (None, warnings);
    }
    let replications = question.settings.doubt_replications.min(finished);
    let Some(found) = run(question, &cells, replications, watch) else {
        warnings.push("the table of doubtful inputs was interrupted and is left out".to_string());
        return (None, warnings);
    };
    let (of_inputs, of_effect) = found.split_at(2 * inputs.len());
    let as_stated: Vec<Samples> = std::iter::once(0)
        .chain(question.options())
        .map(|at| samples(&question.runs.arms[at], replications))
        .collect();
    let mut rows = Vec::new();
    let mut known = Vec::new();
    for (input, pair) in inputs.iter().zip(of_inputs.chunks(2)) {
        let [Some(low), Some(high)] = pair else {
            warnings.push(unmoved(input));
            continue;
        };
        let states = [low.as_slice(), &as_stated, high];
        rows.push(row(input, question.thresholds, states));
        known.push(InputStates { path: &input.path, states });
    }
    rows.sort_by(|a, b| b.swing().total_cmp(&a.swing()));
    if rows.is_empty() && found.iter().all(Option::is_none) {
        return (None, warnings);
    }
    let names: Vec<String> = options.iter().map(|arm| arm.name.clone()).collect();
    let doubt = Doubt {
        arm: options[0].name.clone(),
        replications,
        rows,
        value_of_knowing: value_of_knowing(&names, &known),
        break_even_churn_effect: effect
            .and_then(|effect| effect.break_even(&as_stated, of_inputs, of_effect)),
    };
    (Some(doubt), warnings)
}

/// The doubtful inputs that are tried, and how many are not.
fn tried(scenario: &Scenario) -> (&[DoubtSpec], usize) {
    let stated = &scenario.spec().doubt;
    let (inputs, left_out) = stated.split_at(stated.len().min(MOST_ROWS));
    (inputs, left_out.len())
}

fn unmoved(input: &DoubtSpec) -> String {
    let DoubtSpec { path, low, high, .. } = input;
    if input.is_a_fifth() {
        format!(
            "`{path}` is doubtful but cannot be moved by 20 % both ways within its limits: state `low` and `high` in its [[doubt]]"
        )
    } else {
        format!("`{path}` is doubtful but cannot be both \"{low}\" and \"{high}\" within its limits")
    }
}

/// The contrasts of the arm in doubt in three states of an input.
fn row(input: &DoubtSpec, thresholds: &[Threshold], states: [&[Samples]; 3]) -> DoubtRow {
    let gains = states.map(paired_money_gain);
    let (contrasts, standard_errors) = contrasts(thresholds, states);
    DoubtRow {
        path: input.path.clone(),
        why: input.why.clone(),
        low: input.low.clone(),
        high: input.high.clone(),
        contrasts,
        standard_errors,
        gains: all_three(gains.map(|gain| gain.map(|gain| gain.mean))),
        gain_standard_errors: all_three(gains.map(|gain| gain.and_then(|gain| gain.standard_error()))),
    }
}

/// Three figures, unless one is missing.
fn all_three(figures: [Option<f64>; 3]) -> Option<[f64; 3]> {
    let [Some(low), Some(stated), Some(high)] = figures else { return None };
    Some([low, stated, high])
}

/// Profit plus customer value of the arm in doubt, which stands after the baseline, against it.
fn money_gain(samples: &[Samples]) -> Option<f64> {
    paired_money_gain(samples).map(|gain| gain.mean)
}

/// The same with its spread; no interval is used, so its level does not matter.
fn paired_money_gain(samples: &[Samples]) -> Option<paired::Contrast> {
    let [baseline, arm, ..] = samples else { return None };
    paired_gain(arm, baseline, Confidence::NINETY_FIVE)
}

/// By key of the metric, a figure in three states of an input.
type InThreeStates = IndexMap<String, [f64; 3]>;

/// The contrasts of what matters, profit and customer value in three states of an input, and their standard errors.
fn contrasts(thresholds: &[Threshold], states: [&[Samples]; 3]) -> (InThreeStates, InThreeStates) {
    let mut metrics: Vec<Metric> = thresholds.iter().map(|threshold| threshold.entry.metric).collect();
    for metric in GAIN {
        if !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    let (mut means, mut standard_errors) = (InThreeStates::new(), InThreeStates::new());
    for metric in metrics {
        let contrasts = states.map(|samples| {
            let [baseline, arm, ..] = samples else { return None };
            paired::difference(arm.get(metric)?, baseline.get(metric)?, Confidence::NINETY_FIVE)
        });
        let key = || metric.key().to_string();
        let three = all_three(contrasts.map(|contrast| contrast.map(|contrast| contrast.mean)));
        means.extend(three.map(|three| (key(), three)));
        let noise = contrasts.map(|contrast| contrast.and_then(|contrast| contrast.standard_error()));
        standard_errors.extend(all_three(noise).map(|noise| (key(), noise)));
    }
    (means, standard_errors)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::sample::tests::arm;

    #[test]
    fn contrasts_stand_at_lower_stated_and_higher() {
        let of = |profit: f64| Samples::of_total(&arm(&[vec![(Metric::Profit, profit, 1.0)]]));
        let states = [[of(1.0), of(2.0)], [of(1.0), of(3.0)], [of(1.0), of(5.0)]];
        let [low, stated, high] = &states;
        let (contrasts, standard_errors) = contrasts(&[], [low, stated, high]);
        assert_eq!(contrasts["profit"], [1.0, 2.0, 4.0]);
        assert_eq!(contrasts.len(), 1);
        assert!(standard_errors.is_empty(), "one replication tells nothing of noise");
    }

    #[test]
    fn contrasts_have_the_standard_error_of_pairs() {
        let of = |profits: [f64; 2]| {
            Samples::of_total(&arm(&profits.map(|profit| vec![(Metric::Profit, profit, 1.0)])))
        };
        // Differences 2 and 4: mean 3, deviation sqrt(2), over sqrt(2) replications 1.
        let noisy = [of([10.0, 20.0]), of([12.0, 24.0])];
        let still = [of([10.0, 20.0]), of([11.0, 21.0])];
        let (contrasts, standard_errors) = contrasts(&[], [&noisy, &still, &noisy]);
        assert_eq!(contrasts["profit"], [3.0, 1.0, 3.0]);
        let [low, stated, high] = standard_errors["profit"];
        assert!((low - 1.0).abs() < 1e-12 && stated == 0.0 && high == low, "{standard_errors:?}");
    }
}
