//! The canonical form of the effective scenario: defaults filled in, comments gone, keys sorted, one way to write each
//! value. Two files that mean the same have the same form and the same SHA-256.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// The canonical JSON of a value tree.
pub(super) fn json(tree: &Value) -> String {
    sorted(tree).to_string()
}

/// The canonical scenario as TOML, with keys sorted.
pub(super) fn toml(tree: &Value) -> String {
    toml::to_string(&sorted(tree)).unwrap_or_default()
}

/// The SHA-256 of the canonical JSON, in small hexadecimal letters.
pub(super) fn sha256(tree: &Value) -> String {
    let digest = Sha256::digest(json(tree).as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(table) => {
            let mut entries: Vec<(&String, &Value)> =
                table.iter().filter(|(_, value)| !value.is_null()).collect();
            entries.sort_by(|one, other| one.0.cmp(other.0));
            Value::Object(
                entries.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect::<Map<_, _>>(),
            )
        }
        Value::Array(list) => Value::Array(list.iter().map(sorted).collect()),
        value => value.clone(),
    }
}
