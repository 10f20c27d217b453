//! What a change says: multiply, add, or replace.

use serde_json::Value;

use crate::scenario::codes::Code;
use crate::scenario::diagnostics::Diagnostic;
use crate::scenario::durations;
use crate::scenario::overlay::Target;
use crate::scenario::shape::Kind;
use crate::scenario::wording::{describe, given, rounded};

/// What a change does to a value; durations in seconds.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::scenario) enum Operation {
    /// Multiplies by 1 + this.
    Percent(f64),
    /// Adds this.
    Add(f64),
    /// Takes its place.
    Replace(Value),
}

/// Reads the change `value` of `target`, whose value in the baseline is `current`.
pub(in crate::scenario) fn read_operation(
    value: &Value,
    target: &Target,
    current: Option<&Value>,
) -> Result<Operation, Diagnostic> {
    let is_duration = matches!(target.shape.kind, Kind::Duration { .. });
    let is_number = matches!(
        target.shape.kind,
        Kind::Number(_) | Kind::Whole(_) | Kind::Headcount(_) | Kind::Pattern { .. } | Kind::ByWeekday
    );
    let Value::String(text) = value else {
        return Ok(Operation::Replace(value.clone()));
    };
    let text = text.trim();
    let is_signed = text.starts_with(['+', '-']);
    if matches!(target.shape.kind, Kind::Table { law: true, .. }) && (is_signed || text.ends_with('%')) {
        let help = format!("change a part of it: `{}.mean` = {}", target.path, given(value));
        return Err(misfit(value, target, "a distribution has no single number to change").help(help));
    }
    if !is_duration && !is_number {
        return Ok(Operation::Replace(value.clone()));
    }
    let operation = if let Some(percent) = text.strip_suffix('%') {
        read_percent(percent, is_signed, value, target)?
    } else if is_signed {
        Operation::Add(read_addition(text, is_duration, value, target)?)
    } else if is_duration {
        return Ok(Operation::Replace(value.clone()));
    } else {
        let diagnostic = misfit(value, target, "a text is either a percent or an addition, with a sign");
        let number = text.parse::<f64>().is_ok_and(f64::is_finite);
        return Err(diagnostic.maybe_help(
            number.then(|| format!("write {text} without quotes to replace, \"+{text}\" to add")),
        ));
    };
    if current.is_none() {
        let message = format!("{} changes `{}`, which the baseline does not give", given(value), target.path);
        let diagnostic =
            Diagnostic::new(Code::NothingToChange, message).why("there is nothing to multiply or to add to");
        return Err(diagnostic.help("give it in the baseline, or set a plain value"));
    }
    Ok(operation)
}

fn read_percent(
    percent: &str,
    is_signed: bool,
    value: &Value,
    target: &Target,
) -> Result<Operation, Diagnostic> {
    let number = percent.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    match number {
        Some(number) if is_signed && number >= -100.0 => Ok(Operation::Percent(number / 100.0)),
        Some(number) if is_signed => {
            let help = format!("\"-100%\" takes all away, {number} % would leave less than nothing");
            Err(misfit(value, target, "at most all of it can be taken away").help(help))
        }
        Some(number) => {
            let changes = format!("\"+{number}%\" (more than now) or \"-{number}%\" (less than now)");
            let help = match &target.shape.kind {
                Kind::Number(bounds) if bounds.is_share() => {
                    format!("did you mean {} (the share itself), {changes}?", rounded(number / 100.0))
                }
                _ => format!("did you mean {changes}?"),
            };
            Err(misfit(value, target, "a percent multiplies and needs a sign").help(help))
        }
        None => Err(misfit(value, target, "a percent is a sign, a number and %")
            .help("for example \"+25%\" or \"-10%\"")),
    }
}

fn read_addition(text: &str, is_duration: bool, value: &Value, target: &Target) -> Result<f64, Diagnostic> {
    let (sign, amount) = text.split_at(1);
    let sign = if sign == "-" { -1.0 } else { 1.0 };
    if is_duration {
        return match durations::parse(amount) {
            Ok(duration) => Ok(sign * duration.as_seconds()),
            Err(fault) => {
                let diagnostic =
                    misfit(value, target, "what is added to a duration is a duration with a sign");
                let sign = &text[..1];
                Err(diagnostic
                    .maybe_help(fault.meant.map(|meant| format!("did you mean \"{sign}{meant}\"?"))))
            }
        };
    }
    match amount.parse::<f64>() {
        Ok(amount) if amount.is_finite() && !text[1..].starts_with(['+', '-']) => Ok(sign * amount),
        _ => {
            let diagnostic = misfit(value, target, "what is added to a number is a number with a sign");
            Err(diagnostic.help("for example \"+2\" or \"-0.5\""))
        }
    }
}

fn misfit(value: &Value, target: &Target, why: &str) -> Diagnostic {
    let message =
        format!("{} does not fit `{}`, which is {}", given(value), target.path, describe(target.shape));
    Diagnostic::new(Code::BadChange, message).why(why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::overlay::resolve;
    use serde_json::json;

    fn read(path: &str, value: Value) -> Result<Operation, Code> {
        let tree = json!({ "team": [{ "name": "front" }], "reason": [{ "name": "call" }] });
        let target = resolve(path, &tree).unwrap_or_else(|diagnostic| panic!("{diagnostic}"));
        read_operation(&value, &target, Some(&json!(1))).map_err(|diagnostic| diagnostic.code)
    }

    #[test]
    fn percents_multiply_signs_add_and_plain_values_replace() {
        assert_eq!(read("team.front.agents", json!("+25%")), Ok(Operation::Percent(0.25)));
        assert_eq!(read("team.front.agents", json!("-3")), Ok(Operation::Add(-3.0)));
        assert_eq!(read("team.front.agents", json!(60)), Ok(Operation::Replace(json!(60))));
        assert_eq!(read("reason.call.talk.mean", json!("-20s")), Ok(Operation::Add(-20.0)));
        assert_eq!(read("reason.call.talk.mean", json!("+10%")), Ok(Operation::Percent(0.1)));
        assert_eq!(read("reason.call.talk.mean", json!("200s")), Ok(Operation::Replace(json!("200s"))));
        assert_eq!(
            read("operation.routing", json!("longest_wait")),
            Ok(Operation::Replace(json!("longest_wait")))
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for (path, value) in [
            ("team.front.agents", "25%"),
            ("team.front.agents", "-120%"),
            ("team.front.agents", "60"),
            ("team.front.agents", "+x"),
            ("team.front.agents", "+-2"),
            ("team.front.agents", "+inf"),
            ("team.front.agents", "+%"),
            ("reason.call.talk.mean", "+2"),
            ("reason.call.talk", "+10%"),
        ] {
            assert_eq!(read(path, json!(value)), Err(Code::BadChange), "{path} = {value}");
        }
    }
}
