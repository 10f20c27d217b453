//! Surveys.

use crate::scenario::schema::{ScenarioSpec, SurveySpec};
use crate::survey::{AfterContact, AnswerStyleModel, Frame, MissingItems, Mode, Recall, SurveyModel};

/// The surveys of a scenario that has some.
pub(super) fn survey(scenario: &ScenarioSpec, spec: &SurveySpec) -> SurveyModel {
    let segment = |name: &String| scenario.segment.iter().position(|segment| segment.name == *name);
    let invited_by_segment = match spec.invited_by_segment.is_empty() {
        true => Vec::new(),
        false => {
            let named = |name: &str| spec.invited_by_segment.get(name).copied().unwrap_or(0);
            scenario.segment.iter().map(|segment| named(&segment.name)).collect()
        }
    };
    SurveyModel {
        invited: spec.invited,
        invited_by_segment,
        exact: spec.exact,
        cluster_size: spec.cluster_size,
        cluster_sd: spec.cluster_sd,
        waves: spec.waves.iter().map(|wave| wave.0).collect(),
        same_people: spec.same_people,
        scale: spec.scale.0,
        expectations: spec.expectations,
        requirements: spec.requirements,
        kano: spec.kano,
        leave_out: spec.leave_out.clone(),
        weights: spec.weights_in_file,
        says_segment: spec.segments_in_file,
        frame: Frame {
            contacted_within: spec.frame.contacted_within.map(|within| within.0),
            segments: spec.frame.segments.iter().filter_map(segment).map(|index| index as u32).collect(),
            reachable: spec.frame.reachable,
        },
        selection_effect: spec.selection_effect,
        response: spec.response,
        extremity_effect: spec.extremity_effect,
        satisfaction_effect: spec.satisfaction_effect,
        incentive: spec.incentive,
        incentive_effect: spec.incentive_effect,
        reminders: spec.reminders,
        fatigue_effect: spec.fatigue_effect,
        channel_effects: [
            spec.channel_effects.voice,
            spec.channel_effects.chat,
            spec.channel_effects.deferred,
        ],
        style_sd: spec.style_sd,
        item_sd: spec.item_sd,
        style: AnswerStyleModel {
            shift: spec.style.shift,
            stretch: spec.style.stretch,
            stretch_sd: spec.style.stretch_sd,
            middle: spec.style.middle,
            straight_lining: spec.style.straight_lining,
            halo: spec.style.halo,
            undecided: spec.style.undecided,
            mood_sd: spec.style.mood_sd,
            false_statements: spec.style.false_statements,
        },
        mode: Mode {
            interviewer_share: spec.mode.interviewer_share,
            shift: spec.mode.shift,
            stretch: spec.mode.stretch,
        },
        recall: Recall { fading: spec.recall.fading, sd: spec.recall.sd },
        scale_bend: spec.scale_bend,
        missing: MissingItems {
            share: spec.missing.share,
            satisfaction_effect: spec.missing.satisfaction_effect,
        },
        after_contact: spec.after_contact.as_ref().map(|after| AfterContact {
            share: after.share,
            cool_down: after.cool_down.0,
            response: after.response,
        }),
    }
}
