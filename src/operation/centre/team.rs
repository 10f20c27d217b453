//! One team of agents.

use crate::operation::centre::reason::Reason;
use crate::random::Distribution;
use crate::time::{Calendar, Duration};

/// Quarters of an hour in a week, the grid of every weekly pattern (index 0 = Monday 00:00).
pub const QUARTERS_PER_WEEK: usize = 7 * Calendar::QUARTERS_PER_DAY;

/// A team of agents with the same skills. A position (seat) of a crew or shift is one agent with a competence, a manner and
/// a tenure of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    /// Name as in the scenario.
    pub name: String,
    /// Who is on duty when.
    pub staffing: Staffing,
    /// What becomes of the contact an agent is on when the shift ends.
    pub end_of_shift: EndOfShift,
    /// Reasons the team serves, in order of preference.
    pub skills: Vec<Skill>,
    /// How many chats an agent takes at once, and how fast each then goes.
    pub chat: Chat,
    /// How agents differ.
    pub variation: Variation,
    /// Factor on talk, hold and wrap-up.
    pub handling_time: f64,
    /// Relative rise of handling time at full occupancy: handling time x (1 + fatigue x occupancy of the agent over the last
    /// hours, exponentially smoothed over two hours of duty). 0 means none.
    pub fatigue: f64,
    /// Score of the team in the choice among free agents of several teams.
    pub score: f64,
    /// Share of paid time that is not available for contacts (breaks, meetings, absence), 0 to below 1.
    pub shrinkage: f64,
    /// Probability that an agent is absent for a whole day, 0 to below 1. The absent are paid.
    pub absence: f64,
    /// Loaded cost of a paid hour, in the currency of the scenario.
    pub cost_per_hour: f64,
    /// How newcomers to the team learn and how many leave.
    pub hiring: Hiring,
}

/// Who is on duty when.
#[derive(Clone, Debug, PartialEq)]
pub enum Staffing {
    /// So many agents in each quarter of the week.
    Intervals {
        /// Agents on the phones, net of shrinkage and of time off the phone; [`QUARTERS_PER_WEEK`] entries.
        agents: Vec<u32>,
        /// Agents paid for being present, before time off the phone is taken away (shrinkage still to be added).
        present: Vec<u32>,
        /// Equal parts of the day, from midnight, that are worked by different people.
        crews: usize,
    },
    /// People in shifts.
    Shifts(Vec<Shift>),
}

/// A shift worked by a number of agents on some days of the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Start after midnight.
    pub start: Duration,
    /// Length; may reach into the next day.
    pub length: Duration,
    /// Whether it is worked on Monday ... Sunday.
    pub days: [bool; 7],
    /// Agents who work it.
    pub agents: u32,
    /// Pauses, in order, within the shift.
    pub breaks: Vec<Break>,
    /// Whether these agents stay after the end as long as there is a contact in the centre that they may be given, after it has
    /// been handed over too, endless work apart.
    pub open_end: bool,
}

/// A break or lunch: an agent on a contact finishes it and then takes the whole break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// When it is due after the start of the shift.
    pub after: Duration,
    /// How long it lasts.
    pub length: Duration,
    /// Whether it is paid.
    pub paid: bool,
}

impl Break {
    /// What is left of it when its shift has been going on for `into`; `None` where it is not under way then.
    pub fn rest(&self, into: Duration) -> Option<Duration> {
        let end = self.after + self.length;
        (self.after..end).contains(&into).then(|| Duration::micros(end.as_micros() - into.as_micros()))
    }
}

/// What becomes of the contact an agent is on when the shift ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EndOfShift {
    /// The agent finishes it, wrap-up included, and then leaves.
    #[default]
    Finish,
    /// The contact is cut off unresolved, and the agent leaves on time.
    Drop,
    /// The contact goes back to the head of its queue and another agent does the rest of the talk; the agent leaves on time.
    /// Its seniority, and the time until other teams help, count from when it first began to wait in this leg.
    HandOver,
}

/// A skill of a team: a reason it serves.
#[derive(Clone, Debug, PartialEq)]
pub struct Skill {
    /// Index of the reason.
    pub reason: usize,
    /// Talk law of this team for the reason, seconds; `None` means the reason's.
    pub talk: Option<Distribution>,
    /// Hold law of this team for the reason, seconds; `None` means the reason's.
    pub hold: Option<Distribution>,
    /// Wrap-up law of this team for the reason, seconds; `None` means the reason's.
    pub wrap_up: Option<Distribution>,
    /// Level: added to competence for this reason, log-odds.
    pub competence: f64,
    /// Level: factor on handling time for this reason.
    pub handling_time: f64,
    /// Score of the reason in the choice among free agents of several teams.
    pub score: f64,
    /// Whether the team serves the reason only by overflow after a time in queue.
    pub overflow_only: bool,
}

/// Chats at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Chat {
    /// Chats an agent takes at once (1 or more).
    pub at_once: u32,
    /// Speed of each chat when the agent has 1, 2, ... open (a lone chat at speed 1 takes its drawn talk time); the last
    /// entry holds for more.
    pub speed: Vec<f64>,
}

/// How agents of a team differ from each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variation {
    /// Mean competence in log-odds of resolution; 0 is the standard agent.
    pub competence_mean: f64,
    /// Standard deviation of competence between agents.
    pub competence_sd: f64,
    /// Mean manner of the agents on the scale 1 to 10.
    pub manner_mean: f64,
    /// Standard deviation of manner between agents.
    pub manner_sd: f64,
    /// Coefficient of variation between agents of the factor on handling time (lognormal with mean 1).
    pub speed_cv: f64,
}

/// Joining and leaving a team.
#[derive(Clone, Debug, PartialEq)]
pub struct Hiring {
    /// Time constant of learning: the newcomer's handicap falls as exp(-tenure / learning).
    pub learning: Duration,
    /// Contacts after which the handicap has fallen by the factor e: it also falls as exp(-contacts / learning_contacts).
    /// `None` means that time alone teaches.
    pub learning_contacts: Option<f64>,
    /// What a beginner's competence lacks on the first day, in log-odds (0 or more).
    pub novice_competence_gap: f64,
    /// Share by which a beginner's handling time is longer on the first day (0 or more).
    pub novice_handling_time: f64,
    /// Probability per month that an agent leaves; the place is taken by a beginner after `replaced_after`.
    pub attrition_per_month: f64,
    /// Time for which the place of a leaver stays empty.
    pub replaced_after: Duration,
    /// One-off cost of each agent hired, replacements included.
    pub cost_per_hire: f64,
}

impl Shift {
    /// Agents of this shift on duty for more than half of a quarter of the week; `paid` counts paid breaks as duty.
    fn agents_at(&self, quarter_of_week: usize, paid: bool) -> u32 {
        let quarter = Duration::DAY.as_micros() / Calendar::QUARTERS_PER_DAY as u64;
        let day = quarter_of_week / Calendar::QUARTERS_PER_DAY;
        let middle = (quarter_of_week % Calendar::QUARTERS_PER_DAY) as u64 * quarter + quarter / 2;
        // A shift lasts at most a day: it began today, or yesterday.
        let since_midnights = [(day, middle), ((day + 6) % 7, middle + Duration::DAY.as_micros())];
        let on_duty = since_midnights.into_iter().any(|(day, since)| {
            let Some(into) = since.checked_sub(self.start.as_micros()) else {
                return false;
            };
            let pauses = |pause: &Break| {
                let after = pause.after.as_micros();
                (after..after + pause.length.as_micros()).contains(&into) && !(paid && pause.paid)
            };
            self.days[day] && into < self.length.as_micros() && !self.breaks.iter().any(pauses)
        });
        if on_duty { self.agents } else { 0 }
    }
}

impl Skill {
    /// A skill at the standard level.
    pub fn plain(reason: usize) -> Self {
        Skill {
            reason,
            talk: None,
            hold: None,
            wrap_up: None,
            competence: 0.0,
            handling_time: 1.0,
            score: 0.0,
            overflow_only: false,
        }
    }
}

impl Chat {
    /// One contact at a time.
    pub fn one() -> Self {
        Chat { at_once: 1, speed: vec![1.0] }
    }

    /// Speed of each chat of an agent who has `open` of them (1 or more).
    #[inline]
    pub fn speed(&self, open: u32) -> f64 {
        let last = self.speed.len().saturating_sub(1);
        self.speed.get((open.max(1) as usize - 1).min(last)).copied().unwrap_or(1.0)
    }
}

impl Variation {
    /// Everybody is the standard agent, with manner 7.
    pub fn none() -> Self {
        Variation {
            competence_mean: 0.0,
            competence_sd: 0.0,
            manner_mean: 7.0,
            manner_sd: 0.0,
            speed_cv: 0.0,
        }
    }
}

impl Hiring {
    /// Nobody leaves and nobody learns.
    pub fn none() -> Self {
        Hiring {
            learning: Duration::WEEK,
            learning_contacts: None,
            novice_competence_gap: 0.0,
            novice_handling_time: 0.0,
            attrition_per_month: 0.0,
            replaced_after: Duration::ZERO,
            cost_per_hire: 0.0,
        }
    }
}

impl Team {
    /// A team of so many standard agents at all times, with these skills in order of preference.
    pub fn plain(name: &str, agents: u32, skills: &[usize]) -> Self {
        Team {
            name: name.to_string(),
            staffing: Staffing::Intervals {
                agents: vec![agents; QUARTERS_PER_WEEK],
                present: vec![agents; QUARTERS_PER_WEEK],
                crews: 1,
            },
            end_of_shift: EndOfShift::Finish,
            skills: skills.iter().map(|reason| Skill::plain(*reason)).collect(),
            chat: Chat::one(),
            variation: Variation::none(),
            handling_time: 1.0,
            fatigue: 0.0,
            score: 0.0,
            shrinkage: 0.0,
            absence: 0.0,
            cost_per_hour: 0.0,
            hiring: Hiring::none(),
        }
    }

    /// Mean handling time in seconds of a contact of a reason by this team's standard agent who does nothing else: talk, hold and
    /// wrap-up by the laws of the team where it has its own, at a time of day at which the reason's `handling_by_quarter` is 1.
    pub fn mean_handling(&self, index: usize, reason: &Reason) -> f64 {
        let [on_line, wrap_up] = self.mean_handling_parts(index, reason);
        on_line + wrap_up
    }

    /// The same in two parts: with the customer (talk and hold), and wrap-up.
    pub fn mean_handling_parts(&self, index: usize, reason: &Reason) -> [f64; 2] {
        let skill = self.skills.iter().find(|skill| skill.reason == index);
        let talk = skill.and_then(|skill| skill.talk.as_ref()).unwrap_or(&reason.talk);
        let hold = skill.and_then(|skill| skill.hold.as_ref()).or(reason.hold.as_ref());
        let wrap_up = skill.and_then(|skill| skill.wrap_up.as_ref()).or(reason.wrap_up.as_ref());
        let factor = self.handling_time * skill.map_or(1.0, |skill| skill.handling_time);
        let on_line = talk.mean() + hold.map_or(0.0, Distribution::mean);
        [on_line, wrap_up.map_or(0.0, Distribution::mean)].map(|seconds| seconds * factor)
    }

    /// Whether the team serves the reason, at once or by overflow.
    pub fn serves(&self, reason: usize) -> bool {
        self.skills.iter().any(|skill| skill.reason == reason)
    }

    /// Agents planned on the phones in the given quarter of the week: a shift counts in every quarter in which it is on duty
    /// for more than half of the time, breaks taken away.
    pub fn agents_at(&self, quarter_of_week: usize) -> u32 {
        match &self.staffing {
            Staffing::Intervals { agents, .. } => agents[quarter_of_week],
            Staffing::Shifts(shifts) => {
                shifts.iter().map(|shift| shift.agents_at(quarter_of_week, false)).sum()
            }
        }
    }

    /// Agents paid for being present in the given quarter of the week, before shrinkage is added.
    pub fn present_at(&self, quarter_of_week: usize) -> u32 {
        match &self.staffing {
            Staffing::Intervals { present, .. } => present[quarter_of_week],
            Staffing::Shifts(shifts) => {
                shifts.iter().map(|shift| shift.agents_at(quarter_of_week, true)).sum()
            }
        }
    }

    /// Agents [present](Team::present_at) in the given quarter of the week, and the places that count as vacant when nobody holds
    /// them: those on the phones, or of a shift those present, because a place is vacant during a paid break as well.
    pub fn present_and_places_at(&self, quarter_of_week: usize) -> (u32, u32) {
        let present = self.present_at(quarter_of_week);
        match &self.staffing {
            Staffing::Intervals { .. } => (present, self.agents_at(quarter_of_week)),
            Staffing::Shifts(_) => (present, present),
        }
    }

    /// Parts of the day that are worked by different people; 1 for shifts.
    pub fn crews(&self) -> usize {
        match &self.staffing {
            Staffing::Intervals { crews, .. } => *crews,
            Staffing::Shifts(_) => 1,
        }
    }

    /// The crew (part of the day) at work in the given quarter of the week.
    #[inline]
    pub fn crew_at(&self, quarter_of_week: usize) -> usize {
        (quarter_of_week % Calendar::QUARTERS_PER_DAY) * self.crews() / Calendar::QUARTERS_PER_DAY
    }

    /// Whether staffing or crew differ between two quarters of the week.
    pub fn changes_between(&self, before: usize, after: usize) -> bool {
        self.agents_at(before) != self.agents_at(after) || self.crew_at(before) != self.crew_at(after)
    }
}
