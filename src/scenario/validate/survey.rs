//! Rules of surveys: names that must be known, waves in order and within the horizon.

use serde_json::Value;

use super::names::{known, known_key};
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::durations::Span;
use crate::scenario::path::Path;
use crate::scenario::schema::ScenarioSpec;

/// Names of segments and categories, and the times of the waves.
pub(super) fn survey(spec: &ScenarioSpec, sink: &mut Sink) {
    let Some(survey) = &spec.survey else {
        return;
    };
    if spec.is_bare() {
        return;
    }
    let path = Path::root().key("survey");
    let segments: Vec<&str> = spec.segment.iter().map(|segment| segment.name.as_str()).collect();
    let categories: Vec<&str> = spec.category.iter().map(|category| category.name.as_str()).collect();
    let by_segment = path.key("invited_by_segment");
    for name in survey.invited_by_segment.keys() {
        known_key(name, "segment", &segments, &by_segment.key(name), sink);
    }
    if !survey.invited_by_segment.is_empty()
        && survey.invited_by_segment.values().all(|invited| *invited == 0)
        && sink.is_sound(&by_segment)
    {
        let diagnostic = Diagnostic::new(Code::TooFew, "`survey.invited_by_segment` invites nobody")
            .why("a survey without invitations shows nothing")
            .help("invite at least one customer of some segment, or leave `invited_by_segment` out");
        sink.value(&by_segment, diagnostic);
    }
    let frame = path.key("frame").key("segments");
    for (index, name) in survey.frame.segments.iter().enumerate() {
        known(name, "segment", &segments, &frame.element(index, &Value::Null), sink);
    }
    let left_out = path.key("leave_out");
    for (index, name) in survey.leave_out.iter().enumerate() {
        known(name, "category", &categories, &left_out.element(index, &Value::Null), sink);
    }
    waves(spec, &survey.waves, &path.key("waves"), sink);
}

fn waves(spec: &ScenarioSpec, waves: &[Span], path: &Path, sink: &mut Sink) {
    if !sink.is_sound(path) || !sink.is_sound(&Path::root().key("time")) {
        return;
    }
    for (index, wave) in waves.iter().enumerate() {
        let here = path.element(index, &Value::Null);
        if wave.0 >= spec.time.horizon.0 {
            let message = format!(
                "wave {} of the survey is at {wave}, but the horizon is {} long",
                index + 1,
                spec.time.horizon
            );
            let diagnostic = Diagnostic::new(Code::Waves, message)
                .why("the panel is asked at the end of the horizon in any case")
                .help("leave the wave out, or ask it earlier");
            sink.value(&here, diagnostic);
        } else if index > 0 && waves[index - 1].0 >= wave.0 {
            let message = format!(
                "wave {} of the survey is at {wave}, not after wave {index} at {}",
                index + 1,
                waves[index - 1]
            );
            let diagnostic = Diagnostic::new(Code::Waves, message)
                .why("waves are asked in order of time")
                .help("list the waves in ascending order");
            sink.value(&here, diagnostic);
        }
    }
}
