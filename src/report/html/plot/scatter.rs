//! A chart of named points, each with an upright whisker; drawn twice, for a wide and for a narrow page.

use maud::{Markup, html};

use super::super::super::table::Tone;
use super::lines::{Axis, Reference, apart};
use super::strip::tone_class;
use super::{Drawing, fitted, line, px, text};

/// A named point.
pub(in crate::report::html) struct Dot {
    /// Its name, written beside it.
    pub name: String,
    /// Place on the horizontal axis.
    pub x: f64,
    /// Place on the vertical axis.
    pub y: f64,
    /// Half length of the whisker.
    pub whisker: f64,
    /// What its colour says beside the words.
    pub tone: Tone,
}

/// A chart of points.
pub(in crate::report::html) struct Scatter<'a> {
    /// Name of the figure in the page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What it shows, for those who do not see it.
    pub description: String,
    /// Horizontal axis.
    pub x: Axis<'a>,
    /// Vertical axis.
    pub y: Axis<'a>,
    /// The points.
    pub dots: Vec<Dot>,
    /// Lines across the chart.
    pub references: Vec<Reference>,
}

/// Where one drawing has its axes.
struct Ground {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// Distance of two names.
const NAME_HEIGHT: f64 = 14.0;
/// Width of the margin in which the lines to the names part.
const FAN: f64 = 46.0;

impl Scatter<'_> {
    /// The figure.
    pub fn draw(&self) -> Markup {
        let wide = Ground { left: 62.0, top: 26.0, width: 1080.0 - 62.0 - 150.0, height: 270.0 };
        let narrow = Ground { left: 50.0, top: 26.0, width: 360.0 - 50.0 - 116.0, height: 220.0 };
        html! {
            figure class="chart full" id=(self.id) {
                figcaption { (self.title) }
                (self.drawing("wide", (1080.0, 344.0), &wide))
                (self.drawing("narrow", (360.0, 294.0), &narrow))
            }
        }
    }

    fn drawing(&self, class: &str, (width, height): (f64, f64), ground: &Ground) -> Markup {
        let drawing = Drawing {
            id: format!("{}-{class}", self.id),
            class,
            width,
            height,
            title: &self.title,
            description: &self.description,
        };
        let bottom = ground.top + ground.height;
        let right = ground.left + ground.width;
        let across = |value: f64| ground.left + ground.width * self.x.scale.place(value);
        let up = |value: f64| bottom - ground.height * self.y.scale.place(value);
        let room = width - right - 10.0;
        let wanted: Vec<f64> = self.dots.iter().map(|dot| up(dot.y) + 4.0).collect();
        let names = apart(&wanted, NAME_HEIGHT, bottom);
        drawing.draw(&html! {
            @for value in &self.y.ticks {
                (line((ground.left, up(*value)), (right, up(*value)), "grid"))
                (text(ground.left - 8.0, up(*value) + 4.0, "tick end", &(self.y.write)(*value)))
            }
            @for value in &self.x.ticks { (text(across(*value), bottom + 18.0, "tick middle", &(self.x.write)(*value))) }
            (text(0.0, 14.0, "tick", &self.y.label))
            (text(right, bottom + 36.0, "tick end", &self.x.label))
            @for reference in &self.references {
                @if reference.upright {
                    (line((across(reference.at), ground.top), (across(reference.at), bottom), "reference"))
                } @else {
                    (line((ground.left, up(reference.at)), (right, up(reference.at)), "reference"))
                }
            }
            // Names first, then dots, then words, so that none is crossed by what matters less. A name's line runs level until
            // the margin, and fans out there.
            @if room > 60.0 {
                @for (dot, name) in self.dots.iter().zip(&names) {
                    @let turn = (right - FAN, up(dot.y));
                    (line((across(dot.x), up(dot.y)), turn, "grid"))
                    (line(turn, (right + 6.0, *name - 4.0), "grid"))
                    (text(right + 10.0, *name, "tick", &fitted(&dot.name, room)))
                }
            }
            @for dot in &self.dots {
                (line((across(dot.x), up(dot.y - dot.whisker)), (across(dot.x), up(dot.y + dot.whisker)), "whisker"))
                circle cx=(px(across(dot.x))) cy=(px(up(dot.y))) r="5" class=(format!("dot {}", tone_class(dot.tone))) {
                    title { (dot.name) }
                }
            }
            @for reference in self.references.iter().filter(|reference| !reference.upright) {
                (text(ground.left + 14.0, up(reference.at) - 5.0, "tick", &reference.label))
            }
        })
    }
}
