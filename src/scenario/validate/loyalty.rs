//! Rules of leaving, complaining and telling others.

use super::market::deferred;
use super::names::known;
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::schema::{ComplaintSpec, LoyaltySpec, ScenarioSpec};

/// Complaints and what leads to them.
pub(super) fn loyalty(spec: &ScenarioSpec, sink: &mut Sink) {
    let Some(loyalty) = &spec.loyalty else {
        return;
    };
    voice_or_exit(loyalty, sink);
    if let Some(complaint) = &loyalty.complaint {
        let path = Path::root().key("loyalty").key("complaint");
        let reasons = reasons(spec);
        known(&complaint.reason, "reason", &reasons, &path.key("reason"), sink);
        work(spec, complaint, &path.key("handling").key("work"), sink);
    }
}

fn reasons(spec: &ScenarioSpec) -> Vec<&str> {
    spec.reason.iter().map(|reason| reason.name.as_str()).collect()
}

/// Somebody who complains does not leave at once, so the two probabilities share what there is; and who is disappointed by
/// a complaint has one that is handled.
fn voice_or_exit(loyalty: &LoyaltySpec, sink: &mut Sink) {
    let exit = Path::root().key("loyalty").key("exit");
    let complains = loyalty.complaint.as_ref().map_or(0.0, |complaint| complaint.probability);
    let leaves = loyalty.exit.after_failure;
    let path = exit.key("after_failure");
    let stated = Path::root().key("loyalty").key("complaint").key("probability");
    if complains + leaves >= 1.0 && sink.is_sound(&path) && sink.is_sound(&stated) {
        let message =
            format!("`{path}` is {leaves} and `{stated}` is {complains}, but together they must be below 1");
        let diagnostic = Diagnostic::new(Code::AboveMost, message)
            .why("after a failed contact a customer complains, leaves or says nothing, and some say nothing")
            .help("lower one of them");
        sink.value(&path, diagnostic);
    }
    let is_process = loyalty.complaint.as_ref().is_some_and(|complaint| complaint.handling.is_some());
    for (key, value) in [
        ("after_unsolved_complaint", loyalty.exit.after_unsolved_complaint),
        ("after_solved_complaint", loyalty.exit.after_solved_complaint),
    ] {
        let path = exit.key(key);
        if value > 0.0 && !is_process && sink.is_sound(&path) {
            let message = format!("`{path}` is {value}, but there is no [loyalty.complaint.handling]");
            let diagnostic = Diagnostic::new(Code::LoyaltyForm, message)
                .why("a complaint ends solved or unsolved only where its handling is a process")
                .help("add [loyalty.complaint.handling], which may stay empty");
            sink.value(&path, diagnostic);
        }
    }
}

/// The back office works on what nobody waits for on the line.
fn work(spec: &ScenarioSpec, complaint: &ComplaintSpec, path: &Path, sink: &mut Sink) {
    let Some(work) = complaint.handling.as_ref().and_then(|handling| handling.work.as_ref()) else {
        return;
    };
    if *work == complaint.reason && sink.is_sound(path) {
        let message = format!("`{path}` is \"{work}\", which is the reason under which complaints are made");
        let diagnostic = Diagnostic::new(Code::LoyaltyForm, message)
            .why("work on a complaint is done in the back office, while its customer does other things")
            .help("name another reason for the work");
        sink.value(path, diagnostic);
        return;
    }
    deferred(spec, work, "work on a complaint is done", path, sink);
}
