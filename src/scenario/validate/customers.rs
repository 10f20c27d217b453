//! Rules of segments and experience.

use super::names::known_key;
use crate::population::{MOST_SLOTS, slots_to_reserve};
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::schema::{ScenarioSpec, SegmentSpec};
use crate::time::DAYS_PER_MONTH;

/// Tables about customers stand only where there are some, and categories wherever there are.
pub(super) fn presence(spec: &ScenarioSpec, sink: &mut Sink) {
    let root = Path::root();
    if !sink.is_sound(&root.key("segment")) {
        return;
    }
    if !spec.is_bare() {
        if spec.category.is_empty() && sink.is_sound(&root.key("category")) {
            let diagnostic = Diagnostic::new(Code::TooFew, "there are segments, but no [[category]]")
                .why("the satisfaction of customers is made of categories")
                .help("add at least one [[category]] with an importance of 1");
            sink.value(&root.key("category"), diagnostic);
        }
        return;
    }
    let present = [
        ("category", !spec.category.is_empty()),
        ("correlation", !spec.correlation.is_empty()),
        ("touchpoint", !spec.touchpoint.is_empty()),
        ("experience", spec.experience.is_some()),
        ("loyalty", spec.loyalty.is_some()),
        ("survey", spec.survey.is_some()),
        ("market", spec.market.is_some()),
        ("feedback", spec.feedback.is_some()),
        ("programme", !spec.programme.is_empty()),
        ("profile", !spec.profile.is_empty()),
    ];
    for (key, _) in present.iter().filter(|(_, is_present)| *is_present) {
        let path = root.key(key);
        let diagnostic = Diagnostic::new(
            Code::NeedsCustomers,
            format!("`{key}` stands in a scenario without any [[segment]]"),
        )
        .why("a bare operation has no customers, only anonymous arrivals")
        .help(format!("add segments, or leave `{key}` out"));
        sink.key(&path, diagnostic);
    }
    for (index, reason) in spec.reason.iter().enumerate() {
        let path = root.key("reason").item(index, &reason.name);
        for (key, is_present) in
            [("profile", reason.profile.is_some()), ("segment_factors", !reason.segment_factors.is_empty())]
        {
            if is_present && sink.is_sound(&path.key(key)) {
                let message = format!("`{}` stands in a scenario without any [[segment]]", path.key(key));
                let diagnostic = Diagnostic::new(Code::NeedsCustomers, message)
                    .why("a bare operation has no customers, only anonymous arrivals")
                    .help("state the arrivals over the day or week in `arrivals_per_hour`");
                sink.key(&path.key(key), diagnostic);
            }
        }
    }
}

/// No more customers, newcomers included, than there are numbers and memory for.
pub(super) fn number(spec: &ScenarioSpec, sink: &mut Sink) {
    let months = (spec.time.warm_up.0 + spec.time.horizon.0).as_days() / DAYS_PER_MONTH;
    let places = |segment: &SegmentSpec| {
        u64::from(segment.size) + u64::from(slots_to_reserve(segment.newcomers_per_month, months))
    };
    let all: u64 = spec.segment.iter().map(places).sum();
    let path = Path::root().key("segment");
    if all > u64::from(MOST_SLOTS) && sink.is_sound(&path) {
        let message = format!(
            "the segments and their newcomers are up to {all} people, but at most {MOST_SLOTS} are possible"
        );
        let diagnostic = Diagnostic::new(Code::TooMany, message)
            .why("each of them is kept in 128 bytes of memory from the start, and newcomers may be half as many again by chance")
            .help("simulate a sample: fewer people and as many times fewer agents, or a shorter horizon");
        sink.value(&path, diagnostic);
    }
}

/// Weights of memory that leave something for the mean, and reasons that exist.
pub(super) fn experience(spec: &ScenarioSpec, sink: &mut Sink) {
    let Some(experience) = &spec.experience else {
        return;
    };
    let root = Path::root().key("experience");
    let path = root.key("end_share");
    let both = experience.peak_share + experience.end_share;
    if both > 1.0 && sink.is_sound(&path) && sink.is_sound(&root.key("peak_share")) {
        let message = format!(
            "`peak_share` of {} and `end_share` of {} together are above 1",
            experience.peak_share, experience.end_share
        );
        let diagnostic = Diagnostic::new(Code::SumNotOne, message)
            .why("what they leave of 1 is the weight of the mean of all episodes")
            .help("make one of them smaller");
        sink.value(&path, diagnostic);
    }
    let reasons: Vec<&str> = spec.reason.iter().map(|reason| reason.name.as_str()).collect();
    for name in experience.channel_effort.keys() {
        known_key(name, "reason", &reasons, &root.key("channel_effort").key(name), sink);
    }
}
