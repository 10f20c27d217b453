//! What the arms add to satisfaction soon and in the end.

use crate::experiment::{Difference, GainOverTime, Gains};
use crate::metrics::Metric;

use super::super::table::{Cell, Table};
use super::super::view::View;
use super::contrasts::arm_cell;

/// The short or the long run of an arm.
type Run = fn(&GainOverTime) -> &Gains;
/// One part of a gain.
type Part = fn(&Gains) -> &Difference;

/// Arms as rows; the direct part, the part that is surprise and both, in the short and in the long run.
pub(crate) fn gains_over_time(view: &View) -> Table {
    let gains_over_time = &view.results.gains_over_time;
    let mut table = Table::new("What each arm adds to satisfaction, soon and in the end (points)", "arm");
    for gain in gains_over_time {
        table.push(arm_cell(view, &gain.arm), Vec::new());
    }
    let runs: [(&str, Run); 2] = [("short run", |gain| &gain.short_run), ("long run", |gain| &gain.long_run)];
    let parts: [(&str, Metric, Part); 3] = [
        ("direct part", Metric::SatisfactionDirect, |gains| &gains.direct),
        ("surprise", Metric::SatisfactionDisconfirmation, |gains| &gains.disconfirmation),
        ("both", Metric::Satisfaction, |gains| &gains.together),
    ];
    for (run, gains) in runs {
        for (part, metric, difference) in parts {
            let found = || gains_over_time.iter().map(|gain| difference(gains(gain)));
            let format = view.difference_format(metric, found());
            let cell = |gain: &GainOverTime| {
                view.difference_cell(&gain.arm, metric, difference(gains(gain)), &format)
            };
            let cells: Vec<Cell> = gains_over_time.iter().map(cell).collect();
            table.push_column(format!("{run}: {part}"), cells);
        }
    }
    table.note = gains_over_time.first().map(|gain| {
        let [from, to] = gain.short_run.weeks;
        let [last_from, last_to] = gain.long_run.weeks;
        format!(
            "Short run: the four weeks from the first in which an arm's changes are in force (of the first arm {from} to {to}); long \
             run: weeks {last_from} to {last_to}. Of a gain the direct part, what service is like, stays; surprise, what it is like \
             against what was expected, fades once service changes no more and people are used to it."
        )
    });
    table
}
