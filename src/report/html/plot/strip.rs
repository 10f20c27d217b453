//! Strips: one row per arm or input on a common axis, with dots and whiskers, bars or ranges.

use maud::{Markup, html};

use super::super::super::table::Tone;
use super::super::table::minus;
use super::scale::{Scale, extent};
use super::{Drawing, fitted, line, px, text};

/// One mark of a row.
#[derive(Clone, Copy, Debug)]
pub(in crate::report::html) enum Mark {
    /// A dot at an estimate; its shape goes with the tone.
    Dot(f64),
    /// An interval.
    Whisker(f64, f64),
    /// A bar from zero.
    Bar(f64),
    /// A range between two settings: the first end hollow, the second filled.
    Range(f64, f64),
    /// Two bars from a middle: to the low setting, to the high setting.
    Halves { low: f64, middle: f64, high: f64 },
    /// A short upright line.
    Tick(f64),
}

impl Mark {
    fn values(self) -> [f64; 2] {
        match self {
            Mark::Dot(at) | Mark::Bar(at) | Mark::Tick(at) => [at, at],
            Mark::Whisker(low, high) | Mark::Range(low, high) => [low, high],
            Mark::Halves { low, middle, high } => [low.min(middle).min(high), low.max(middle).max(high)],
        }
    }
}

/// One row.
pub(in crate::report::html) struct StripRow {
    /// Its name.
    pub name: String,
    /// Whether it is the one to look at.
    pub strong: bool,
    /// The figure, in words.
    pub figure: String,
    /// The verdict, in words; may be empty.
    pub verdict: String,
    /// What colour and shape say beside the words.
    pub tone: Tone,
    /// Marks.
    pub marks: Vec<Mark>,
}

/// Rows on one axis.
pub(in crate::report::html) struct Strip<'a> {
    /// Name of the figure in the page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What it shows, for those who do not see it.
    pub description: String,
    /// Differences up to this size do not matter: drawn as a band around zero.
    pub matters: Option<f64>,
    /// Rows.
    pub rows: Vec<StripRow>,
    /// How a value of the axis is written, by the distance of the labels.
    pub write: Box<dyn Fn(f64, f64) -> String + 'a>,
}

const WIDTH: f64 = 350.0;
/// Where the marks begin.
const LEFT: f64 = 8.0;
/// Where they end at most; long figures take room from them.
const RIGHT: f64 = 246.0;
const ROW: f64 = 42.0;
/// Room of the marks within a row, under its name.
const BAND: (f64, f64) = (19.0, 37.0);

impl Strip<'_> {
    /// The figure.
    pub fn draw(&self) -> Markup {
        let height = self.rows.len() as f64 * ROW + 26.0;
        let drawing = Drawing {
            id: format!("{}-s", self.id),
            class: "strip",
            width: WIDTH,
            height,
            title: &self.title,
            description: &self.description,
        };
        let values = self.rows.iter().flat_map(|row| row.marks.iter().flat_map(|mark| mark.values()));
        let (low, high) =
            extent(values.chain([0.0]).chain(self.matters.into_iter().flat_map(|size| [-size, size])));
        let air = (high - low) * 0.03;
        let figures = self.rows.iter().map(|row| row.figure.chars().count()).max().unwrap_or(0) as f64 * 7.0;
        let ground = Ground {
            scale: Scale::Linear { low: low - air, high: high + air },
            width: RIGHT.min(WIDTH - figures - 12.0).max(WIDTH * 0.4) - LEFT,
        };
        let marks = html! {
            (self.axis(ground, height - 26.0))
            @for (index, row) in self.rows.iter().enumerate() { (draw_row(ground, row, index as f64 * ROW)) }
        };
        html! { figure class="strip" id=(self.id) { figcaption { (self.title) } (drawing.draw(&marks)) } }
    }

    fn axis(&self, ground: Ground, bottom: f64) -> Markup {
        let zero = ground.at(0.0);
        let rows =
            || (0..self.rows.len()).map(|index| (index as f64 * ROW + BAND.0, index as f64 * ROW + BAND.1));
        let ticks = ground.scale.ticks(4);
        let step = ticks.get(1).zip(ticks.first()).map_or(1.0, |(next, first)| next - first);
        html! {
            @for (top, bottom) in rows() {
                @if let Some(matters) = self.matters {
                    @let (left, right) = (ground.at(-matters), ground.at(matters));
                    rect class="matters" x=(px(left)) y=(px(top)) width=(px((right - left).max(1.0))) height=(px(bottom - top)) {}
                }
                @for value in &ticks { (line((ground.at(*value), top), (ground.at(*value), bottom), "grid")) }
                (line((zero, top), (zero, bottom), "zero"))
            }
            @for value in &ticks { (text(ground.at(*value), bottom + 16.0, "tick middle", &minus(&(self.write)(*value, step)))) }
        }
    }
}

/// The ground the marks stand on.
#[derive(Clone, Copy)]
struct Ground {
    scale: Scale,
    width: f64,
}

impl Ground {
    fn at(self, value: f64) -> f64 {
        LEFT + self.scale.place(value) * self.width
    }
}

fn draw_row(ground: Ground, row: &StripRow, top: f64) -> Markup {
    let tone = tone_class(row.tone);
    let middle = top + (BAND.0 + BAND.1) / 2.0;
    let verdict_room = row.verdict.chars().count() as f64 * 6.4 + 20.0;
    let room = WIDTH - if row.verdict.is_empty() { 8.0 } else { verdict_room };
    // Bold letters are wider.
    let room = if row.strong { room * 0.92 } else { room };
    html! {
        (text(LEFT - 6.0, top + 14.0, if row.strong { "name strong" } else { "name" }, &fitted(&row.name, room)))
        @if !row.verdict.is_empty() {
            (text(WIDTH - 2.0, top + 14.0, &format!("verdict end {tone}"), &format!("{} {}", glyph(row.tone), row.verdict)))
        }
        @for mark in &row.marks { (draw_mark(ground, *mark, row.tone, middle)) }
        (text(WIDTH - 2.0, middle + 4.5, if row.strong { "figure end strong" } else { "figure end" }, &minus(&row.figure)))
    }
}

fn draw_mark(ground: Ground, mark: Mark, tone: Tone, y: f64) -> Markup {
    let class = tone_class(tone);
    let x = |value: f64| ground.at(value);
    match mark {
        Mark::Dot(value) => dot(x(value), y, tone),
        Mark::Whisker(low, high) => html! {
            (line((x(low), y), (x(high), y), &format!("whisker {class}")))
            (line((x(low), y - 4.0), (x(low), y + 4.0), &format!("whisker {class}")))
            (line((x(high), y - 4.0), (x(high), y + 4.0), &format!("whisker {class}")))
        },
        Mark::Bar(value) => {
            let (left, right) = (x(value.min(0.0)), x(value.max(0.0)));
            html! { rect class=(format!("amount {class}")) x=(px(left)) y=(px(y - 6.0)) width=(px((right - left).max(1.0))) height="12" {} }
        }
        Mark::Range(from, to) => html! {
            (line((x(from), y), (x(to), y), "range"))
            circle class="range-from" cx=(px(x(from))) cy=(px(y)) r="4.5" {}
            circle class="range-to" cx=(px(x(to))) cy=(px(y)) r="4.5" {}
        },
        Mark::Halves { low, middle, high } => html! {
            @for (end, half) in [(low, "low-end"), (high, "high-end")] {
                @let (left, right) = (x(end.min(middle)), x(end.max(middle)));
                rect class=(half) x=(px(left)) y=(px(y - 6.0)) width=(px((right - left).max(1.0))) height="12" {}
            }
        },
        Mark::Tick(value) => line((x(value), y - 8.0), (x(value), y + 8.0), "stated"),
    }
}

/// A dot whose shape tells its tone as well as its colour does: circle good, square bad, diamond unsure, hollow quiet.
fn dot(x: f64, y: f64, tone: Tone) -> Markup {
    let class = format!("dot {}", tone_class(tone));
    match tone {
        Tone::Bad => {
            html! { rect class=(class) x=(px(x - 4.5)) y=(px(y - 4.5)) width="9" height="9" {} }
        }
        Tone::Unsure => html! {
            path class=(class) d=(format!("M{} {}l6.5 6.5l-6.5 6.5l-6.5 -6.5Z", px(x), px(y - 6.5))) {}
        },
        _ => html! { circle class=(class) cx=(px(x)) cy=(px(y)) r="5" {} },
    }
}

/// The class of a tone.
pub(in crate::report::html) fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Good => "good",
        Tone::Bad => "bad",
        Tone::Unsure => "unsure",
        Tone::Quiet => "quiet",
        Tone::Strong => "strong",
    }
}

/// The sign that goes with a tone.
fn glyph(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "✓",
        Tone::Bad => "✕",
        Tone::Unsure => "?",
        Tone::Quiet => "≈",
        Tone::Plain | Tone::Strong => "",
    }
}
