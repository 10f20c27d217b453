//! A trial of formulas in a terminal: a sentence for each formula, the league, where errors come from, the questions.

use crate::judge::Trial;

use super::super::judge::{
    answer, by_standing, construct, definitions, failures, league, parts, process, provenance, question,
    requirements, tone, word,
};
use super::super::table::Tone;
use super::{Page, Style};

/// The trial as text for a terminal.
pub fn render_trial(trial: &Trial, style: Style) -> String {
    let style = Style { width: style.width.clamp(60, Style::WIDEST), ..style };
    let mut page = Page { text: String::new(), style };
    page.paragraph(&answer(trial), Tone::Strong);
    for of in by_standing(trial) {
        page.paragraph(&format!("{}: {}", word(of.standing), of.verdict), tone(of.standing));
    }
    for warning in &trial.warnings {
        page.paragraph(&format!("warning: {warning}"), Tone::Unsure);
    }
    let tables = [requirements(trial), league(trial), parts(trial), process(trial), construct(trial)];
    for table in tables.iter().filter(|table| !table.is_empty()) {
        page.table(table, Tone::Strong);
    }
    for of in &trial.questions {
        match &of.absent {
            None => page.table(&question(of), Tone::Strong),
            Some(why) => {
                page.gap();
                page.paragraph(&format!("{} Not answered: {why}.", of.question), Tone::Quiet);
            }
        }
    }
    for table in [failures(trial), definitions(trial)].iter().filter(|table| !table.is_empty()) {
        page.table(table, Tone::Strong);
    }
    page.gap();
    page.paragraph(&provenance(trial), Tone::Quiet);
    page.text
}
