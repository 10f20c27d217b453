//! The columns of the customers, as of the end of the horizon.

use super::column::{Column, Kind, Value};
use super::folder::Names;
use crate::journey::{CustomerRow, Stay};

/// One column per fact about a customer.
pub(super) const COLUMNS: &[Column] = &[
    Column { name: "replication", kind: Kind::Whole, unit: "number", meaning: "Replication, from 1." },
    Column { name: "customer", kind: Kind::Whole, unit: "number", meaning: "Customer, as in the contacts." },
    Column { name: "segment", kind: Kind::Text, unit: "name", meaning: "Segment." },
    Column {
        name: "stay",
        kind: Kind::Text,
        unit: "stayed, joined, left, left_before",
        meaning: "There from the start of the horizon to its end; joined within it and there at its end; left within it; or left within the warm-up, and then in no figure of the horizon.",
    },
    Column {
        name: "joined_week",
        kind: Kind::Whole,
        unit: "number",
        meaning: "Week of the horizon in which the customer joined, from 1; empty for who joined before it. Those without it who stayed or left are the start cohort.",
    },
    Column {
        name: "left_week",
        kind: Kind::Whole,
        unit: "number",
        meaning: "Week of the horizon in which the customer left, from 1; empty for who is there at its end or left before it.",
    },
    Column {
        name: "satisfaction",
        kind: Kind::Number,
        unit: "points of 0-100",
        meaning: "Latent satisfaction at the end; the last value for who left.",
    },
    Column {
        name: "tenure_months",
        kind: Kind::Number,
        unit: "months",
        meaning: "Months with the firm at the end, as if nobody had left.",
    },
    Column { name: "monthly_revenue", kind: Kind::Number, unit: "currency", meaning: "Revenue per month." },
    Column {
        name: "contact_rate",
        kind: Kind::Number,
        unit: "factor",
        meaning: "Personal factor on the contact rate, mean 1 within the segment.",
    },
    Column {
        name: "in_contract",
        kind: Kind::Truth,
        unit: "",
        meaning: "Whether the customer is in a contract term.",
    },
];

/// The row of a customer.
pub(super) fn row<'a>(
    replication: u64,
    customer: &CustomerRow,
    names: &'a Names,
) -> [Value<'a>; COLUMNS.len()] {
    let stay = match customer.stay {
        Stay::Stayed => "stayed",
        Stay::Joined => "joined",
        Stay::Left => "left",
        Stay::LeftBefore => "left_before",
    };
    let week = |week: Option<usize>| Value::maybe(week, |week| Value::Whole(week as u64 + 1));
    [
        Value::Whole(replication),
        Value::Whole(u64::from(customer.slot)),
        Value::Text(&names.segments[customer.segment]),
        Value::Text(stay),
        week(customer.joined_week),
        week(customer.left_week),
        Value::Single(customer.satisfaction),
        Value::Number(customer.tenure_months),
        Value::Number(f64::from(customer.monthly_revenue) / 100.0),
        Value::Single(customer.contact_rate),
        Value::Truth(customer.in_contract),
    ]
}
