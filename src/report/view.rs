//! Results as a report reads them: which arm to look at, which metrics decide, and the words that go with every figure.

use crate::experiment::{
    ArmResult, Contrast, Difference, Estimate, Estimates, Results, ServiceVerdict, Verdict, VerdictRow,
};
use crate::metrics::{ALL, Better, Metric};

use super::number::{Format, short};
use super::table::{Cell, Tone};

/// The metrics every comparison shows, when they apply.
pub(crate) const KEY_METRICS: [Metric; 10] = [
    Metric::SatisfactionCohort,
    Metric::ChurnAnnual,
    Metric::Profit,
    Metric::CustomerValueEnd,
    Metric::AbandonmentRate,
    Metric::WaitMean,
    Metric::ServiceLevelOfOffered,
    Metric::CustomersEnd,
    Metric::Fcr,
    Metric::ComplaintRate,
];

/// Results and what the report derives from them for reading.
pub(crate) struct View<'a> {
    /// What the experiment found.
    pub results: &'a Results,
    /// Name of the currency.
    pub currency: &'a str,
    /// Confidence of the intervals in percent, as written: `95`.
    pub confidence: String,
}

impl<'a> View<'a> {
    /// Reads `results`.
    pub fn new(results: &'a Results) -> View<'a> {
        View { results, currency: currency(results), confidence: short(100.0 * results.confidence) }
    }

    /// The first arm.
    pub fn baseline(&self) -> Option<&'a ArmResult> {
        self.results.arms.first()
    }

    /// The arm of this name.
    pub fn arm(&self, name: &str) -> Option<&'a ArmResult> {
        self.results.arms.iter().find(|arm| arm.name == name)
    }

    /// The arm recommended, where one is.
    pub fn recommended(&self) -> Option<&'a ArmResult> {
        self.arm(self.results.verdicts.as_ref()?.recommended.as_deref()?)
    }

    /// The arm of the headline where none is recommended.
    pub fn of_headline(&self) -> Option<&'a ArmResult> {
        self.arm(self.results.verdicts.as_ref()?.spotlight.as_deref()?)
    }

    /// The arm to show beside the baseline: the recommended one, else that of the headline, else the last; absent where there is only
    /// one.
    pub fn spotlight(&self) -> Option<&'a ArmResult> {
        self.recommended().or_else(|| self.of_headline()).or_else(|| self.results.arms.get(1..)?.last())
    }

    /// What each arm does to the service; empty where money decides.
    pub fn service(&self) -> &'a [ServiceVerdict] {
        self.results.verdicts.as_ref().map_or(&[], |verdicts| &verdicts.service)
    }

    /// The arms to look at closely: the baseline and the one in the spotlight.
    pub fn close_up(&self) -> Vec<&'a ArmResult> {
        let mut arms: Vec<_> = self.baseline().into_iter().collect();
        arms.extend(self.spotlight().filter(|arm| arms.iter().all(|other| other.name != arm.name)));
        arms
    }

    /// Whether there is anything to compare.
    pub fn is_comparison(&self) -> bool {
        self.results.arms.len() > 1
    }

    /// Whether there are customers with a satisfaction, not only contacts.
    pub fn has_customers(&self) -> bool {
        self.applies(Metric::Satisfaction) || self.applies(Metric::SatisfactionCohort)
    }

    /// Whether some arm has this metric.
    pub fn applies(&self, metric: Metric) -> bool {
        self.results.arms.iter().any(|arm| arm.metrics.contains_key(metric.key()))
    }

    /// Replications per arm.
    pub fn replications(&self) -> u64 {
        let estimates = self.results.arms.iter().flat_map(|arm| arm.metrics.values());
        estimates.map(|estimate| estimate.n).max().unwrap_or(0)
    }

    /// The contrast of an arm.
    pub fn contrast(&self, arm: &str) -> Option<&'a Contrast> {
        self.results.contrasts.iter().find(|contrast| contrast.arm == arm)
    }

    /// The difference of an arm in a metric.
    pub fn difference(&self, arm: &str, metric: Metric) -> Option<&'a Difference> {
        self.contrast(arm)?.metrics.get(metric.key())
    }

    /// The verdict on an arm by a metric.
    pub fn verdict(&self, arm: &str, metric: Metric) -> Option<&'a VerdictRow> {
        let rows = &self.results.verdicts.as_ref()?.rows;
        rows.iter().find(|row| row.arm == arm && row.metric == metric.key())
    }

    /// The metrics on which there are verdicts, in the order of the catalogue.
    pub fn deciding(&self) -> Vec<Metric> {
        let Some(verdicts) = &self.results.verdicts else {
            return Vec::new();
        };
        let decides = |key: &str| verdicts.rows.iter().any(|row| row.metric == key);
        ALL.iter().filter(|entry| decides(entry.key)).map(|entry| entry.metric).collect()
    }

    /// The metrics worth a picture of their differences: those that decide, where money does not the wait and the cost, then the key
    /// metrics.
    pub fn contrasted(&self) -> Vec<Metric> {
        let mut metrics = if self.service().is_empty() { self.deciding() } else { self.contrasted_service() };
        metrics
            .extend(KEY_METRICS.into_iter().filter(|metric| !metrics.contains(metric)).collect::<Vec<_>>());
        metrics.retain(|metric| self.is_contrasted(*metric));
        metrics.retain(|metric| *metric != Metric::WaitMean || self.waits_are_of_one_kind());
        metrics
    }

    /// The metrics by which services are compared at a glance: those that decide, the mean wait where all reasons are of one
    /// kind, and the cost: all of it where there is money, else that of staff.
    pub fn contrasted_service(&self) -> Vec<Metric> {
        let mut metrics = self.deciding();
        // First-contact resolution is looked at in any case; it is shown where an arm may have moved it.
        let moves = |metric: Metric| {
            let rows = self.results.verdicts.iter().flat_map(|verdicts| &verdicts.rows);
            let mut own = rows.filter(|row| row.metric == metric.key());
            own.any(|row| row.verdict != Verdict::NoDifferenceThatMatters)
        };
        metrics.retain(|metric| *metric != Metric::Fcr || moves(*metric));
        if self.waits_are_of_one_kind() && !metrics.contains(&Metric::WaitMean) {
            metrics.push(Metric::WaitMean);
        }
        let mut costs = [Metric::Cost, Metric::CostStaff].into_iter();
        metrics.extend(costs.find(|metric| self.is_contrasted(*metric) && !metrics.contains(metric)));
        metrics.retain(|metric| self.is_contrasted(*metric));
        // What no arm moves at all is left out, cost apart.
        metrics.retain(|metric| metric.entry().unit == "currency" || self.is_moved(*metric));
        metrics
    }

    fn is_moved(&self, metric: Metric) -> bool {
        let rows = self.results.contrasts.iter().filter_map(|row| row.metrics.get(metric.key()));
        rows.into_iter().any(|row| row.mean != 0.0)
    }

    fn is_contrasted(&self, metric: Metric) -> bool {
        self.results.contrasts.iter().any(|row| row.metrics.contains_key(metric.key()))
    }

    /// Whether waits of all reasons may be averaged: those on a line and those for an answer by letter say nothing together.
    pub fn waits_are_of_one_kind(&self) -> bool {
        const ALIKE: f64 = 30.0;
        let reasons = self.baseline().into_iter().flat_map(|arm| arm.reasons.values());
        let waits = reasons.filter_map(|of| of.get(Metric::Awt.key())).map(|awt| awt.mean);
        let (low, high) =
            waits.fold((f64::INFINITY, 0.0), |(low, high): (f64, f64), wait| (low.min(wait), high.max(wait)));
        high <= ALIKE * low
    }

    /// The format for levels of `metric` in all of `scopes`.
    pub fn level_format<'s>(
        &self,
        metric: Metric,
        scopes: impl IntoIterator<Item = &'s Estimates>,
    ) -> Format {
        let values = scopes.into_iter().filter_map(|scope| scope.get(metric.key()));
        Format::scaled(
            metric.entry().unit,
            self.currency,
            self.scale(metric),
            values.map(|value| (value.mean, half_width(value))),
        )
    }

    /// The format for differences of `metric`.
    pub fn difference_format<'s>(
        &self,
        metric: Metric,
        rows: impl IntoIterator<Item = &'s Difference>,
    ) -> Format {
        let values = rows.into_iter().map(|row| (row.mean, difference_half_width(row)));
        Format::scaled(metric.entry().unit, self.currency, self.scale(metric), values)
    }

    /// The format for plain amounts of `metric`, whose intervals are not at hand.
    pub fn plain_format(&self, metric: Metric, values: impl IntoIterator<Item = f64>) -> Format {
        let values = values.into_iter().map(|value| (value, None));
        Format::scaled(metric.entry().unit, self.currency, self.scale(metric), values)
    }

    /// The format for amounts of money that are no metric, such as a cost per point.
    pub fn money_format(&self, values: impl IntoIterator<Item = f64>) -> Format {
        Format::fitting("currency", self.currency, values.into_iter().map(|value| (value, None)))
    }

    /// The size by which the unit of a metric's money is chosen: its largest difference where arms are compared, so that levels and
    /// differences can be subtracted by eye.
    fn scale(&self, metric: Metric) -> Option<f64> {
        let rows = self.results.contrasts.iter().filter_map(|contrast| contrast.metrics.get(metric.key()));
        rows.map(|row| row.mean.abs()).reduce(f64::max)
    }

    /// A difference as a cell, toned by its verdict or else by the direction its interval leaves no doubt about.
    pub fn difference_cell(
        &self,
        arm: &str,
        metric: Metric,
        difference: &Difference,
        format: &Format,
    ) -> Cell {
        let tone = self.difference_tone(arm, metric, difference);
        let spread = difference_half_width(difference).map(|half| format.half_width(half));
        Cell { text: format.signed(difference.mean), spread, tone }
    }

    /// The tone of a difference: by its verdict, or else by the direction its interval leaves no doubt about.
    pub fn difference_tone(&self, arm: &str, metric: Metric, difference: &Difference) -> Tone {
        match self.verdict(arm, metric) {
            Some(row) => verdict_tone(row.verdict),
            None => direction_tone(metric, difference),
        }
    }

    /// Over the results of a single arm: which service it is.
    pub fn single_title(&self) -> String {
        let scenario = &self.results.goodwill.scenario;
        match self.single_arm() {
            None => format!("{scenario}: how this service performs"),
            Some(arm) => format!("{scenario}: how this service performs with {arm}"),
        }
    }

    /// The name of a single arm, where it is another than the scenario as it stands.
    pub fn single_arm(&self) -> Option<&'a str> {
        self.baseline().filter(|arm| !arm.interventions.is_empty()).map(|arm| arm.name.as_str())
    }

    /// What every output says of its intervals.
    pub fn noise(&self) -> String {
        let replications = self.replications();
        if replications < 2 {
            return "One replication: no intervals. Simulation noise for these inputs is not known from it, and doubt about \
                    the inputs is another matter again."
                .to_owned();
        }
        format!(
            "Intervals are simulation noise for these inputs ({} % confidence, {replications} replications), not doubt \
             about the inputs: more replications narrow them and add no knowledge.",
            self.confidence
        )
    }

    /// How many observed figures the baseline misses.
    pub fn unmatched(&self) -> usize {
        self.results.observed.iter().filter(|row| !row.matched).count()
    }
}

/// Half the width of an estimate's interval.
pub(crate) fn half_width(estimate: &Estimate) -> Option<f64> {
    Some((estimate.ci_high? - estimate.ci_low?) / 2.0)
}

/// Half the width of a difference's interval.
pub(crate) fn difference_half_width(difference: &Difference) -> Option<f64> {
    Some((difference.ci_high? - difference.ci_low?) / 2.0)
}

/// The tone of a verdict.
pub(crate) fn verdict_tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Better => Tone::Good,
        Verdict::Worse => Tone::Bad,
        Verdict::NoDifferenceThatMatters => Tone::Quiet,
        Verdict::Undecided | Verdict::Mixed => Tone::Unsure,
    }
}

/// The tone of a difference without a threshold: welcome or not when its interval excludes zero.
fn direction_tone(metric: Metric, difference: &Difference) -> Tone {
    let (Some(low), Some(high)) = (difference.ci_low, difference.ci_high) else {
        return Tone::Plain;
    };
    match metric.entry().better {
        Better::Higher if low > 0.0 => Tone::Good,
        Better::Higher if high < 0.0 => Tone::Bad,
        Better::Lower if high < 0.0 => Tone::Good,
        Better::Lower if low > 0.0 => Tone::Bad,
        _ => Tone::Plain,
    }
}

/// The name of the currency: the unit the money metrics carry.
fn currency(results: &Results) -> &str {
    let metrics = results.arms.iter().flat_map(|arm| &arm.metrics);
    let is_money = |key: &str| Metric::from_key(key).is_some_and(|metric| metric.entry().unit == "currency");
    metrics.into_iter().find(|(key, _)| is_money(key)).map_or("currency", |(_, estimate)| &estimate.unit)
}
