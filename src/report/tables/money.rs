//! Money of each arm against the baseline.

use crate::experiment::Payoff;
use crate::metrics::Metric;

use super::super::number::{Format, grouped, short};
use super::super::table::{Cell, Table, Tone};
use super::super::view::View;
use super::contrasts::{arm_cell, format};
use super::levels::head;

/// One row per arm: what it costs, what it brings, when it pays back, and what a point and a customer kept cost.
pub(crate) fn payoffs(view: &View) -> Table {
    let rows = &view.results.payoffs;
    let optional = |of: fn(&Payoff) -> Option<f64>| view.money_format(rows.iter().filter_map(of));
    let extra = view.money_format(rows.iter().map(|row| row.extra_service_cost));
    let profit = differences_format(view, Metric::Profit, |row| row.profit);
    let value = differences_format(view, Metric::CustomerValueEnd, |row| row.customer_value_end);
    let point = optional(|row| row.cost_per_point);
    let kept = optional(|row| row.cost_per_customer_kept);
    let mut table = Table::new("Money against the baseline", "arm")
        .number(head("extra cost of service", &extra.unit))
        .number(head("profit", &profit.unit))
        .number(head("customer value", &value.unit))
        .words("pays back")
        .number(head("cost per point", &point.unit))
        .number(head("cost per customer kept", &kept.unit));
    let breaks_even = rows.iter().any(|row| row.break_even_agent_cost_factor.is_some());
    for row in rows {
        let money = |metric: Metric, amount: f64, format: &Format| match view.difference(&row.arm, metric) {
            Some(difference) => view.difference_cell(&row.arm, metric, difference, format),
            None => Cell::new(format.signed(amount)),
        };
        table.push(
            arm_cell(view, &row.arm),
            vec![
                Cell::new(extra.signed(row.extra_service_cost)),
                money(Metric::Profit, row.profit, &profit),
                money(Metric::CustomerValueEnd, row.customer_value_end, &value),
                Cell::new(payback(row)).toned(if row.payback_week.is_some() {
                    Tone::Plain
                } else {
                    Tone::Unsure
                }),
                per_unit(row.cost_per_point, &point),
                per_unit(row.cost_per_customer_kept, &kept),
            ],
        );
    }
    if breaks_even {
        let factor =
            |row: &Payoff| row.break_even_agent_cost_factor.map(|factor| format!("x {}", grouped(factor, 2)));
        let cells = rows.iter().map(|row| Cell::new(factor(row).unwrap_or_default()));
        table.push_column("break-even agent cost", cells.collect());
    }
    let winning = cost_of_winning(view).map(|each| {
        let format = view.money_format([each]);
        format!(" Winning a customer costs {} on the baseline.", format.with_unit(each))
    });
    let mut note = format!(
        "Extra cost of service: staff, interventions and touchpoints. Profit is of the horizon. Customer value is apart from \
         it: the discounted margin expected from the customers still there at the end. A cost per point or per customer \
         kept is shown where the {} % interval of the gain lies above 0.",
        view.confidence
    );
    if breaks_even {
        note += " Break-even: how many times the stated cost of a paid agent hour brings profit plus customer value down to \
                 the baseline's.";
    }
    table.note = Some(note + &winning.unwrap_or_default());
    table
}

/// A cost per unit gained, or that no gain is shown.
fn per_unit(cost: Option<f64>, format: &Format) -> Cell {
    cost.map_or_else(|| Cell::new("not shown").toned(Tone::Quiet), |cost| Cell::new(format.value(cost)))
}

/// The format of the differences of a metric, or of plain amounts where no contrast has it.
fn differences_format(view: &View, metric: Metric, of: fn(&Payoff) -> f64) -> Format {
    format(view, metric).unwrap_or_else(|| view.plain_format(metric, view.results.payoffs.iter().map(of)))
}

/// What the baseline spends on winning a customer, where anybody is won.
fn cost_of_winning(view: &View) -> Option<f64> {
    let metrics = &view.baseline()?.metrics;
    let (spent, joined) =
        (metrics.get(Metric::CostAcquisition.key())?, metrics.get(Metric::CustomersJoined.key())?);
    (joined.mean > 0.0).then(|| spent.mean / joined.mean)
}

/// When an arm pays back, in words.
pub(crate) fn payback(row: &Payoff) -> String {
    row.payback_week.map_or("not within the horizon".to_owned(), |week| format!("week {week}"))
}

/// Up to which cost of an agent hour an arm stays worth it.
pub(crate) fn cost_sentence(view: &View) -> Option<String> {
    let arm = &view.spotlight()?.name;
    let row = view.results.payoffs.iter().find(|row| row.arm == *arm)?;
    let factor = row.break_even_agent_cost_factor?;
    Some(format!(
        "{arm}: profit plus customer value equals the baseline's when a paid agent hour costs {} times what the scenario says.",
        short(factor)
    ))
}
