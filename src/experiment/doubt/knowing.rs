//! What knowing each doubtful input before choosing would be worth.

use crate::statistics::bootstrap::jackknife;
use crate::statistics::{moments, value_of_information};

use super::super::arms::BASELINE;
use super::super::contrasts::gain_by_replication;
use super::super::result::{KnowingRow, ValueOfKnowing};
use super::super::sample::Samples;

/// One doubtful input: the samples of the baseline and the options in its low, stated and high state.
pub(super) struct InputStates<'a> {
    pub path: &'a str,
    pub states: [&'a [Samples]; 3],
}

/// Gains against the baseline, by replication: `[option][state]`, the baseline itself first.
type Gains = Vec<[Vec<f64>; 3]>;

/// The value of knowing each input, and all of them, to the choice between the baseline and the options; `None` without money or
/// inputs.
pub(super) fn value_of_knowing(options: &[String], inputs: &[InputStates]) -> Option<ValueOfKnowing> {
    let gains: Vec<Gains> = inputs.iter().map(gains).collect::<Option<_>>()?;
    let replications = gains.first()?.first()?[0].len();
    let names: Vec<String> = std::iter::once(BASELINE.to_string()).chain(options.iter().cloned()).collect();
    let mut rows = Vec::new();
    for (input, gains) in inputs.iter().zip(&gains) {
        let (_, chosen) = value_of_information::choices(&means(gains, None))?;
        let value = |without| value_of_information::of_one(&means(gains, without));
        rows.push(KnowingRow {
            path: input.path.to_string(),
            value: value(None),
            standard_error: noise(replications, value),
            chosen: chosen.map(|option| names[option].clone()),
        });
    }
    rows.sort_by(|a, b| b.value.total_cmp(&a.value));
    let of_all = |without| {
        let all: Vec<Vec<[f64; 3]>> = gains.iter().map(|gains| means(gains, without)).collect();
        value_of_information::of_all(&all).unwrap_or(0.0)
    };
    Some(ValueOfKnowing {
        options: names,
        rows,
        all: of_all(None),
        all_standard_error: noise(replications, of_all),
    })
}

/// The gains of all options in the states of an input; `None` where there is no money.
fn gains(input: &InputStates) -> Option<Gains> {
    let options = input.states[0].len();
    let of_option = |option: usize| -> Option<[Vec<f64>; 3]> {
        let [low, stated, high] =
            input.states.map(|samples| gain_by_replication(&samples[option], &samples[0]));
        Some([low?, stated?, high?])
    };
    (0..options).map(of_option).collect()
}

/// Mean gains over the replications but the one left out.
fn means(gains: &Gains, without: Option<usize>) -> Vec<[f64; 3]> {
    let mean = |values: &Vec<f64>| {
        let kept: Vec<f64> = values
            .iter()
            .enumerate()
            .filter(|(at, _)| Some(*at) != without)
            .map(|(_, value)| *value)
            .collect();
        moments::mean(&kept).unwrap_or(0.0)
    };
    gains.iter().map(|[low, stated, high]| [mean(low), mean(stated), mean(high)]).collect()
}

/// Standard error of a figure over replications, by leaving out one at a time; `None` with one replication.
fn noise(replications: usize, figure: impl Fn(Option<usize>) -> f64) -> Option<f64> {
    let figures: Vec<f64> = (0..replications).map(|without| figure(Some(without))).collect();
    jackknife::standard_error(&figures).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::sample::tests::arm;
    use crate::metrics::Metric;

    /// Two replications of profit.
    fn of(profits: [f64; 2]) -> Samples {
        Samples::of_total(&arm(&profits.map(|profit| vec![(Metric::Profit, profit, 1.0)])))
    }

    #[test]
    fn knowledge_is_worth_what_the_better_choices_bring() {
        let state = |gain: f64| [of([10.0, 30.0]), of([10.0 + gain, 30.0 + gain])];
        let (low, stated, high) = (state(-100.0), state(20.0), state(200.0));
        let turns = InputStates { path: "a", states: [&low, &stated, &high] };
        let (poor, rich) = (state(10.0), state(30.0));
        let never = InputStates { path: "b", states: [&poor, &stated, &rich] };
        let found = value_of_knowing(&["train".to_string()], &[never, turns]).unwrap();
        assert_eq!(found.options, [BASELINE, "train"]);
        assert_eq!(found.rows[0].path, "a");
        assert!((found.rows[0].value - 30.0).abs() < 1e-9);
        assert_eq!(found.rows[0].chosen, [BASELINE, "train", "train"]);
        assert_eq!((found.rows[1].value, found.rows[1].standard_error), (0.0, Some(0.0)));
        assert!((found.all - 30.0).abs() < 1e-9);
    }

    #[test]
    fn noise_comes_from_leaving_out_replications() {
        let (low, high) = ([of([0.0, 0.0]), of([-110.0, -90.0])], [of([0.0, 0.0]), of([100.0, 100.0])]);
        let found =
            value_of_knowing(&["a".to_string()], &[InputStates { path: "x", states: [&low, &high, &high] }]);
        let row = &found.unwrap().rows[0];
        // 0.3 x 110 or 0.3 x 90 with one replication left out: they differ by 6, half of which is the standard error.
        assert!((row.value - 30.0).abs() < 1e-9);
        assert!((row.standard_error.unwrap() - 3.0).abs() < 1e-9);
    }

    #[test]
    fn without_money_or_inputs_nothing_is_valued() {
        assert!(value_of_knowing(&[], &[]).is_none());
        let none = [Samples::default(), Samples::default()];
        assert!(
            value_of_knowing(&["a".to_string()], &[InputStates { path: "x", states: [&none, &none, &none] }])
                .is_none()
        );
    }
}
