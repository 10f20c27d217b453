//! Which arms make up an effect, when every subset of some factors has been tried.
//!
//! Arms are named by a bit mask: bit k is set where factor k is in force, and mask 0 is the baseline. The coefficients
//! go, each with the linearised sample of its arm, into [`super::paired::linear_combination`].

/// Coefficients of the simple effect of the factors in `of`, from the baseline: `(arm, coefficient)` in order of arm.
///
/// For one factor that is arm minus baseline; for {a, b} it is what both give beyond the sum of a alone and b alone,
/// `ab - a - b + baseline`; in general the sum over all subsets T of S of `(-1)^(|S| - |T|)` times arm T (inclusion and
/// exclusion, the Moebius transform of Rota 1964). An empty `of` gives the baseline itself.
pub fn simple_effect(of: u32) -> Vec<(u32, f64)> {
    let mut terms: Vec<(u32, f64)> = subsets(of).map(|arm| (arm, sign(of & !arm))).collect();
    terms.sort_unstable_by_key(|&(arm, _)| arm);
    terms
}

/// Coefficients of the effect of the factors in `of`, averaged over all arms of a full factorial in which the factors
/// of `all` were tried: `(arm, coefficient)` in order of arm.
///
/// A main effect is the mean of the arms with the factor minus the mean of those without; an interaction of two factors
/// is half the difference of one's effect with and without the other. Source: Yates (1937); Box, Hunter and Hunter
/// (2005), *Statistics for Experimenters*, chapter 5. `of` must be part of `all` and not empty, else there is no effect
/// and the answer has no terms.
pub fn average_effect(of: u32, all: u32) -> Vec<(u32, f64)> {
    if of == 0 || of & !all != 0 {
        return Vec::new();
    }
    let arms_per_side = (0..all.count_ones() - 1).fold(1.0, |arms, _| 2.0 * arms);
    let mut terms: Vec<(u32, f64)> = subsets(all).map(|arm| (arm, sign(of & !arm) / arms_per_side)).collect();
    terms.sort_unstable_by_key(|&(arm, _)| arm);
    terms
}

/// All subsets of a mask, itself first and the empty one last.
fn subsets(mask: u32) -> impl Iterator<Item = u32> {
    std::iter::successors(Some(mask), move |&subset| (subset > 0).then(|| (subset - 1) & mask))
}

/// Minus one to the power of the number of factors missing.
fn sign(missing: u32) -> f64 {
    if missing.count_ones().is_multiple_of(2) { 1.0 } else { -1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_effects_start_from_the_baseline() {
        assert_eq!(simple_effect(0b00), [(0b00, 1.0)]);
        assert_eq!(simple_effect(0b10), [(0b00, -1.0), (0b10, 1.0)]);
        assert_eq!(simple_effect(0b11), [(0b00, 1.0), (0b01, -1.0), (0b10, -1.0), (0b11, 1.0)]);
        assert_eq!(simple_effect(0b101), [(0b000, 1.0), (0b001, -1.0), (0b100, -1.0), (0b101, 1.0)]);
        assert_eq!(simple_effect(0b111).iter().map(|&(_, sign)| sign).sum::<f64>(), 0.0);
    }

    #[test]
    fn simple_effects_add_up_to_every_arm() {
        // Arms with made-up values: each is the sum of the simple effects of all its subsets.
        let value = |arm: u32| f64::from((arm * 37 + 11) % 53);
        for arm in 0..16 {
            let rebuilt: f64 = (0..16)
                .filter(|part| part & !arm == 0)
                .flat_map(simple_effect)
                .map(|(arm, coefficient)| coefficient * value(arm))
                .sum();
            assert_eq!(rebuilt, value(arm));
        }
    }

    #[test]
    fn average_effects_are_those_of_box_hunter_and_hunter() {
        // Their pilot plant (temperature, concentration, catalyst): yields in standard order, and the effects printed.
        let yields = [60.0, 72.0, 54.0, 68.0, 52.0, 83.0, 45.0, 80.0];
        let effect =
            |of| -> f64 { average_effect(of, 0b111).iter().map(|&(arm, c)| c * yields[arm as usize]).sum() };
        let effects = [0b001, 0b010, 0b100, 0b011, 0b101, 0b110, 0b111].map(effect);
        assert_eq!(effects, [23.0, -5.0, 1.5, 1.5, 10.0, 0.0, 0.5]);
    }

    #[test]
    fn what_was_not_tried_has_no_effect() {
        assert!(average_effect(0b100, 0b011).is_empty());
        assert!(average_effect(0, 0b011).is_empty());
    }
}
