//! Where the customers stand at the end of the horizon: the cohort's satisfaction, who is there, what they are worth, and
//! what a panel survey of them shows.

use crate::experience::{ExperienceModel, ItemTruth, Questionnaire};
use crate::journey::blueprint::{Blueprint, MoneyModel, WeekModels};
use crate::journey::customers::months;
use crate::journey::records::Recorder;
use crate::journey::table::{Row, Sources};
use crate::loyalty::{AtRisk, Worth};
use crate::metrics::Metric;
use crate::random::Purpose;
use crate::survey::{Answer, Invited, PanelSums, SurveyModel};

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
    panel: PanelSums,
}

impl Standing {
    /// Adds another segment's.
    pub(super) fn merge(&mut self, other: &Standing) {
        self.cohort += other.cohort;
        self.cohort_satisfaction += other.cohort_satisfaction;
        self.start += other.start;
        self.end += other.end;
        self.revenue_satisfaction += other.revenue_satisfaction;
        self.monthly_revenue += other.monthly_revenue;
        self.value += other.value;
        self.panel.merge(&other.panel);
    }

    /// Writes the metrics that apply.
    pub(super) fn write(&self, row: &mut Row, blueprint: &Blueprint) {
        row.ratio(Metric::SatisfactionCohort, self.cohort_satisfaction, self.cohort as f64);
        row.ratio(Metric::SatisfactionValueWeighted, self.revenue_satisfaction, self.monthly_revenue);
        row.total(Metric::CustomersStart, self.start as f64);
        row.total(Metric::CustomersEnd, self.end as f64);
        if blueprint.before.money.is_some() {
            row.total(Metric::CustomerValueEnd, self.value);
        }
        if blueprint.before.survey.is_some() {
            let respondents = self.panel.respondents as f64;
            let balance = self.panel.promoters as f64 - self.panel.detractors as f64;
            row.ratio(Metric::Csi, self.panel.csi, respondents);
            row.ratio(Metric::Acsi, self.panel.acsi, respondents);
            row.ratio(Metric::Csat, self.panel.satisfied as f64, respondents);
            row.ratio(Metric::Nps, 100.0 * balance, respondents);
        }
    }
}

/// How each segment stands; `recorder` hears of the answers to the survey.
pub(super) fn standing(sources: &Sources, recorder: &mut Option<&mut dyn Recorder>) -> Vec<Standing> {
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
                ..Standing::default()
            };
            if let Some(money) = &models.money {
                add_value(&mut standing, segment, sources, models, money);
            }
            standing
        })
        .collect();
    if let (Some(survey), Some(model)) = (&models.survey, &models.experience) {
        ask_panel(&mut standing, sources, survey, model, recorder);
    }
    standing
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
    for slot in active(sources, segment) {
        let customer = sources.customers.get(slot);
        let satisfaction = f64::from(customer.satisfaction);
        let revenue = f64::from(customer.monthly_revenue) / 100.0;
        let of = AtRisk {
            satisfaction: if follows_satisfaction { satisfaction } else { level.reference },
            tenure_months: customer.tenure_months(months_passed),
            in_contract: customer.in_contract,
            frailty: f64::from(customer.frailty),
        };
        standing.value += worth.expected_margin(revenue * money.margin, loyalty.churn.hazard(&of, level));
        standing.revenue_satisfaction += satisfaction * revenue;
        standing.monthly_revenue += revenue;
    }
}

/// Invites customers by lot: each active one with the probability that makes the expected number the stated one.
fn ask_panel(
    standing: &mut [Standing],
    sources: &Sources,
    survey: &SurveyModel,
    model: &ExperienceModel,
    recorder: &mut Option<&mut dyn Recorder>,
) {
    let mut answer = Answer::default();
    let mut truth = Vec::new();
    let mut perceptions = Vec::new();
    let everybody: u64 = standing.iter().map(|segment| segment.end).sum();
    let invited = f64::from(survey.invited) / everybody.max(1) as f64;
    for (segment, standing) in standing.iter_mut().enumerate() {
        let questionnaire = Questionnaire::new(model, segment);
        let importance: Vec<f64> = questionnaire.items().iter().map(|item| item.importance).collect();
        for slot in active(sources, segment) {
            let mut luck = sources.stream.luck(Purpose::Survey, u64::from(slot), 0);
            if !luck.happens(invited) {
                continue;
            }
            let (customer, further) = sources.customers.with_memory(slot);
            questionnaire.truth(&customer.memory, further, &sources.stream, slot, &mut truth);
            perceptions.clear();
            let mut disconfirmation = 0.0;
            for (ItemTruth { perception, expectation }, weight) in truth.iter().zip(&importance) {
                perceptions.push(*perception);
                disconfirmation += weight * (f64::from(*perception) - f64::from(*expectation));
            }
            let of = Invited {
                satisfaction: f64::from(customer.satisfaction),
                perceptions: &perceptions,
                disconfirmation,
            };
            if survey.ask(&of, &mut luck, &mut answer) {
                standing.panel.add(&answer, &importance);
                if let Some(recorder) = recorder {
                    recorder.answer(slot, segment, &answer);
                }
            }
        }
    }
}
