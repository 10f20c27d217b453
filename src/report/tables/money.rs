//! Money of each arm against the baseline.

use crate::experiment::Payoff;
use crate::metrics::Metric;

use super::super::number::short;
use super::super::table::{Cell, Table, Tone};
use super::super::view::View;
use super::contrasts::arm_cell;
use super::levels::head;

/// One row per arm: what it costs, what it brings, when it pays back, and what a point and a customer kept cost.
pub(crate) fn payoffs(view: &View) -> Table {
    let rows = &view.results.payoffs;
    let format = |of: fn(&Payoff) -> f64| view.plain_format(Metric::Profit, rows.iter().map(of));
    let optional =
        |of: fn(&Payoff) -> Option<f64>| view.plain_format(Metric::Profit, rows.iter().filter_map(of));
    let extra = format(|row| row.extra_service_cost);
    let profit = format(|row| row.profit);
    let value = format(|row| row.customer_value_end);
    let point = optional(|row| row.cost_per_point);
    let kept = optional(|row| row.cost_per_customer_kept);
    let mut table = Table::new("Money against the baseline", "arm")
        .number(head("extra cost of service", &extra.unit))
        .number(head("profit", &profit.unit))
        .number(head("customer value", &value.unit))
        .words("pays back")
        .number(head("cost per point", &point.unit))
        .number(head("cost per customer kept", &kept.unit))
        .number("break-even agent cost");
    for row in rows {
        let money = |amount: f64, text: String| {
            Cell::new(text).toned(if amount < 0.0 { Tone::Bad } else { Tone::Good })
        };
        table.push(
            arm_cell(view, &row.arm),
            vec![
                Cell::new(extra.signed(row.extra_service_cost)),
                money(row.profit, profit.signed(row.profit)),
                money(row.customer_value_end, value.signed(row.customer_value_end)),
                Cell::new(payback(row)).toned(if row.payback_week.is_some() {
                    Tone::Plain
                } else {
                    Tone::Unsure
                }),
                Cell::new(row.cost_per_point.map_or("no gain".into(), |cost| point.value(cost))),
                Cell::new(row.cost_per_customer_kept.map_or("none kept".into(), |cost| kept.value(cost))),
                Cell::new(
                    row.break_even_agent_cost_factor
                        .map(|factor| format!("x {}", short(factor)))
                        .unwrap_or_default(),
                ),
            ],
        );
    }
    let winning = cost_of_winning(view).map(|each| {
        let format = view.plain_format(Metric::Profit, [each]);
        format!(" Winning a customer costs {} on the baseline.", format.with_unit(each))
    });
    table.note = Some(
        "Extra cost of service: staff, programmes and touchpoints. Profit is of the horizon. Customer value is apart from it: the discounted margin expected from the customers \
         still there at the end. Break-even: how many times the stated cost of a paid agent hour brings profit plus \
         customer value down to the baseline's."
            .to_owned()
            + &winning.unwrap_or_default(),
    );
    table
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
