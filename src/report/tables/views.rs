//! The contact view beside the customer view: what became of attempts, and of the needs behind them.

use crate::experiment::ArmResult;
use crate::metrics::Metric;

use super::super::table::Table;
use super::super::view::View;
use super::levels::{Entity, as_rows};

/// Of each pair the figure of contacts, then that of issues.
const METRICS: [Metric; 8] = [
    Metric::Offered,
    Metric::Issues,
    Metric::AnsweredRate,
    Metric::IssuesAnsweredRate,
    Metric::WaitMean,
    Metric::WaitPerIssue,
    Metric::ContactsPerIssue,
    Metric::Fcr,
];

/// Both views of one arm: of the whole service, of its reasons and of its segments.
pub(crate) fn contacts_and_issues(view: &View, arm: &ArmResult) -> Table {
    let mut entities: Vec<Entity> = vec![("whole service", &arm.metrics)];
    for groups in [&arm.reasons, &arm.segments] {
        // A single group says the same again.
        if groups.len() > 1 {
            entities.extend(groups.iter().map(|(name, values)| (name.as_str(), values)));
        }
    }
    let title = "Contact view and customer view: attempts beside the issues behind them";
    let mut table = as_rows(view, title, "of", &entities, &METRICS);
    table.note = Some(
        "An issue is a customer's need; it may take several contacts. Answered rate and mean wait are of contacts, issues answered \
         and wait per issue of issues."
            .to_owned(),
    );
    table
}
