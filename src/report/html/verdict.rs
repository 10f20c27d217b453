//! The answer first: the headline, the arm in the spotlight in a few figures, and every verdict at a glance.

use maud::{Markup, html};

use crate::experiment::ArmResult;
use crate::metrics::Metric;

use super::super::table::Tone;
use super::super::tables;
use super::super::view::{View, half_width, verdict_tone};
use super::plot::tone_class;
use super::table::{draw, minus, words};

/// At most this many figures in the spotlight.
const TILES: usize = 7;
/// What the tiles of a single arm show, when it applies.
const SINGLE: [Metric; 11] = [
    Metric::Offered,
    Metric::AbandonmentRate,
    Metric::UnservedRate,
    Metric::WaitMean,
    Metric::ServiceLevelOfOffered,
    Metric::Occupancy,
    Metric::Fcr,
    Metric::SatisfactionCohort,
    Metric::ChurnAnnual,
    Metric::Profit,
    Metric::CostStaff,
];

/// The head of the page.
pub(super) fn section(view: &View) -> Markup {
    let headline = view.results.verdicts.as_ref().map(|verdicts| verdicts.headline.as_str());
    html! {
        header {
            p class="kicker" { "Goodwill · " (view.results.goodwill.scenario) }
            h1 {
                @if let Some(headline) = headline { (words(headline)) }
                @else if view.is_comparison() { (view.results.goodwill.scenario) ": the arms compared" }
                @else { (view.single_title()) }
            }
            @if let Some(summary) = &view.results.summary { p class="lead" { (words(summary)) } }
            @if view.unmatched() > 0 {
                p class="alert" role="note" {
                    strong { "Baseline not matched. " }
                    (view.unmatched()) " of " (view.results.observed.len())
                    " observed figures lie outside the tolerance: see " a href="#observed" { "the model against what was observed" } "."
                }
            }
            @for warning in &view.results.warnings { p class="alert" role="note" { strong { "Warning. " } (words(warning)) } }
        }
        @match (view.recommended().or(view.of_headline()), view.baseline()) {
            (Some(arm), Some(baseline)) => (spotlight(view, arm, baseline)),
            (None, Some(arm)) if !view.is_comparison() => (levels(view, arm)),
            _ => {},
        }
        p class="noise" { (view.noise()) }
        @if view.service().is_empty() { (draw(&tables::scoreboard(view))) }
        @else { (draw(&tables::service(view))) (draw(&tables::service_of_reasons(view))) }
    }
}

/// The recommended arm, or that of the headline, against the baseline.
fn spotlight(view: &View, arm: &ArmResult, baseline: &ArmResult) -> Markup {
    let payoff = view.results.payoffs.iter().find(|row| row.arm == arm.name);
    html! {
        p class="recommended" {
            @if view.recommended().is_some() { "Recommended: " } @else { "In figures: " }
            strong { (arm.name) } ", against " (baseline.name)
        }
        div class="tiles" {
            @for metric in view.contrasted().into_iter().take(TILES) { (change(view, arm, baseline, metric)) }
            @if let Some(payoff) = payoff {
                div class="tile" {
                    p class="what" { "pays back" }
                    p class="big words" { (tables::payback(payoff)) }
                    p class="from" { "cumulative profit against the baseline's" }
                }
            }
        }
    }
}

/// One figure of the recommended arm: the difference, the verdict, and from where to where.
fn change(view: &View, arm: &ArmResult, baseline: &ArmResult, metric: Metric) -> Markup {
    let Some(difference) = view.difference(&arm.name, metric) else {
        return html! {};
    };
    let format = view.difference_format(metric, [difference]);
    let cell = view.difference_cell(&arm.name, metric, difference, &format);
    let levels = view.level_format(metric, [&arm.metrics, &baseline.metrics]);
    let level = |arm: &ArmResult| arm.metrics.get(metric.key()).map(|estimate| levels.value(estimate.mean));
    let verdict = view.verdict(&arm.name, metric).map(|row| row.verdict);
    html! {
        div class=(format!("tile {}", tone_class(cell.tone))) {
            p class="what" { (metric.entry().label) }
            p class="big" {
                (minus(&cell.text))
                @if let Some(spread) = &cell.spread { " " span class="spread" { (spread) } }
                " " span class="unit" { (format.difference_unit) }
            }
            @if let Some(verdict) = verdict { p class=(format!("chip {}", tone_class(verdict_tone(verdict)))) { (verdict.words()) } }
            @if let (Some(from), Some(to)) = (level(baseline), level(arm)) {
                p class="from" { (minus(&from)) " → " (minus(&to)) " " (levels.unit) }
            }
        }
    }
}

/// Waits of different kinds have no mean worth a tile; where there is profit, the cost of staff is a part of it.
fn is_shown(view: &View, metric: Metric) -> bool {
    match metric {
        Metric::WaitMean => view.waits_are_of_one_kind(),
        Metric::CostStaff => !view.applies(Metric::Profit),
        _ => true,
    }
}

/// The figures of a single arm.
fn levels(view: &View, arm: &ArmResult) -> Markup {
    html! {
        div class="tiles" {
            @for metric in SINGLE.into_iter().filter(|metric| is_shown(view, *metric)) {
                @if let Some(estimate) = arm.metrics.get(metric.key()) {
                    @let format = view.level_format(metric, [&arm.metrics]);
                    div class=(format!("tile {}", tone_class(Tone::Plain))) {
                        p class="what" { (metric.entry().label) }
                        p class="big" {
                            (minus(&format.value(estimate.mean)))
                            @if let Some(half) = half_width(estimate) { " " span class="spread" { (format.half_width(half)) } }
                            " " span class="unit" { (format.unit) }
                        }
                    }
                }
            }
        }
    }
}
