//! What a scenario means before anything is simulated: arms, load against capacity, headcounts after rounding, planned
//! cost. Nothing here draws a random number.

mod figures;
mod load;
mod staffing;

use serde::Serialize;

use crate::journey::{Blueprint, planned_service_cost};
use crate::scenario::{Dose, Scenario};

use super::error::ExperimentError;
use super::planning::Plan;
use super::settings::Settings;

pub use load::LoadHour;
pub use staffing::{StaffingChange, StaffingPeriod, StaffingRow};

/// What a scenario means.
#[derive(Clone, Debug, Serialize)]
pub struct Preview {
    /// Name of the scenario.
    pub scenario: String,
    /// SHA-256 of the effective scenario in canonical form.
    pub scenario_sha256: String,
    /// Length of the discarded beginning.
    pub warm_up: String,
    /// Length of what is measured.
    pub horizon: String,
    /// Customers at the start; 0 for a bare operation.
    pub customers: u64,
    /// Names of the segments.
    pub segments: Vec<String>,
    /// Names of the reasons.
    pub reasons: Vec<String>,
    /// Names of the teams.
    pub teams: Vec<String>,
    /// The arms that `compare` runs.
    pub arms: Vec<ArmPreview>,
    /// Load and capacity of the baseline by hour of the day, means over the week.
    pub load: Vec<LoadHour>,
    /// What each intervention does to headcounts.
    pub staffing: Vec<StaffingChange>,
    /// What every reader must see.
    pub warnings: Vec<String>,
}

/// One arm and its planned cost.
#[derive(Clone, Debug, Serialize)]
pub struct ArmPreview {
    /// Name of the arm.
    pub name: String,
    /// Strength of each intervention in it; 1 is as stated.
    pub strengths: Vec<f64>,
    /// Staff, programme and touchpoint cost in the horizon above the baseline's, as planned: hires for leavers apart, touchpoints of
    /// as many customers as there are at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra_service_cost: Option<f64>,
}

/// Works out what `scenario` means under `settings`.
///
/// # Errors
/// When an arm breaks a limit of the scenario format, or one is asked for that does not exist.
pub fn preview(scenario: &Scenario, settings: &Settings) -> Result<Preview, ExperimentError> {
    let links = settings.links(scenario);
    let plan = Plan::of(scenario, settings)?;
    let baseline = scenario.blueprint(&[], links)?;
    let mut previews = Vec::new();
    for arm in &plan.arms {
        let blueprint = scenario.blueprint(&arm.doses, links)?;
        let cost = planned_service_cost(&blueprint) - planned_service_cost(&baseline);
        previews.push(ArmPreview {
            name: arm.name.clone(),
            strengths: arm.doses.iter().map(|dose| dose.strength).collect(),
            extra_service_cost: baseline.before.money.is_some().then_some(cost),
        });
    }
    let mut staffing = Vec::new();
    let mut alone = Vec::new();
    for (intervention, spec) in scenario.interventions().iter().enumerate() {
        let dose = Dose { intervention, strength: 1.0 };
        let blueprint = scenario.blueprint(&[dose], links)?;
        staffing.extend(staffing::changes(&spec.name, &blueprint));
        alone.push(blueprint);
    }
    let impossible = figures::impossible(scenario.spec(), &baseline, &alone);
    Ok(Preview {
        scenario: scenario.name().to_string(),
        scenario_sha256: scenario.sha256(),
        warm_up: baseline.calendar.warm_up.to_string(),
        horizon: baseline.calendar.horizon.to_string(),
        customers: customers(&baseline),
        segments: baseline.segments.iter().map(|segment| segment.name.clone()).collect(),
        reasons: baseline.before.centre.reasons.iter().map(|reason| reason.name.clone()).collect(),
        teams: baseline.before.centre.teams.iter().map(|team| team.name.clone()).collect(),
        arms: previews,
        load: load::by_hour(&baseline),
        staffing,
        warnings: [scenario.warnings(), plan.warnings, impossible].concat(),
    })
}

fn customers(blueprint: &Blueprint) -> u64 {
    blueprint.segments.iter().map(|segment| u64::from(segment.size)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parse;

    /// Parcels cost 3 each, one a month, and the arm sends them by a better carrier for 5.
    #[test]
    fn the_planned_cost_of_an_arm_has_its_touchpoints() {
        let text = r#"
name = "parcels"
[time]
horizon = "10w"
warm_up = "1w"
[[reason]]
name = "question"
contacts_per_month = 0.1
talk = { dist = "constant", mean = "4m" }
patience = { dist = "exponential", mean = "3m" }
[[team]]
name = "front"
agents = 1
skills = ["question"]
cost_per_hour = 20
[[segment]]
name = "all"
size = 1000
tenure_months = { dist = "uniform", low = 1, high = 40 }
monthly_revenue = { dist = "lognormal", mean = 40, cv = 0.5 }
churn_monthly = 0.02
[[category]]
name = "delivery"
importance = 1.0
expectation = 7.0
touchpoint = { parcel = { speed = 1.0 } }
[[touchpoint]]
name = "parcel"
per_month = 1.0
cost = 3.0
driver = [{ name = "speed", mean = 7.0 }]
[money]
currency = "EUR"
margin = 0.5
[[intervention]]
name = "better carrier"
start_week = 3
one_off_cost = 700
[intervention.set]
"touchpoint.parcel.cost" = 5
"#;
        let scenario = parse(text, "parcels.toml").unwrap_or_else(|mistakes| panic!("{mistakes}"));
        let preview = preview(&scenario, &Settings::default()).unwrap();
        let [baseline, carrier] = preview.arms.as_slice() else { panic!("{:?}", preview.arms) };
        assert_eq!(baseline.extra_service_cost, Some(0.0));
        let months = 8.0 * 7.0 / 30.4375;
        let extra = carrier.extra_service_cost.unwrap();
        assert!((extra - (700.0 + 1_000.0 * 2.0 * months)).abs() < 1e-6, "{extra}");
    }
}
