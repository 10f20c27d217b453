//! What is legal but probably not meant.

mod changes;
mod idle_duty;
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
    /// Agents who are paid while nothing can come that they serve.
    NothingToServe { team: String, paid_hours: f64, when: String },
    /// A key that changes nothing as things stand.
    NoEffect { path: String, why: &'static str },
    /// A profile whose numbers were scaled.
    ProfileScaled { profile: String, factor: f64 },
    /// An intervention or a change that begins after the end.
    TooLate { intervention: String, what: String, week: usize, weeks: usize },
    /// People who come so late that the horizon shows little of what they do.
    LittleTime { intervention: String, path: String, lag: usize, left: usize, weeks: usize },
    /// A change of headcount that rounding takes away, and the smallest one of the kind that it does not.
    RoundedAway { intervention: String, path: String, smallest: Option<String> },
    /// The same of a setting from outside.
    SettingRoundedAway { option: String, smallest: Option<String> },
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
        warnings.extend(idle_duty::all(&models.centre));
        warnings.extend(unused::all(spec, &models.centre));
    }
    warnings.extend(changes::too_late(scenario));
    warnings.extend(idle_changes(scenario));
    if spec.doubt.len() > 5 {
        warnings.push(Warning::ManyDoubts { count: spec.doubt.len() });
    }
    warnings
}

/// Changes of whole numbers, by the command line and by interventions, that do nothing.
pub(super) fn idle_changes(scenario: &Scenario) -> Vec<Warning> {
    let settings = scenario.idle_settings.iter().map(|idle| Warning::SettingRoundedAway {
        option: idle.option.clone(),
        smallest: idle.smallest.clone(),
    });
    settings.chain(changes::rounded_away(scenario)).collect()
}

fn remedy(smallest: Option<&String>) -> String {
    match smallest {
        Some(smallest) => format!("; the smallest such change that does something is `{smallest}`"),
        None => {
            "; no change of this kind does anything here: write an addition such as `+1`, or a plain value"
                .to_string()
        }
    }
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
            Warning::NothingToServe { team, paid_hours, when } => write!(
                f,
                "`team.{team}` is on duty while every reason that it serves is closed ({when}): {paid_hours:.1} paid hours a week without \
                 work; take its agents out of these hours, or open a reason in them (`open`)"
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
            Warning::RoundedAway { intervention, path, smallest } => write!(
                f,
                "`{intervention}`: its change of `{path}` is rounded away, every interval stays as it was{}",
                remedy(smallest.as_ref())
            ),
            Warning::SettingRoundedAway { option, smallest } => write!(
                f,
                "`{option}` is rounded away to whole numbers, everything stays as it was{}",
                remedy(smallest.as_ref())
            ),
            Warning::ManyDoubts { count } => {
                write!(f, "{count} doubtful inputs are named, but only the first 5 are varied")
            }
            Warning::Unused { what, name } => write!(f, "the {what} `{name}` is used by nothing"),
        }
    }
}
