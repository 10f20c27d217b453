//! Survey files as a market researcher gets them: one row per respondent, one column per question (`docs/survey.md`).

use std::io::{self, Write};

use crate::survey::Answers;

/// The columns before the questions.
const DESIGN: [&str; 9] =
    ["id", "wave", "mode", "stratum", "cluster", "weight", "segment", "channel", "replication"];

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
    writer.write_record(DESIGN.into_iter().chain(questions))?;
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
