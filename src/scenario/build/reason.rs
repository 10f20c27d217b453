//! Reasons for contact.

use super::centre::reason_index;
use crate::operation::{
    Announcement, CallbackOffer, FollowUpLaw, Opening, Overflow, Priority, QUARTERS_PER_WEEK, Reason,
    SelfService, Transfer, Under,
};
use crate::scenario::distributions::{LawFault, TimeLaw};
use crate::scenario::hours::OpenHours;
use crate::scenario::schema::{
    AnnouncementSpec, CallbackSpec, FollowUpSpec, OverflowSpec, ReasonSpec, ScenarioSpec, SelfServiceSpec,
    TransferSpec,
};

pub(super) fn reason(spec: &ReasonSpec, scenario: &ScenarioSpec) -> Result<Reason, LawFault> {
    let law = |law: &Option<TimeLaw>| law.as_ref().map(TimeLaw::distribution).transpose();
    let follow_up = |spec: &FollowUpSpec| follow_up(spec, scenario);
    let redial = follow_up(&spec.redial)?;
    Ok(Reason {
        name: spec.name.clone(),
        channel: spec.channel.0,
        opening: spec
            .open
            .as_ref()
            .map(|hours| Opening { quarters: open_quarters(hours), closing: spec.closing.0 }),
        queue_limit: spec.queue_limit,
        self_service: spec.self_service.as_ref().map(self_service).transpose()?,
        connection: spec.connection.0,
        talk: spec.talk.distribution()?,
        hold: law(&spec.hold)?,
        wrap_up: law(&spec.wrap_up)?,
        handling_by_quarter: spec
            .handling_by_time
            .as_ref()
            .map(|factors| factors.quarters().iter().map(|factor| factor.0).collect()),
        longest_talk: spec.longest_talk.map(|span| span.0),
        patience: law(&spec.patience)?,
        balking: spec.balking,
        announcement: spec.announcement.as_ref().map(announcement),
        callback: spec.callback.as_ref().map(callback).transpose()?,
        message_after: spec.message_after.map(|span| span.0),
        overflow: spec.overflow.as_ref().map(|spec| overflow(spec, scenario)),
        awt: spec.awt.0,
        short_abandon: spec.short_abandon.0,
        priority: Priority {
            base: spec.priority.base,
            per_second: spec.priority.per_second,
            transfer_bonus: spec.priority.transfer_bonus,
        },
        leave_idle: spec.leave_idle,
        endless: spec.endless,
        resolution: spec.resolution,
        transfer: spec.transfer.as_ref().map(|spec| transfer(spec, scenario)),
        redial_blocked: spec
            .redial_blocked
            .as_ref()
            .map(follow_up)
            .transpose()?
            .unwrap_or_else(|| redial.clone()),
        redial,
        repeat: follow_up(&spec.repeat)?,
        fcr_window: spec.fcr_window.0,
    })
}

/// Whether any of the hours is open in each quarter of the week.
pub(in crate::scenario) fn open_quarters(hours: &[OpenHours]) -> Vec<bool> {
    let each: Vec<Vec<bool>> = hours.iter().map(OpenHours::quarters).collect();
    (0..QUARTERS_PER_WEEK).map(|quarter| each.iter().any(|open| open[quarter])).collect()
}

fn self_service(spec: &SelfServiceSpec) -> Result<SelfService, LawFault> {
    Ok(SelfService {
        time: spec.time.distribution()?,
        containment: spec.containment,
        false_containment: spec.false_containment,
        context_kept: spec.context_kept,
        talk_if_lost: spec.talk_if_lost,
        residual_talk: spec.residual_talk,
    })
}

fn announcement(spec: &AnnouncementSpec) -> Announcement {
    Announcement { balking: spec.balking, patience_factor: spec.patience_factor }
}

fn callback(spec: &CallbackSpec) -> Result<CallbackOffer, LawFault> {
    Ok(CallbackOffer {
        from_queue: spec.from_queue,
        from_expected_wait: spec.from_expected_wait.map(|span| span.0),
        accept: spec.accept,
        not_before: spec.not_before.0,
        after_waiting: spec.after_waiting,
        priority: spec.priority,
        reach: spec.reach,
        failed_attempt: spec.failed_attempt.distribution()?,
        attempts: spec.attempts,
        retry_after: spec.retry_after.0,
    })
}

fn overflow(spec: &OverflowSpec, scenario: &ScenarioSpec) -> Overflow {
    let index = |name: &String| scenario.team.iter().position(|team| team.name == *name);
    Overflow { after: spec.after.0, teams: spec.teams.iter().filter_map(index).collect() }
}

fn transfer(spec: &TransferSpec, scenario: &ScenarioSpec) -> Transfer {
    let weights: Vec<(usize, f64)> = spec
        .to
        .weights()
        .iter()
        .filter(|(_, weight)| **weight > 0.0)
        .filter_map(|(name, weight)| Some((reason_index(scenario, name)?, *weight)))
        .collect();
    let total: f64 = weights.iter().map(|(_, weight)| weight).sum();
    let mut sum = 0.0;
    let mut to: Vec<(usize, f64)> = weights
        .iter()
        .map(|(reason, weight)| {
            sum += weight;
            (*reason, sum / total)
        })
        .collect();
    if let Some((_, last)) = to.last_mut() {
        // Whatever the rounding of the sum, a draw finds a target.
        *last = 1.0;
    }
    Transfer { probability: spec.probability, to, most: u32::from(spec.most), warm: spec.warm }
}

fn follow_up(spec: &FollowUpSpec, scenario: &ScenarioSpec) -> Result<FollowUpLaw, LawFault> {
    let under = |word: &str| match word {
        "present" => Under::Present,
        name => reason_index(scenario, name).map_or(Under::Original, Under::Reason),
    };
    Ok(FollowUpLaw {
        probability: spec.probability,
        probability_further: spec.probability_further.unwrap_or(spec.probability),
        delay: spec.delay.distribution()?,
        delay_further: spec.delay_further.as_ref().unwrap_or(&spec.delay).distribution()?,
        max_attempts: spec.max_attempts,
        under: under(&spec.under),
        under_further: under(spec.under_further.as_ref().unwrap_or(&spec.under)),
    })
}
