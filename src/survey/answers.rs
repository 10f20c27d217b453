//! The answers of a survey, a row per respondent.

use super::question::Question;

/// One respondent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Respondent {
    /// What keys the unit's luck.
    pub key: u64,
    /// The customer.
    pub customer: u32,
    /// Index of the segment.
    pub segment: u32,
    /// Index of the channel of the contact; 0 for a panel.
    pub channel: u32,
    /// Index of the stratum: the segment of a stratified sample, else 0.
    pub stratum: u32,
    /// The cluster.
    pub cluster: u64,
    /// What the respondent counts; 1 in a simple sample.
    pub weight: f64,
    /// Whether an interviewer asked.
    pub interviewed: bool,
    /// Number of the wave, from 0.
    pub wave: u32,
}

/// The answers of a survey.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// What was asked.
    pub questions: Vec<Question>,
    /// Who answered.
    pub respondents: Vec<Respondent>,
    /// Invitations sent, by segment.
    pub invited: Vec<u64>,
    /// Answers, respondent by respondent; [`Answers::OPEN`] where a question was left open or does not apply.
    pub ticks: Vec<u8>,
}

impl Answers {
    /// The code of no answer.
    pub const OPEN: u8 = u8::MAX;

    /// No answers yet, of so many segments.
    pub fn new(questions: Vec<Question>, segments: usize) -> Self {
        Answers { questions, invited: vec![0; segments], ..Answers::default() }
    }

    /// The answers of a respondent, question by question.
    #[inline]
    pub fn of(&self, respondent: usize) -> &[u8] {
        let width = self.questions.len();
        &self.ticks[respondent * width..][..width]
    }

    /// The answer of a respondent to a question.
    #[inline]
    pub fn get(&self, respondent: usize, question: usize) -> Option<u8> {
        Some(self.of(respondent)[question]).filter(|tick| *tick != Self::OPEN)
    }
}
