//! Plots drawn on this side as SVG: axes, lines with bands, and strips with dots and whiskers. No library, no script.
//!
//! Every plot says in words what it shows (title and description), and nothing in it is told by colour alone.

mod lines;
mod scale;
pub(super) mod scatter;
mod strip;

pub(super) use lines::{Axis, Key, Line, LineChart, Point, Reference, Span};
pub(super) use scale::Scale;
pub(super) use strip::{Mark, Strip, StripRow, tone_class};

use maud::{Markup, html};

/// Arms have this many inks; the ninth arm shares the second's, told apart by its label.
pub(super) const INKS: usize = 8;

/// A coordinate with one decimal.
fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The classes of an arm's ink: colour and dashes by its number, the ones to look at thick and solid.
pub(super) fn ink(index: usize, strong: bool) -> String {
    let number = if index == 0 { 0 } else { 1 + (index - 1) % (INKS - 1) };
    format!("ink{number}{}", if strong { " strong" } else { "" })
}

/// A drawing with its words.
struct Drawing<'a> {
    id: String,
    class: &'a str,
    width: f64,
    height: f64,
    title: &'a str,
    description: &'a str,
}

impl Drawing<'_> {
    fn draw(&self, marks: &Markup) -> Markup {
        let (title_id, description_id) = (format!("{}-t", self.id), format!("{}-d", self.id));
        html! {
            svg class=(self.class) viewBox=(format!("0 0 {} {}", px(self.width), px(self.height))) role="img"
                aria-labelledby=(format!("{title_id} {description_id}")) {
                title id=(title_id) { (self.title) }
                desc id=(description_id) { (self.description) }
                (marks)
            }
        }
    }
}

/// A text in a drawing.
fn text(x: f64, y: f64, class: &str, words: &str) -> Markup {
    html! { text x=(px(x)) y=(px(y)) class=(class) { (words) } }
}

/// A straight line in a drawing.
fn line(from: (f64, f64), to: (f64, f64), class: &str) -> Markup {
    html! { line x1=(px(from.0)) y1=(px(from.1)) x2=(px(to.0)) y2=(px(to.1)) class=(class) {} }
}

/// `words` cut to what fits in `width`, in letters of average width at 12 px.
fn fitted(words: &str, width: f64) -> String {
    let letters = (width / 6.7).floor().max(4.0) as usize;
    if words.chars().count() <= letters {
        return words.to_owned();
    }
    let mut cut: String = words.chars().take(letters - 1).collect();
    cut.push('…');
    cut
}
