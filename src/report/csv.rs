//! Long CSV files: one row per figure, for spreadsheets, pandas and R.

use std::io::Write;

use csv::Writer;

use crate::experiment::verification::{Known, Verification};
use crate::experiment::{Contrast, Estimates, ReplicationFigure, Results};
use crate::judge::{Answer, Measured, Trial};

/// Writes `replications.csv` as the rows come, holding none of them.
pub struct ReplicationWriter<W: Write> {
    writer: Writer<W>,
}

impl<W: Write> ReplicationWriter<W> {
    /// Begins the file with its header.
    ///
    /// # Errors
    /// When `out` refuses the bytes.
    pub fn new(out: W) -> csv::Result<ReplicationWriter<W>> {
        let mut writer = Writer::from_writer(out);
        writer.write_record([
            "arm",
            "replication",
            "scope",
            "name",
            "metric",
            "value",
            "numerator",
            "denominator",
        ])?;
        Ok(ReplicationWriter { writer })
    }

    /// Appends rows. A value that is not finite does not apply, and is left out.
    ///
    /// # Errors
    /// When the file refuses the bytes.
    pub fn extend<'a>(&mut self, rows: impl IntoIterator<Item = ReplicationFigure<'a>>) -> csv::Result<()> {
        for row in rows.into_iter().filter(|row| row.value.is_finite()) {
            self.writer.write_record([
                row.arm,
                &row.replication.to_string(),
                row.scope,
                row.name,
                row.metric,
                &row.value.to_string(),
                &row.numerator.to_string(),
                &row.denominator.to_string(),
            ])?;
        }
        Ok(())
    }

    /// Ends the file and gives back what it was written to.
    ///
    /// # Errors
    /// When the last bytes are refused.
    pub fn finish(self) -> std::io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// Writes the results (`--format csv`): every figure of every arm and scope with its interval, then the paired differences of
/// every arm against another, whose scope is `difference` and whose name is that of the other arm. They alone have p-values.
///
/// # Errors
/// When `out` refuses the bytes.
pub fn write_results(results: &Results, out: impl Write) -> csv::Result<()> {
    let mut writer = Writer::from_writer(out);
    writer.write_record([
        "arm",
        "scope",
        "name",
        "metric",
        "mean",
        "sd",
        "ci_low",
        "ci_high",
        "n",
        "unit",
        "p",
        "p_adjusted",
    ])?;
    for arm in &results.arms {
        let mut write = |scope: &str, name: &str, values: &Estimates| {
            write_estimates(&mut writer, &arm.name, scope, name, values)
        };
        write("total", "", &arm.metrics)?;
        for (scope, groups) in [("segment", &arm.segments), ("reason", &arm.reasons), ("team", &arm.teams)] {
            for (name, values) in groups {
                write(scope, name, values)?;
            }
        }
        for interval in &arm.intervals {
            write("interval", &interval.start, &interval.metrics)?;
        }
        for week in &arm.weeks {
            write("week", &week.week.to_string(), &week.metrics)?;
        }
    }
    let units = results.arms.first().map(|arm| &arm.metrics);
    for contrast in &results.contrasts {
        write_differences(&mut writer, contrast, units)?;
    }
    writer.flush()?;
    Ok(())
}

/// A trial of formulas, one row per figure: `section` is `census`, `construct`, `error parts` or the key of a question.
///
/// # Errors
/// When `out` refuses the bytes.
pub fn write_trial(trial: &Trial, out: impl Write) -> csv::Result<()> {
    let mut writer = Writer::from_writer(out);
    writer.write_record(["section", "formula", "about", "figure", "unit", "value", "mc_se"])?;
    let mut row = |section: &str, formula: &str, about: &str, figure: &str, unit: &str, of: Measured| {
        let mc_se = of.mc_se.map(|se| se.to_string()).unwrap_or_default();
        writer.write_record([section, formula, about, figure, unit, &of.value.to_string(), &mc_se])
    };
    for of in &trial.formulas {
        for (figure, unit, measured) in of.census.iter().flat_map(|census| census.figures(&of.unit)) {
            row("census", &of.name, "", figure, unit, measured)?;
        }
        for (figure, unit, measured) in of.construct.figures() {
            row("construct", &of.name, "", figure, unit, measured)?;
        }
        for part in of.error_parts.iter().flat_map(|split| &split.parts) {
            row("error parts", &of.name, &part.part, "bias", &of.unit, part.bias)?;
        }
    }
    for question in &trial.questions {
        for answer in &question.answers {
            let Answer { formula, about, figure, unit, measured } = answer;
            row(&question.key, formula, about, figure, unit, *measured)?;
        }
    }
    writer.flush()?;
    Ok(())
}

/// Writes a verification (`goodwill verify --format csv`): one row per figure.
///
/// # Errors
/// When `out` refuses the bytes.
pub fn write_verification(verification: &Verification, out: impl Write) -> csv::Result<()> {
    let mut writer = Writer::from_writer(out);
    writer.write_record([
        "case",
        "model",
        "metric",
        "at",
        "known",
        "value",
        "value_standard_error",
        "estimate",
        "standard_error",
        "ci_low",
        "ci_high",
        "z",
        "z_allowed",
        "replications",
        "verdict",
    ])?;
    let optional = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    for case in &verification.cases {
        for figure in &case.figures {
            writer.write_record([
                case.id.as_str(),
                &case.model,
                &figure.metric,
                &figure.at,
                match figure.known {
                    Known::Exact => "exact",
                    Known::Published => "published",
                },
                &figure.value.to_string(),
                &optional(figure.value_standard_error),
                &optional(figure.estimate),
                &optional(figure.standard_error),
                &optional(figure.ci_low),
                &optional(figure.ci_high),
                &optional(figure.z),
                &optional(figure.z_allowed),
                &case.replications.map(|count| count.to_string()).unwrap_or_default(),
                super::verification::words(figure.verdict),
            ])?;
        }
    }
    writer.flush()?;
    Ok(())
}

fn write_estimates(
    writer: &mut Writer<impl Write>,
    arm: &str,
    scope: &str,
    name: &str,
    values: &Estimates,
) -> csv::Result<()> {
    let optional = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    for (metric, value) in values {
        writer.write_record([
            arm,
            scope,
            name,
            metric,
            &value.mean.to_string(),
            &optional(value.sd),
            &optional(value.ci_low),
            &optional(value.ci_high),
            &value.n.to_string(),
            &value.unit,
            "",
            "",
        ])?;
    }
    Ok(())
}

/// The differences of one arm against another, in the units of the metrics themselves.
fn write_differences(
    writer: &mut Writer<impl Write>,
    contrast: &Contrast,
    units: Option<&Estimates>,
) -> csv::Result<()> {
    let optional = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    for (metric, difference) in &contrast.metrics {
        let unit = units.and_then(|metrics| metrics.get(metric)).map_or("", |of| of.unit.as_str());
        writer.write_record([
            contrast.arm.as_str(),
            "difference",
            &contrast.against,
            metric,
            &difference.mean.to_string(),
            "",
            &optional(difference.ci_low),
            &optional(difference.ci_high),
            &difference.n.to_string(),
            unit,
            &optional(difference.p),
            &optional(difference.p_adjusted),
        ])?;
    }
    Ok(())
}
