//! Rules of categories, indicators and touchpoints.

use indexmap::IndexMap;

use super::names::{known, known_key, one_name};
use super::weights::sums_to_one;
use crate::experience::DRIVERS_AT_MOST;
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::schema::{
    CategorySpec, ContactWeights, DriftSpec, IndicatorSpec, ScenarioSpec, SegmentSpec, TouchpointSpec,
};
use crate::time::Duration;

/// Importances and driver weights that sum to 1, and sources of experience that fit together.
pub(super) fn categories(spec: &ScenarioSpec, sink: &mut Sink) {
    let rules = Rules::of(spec);
    let path = Path::root().key("category");
    for (index, category) in spec.category.iter().enumerate() {
        rules.category(category, &path.item(index, &category.name), sink);
    }
    indicator_names(spec, sink);
    let stated: Vec<Stated> = spec.category.iter().map(Stated::of_category).collect();
    rules.importances(&stated, &path, "the importances of the categories", sink);
    for segment in rules.segments.iter().filter(|name| !name.is_empty()) {
        let concerns = |of: &CategorySpec| of.segments.as_ref().is_none_or(|named| names(named, segment));
        if spec.category.is_empty() || spec.category.iter().any(concerns) || !sink.is_sound(&path) {
            continue;
        }
        let diagnostic =
            Diagnostic::new(Code::NoWeight, format!("no category concerns the segment \"{segment}\""))
                .why("its customers would have no satisfaction")
                .help(format!(
                    "name \"{segment}\" in the `segments` of a category, or leave `segments` out of one"
                ));
        let last = spec.category.len() - 1;
        sink.value(&path.item(last, &spec.category[last].name), diagnostic);
    }
}

/// Names under which surveys ask, each for one thing.
fn indicator_names(spec: &ScenarioSpec, sink: &mut Sink) {
    let plain = spec.category.iter().filter(|category| category.indicator.is_empty());
    let mut taken: Vec<Option<&str>> = plain.map(|category| Some(category.name.as_str())).collect();
    for (index, category) in spec.category.iter().enumerate() {
        let list = Path::root().key("category").item(index, &category.name).key("indicator");
        for (number, indicator) in category.indicator.iter().enumerate() {
            let path = list.item(number, &indicator.name).key("name");
            one_name("indicator", &indicator.name, &taken, taken.len(), &path, sink);
            taken.push(Some(&indicator.name));
        }
    }
}

/// Touchpoints with names of their own, whose drivers are used.
pub(super) fn touchpoints(spec: &ScenarioSpec, sink: &mut Sink) {
    let rules = Rules::of(spec);
    let path = Path::root().key("touchpoint");
    for (index, touchpoint) in spec.touchpoint.iter().enumerate() {
        let here = path.item(index, &touchpoint.name);
        rules.known_segments(touchpoint.segments.as_ref(), &here.key("segments"), sink);
        let names: Vec<Option<&str>> =
            touchpoint.driver.iter().map(|driver| Some(driver.name.as_str())).collect();
        for (number, driver) in touchpoint.driver.iter().enumerate() {
            let here = here.key("driver").item(number, &driver.name);
            one_name("driver", &driver.name, &names[..number], number, &here.key("name"), sink);
            rules.known_shifts(&driver.shifts, &here.key("shifts"), sink);
        }
    }
    let drivers: usize = spec.touchpoint.iter().map(|of| of.driver.len()).sum();
    if drivers > DRIVERS_AT_MOST {
        let message =
            format!("the touchpoints have {drivers} drivers, but at most {DRIVERS_AT_MOST} are possible");
        let diagnostic = Diagnostic::new(Code::TooMany, message)
            .why("a customer's month is worked out for all drivers at once")
            .help("combine drivers that always stand in the same category");
        sink.value(&path, diagnostic);
    }
}

/// What a category or indicator states about its importance.
struct Stated<'s> {
    name: &'s str,
    importance: f64,
    drift: Option<&'s DriftSpec>,
}

impl<'s> Stated<'s> {
    fn of_category(of: &'s CategorySpec) -> Self {
        Stated { name: &of.name, importance: of.importance, drift: of.drift.as_ref() }
    }

    fn of_indicator(of: &'s IndicatorSpec) -> Self {
        Stated { name: &of.name, importance: of.importance, drift: of.drift.as_ref() }
    }
}

fn names(named: &[String], segment: &str) -> bool {
    named.iter().any(|name| name == segment)
}

/// What the rules of a scenario's index tree look at.
struct Rules<'s> {
    segments: Vec<&'s str>,
    customers: &'s [SegmentSpec],
    touchpoints: &'s [TouchpointSpec],
    horizon: Duration,
}

impl<'s> Rules<'s> {
    fn of(spec: &'s ScenarioSpec) -> Self {
        Rules {
            segments: spec.segment.iter().map(|segment| segment.name.as_str()).collect(),
            customers: &spec.segment,
            touchpoints: &spec.touchpoint,
            horizon: spec.time.horizon.0,
        }
    }

    fn category(&self, category: &CategorySpec, path: &Path, sink: &mut Sink) {
        one_source(category, path, sink);
        self.driver_weights(category, path, sink);
        self.known_segments(category.segments.as_ref(), &path.key("segments"), sink);
        self.known_shifts(&category.expectation_shifts, &path.key("expectation_shifts"), sink);
        self.known_shifts(&category.experience_shifts, &path.key("experience_shifts"), sink);
        self.expectations_on_scale(category, path, sink);
        let list = path.key("indicator");
        for (number, indicator) in category.indicator.iter().enumerate() {
            let here = list.item(number, &indicator.name);
            self.known_segments(indicator.segments.as_ref(), &here.key("segments"), sink);
            self.known_shifts(&indicator.expectation_shifts, &here.key("expectation_shifts"), sink);
            self.known_shifts(&indicator.perception_shifts, &here.key("perception_shifts"), sink);
        }
        let stated: Vec<Stated> = category.indicator.iter().map(Stated::of_indicator).collect();
        let what = format!("the importances of the indicators of `{path}`");
        self.importances(&stated, &list, &what, sink);
        self.some_indicator(category, path, sink);
    }

    /// Expectations that lie on the scale once the shifts of a segment are added: that of everything and that of the category.
    fn expectations_on_scale(&self, category: &CategorySpec, path: &Path, sink: &mut Sink) {
        let concerned = |segment: &SegmentSpec| {
            category.segments.as_ref().is_none_or(|named| names(named, &segment.name))
        };
        for (index, segment) in self.customers.iter().enumerate().filter(|(_, of)| concerned(of)) {
            let own = category.expectation_shifts.get(&segment.name).copied();
            let whole = Path::root().key("segment").item(index, &segment.name).key("expectation_shift");
            let here = match own {
                Some(_) => path.key("expectation_shifts").key(&segment.name),
                None => whole.clone(),
            };
            let shift = segment.expectation_shift + own.unwrap_or_default();
            let sum = category.expectation + shift;
            let is_read = [&here, &whole, &path.key("expectation")].iter().all(|key| sink.is_sound(key));
            if (1.0..=10.0).contains(&sum) || !is_read {
                continue;
            }
            let message = format!(
                "`{path}` with its expectation of {} and the shift of {shift} for \"{}\" has an expectation of {}",
                category.expectation,
                segment.name,
                (sum * 1e6).round() / 1e6
            );
            let diagnostic = Diagnostic::new(Code::OffScale, message)
                .why("expectations lie on the scale of 1 to 10")
                .help("make the shift smaller");
            sink.value(&here, diagnostic);
        }
    }

    /// Every segment that the category concerns is concerned by one of its indicators.
    fn some_indicator(&self, category: &CategorySpec, path: &Path, sink: &mut Sink) {
        let list = path.key("indicator");
        if category.indicator.is_empty() || !sink.is_sound(&list) {
            return;
        }
        let concerns = |named: Option<&Vec<String>>, segment: &str| named.is_none_or(|of| names(of, segment));
        for segment in self.segments.iter().filter(|name| !name.is_empty()) {
            let is_concerned = concerns(category.segments.as_ref(), segment);
            if !is_concerned || category.indicator.iter().any(|of| concerns(of.segments.as_ref(), segment)) {
                continue;
            }
            let message =
                format!("no indicator of `{path}` concerns the segment \"{segment}\", but the category does");
            let diagnostic = Diagnostic::new(Code::NoWeight, message)
                .why("the weights of the indicators are shared out among those that concern the segment")
                .help(format!("name the other segments in the `segments` of the category, or \"{segment}\" in those of an indicator"));
            sink.value(path, diagnostic);
        }
    }

    /// Importances that sum to 1 and stay above 0.
    fn importances(&self, stated: &[Stated], list: &Path, what: &str, sink: &mut Sink) {
        let is_sound = sink.is_sound(list)
            || (0..stated.len()).all(|index| {
                let here = list.item(index, "");
                sink.is_sound(&here.key("importance")) && sink.is_sound(&here.key("name"))
            });
        let Some(first) = stated.first().filter(|_| is_sound) else {
            return;
        };
        let weights: Vec<(String, f64)> =
            stated.iter().map(|of| (of.name.to_string(), of.importance)).collect();
        sums_to_one(&weights, what, &list.item(0, first.name).key("importance"), sink);
        let years = self.horizon.as_days() / 365.25;
        for (index, of) in stated.iter().enumerate() {
            let path = list.item(index, of.name).key("drift").key("importance_per_year");
            let Some(drift) = of.drift.filter(|_| sink.is_sound(&path)) else { continue };
            if of.importance + years * drift.importance_per_year > 0.0 {
                continue;
            }
            let message = format!(
                "`{path}` is {}, so that the importance of {} is used up before the horizon ends",
                drift.importance_per_year, of.importance
            );
            let diagnostic = Diagnostic::new(Code::NoWeight, message)
                .why("an importance lies above 0 in every week")
                .help("make the fall slower or the horizon shorter");
            sink.value(&path, diagnostic);
        }
    }

    /// Weights of drivers that sum to 1, those of contacts and of touchpoints each.
    fn driver_weights(&self, category: &CategorySpec, path: &Path, sink: &mut Sink) {
        for (key, weights) in [("contact", &category.contact), ("complaint", &category.complaint)] {
            let Some(weights) = weights.as_ref().filter(|_| sink.is_sound(&path.key(key))) else { continue };
            let named = ContactWeights::NAMES.iter().map(|name| name.to_string());
            let weights: Vec<(String, f64)> = named.zip(weights.as_array()).collect();
            // Drivers that nobody named do not belong into the message.
            let stated = |(index, of): (usize, (String, f64))| (index < 4 || of.1 > 0.0).then_some(of);
            let weights: Vec<(String, f64)> = weights.into_iter().enumerate().filter_map(stated).collect();
            sums_to_one(&weights, &format!("the weights of `{}`", path.key(key)), &path.key(key), sink);
        }
        let here = path.key("touchpoint");
        let mut weights = Vec::new();
        let mut are_known = sink.is_sound(&here);
        let touchpoints: Vec<&str> = self.touchpoints.iter().map(|of| of.name.as_str()).collect();
        for (name, drivers) in &category.touchpoint {
            are_known &= known_key(name, "touchpoint", &touchpoints, &here.key(name), sink);
            let Some(touchpoint) = self.touchpoints.iter().find(|of| of.name == *name) else { continue };
            let names: Vec<&str> = touchpoint.driver.iter().map(|driver| driver.name.as_str()).collect();
            for (driver, weight) in drivers {
                are_known &= known_key(driver, "driver", &names, &here.key(name).key(driver), sink);
                weights.push((format!("{name} {driver}"), weight.0));
            }
        }
        if are_known && !weights.is_empty() {
            sums_to_one(&weights, &format!("the weights of `{here}`"), &here, sink);
        }
    }

    fn known_segments(&self, named: Option<&Vec<String>>, path: &Path, sink: &mut Sink) {
        for (index, name) in named.into_iter().flatten().enumerate() {
            known(name, "segment", &self.segments, &path.item(index, name), sink);
        }
    }

    fn known_shifts(&self, named: &IndexMap<String, f64>, path: &Path, sink: &mut Sink) {
        for name in named.keys() {
            known_key(name, "segment", &self.segments, &path.key(name), sink);
        }
    }
}

/// One of `contact`, `complaint` and `month`, or `touchpoint`, which goes together with the first two.
fn one_source(category: &CategorySpec, path: &Path, sink: &mut Sink) {
    let sources = [
        ("contact", category.contact.is_some()),
        ("complaint", category.complaint.is_some()),
        ("month", category.month.is_some()),
        ("touchpoint", !category.touchpoint.is_empty()),
    ];
    let given: Vec<&str> = sources.iter().filter(|(_, is_given)| *is_given).map(|(key, _)| *key).collect();
    let is_pair = matches!(given[..], ["contact" | "complaint", "touchpoint"]);
    if given.len() == 1 || is_pair || !sources.iter().all(|(key, _)| sink.is_sound(&path.key(key))) {
        return;
    }
    let given = if given.is_empty() { "none".to_string() } else { given.join(" and ") };
    let message = format!(
        "`{path}` needs one of `contact`, `complaint` and `month`, or `touchpoint` alone or beside one of the first two, \
         but it has {given}"
    );
    let diagnostic = Diagnostic::new(Code::TouchForm, message)
        .why("they say where the experience of the category comes from");
    sink.value(path, diagnostic);
}
