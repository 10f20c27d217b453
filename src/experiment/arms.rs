//! Which arms an experiment has: the baseline and the interventions, alone and together.

use std::collections::BTreeSet;

pub use crate::scenario::BASELINE;
use crate::scenario::{Dose, Scenario};
use crate::suggest;

use super::error::ExperimentError;

/// Up to this many interventions all their combinations are run: 16 arms are a morning's reading, 32 are not.
const FULL_FACTORIAL_UP_TO: usize = 4;

/// One arm: which interventions are in force, and how strongly.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// `baseline`, or the interventions joined by ` + `; an arm of equal budget also names the budget.
    pub name: String,
    /// The interventions in scenario order; strength 1 is as stated.
    pub doses: Vec<Dose>,
}

impl Arm {
    /// The arm without interventions.
    pub fn baseline() -> Arm {
        Arm { name: BASELINE.to_string(), doses: Vec::new() }
    }

    /// The arm with the interventions at these positions, as stated.
    fn of(interventions: &[usize], names: &[String]) -> Arm {
        if interventions.is_empty() {
            return Arm::baseline();
        }
        let name = interventions.iter().map(|&at| names[at].as_str()).collect::<Vec<_>>().join(" + ");
        let dose = |&intervention: &usize| Dose { intervention, strength: 1.0 };
        Arm { name, doses: interventions.iter().map(dose).collect() }
    }

    /// Whether every intervention acts as stated.
    pub fn is_as_stated(&self) -> bool {
        self.doses.iter().all(|dose| dose.strength == 1.0)
    }

    /// The names of its interventions.
    pub fn interventions(&self, scenario: &Scenario) -> Vec<String> {
        let name = |dose: &Dose| scenario.interventions()[dose.intervention].name.clone();
        self.doses.iter().map(name).collect()
    }
}

/// Pairs of interventions, by their places, of which no arm has both: [`Scenario::alternatives`].
pub type Alternatives = BTreeSet<[usize; 2]>;

/// The first two of an arm's interventions that are alternatives.
fn clash(set: &[usize], alternatives: &Alternatives) -> Option<[usize; 2]> {
    alternatives.iter().copied().find(|pair| pair.iter().all(|one| set.contains(one)))
}

/// The usual arms of a scenario with these interventions: the baseline, each alone, then all combinations by size when
/// there are at most four, else all together; without those that would have two alternatives.
pub fn usual(names: &[String], alternatives: &Alternatives) -> Vec<Arm> {
    let count = names.len();
    let mut sets = if count <= FULL_FACTORIAL_UP_TO {
        subsets_by_size(count)
    } else {
        let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
        sets.extend((0..count).map(|at| vec![at]));
        sets.push((0..count).collect());
        sets
    };
    sets.retain(|set| clash(set, alternatives).is_none());
    sets.iter().map(|set| Arm::of(set, names)).collect()
}

/// All subsets of `0..count`, smaller first, then in dictionary order.
pub(super) fn subsets_by_size(count: usize) -> Vec<Vec<usize>> {
    let member = |mask: usize| (0..count).filter(|at| mask >> at & 1 == 1).collect();
    let mut sets: Vec<Vec<usize>> = (0..1_usize << count).map(member).collect();
    sets.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    sets
}

/// The arms asked for by name, in scenario order whatever the order of asking, the baseline always first.
///
/// A name is `baseline`, interventions joined by `+` in any order, or the name of one of `extra` (equal budget).
pub fn choose(
    asked: &[String],
    names: &[String],
    alternatives: &Alternatives,
    extra: &[Arm],
) -> Result<Vec<Arm>, ExperimentError> {
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    let mut chosen_extra = vec![false; extra.len()];
    let mut refused = Vec::new();
    for text in asked {
        let text = text.trim();
        if let Some(at) = extra.iter().position(|arm| arm.name == text) {
            chosen_extra[at] = true;
        } else if text != BASELINE {
            let set = interventions_of(text, names, extra, &mut refused);
            if let Some(pair) = clash(&set, alternatives) {
                let pair = pair.map(|at| names[at].clone());
                refused.push(ExperimentError::Alternatives { asked: text.to_string(), pair });
            }
            sets.push(set);
        }
    }
    if refused.len() > 1 {
        return Err(ExperimentError::Several(refused));
    }
    if let Some(only) = refused.pop() {
        return Err(only);
    }
    sets.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    sets.dedup();
    let mut arms: Vec<Arm> = sets.iter().map(|set| Arm::of(set, names)).collect();
    let chosen = extra.iter().zip(chosen_extra).filter(|(_, chosen)| *chosen);
    arms.extend(chosen.map(|(arm, _)| arm.clone()));
    Ok(arms)
}

/// The positions of the interventions named in `text`, sorted, each once; what names none is told to `refused`.
fn interventions_of(
    text: &str,
    names: &[String],
    extra: &[Arm],
    refused: &mut Vec<ExperimentError>,
) -> Vec<usize> {
    let mut set = Vec::new();
    for part in text.split('+') {
        let part = part.trim();
        match names.iter().position(|name| name == part) {
            Some(at) => set.push(at),
            None => refused.push(unknown(part, names, extra)),
        }
    }
    set.sort_unstable();
    set.dedup();
    set
}

fn unknown(asked: &str, names: &[String], extra: &[Arm]) -> ExperimentError {
    let mut known: Vec<&str> = vec![BASELINE];
    known.extend(names.iter().map(String::as_str));
    known.extend(extra.iter().map(|arm| arm.name.as_str()));
    let closest = suggest::nearest(asked, known.iter().copied()).map(str::to_string);
    ExperimentError::UnknownArm { asked: asked.to_string(), known: known.join(", "), closest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_string).collect()
    }

    fn none() -> Alternatives {
        Alternatives::new()
    }

    #[test]
    fn no_arm_has_two_alternatives() {
        let alternatives = Alternatives::from([[0, 1], [1, 3]]);
        assert_eq!(
            called(&usual(&names("a b c d"), &alternatives)),
            ["baseline", "a", "b", "c", "d", "a + c", "a + d", "b + c", "c + d", "a + c + d"]
        );
        assert_eq!(
            called(&usual(&names("a b c d e"), &alternatives)),
            ["baseline", "a", "b", "c", "d", "e"],
            "all together would have both"
        );
        let asked = ["c + b".to_string(), "d+b".to_string()];
        let refused = choose(&asked, &names("a b c d"), &alternatives, &[]).unwrap_err().to_string();
        assert!(refused.contains("`b` and `d`") && refused.contains("\"d+b\""), "{refused}");
        assert_eq!(choose(&asked[..1], &names("a b c d"), &alternatives, &[]).unwrap().len(), 2);
    }

    fn called(arms: &[Arm]) -> Vec<&str> {
        arms.iter().map(|arm| arm.name.as_str()).collect()
    }

    #[test]
    fn up_to_four_interventions_are_combined_in_full() {
        assert_eq!(
            called(&usual(&names("a b c"), &none())),
            ["baseline", "a", "b", "c", "a + b", "a + c", "b + c", "a + b + c"]
        );
        assert_eq!(usual(&names("a b c d"), &none()).len(), 16);
        assert_eq!(called(&usual(&[], &none())), ["baseline"]);
    }

    #[test]
    fn more_than_four_are_run_alone_and_all_together() {
        assert_eq!(
            called(&usual(&names("a b c d e"), &none())),
            ["baseline", "a", "b", "c", "d", "e", "a + b + c + d + e"]
        );
    }

    #[test]
    fn chosen_arms_stand_in_scenario_order_whatever_the_order_of_asking() {
        let all = names("a b c");
        let forward = choose(&names("c c+a b"), &all, &none(), &[]).unwrap();
        let backward = choose(&names("b a+c c c baseline"), &all, &none(), &[]).unwrap();
        assert_eq!(forward, backward);
        assert_eq!(called(&forward), ["baseline", "b", "c", "a + c"]);
    }

    #[test]
    fn all_arms_that_there_are_not_are_told_at_once() {
        let error =
            choose(&names("stafing c+d staffing"), &names("staffing training"), &none(), &[]).unwrap_err();
        let told = error.to_string();
        assert_eq!(told.matches("error: there is no arm").count(), 3, "{told}");
        assert_eq!(told.matches("help: ").count(), 3, "{told}");
    }

    #[test]
    fn an_unknown_arm_is_told_with_the_likeliest_meaning() {
        let error = choose(&names("stafing"), &names("staffing training"), &none(), &[]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "error: there is no arm \"stafing\"; did you mean \"staffing\"?\n  \
             help: the arms are made of: baseline, staffing, training"
        );
    }
}
