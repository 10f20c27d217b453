//! A survey's figures as CSV, one row per figure; what does not exist has its reason in the last column.

use std::io::Write;

use ::csv::Writer;

use crate::measurement::Measurement;

/// Writes the figures.
pub fn write(measurement: &Measurement, out: impl Write) -> ::csv::Result<()> {
    let mut writer = Writer::from_writer(out);
    writer.write_record([
        "section",
        "figure",
        "of",
        "value",
        "word",
        "standard_error",
        "ci_low",
        "ci_high",
        "p",
        "p_adjusted",
        "n",
        "unit",
        "method",
        "absent_because",
    ])?;
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    for figure in &measurement.figures {
        writer.write_record([
            figure.section.word(),
            &figure.figure,
            &figure.of,
            &number(figure.value),
            figure.word.as_deref().unwrap_or_default(),
            &number(figure.standard_error),
            &number(figure.ci_low),
            &number(figure.ci_high),
            &number(figure.p),
            &number(figure.p_adjusted),
            &figure.n.map(|n| n.to_string()).unwrap_or_default(),
            figure.unit,
            &figure.method,
            "",
        ])?;
    }
    for absent in &measurement.absent {
        let mut row = [""; 14];
        (row[0], row[1], row[2], row[13]) = (absent.section.word(), &absent.figure, &absent.of, &absent.why);
        writer.write_record(row)?;
    }
    writer.flush()?;
    Ok(())
}
