//! Which figures an arm can give: what of the model each of them needs. The table of facts leaves out what does not apply by the
//! same conditions, so that a scenario's goals can be held against them before anything is run.

use crate::journey::blueprint::{Blueprint, WeekModels};
use crate::loyalty::{Exit, LoyaltyModel};
use crate::metrics::Metric;
use crate::operation::{Centre, FollowUpLaw, Reason, Team, Under};

/// A part of the model without which some figures do not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelPart {
    /// Contacts may be refused.
    Door,
    /// Contacts may end without an agent.
    Containment,
    /// Callbacks are offered.
    Callbacks,
    /// Service costs something.
    StaffCost,
    /// There are customers.
    Customers,
    /// Contacts are experienced.
    Experience,
    /// Who fails may leave at once.
    Exit,
    /// Complaints have a process.
    ComplaintProcess,
    /// There are loyalty programmes.
    Programmes,
    /// Contacts leave feedback.
    Feedback,
    /// There is a rival.
    Rival,
    /// The firm does not see who has left.
    Observation,
    /// The index has indicators.
    Indicators,
    /// A panel is asked.
    Survey,
    /// Customers are asked after contacts.
    SurveyAfterContact,
    /// Money is reported.
    Money,
    /// Touchpoints cost something.
    TouchpointCost,
}

impl ModelPart {
    /// All of them.
    const ALL: [ModelPart; 17] = [
        ModelPart::Door,
        ModelPart::Containment,
        ModelPart::Callbacks,
        ModelPart::StaffCost,
        ModelPart::Customers,
        ModelPart::Experience,
        ModelPart::Exit,
        ModelPart::ComplaintProcess,
        ModelPart::Programmes,
        ModelPart::Feedback,
        ModelPart::Rival,
        ModelPart::Observation,
        ModelPart::Indicators,
        ModelPart::Survey,
        ModelPart::SurveyAfterContact,
        ModelPart::Money,
        ModelPart::TouchpointCost,
    ];

    /// What a scenario states to have it.
    pub fn stated_by(self) -> &'static str {
        match self {
            ModelPart::Door => "a limit at the door (`trunks`, `queue_limit` or opening hours)",
            ModelPart::Containment => "`self_service` or `message_after` of a reason",
            ModelPart::Callbacks => "`callback` of a reason",
            ModelPart::StaffCost => "`cost_per_hour` of a team",
            ModelPart::Customers => "customers ([[segment]])",
            ModelPart::Experience => "the link `experience`",
            ModelPart::Exit => "[loyalty.exit]",
            ModelPart::ComplaintProcess => "[loyalty.complaint.handling]",
            ModelPart::Programmes => "[[programme]]",
            ModelPart::Feedback => "[[feedback.class]]",
            ModelPart::Rival => "[market]",
            ModelPart::Observation => "`observed` of a segment",
            ModelPart::Indicators => "categories with indicators",
            ModelPart::Survey => "[survey]",
            ModelPart::SurveyAfterContact => "[survey.after_contact]",
            ModelPart::Money => "[money]",
            ModelPart::TouchpointCost => "`cost` of a [[touchpoint]]",
        }
    }
}

/// The parts of the model that an arm has, in any of its weeks: looked up once, asked for row by row.
#[derive(Clone, Copy, Debug)]
pub(super) struct ModelParts([bool; ModelPart::ALL.len()]);

// The last part has the last place in the list, so none is missing from it.
const _: () = assert!(ModelPart::TouchpointCost as usize + 1 == ModelPart::ALL.len());

impl ModelParts {
    /// Those of an arm.
    pub fn of(blueprint: &Blueprint) -> ModelParts {
        ModelParts(ModelPart::ALL.map(|part| blueprint.has(part)))
    }

    /// Whether this part is one of them.
    pub fn has(&self, part: ModelPart) -> bool {
        self.0[part as usize]
    }
}

/// What a figure of the whole arm needs.
fn needs(metric: Metric) -> &'static [ModelPart] {
    use Metric as M;
    match metric {
        M::Offered | M::Answered | M::Abandoned | M::CarriedOver | M::Redials | M::Repeats => &[],
        M::Transfers | M::AbandonmentRate | M::AnsweredRate | M::ServiceLevelOfOffered => &[],
        M::ServiceLevelExcludingShortAbandons | M::ServiceLevelCountingShortAbandons => &[],
        M::ServiceLevelOfAnswered | M::WaitProbability | M::WaitMean | M::Asa | M::WaitAbandonedMean => &[],
        M::WaitP50 | M::WaitP90 | M::WaitP95 | M::WaitP99 | M::QueueMean | M::AgentsBusyMean => &[],
        M::AgentHours | M::Aht | M::AgentsMean | M::Occupancy | M::Fcr | M::ContactsPerIssue => &[],
        M::Issues | M::IssuesAnsweredRate | M::WaitPerIssue | M::IntervalsMet | M::IntervalWorst | M::Awt => {
            &[]
        }
        M::OfferedDayP10 | M::OfferedDayP90 | M::ServiceLevelDayP10 | M::ServiceLevelDayP90 => &[],
        M::AbandonmentDayP10 | M::AbandonmentDayP90 | M::PaidHours => &[],
        M::WaitMeanDayP10 | M::WaitMeanDayP90 | M::OccupancyDayP10 | M::OccupancyDayP90 => &[],
        M::HandlingHours | M::AvailableHours | M::OvertimeHours | M::BreakHours | M::VacantHours => &[],
        M::Blocked | M::BlockingRate => &[ModelPart::Door],
        M::Contained | M::ContainmentRate | M::ContainedResolvedRate => &[ModelPart::Containment],
        M::Callbacks | M::CallbacksKeptRate => &[ModelPart::Callbacks],
        M::CostPerContact | M::CostStaff => &[ModelPart::StaffCost],
        M::UnservedRate => &[],
        M::Satisfaction | M::SatisfactionCohort | M::ComplaintRate | M::ChurnMonthly => {
            &[ModelPart::Customers]
        }
        M::ChurnAnnual | M::CustomersStart | M::CustomersJoined | M::CustomersLeft => &[ModelPart::Customers],
        M::CustomersLeftInvoluntary | M::CustomersEnd => &[ModelPart::Customers],
        M::SatisfactionDirect | M::SatisfactionDisconfirmation => {
            &[ModelPart::Customers, ModelPart::Experience]
        }
        M::CsiCensus => &[ModelPart::Customers, ModelPart::Indicators],
        M::Csi | M::Acsi | M::Csat | M::Nps | M::SurveyResponseRate => {
            &[ModelPart::Customers, ModelPart::Survey]
        }
        M::Ces | M::CsatContact => &[ModelPart::Customers, ModelPart::SurveyAfterContact],
        M::ComplaintsOpened | M::ComplaintsSolved | M::ComplaintsUnsolved | M::ComplaintsWithdrawn => {
            COMPLAINTS
        }
        M::ComplaintsOpenStart | M::ComplaintsOpenEnd | M::ComplaintContacts | M::ComplaintWork => COMPLAINTS,
        M::ComplaintClaims | M::ComplaintsSolvedRate | M::ComplaintResponse | M::ComplaintSolution => {
            COMPLAINTS
        }
        M::ComplaintsAnsweredWithinDeadline | M::ComplaintsSolvedWithinDeadline => COMPLAINTS,
        M::PromisesMissedRate | M::ComplaintSatisfactionBefore | M::ComplaintSatisfactionFailed => COMPLAINTS,
        M::ComplaintSatisfactionHandled | M::ComplaintsLessSatisfiedRate => COMPLAINTS,
        M::ComplaintsMoreSatisfiedRate | M::ComplaintsRecoveredRate | M::ComplaintsPositiveRate => COMPLAINTS,
        M::ComplaintsKeptSolvedRate | M::ComplaintsKeptUnsolvedRate => COMPLAINTS,
        M::BuyAgainQuickRate | M::BuyAgainSlowRate => COMPLAINTS,
        M::CustomersLeftAtOnce => &[ModelPart::Customers, ModelPart::Exit],
        M::CustomersObservedStart | M::CustomersObservedEnd => {
            &[ModelPart::Customers, ModelPart::Observation]
        }
        M::WronglyLostRate | M::ChurnObserved => &[ModelPart::Customers, ModelPart::Observation],
        M::LeftToRival | M::JoinedFromRival | M::RivalCustomersStart => {
            &[ModelPart::Customers, ModelPart::Rival]
        }
        M::RivalCustomersEnd | M::MarketShare => &[ModelPart::Customers, ModelPart::Rival],
        M::ProgrammeParticipation => &[ModelPart::Customers, ModelPart::Programmes],
        M::FeedbackReceived | M::FeedbackHandledWithinDeadline => {
            &[ModelPart::Customers, ModelPart::Feedback]
        }
        M::FeedbackToldBack => &[ModelPart::Customers, ModelPart::Feedback],
        // Without money customers pay all the same.
        M::Revenue => &[],
        M::Cost | M::Profit | M::CostProgramme | M::CostAcquisition => &[ModelPart::Money],
        M::CostProduct | M::CostContacts => &[ModelPart::Money],
        M::CostTouchpoints => &[ModelPart::Money, ModelPart::TouchpointCost],
        M::CostLoyaltyProgrammes => &[ModelPart::Money, ModelPart::Programmes],
        M::CostComplaints => &[ModelPart::Customers, ModelPart::ComplaintProcess, ModelPart::Money],
        M::SatisfactionValueWeighted => &[ModelPart::Customers, ModelPart::Money],
        M::CustomerValueEnd | M::CustomerValue => &[ModelPart::Customers, ModelPart::Money],
        M::MarginTop5 | M::MarginTop10 | M::MarginTop20 => &[ModelPart::Customers, ModelPart::Money],
        M::MarginTop40 | M::MarginTop60 | M::MarginTop80 => &[ModelPart::Customers, ModelPart::Money],
    }
}

const COMPLAINTS: &[ModelPart] = &[ModelPart::Customers, ModelPart::ComplaintProcess];

impl Blueprint {
    /// Parts of the model that a figure of the whole arm needs and the arm does not have. Empty when it can give the figure; that
    /// may still have no value in a run, for want of anything to count (a share of complaints that nobody made).
    pub fn lacks_for(&self, metric: Metric) -> Vec<ModelPart> {
        let lacks = |part: &ModelPart| !self.has(*part);
        if metric == Metric::Revenue && lacks(&ModelPart::Customers) && lacks(&ModelPart::Money) {
            return vec![ModelPart::Money];
        }
        // With money, agents who cost nothing cost 0.
        if metric == Metric::CostStaff && self.has(ModelPart::Money) {
            return Vec::new();
        }
        needs(metric).iter().copied().filter(lacks).collect()
    }

    /// Whether the arm has a part of the model, in any of its weeks.
    pub fn has(&self, part: ModelPart) -> bool {
        match part {
            ModelPart::Door => {
                self.some_centre(&|centre| centre.door.trunks.is_some() || centre.door.queue_limit.is_some())
                    || self.some_reason(&|reason| reason.opening.is_some() || reason.queue_limit.is_some())
            }
            ModelPart::Containment => {
                self.some_reason(&|reason| reason.self_service.is_some() || reason.message_after.is_some())
            }
            ModelPart::Callbacks => self.some_reason(&|reason| reason.callback.is_some()),
            ModelPart::StaffCost => (0..self.before.centre.teams.len()).any(|team| self.pays(team)),
            ModelPart::Customers => !self.segments.is_empty(),
            ModelPart::Experience => self.links.experience,
            ModelPart::Exit => self.some_loyalty(&|loyalty| loyalty.exit != Exit::default()),
            ModelPart::ComplaintProcess => self.some_loyalty(&|loyalty| loyalty.complaint.handling.is_some()),
            ModelPart::Programmes => self.some_loyalty(&|loyalty| !loyalty.programmes.is_empty()),
            ModelPart::Feedback => self.some_loyalty(&|loyalty| !loyalty.feedback.classes.is_empty()),
            ModelPart::Rival => self.some_loyalty(&|loyalty| loyalty.rival.is_some()),
            ModelPart::Observation => {
                self.some_loyalty(&|loyalty| loyalty.segments.iter().any(|of| of.observed.is_some()))
            }
            ModelPart::Indicators => self.some_models(&|models| {
                let mut categories = models.experience.iter().flat_map(|model| &model.categories);
                categories.any(|category| !category.indicators.is_empty())
            }),
            ModelPart::Survey => self.before.survey.is_some(),
            ModelPart::SurveyAfterContact => self.some_models(&|models| {
                models.survey.as_ref().is_some_and(|survey| survey.after_contact.is_some())
            }),
            ModelPart::Money => self.before.money.is_some(),
            ModelPart::TouchpointCost => self.some_models(&|models| {
                models.money.as_ref().is_some_and(|money| !money.touchpoint_cost.is_empty())
            }),
        }
    }

    fn some_models(&self, holds: &dyn Fn(&WeekModels) -> bool) -> bool {
        std::iter::once(&self.before).chain(&self.weeks).any(|models| holds(models))
    }

    /// Whether the agents of a team cost anything in any week, by the hour or when they are hired.
    pub(super) fn pays(&self, team: usize) -> bool {
        let costs = |team: &Team| team.cost_per_hour > 0.0 || team.hiring.cost_per_hire > 0.0;
        self.some_centre(&|centre| costs(&centre.teams[team]))
    }

    fn some_centre(&self, holds: &dyn Fn(&Centre) -> bool) -> bool {
        self.some_models(&|models| holds(&models.centre))
    }

    fn some_reason(&self, holds: &dyn Fn(&Reason) -> bool) -> bool {
        self.some_centre(&|centre| centre.reasons.iter().any(holds))
    }

    fn some_loyalty(&self, holds: &dyn Fn(&LoyaltyModel) -> bool) -> bool {
        self.some_models(&|models| models.loyalty.as_ref().is_some_and(holds))
    }

    /// Per reason, whether it holds back-office work and nothing else: complaints or feedback are worked on under it in some week,
    /// and no contact ever comes under it or is handed over to it.
    pub(super) fn back_office(&self) -> Vec<bool> {
        let reasons = self.before.centre.reasons.len();
        (0..reasons).map(|reason| self.is_worked_on(reason) && !self.has_contacts(reason)).collect()
    }

    fn is_worked_on(&self, reason: usize) -> bool {
        self.some_loyalty(&|loyalty| {
            let handling = loyalty.complaint.handling.as_ref();
            handling.is_some_and(|handling| handling.work == Some(reason))
                || loyalty.feedback.classes.iter().any(|class| class.work == reason)
        })
    }

    fn has_contacts(&self, reason: usize) -> bool {
        let comes_there = |law: &FollowUpLaw| [law.under, law.under_further].contains(&Under::Reason(reason));
        let leads_there = |of: &Reason| {
            let mut targets = of.transfer.iter().flat_map(|law| &law.to);
            targets.any(|(to, _)| *to == reason)
                || [&of.redial, &of.redial_blocked, &of.repeat].into_iter().any(comes_there)
        };
        self.demand.arrivals.reasons[reason].comes_at_all()
            || self.some_centre(&|centre| centre.reasons[reason].endless)
            || self.some_reason(&leads_there)
            || self.some_loyalty(&|loyalty| {
                let mut served = loyalty.programmes.iter().flat_map(|programme| &programme.served_as);
                loyalty.complaint.reason == Some(reason) || served.any(|(_, to)| *to == reason)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::ALL;

    #[test]
    fn every_part_stands_at_its_own_place() {
        assert!(ModelPart::ALL.iter().enumerate().all(|(place, part)| *part as usize == place));
    }

    #[test]
    fn every_part_that_a_figure_needs_has_words() {
        for entry in ALL {
            for part in needs(entry.metric) {
                assert!(!part.stated_by().is_empty());
            }
        }
    }
}
