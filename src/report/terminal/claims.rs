//! The claims in a terminal: the table, then each claim in words.

use crate::experiment::claims::Claims;

use super::super::claims::{claims, provenance, words};
use super::super::table::Tone;
use super::{Page, Style};

/// What was found about the claims, as text for a terminal.
pub fn render_claims(found: &Claims, style: Style) -> String {
    let mut page =
        Page { text: String::new(), style: Style { width: style.width.clamp(60, Style::WIDEST), ..style } };
    page.table(&claims(found), Tone::Strong);
    for claim in &found.claims {
        let [head, facts @ ..] = words(claim);
        page.gap();
        page.paragraph(&head, Tone::Strong);
        facts.iter().for_each(|sentence| page.bullet(sentence));
    }
    page.gap();
    page.paragraph(&provenance(found), Tone::Quiet);
    page.text
}
