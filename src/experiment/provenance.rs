//! Which program, scenario, seed and command made a result.

use sha2::{Digest, Sha256};

use crate::scenario::Scenario;

use super::result::Provenance;

/// The provenance of results from these scenarios.
pub(crate) fn provenance(scenarios: &[&Scenario], seed: u64, command: String) -> Provenance {
    let names: Vec<&str> = scenarios.iter().map(|scenario| scenario.name()).collect();
    let scenario_sha256 = match scenarios {
        [only] => only.sha256(),
        // Several scenarios are identified by the hash of their hashes, one per line.
        several => {
            let lines: String = several.iter().map(|scenario| scenario.sha256() + "\n").collect();
            Sha256::digest(lines.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
        }
    };
    Provenance {
        version: env!("CARGO_PKG_VERSION").to_string(),
        stream_version: crate::random::STREAM_VERSION,
        scenario: names.join(", "),
        scenario_sha256,
        seed,
        command,
    }
}
