//! The arms week by week: the overlay of each week checked again and built into models.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::build;
use super::check::check;
use super::checked::{Dose, Scenario, disagreement};
use super::codes::Code;
use super::diagnostics::{Diagnostic, Diagnostics, Locate, Place, Sink};
use super::overlay::{Entry, overlaid, strengths};
use super::path::Path;
use super::schema::ScenarioSpec;
use super::{shape, validate};
use crate::journey::{Blueprint, DemandModel, InterventionCost, Links, WeekModels};

/// The changes of an arm, each with its dose.
pub(super) type ArmEntries<'s> = Vec<(&'s Entry, f64)>;

/// The changes of `arm`.
pub(super) fn arm_entries<'s>(scenario: &'s Scenario, arm: &[Dose]) -> ArmEntries<'s> {
    let of = |dose: &Dose| {
        let dose = *dose;
        let entries = scenario.entries.iter().filter(move |entry| entry.intervention == dose.intervention);
        entries.map(move |entry| (entry, dose.strength))
    };
    arm.iter().flat_map(of).collect()
}

/// Mistakes that an arm makes in a week are told at the changes that make them.
struct WeekLocate<'s> {
    scenario: &'s Scenario,
    source: &'s dyn Locate,
    entries: &'s [(&'s Entry, f64)],
    week: usize,
}

impl WeekLocate<'_> {
    fn touching(&self, path: &Path) -> Vec<&Entry> {
        let pointer = path.pointer();
        let within = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let touches = |entry: &&Entry| {
            let changed = entry.path.pointer();
            within(&pointer, &changed) || within(&changed, &pointer)
        };
        self.entries.iter().map(|(entry, _)| *entry).filter(touches).collect()
    }
}

impl Locate for WeekLocate<'_> {
    fn value(&self, path: &Path) -> Place {
        match self.touching(path).last() {
            Some(entry) => self.source.value(&entry.source),
            None => self.source.value(path),
        }
    }

    fn preface(&self, path: &Path) -> String {
        let touching = self.touching(path);
        let all: Vec<&Entry> = self.entries.iter().map(|(entry, _)| *entry).collect();
        let mut names: Vec<String> = Vec::new();
        for entry in if touching.is_empty() { all } else { touching } {
            let name = self.scenario.spec.intervention.get(entry.intervention);
            let name = format!("`{}`", name.map_or("", |found| found.name.as_str()));
            if !names.contains(&name) {
                names.push(name);
            }
        }
        format!("with {}, in week {}: ", names.join(" and "), self.week + 1)
    }
}

/// The scenario as it stands in `week` of an arm.
pub(super) fn spec_in_week(
    scenario: &Scenario,
    entries: &[(&Entry, f64)],
    week: usize,
    source: &dyn Locate,
) -> Result<ScenarioSpec, Vec<Diagnostic>> {
    let mut tree = overlaid(&scenario.tree, entries, week);
    let locate = WeekLocate { scenario, source, entries, week };
    let mut sink = Sink::new(&locate);
    check(&mut tree, shape::scenario(), &Path::root(), &mut sink);
    let spec = match serde_json::from_value::<ScenarioSpec>(tree) {
        Ok(mut spec) => {
            validate::rules(&spec, &mut sink);
            spec.fill_defaults();
            spec
        }
        Err(error) => {
            sink.value(&Path::root(), disagreement(&error.to_string()));
            return Err(sink.into_found());
        }
    };
    within_headroom(scenario, &spec, &mut sink);
    let found = sink.into_found();
    if found.is_empty() { Ok(spec) } else { Err(found.into_iter().map(of_a_change).collect()) }
}

/// A mistake in a value that was written is one in a value that came about.
fn of_a_change(diagnostic: Diagnostic) -> Diagnostic {
    if !matches!(diagnostic.code, Code::AboveMost | Code::BelowLeast | Code::LawValues) {
        return diagnostic;
    }
    let message = diagnostic.message.replacen("` is ", "` becomes ", 1);
    Diagnostic { message, ..diagnostic }.help("make the change smaller, or set a plain value that is allowed")
}

/// Demand that the majorant of the baseline can meet.
fn within_headroom(scenario: &Scenario, now: &ScenarioSpec, sink: &mut Sink) {
    let baseline = &scenario.spec;
    let headroom = baseline.demand.headroom;
    let DemandModel { segment_shares, .. } = build::demand(baseline);
    let rates = build::rate_factors(now, baseline);
    let segments = build::segment_rate_factors(now, baseline);
    for (index, (reason, rate)) in now.reason.iter().zip(&rates).enumerate() {
        let path = Path::root().key("reason").item(index, &reason.name);
        let path = path.key(if now.is_bare() { "arrivals_per_hour" } else { "contacts_per_month" });
        tell_majorant(*rate, headroom, &path, sink);
        for (number, factor) in segments.iter().enumerate().filter(|(_, factor)| **factor != 1.0) {
            let has_contacts =
                segment_shares.get(index).and_then(|shares| shares.get(number)).is_some_and(|s| *s > 0.0);
            let path =
                Path::root().key("segment").item(number, &now.segment[number].name).key("contact_factor");
            if (has_contacts || factor.is_infinite()) && *rate <= headroom {
                tell_majorant(rate * factor, headroom, &path, sink);
            }
        }
    }
}

/// The greatest `demand.headroom` that the format allows.
const MOST_HEADROOM: f64 = 100.0;

fn tell_majorant(factor: f64, headroom: f64, path: &Path, sink: &mut Sink) {
    if factor <= headroom || !sink.is_sound(path) {
        return;
    }
    let diagnostic = if factor.is_infinite() {
        Diagnostic::new(Code::Majorant, format!("`{path}` rises from 0, which no headroom covers"))
            .help("state a small rate in the baseline instead of 0")
    } else {
        let message = format!(
            "`{path}` makes demand {factor:.3} times the baseline, above demand.headroom = {headroom}"
        );
        let enough = (factor * 1.1 * 10.0).ceil() / 10.0;
        Diagnostic::new(Code::Majorant, message).help(if enough <= MOST_HEADROOM {
            format!("set headroom = {enough} or more in [demand]")
        } else {
            format!("make the change smaller: a headroom of more than {MOST_HEADROOM} is not allowed")
        })
    };
    sink.value(
        path,
        diagnostic
            .why("arrivals of all arms are thinned from one stream at the baseline rate times the headroom"),
    );
}

/// Weeks of the horizon, each with the first week that has the same strengths of all changes.
pub(super) fn weeks_alike(entries: &[(&Entry, f64)], weeks: usize) -> Vec<bool> {
    let mut before = vec![(0.0, 0.0); entries.len()];
    (0..weeks)
        .map(|week| {
            let now = strengths(entries, week);
            let is_alike = now == before;
            before = now;
            is_alike
        })
        .collect()
}

/// Builds the arm.
pub(super) fn blueprint(
    scenario: &Scenario,
    arm: &[Dose],
    links: Links,
    source: &dyn Locate,
) -> Result<Blueprint, Diagnostics> {
    let spec = &scenario.spec;
    let entries = arm_entries(scenario, arm);
    let calendar = build::calendar(spec);
    let internal = |fault: super::distributions::LawFault| {
        let place = source.value(&Path::root());
        Diagnostics(vec![Diagnostic { place, ..disagreement(&fault.message) }])
    };
    let before = Arc::new(build::week_models(spec, spec, None).map_err(internal)?);
    let drifts = spec.drifts();
    let mut weeks: Vec<Arc<WeekModels>> = Vec::with_capacity(calendar.weeks());
    for (week, is_alike) in weeks_alike(&entries, calendar.weeks()).into_iter().enumerate() {
        let last = weeks.last().unwrap_or(&before);
        if is_alike && !drifts {
            weeks.push(Arc::clone(last));
            continue;
        }
        let now = spec_in_week(scenario, &entries, week, source).map_err(Diagnostics::in_order)?;
        let models = build::week_models(&now, spec, Some(week)).map_err(internal)?;
        let same = [last, &before].into_iter().find(|other| ***other == models).cloned();
        weeks.push(same.unwrap_or_else(|| Arc::new(models)));
    }
    Ok(Blueprint {
        calendar,
        demand: build::demand(spec),
        segments: build::segments(spec).map_err(internal)?,
        before,
        weeks,
        links,
        interval_goal: build::interval_goal(spec),
        intervention_costs: arm.iter().filter_map(|dose| intervention_cost(scenario, dose)).collect(),
    })
}

fn intervention_cost(scenario: &Scenario, dose: &Dose) -> Option<InterventionCost> {
    let intervention = scenario.spec.intervention.get(dose.intervention)?;
    Some(InterventionCost {
        intervention: intervention.name.clone(),
        one_off: intervention.one_off_cost * dose.strength,
        per_month: intervention.running_cost_per_month * dose.strength,
        start_week: (intervention.start_week.max(1) - 1) as usize,
    })
}

/// Checks each intervention alone and all together in every week, so that a mistake shows before anything runs: of alternatives one
/// together with the others. What an intervention does wrong alone is told once, for the first week in which it happens.
pub(super) fn check_arms(scenario: &Scenario, source: &dyn Locate) -> Result<(), Diagnostics> {
    let dose = |intervention| Dose { intervention, strength: 1.0 };
    let count = scenario.spec.intervention.len();
    let alone: Vec<Vec<Dose>> = (0..count).map(|intervention| vec![dose(intervention)]).collect();
    let mut found = Vec::new();
    for arm in &alone {
        found.extend(first_mistakes(scenario, arm, source));
    }
    if found.is_empty() && count > 1 {
        let alternatives = scenario.alternatives();
        let excludes = |one: usize, other: usize| alternatives.contains(&[one.min(other), one.max(other)]);
        let together_with = |first: usize| {
            let mut arm = vec![first];
            for other in 0..count {
                if other != first && !arm.iter().any(|one| excludes(*one, other)) {
                    arm.push(other);
                }
            }
            arm.sort_unstable();
            arm
        };
        let arms: BTreeSet<Vec<usize>> = (0..count).map(together_with).collect();
        // What goes wrong in several of these arms is told of the first.
        for arm in arms.into_iter().filter(|arm| arm.len() > 1) {
            if found.is_empty() {
                let arm: Vec<Dose> = arm.into_iter().map(dose).collect();
                found = first_mistakes(scenario, &arm, source);
            }
        }
    }
    if found.is_empty() { Ok(()) } else { Err(Diagnostics::in_order(found)) }
}

fn first_mistakes(scenario: &Scenario, arm: &[Dose], source: &dyn Locate) -> Vec<Diagnostic> {
    let entries = arm_entries(scenario, arm);
    let weeks = build::calendar(&scenario.spec).weeks();
    let mut found: Vec<Diagnostic> = Vec::new();
    for (week, is_alike) in weeks_alike(&entries, weeks).into_iter().enumerate() {
        if is_alike {
            continue;
        }
        for diagnostic in spec_in_week(scenario, &entries, week, source).err().unwrap_or_default() {
            if !found.iter().any(|told| told.code == diagnostic.code && told.place == diagnostic.place) {
                found.push(diagnostic);
            }
        }
    }
    found
}
