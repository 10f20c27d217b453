//! Rules of staffing: one way to state it, and shifts with room for their breaks.

use crate::scenario::clocks::DayClock;
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::patterns::MOST_AGENTS;
use crate::scenario::schema::{ScenarioSpec, ShiftSpec, TeamSpec};
use crate::time::Duration;

/// Staffing of every team.
pub(super) fn staffing(spec: &ScenarioSpec, sink: &mut Sink) {
    for (index, team) in spec.team.iter().enumerate() {
        let path = Path::root().key("team").item(index, &team.name);
        one_way(team, &path, sink);
        derived(team, &path, sink);
        let shifts = path.key("shifts");
        names(team, &shifts, sink);
        for (position, shift) in team.shifts.iter().enumerate() {
            let here = shifts.item(position, shift.name.as_deref().unwrap_or_default());
            let here =
                if shift.name.is_some() { here } else { shifts.element(position, &serde_json::Value::Null) };
            breaks(shift, &here.key("breaks"), sink);
        }
        let most = u64::from(MOST_AGENTS);
        let people: u64 = team.shifts.iter().map(|shift| u64::from(shift.agents)).sum();
        if people > most && sink.is_sound(&shifts) {
            let message = format!("`{shifts}` have {people} agents, but a team has at most {most}");
            let diagnostic = Diagnostic::new(Code::AboveMost, message)
                .why("each agent is simulated as a person, and beyond that a zero too many is likelier");
            sink.value(&shifts, diagnostic);
        }
    }
}

fn one_way(team: &TeamSpec, path: &Path, sink: &mut Sink) {
    let keys = ["agents", "shifts", "staffing"];
    if keys.iter().any(|key| !sink.is_sound(&path.key(key))) {
        return;
    }
    let has_shifts = !team.shifts.is_empty();
    if team.agents.is_none() && !has_shifts {
        let diagnostic = Diagnostic::new(Code::MissingKey, format!("{} lacks `agents`", path.header()))
            .why("`agents` has no default: agents present")
            .help("add `agents = ...` with a number, or `shifts`");
        sink.value(&path.key("agents"), diagnostic);
        return;
    }
    if team.agents.is_some() && has_shifts {
        let message = format!("`{path}` states both `agents` and `shifts`");
        let diagnostic = Diagnostic::new(Code::StaffingForm, message)
            .why("both say who is on duty, and only one can hold")
            .help("leave one of them out; `derive_shifts` makes shifts of `agents`");
        sink.key(&path.key("shifts"), diagnostic);
    }
    let idle = [
        (
            "derive_shifts",
            team.derive_shifts.is_some(),
            "they are made of `agents`, and shifts are stated already",
        ),
        ("off_phone", team.off_phone > 0.0, "people in shifts are off the phone in their breaks"),
        ("crews", team.crews != 1, "the people of a shift are a crew of their own"),
    ];
    for (key, is_given, why) in idle {
        let here = path.key(key);
        let by_shifts = has_shifts || (team.derive_shifts.is_some() && key != "derive_shifts");
        if by_shifts && is_given && sink.is_sound(&here) {
            let message = format!("`{here}` stands in a team that works in shifts");
            let diagnostic = Diagnostic::new(Code::StaffingForm, message).why(why);
            sink.key(&here, diagnostic.help(format!("leave `{key}` out")));
        }
    }
}

fn derived(team: &TeamSpec, path: &Path, sink: &mut Sink) {
    let here = path.key("derive_shifts").key("minimum");
    let Some(derive) = &team.derive_shifts else {
        return;
    };
    if derive.minimum > derive.preferred && sink.is_sound(&path.key("derive_shifts")) {
        let message = format!(
            "`{here}` is \"{}\", but it must be at most the preferred \"{}\"",
            derive.minimum, derive.preferred
        );
        let diagnostic = Diagnostic::new(Code::StaffingForm, message)
            .why("nobody is sent home before the minimum, and everybody goes after the preferred length");
        sink.value(&here, diagnostic);
    }
}

/// Shifts that have names have different ones, fit for paths.
fn names(team: &TeamSpec, path: &Path, sink: &mut Sink) {
    let names: Vec<Option<&str>> = team.shifts.iter().map(|shift| shift.name.as_deref()).collect();
    for (position, name) in names.iter().enumerate() {
        let Some(name) = name else { continue };
        let here = path.item(position, name).key("name");
        super::names::one_name("shift", name, &names[..position], position, &here, sink);
    }
}

fn breaks(shift: &ShiftSpec, path: &Path, sink: &mut Sink) {
    if path.parent().is_some_and(|shift| !sink.is_sound(&shift)) {
        return;
    }
    let clock = |after: Duration| {
        DayClock(Duration::micros((shift.start.0 + after).as_micros() % Duration::DAY.as_micros()))
    };
    let mut end = Duration::ZERO;
    for (index, pause) in shift.breaks.iter().enumerate() {
        let here = path.element(index, &serde_json::Value::Null);
        let (from, to) = (pause.after.0, pause.after.0 + pause.length.0);
        let times = format!("goes from {} to {}", clock(from), clock(to));
        let fault = if to > shift.length.0 {
            let whole = format!("the shift from {} to {}", clock(Duration::ZERO), clock(shift.length.0));
            Some((format!("`{here}` {times}, outside {whole}"), "make `after` or `length` shorter"))
        } else if from < end {
            let before = format!("but the break before it ends at {}", clock(end));
            Some((
                format!("`{here}` {times}, {before}"),
                "state breaks in order, each after the end of the one before",
            ))
        } else {
            None
        };
        if let Some((message, help)) = fault {
            let diagnostic = Diagnostic::new(Code::ShiftBreaks, message)
                .why("a break interrupts the shift; `after` counts from the start of the shift");
            sink.value(&here, diagnostic.help(help));
        }
        end = end.max(to);
    }
}
