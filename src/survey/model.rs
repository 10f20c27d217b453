//! The parameters of a survey: whom it asks, what, and where its answers go wrong.

use crate::survey::parts::Part;
use crate::survey::question::AnswerScale;
use crate::time::Duration;

/// How customers are surveyed: a panel of active customers at the end of the horizon (and at further waves), and maybe
/// customers after their contacts. The tables of error are shared. Effects are on log-odds unless said otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyModel {
    /// Customers invited, drawn at random from the frame.
    pub invited: u32,
    /// Customers invited of each segment instead (a stratified sample); empty: `invited` over all.
    pub invited_by_segment: Vec<u32>,
    /// Exactly so many, not so many in expectation.
    pub exact: bool,
    /// Neighbours who are invited all or none; 1 means no clusters.
    pub cluster_size: u32,
    /// Standard deviation of what the answers of one cluster share, in points of 1-10.
    pub cluster_sd: f64,
    /// Further waves, from the start of the horizon.
    pub waves: Vec<Duration>,
    /// Whether all waves ask the same people.
    pub same_people: bool,
    /// The scale of ratings, expectations and requirements.
    pub scale: AnswerScale,
    /// Whether expectations ("will") are asked.
    pub expectations: bool,
    /// Whether requirements ("should") are asked.
    pub requirements: bool,
    /// Whether Kano pairs are asked.
    pub kano: bool,
    /// Categories nobody asks about.
    pub leave_out: Vec<String>,
    /// Whether the file holds the weights that the sample design calls for, instead of 1 for all.
    pub weights: bool,
    /// Whether the file says the segment.
    pub says_segment: bool,
    /// Who can be asked.
    pub frame: Frame,
    /// An unhappy customer is invited with probability exp(-effect (50 - S) / 10).
    pub selection_effect: f64,
    /// Probability that a customer at satisfaction 50 answers.
    pub response: f64,
    /// Rise per 10 points of distance from satisfaction 50, either way (extremes answer).
    pub extremity_effect: f64,
    /// Rise per 10 points of satisfaction above 50.
    pub satisfaction_effect: f64,
    /// What an answer is rewarded with, in money.
    pub incentive: f64,
    /// Rise per unit of money.
    pub incentive_effect: f64,
    /// Reminders to who has not answered, each a further chance.
    pub reminders: u32,
    /// Rise per earlier invitation within the run; negative when people tire.
    pub fatigue_effect: f64,
    /// Rise by channel of the contact: voice, chat, deferred.
    pub channel_effects: [f64; 3],
    /// Standard deviation of a person's fixed shift on every rating item (politeness), in points of 1-10.
    pub style_sd: f64,
    /// Standard deviation of the error of one rating, in points of 1-10.
    pub item_sd: f64,
    /// How people use the scale.
    pub style: AnswerStyleModel,
    /// Interviewer against form.
    pub mode: Mode,
    /// Memory.
    pub recall: Recall,
    /// Unequal steps: a position x between 0 and 1 on the scale is ticked as x + bend x (1 - x); -1 to 1.
    pub scale_bend: f64,
    /// Questions left open.
    pub missing: MissingItems,
    /// Surveys after contacts, if there are any.
    pub after_contact: Option<AfterContact>,
}

impl SurveyModel {
    /// Whether a part of the error can make a difference at all in a survey of this model. Sampling always can.
    pub fn errs_in(&self, part: Part) -> bool {
        let (frame, style) = (&self.frame, &self.style);
        match part {
            Part::Frame => {
                frame.contacted_within.is_some() || !frame.segments.is_empty() || frame.reachable < 1.0
            }
            Part::Selection => self.selection_effect != 0.0,
            Part::Sampling | Part::Response => true,
            Part::Style => {
                self.style_sd > 0.0
                    || self.item_sd > 0.0
                    || self.cluster_sd > 0.0
                    || *style != AnswerStyleModel::default()
            }
            Part::Mode => self.mode.interviewer_share > 0.0,
            Part::Recall => self.recall.fading > 0.0 || self.recall.sd > 0.0,
            Part::Scale => self.scale_bend != 0.0,
            Part::ItemNonResponse => self.missing.share > 0.0,
        }
    }
}

/// Who can be asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Only customers with an answered contact within this time.
    pub contacted_within: Option<Duration>,
    /// Only these segments, by index; empty: all.
    pub segments: Vec<u32>,
    /// Share of people who can be reached; a trait of the person.
    pub reachable: f64,
}

/// How people use a scale (Rossi, Gilula and Allenby 2001; D'Elia and Piccolo 2005 for indecision). Points are of 1-10.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AnswerStyleModel {
    /// Points that everybody answers higher (politeness, acquiescence).
    pub shift: f64,
    /// Factor on the distance from the middle of the scale; above 1 extreme, below 1 middling.
    pub stretch: f64,
    /// Standard deviation between people of the logarithm of that factor.
    pub stretch_sd: f64,
    /// Share of people who tick the middle throughout.
    pub middle: f64,
    /// Share of people who tick the answer to the first question throughout.
    pub straight_lining: f64,
    /// Share of every rating that is the overall impression instead.
    pub halo: f64,
    /// Share of answers ticked anywhere on the scale (CUB's uncertainty, 1 - pi).
    pub undecided: f64,
    /// Standard deviation of the mood of the day, common to all answers of one person in one survey, in points.
    pub mood_sd: f64,
    /// Share of people who state the opposite of what they feel.
    pub false_statements: f64,
}

/// An interviewer against a form filled in alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mode {
    /// Share of respondents who are interviewed.
    pub interviewer_share: f64,
    /// Points of 1-10 by which they answer higher.
    pub shift: f64,
    /// Factor on the distance from the middle of the scale.
    pub stretch: f64,
}

/// What memory does to what is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recall {
    /// Share of the way from perception to expectation that memory has faded.
    pub fading: f64,
    /// Standard deviation of an answer for want of memory, in points of 1-10.
    pub sd: f64,
}

/// Questions left open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MissingItems {
    /// Probability that a customer at satisfaction 50 leaves a question open.
    pub share: f64,
    /// Rise of its log-odds per 10 points of satisfaction above 50.
    pub satisfaction_effect: f64,
}

/// Surveys after answered contacts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AfterContact {
    /// Share of answered contacts whose customer is invited.
    pub share: f64,
    /// A customer is not invited again within this time.
    pub cool_down: Duration,
    /// Probability that a customer at satisfaction 50 answers.
    pub response: f64,
}

impl Default for SurveyModel {
    fn default() -> Self {
        SurveyModel {
            invited: 2000,
            invited_by_segment: Vec::new(),
            exact: false,
            cluster_size: 1,
            cluster_sd: 0.0,
            waves: Vec::new(),
            same_people: false,
            scale: AnswerScale::ONE_TO_TEN,
            expectations: false,
            requirements: false,
            kano: false,
            leave_out: Vec::new(),
            weights: true,
            says_segment: true,
            frame: Frame { contacted_within: None, segments: Vec::new(), reachable: 1.0 },
            selection_effect: 0.0,
            response: 0.25,
            extremity_effect: 0.1,
            satisfaction_effect: 0.0,
            incentive: 0.0,
            incentive_effect: 0.0,
            reminders: 0,
            fatigue_effect: 0.0,
            channel_effects: [0.0; 3],
            style_sd: 0.7,
            item_sd: 1.0,
            style: AnswerStyleModel::default(),
            mode: Mode { interviewer_share: 0.0, shift: 0.6, stretch: 1.1 },
            recall: Recall { fading: 0.0, sd: 0.0 },
            scale_bend: 0.0,
            missing: MissingItems { share: 0.0, satisfaction_effect: 0.0 },
            after_contact: None,
        }
    }
}

impl Default for AnswerStyleModel {
    fn default() -> Self {
        AnswerStyleModel {
            shift: 0.0,
            stretch: 1.0,
            stretch_sd: 0.0,
            middle: 0.0,
            straight_lining: 0.0,
            halo: 0.0,
            undecided: 0.0,
            mood_sd: 0.0,
            false_statements: 0.0,
        }
    }
}
