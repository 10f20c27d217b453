//! The answer in a terminal: verdict first, then the tables that carry it, in at most 100 columns.

mod claims;
mod day;
mod grid;
mod ink;
mod judge;
mod measurement;
mod verification;

use crate::experiment::Results;
use crate::metrics::Metric;

use super::table::{Table, Tone};
use super::tables::{self, Entity};
use super::view::View;

pub use claims::render_claims;
pub use ink::Style;
pub use judge::render_trial;
pub use measurement::render_measurement;
pub use verification::render_verification;

/// Metrics of the service, for tables with one row per arm.
const SERVICE: [Metric; 5] = [
    Metric::AbandonmentRate,
    Metric::WaitMean,
    Metric::ServiceLevelOfOffered,
    Metric::Fcr,
    Metric::Occupancy,
];
/// Metrics of a service where money does not decide, for tables of arms.
const SERVICE_ALONE: [Metric; 9] = [
    Metric::UnservedRate,
    Metric::AbandonmentRate,
    Metric::ServiceLevelOfOffered,
    Metric::ServiceLevelOfAnswered,
    Metric::WaitMean,
    Metric::Fcr,
    Metric::Occupancy,
    Metric::CostStaff,
    Metric::CostPerContact,
];
/// Metrics of customers and money, for tables with one row per arm.
const CUSTOMERS: [Metric; 5] = [
    Metric::SatisfactionCohort,
    Metric::ChurnAnnual,
    Metric::CustomersEnd,
    Metric::Profit,
    Metric::CustomerValueEnd,
];
/// Metrics per segment and reason of a single arm.
const GROUPS: [Metric; 11] = [
    Metric::Offered,
    Metric::AbandonmentRate,
    Metric::WaitMean,
    Metric::WaitP90,
    Metric::ServiceLevelOfOffered,
    Metric::Aht,
    Metric::CostPerContact,
    Metric::Fcr,
    Metric::SatisfactionCohort,
    Metric::ChurnAnnual,
    Metric::CustomersEnd,
];
/// Metrics per team of a single arm: of what it answered, and what its time was spent on.
const TEAMS: [Metric; 12] = [
    Metric::Answered,
    Metric::ServiceLevelOfAnswered,
    Metric::Asa,
    Metric::WaitP90,
    Metric::Aht,
    Metric::Fcr,
    Metric::Occupancy,
    Metric::HandlingHours,
    Metric::AvailableHours,
    Metric::BreakHours,
    Metric::PaidHours,
    Metric::CostPerContact,
];
/// With up to this many arms metrics are rows and arms columns; with more it is the other way round.
const FEW_ARMS: usize = 3;

/// The results as text for a terminal.
pub fn render(results: &Results, style: Style) -> String {
    let view = View::new(results);
    let mut page =
        Page { text: String::new(), style: Style { width: style.width.clamp(60, Style::WIDEST), ..style } };
    answer(&view, &mut page);
    if !results.observed.is_empty() {
        page.table(&tables::observed(&view), if view.unmatched() > 0 { Tone::Bad } else { Tone::Strong });
    }
    if view.is_comparison() {
        comparison(&view, &mut page);
    } else {
        single(&view, &mut page);
    }
    page.table(&tables::failure(&view), Tone::Strong);
    if !results.targets.is_empty() {
        page.table(&tables::targets(&view), Tone::Strong);
    }
    doubt(&view, &mut page);
    if let Some(screening) = &results.screening {
        page.table(&tables::screening(&view, screening), Tone::Strong);
    }
    page.gap();
    page.paragraph(&view.noise(), Tone::Plain);
    for warning in &results.warnings {
        page.paragraph(&format!("warning: {warning}"), Tone::Unsure);
    }
    provenance(&view, &mut page);
    page.text
}

/// The text as it grows.
struct Page {
    text: String,
    style: Style,
}

impl Page {
    fn gap(&mut self) {
        self.text.push('\n');
    }

    fn paragraph(&mut self, words: &str, tone: Tone) {
        for line in ink::wrap(&ink::clean(words), self.style.width) {
            self.text.push_str(&self.style.paint(&line, tone));
            self.text.push('\n');
        }
    }

    fn bullet(&mut self, words: &str) {
        for (index, line) in ink::wrap(&ink::clean(words), self.style.width - 4).iter().enumerate() {
            self.text.push_str(if index == 0 { "  - " } else { "    " });
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    fn title(&mut self, words: &str, tone: Tone) {
        self.gap();
        self.paragraph(words, tone);
    }

    fn table(&mut self, table: &Table, tone: Tone) {
        if !table.is_empty() {
            self.title(&table.title, tone);
            self.text.push_str(&grid::draw(table, self.style));
        }
    }
}

fn answer(view: &View, page: &mut Page) {
    match &view.results.verdicts {
        Some(verdicts) => page.paragraph(&verdicts.headline, Tone::Strong),
        None if view.is_comparison() => page.paragraph(&view.results.goodwill.scenario, Tone::Strong),
        None => {
            page.paragraph(&view.single_title(), Tone::Strong);
            if let Some(summary) = &view.results.summary {
                page.paragraph(summary, Tone::Plain);
            }
        }
    }
}

fn comparison(view: &View, page: &mut Page) {
    let arms = tables::arms(&view.results.arms);
    if !view.service().is_empty() {
        page.table(&tables::service(view), Tone::Strong);
        page.table(&tables::service_of_reasons(view), Tone::Strong);
        let mut metrics = [SERVICE_ALONE.as_slice(), CUSTOMERS.as_slice()].concat();
        // Where contacts can only be answered or abandoned, abandonment says it all.
        metrics.retain(|metric| *metric != Metric::UnservedRate || view.deciding().contains(metric));
        if arms.len() <= FEW_ARMS {
            page.table(&tables::as_columns(view, "The arms", &arms, &metrics), Tone::Strong);
        } else {
            page.table(&tables::as_rows(view, "The arms", "arm", &arms, &metrics), Tone::Strong);
        }
    } else {
        money_decides(view, page, &arms);
    }
    page.table(&tables::gains_over_time(view), Tone::Strong);
    page.table(&tables::market(view), Tone::Strong);
    let sentences = view.results.verdicts.iter().flat_map(|verdicts| &verdicts.sentences);
    for (index, sentence) in sentences.enumerate() {
        if index == 0 {
            page.title("Effects and interactions", Tone::Strong);
        }
        page.bullet(sentence);
    }
    if !view.results.payoffs.is_empty() {
        page.table(&tables::payoffs(view), Tone::Strong);
    }
}

/// The arms by service, customers and money, and every deciding figure against the baseline.
fn money_decides(view: &View, page: &mut Page, arms: &[Entity]) {
    if arms.len() <= FEW_ARMS {
        let metrics = [SERVICE.as_slice(), CUSTOMERS.as_slice()].concat();
        page.table(&tables::as_columns(view, "The arms", arms, &metrics), Tone::Strong);
    } else {
        page.table(&tables::as_rows(view, "The arms: service", "arm", arms, &SERVICE), Tone::Strong);
        page.table(
            &tables::as_rows(view, "The arms: customers and money", "arm", arms, &CUSTOMERS),
            Tone::Strong,
        );
    }
    let deciding = view.deciding();
    for metric in &deciding {
        if let Some(mut table) = tables::decision(view, *metric) {
            table.title = format!("Against the baseline: {}", table.title);
            page.table(&table, Tone::Strong);
        }
    }
    let others =
        view.contrasted().into_iter().filter(|metric| !deciding.contains(metric) && *metric != Metric::Fcr);
    let others: Vec<Metric> = others.take(5).collect();
    page.table(&tables::differences(view, "Against the baseline: what else changes", &others), Tone::Strong);
}

fn single(view: &View, page: &mut Page) {
    let Some(arm) = view.baseline() else { return };
    let everything = tables::as_columns(
        view,
        "The whole service",
        &[(view.single_arm().unwrap_or("this service"), &arm.metrics)],
        &tables::every_metric(),
    );
    page.table(&everything, Tone::Strong);
    page.table(&tables::contacts_and_issues(view, arm), Tone::Strong);
    for (title, name, groups, metrics) in [
        ("By reason", "reason", &arm.reasons, GROUPS.as_slice()),
        ("By team", "team", &arm.teams, TEAMS.as_slice()),
        ("By segment", "segment", &arm.segments, GROUPS.as_slice()),
    ] {
        let entities: Vec<Entity> = groups.iter().map(|(name, values)| (name.as_str(), values)).collect();
        page.table(&tables::as_rows(view, title, name, &entities, metrics), Tone::Strong);
    }
    let profile = day::profile(view, arm, page.style);
    if !profile.is_empty() {
        page.title("The day, all days of the horizon together", Tone::Strong);
        page.text.push_str(&profile);
    }
    for twin in &view.results.twins {
        let table = tables::twin(view, twin);
        if table.is_empty() {
            page.gap();
        }
        page.table(&table, Tone::Strong);
        tables::twin_gaps(twin).iter().for_each(|sentence| page.bullet(sentence));
    }
}

fn doubt(view: &View, page: &mut Page) {
    let cost = tables::cost_sentence(view);
    let Some(doubt) = &view.results.doubt else {
        cost.iter().for_each(|sentence| page.bullet(sentence));
        return;
    };
    let table = tables::doubt(view, doubt);
    if table.is_empty() {
        page.title("Doubt about the inputs", Tone::Strong);
    } else {
        page.table(
            &Table { title: format!("Doubt about the inputs: {}", table.title), ..table },
            Tone::Strong,
        );
    }
    for row in &doubt.rows {
        page.bullet(&format!("{}: {}", row.path, row.why));
    }
    if let Some(knowing) = &doubt.value_of_knowing {
        page.table(&tables::knowing(view, knowing), Tone::Strong);
    }
    for sentence in tables::break_even_sentence(doubt).into_iter().chain(cost) {
        page.bullet(&sentence);
    }
}

fn provenance(view: &View, page: &mut Page) {
    let made = &view.results.goodwill;
    let digest: String = made.scenario_sha256.chars().take(12).collect();
    page.paragraph(
        &format!(
            "goodwill {} (streams {}), seed {}, scenario {} sha256 {digest}, command: {}",
            made.version, made.stream_version, made.seed, made.scenario, made.command
        ),
        Tone::Quiet,
    );
}
