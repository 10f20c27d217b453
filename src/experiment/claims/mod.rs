//! The published claims about complaints, loyalty and waiting (C1 to C9), and a measured index (B5), each held against what the model
//! gives.
//!
//! A claim is no law. Some are put in, some are used to calibrate, some contradict each other, some say too little to be tested; what
//! is left may *emerge* from the model, and only such a claim can be met. A claim that is not met is a finding about the
//! claim or the model, no failure of the program. The figures come from scenarios that are part of the program.

mod complaints;
mod figure;
mod halved_wait;
mod measured_index;
mod result;
mod value;

use crate::scenario::{Scenario, parse};

use super::compare::{Outcome, compare};
use super::error::ExperimentError;
use super::settings::{Settings, Watch};

pub use result::{Claim, ClaimFigure, ClaimVerdict, Claims, Role};

/// How the claims are examined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Examine {
    /// Master seed.
    pub seed: u64,
    /// Replications of each arm, 2 or more: intervals need them.
    pub replications: u64,
    /// Threads; never changes a result.
    pub threads: usize,
}

impl Default for Examine {
    fn default() -> Self {
        Examine { seed: 1, replications: 10, threads: crate::parallel::available_threads() }
    }
}

/// Runs the scenarios and says of each claim what the model gives.
///
/// # Errors
/// When there are too few replications, or it was stopped before all scenarios were run.
pub fn examine(examination: &Examine, watch: &Watch) -> Result<Claims, ExperimentError> {
    if examination.replications < 2 {
        let message = "the claims need at least 2 replications, because every figure comes with its interval";
        return Err(ExperimentError::Setting(message.to_string()));
    }
    let complaints = run(COMPLAINTS, complaints::ARMS, examination, watch)?;
    let voice = complaints::value_of_voice(&COMPLAINTS.scenario(), examination, watch)?;
    let waiting = run(ELECTRONICS, halved_wait::ARMS, examination, watch)?;
    let money = run(TELECOM, &[], examination, watch)?;
    let unequal = value::unequal(&TELECOM.scenario(), examination, watch)?;
    let index = run(NETWORK_OPERATOR, &[], examination, watch)?;
    let mut claims = complaints::claims(&complaints, &voice);
    claims.extend(value::claims(&money, &unequal));
    claims.push(halved_wait::claim(&waiting));
    claims.push(measured_index::claim(&NETWORK_OPERATOR.scenario(), &index));
    claims.sort_by(|a, b| a.tag.cmp(&b.tag));
    let Examine { seed, replications, .. } = *examination;
    Ok(Claims {
        version: env!("CARGO_PKG_VERSION").to_string(),
        stream_version: crate::random::STREAM_VERSION,
        seed,
        command: format!("verify --claims --seed {seed} --replications {replications}"),
        claims,
    })
}

/// A scenario that is part of the program.
#[derive(Clone, Copy, Debug)]
struct Shipped {
    file: &'static str,
    text: &'static str,
}

const COMPLAINTS: Shipped = Shipped {
    file: "complaint-handling.toml",
    text: include_str!("../../../scenarios/complaint-handling.toml"),
};
const ELECTRONICS: Shipped = Shipped {
    file: "electronics-after-sales.toml",
    text: include_str!("../../../scenarios/electronics-after-sales.toml"),
};
const TELECOM: Shipped =
    Shipped { file: "telecom-hotline.toml", text: include_str!("../../../scenarios/telecom-hotline.toml") };
const NETWORK_OPERATOR: Shipped = Shipped {
    file: "network-operator-csi.toml",
    text: include_str!("../../../scenarios/network-operator-csi.toml"),
};

impl Shipped {
    /// The scenario; a shipped one is right, which a test holds.
    fn scenario(self) -> Scenario {
        parse(self.text, self.file).unwrap_or_else(|mistakes| panic!("{mistakes}"))
    }
}

/// Runs the baseline of a shipped scenario and the arms named.
fn run(
    shipped: Shipped,
    arms: &[&str],
    examination: &Examine,
    watch: &Watch,
) -> Result<Outcome, ExperimentError> {
    whole(compare(&shipped.scenario(), &settings(examination, arms), watch)?)
}

/// The outcome, unless it was stopped before its end: half of the replications say half of a claim.
fn whole(outcome: Outcome) -> Result<Outcome, ExperimentError> {
    if outcome.interrupted { Err(ExperimentError::NothingFinished) } else { Ok(outcome) }
}

fn settings(examination: &Examine, arms: &[&str]) -> Settings {
    let Examine { seed, replications, threads } = *examination;
    let arms = Some(arms.iter().map(|arm| arm.to_string()).collect());
    Settings { seed, replications, threads, arms, doubt_replications: 0, ..Settings::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_scenarios_are_right_and_have_the_arms_that_are_run() {
        for (shipped, arms) in
            [(COMPLAINTS, complaints::ARMS), (ELECTRONICS, halved_wait::ARMS), (TELECOM, &[] as &[&str])]
        {
            let names: Vec<String> =
                shipped.scenario().interventions().iter().map(|of| of.name.clone()).collect();
            for part in arms.iter().flat_map(|arm| arm.split('+')) {
                assert!(names.iter().any(|name| name == part.trim()), "{part} in {}", shipped.file);
            }
        }
    }

    #[test]
    fn one_replication_gives_no_interval_and_is_refused() {
        let examination = Examine { replications: 1, ..Examine::default() };
        let watch = Watch { cancellation: &Default::default(), progress: &|_| {}, records: None };
        assert!(examine(&examination, &watch).is_err());
    }
}
