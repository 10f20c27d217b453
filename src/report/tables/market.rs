//! The second firm in the market: what share of the customers of both each arm has at the end, and who went where.

use crate::metrics::Metric;

use super::super::table::{Cell, Table};
use super::super::view::View;
use super::contrasts::format;
use super::levels::{arms, as_rows, head};

/// What stands in a row, as levels.
const LEVELS: [Metric; 5] = [
    Metric::MarketShare,
    Metric::CustomersEnd,
    Metric::RivalCustomersEnd,
    Metric::LeftToRival,
    Metric::JoinedFromRival,
];

/// Market share of every arm, and the difference it makes; without rows where there is no second firm.
pub(crate) fn market(view: &View) -> Table {
    if !view.applies(Metric::MarketShare) {
        return Table::new("Who has the customers of both firms", "arm");
    }
    let mut table =
        as_rows(view, "Who has the customers of both firms", "arm", &arms(&view.results.arms), &LEVELS);
    if let Some(format) = format(view, Metric::MarketShare) {
        let cells =
            view.results.arms.iter().map(|arm| match view.difference(&arm.name, Metric::MarketShare) {
                Some(difference) => view.difference_cell(&arm.name, Metric::MarketShare, difference, &format),
                None => Cell::default(),
            });
        table.push_column(head("share against the baseline", &format.difference_unit), cells.collect());
    }
    table.note = Some(
        "Customers of both firms at the end of the horizon. The rival is a stock of customers with a satisfaction: it takes and gives the \
         stated shares of leavers and newcomers, and does not answer what this firm does."
            .to_owned(),
    );
    table
}
