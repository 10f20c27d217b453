//! What is legal but probably not meant.

mod changes;
mod load;
mod unused;

use std::fmt;

use super::build;
use super::checked::Scenario;

/// A doubt about a legal scenario.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Warning {
    /// Callers who never give up, and more of them than agents can serve.
    Unstable { reasons: Vec<String>, load: f64, agents: f64 },
    /// Demand at times when nobody who could serve it is there.
    NobodyThere { reason: String, hours: f64, share: f64 },
    /// Times at which follow-ups may come and nobody who could serve them is there, though no first contact comes.
    NobodyForFollowUps { reason: String, hours: f64 },
    /// Demand while a reason is closed.
    Closed { reason: String, hours: f64, share: f64 },
    /// A reason whose teams keep all their agents for others.
    Reserved { reason: String, leave_idle: u32, most: u32 },
    /// A key that changes nothing as things stand.
    NoEffect { path: String, why: &'static str },
    /// A profile whose numbers were scaled.
    ProfileScaled { profile: String, factor: f64 },
    /// An intervention or a change that begins after the end.
    TooLate { intervention: String, what: String, week: usize, weeks: usize },
    /// People who come so late that the horizon shows little of what they do.
    LittleTime { intervention: String, path: String, lag: usize, left: usize, weeks: usize },
    /// A change of headcount that rounding takes away.
    RoundedAway { intervention: String, path: String },
    /// More doubts than are used.
    ManyDoubts { count: usize },
    /// A segment or profile or the like that nothing uses.
    Unused { what: &'static str, name: String },
}

/// Every doubt about the scenario.
pub(super) fn all(scenario: &Scenario) -> Vec<Warning> {
    let spec = &scenario.spec;
    let mut warnings = Vec::new();
    // A scenario that exists has passed the check, so that its models can be built.
    if let Ok(models) = build::week_models(spec, spec, None) {
        warnings.extend(load::all(&models.centre, &build::demand(spec)));
        warnings.extend(unused::all(spec, &models.centre));
    }
    warnings.extend(changes::all(scenario));
    if spec.doubt.len() > 5 {
        warnings.push(Warning::ManyDoubts { count: spec.doubt.len() });
    }
    warnings
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::Unstable { reasons, load, agents } => {
                let reasons: Vec<String> = reasons.iter().map(|reason| format!("`{reason}`")).collect();
                write!(
                    f,
                    "customers of {} wait for ever (no patience is given) and bring {load:.1} erlangs to {agents:.1} agents \
                     on the phones, transfers included: the queue grows without end, and results depend on the length of the horizon; give \
                     `patience`, or more agents",
                    reasons.join(", ")
                )
            }
            Warning::NobodyThere { reason, hours, share } => write!(
                f,
                "for {hours} hours of the week nobody is there to serve `{reason}`, although {:.1} % of its contacts arrive then; \
                 state when it is open with `open`, or put agents on duty",
                share * 100.0
            ),
            Warning::NobodyForFollowUps { reason, hours } => write!(
                f,
                "for {hours} hours of the week nobody is there to serve `{reason}`, and it is not closed then: redials and \
                 repeats that fall into them wait and give up; state when it is open with `open`"
            ),
            Warning::Closed { reason, hours, share } => write!(
                f,
                "`{reason}` is closed for {hours} hours of the week in which {:.1} % of its contacts arrive: they are blocked",
                share * 100.0
            ),
            Warning::Reserved { reason, leave_idle, most } => write!(
                f,
                "`{reason}` is never served: it leaves {leave_idle} agents idle, but its teams have at most {most} at a time"
            ),
            Warning::NoEffect { path, why } => write!(f, "`{path}` changes nothing: {why}"),
            Warning::ProfileScaled { profile, factor } => {
                write!(
                    f,
                    "the profile `{profile}` was multiplied by {factor:.4} to have mean 1 over the week"
                )
            }
            Warning::TooLate { intervention, what, week, weeks } => write!(
                f,
                "`{intervention}`: {what} begins in week {week}, after the end of the horizon of {weeks} weeks, and changes nothing"
            ),
            Warning::LittleTime { intervention, path, lag, left, weeks } => write!(
                f,
                "`{intervention}`: hiring for its change of `{path}` takes {}, so that the people are there for {left} of the \
                 {weeks} weeks of the horizon, as beginners first: a longer horizon shows what they are worth",
                changes::in_weeks(*lag)
            ),
            Warning::RoundedAway { intervention, path } => {
                write!(
                    f,
                    "`{intervention}`: its change of `{path}` is less than one agent and is rounded away"
                )
            }
            Warning::ManyDoubts { count } => {
                write!(f, "{count} doubtful inputs are named, but only the first 5 are varied")
            }
            Warning::Unused { what, name } => write!(f, "the {what} `{name}` is used by nothing"),
        }
    }
}
