//! Rules of programmes, feedback and the knee.

use super::names::{known, known_key, one_name};
use crate::operation::Channel;
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::schema::{FeedbackClassSpec, FeedbackSpec, ProgrammeSpec, ReasonSpec, ScenarioSpec};

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
    all_known(programme.segments.as_ref(), "segment", &segments, path, sink);
}

/// Every name of a list, if there is one, is the name of something.
fn all_known(names: Option<&Vec<String>>, kind: &str, known_names: &[&str], path: &Path, sink: &mut Sink) {
    for (index, name) in names.into_iter().flatten().enumerate() {
        known(name, kind, known_names, &path.element(index, &serde_json::Value::Null), sink);
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

/// Classes of feedback share the contacts, and the back office handles them.
pub(super) fn feedback(spec: &ScenarioSpec, sink: &mut Sink) {
    let Some(feedback) = &spec.feedback else {
        return;
    };
    let root = Path::root().key("feedback").key("class");
    let names: Vec<Option<&str>> = feedback.class.iter().map(|class| Some(class.name.as_str())).collect();
    for (index, class) in feedback.class.iter().enumerate() {
        let path = root.item(index, &class.name);
        one_name("class of feedback", &class.name, &names[..index], index, &path.key("name"), sink);
        deferred(spec, &class.work, "feedback is handled", &path.key("work"), sink);
        let reasons: Vec<&str> = spec.reason.iter().map(|reason| reason.name.as_str()).collect();
        all_known(class.reasons.as_ref(), "reason", &reasons, &path.key("reasons"), sink);
        let segments: Vec<&str> = spec.segment.iter().map(|segment| segment.name.as_str()).collect();
        all_known(class.segments.as_ref(), "segment", &segments, &path.key("segments"), sink);
    }
    let sum = largest_sum_of_shares(spec, feedback);
    if sum > 1.0 + 1e-9 && sink.is_sound(&root) {
        // Sums of decimals are off in the last digits.
        let sum = (sum * 1e9).round() / 1e9;
        let message = format!(
            "the shares of the classes of feedback that one contact can leave sum to {sum}, but they must sum to at \
             most 1"
        );
        let diagnostic = Diagnostic::new(Code::LoyaltyForm, message)
            .why("a contact leaves feedback of one class at most")
            .help("lower the shares");
        sink.value(&root, diagnostic);
    }
}

/// The shares of the classes that one contact can leave, summed: the largest of such sums over reasons and segments.
fn largest_sum_of_shares(spec: &ScenarioSpec, feedback: &FeedbackSpec) -> f64 {
    let is_among =
        |named: &Option<Vec<String>>, name: &String| named.as_ref().is_none_or(|of| of.contains(name));
    let sum = |reason: &String, segment: &String| -> f64 {
        let can = |class: &&FeedbackClassSpec| {
            is_among(&class.reasons, reason) && is_among(&class.segments, segment)
        };
        feedback.class.iter().filter(can).map(|class| class.share).sum()
    };
    let of_reason = |reason: &ReasonSpec| {
        spec.segment.iter().map(|segment| sum(&reason.name, &segment.name)).fold(0.0, f64::max)
    };
    spec.reason.iter().map(of_reason).fold(0.0, f64::max)
}

/// `name` at `path` is a reason for which nobody waits on the line.
pub(super) fn deferred(spec: &ScenarioSpec, name: &str, what: &str, path: &Path, sink: &mut Sink) {
    let reasons: Vec<&str> = spec.reason.iter().map(|reason| reason.name.as_str()).collect();
    if !known(name, "reason", &reasons, path, sink) || !sink.is_sound(path) {
        return;
    }
    let reason = spec.reason.iter().find(|reason| reason.name == name);
    if reason.is_some_and(|reason| reason.channel.0 != Channel::Deferred) {
        let message = format!("`{path}` is \"{name}\", which is not deferred");
        let diagnostic = Diagnostic::new(Code::LoyaltyForm, message)
            .why(format!("{what} in the back office, while its customer does other things"))
            .help("write channel = \"deferred\" in that reason");
        sink.value(path, diagnostic);
    }
}
