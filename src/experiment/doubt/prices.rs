//! Doubtful prices: put to the sums of the main runs, which they do not change.

use std::sync::Arc;

use crate::journey::Calibration;
use crate::scenario::Scenario;

use super::super::arms::Arm;
use super::super::runs::{ArmRuns, Ready, Riders};
use super::super::settings::Settings;
use super::cells::Starting;
use super::tried;

/// The arms at the ends of doubtful prices, which ride along with the main runs.
#[derive(Default)]
pub(in super::super) struct OtherPrices {
    /// The input and its value.
    changes: Vec<(String, String)>,
    arms: usize,
    /// All arms of the first change, then those of the next.
    pub riders: Riders,
}

impl OtherPrices {
    /// Those of a scenario's doubtful inputs; a change that breaks a limit in any arm is left out.
    pub fn in_doubt(
        scenario: &Scenario,
        settings: &Settings,
        arms: &[Arm],
        calibration: &Arc<Calibration>,
    ) -> OtherPrices {
        let replications = settings.doubt_replications;
        let riders = Riders { ready: Vec::new(), replications };
        let mut prices = OtherPrices { changes: Vec::new(), arms: arms.len(), riders };
        if arms.len() < 2 || replications == 0 {
            return prices;
        }
        let (inputs, _) = tried(scenario);
        for input in inputs.iter().filter(|of| Starting::after_changing(&of.path) == Starting::AsStated) {
            for value in [&input.low, &input.high] {
                let change = (input.path.clone(), value.clone());
                if let Some(ready) = at(&change, scenario, settings, arms, calibration) {
                    prices.changes.push(change);
                    prices.riders.ready.extend(ready);
                }
            }
        }
        prices
    }

    /// What all arms gave under a change, given what all riders gave; `None` where they have not ridden along.
    pub fn of<'a>(&self, path: &str, value: &str, riders: &'a [ArmRuns]) -> Option<&'a [ArmRuns]> {
        let place =
            self.changes.iter().position(|change| (change.0.as_str(), change.1.as_str()) == (path, value))?;
        let arms = riders.get(place * self.arms..(place + 1) * self.arms)?;
        arms.iter().all(|arm| !arm.replications.is_empty()).then_some(arms)
    }
}

/// The arms under a change.
fn at(
    change: &(String, String),
    scenario: &Scenario,
    settings: &Settings,
    arms: &[Arm],
    calibration: &Arc<Calibration>,
) -> Option<Vec<Ready>> {
    let links = settings.links(scenario);
    let scenario = scenario.with_set(std::slice::from_ref(change)).ok()?;
    let ready = |arm: &Arm| {
        let blueprint = Arc::new(scenario.blueprint(&arm.doses, links).ok()?);
        Some(Ready { blueprint, calibration: Arc::clone(calibration) })
    };
    arms.iter().map(ready).collect()
}
