//! The table `[survey]`: whom surveys ask, what, and where their answers go wrong.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::durations::Span;
use crate::scenario::words::AnswerScaleWord;
use crate::time::Duration;

/// Surveys of customers: a panel of active customers at the end of the horizon (and at further waves), and maybe customers
/// after their contacts. Every part of their error can be switched off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SurveySpec {
    /// Customers invited, drawn at random from the active base.
    #[schemars(range(min = 1, max = 100_000_000))]
    pub invited: u32,
    /// Customers invited of each segment instead, by name (a stratified sample; a segment that is not named is not asked).
    /// Answers are weighted back to the base. Default: `invited` over all segments.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    #[schemars(extend("additionalProperties" = { "description": "Customers invited.", "type": "integer", "minimum": 0, "maximum": 100000000 }))]
    pub invited_by_segment: IndexMap<String, u32>,
    /// Whether exactly so many are invited, not so many in expectation.
    pub exact: bool,
    /// Neighbours who are invited all or none, as one interviewer's round would; 1 means no clusters.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub cluster_size: u32,
    /// Standard deviation of what the answers of one cluster share, in points of 1 to 10.
    #[schemars(range(min = 0, max = 10))]
    pub cluster_sd: f64,
    /// Further waves of the panel, each asked at the first midnight at or after this time of the horizon, in order.
    #[schemars(extend("x-fixed" = "the waves of all arms are asked at the same times"))]
    pub waves: Vec<Span>,
    /// Whether all waves ask the same people; else each draws its own.
    pub same_people: bool,
    /// The scale of ratings, expectations and requirements.
    #[schemars(extend("x-fixed" = "all arms answer the same questions"))]
    pub scale: AnswerScaleWord,
    /// Whether expectations ("will") are asked beside the ratings.
    #[schemars(extend("x-fixed" = "all arms answer the same questions"))]
    pub expectations: bool,
    /// Whether requirements ("should") are asked beside the ratings.
    #[schemars(extend("x-fixed" = "all arms answer the same questions"))]
    pub requirements: bool,
    /// Whether Kano pairs are asked: how it is if the feature is there, and if it is not.
    #[schemars(extend("x-fixed" = "all arms answer the same questions"))]
    pub kano: bool,
    /// Categories that nobody asks about.
    #[schemars(extend("x-fixed" = "all arms answer the same questions"))]
    pub leave_out: Vec<String>,
    /// Whether the survey file holds the weights that the sample design calls for; else everybody counts the same.
    pub weights_in_file: bool,
    /// Whether the survey file says the segment of a respondent.
    pub segments_in_file: bool,
    /// Who can be asked at all.
    pub frame: FrameSpec,
    /// An unhappy customer is passed over by whoever invites: the probability of staying on the list is exp(-effect x (50 -
    /// satisfaction) / 10) below 50, and 1 above.
    #[schemars(range(min = 0, max = 10))]
    pub selection_effect: f64,
    /// Probability that a customer at satisfaction 50 answers.
    #[schemars(range(max = 1), extend("exclusiveMinimum" = 0))]
    pub response: f64,
    /// Rise of the log-odds of answering per 10 points of distance from satisfaction 50, either way.
    #[schemars(range(min = -10, max = 10))]
    pub extremity_effect: f64,
    /// Rise of the log-odds of answering per 10 points of satisfaction above 50: those who do not answer are missing not at
    /// random.
    #[schemars(range(min = -10, max = 10))]
    pub satisfaction_effect: f64,
    /// What an answer is rewarded with, in the currency of the scenario. What it costs in all is the cost of the
    /// intervention that brings it.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub incentive: f64,
    /// Rise of the log-odds of answering per unit of the currency.
    #[schemars(range(min = -10, max = 10))]
    pub incentive_effect: f64,
    /// Reminders to those who have not answered, each a further chance.
    #[schemars(range(min = 0, max = 10))]
    pub reminders: u32,
    /// Rise of the log-odds of answering per earlier invitation within the run; negative when people tire of being asked.
    #[schemars(range(min = -10, max = 10))]
    pub fatigue_effect: f64,
    /// Rise of the log-odds of answering after a contact, by its channel.
    pub channel_effects: ChannelEffectsSpec,
    /// Standard deviation of a person's fixed shift on every item (politeness), in points of 1 to 10.
    #[schemars(range(min = 0, max = 10))]
    pub style_sd: f64,
    /// Standard deviation of the error of one rating, in points of 1 to 10.
    #[schemars(range(min = 0, max = 10))]
    pub item_sd: f64,
    /// How people use a scale.
    pub style: StyleSpec,
    /// Interviewers against forms.
    pub mode: ModeSpec,
    /// What memory does to what is asked for.
    pub recall: RecallSpec,
    /// Unequal steps of a poor scale: a position x between 0 and 1 on it is ticked as x + bend x (1 - x).
    #[schemars(range(min = -1, max = 1))]
    pub scale_bend: f64,
    /// Questions left open.
    pub missing: MissingSpec,
    /// Surveys after answered contacts. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_contact: Option<AfterContactSpec>,
}

/// Who can be asked at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FrameSpec {
    /// Only customers whom an agent answered within this time. Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub contacted_within: Option<Span>,
    /// Only these segments. Default: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<String>,
    /// Share of people who can be reached.
    #[schemars(range(max = 1), extend("exclusiveMinimum" = 0))]
    pub reachable: f64,
}

/// Rise of the log-odds of answering by channel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChannelEffectsSpec {
    /// After a voice contact.
    #[schemars(range(min = -10, max = 10))]
    pub voice: f64,
    /// After a chat.
    #[schemars(range(min = -10, max = 10))]
    pub chat: f64,
    /// After a deferred contact (email, post).
    #[schemars(range(min = -10, max = 10))]
    pub deferred: f64,
}

/// How people use a scale (Rossi, Gilula and Allenby 2001; D'Elia and Piccolo 2005 for indecision).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StyleSpec {
    /// Points of 1 to 10 by which everybody answers higher (politeness, acquiescence).
    #[schemars(range(min = -9, max = 9))]
    pub shift: f64,
    /// Factor on the distance from the middle of the scale: above 1 extreme, below 1 middling.
    #[schemars(range(min = 0, max = 10))]
    pub stretch: f64,
    /// Standard deviation between people of the logarithm of that factor.
    #[schemars(range(min = 0, max = 3))]
    pub stretch_sd: f64,
    /// Share of people who tick the middle throughout.
    #[schemars(range(min = 0, max = 1))]
    pub middle: f64,
    /// Share of people who give the answer to the first question throughout.
    #[schemars(range(min = 0, max = 1))]
    pub straight_lining: f64,
    /// Share of every rating that is the overall impression instead.
    #[schemars(range(min = 0, max = 1))]
    pub halo: f64,
    /// Share of answers that are ticked anywhere on the scale (the uncertainty of a CUB model, 1 - pi).
    #[schemars(range(min = 0, max = 1))]
    pub undecided: f64,
    /// Standard deviation of the mood of the day, common to all answers of a person in one survey, in points of 1 to 10.
    #[schemars(range(min = 0, max = 10))]
    pub mood_sd: f64,
    /// Share of people who state the opposite of what they feel.
    #[schemars(range(min = 0, max = 1))]
    pub false_statements: f64,
}

/// Interviewers against forms filled in alone. An airport's survey of 2018 shows 14.6 points of NPS between them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ModeSpec {
    /// Share of respondents who are interviewed.
    #[schemars(range(min = 0, max = 1))]
    pub interviewer_share: f64,
    /// Points of 1 to 10 by which they answer higher.
    #[schemars(range(min = -9, max = 9))]
    pub shift: f64,
    /// Factor on the distance from the middle of the scale; aural questions get more extreme answers.
    #[schemars(range(min = 0, max = 10))]
    pub stretch: f64,
}

/// What memory does to what is asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RecallSpec {
    /// Share of the way from perception to expectation that memory has faded.
    #[schemars(range(min = 0, max = 1))]
    pub fading: f64,
    /// Standard deviation of an answer for want of memory, in points of 1 to 10.
    #[schemars(range(min = 0, max = 10))]
    pub sd: f64,
}

/// Questions left open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MissingSpec {
    /// Probability that a customer at satisfaction 50 leaves a question open.
    #[schemars(range(min = 0), extend("exclusiveMaximum" = 1))]
    pub share: f64,
    /// Rise of its log-odds per 10 points of satisfaction above 50.
    #[schemars(range(min = -10, max = 10))]
    pub satisfaction_effect: f64,
}

/// Surveys after answered contacts; they share the tables of error with the panel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AfterContactSpec {
    /// Share of answered contacts whose customer is invited.
    #[schemars(range(max = 1), extend("exclusiveMinimum" = 0))]
    pub share: f64,
    /// A customer is not invited again within this time.
    #[schemars(range(min = 0))]
    pub cool_down: Span,
    /// Probability that a customer at satisfaction 50 answers.
    #[schemars(range(max = 1), extend("exclusiveMinimum" = 0))]
    pub response: f64,
}

impl Default for SurveySpec {
    fn default() -> Self {
        SurveySpec {
            invited: 2000,
            invited_by_segment: IndexMap::new(),
            exact: false,
            cluster_size: 1,
            cluster_sd: 0.0,
            waves: Vec::new(),
            same_people: false,
            scale: AnswerScaleWord::default(),
            expectations: false,
            requirements: false,
            kano: false,
            leave_out: Vec::new(),
            weights_in_file: true,
            segments_in_file: true,
            frame: FrameSpec::default(),
            selection_effect: 0.0,
            response: 0.25,
            extremity_effect: 0.1,
            satisfaction_effect: 0.0,
            incentive: 0.0,
            incentive_effect: 0.0,
            reminders: 0,
            fatigue_effect: 0.0,
            channel_effects: ChannelEffectsSpec::default(),
            style_sd: 0.7,
            item_sd: 1.0,
            style: StyleSpec::default(),
            mode: ModeSpec::default(),
            recall: RecallSpec::default(),
            scale_bend: 0.0,
            missing: MissingSpec::default(),
            after_contact: None,
        }
    }
}

impl Default for FrameSpec {
    fn default() -> Self {
        FrameSpec { contacted_within: None, segments: Vec::new(), reachable: 1.0 }
    }
}

impl Default for StyleSpec {
    fn default() -> Self {
        StyleSpec {
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

impl Default for ModeSpec {
    fn default() -> Self {
        ModeSpec { interviewer_share: 0.0, shift: 0.6, stretch: 1.1 }
    }
}

impl Default for AfterContactSpec {
    fn default() -> Self {
        let month = Duration::seconds(30 * 86_400);
        AfterContactSpec { share: 0.1, cool_down: Span(month), response: 0.2 }
    }
}
