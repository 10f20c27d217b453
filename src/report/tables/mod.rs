//! The tables of a report, built once and drawn by the terminal and by the page.

mod checks;
mod contrasts;
mod doubt;
mod failure;
mod gain_over_time;
mod levels;
mod market;
mod money;
mod screening;
mod service;
mod twins;
mod views;

pub(crate) use checks::{observed, targets};
pub(crate) use contrasts::{decision, differences, effects, matters, scoreboard};
pub(crate) use doubt::{break_even_sentence, doubt, ends, knowing, metrics as doubt_metrics};
pub(crate) use failure::failure;
pub(crate) use gain_over_time::gains_over_time;
pub(crate) use levels::{
    Entity, arms, as_columns, as_rows, every_metric, groups, head, of_half_hours, of_segments, side_by_side,
    weekly,
};
pub(crate) use market::market;
pub(crate) use money::{cost_sentence, payback, payoffs};
pub(crate) use screening::{
    figure as screening_figure, screening, screening_ends, screening_format, shown as screened,
};
pub(crate) use service::{service, service_of_reasons};
pub(crate) use twins::{twin, twin_gaps};
pub(crate) use views::contacts_and_issues;
