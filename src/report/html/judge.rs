//! The page of a trial of formulas: a sentence for each, pictures, every figure in a table.

use maud::{Markup, html};

use crate::judge::{FormulaTrial, Question, Trial};

use super::super::judge::{
    answer, by_standing, construct, definitions, failures, league, parts, process, question, requirements,
    tone, word,
};
use super::super::number::{grouped, short};
use super::super::table::Table;
use super::plot::scatter::{Dot, Scatter};
use super::plot::{
    Axis, Key, Line, LineChart, Mark, Point, Reference, Scale, Span, Strip, StripRow, tone_class,
};
use super::table::{draw, untitled};
use super::{Head, Section, page};

/// The trial as a page, with the text of the scenario it was held on.
pub fn render_trial(trial: &Trial, scenario: &str) -> String {
    let head = Head { of: &trial.goodwill.scenario, version: &trial.goodwill.version };
    page(&head, &verdicts(trial), &sections(trial, scenario))
}

fn verdicts(trial: &Trial) -> Markup {
    let bars = requirements(trial);
    html! {
        header {
            p class="kicker" { "Goodwill · " (trial.goodwill.scenario) " · formulas on trial" }
            h1 { (answer(trial)) }
            @for warning in &trial.warnings { p class="alert" role="note" { strong { "Note. " } (warning) } }
        }
        @if !bars.is_empty() { (draw(&bars)) }
        ul class="verdicts" {
            @for of in by_standing(trial) {
                li { strong class=(tone_class(tone(of.standing))) { (word(of.standing)) ": " } (of.verdict) }
            }
        }
        p class="noise" {
            (trial.method.populations) " simulated populations, " (trial.method.surveys) " surveys of each, "
            (short(trial.method.answers.round())) " answers on average. ± is one Monte Carlo standard error, clustered by population."
        }
    }
}

fn sections(trial: &Trial, scenario: &str) -> Vec<Section> {
    let table = |table: Table| (!table.is_empty()).then(|| draw(&table));
    let mut sections = Vec::new();
    let mut add = |id: &'static str, title: &'static str, body: Option<Markup>| {
        sections.extend(body.map(|body| Section { id, title, body }));
    };
    let league = league(trial);
    add("league", "The league", (!league.is_empty()).then(|| html! { (coverage(trial)) (draw(&league)) }));
    let split = parts(trial);
    add(
        "parts",
        "Where the error comes from",
        (!split.is_empty()).then(|| {
            html! {
                div class="strips" { @for of in &trial.formulas { (split_strip(of)) } }
                (draw(&split))
            }
        }),
    );
    add("process", "One population and the process", table(process(trial)));
    add("construct", "What it stands for", table(construct(trial)));
    add(
        "questions",
        "What a team asks",
        (!trial.questions.is_empty()).then(|| {
            html! {
                @for of in &trial.questions {
                    h3 id=(of.key) { (of.question) }
                    @match &of.absent {
                        Some(why) => p class="note" { "Not answered: " (why) "." },
                        None => {
                            @if of.key == "power_by_size" { (power_curves(of)) }
                            (untitled(&question(of)))
                        },
                    }
                }
            }
        }),
    );
    add("failures", "Failures", table(failures(trial)));
    add("formulas", "The formulas", table(definitions(trial)));
    add("source", "How to reproduce this", Some(source(trial, scenario)));
    sections
}

/// Coverage against width.
fn coverage(trial: &Trial) -> Markup {
    let dots: Vec<Dot> = trial
        .formulas
        .iter()
        .filter_map(|of| {
            let census = of.census.as_ref()?;
            let (coverage, width) = (census.coverage?, census.width?);
            Some(Dot {
                name: of.name.clone(),
                x: width.value,
                y: 100.0 * coverage.value,
                whisker: 200.0 * coverage.mc_se.unwrap_or(0.0),
                tone: tone(of.standing),
            })
        })
        .collect();
    if dots.is_empty() {
        return html! {};
    }
    let level = 100.0 * trial.method.confidence;
    let lowest = dots.iter().map(|dot| dot.y - dot.whisker).fold(level - 5.0, f64::min).max(0.0);
    let (x, y) =
        (Scale::holding(dots.iter().map(|dot| dot.x).chain([0.0]), 6), Scale::holding([lowest, 100.0], 6));
    let percent = |value: f64| format!("{} %", short(value));
    Scatter {
        id: "coverage".into(),
        title: "Coverage against width: good intervals lie on the line and, among formulas of one unit, far to the left".into(),
        description: format!(
            "Share of intervals that hold the census value, by their mean width, for {} formulas; the line is the level of {} %.",
            dots.len(),
            short(level)
        ),
        x: Axis { label: "mean width, each in its own unit".into(), scale: x, ticks: x.ticks(6), write: Box::new(short) },
        y: Axis { label: "coverage".into(), scale: y, ticks: y.ticks(6), write: Box::new(percent) },
        dots,
        references: vec![Reference { upright: false, at: level, label: format!("{} %", short(level)) }],
    }
    .draw()
}

/// The parts of a formula's error as bars.
fn split_strip(of: &FormulaTrial) -> Markup {
    let Some(split) = &of.error_parts else { return html! {} };
    let row = |name: &str, measured: crate::judge::Measured, strong: bool| {
        let half = 2.0 * measured.mc_se.unwrap_or(0.0);
        StripRow {
            name: name.to_string(),
            strong,
            figure: grouped(measured.value, 2),
            verdict: String::new(),
            tone: super::super::table::Tone::Plain,
            marks: vec![
                Mark::Bar(measured.value),
                Mark::Whisker(measured.value - half, measured.value + half),
            ],
        }
    };
    let mut rows: Vec<StripRow> = split.parts.iter().map(|part| row(&part.part, part.bias, false)).collect();
    rows.push(row("total", split.total, true));
    Strip {
        id: format!("parts-{}", identifier(&of.name)),
        title: format!("Error of {}", of.name),
        description: format!("The bias of {} in six parts and their total, {}.", of.name, of.unit),
        matters: None,
        rows,
        write: Box::new(|value, _| short(value)),
    }
    .draw()
}

/// Power against answers, a chart for each intervention.
fn power_curves(of: &Question) -> Markup {
    let mut subjects: Vec<&str> = Vec::new();
    for answer in &of.answers {
        if !subjects.contains(&answer.about.as_str()) {
            subjects.push(&answer.about);
        }
    }
    let size = |figure: &str| -> Option<f64> { figure.split_whitespace().nth(1)?.parse().ok() };
    let chart = |subject: &str| {
        let mut lines: Vec<Line> = Vec::new();
        for answer in of.answers.iter().filter(|answer| answer.about == subject) {
            let Some(x) = size(&answer.figure) else { continue };
            let y = 100.0 * answer.measured.value;
            let point = Point { x, y, band: None };
            match lines.iter_mut().find(|line| line.name == answer.formula) {
                Some(line) => line.points.push(point),
                None => {
                    let index = lines.len();
                    lines.push(Line {
                        name: answer.formula.clone(),
                        index,
                        strong: false,
                        points: vec![point],
                    });
                }
            }
        }
        let (x, y) = (Scale::Log { low: 100.0, high: 5_000.0 }, Scale::Linear { low: 0.0, high: 100.0 });
        LineChart {
            id: format!("power-{}", identifier(subject)),
            title: format!("Power to see {subject} before and after"),
            description: format!(
                "Power in percent by answers per survey, from 100 to 5000, for {} formulas.",
                lines.len()
            ),
            span: Span::Full,
            key: Key::Listed,
            x: Axis {
                label: "answers per survey".into(),
                scale: x,
                ticks: vec![100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0],
                write: Box::new(|value| grouped(value, 0)),
            },
            y: Axis {
                label: "power".into(),
                scale: y,
                ticks: y.ticks(5),
                write: Box::new(|value| format!("{value:.0} %")),
            },
            bars: Vec::new(),
            lines,
            references: vec![Reference { upright: false, at: 80.0, label: "80 %".into() }],
        }
        .draw()
    };
    html! { @for subject in subjects { (chart(subject)) } }
}

fn source(trial: &Trial, scenario: &str) -> Markup {
    let made = &trial.goodwill;
    let options = made.command.strip_prefix("judge ").unwrap_or_default();
    html! {
        p { "The same scenario, seed and version give the same results to the last bit, on any number of threads." }
        pre class="command" { code { "goodwill judge scenario.toml " (options) } }
        dl class="made" {
            div { dt { "program" } dd { "goodwill " (made.version) ", random streams " (made.stream_version) } }
            div { dt { "scenario" } dd { (made.scenario) } }
            div { dt { "sha256" } dd { code { (made.scenario_sha256) } } }
        }
        @if !scenario.trim().is_empty() {
            details { summary { "The scenario, as given" } pre tabindex="0" { code { (scenario) } } }
        }
    }
}

/// A name as part of an id in the page.
fn identifier(name: &str) -> String {
    name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect()
}
