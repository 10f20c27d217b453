//! The order in which the arms of a replication run, so that one goes on from where it parts from the one before it.

use std::sync::Arc;

use super::runs::Ready;

/// One run of each replication.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// The arms whose facts it gives: several where they differ in prices alone.
    pub arms: Vec<usize>,
    /// Weeks of the horizon after which its state is kept for the next run.
    pub resume_after: Option<usize>,
}

impl Ready {
    /// Whether runs of both are the same until the end of the warm-up.
    pub fn begins_like(&self, other: &Ready) -> bool {
        let (own, others) = (&self.blueprint.before, &other.blueprint.before);
        Arc::ptr_eq(&self.calibration, &other.calibration) && (Arc::ptr_eq(own, others) || own == others)
    }

    /// Whether a run of this arm gives the facts of the other too.
    fn runs_like(&self, other: &Ready) -> bool {
        Arc::ptr_eq(&self.calibration, &other.calibration)
            && self.blueprint.differs_in_prices_alone(&other.blueprint)
    }

    /// Weeks of the horizon in which runs of both are the same run, at least one.
    fn weeks_shared_with(&self, other: &Ready) -> Option<usize> {
        let is_alike = Arc::ptr_eq(&self.calibration, &other.calibration);
        let weeks = if is_alike { self.blueprint.weeks_shared_with(&other.blueprint) } else { None };
        weeks.filter(|weeks| *weeks > 0)
    }
}

/// The runs that give the facts of all arms, in their order. Where `share` does not allow it, every arm has a run of its own from
/// the first week on. Otherwise, as long as arms are left, the first of them runs and its state is kept at one border of a week:
/// all arms that are the same run until then come next and go on from that state. Of all borders it is the one at which most
/// weeks are saved, those before it times the arms that go on there.
pub(super) fn turns(arms: &[Ready], share: bool) -> Vec<Turn> {
    if !share {
        return (0..arms.len()).map(|arm| Turn { arms: vec![arm], resume_after: None }).collect();
    }
    let mut left = runs_at_prices(arms);
    let mut turns: Vec<Turn> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let first = left.remove(0);
        let shared = |run: &Vec<usize>| arms[first[0]].weeks_shared_with(&arms[run[0]]);
        let all: Vec<Option<usize>> = left.iter().map(shared).collect();
        let saved = |weeks: &usize| weeks * all.iter().filter(|shared| **shared >= Some(*weeks)).count();
        let resume_after = all.iter().flatten().copied().max_by_key(saved);
        let follows = |shared: &Option<usize>| resume_after.is_some() && *shared >= resume_after;
        turns.push(Turn { arms: first, resume_after });
        let (following, others): (Vec<_>, Vec<_>) =
            left.into_iter().zip(&all).partition(|(_, shared)| follows(shared));
        turns.extend(following.into_iter().map(|(arms, _)| Turn { arms, resume_after: None }));
        left = others.into_iter().map(|(run, _)| run).collect();
    }
    turns
}

/// The arms that one run serves, for each run.
fn runs_at_prices(arms: &[Ready]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for (at, arm) in arms.iter().enumerate() {
        match runs.iter_mut().find(|run| arms[run[0]].runs_like(arm)) {
            Some(run) => run.push(at),
            None => runs.push(vec![at]),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::{Calibration, Links};
    use crate::scenario::{Dose, parse};

    /// One change comes after five weeks, one after four, another begins at once, and a price is no change.
    #[test]
    fn an_arm_whose_change_comes_later_follows_the_arm_without_it() {
        let text = r#"
name = "two changes"
[time]
horizon = "12w"
[[reason]]
name = "call"
arrivals_per_hour = 20.0
talk = { dist = "exponential", mean = "2m" }
[[team]]
name = "agents"
agents = 3
skills = ["call"]
cost_per_hour = 20
[[intervention]]
name = "more"
set = { "team.agents.agents" = { value = "+1", delay = "5w" } }
[[intervention]]
name = "quicker"
set = { "reason.call.talk.mean" = "-10%" }
[[intervention]]
name = "dearer"
set = { "team.agents.cost_per_hour" = "+5" }
[[intervention]]
name = "longer"
set = { "reason.call.talk.mean" = { value = "+10%", delay = "4w" } }
"#;
        let scenario = parse(text, "two-changes.toml").unwrap();
        let calibration = Arc::new(Calibration::default());
        let dose = |intervention: &usize| Dose { intervention: *intervention, strength: 1.0 };
        let ready = |interventions: &[usize]| {
            let doses: Vec<Dose> = interventions.iter().map(dose).collect();
            let blueprint = Arc::new(scenario.blueprint(&doses, Links::CLOSED).unwrap());
            Ready { blueprint, calibration: Arc::clone(&calibration) }
        };
        let mut arms = vec![ready(&[]), ready(&[1]), ready(&[0]), ready(&[2]), ready(&[0, 1])];
        let turn = |arms: &[usize], resume_after| Turn { arms: arms.to_vec(), resume_after };
        let wanted = [turn(&[0, 3], Some(5)), turn(&[2], None), turn(&[1], Some(5)), turn(&[4], None)];
        assert_eq!(turns(&arms, true), wanted);
        // Of the baseline the state after four weeks serves two.
        arms.push(ready(&[3]));
        let both = [
            turn(&[0, 3], Some(4)),
            turn(&[2], None),
            turn(&[5], None),
            turn(&[1], Some(5)),
            turn(&[4], None),
        ];
        assert_eq!(turns(&arms, true), both);
        assert!(turns(&arms, false).iter().all(|turn| turn.arms.len() == 1 && turn.resume_after.is_none()));
    }
}
