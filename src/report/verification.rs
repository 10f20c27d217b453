//! The tables and sentences of a verification, for terminal and page alike.

use crate::experiment::verification::{FigureCheck, FigureVerdict, Known, Verification};

use super::number::{grouped, magnitude};
use super::table::{Cell, Table, Tone};

/// One row per figure.
pub(super) fn figures(verification: &Verification) -> Table {
    let mut table = Table::new("Known answers", "case")
        .words("figure")
        .number("known")
        .number("estimate")
        .number("95 % interval")
        .number("z")
        .words("verdict");
    for case in &verification.cases {
        for figure in &case.figures {
            let name = format!("{} {}", figure.metric, figure.at);
            let cells = vec![
                Cell::new(name.trim_end()),
                Cell::new(known(figure)),
                Cell::new(figure.estimate.map(|value| digits(value, figure)).unwrap_or_default()),
                Cell::new(interval(figure)),
                Cell::new(figure.z.map(|z| format!("{z:+.2}")).unwrap_or_default()),
                Cell::new(words(figure.verdict)).toned(tone(figure.verdict)),
            ];
            table.push(Cell::new(case.id.as_str()), cells);
        }
    }
    table
}

/// One row per case that is not run.
pub(super) fn left_out(verification: &Verification) -> Table {
    let mut table = Table::new("Not run", "case").number("figures").words("why");
    for case in &verification.left_out {
        let cells = vec![Cell::new(case.figures.to_string()), Cell::new(case.reason.as_str())];
        table.push(Cell::new(case.id.as_str()), cells);
    }
    table
}

/// The answer in a sentence.
pub(super) fn answer(verification: &Verification) -> String {
    let checks = || verification.cases.iter().flat_map(|case| &case.figures);
    let count = |verdict| checks().filter(|figure| figure.verdict == verdict).count();
    let (agree, all) = (count(FigureVerdict::Agrees), verification.figures());
    let mut text = format!(
        "{agree} of {all} figures of {} agree with what is known",
        counted(verification.cases.len(), "case")
    );
    for (verdict, what) in
        [(FigureVerdict::Differs, "differ"), (FigureVerdict::TooNoisy, "are too noisy to tell")]
    {
        match count(verdict) {
            0 => {}
            some => text.push_str(&format!(", {some} {what}")),
        }
    }
    if !verification.not_asked.is_empty() {
        text.push_str(&format!("; {} not asked for", counted(verification.not_asked.len(), "case")));
    }
    text.push('.');
    if let Some(planted) = &verification.planted {
        text.push_str(&format!(" A defect was planted in every model: {planted}."));
    }
    text
}

/// How it was judged, in sentences.
pub(super) fn method(verification: &Verification) -> Vec<String> {
    let method = &verification.method;
    let mut sentences = vec![
        format!(
            "Each figure is estimated from independent replications until its standard error is at most {} % of the known \
             value; a figure known to be 0 must be 0.",
            100.0 * method.precision
        ),
        format!(
            "z is the distance from the known value in standard errors, for a published value in those of the difference. \
             It is gated two-sided by Student's t so that the chance that any of {} simulated figures is called wrong \
             although none is stays below {} (Bonferroni; with many replications |z| < {:.2}).",
            method.gates,
            method.false_alarm,
            gate_of_many(verification)
        ),
        format!(
            "A figure off by {:.1} % of its value is found with a probability of 90 % or more.",
            100.0 * method.smallest_deviation_found
        ),
    ];
    if let Some((case, figure)) = verification.farthest() {
        sentences.push(format!(
            "The largest |z| is {:.2} ({}, {}).",
            figure.z.unwrap_or_default().abs(),
            case.id,
            format!("{} {}", figure.metric, figure.at).trim_end()
        ));
    }
    sentences
}

/// The smallest gate in force: that of the figure with most replications.
fn gate_of_many(verification: &Verification) -> f64 {
    let gates =
        verification.cases.iter().flat_map(|case| &case.figures).filter_map(|figure| figure.z_allowed);
    gates.fold(f64::INFINITY, f64::min)
}

/// Which program, seed and command made it.
pub(super) fn provenance(verification: &Verification) -> String {
    format!(
        "goodwill {} (streams {}), seed {}, command: {}",
        verification.version, verification.stream_version, verification.seed, verification.command
    )
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The known value; a published one with its standard error.
fn known(figure: &FigureCheck) -> String {
    let value = digits(figure.value, figure);
    match (figure.known, figure.value_standard_error) {
        (Known::Published, Some(error)) => format!("{value} (se {})", digits(error, figure)),
        _ => value,
    }
}

fn interval(figure: &FigureCheck) -> String {
    match (figure.ci_low, figure.ci_high) {
        (Some(low), Some(high)) => format!("{} to {}", digits(low, figure), digits(high, figure)),
        _ => String::new(),
    }
}

/// A number with one digit more than the noise makes doubtful; six significant digits where there is no noise.
fn digits(value: f64, figure: &FigureCheck) -> String {
    let resolution = match figure.standard_error {
        Some(error) if error > 0.0 => error / 10.0,
        _ => figure.value.abs().max(1e-9) / 1e5,
    };
    grouped(value, (-magnitude(resolution)).clamp(0, 9) as usize)
}

/// A verdict in words.
pub(super) fn words(verdict: FigureVerdict) -> &'static str {
    match verdict {
        FigureVerdict::Agrees => "agrees",
        FigureVerdict::Differs => "differs",
        FigureVerdict::TooNoisy => "too noisy",
    }
}

fn tone(verdict: FigureVerdict) -> Tone {
    match verdict {
        FigureVerdict::Agrees => Tone::Good,
        FigureVerdict::Differs => Tone::Bad,
        FigureVerdict::TooNoisy => Tone::Unsure,
    }
}
