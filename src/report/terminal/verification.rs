//! A verification in a terminal: the answer, every figure, what was not run, how it was judged.

use crate::experiment::verification::Verification;

use super::super::table::Tone;
use super::super::verification::{answer, figures, left_out, method, provenance};
use super::{Page, Style};

/// The verification as text for a terminal.
pub fn render_verification(verification: &Verification, style: Style) -> String {
    let mut page =
        Page { text: String::new(), style: Style { width: style.width.clamp(60, Style::WIDEST), ..style } };
    let tone = if verification.passed { Tone::Good } else { Tone::Bad };
    page.paragraph(&answer(verification), tone);
    page.table(&figures(verification), Tone::Strong);
    page.table(&left_out(verification), Tone::Strong);
    page.gap();
    for sentence in method(verification) {
        page.paragraph(&sentence, Tone::Plain);
    }
    page.paragraph(&provenance(verification), Tone::Quiet);
    page.text
}
