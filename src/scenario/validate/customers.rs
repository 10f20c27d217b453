//! Rules of segments, categories and experience.

use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::schema::{CategorySpec, ContactWeights, ScenarioSpec};

/// How far a sum of weights may lie from 1.
const TOLERANCE: f64 = 1e-6;

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

/// Importances and driver weights that sum to 1, and one source of experience per category.
pub(super) fn categories(spec: &ScenarioSpec, sink: &mut Sink) {
    for (index, category) in spec.category.iter().enumerate() {
        let path = Path::root().key("category").item(index, &category.name);
        one_source(category, &path, sink);
        for (key, weights) in [("contact", &category.contact), ("complaint", &category.complaint)] {
            if let Some(weights) = weights {
                driver_weights(weights, &path.key(key), sink);
            }
        }
    }
    let path = Path::root().key("category");
    let importances: Vec<(String, f64)> =
        spec.category.iter().map(|category| (category.name.clone(), category.importance)).collect();
    let is_sound = sink.is_sound(&path)
        || (0..spec.category.len()).all(|index| {
            let here = path.item(index, "");
            sink.is_sound(&here.key("importance")) && sink.is_sound(&here.key("name"))
        });
    if !importances.is_empty() && is_sound {
        let first = path.item(0, &importances[0].0).key("importance");
        sums_to_one(&importances, "the importances of the categories", &first, sink);
    }
}

fn one_source(category: &CategorySpec, path: &Path, sink: &mut Sink) {
    let sources = [
        ("contact", category.contact.is_some()),
        ("complaint", category.complaint.is_some()),
        ("month", category.month.is_some()),
    ];
    let given: Vec<&str> = sources.iter().filter(|(_, is_given)| *is_given).map(|(key, _)| *key).collect();
    if given.len() == 1 || !sources.iter().all(|(key, _)| sink.is_sound(&path.key(key))) {
        return;
    }
    let given = if given.is_empty() { "none".to_string() } else { given.join(" and ") };
    let message =
        format!("`{path}` needs exactly one of `contact`, `complaint` and `month`, but it has {given}");
    let diagnostic = Diagnostic::new(Code::TouchForm, message)
        .why("they say where the experience of the category comes from");
    sink.value(path, diagnostic);
}

fn driver_weights(weights: &ContactWeights, path: &Path, sink: &mut Sink) {
    if !sink.is_sound(path) {
        return;
    }
    let names = ["access", "manner", "ability", "ease"].map(str::to_string);
    let weights: Vec<(String, f64)> = names.into_iter().zip(weights.as_array()).collect();
    sums_to_one(&weights, &format!("the weights of `{path}`"), path, sink);
}

fn sums_to_one(weights: &[(String, f64)], what: &str, path: &Path, sink: &mut Sink) {
    let sum: f64 = weights.iter().map(|(_, weight)| weight).sum();
    if (sum - 1.0).abs() <= TOLERANCE {
        return;
    }
    let mut diagnostic =
        Diagnostic::new(Code::SumNotOne, format!("{what} sum to {}, but they must sum to 1", short(sum)))
            .why("weights are shares of the whole");
    if sum > 0.0 {
        let scaled: Vec<String> =
            weights.iter().map(|(name, weight)| format!("{name} {}", short(weight / sum))).collect();
        diagnostic = diagnostic.help(format!("divided by their sum they are: {}", scaled.join(", ")));
    }
    sink.value(path, diagnostic);
}

/// Six decimals at most, so that binary fractions do not show.
fn short(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}
