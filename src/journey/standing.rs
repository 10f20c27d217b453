//! Where the customers stand at the end of the horizon: the cohort's satisfaction, who is there, what they are worth, and
//! what a panel survey of them shows.

use crate::experience::{Appraisal, Asked, ExperienceModel, Questionnaire};
use crate::journey::base::indicators;
use crate::journey::blueprint::{MoneyModel, WeekModels};
use crate::journey::customers::months;
use crate::journey::figures::{ModelPart, ModelParts};
use crate::journey::month::dealings;
use crate::journey::observed::{Look, look};
use crate::journey::records::Recorder;
use crate::journey::table::{Row, Sources};
use crate::loyalty::{AtRisk, Candidate, Worth};
use crate::metrics::Metric;
use crate::survey::{Answers, Indicator, PanelSums};

/// Sums over the customers of one segment at the end.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Standing {
    cohort: u64,
    cohort_satisfaction: f64,
    start: u64,
    end: u64,
    revenue_satisfaction: f64,
    monthly_revenue: f64,
    value: f64,
    /// What the firm sees of those who need not give notice, at the start and at the end, and whom it sees wrongly as lost;
    /// `None` where it sees everybody leave.
    observed: Option<[u64; 3]>,
    joined: u64,
    at_risk: u64,
    panel: PanelSums,
    /// Answers after contacts.
    contacts: PanelSums,
    /// The true index, summed over the customers there; nobody where the index has no indicators.
    index: f64,
    indexed: u64,
}

impl Standing {
    /// Adds another segment's.
    pub(super) fn merge(&mut self, other: &Standing) {
        self.cohort += other.cohort;
        self.cohort_satisfaction += other.cohort_satisfaction;
        self.revenue_satisfaction += other.revenue_satisfaction;
        self.monthly_revenue += other.monthly_revenue;
        self.value += other.value;
        // Segments whose leavers all give notice are seen as they are.
        let as_they_are = |of: &Standing| of.observed.unwrap_or([of.start, of.end, 0]);
        if self.observed.is_some() || other.observed.is_some() {
            let (own, others) = (as_they_are(self), as_they_are(other));
            self.observed = Some(std::array::from_fn(|at| own[at] + others[at]));
        }
        self.start += other.start;
        self.end += other.end;
        self.joined += other.joined;
        self.at_risk += other.at_risk;
        self.panel.merge(&other.panel);
        self.contacts.merge(&other.contacts);
        self.index += other.index;
        self.indexed += other.indexed;
    }

    /// Customers at the end.
    pub(super) fn end(&self) -> f64 {
        self.end as f64
    }

    /// Writes the metrics that apply.
    pub(super) fn write(&self, row: &mut Row, parts: &ModelParts) {
        row.ratio(Metric::SatisfactionCohort, self.cohort_satisfaction, self.cohort as f64);
        row.ratio(Metric::SatisfactionValueWeighted, self.revenue_satisfaction, self.monthly_revenue);
        row.total(Metric::CustomersStart, self.start as f64);
        row.total(Metric::CustomersEnd, self.end as f64);
        if parts.has(ModelPart::Money) {
            row.total(Metric::CustomerValueEnd, self.value);
            row.ratio(Metric::CustomerValue, self.value, self.end as f64);
        }
        if let Some([start, end, wrongly_lost]) = self.observed {
            row.total(Metric::CustomersObservedStart, start as f64);
            row.total(Metric::CustomersObservedEnd, end as f64);
            row.ratio(Metric::WronglyLostRate, wrongly_lost as f64, self.end as f64);
            let left = start as f64 + self.joined as f64 - end as f64;
            row.ratio(Metric::ChurnObserved, left, self.at_risk as f64);
        }
        if self.indexed > 0 {
            row.ratio(Metric::CsiCensus, self.index, self.indexed as f64);
        }
        if parts.has(ModelPart::Survey) {
            let (panel, contacts) = (&self.panel, &self.contacts);
            row.ratio(Metric::Csi, panel.csi, panel.raters);
            row.ratio(Metric::Acsi, panel.acsi, panel.acsi_respondents);
            row.ratio(Metric::Csat, panel.satisfied, panel.overall);
            row.ratio(Metric::Nps, 100.0 * (panel.promoters - panel.detractors), panel.recommend);
            let (answered, invited) = (panel.answered + contacts.answered, panel.invited + contacts.invited);
            row.ratio(Metric::SurveyResponseRate, answered as f64, invited as f64);
        }
        if parts.has(ModelPart::SurveyAfterContact) {
            let contacts = &self.contacts;
            row.ratio(Metric::Ces, contacts.ease, contacts.ease_respondents);
            row.ratio(Metric::CsatContact, contacts.contact_satisfied, contacts.contact_respondents);
        }
    }
}

/// How each segment stands; `recorder` hears of the answers to the surveys.
pub(super) fn standing(sources: &mut Sources, recorder: &mut Option<&mut dyn Recorder>) -> Vec<Standing> {
    let blueprint = sources.blueprint;
    let models = blueprint.models(blueprint.calendar.weeks().checked_sub(1));
    let mut standing: Vec<Standing> = (0..blueprint.segments.len())
        .map(|segment| {
            let last = sources.sums.weeks().saturating_sub(1);
            let cell = sources.sums.of(segment, last);
            let start = sources.sums.cohort[segment];
            let mut standing = Standing {
                cohort: start,
                cohort_satisfaction: cell.cohort_satisfaction,
                start,
                end: cell.active,
                joined: (0..=last).map(|week| sources.sums.of(segment, week).joined).sum(),
                at_risk: (0..=last).map(|week| sources.sums.of(segment, week).at_risk).sum(),
                observed: observed(sources, segment),
                ..Standing::default()
            };
            if let Some(money) = &models.money {
                add_value(&mut standing, segment, sources, models, money);
            }
            standing
        })
        .collect();
    if let Some(model) = &models.experience {
        take_census(&mut standing, sources, model);
    }
    ask(&mut standing, sources, recorder);
    standing
}

/// What the firm sees of a segment's customers at both ends of the horizon, if they need not give notice.
fn observed(sources: &Sources, segment: usize) -> Option<[u64; 3]> {
    let loyalty = sources.blueprint.before.loyalty.as_ref()?;
    let observed = loyalty.segments[segment].observed?;
    let end = sources.blueprint.calendar.end();
    let start = sources.seen_at_start.get(segment)?;
    let seen = look(sources.customers, segment, &observed, end, Look::End, &sources.stream);
    Some([start.customers, seen.customers, seen.wrongly_lost])
}

/// Slots of a segment's active customers.
pub(super) fn active<'a>(sources: &'a Sources, segment: usize) -> impl Iterator<Item = u32> + 'a {
    let layout = &sources.customers.layout;
    layout.initial[segment]
        .clone()
        .chain(layout.reserved[segment].clone())
        .filter(|slot| sources.customers.get(*slot).is_active())
}

fn add_value(
    standing: &mut Standing,
    segment: usize,
    sources: &Sources,
    models: &WeekModels,
    money: &MoneyModel,
) {
    let Some(loyalty) = &models.loyalty else {
        return;
    };
    let level = &sources.calibration.levels[segment];
    let months_passed = months(sources.blueprint.calendar.end());
    let follows_satisfaction = sources.blueprint.links.churn;
    let worth = Worth::new(money.value_months, money.discount_annual);
    let pull = sources.calibration.pull(loyalty);
    let appraisal = models.experience.as_ref().map(|model| Appraisal::new(model, segment));
    for slot in active(sources, segment) {
        let (customer, further) = sources.customers.with_memory(slot);
        let satisfaction = f64::from(customer.satisfaction);
        let candidate = Candidate {
            segment,
            tenure_months: customer.tenure_months(months_passed),
            monthly_revenue: customer.monthly_revenue,
        };
        let dealings = dealings(loyalty, &candidate, slot, &sources.stream);
        let delight = appraisal.as_ref().map_or(0.0, |of| of.loyalty_points(&customer.memory, further));
        let revenue = f64::from(dealings.revenue) / 100.0;
        let of = AtRisk {
            satisfaction: if follows_satisfaction { satisfaction + delight } else { level.reference },
            tenure_months: customer.tenure_months(months_passed),
            in_contract: customer.is_in_contract(),
            frailty: f64::from(customer.frailty),
            odds_factor: dealings.odds_factor * pull,
        };
        let spent = f64::from(dealings.programme_cost) / 100.0 + money.touchpoints_of(segment);
        let margin = revenue * money.margin - spent;
        standing.value += worth.expected_margin(margin, loyalty.churn.hazard(&of, level));
        standing.revenue_satisfaction += satisfaction * revenue;
        standing.monthly_revenue += revenue;
    }
}

/// The true index of everybody who is there, where it has indicators.
fn take_census(standing: &mut [Standing], sources: &Sources, model: &ExperienceModel) {
    if model.categories.iter().all(|category| category.indicators.is_empty()) {
        return;
    }
    for (segment, standing) in standing.iter_mut().enumerate() {
        let questionnaire = Questionnaire::new(model, segment);
        for slot in active(sources, segment) {
            let (customer, further) = sources.customers.with_memory(slot);
            standing.index += questionnaire.index(&Asked {
                memory: (&customer.memory, further),
                expectation_shift: sources.blueprint.segments[segment].expectation_shift,
                luck: (&sources.stream, slot),
            });
            standing.indexed += 1;
        }
    }
}

/// Asks the panel at the end of the horizon, and adds up its answers and those after contacts.
fn ask(standing: &mut [Standing], sources: &mut Sources, recorder: &mut Option<&mut dyn Recorder>) {
    let blueprint = sources.blueprint;
    let models = blueprint.models(blueprint.calendar.weeks().checked_sub(1));
    let Some(experience) = &models.experience else {
        return;
    };
    let (customers, end) = (sources.customers, blueprint.calendar.end());
    let Some(panel) = sources.surveys.ask_panel(0, blueprint, models, customers, end, sources.stream) else {
        return;
    };
    let indicators = indicators(experience);
    add_up(standing, &panel, &indicators, |standing| &mut standing.panel);
    add_up(standing, &sources.surveys.after_contact, &indicators, |standing| &mut standing.contacts);
    if let Some(recorder) = recorder {
        sources.surveys.waves.push(panel);
        recorder.answers(&sources.surveys.waves, &indicators, false);
        if !sources.surveys.after_contact.questions.is_empty() {
            recorder.answers(std::slice::from_ref(&sources.surveys.after_contact), &indicators, true);
        }
    }
}

fn add_up(
    standing: &mut [Standing],
    answers: &Answers,
    indicators: &[Indicator],
    sums: impl Fn(&mut Standing) -> &mut PanelSums,
) {
    for (respondent, of) in answers.respondents.iter().enumerate() {
        sums(&mut standing[of.segment as usize]).add(answers, respondent, indicators);
    }
    for (standing, invited) in standing.iter_mut().zip(&answers.invited) {
        sums(standing).invited += invited;
    }
}
