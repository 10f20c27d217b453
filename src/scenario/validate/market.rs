//! Rules of contract terms, programmes and the second firm.

use super::names::{known, known_key};
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::schema::{ProgrammeSpec, ScenarioSpec};

/// Programmes and who takes part in them.
pub(super) fn programmes(spec: &ScenarioSpec, sink: &mut Sink) {
    for (index, programme) in spec.programme.iter().enumerate() {
        let path = Path::root().key("programme").item(index, &programme.name);
        entitled(spec, programme, &path.key("segments"), sink);
        served_as(spec, programme, &path.key("served_as"), sink);
    }
}

fn entitled(spec: &ScenarioSpec, programme: &ProgrammeSpec, path: &Path, sink: &mut Sink) {
    let segments: Vec<&str> = spec.segment.iter().map(|segment| segment.name.as_str()).collect();
    for (index, name) in programme.segments.iter().flatten().enumerate() {
        known(name, "segment", &segments, &path.element(index, &serde_json::Value::Null), sink);
    }
}

/// The other reason is not the same one, and both are known.
fn served_as(spec: &ScenarioSpec, programme: &ProgrammeSpec, path: &Path, sink: &mut Sink) {
    let reasons: Vec<&str> = spec.reason.iter().map(|reason| reason.name.as_str()).collect();
    for (from, to) in &programme.served_as {
        let here = path.key(from);
        let is_known = known_key(from, "reason", &reasons, &here, sink);
        if known(to, "reason", &reasons, &here, sink) && is_known && from == to && sink.is_sound(&here) {
            let message = format!("`{here}` is \"{to}\", the reason itself");
            let diagnostic = Diagnostic::new(Code::OwnTarget, message)
                .why("participants are served first by being offered under another reason")
                .help("name a reason with a higher `priority`, or leave the key out");
            sink.value(&here, diagnostic);
        }
    }
}

/// Where the effect above the knee is stated, there is a knee.
pub(super) fn knee(spec: &ScenarioSpec, sink: &mut Sink) {
    let Some(loyalty) = &spec.loyalty else {
        return;
    };
    let path = Path::root().key("loyalty").key("churn").key("effect_above_knee");
    if loyalty.churn.knee.is_none() && loyalty.churn.effect_above_knee > 0.0 && sink.is_sound(&path) {
        let message = format!("`{path}` is {}, but there is no knee", loyalty.churn.effect_above_knee);
        let diagnostic = Diagnostic::new(Code::LoyaltyForm, message)
            .why("without a knee `satisfaction_effect` holds at every satisfaction")
            .help("add `knee`, the satisfaction from which the other effect holds");
        sink.value(&path, diagnostic);
    }
}
