//! Rules of correlations between traits.

use super::names::known;
use crate::population::{Trait, correlation_matrix};
use crate::scenario::build;
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::schema::{CorrelationSpec, ScenarioSpec};
use crate::statistics::correlation_matrix::contradiction;

/// Pairs of two traits, each stated once, which do not contradict each other in any segment.
pub(super) fn correlations(spec: &ScenarioSpec, sink: &mut Sink) {
    let list = Path::root().key("correlation");
    let segments: Vec<&str> = spec.segment.iter().map(|segment| segment.name.as_str()).collect();
    let mut are_pairs = sink.is_sound(&list);
    for (index, correlation) in spec.correlation.iter().enumerate() {
        let path = element(&list, index);
        for (number, name) in correlation.segments.iter().flatten().enumerate() {
            known(name, "segment", &segments, &path.key("segments").item(number, name), sink);
        }
        are_pairs &= is_pair(correlation, &path, sink);
    }
    if !are_pairs {
        return;
    }
    for (index, segment) in segments.iter().enumerate() {
        let stated = build::correlations(spec, segment);
        if let Some(twice) = stated_twice(&stated) {
            let message = format!(
                "the correlation of {} and {} is stated twice for the segment \"{segment}\"",
                word(twice.0),
                word(twice.1)
            );
            let diagnostic = Diagnostic::new(Code::DuplicateName, message)
                .why("which of the two is meant cannot be known")
                .help("keep one of them, or name different segments in `segments`");
            sink.value(&list, diagnostic);
            return;
        }
        let is_told = segments[..index].iter().any(|earlier| build::correlations(spec, earlier) == stated);
        if !is_told {
            consistent(&stated, segment, &list, spec, sink);
        }
    }
}

fn element(list: &Path, index: usize) -> Path {
    list.element(index, &serde_json::Value::Null)
}

fn word(of: Trait) -> &'static str {
    Trait::ALL.iter().find(|(_, found)| *found == of).map_or("", |(word, _)| word)
}

fn is_pair(correlation: &CorrelationSpec, path: &Path, sink: &mut Sink) -> bool {
    let here = path.key("of");
    if !sink.is_sound(&here) {
        return false;
    }
    if matches!(correlation.of[..], [a, b] if a != b) {
        return true;
    }
    let message =
        format!("`{here}` names {} traits, but a correlation is of two different ones", correlation.of.len());
    let message =
        if correlation.of.len() == 2 { format!("`{here}` names the same trait twice") } else { message };
    let diagnostic = Diagnostic::new(Code::Correlation, message)
        .why("a correlation says how two traits go together")
        .help("of = [\"tenure_months\", \"monthly_revenue\"]");
    sink.value(&here, diagnostic);
    false
}

fn stated_twice(stated: &[(Trait, Trait, f64)]) -> Option<(Trait, Trait)> {
    let same = |a: &(Trait, Trait, f64), b: &(Trait, Trait, f64)| {
        (a.0, a.1) == (b.0, b.1) || (a.0, a.1) == (b.1, b.0)
    };
    let earlier = |index: usize| stated[..index].iter().any(|other| same(other, &stated[index]));
    (0..stated.len()).find(|index| earlier(*index)).map(|index| (stated[index].0, stated[index].1))
}

/// Tells which pair keeps the correlations of a segment from being possible.
fn consistent(
    stated: &[(Trait, Trait, f64)],
    segment: &str,
    list: &Path,
    spec: &ScenarioSpec,
    sink: &mut Sink,
) {
    let Some(found) = contradiction(&correlation_matrix(stated)) else {
        return;
    };
    let (a, b) = (Trait::ALL[found.pair.0].1, Trait::ALL[found.pair.1].1);
    let is_of = |of: &CorrelationSpec| {
        of.of.iter().all(|word| word.0 == a || word.0 == b)
            && of.segments.as_ref().is_none_or(|named| named.iter().any(|name| name == segment))
    };
    let value = stated.iter().find(|of| (of.0, of.1) == (a, b) || (of.0, of.1) == (b, a));
    let (low, high) = found.allowed;
    let short = |number: f64| (number * 1e3).round() / 1e3;
    let stated = match value {
        Some((.., value)) => format!("is {value}"),
        None => "is not stated, which means 0".to_string(),
    };
    let message = format!(
        "the correlations contradict each other in the segment \"{segment}\": that of {} and {} {stated}, but the others \
         leave it only between {} and {}",
        word(a),
        word(b),
        short(low),
        short(high)
    );
    let diagnostic = Diagnostic::new(Code::Correlation, message)
        .why("the matrix of all correlations must be positive definite: no people have traits like these")
        .help(format!(
            "state a value between them, such as {}, or bring the others nearer to 0",
            short((low + high) / 2.0)
        ));
    let path = match spec.correlation.iter().position(is_of) {
        Some(index) => element(list, index).key("value"),
        None => list.clone(),
    };
    sink.value(&path, diagnostic);
}
