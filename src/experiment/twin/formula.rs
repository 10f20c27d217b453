//! Erlang A or C under every condition, summed to half-hours of the day.

use std::collections::BTreeMap;

use crate::metrics::{INTERVALS_PER_DAY, Metric};
use crate::operation::Reason;
use crate::operation::theory::{ErlangA, ErlangC};

use super::load::{Condition, Load};

const SECONDS_PER_HOUR: f64 = 3_600.0;

/// What a formula says of one contact, and of the agents.
#[derive(Clone, Copy, Debug, PartialEq)]
struct PerContact {
    waits: f64,
    abandons: f64,
    wait_s: f64,
    wait_answered_s: f64,
    within: f64,
    short: f64,
    queue: f64,
    busy: f64,
}

/// Sums over a stretch of the day, all days of the horizon together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Totals {
    pub hours: f64,
    pub contacts: f64,
    pub load_hours: f64,
    pub agent_hours: f64,
    /// Contacts that come while the load has no steady state.
    pub unsteady: f64,
    waited: f64,
    abandoned: f64,
    wait_s: f64,
    wait_answered_s: f64,
    within: f64,
    short: f64,
    queue_hours: f64,
    busy_hours: f64,
}

/// The figures of a stretch.
pub(super) struct Figures(Totals);

/// The sums of each half-hour of the day.
pub(super) fn by_half_hour(load: &Load, reason: &Reason) -> [Totals; INTERVALS_PER_DAY] {
    let mut known: BTreeMap<Condition, Option<PerContact>> = BTreeMap::new();
    std::array::from_fn(|half_hour| {
        let mut totals = Totals::default();
        for (condition, hours) in &load.by_half_hour[half_hour] {
            let of = known.entry(*condition).or_insert_with(|| per_contact(condition, reason));
            totals = totals.plus(&Totals::of(condition, *hours, of.as_ref()));
        }
        totals
    })
}

fn per_contact(condition: &Condition, reason: &Reason) -> Option<PerContact> {
    let (rate, service) = (condition.per_hour() / SECONDS_PER_HOUR, condition.service_s());
    let (awt, short) = (reason.awt.as_seconds(), reason.short_abandon.as_seconds());
    if let Some(patience) = condition.patience_s() {
        let queue = ErlangA::new(rate, service, patience, condition.agents)?;
        let abandons = queue.abandonment();
        return Some(PerContact {
            waits: queue.wait_probability(),
            abandons,
            wait_s: queue.mean_wait(),
            wait_answered_s: queue.mean_wait_answered() * (1.0 - abandons),
            within: queue.answered_within(awt),
            short: queue.abandoned_within(short),
            queue: queue.mean_queue(),
            busy: queue.occupancy() * f64::from(condition.agents),
        });
    }
    let queue = ErlangC::new(rate, service, condition.agents)?;
    Some(PerContact {
        waits: queue.wait_probability(),
        abandons: 0.0,
        wait_s: queue.mean_wait(),
        wait_answered_s: queue.mean_wait(),
        within: queue.service_level(awt),
        short: 0.0,
        queue: queue.mean_queue(),
        busy: rate * service,
    })
}

impl Totals {
    fn of(condition: &Condition, hours: f64, of: Option<&PerContact>) -> Totals {
        let contacts = hours * condition.per_hour();
        let plain = Totals {
            hours,
            contacts,
            load_hours: contacts * condition.service_s() / SECONDS_PER_HOUR,
            agent_hours: hours * f64::from(condition.agents),
            ..Totals::default()
        };
        if contacts == 0.0 {
            return plain;
        }
        let Some(of) = of else { return Totals { unsteady: contacts, ..plain } };
        Totals {
            waited: contacts * of.waits,
            abandoned: contacts * of.abandons,
            wait_s: contacts * of.wait_s,
            wait_answered_s: contacts * of.wait_answered_s,
            within: contacts * of.within,
            short: contacts * of.short,
            queue_hours: hours * of.queue,
            busy_hours: hours * of.busy,
            ..plain
        }
    }

    /// Both together.
    pub fn plus(&self, other: &Totals) -> Totals {
        Totals {
            hours: self.hours + other.hours,
            contacts: self.contacts + other.contacts,
            load_hours: self.load_hours + other.load_hours,
            agent_hours: self.agent_hours + other.agent_hours,
            unsteady: self.unsteady + other.unsteady,
            waited: self.waited + other.waited,
            abandoned: self.abandoned + other.abandoned,
            wait_s: self.wait_s + other.wait_s,
            wait_answered_s: self.wait_answered_s + other.wait_answered_s,
            within: self.within + other.within,
            short: self.short + other.short,
            queue_hours: self.queue_hours + other.queue_hours,
            busy_hours: self.busy_hours + other.busy_hours,
        }
    }

    /// Whether load and agents per hour are the same, but for rounding.
    pub fn is_like(&self, other: &Totals) -> bool {
        let same = |mine: f64, theirs: f64| {
            let (mine, theirs) = (mine / self.hours, theirs / other.hours);
            (mine - theirs).abs() <= 1e-9 * mine.abs().max(1.0)
        };
        same(self.contacts, other.contacts)
            && same(self.load_hours, other.load_hours)
            && same(self.agent_hours, other.agent_hours)
            && same(self.waited, other.waited)
            && same(self.unsteady, other.unsteady)
    }

    /// The figures; `None` without contacts or where some of them come while there is no steady state.
    pub fn figures(&self) -> Option<Figures> {
        (self.contacts > 0.0 && self.unsteady == 0.0).then_some(Figures(*self))
    }
}

impl Figures {
    /// The value of a metric that a formula gives.
    pub fn of(&self, metric: Metric) -> f64 {
        let all = &self.0;
        let answered = all.contacts - all.abandoned;
        match metric {
            Metric::AbandonmentRate => all.abandoned / all.contacts,
            Metric::ServiceLevelOfOffered => all.within / all.contacts,
            Metric::ServiceLevelExcludingShortAbandons => all.within / (all.contacts - all.short),
            Metric::ServiceLevelCountingShortAbandons => (all.within + all.short) / all.contacts,
            Metric::ServiceLevelOfAnswered => all.within / answered,
            Metric::WaitProbability => all.waited / all.contacts,
            Metric::WaitMean => all.wait_s / all.contacts,
            Metric::Asa => all.wait_answered_s / answered,
            Metric::QueueMean => all.queue_hours / all.hours,
            Metric::Occupancy => all.busy_hours / all.agent_hours,
            _ => f64::NAN,
        }
    }
}
