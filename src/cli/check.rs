//! `goodwill check`: is my file right, and what does it mean?

use std::fmt::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::experiment::{self, LoadHour, Preview, StaffingChange};

use super::arguments::assignment;
use super::exit::{Exit, Failure};
use super::{input, output};

/// More rows than this of one change are left to `--format json`.
const MOST_ROWS: usize = 24;

/// Options of `check`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The scenario file
    scenario: PathBuf,
    /// Change the scenario before anything else, such as team.front.agents=+25%, reason.billing.talk.mean=4m10s or
    /// time.horizon=26w (durations have the units s, m, h, d, w); may be given several times
    #[arg(long, value_name = "PATH=VALUE", value_parser = assignment)]
    set: Vec<(String, String)>,
    /// How the meaning is printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// A check has no figures that would fit one long table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned tables for a terminal
    Table,
    /// One JSON document
    Json,
}

/// Answers the question.
pub fn main(arguments: &Arguments) -> Result<Exit, Failure> {
    let scenario = input::scenario(&arguments.scenario, &arguments.set)?;
    let settings = experiment::Settings { set: arguments.set.clone(), ..Default::default() };
    let preview = experiment::preview(&scenario, &settings)?;
    match arguments.format {
        Format::Json => output::json(&preview)?,
        Format::Table => output::text(&in_words(&preview))?,
    }
    Ok(Exit::Done)
}

/// The meaning of a scenario as text.
fn in_words(preview: &Preview) -> String {
    let mut text = format!("{}: the file is right.\n", preview.scenario);
    summary(&mut text, preview);
    arms(&mut text, preview);
    load(&mut text, preview);
    for change in &preview.staffing {
        staffing(&mut text, change);
    }
    if !preview.warnings.is_empty() {
        text.push('\n');
    }
    for warning in &preview.warnings {
        line(&mut text, format_args!("warning: {warning}"));
    }
    text
}

/// Writing to a string cannot fail.
fn line(text: &mut String, words: std::fmt::Arguments) {
    let _ = writeln!(text, "{words}");
}

fn summary(text: &mut String, preview: &Preview) {
    let who = match preview.customers {
        0 => "anonymous arrivals".to_string(),
        count => format!(
            "{count} customers in {} ({})",
            counted(preview.segments.len(), "segment"),
            preview.segments.join(", ")
        ),
    };
    line(text, format_args!("  time      {} measured after {} of warm-up", preview.horizon, preview.warm_up));
    line(text, format_args!("  customers {who}"));
    line(text, format_args!("  reasons   {}", preview.reasons.join(", ")));
    line(text, format_args!("  teams     {}", preview.teams.join(", ")));
    line(text, format_args!("  scenario  sha256 {}", preview.scenario_sha256));
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn arms(text: &mut String, preview: &Preview) {
    line(text, format_args!("\n{} of `goodwill compare`", counted(preview.arms.len(), "arm")));
    let width = preview.arms.iter().map(|arm| arm.name.chars().count()).max().unwrap_or(0);
    for arm in &preview.arms {
        let mut notes = Vec::new();
        if let Some(cost) = arm.extra_service_cost.filter(|cost| *cost != 0.0) {
            notes.push(format!(
                "planned extra cost of service (staff, interventions, touchpoints) {cost:+.0} against the baseline"
            ));
        }
        if let [strength] = arm.strengths.as_slice()
            && *strength != 1.0
        {
            notes.push(format!("at {strength:.3} of the stated strength"));
        }
        let row = format!("  {:width$}  {}", arm.name, notes.join(", "));
        line(text, format_args!("{}", row.trim_end()));
    }
}

fn load(text: &mut String, preview: &Preview) {
    line(
        text,
        format_args!(
            "\nLoad of the baseline by hour, means over the week (first attempts only: redials and repeats come on top)\n  \
             {:<11}  {:>10}  {:>13}  {:>8}  {:>14}",
            "hour", "contacts/h", "load, Erlangs", "agents", "load per agent"
        ),
    );
    let figures: Vec<String> = preview.load.iter().map(hour_figures).collect();
    let mut first = 0;
    // Hours alike are one row.
    for alike in figures.chunk_by(|one, next| one == next) {
        let end = first + alike.len();
        let start = &preview.load[first].start;
        let hours = match preview.load.get(end) {
            _ if alike.len() == 1 => start.clone(),
            Some(next) => format!("{start}-{}", next.start),
            None => format!("{start}-24:00"),
        };
        let row = format!("  {hours:<11}  {}", alike[0]);
        line(text, format_args!("{}", row.trim_end()));
        first = end;
    }
}

/// The figures of an hour's row in the table of load.
fn hour_figures(hour: &LoadHour) -> String {
    let per_agent = match hour.load_per_agent {
        Some(share) if share > 1.0 => format!("{share:.2} over"),
        Some(share) => format!("{share:.2}"),
        None if hour.load_erlangs > 0.0 => "nobody there".to_string(),
        None => String::new(),
    };
    format!(
        "{:>10.1}  {:>13.2}  {:>8.1}  {:>14}",
        hour.contacts_per_hour, hour.load_erlangs, hour.agents, per_agent
    )
}

fn staffing(text: &mut String, change: &StaffingChange) {
    line(text, format_args!("\n{} changes the headcount of {}", change.intervention, change.team));
    for period in &change.periods {
        let weeks = if period.from_week == period.to_week {
            format!("week {}", period.from_week)
        } else {
            format!("weeks {}-{}", period.from_week, period.to_week)
        };
        let [present, present_after] = period.present_hours;
        let [phones, phones_after] = period.phone_hours;
        line(
            text,
            format_args!(
                "  {weeks:<12}  hours present per week {present:.0} -> {present_after:.0}, on the phones {phones:.0} -> {phones_after:.0}"
            ),
        );
    }
    line(text, format_args!("  agents in week {}, after rounding:", change.week));
    for row in change.rows.iter().take(MOST_ROWS) {
        line(
            text,
            format_args!(
                "    {:<8} {}-{}  present {} -> {}, on the phones {} -> {}",
                row.days,
                row.from,
                row.to,
                row.present[0],
                row.present[1],
                row.on_phones[0],
                row.on_phones[1]
            ),
        );
    }
    if change.rows.len() > MOST_ROWS {
        line(text, format_args!("    and {} more: --format json has them", change.rows.len() - MOST_ROWS));
    }
}
