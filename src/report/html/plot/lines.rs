//! Line charts with bands, bars behind and reference lines; drawn twice, for a wide and for a narrow page.

use maud::{Markup, html};

use super::super::super::number::Format;
use super::super::table::minus;
use super::scale::Scale;
use super::{Drawing, fitted, ink, line, px, text};

/// One point of a line, with its interval where there is one.
#[derive(Clone, Copy, Debug)]
pub(in crate::report::html) struct Point {
    /// Place on the horizontal axis.
    pub x: f64,
    /// Place on the vertical axis.
    pub y: f64,
    /// Lower and upper end of the interval.
    pub band: Option<(f64, f64)>,
}

/// One line.
pub(in crate::report::html) struct Line {
    /// Its name.
    pub name: String,
    /// Number of its arm: colour and dashes.
    pub index: usize,
    /// Whether it is one to look at.
    pub strong: bool,
    /// Its points, from left to right.
    pub points: Vec<Point>,
}

impl Line {
    /// What the vertical axis must hold of it: its points and the ends of their intervals.
    pub fn heights(&self) -> impl Iterator<Item = f64> + '_ {
        self.points.iter().flat_map(|point| {
            let ends = point.band.into_iter().flat_map(|(low, high)| [low, high]);
            std::iter::once(point.y).chain(ends)
        })
    }
}

/// An axis and the words on it.
pub(in crate::report::html) struct Axis<'a> {
    /// What is measured, with its unit.
    pub label: String,
    /// From where to where.
    pub scale: Scale,
    /// Values that are labelled.
    pub ticks: Vec<f64>,
    /// How a value is written.
    pub write: Box<dyn Fn(f64) -> String + 'a>,
}

impl<'a> Axis<'a> {
    /// An axis of amounts in `format`, labelled at round values.
    pub fn of(format: Format, scale: Scale, write: fn(&Format, f64) -> String) -> Axis<'a> {
        let ticks = scale.ticks(6);
        let step = ticks.windows(2).next().map_or(1.0, |pair| pair[1] - pair[0]);
        let format = format.for_steps_of(step);
        Axis { label: format.unit.clone(), scale, ticks, write: Box::new(move |value| write(&format, value)) }
    }

    /// An axis of weeks, from the first to the `last`, labelled at whole weeks.
    pub fn weeks(last: f64) -> Axis<'a> {
        let scale = Scale::Linear { low: 1.0, high: last };
        let mut ticks = scale.ticks(13);
        ticks.retain(|week| week.fract() == 0.0);
        Axis { label: "week".into(), scale, ticks, write: Box::new(|week| format!("{week:.0}")) }
    }
}

/// A line across the chart at a value that means something.
pub(in crate::report::html) struct Reference {
    /// Whether it stands at a value of the horizontal axis.
    pub upright: bool,
    /// The value.
    pub at: f64,
    /// What it means.
    pub label: String,
}

/// Where the names of the lines stand on a wide page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report::html) enum Key {
    /// At the right ends of the lines.
    AtEnds,
    /// In a list on the right, for lines whose ends meet.
    Listed,
    /// In a list below.
    Below,
}

/// How much of the page a chart takes when it is wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report::html) enum Span {
    /// The whole width.
    Full,
    /// Half of it.
    Half,
}

/// A chart of lines.
pub(in crate::report::html) struct LineChart<'a> {
    /// Name of the figure in the page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What it shows, for those who do not see it.
    pub description: String,
    /// Room it takes.
    pub span: Span,
    /// Where the names stand.
    pub key: Key,
    /// Horizontal axis.
    pub x: Axis<'a>,
    /// Vertical axis.
    pub y: Axis<'a>,
    /// Bars behind the lines: from, to, height.
    pub bars: Vec<(f64, f64, f64)>,
    /// Lines; the later ones lie on top.
    pub lines: Vec<Line>,
    /// Reference lines.
    pub references: Vec<Reference>,
}

/// Distance of two names.
const NAME_HEIGHT: f64 = 17.0;

/// The frame of one drawing of a chart.
struct Frame {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    names: f64,
}

impl Frame {
    fn right(&self) -> f64 {
        self.left + self.width
    }

    fn bottom(&self) -> f64 {
        self.top + self.height
    }
}

impl LineChart<'_> {
    /// The figure: both drawings, of which the page shows the one that fits, and the key for the narrow one.
    pub fn draw(&self) -> Markup {
        let longest = self.lines.iter().map(|line| line.name.chars().count()).max().unwrap_or(0) as f64;
        let beside = self.lines.len() > 1 && self.key != Key::Below;
        let names = if beside { (longest * 6.9 + 44.0).min(250.0) } else { 16.0 };
        let (total, height) = if self.span == Span::Full { (1080.0, 300.0) } else { (530.0, 270.0) };
        let wide = Frame { left: 62.0, top: 26.0, width: total - 62.0 - names, height: height - 72.0, names };
        let narrow = Frame { left: 50.0, top: 26.0, width: 360.0 - 50.0 - 22.0, height: 200.0, names: 22.0 };
        let class = if self.span == Span::Full { "chart full" } else { "chart half" };
        html! {
            figure class=(class) id=(self.id) {
                figcaption { (self.title) }
                (self.drawing("wide", (total, height), &wide, true))
                (self.drawing("narrow", (360.0, 272.0), &narrow, false))
                @if self.lines.len() > 1 { (self.list(beside)) }
            }
        }
    }

    fn drawing(&self, class: &str, (width, height): (f64, f64), frame: &Frame, named: bool) -> Markup {
        let drawing = Drawing {
            id: format!("{}-{class}", self.id),
            class,
            width,
            height,
            title: &self.title,
            description: &self.description,
        };
        drawing.draw(&html! {
            (self.axes(frame))
            @for (from, to, value) in &self.bars { (self.bar(frame, *from, *to, *value)) }
            (self.references(frame))
            @for line in &self.lines { (self.band(frame, line)) }
            @for line in &self.lines { path class=(format!("line {}", self.ink(line))) d=(self.path(frame, line)) {} }
            @if self.lines.len() > 1 && self.key != Key::Below { (self.names(frame, named)) }
        })
    }

    fn at(&self, frame: &Frame, x: f64, y: f64) -> (f64, f64) {
        (
            frame.left + self.x.scale.place(x) * frame.width,
            frame.bottom() - self.y.scale.place(y) * frame.height,
        )
    }

    fn axes(&self, frame: &Frame) -> Markup {
        html! {
            (text(2.0, 13.0, "label", &self.y.label))
            @for &value in &self.y.ticks {
                @let y = frame.bottom() - self.y.scale.place(value) * frame.height;
                (line((frame.left, y), (frame.right(), y), "grid"))
                (text(frame.left - 7.0, y + 4.0, "tick end", &minus(&(self.y.write)(value))))
            }
            @for &value in &self.x.ticks {
                @let x = frame.left + self.x.scale.place(value) * frame.width;
                (line((x, frame.bottom()), (x, frame.bottom() + 4.0), "axis"))
                (text(x, frame.bottom() + 18.0, "tick middle", &minus(&(self.x.write)(value))))
            }
            (line((frame.left, frame.bottom()), (frame.right(), frame.bottom()), "axis"))
            (text(frame.left + frame.width / 2.0, frame.bottom() + 37.0, "label middle", &self.x.label))
        }
    }

    fn bar(&self, frame: &Frame, from: f64, to: f64, value: f64) -> Markup {
        let (left, top) = self.at(frame, from, value);
        let (right, bottom) = (self.at(frame, to, value).0, frame.bottom());
        html! {
            rect class="bar" x=(px(left + 0.5)) y=(px(top)) width=(px((right - left - 1.0).max(0.5))) height=(px(bottom - top)) {}
        }
    }

    /// The reference lines; the names of upright ones stand above the chart, each lower than the one before.
    fn references(&self, frame: &Frame) -> Markup {
        let upright = self.references.iter().filter(|reference| reference.upright).enumerate();
        html! {
            @for reference in self.references.iter().filter(|reference| !reference.upright) {
                @let y = self.at(frame, 0.0, reference.at).1;
                (line((frame.left, y), (frame.right(), y), "reference"))
                (text(frame.left + 5.0, y - 5.0, "note", &reference.label))
            }
            @for (index, reference) in upright {
                @let x = self.at(frame, reference.at, 0.0).0;
                @let (shift, class) = if x > frame.left + frame.width * 0.6 { (-5.0, "note end") } else { (5.0, "note") };
                (line((x, frame.top - 12.0), (x, frame.bottom()), "reference"))
                (text(x + shift, frame.top - 4.0 + 13.0 * index as f64, class, &reference.label))
            }
        }
    }

    /// The ink of a line; one alone needs no telling apart.
    fn ink(&self, line: &Line) -> String {
        if self.lines.len() == 1 { ink(1, true) } else { ink(line.index, line.strong) }
    }

    fn path(&self, frame: &Frame, line: &Line) -> String {
        let mut path = String::new();
        for point in &line.points {
            let (x, y) = self.at(frame, point.x, point.y);
            path.push_str(&format!("{}{} {}", if path.is_empty() { "M" } else { "L" }, px(x), px(y)));
        }
        path
    }

    fn band(&self, frame: &Frame, line: &Line) -> Markup {
        let banded: Vec<(f64, f64, f64)> = line
            .points
            .iter()
            .filter_map(|point| point.band.map(|(low, high)| (point.x, low, high)))
            .collect();
        let corner = |x: f64, y: f64| {
            let (x, y) = self.at(frame, x, y);
            format!("{} {}", px(x), px(y))
        };
        let upper = banded.iter().map(|(x, _, high)| corner(*x, *high));
        let lower = banded.iter().rev().map(|(x, low, _)| corner(*x, *low));
        let outline = upper.chain(lower).collect::<Vec<_>>().join("L");
        html! {
            @if banded.len() > 1 { path class=(format!("band {}", self.ink(line))) d=(format!("M{outline}Z")) {} }
        }
    }

    /// The names beside the chart: in full where there is room, else the numbers of the key.
    fn names(&self, frame: &Frame, in_full: bool) -> Markup {
        let ends: Vec<f64> = match self.key {
            Key::AtEnds => self.lines.iter().map(|line| self.end(frame, line)).collect(),
            Key::Listed | Key::Below => vec![frame.top; self.lines.len()],
        };
        let gap = if in_full { NAME_HEIGHT } else { 12.0 };
        let places = apart(&ends, gap, frame.bottom());
        let x = frame.right();
        html! {
            @for (line_, (end, y)) in self.lines.iter().zip(ends.iter().zip(&places)) {
                @let class = self.ink(line_);
                @if in_full {
                    @if self.key == Key::AtEnds { (line((x + 1.0, *end), (x + 14.0, *y), "leader")) }
                    (line((x + 15.0, *y), (x + 37.0, *y), &format!("line {class}")))
                    (text(x + 42.0, y + 4.0, if line_.strong { "name strong" } else { "name" }, &fitted(&line_.name, frame.names - 42.0)))
                } @else if self.key == Key::AtEnds {
                    (text(x + 4.0, y + 4.0, "name", &line_.index.to_string()))
                }
            }
        }
    }

    /// The height at which a line ends.
    fn end(&self, frame: &Frame, line: &Line) -> f64 {
        line.points.last().map_or(frame.bottom(), |point| self.at(frame, point.x, point.y).1)
    }

    /// The key below the drawing; where names stand beside the wide one, for the narrow one only.
    fn list(&self, narrow: bool) -> Markup {
        let mut lines: Vec<&Line> = self.lines.iter().collect();
        if self.key == Key::AtEnds {
            lines.sort_by_key(|line| line.index);
        }
        html! {
            ul class=(if narrow { "key narrow" } else { "key" }) aria-hidden="true" {
                @for line_ in lines {
                    li {
                        svg viewBox="0 0 26 10" width="26" height="10" { (line((1.0, 5.0), (25.0, 5.0), &format!("line {}", self.ink(line_)))) }
                        @if self.key == Key::AtEnds { (line_.index) " " }
                        (line_.name)
                    }
                }
            }
        }
    }
}

/// Moves the heights `wanted` at least `gap` apart, changing their order nowhere and none below `bottom`.
pub(super) fn apart(wanted: &[f64], gap: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut places = wanted.to_vec();
    let mut above = f64::NEG_INFINITY;
    for &index in &order {
        places[index] = places[index].max(above + gap);
        above = places[index];
    }
    let mut below = bottom + gap;
    for &index in order.iter().rev() {
        places[index] = places[index].min(below - gap);
        below = places[index];
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_labelled_once_each() {
        let labels = |last: f64| {
            let axis = Axis::weeks(last);
            axis.ticks.iter().map(|week| (axis.write)(*week)).collect::<Vec<_>>()
        };
        assert_eq!(labels(4.0), ["1", "2", "3", "4"]);
        assert_eq!(labels(2.0), ["1", "2"]);
        for last in 2..=60 {
            let labels = labels(f64::from(last));
            assert!(labels.windows(2).all(|pair| pair[0] != pair[1]), "{last} weeks: {labels:?}");
            assert!(labels.len() > 1, "{last} weeks: {labels:?}");
        }
    }

    #[test]
    fn names_keep_their_order_and_their_distance() {
        let places = apart(&[100.0, 98.0, 20.0, 99.0], 17.0, 110.0);
        assert_eq!(places, [110.0, 76.0, 20.0, 93.0]);
    }
}
