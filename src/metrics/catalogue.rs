//! The list of all metrics: key, unit, what it means, and which way is better. Output, `explain` and the docs read it.

/// How a metric's value is built from one replication's facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A total over the horizon.
    Total,
    /// Numerator over denominator; over replications, sum over sum.
    Ratio,
    /// A quantile of pooled waits.
    Quantile,
    /// `1 - (1 - numerator / denominator)^12`.
    Annualised,
}

/// Which direction a customer or an owner would welcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither as such.
    Neither,
}

/// One line of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Which metric.
    pub metric: Metric,
    /// The key in every output; never renamed.
    pub key: &'static str,
    /// Unit of the value: `contacts`, `share`, `s`, `points`, `customers`, `hours`, `agents`, `currency`, ...
    pub unit: &'static str,
    /// How it is built.
    pub kind: Kind,
    /// Which way is better.
    pub better: Better,
    /// Short label for tables.
    pub label: &'static str,
    /// Meaning, with numerator and denominator.
    pub meaning: &'static str,
}

macro_rules! catalogue {
    ($($variant:ident $key:literal $unit:literal $kind:ident $better:ident $label:literal $meaning:literal;)*) => {
        /// Every metric Goodwill reports, in the order of output.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Metric {
            $(#[doc = $meaning] $variant,)*
        }
        /// Every metric, in the order of output.
        pub const ALL: &[Entry] = &[
            $(Entry { metric: Metric::$variant, key: $key, unit: $unit, kind: Kind::$kind, better: Better::$better,
                label: $label, meaning: $meaning },)*
        ];
    };
}

catalogue! {
    Offered "offered" "contacts" Total Neither "offered" "Contacts that arrive, redials and repeats included, transfers not. Work of the back office on complaints and feedback is no contact: only the rows of its reason and team count it.";
    Answered "answered" "contacts" Total Higher "answered" "Contacts that reached an agent.";
    Abandoned "abandoned" "contacts" Total Lower "abandoned" "Contacts that left while waiting.";
    Blocked "blocked" "contacts" Total Lower "blocked" "Contacts refused at the door, or cut off at closing time before they reached an agent.";
    Contained "contained" "contacts" Total Neither "contained" "Contacts ended without an agent (self-service, bot).";
    CarriedOver "carried_over" "contacts" Total Lower "carried over" "Contacts still open when nobody was left to serve them after the end.";
    Redials "redials" "contacts" Total Lower "redials" "Offered contacts made after abandoning or being blocked.";
    Repeats "repeats" "contacts" Total Lower "repeats" "Offered contacts made after an answer, or an end without an agent, that did not resolve the matter.";
    Transfers "transfers" "contacts" Total Lower "transfers" "Answered contacts handed to another skill, once or more often (in records `transfers` is how often).";
    LeftAfterTransfer "left_after_transfer" "contacts" Total Lower "left after a transfer" "Answered contacts whose customer gave up in a queue after being handed over. They have reached an agent, so they are not abandoned; `abandonment_rate` and `answered_rate` do not show them.";
    LeftAfterTransferRate "left_after_transfer_rate" "share" Ratio Lower "left after a transfer, rate" "Answered contacts given up in a queue after a transfer / answered contacts handed to another skill.";
    Callbacks "callbacks" "contacts" Total Neither "callbacks" "Contacts deferred by agreement.";
    AbandonmentRate "abandonment_rate" "share" Ratio Lower "abandonment rate" "abandoned / offered.";
    AnsweredRate "answered_rate" "share" Ratio Higher "answered rate" "answered / offered.";
    UnservedRate "unserved_rate" "share" Ratio Lower "not served" "(abandoned + left after a transfer + blocked + carried over + contained without resolution + callbacks that did not take place) / offered.";
    BlockingRate "blocking_rate" "share" Ratio Lower "blocking rate" "blocked / offered.";
    ContainmentRate "containment_rate" "share" Ratio Neither "containment rate" "contained / offered.";
    ServiceLevelOfOffered "service_level_of_offered" "share" Ratio Higher "service level of offered" "Answered within awt / offered.";
    ServiceLevelExcludingShortAbandons "service_level_excluding_short_abandons" "share" Ratio Higher "service level excluding short abandons" "Answered within awt / (offered - abandoned within short_abandon).";
    ServiceLevelCountingShortAbandons "service_level_counting_short_abandons" "share" Ratio Higher "service level counting short abandons" "(Answered within awt + abandoned within short_abandon) / offered.";
    ServiceLevelOfAnswered "service_level_of_answered" "share" Ratio Higher "service level of answered" "Answered within awt / answered.";
    ContainedResolvedRate "contained_resolved_rate" "share" Ratio Higher "contained and resolved" "Contained contacts whose matter was resolved / contained; the rest is false containment.";
    CallbacksKeptRate "callbacks_kept_rate" "share" Ratio Higher "callbacks kept" "Callbacks that took place / callbacks.";
    WaitProbability "wait_probability" "share" Ratio Lower "probability of waiting" "Contacts with a wait above 0 / (offered - blocked - contained - callbacks).";
    WaitMean "wait_mean_s" "s" Ratio Lower "mean wait" "Time in queue until answer or abandonment, mean over offered - blocked - contained - callbacks.";
    Asa "asa_s" "s" Ratio Lower "average speed of answer" "Mean wait of answered contacts.";
    WaitAbandonedMean "wait_abandoned_mean_s" "s" Ratio Neither "mean wait of abandoned" "Mean wait of abandoned contacts.";
    WaitP50 "wait_p50_s" "s" Quantile Lower "wait, median" "Median of the pooled waits.";
    WaitP90 "wait_p90_s" "s" Quantile Lower "wait, 90th percentile" "90th percentile of the pooled waits.";
    WaitP95 "wait_p95_s" "s" Quantile Lower "wait, 95th percentile" "95th percentile of the pooled waits.";
    WaitP99 "wait_p99_s" "s" Quantile Lower "wait, 99th percentile" "99th percentile of the pooled waits. Of a team, as all its figures of waiting: of what it answered.";
    QueueMean "queue_mean" "contacts" Ratio Lower "mean queue" "Contacts waiting in queues, mean over the time of the horizon. The time of connection to a bound agent, which is part of a wait, is not in it.";
    AgentsBusyMean "agents_busy_mean" "agents" Ratio Neither "agents busy" "Agents handling a contact, mean over the time of the horizon.";
    AgentHours "agent_hours" "hours" Total Neither "agent hours" "Hours agents were handling contacts or available for them in the horizon.";
    HandlingHours "handling_hours" "hours" Total Neither "hours handling" "Hours agents were handling contacts in the horizon; agent_hours = handling_hours + available_hours.";
    AvailableHours "available_hours" "hours" Total Neither "hours available" "Hours agents were available for a contact in the horizon, those bound by a connection included.";
    OvertimeHours "overtime_hours" "hours" Total Lower "hours beyond the plan" "Hours agents were on duty beyond the plan in the horizon: after the end of their shift, or to finish a contact when fewer were wanted. Part of agent_hours, breaks then taken apart.";
    BreakHours "break_hours" "hours" Total Neither "hours of breaks" "Hours of breaks taken in the horizon, paid or not; no part of agent_hours.";
    VacantHours "vacant_hours" "hours" Total Lower "hours vacant" "Hours in the horizon of planned places that nobody held, because the one who left was not replaced yet.";
    Aht "aht_s" "s" Ratio Lower "average handling time" "Talk, hold and wrap-up per contact talked to: answered, or called back. Of chats side by side each counts with its whole length, so their sum exceeds `handling_hours`.";
    AgentsMean "agents_mean" "agents" Ratio Neither "agents on duty" "Agents handling a contact or available for one, mean over the time of the horizon.";
    Occupancy "occupancy" "share" Ratio Neither "occupancy" "Handling time / (handling + available time). Chats side by side count once; an agent who waits for a connection is available.";
    Fcr "fcr" "share" Ratio Higher "first-contact resolution" "Issues whose first answered contact was followed by no repeat within the window / issues with an answered contact. Who gives up in a queue after a transfer and tries again counts as a repeat here.";
    ContactsPerIssue "contacts_per_issue" "contacts" Ratio Lower "contacts per issue" "Offered contacts / issues.";
    Issues "issues" "issues" Total Neither "issues" "Needs that began: primary contacts and complaints. One issue may take several contacts.";
    IssuesAnsweredRate "issues_answered_rate" "share" Ratio Higher "issues answered" "Issues with an answered contact / issues: the customer's view, where answered_rate counts attempts.";
    WaitPerIssue "wait_per_issue_s" "s" Ratio Lower "wait per issue" "Waits of all contacts, cut off, deferred or handed over ones too, / issues: how long a customer waits for one need over all attempts, where wait_mean_s is of one attempt.";
    IntervalsMet "intervals_met" "share" Ratio Higher "half-hours that meet the goal" "Half-hours with contacts whose service level of offered reaches the goal (the least that the goals ask of service_level_of_offered, else 0.8) / half-hours with contacts.";
    IntervalWorst "interval_worst" "share" Total Higher "worst half-hour" "Service level of offered of the worst half-hour of the day, its days pooled; mean over replications.";
    OfferedDayP10 "offered_day_p10" "contacts" Total Neither "offered a day, 10th percentile" "10th percentile over the whole calendar days with contacts of the contacts offered; mean over replications.";
    OfferedDayP90 "offered_day_p90" "contacts" Total Neither "offered a day, 90th percentile" "90th percentile over the whole calendar days with contacts of the contacts offered; mean over replications.";
    ServiceLevelDayP10 "service_level_day_p10" "share" Total Higher "service level of offered of a day, 10th percentile" "10th percentile over whole calendar days of the day's service level of offered; mean over replications.";
    ServiceLevelDayP90 "service_level_day_p90" "share" Total Higher "service level of offered of a day, 90th percentile" "90th percentile over whole calendar days of the day's service level of offered; mean over replications.";
    AbandonmentDayP10 "abandonment_day_p10" "share" Total Lower "abandonment of a day, 10th percentile" "10th percentile over whole calendar days of the day's abandonment rate; mean over replications.";
    AbandonmentDayP90 "abandonment_day_p90" "share" Total Lower "abandonment of a day, 90th percentile" "90th percentile over whole calendar days of the day's abandonment rate; mean over replications.";
    WaitMeanDayP10 "wait_mean_day_p10_s" "s" Total Lower "mean wait of a day, 10th percentile" "10th percentile over whole calendar days of the day's mean wait; mean over replications.";
    WaitMeanDayP90 "wait_mean_day_p90_s" "s" Total Lower "mean wait of a day, 90th percentile" "90th percentile over whole calendar days of the day's mean wait; mean over replications.";
    OccupancyDayP10 "occupancy_day_p10" "share" Total Neither "occupancy of a day, 10th percentile" "10th percentile over the whole calendar days with agents of the day's occupancy; mean over replications.";
    OccupancyDayP90 "occupancy_day_p90" "share" Total Neither "occupancy of a day, 90th percentile" "90th percentile over the whole calendar days with agents of the day's occupancy; mean over replications.";
    Awt "awt_s" "s" Ratio Neither "acceptable wait" "Acceptable wait of the service levels, mean over offered contacts.";
    Satisfaction "satisfaction" "points" Ratio Higher "satisfaction (active)" "Latent satisfaction 0-100, mean over customer-days of active customers.";
    SatisfactionCohort "satisfaction_cohort" "points" Ratio Higher "satisfaction (cohort)" "Latent satisfaction at the end, mean over everybody active at the start of the horizon, leavers at their last value.";
    SatisfactionValueWeighted "satisfaction_value_weighted" "points" Ratio Higher "satisfaction (by revenue)" "Latent satisfaction at the end of active customers, weighted by monthly revenue.";
    SatisfactionDirect "satisfaction_direct" "points" Ratio Higher "satisfaction, direct part" "Direct part of satisfaction (what it would be if all were as expected), mean over customer-months. Of a gain, this part stays.";
    SatisfactionDisconfirmation "satisfaction_disconfirmation" "points" Ratio Higher "satisfaction, disconfirmation part" "Satisfaction less its direct part (what surprise adds or takes away), mean over customer-months. Of a gain, this part fades as expectation adapts.";
    Csi "csi" "points" Ratio Higher "CSI (survey)" "Importance-weighted index 0-100 of surveyed category ratings, stated weights.";
    CsiCensus "csi_census" "points" Ratio Higher "CSI (true)" "The same index from what every active customer perceives at the end, without any error of a survey or a scale; where the index has indicators.";
    Acsi "acsi" "points" Ratio Higher "ACSI (survey)" "Mean of three surveyed items (overall, confirmation, ideal) on 0-100, equal weights.";
    Csat "csat" "share" Ratio Higher "CSAT top-2 (survey)" "Respondents rating overall satisfaction 9 or 10 of 10 / respondents.";
    Nps "nps" "points" Ratio Higher "NPS (survey)" "100 x (share answering 9-10 - share answering 0-6) on willingness to recommend, 0-10.";
    Ces "ces" "points" Ratio Higher "CES (survey)" "Mean agreement, 1-7, that the company made it easy.";
    CsatContact "csat_contact" "share" Ratio Higher "CSAT top-2 after contacts (survey)" "Respondents rating their contact 9 or 10 of 10 / respondents to the survey after contacts.";
    SurveyResponseRate "survey_response_rate" "share" Ratio Higher "response rate of surveys" "Answers / invitations, of the panel at the end and of surveys after contacts.";
    ComplaintRate "complaint_rate" "per customer-month" Ratio Lower "complaint rate" "Complaints / customer-months at risk.";
    ComplaintsOpened "complaints_opened" "complaints" Total Lower "complaints opened" "Complaints whose customer decided to complain in the horizon. complaints_open_start + opened = solved + unsolved + withdrawn + complaints_open_end.";
    ComplaintsSolved "complaints_solved" "complaints" Total Higher "complaints solved" "Complaints that the firm solved in the horizon.";
    ComplaintsUnsolved "complaints_unsolved" "complaints" Total Lower "complaints unsolved" "Complaints that the firm gave up in the horizon.";
    ComplaintsWithdrawn "complaints_withdrawn" "complaints" Total Lower "complaints withdrawn" "Complaints that ended in the horizon because their customer gave up unheard, or left.";
    ComplaintsOpenStart "complaints_open_start" "complaints" Total Neither "complaints open at the start" "Complaints open at the start of the horizon.";
    ComplaintsOpenEnd "complaints_open_end" "complaints" Total Lower "complaints open at the end" "Complaints open at the end of the horizon.";
    ComplaintContacts "complaint_contacts" "contacts" Total Lower "contacts about complaints" "Contacts about complaints closed in the horizon, redials and asking again included, work in the back office not.";
    ComplaintWork "complaint_work" "contacts" Total Neither "work on complaints" "Rounds of back-office work begun on complaints in the horizon.";
    ComplaintClaims "complaint_claims" "claims" Total Lower "claims" "Claims brought by missed callbacks in the horizon.";
    ComplaintsSolvedRate "complaints_solved_rate" "share" Ratio Higher "share of complaints solved" "Complaints solved / complaints that ended (solved, unsolved or withdrawn).";
    ComplaintResponse "complaint_response_h" "h" Ratio Lower "first response to a complaint" "Hours from the first attempt to complain to the first response, mean over first responses.";
    ComplaintSolution "complaint_solution_d" "d" Ratio Lower "days to solve a complaint" "Days from the first attempt to complain to the solution, mean over complaints solved.";
    ComplaintsAnsweredWithinDeadline "complaints_answered_within_deadline" "share" Ratio Higher "complaints answered in time" "First responses within respond_within / first responses and complaints that ended without one.";
    ComplaintsSolvedWithinDeadline "complaints_solved_within_deadline" "share" Ratio Higher "complaints solved in time" "Complaints solved within solve_within / complaints that ended.";
    PromisesMissedRate "promises_missed_rate" "share" Ratio Lower "promised callbacks missed" "Callbacks promised to those who complained that did not come in time / callbacks promised.";
    ComplaintSatisfactionBefore "complaint_satisfaction_before" "points" Ratio Neither "satisfaction before the failure" "Latent satisfaction of those who complain before the contact that failed, mean over complaints opened.";
    ComplaintSatisfactionFailed "complaint_satisfaction_failed" "points" Ratio Higher "satisfaction after the failure" "The same after the contact that failed.";
    ComplaintSatisfactionHandled "complaint_satisfaction_handled" "points" Ratio Higher "satisfaction after handling" "Latent satisfaction when the firm ended the complaint, mean over solved and unsolved.";
    ComplaintsLessSatisfiedRate "complaints_less_satisfied_rate" "share" Ratio Lower "less satisfied on complaining" "Complaints opened whose customer was less satisfied after the failure than before it / complaints opened (claim C1).";
    ComplaintsMoreSatisfiedRate "complaints_more_satisfied_rate" "share" Ratio Higher "more satisfied than before" "Complaints solved whose customer was then more satisfied than before the failure / complaints solved (claim C1, the strict reference).";
    ComplaintsRecoveredRate "complaints_recovered_rate" "share" Ratio Higher "more satisfied than after the failure" "Complaints solved whose customer was then more satisfied than after the failure / complaints solved (claim C1, the mild reference).";
    ComplaintsPositiveRate "complaints_positive_rate" "share" Ratio Higher "positive impression after a complaint" "Complaints solved whose customer's satisfaction was then at least positive_from / complaints solved (claim C3).";
    ComplaintsKeptSolvedRate "complaints_kept_solved_rate" "share" Ratio Higher "kept after a solved complaint" "Solved complaints whose customer was still there kept_after later / solved complaints that long ago, looked for in the horizon (claim C2).";
    ComplaintsKeptUnsolvedRate "complaints_kept_unsolved_rate" "share" Ratio Higher "kept after a complaint not solved" "The same of complaints unsolved or withdrawn (claim C2).";
    BuyAgainQuickRate "buy_again_quick_rate" "share" Ratio Higher "would buy again, quickly solved" "Expected share of those whose complaint was solved within quick_within who say that they would buy again (claim C4).";
    BuyAgainSlowRate "buy_again_slow_rate" "share" Ratio Higher "would buy again, not quickly solved" "The same of complaints solved later (claim C4).";
    ChurnMonthly "churn_monthly" "share" Ratio Lower "churn, monthly" "Leavers / customer-months at risk (a month is 30.4375 days).";
    ChurnAnnual "churn_annual" "share" Annualised Lower "churn, annualised" "1 - (1 - churn_monthly)^12.";
    CustomersStart "customers_start" "customers" Total Neither "customers at the start" "Active customers at the start of the horizon.";
    CustomersJoined "customers_joined" "customers" Total Higher "customers joined" "Customers who joined in the horizon.";
    CustomersLeft "customers_left" "customers" Total Lower "customers left" "Customers who left in the horizon.";
    CustomersLeftInvoluntary "customers_left_involuntary" "customers" Total Neither "customers left involuntarily" "Customers who left in the horizon for reasons that satisfaction cannot touch; the rest of customers_left left of their own will.";
    CustomersLeftAtOnce "customers_left_at_once" "customers" Total Lower "customers left at once" "Customers who left in the horizon at once after a failed contact or a complaint; part of customers_left.";
    CustomersObservedStart "customers_observed_start" "customers" Total Neither "customers seen at the start" "Customers whom the firm takes for such at the start of the horizon: of segments that need not give notice those who used the service within inactive_after, gone or not.";
    CustomersObservedEnd "customers_observed_end" "customers" Total Higher "customers seen at the end" "The same at the end of the horizon.";
    WronglyLostRate "wrongly_lost_rate" "share" Ratio Lower "taken for lost, but there" "Customers at the end whom the firm takes for lost / customers at the end.";
    ChurnObserved "churn_observed" "share" Ratio Lower "churn as observed" "(customers_observed_start + joined - customers_observed_end) / customer-months at risk: what the firm can see of churn_monthly.";
    LeftToRival "left_to_rival" "customers" Total Lower "left to the rival" "Customers who left to the rival in the horizon. rival_customers_start + left_to_rival - joined_from_rival = rival_customers_end.";
    JoinedFromRival "joined_from_rival" "customers" Total Higher "joined from the rival" "Customers who joined from the rival in the horizon.";
    RivalCustomersStart "rival_customers_start" "customers" Total Neither "the rival's customers at the start" "Customers of the rival at the start of the horizon.";
    RivalCustomersEnd "rival_customers_end" "customers" Total Lower "the rival's customers at the end" "Customers of the rival at the end of the horizon.";
    MarketShare "market_share" "share" Ratio Higher "market share" "Customers at the end / customers at the end of both firms.";
    ProgrammeParticipation "programme_participation" "per customer-month" Ratio Neither "participation in programmes" "Monthly steps of participants, once for each programme / customer-months at risk.";
    FeedbackReceived "feedback_received" "feedback" Total Neither "feedback received" "Feedback that came with contacts in the horizon.";
    FeedbackHandledWithinDeadline "feedback_handled_within_deadline" "share" Ratio Higher "feedback handled in time" "Feedback handled within its deadline / feedback handled.";
    FeedbackToldBack "feedback_told_back" "share" Ratio Higher "feedback told back" "Feedback whose customer was told what became of it / feedback handled.";
    CustomersEnd "customers_end" "customers" Total Higher "customers at the end" "Active customers at the end of the horizon: start + joined - left.";
    Revenue "revenue" "currency" Total Higher "revenue" "Paid by customers in the horizon.";
    Cost "cost" "currency" Total Lower "cost" "All that was spent in the horizon: cost_product + cost_staff + cost_programme + cost_contacts + cost_acquisition + cost_loyalty_programmes + cost_complaints + cost_touchpoints, those that apply.";
    Profit "profit" "currency" Total Higher "profit" "revenue - cost.";
    CostProduct "cost_product" "currency" Total Lower "cost of the product" "Revenue x (1 - margin): what providing the product costs; part of cost.";
    CostStaff "cost_staff" "currency" Total Lower "cost of staff" "Paid hours (shrinkage included) at the loaded rate, and hiring; part of cost where there is `[money]`.";
    CostProgramme "cost_programme" "currency" Total Lower "cost of interventions" "One-off and running cost of interventions; part of cost.";
    CostContacts "cost_contacts" "currency" Total Lower "cost of contacts" "Contacts answered x contact_cost in the horizon (lines, postage); part of cost. Agents' time is in the cost of staff.";
    CostAcquisition "cost_acquisition" "currency" Total Neither "cost of winning customers" "Customers joined x acquisition_cost in the horizon; part of cost.";
    CostLoyaltyProgrammes "cost_loyalty_programmes" "currency" Total Lower "cost of loyalty programmes" "Cost of participants and of points in the horizon; part of cost. Discounts are missing from revenue instead.";
    CostComplaints "cost_complaints" "currency" Total Lower "cost of complaints" "Compensation, claims and progress updates in the horizon; part of cost. Agents' time on complaints is in the cost of staff.";
    CostTouchpoints "cost_touchpoints" "currency" Total Lower "cost of touchpoints" "Monthly steps of customers x what the touchpoints they meet in a month cost in expectation (parcels, returned goods); part of cost.";
    PaidHours "paid_hours" "hours" Total Neither "paid hours" "Hours paid to agents in the horizon: planned hours without vacant places, / (1 - shrinkage), and overtime as worked.";
    CostPerContact "cost_per_contact" "currency" Ratio Lower "cost of staff per contact" "Paid hours at the loaded rate, and hiring / contacts talked to. Back-office work is no contact, though those who do it are paid; only the figures of a team and of a reason divide by their work items as well. Of reasons and segments: each team's cost by the handling time of what it answered. Of half-hours: hiring by the hours paid.";
    CustomerValueEnd "customer_value_end" "currency" Total Higher "customer value at the end" "Discounted margin expected over the stated months from the customers still there at the end.";
    CustomerValue "customer_value" "currency" Ratio Higher "value of a customer" "customer_value_end / customers at the end: the discounted margin expected of one over the stated months.";
    MarginTop5 "margin_top5_share" "share" Ratio Neither "margin of the best 5 %" "Monthly margin of the best 5 % of the customers at the end (margin of revenue less programmes and the customer's part of the cost of service) / monthly margin of all: a point of the Lorenz curve (claim C7).";
    MarginTop10 "margin_top10_share" "share" Ratio Neither "margin of the best 10 %" "The same of the best 10 %.";
    MarginTop20 "margin_top20_share" "share" Ratio Neither "margin of the best 20 %" "The same of the best 20 %: the printed claim is 0.8.";
    MarginTop40 "margin_top40_share" "share" Ratio Neither "margin of the best 40 %" "The same of the best 40 %.";
    MarginTop60 "margin_top60_share" "share" Ratio Neither "margin of the best 60 %" "The same of the best 60 %.";
    MarginTop80 "margin_top80_share" "share" Ratio Neither "margin of the best 80 %" "The same of the best 80 %; above 1 when the last fifth costs more than it brings.";
}

impl Metric {
    /// The catalogue line of this metric.
    pub fn entry(self) -> &'static Entry {
        &ALL[self as usize]
    }

    /// The key in every output.
    pub fn key(self) -> &'static str {
        self.entry().key
    }

    /// The metric with this key.
    pub fn from_key(key: &str) -> Option<Metric> {
        ALL.iter().find(|entry| entry.key == key).map(|entry| entry.metric)
    }

    /// Number of metrics.
    pub const COUNT: usize = ALL.len();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_stands_at_its_own_place_and_keys_are_unique() {
        for (index, entry) in ALL.iter().enumerate() {
            assert_eq!(entry.metric as usize, index);
            assert_eq!(Metric::from_key(entry.key), Some(entry.metric));
        }
    }
}
