//! Survey files as a market researcher gets them: one row per respondent, one column per question (`docs/survey.md`).

use std::io::{self, Write};

use super::column::{Column, Kind};
use crate::survey::{Answers, Asked, Indicator, Question};

const fn column(name: &'static str, kind: Kind, unit: &'static str, meaning: &'static str) -> Column {
    Column { name, kind, unit, meaning }
}

/// The columns before the questions.
pub(super) const DESIGN: [Column; 9] = [
    column("id", Kind::Whole, "number", "Customer, as in the contacts and the customers."),
    column(
        "wave",
        Kind::Whole,
        "number",
        "Wave in order of time, from 1; the last is at the end of the horizon.",
    ),
    column("mode", Kind::Text, "form, interviewer", "Who asked."),
    column(
        "stratum",
        Kind::Whole,
        "number",
        "Stratum, which is the segment of a stratified sample; 0 without strata.",
    ),
    column("cluster", Kind::Whole, "number", "Cluster: neighbours, or after a contact the agent."),
    column(
        "weight",
        Kind::Number,
        "factor",
        "What the respondent counts, 1 on average over the invited; always 1 where the file is to hold no weights.",
    ),
    column("segment", Kind::Text, "name", "Segment; empty where the file is to hold none."),
    column("channel", Kind::Text, "voice, chat, deferred", "Channel of the contact; empty in the panel."),
    column("replication", Kind::Whole, "number", "Replication, from 1."),
];

/// Unit and meaning of the column of a question.
pub(super) fn meaning(question: &Question, indicators: &[Indicator]) -> (String, String) {
    let about = |index: usize| {
        let Indicator { name, category, .. } = &indicators[index];
        if name == category {
            format!("category {name:?}")
        } else {
            format!("indicator {name:?} of category {category:?}")
        }
    };
    let kano = "1 like it, 2 must be, 3 neutral, 4 live with, 5 dislike";
    let unit = match question.asked {
        Asked::Functional(_) | Asked::Dysfunctional(_) => kano.into(),
        Asked::Resolved => "0 no, 1 yes".into(),
        _ => format!("{}-{}", question.scale.low, question.scale.high),
    };
    let meaning = match question.asked {
        Asked::Rating(index) => format!("Rating of the {}.", about(index)),
        Asked::Expectation(index) => format!("What was expected of the {} (\"will\").", about(index)),
        Asked::Requirement(index) => format!("What a good firm should offer in the {}.", about(index)),
        Asked::Functional(index) => format!("How it would be if the {} were good (Kano).", about(index)),
        Asked::Dysfunctional(index) => {
            format!("How it would be if the {} were not good (Kano).", about(index))
        }
        Asked::Overall => "Overall satisfaction (the first ACSI item).".into(),
        Asked::Confirmation => "Whether it was as expected, the middle (the second ACSI item).".into(),
        Asked::Ideal => "Closeness to the ideal (the third ACSI item).".into(),
        Asked::Recommend => "Willingness to recommend.".into(),
        Asked::Contact => "Satisfaction with the contact.".into(),
        Asked::Ease => "\"The company made it easy\" (customer effort score 2.0).".into(),
        Asked::Resolved => "Whether the matter was resolved.".into(),
    };
    (unit, format!("{meaning} Empty if left open or not applicable."))
}

/// What a file says of a respondent besides the answers.
pub(super) struct Said<'a> {
    /// Names of the segments.
    pub segments: &'a [String],
    /// Whether the file says them.
    pub segment: bool,
    /// Whether the channel means something: after contacts.
    pub after_contact: bool,
    /// Replication, from 1.
    pub replication: u64,
}

/// Writes the waves of one survey, in order of time.
pub(super) fn write(out: impl Write, waves: &[Answers], said: &Said) -> io::Result<()> {
    const CHANNELS: [&str; 3] = ["voice", "chat", "deferred"];
    let mut writer = csv::Writer::from_writer(out);
    let Some(first) = waves.first() else {
        return Ok(());
    };
    let questions = first.questions.iter().map(|question| question.name.as_str());
    writer.write_record(DESIGN.iter().map(|column| column.name).chain(questions))?;
    for (wave, answers) in waves.iter().enumerate() {
        for (number, of) in answers.respondents.iter().enumerate() {
            let segment = said.segments[of.segment as usize].as_str();
            writer.write_field(of.customer.to_string())?;
            writer.write_field((wave + 1).to_string())?;
            writer.write_field(if of.interviewed { "interviewer" } else { "form" })?;
            writer.write_field(of.stratum.to_string())?;
            writer.write_field(of.cluster.to_string())?;
            writer.write_field(of.weight.to_string())?;
            writer.write_field(if said.segment { segment } else { "" })?;
            writer.write_field(if said.after_contact { CHANNELS[of.channel as usize] } else { "" })?;
            writer.write_field(said.replication.to_string())?;
            for tick in answers.of(number) {
                writer.write_field(if *tick == Answers::OPEN { String::new() } else { tick.to_string() })?;
            }
            writer.write_record(None::<&[u8]>)?;
        }
    }
    writer.flush()
}
