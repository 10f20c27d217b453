//! What differs in loyalty by segment, programmes, feedback, and the second firm.

use super::centre::reason_index;
use crate::loyalty::{Feedback, FeedbackClass, Observed, Programme, Rival, SegmentLoyalty, Term};
use crate::scenario::schema::{FeedbackClassSpec, ProgrammeSpec, ScenarioSpec, SegmentSpec};

pub(super) fn segment(spec: &SegmentSpec) -> SegmentLoyalty {
    SegmentLoyalty {
        term: spec.contract_months.map(|months| Term { months, renewal: spec.renewal }),
        observed: spec.observed.as_ref().map(|observed| Observed {
            use_gap_days: observed.use_gap.0.as_days(),
            inactive_after_days: observed.inactive_after.0.as_days(),
        }),
        susceptibility: spec.susceptibility,
    }
}

pub(super) fn programme(spec: &ScenarioSpec, programme: &ProgrammeSpec) -> Programme {
    let is_entitled =
        |segment: &SegmentSpec| programme.segments.as_ref().is_none_or(|names| names.contains(&segment.name));
    let pair = |(from, to): (&String, &String)| reason_index(spec, from).zip(reason_index(spec, to));
    Programme {
        name: programme.name.clone(),
        segments: spec.segment.iter().map(is_entitled).collect(),
        participation: programme.participation,
        from_revenue: (programme.from_revenue * 100.0).round_ties_even() as u32,
        from_months: programme.from_months,
        cost_per_month: programme.cost_per_month,
        discount: programme.discount,
        reward: programme.reward,
        spending: programme.spending,
        leaving_effect: programme.leaving_effect,
        served_as: programme.served_as.iter().filter_map(pair).collect(),
    }
}

pub(super) fn rival(spec: &ScenarioSpec) -> Option<Rival> {
    let market = spec.market.as_ref()?;
    Some(Rival {
        name: market.rival.clone(),
        customers: market.customers,
        satisfaction: market.satisfaction,
        pull: market.pull,
        leavers_share: market.leavers_to_rival,
        newcomers_share: market.newcomers_from_rival,
    })
}

/// Whether each of all names is among those named; empty when none is named, which means all.
fn among<'n>(named: Option<&Vec<String>>, all: impl Iterator<Item = &'n String>) -> Vec<bool> {
    named.map_or_else(Vec::new, |named| all.map(|name| named.contains(name)).collect())
}

pub(super) fn feedback(spec: &ScenarioSpec) -> Feedback {
    let Some(feedback) = &spec.feedback else {
        return Feedback::default();
    };
    let class = |class: &FeedbackClassSpec| {
        Some(FeedbackClass {
            name: class.name.clone(),
            share: class.share,
            reasons: among(class.reasons.as_ref(), spec.reason.iter().map(|reason| &reason.name)),
            segments: among(class.segments.as_ref(), spec.segment.iter().map(|segment| &segment.name)),
            work: reason_index(spec, &class.work)?,
            within: class.within.0,
            told_back: class.told_back,
            lift: class.lift,
        })
    };
    Feedback {
        response_effect: feedback.response_effect,
        classes: feedback.class.iter().filter_map(class).collect(),
    }
}
