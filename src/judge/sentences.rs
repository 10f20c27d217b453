//! What a trial says about a formula, in one plain sentence.

use super::result::{AgainstCensus, ErrorSplit, Failures, Measured, Standing};

/// Coverage may lie this far from its level before it is called wrong.
const TOLERATED: f64 = 0.02;
/// Below this an interval misleads, whatever the reason.
const MISLEADING_BELOW: f64 = 0.85;

/// The sentence, and how the formula stands.
pub(super) fn verdict(
    name: &str,
    unit: &str,
    level: f64,
    census: Option<&AgainstCensus>,
    split: Option<&ErrorSplit>,
    failures: &[Failures],
    surveys: u64,
) -> (String, Standing) {
    let failed: u64 = failures.iter().map(|failures| failures.surveys).sum();
    let Some(of) = census else {
        let why = failures.first().map_or("no survey gave an estimate", |failures| failures.reason.as_str());
        return (format!("{name} cannot be judged: {why}."), Standing::Failed);
    };
    let (mut sentence, mut standing) = match of.coverage {
        None => (
            format!(
                "{name} comes without an interval, so nobody can tell its noise: it is off by {} on average and scatters by {}",
                amount(of.bias.value, unit),
                of.empirical_se.map_or_else(|| "an unknown amount".to_string(), |of| amount(of.value, unit)),
            ),
            Standing::Doubtful,
        ),
        Some(coverage) => of_coverage(name, unit, level, coverage, of, split),
    };
    if failed > 0 {
        let share = failed as f64 / surveys.max(1) as f64;
        sentence.push_str(&format!("; it failed on {} of the surveys", percent(share)));
        if share > 0.01 && standing == Standing::Trusted {
            standing = Standing::Doubtful;
        }
    }
    sentence.push('.');
    (sentence, standing)
}

fn of_coverage(
    name: &str,
    unit: &str,
    level: f64,
    coverage: Measured,
    of: &AgainstCensus,
    split: Option<&ErrorSplit>,
) -> (String, Standing) {
    // What two standard errors of the trial leave open is not held against a formula.
    let noise = 2.0 * coverage.mc_se.unwrap_or(0.0);
    let claim = format!("{} intervals of {name}", percent(level));
    if coverage.value + noise < level - TOLERATED {
        let fair = of.bias_eliminated_coverage.is_some_and(|of| of.value + noise >= level - TOLERATED);
        let reason = if fair {
            let part = split.map(|split| format!(", mostly by {}", largest(split))).unwrap_or_default();
            format!(
                "because the survey is off by {}{part}: more answers will not help",
                amount(of.bias.value, unit)
            )
        } else {
            let ratio = of
                .se_ratio
                .map(|ratio| format!("claimed standard errors are {:.2} of the true ones", ratio.value));
            let bias = format!("the survey is off by {}", amount(of.bias.value, unit));
            match ratio {
                Some(ratio) => format!("because {ratio} and {bias}"),
                None => format!("because {bias}"),
            }
        };
        let standing =
            if coverage.value < MISLEADING_BELOW { Standing::Misleading } else { Standing::Doubtful };
        return (
            format!("{claim} hold the truth in {} of surveys, {reason}", percent(coverage.value)),
            standing,
        );
    }
    if of.width.is_some_and(|width| width.value == 0.0) {
        let sentence = format!(
            "{claim} are a single value, the same in every survey: what does not move it stays unseen"
        );
        return (sentence, Standing::Doubtful);
    }
    if coverage.value - noise > level + TOLERATED {
        let sentence = format!(
            "{claim} hold the truth in {} of surveys: they are wider than they need to be",
            percent(coverage.value)
        );
        return (sentence, Standing::Doubtful);
    }
    let alarms = of
        .type_1_error
        .map(|of| format!(", and announce a change where there is none in {}", percent(of.value)));
    let sentence = format!(
        "{claim} can be trusted here: they hold the truth in {} of surveys, within {} on average{}",
        percent(coverage.value),
        amount(of.rmse.value, unit),
        alarms.unwrap_or_default(),
    );
    (sentence, Standing::Trusted)
}

/// The part that shifts the mean most.
fn largest(split: &ErrorSplit) -> &str {
    let size = |part: &super::result::ErrorPart| part.bias.value.abs();
    split.parts.iter().max_by(|a, b| size(a).total_cmp(&size(b))).map_or("", |part| part.part.as_str())
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

fn amount(value: f64, unit: &str) -> String {
    let unit = if unit == "its own unit" { "" } else { unit };
    format!("{value:.2} {unit}").trim_end().to_string()
}
