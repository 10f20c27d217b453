//! What each intervention adds by itself and what several add only together, where every combination was run.

use indexmap::IndexMap;

use crate::metrics::ALL;
use crate::statistics::effects::simple_effect;
use crate::statistics::{Confidence, paired};

use super::arms::{Arm, subsets_by_size};
use super::contrasts::adjust;
use super::result::{Difference, Effect};
use super::sample::{Samples, difference};

/// More interventions than this in one arm have no interaction that anybody could read.
const MOST_FACTORS: usize = 16;

/// The effects of all sets of interventions whose every subset is an arm; p-values adjusted over the effects of each
/// metric. Singles come first, then pairs, and so on.
pub(super) fn effects(
    arms: &[Arm],
    names: &[String],
    samples: &[Samples],
    confidence: Confidence,
) -> Vec<Effect> {
    if names.len() > MOST_FACTORS {
        return Vec::new();
    }
    let by_mask: IndexMap<u32, &Samples> = arms
        .iter()
        .zip(samples)
        .filter(|(arm, _)| arm.is_as_stated())
        .map(|(arm, samples)| (mask(arm), samples))
        .collect();
    let mut effects: Vec<Effect> = subsets_by_size(names.len())
        .into_iter()
        .skip(1)
        .filter_map(|set| {
            let mask = set.iter().fold(0, |mask, at| mask | 1 << at);
            let terms: Option<Vec<(f64, &Samples)>> = simple_effect(mask)
                .into_iter()
                .map(|(arm, coefficient)| Some((coefficient, *by_mask.get(&arm)?)))
                .collect();
            Some(Effect {
                of: set.iter().map(|&at| names[at].clone()).collect(),
                metrics: combinations(&terms?, confidence),
            })
        })
        .collect();
    let mut rows: Vec<_> = effects.iter_mut().map(|effect| &mut effect.metrics).collect();
    adjust(&mut rows);
    effects
}

/// Bit k is set where intervention k is in force.
fn mask(arm: &Arm) -> u32 {
    arm.doses.iter().fold(0, |mask, dose| mask | 1 << dose.intervention)
}

fn combinations(terms: &[(f64, &Samples)], confidence: Confidence) -> IndexMap<String, Difference> {
    ALL.iter()
        .filter_map(|entry| {
            let terms: Option<Vec<_>> = terms
                .iter()
                .map(|(coefficient, samples)| Some((*coefficient, samples.get(entry.metric)?)))
                .collect();
            let contrast = paired::linear_combination(&terms?, confidence)?;
            Some((entry.key.to_string(), difference(contrast)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::arms::{choose, usual};
    use crate::experiment::sample::tests::arm;
    use crate::metrics::Metric;

    fn names() -> Vec<String> {
        vec!["staffing".to_string(), "training".to_string()]
    }

    fn samples(mean: f64) -> Samples {
        let totals: Vec<_> =
            [-0.5, 0.1, 0.4].map(|luck| vec![(Metric::SatisfactionCohort, mean + luck, 1.0)]).into();
        Samples::of_total(&arm(&totals))
    }

    #[test]
    fn an_interaction_is_what_both_give_beyond_the_sum() {
        let arms = usual(&names(), &Default::default());
        let samples = [50.0, 53.0, 52.0, 54.0].map(samples);
        let effects = effects(&arms, &names(), &samples, Confidence::NINETY_FIVE);
        let found: Vec<(Vec<String>, f64)> = effects
            .iter()
            .map(|effect| (effect.of.clone(), effect.metrics["satisfaction_cohort"].mean))
            .collect();
        assert_eq!(found[0], (vec!["staffing".to_string()], 3.0));
        assert_eq!(found[1], (vec!["training".to_string()], 2.0));
        assert_eq!(found[2], (names(), -1.0));
    }

    #[test]
    fn a_set_with_a_missing_subset_has_no_effect() {
        let chosen = ["training".to_string(), "staffing + training".to_string()];
        let arms = choose(&chosen, &names(), &Default::default(), &[]).unwrap();
        let samples = [50.0, 52.0, 54.0].map(samples);
        let effects = effects(&arms, &names(), &samples, Confidence::NINETY_FIVE);
        assert_eq!(effects.len(), 1);
        assert_eq!(effects[0].of, ["training"]);
    }
}
