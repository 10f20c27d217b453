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
    Offered "offered" "contacts" Total Neither "offered" "Contacts that arrive, redials and repeats included, transfers not.";
    Answered "answered" "contacts" Total Higher "answered" "Contacts that reached an agent.";
    Abandoned "abandoned" "contacts" Total Lower "abandoned" "Contacts that left while waiting.";
    Blocked "blocked" "contacts" Total Lower "blocked" "Contacts refused at the door.";
    Contained "contained" "contacts" Total Neither "contained" "Contacts ended without an agent (self-service, bot).";
    CarriedOver "carried_over" "contacts" Total Lower "carried over" "Contacts still open when nobody was left to serve them after the end.";
    Redials "redials" "contacts" Total Lower "redials" "Offered contacts made after abandoning or being blocked.";
    Repeats "repeats" "contacts" Total Lower "repeats" "Offered contacts made after being answered without resolution.";
    Transfers "transfers" "contacts" Total Lower "transfers" "Answered contacts handed to another skill.";
    Callbacks "callbacks" "contacts" Total Neither "callbacks" "Contacts deferred by agreement.";
    AbandonmentRate "abandonment_rate" "share" Ratio Lower "abandonment rate" "abandoned / offered.";
    AnsweredRate "answered_rate" "share" Ratio Higher "answered rate" "answered / offered.";
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
    WaitP99 "wait_p99_s" "s" Quantile Lower "wait, 99th percentile" "99th percentile of the pooled waits.";
    QueueMean "queue_mean" "contacts" Ratio Lower "mean queue" "Contacts waiting, mean over the time of the horizon.";
    AgentsBusyMean "agents_busy_mean" "agents" Ratio Neither "agents busy" "Agents handling a contact, mean over the time of the horizon.";
    AgentHours "agent_hours" "hours" Total Neither "agent hours" "Hours agents were handling contacts or available for them in the horizon.";
    Aht "aht_s" "s" Ratio Lower "average handling time" "Talk, hold and wrap-up per contact talked to: answered, or called back.";
    AgentsMean "agents_mean" "agents" Ratio Neither "agents on duty" "Agents handling a contact or available for one, mean over the time of the horizon.";
    Occupancy "occupancy" "share" Ratio Neither "occupancy" "Handling time / (handling + available time).";
    Fcr "fcr" "share" Ratio Higher "first-contact resolution" "Issues whose first answered contact was followed by no repeat within the window / issues with an answered contact.";
    ContactsPerIssue "contacts_per_issue" "contacts" Ratio Lower "contacts per issue" "Offered contacts / issues.";
    Issues "issues" "issues" Total Neither "issues" "Needs that began: primary contacts and complaints. One issue may take several contacts.";
    IssuesAnsweredRate "issues_answered_rate" "share" Ratio Higher "issues answered" "Issues with an answered contact / issues: the customer's view, where answered_rate counts attempts.";
    IntervalsMet "intervals_met" "share" Ratio Higher "half-hours that meet the goal" "Half-hours with contacts whose service level of offered reaches the goal (the least that the goals ask of service_level_of_offered, else 0.8) / half-hours with contacts.";
    IntervalWorst "interval_worst" "share" Total Higher "worst half-hour" "Service level of offered of the worst half-hour of the day, its days pooled; mean over replications.";
    OfferedDayP10 "offered_day_p10" "contacts" Total Neither "offered a day, 10th percentile" "10th percentile over the days with contacts of the contacts offered; mean over replications.";
    OfferedDayP90 "offered_day_p90" "contacts" Total Neither "offered a day, 90th percentile" "90th percentile over the days with contacts of the contacts offered; mean over replications.";
    ServiceLevelDayP10 "service_level_day_p10" "share" Total Higher "service level of a day, 10th percentile" "10th percentile over days of the day's service level of offered; mean over replications.";
    ServiceLevelDayP90 "service_level_day_p90" "share" Total Higher "service level of a day, 90th percentile" "90th percentile over days of the day's service level of offered; mean over replications.";
    AbandonmentDayP10 "abandonment_day_p10" "share" Total Lower "abandonment of a day, 10th percentile" "10th percentile over days of the day's abandonment rate; mean over replications.";
    AbandonmentDayP90 "abandonment_day_p90" "share" Total Lower "abandonment of a day, 90th percentile" "90th percentile over days of the day's abandonment rate; mean over replications.";
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
    ChurnMonthly "churn_monthly" "share" Ratio Lower "churn, monthly" "Leavers / customer-months at risk (a month is 30.4375 days).";
    ChurnAnnual "churn_annual" "share" Annualised Lower "churn, annualised" "1 - (1 - churn_monthly)^12.";
    CustomersStart "customers_start" "customers" Total Neither "customers at the start" "Active customers at the start of the horizon.";
    CustomersJoined "customers_joined" "customers" Total Higher "customers joined" "Customers who joined in the horizon.";
    CustomersLeft "customers_left" "customers" Total Lower "customers left" "Customers who left in the horizon.";
    CustomersEnd "customers_end" "customers" Total Higher "customers at the end" "Active customers at the end of the horizon: start + joined - left.";
    Revenue "revenue" "currency" Total Higher "revenue" "Paid by customers in the horizon.";
    Cost "cost" "currency" Total Lower "cost" "Providing the product, agents' paid hours, hiring, contacts, acquisition and programmes in the horizon.";
    Profit "profit" "currency" Total Higher "profit" "revenue - cost.";
    CostStaff "cost_staff" "currency" Total Lower "cost of staff" "Paid hours (shrinkage included) at the loaded rate, and hiring; part of cost.";
    CostProgramme "cost_programme" "currency" Total Lower "cost of programmes" "One-off and running cost of interventions; part of cost.";
    PaidHours "paid_hours" "hours" Total Neither "paid hours" "Hours paid to agents in the horizon: hours present / (1 - shrinkage).";
    CostPerContact "cost_per_contact" "currency" Ratio Lower "cost of staff per contact" "Paid hours at the loaded rate, and hiring / contacts talked to.";
    CustomerValueEnd "customer_value_end" "currency" Total Higher "customer value at the end" "Discounted margin expected over the stated months from the customers still there at the end.";
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
