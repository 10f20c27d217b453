//! All figures as tables: every metric of every arm, and by segment, reason, team.

use maud::{Markup, html};

use super::super::tables;
use super::super::view::View;
use super::table::{draw, folded};

/// The section.
pub(super) fn section(view: &View) -> Option<Markup> {
    view.baseline()?;
    let every = tables::every_metric();
    let arms = tables::arms(&view.results.arms);
    let whole = tables::as_columns(view, "Every metric", &arms, &every);
    Some(html! {
        p class="note" { "Level ± half the width of the " (view.confidence) " % interval. A metric that does not apply is absent." }
        @if view.is_comparison() { (folded("", &whole)) } @else { (draw(&whole)) }
        (folded("", &tables::groups(view, "By reason", |arm| &arm.reasons, &every)))
        (folded("", &tables::groups(view, "By team", |arm| &arm.teams, &every)))
        (folded("", &tables::groups(view, "By segment", |arm| &arm.segments, &every)))
    })
}
