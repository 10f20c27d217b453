//! The day in one line per metric: 48 half-hours as a row of blocks.

use crate::experiment::ArmResult;
use crate::metrics::Metric;

use super::super::table::Tone;
use super::super::view::View;
use super::ink::Style;

/// Heights of a block, lowest first.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Room of the label beside the blocks.
const LABEL: usize = 18;
/// Room of the words on the peak after them.
const PEAK: usize = 32;
/// What a planner looks for in a day.
const METRICS: [Metric; 4] =
    [Metric::Offered, Metric::AgentsBusyMean, Metric::WaitMean, Metric::AbandonmentRate];

/// The profile of the day of one arm; empty when it has no half-hours.
pub(super) fn profile(view: &View, arm: &ArmResult, style: Style) -> String {
    let mut text = String::new();
    let wide = style.width >= 2 + LABEL + arm.intervals.len() + PEAK;
    for metric in METRICS {
        let values: Vec<Option<f64>> = arm
            .intervals
            .iter()
            .map(|interval| interval.metrics.get(metric.key()).map(|estimate| estimate.mean))
            .collect();
        let peak =
            arm.intervals.iter().zip(&values).filter_map(|(interval, value)| Some((interval, (*value)?)));
        let Some((interval, peak)) = peak.max_by(|a, b| a.1.total_cmp(&b.1)) else {
            continue;
        };
        let format = view.level_format(metric, arm.intervals.iter().map(|interval| &interval.metrics));
        let blocks: String = values.iter().map(|value| block(*value, peak)).collect();
        let label = metric.entry().label;
        let words = format!("peak {} at {}", format.with_unit(peak), interval.start);
        let words = style.paint(&words, Tone::Quiet);
        if wide {
            text.push_str(&format!("  {label:<LABEL$}{blocks}  {words}\n"));
        } else {
            text.push_str(&format!("  {label}, {words}\n  {}\n", blocks.trim_end()));
        }
    }
    if !text.is_empty() {
        let hours = scale(arm.intervals.len());
        let indent = " ".repeat(if wide { LABEL } else { 0 });
        text.push_str(&format!("  {indent}{}\n", style.paint(hours.trim_end(), Tone::Quiet)));
    }
    text
}

/// A block as high as the share of the peak; a gap where the metric does not apply.
fn block(value: Option<f64>, peak: f64) -> char {
    match value {
        Some(value) if peak > 0.0 => BLOCKS[((value / peak).clamp(0.0, 1.0) * 7.0).round() as usize],
        Some(_) => BLOCKS[0],
        None => ' ',
    }
}

/// The hours under the blocks, every sixth.
fn scale(half_hours: usize) -> String {
    (0..half_hours)
        .step_by(12)
        .map(|half_hour| format!("{:<12}", format!("{:02}:00", half_hour / 2)))
        .collect::<String>()
}
