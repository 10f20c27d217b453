//! From the truth to what is ticked: recall, style, mode, scale.

use super::answers::Answers;
use super::luck::{Address, SurveyLuck};
use super::model::SurveyModel;
use super::parts::{ErrorParts, Part};
use super::question::{AnswerScale, Asked, Question};
use super::truth::{Indicator, Truth, Unit};
use crate::random::math;

/// The middle of the levels 1-10: neither above nor below expectation.
const AS_EXPECTED: f64 = 5.5;

/// Draws of a unit's own luck before the errors of its answers: invitation, response, the person's shift.
const DRAWS_BEFORE: u32 = 3;

/// From 0-100 to 1-10.
#[inline]
pub(super) fn on_ten(satisfaction: f64) -> f64 {
    1.0 + 9.0 * satisfaction / 100.0
}

/// Everything that settles how one respondent answers.
pub(super) struct Respondence<'a> {
    pub model: &'a SurveyModel,
    pub indicators: &'a [Indicator],
    pub parts: ErrorParts,
    pub luck: &'a SurveyLuck,
    pub unit: &'a Unit,
    pub truth: &'a Truth,
}

/// How a person uses scales in one survey.
struct Manner {
    /// Points of 1-10 added to every answer.
    shift: f64,
    /// Factor on the distance from the middle.
    stretch: f64,
    ticks_middle: bool,
    straight_lines: bool,
    states_the_opposite: bool,
}

impl Respondence<'_> {
    /// Whether an interviewer asks.
    pub fn is_interviewed(&self) -> bool {
        let share = self.model.mode.interviewer_share;
        self.parts.has(Part::Mode)
            && share > 0.0
            && self.luck.of(Address::Mode, self.unit.key, 0).happens(share)
    }

    /// Appends the answers to all questions.
    pub fn tick(&self, questions: &[Question], interviewed: bool, ticks: &mut Vec<u8>) {
        let manner = self.manner(interviewed);
        let mut first: Option<(u8, AnswerScale)> = None;
        for question in questions {
            let line = first.filter(|_| manner.straight_lines && question.is_attitude());
            let answer = match line {
                // The same place on whatever scale.
                Some((tick, scale)) => {
                    Some(question.scale.tick(question.scale.at(on_ten(scale.to_hundred(tick)))))
                }
                None => self.answer(question, &manner),
            };
            if first.is_none() && question.is_attitude() {
                first = answer.map(|tick| (tick, question.scale));
            }
            let answer = answer.filter(|_| !self.is_left_open(question));
            ticks.push(answer.unwrap_or(Answers::OPEN));
        }
    }

    fn manner(&self, interviewed: bool) -> Manner {
        let (model, customer) = (self.model, self.unit.customer);
        let mut manner = Manner {
            shift: 0.0,
            stretch: 1.0,
            ticks_middle: false,
            straight_lines: false,
            states_the_opposite: false,
        };
        if self.parts.has(Part::Style) {
            let style = &model.style;
            let of_person = |number: u32| self.luck.of_person(Address::Style, customer, number);
            if model.style_sd > 0.0 {
                let drawn = || self.luck.of_person(Address::Own, customer, 2).normal();
                manner.shift = model.style_sd * self.unit.style.map_or_else(drawn, f64::from);
            }
            manner.shift += style.shift;
            if style.mood_sd > 0.0 {
                manner.shift += style.mood_sd * self.luck.of(Address::Mood, self.unit.key, 0).normal();
            }
            if model.cluster_sd > 0.0 {
                manner.shift += model.cluster_sd * self.luck.of_cluster(self.unit.cluster).normal();
            }
            manner.stretch = style.stretch;
            if style.stretch_sd > 0.0 {
                manner.stretch *= math::exp(style.stretch_sd * of_person(0).normal());
            }
            manner.ticks_middle = of_person(1).happens(style.middle);
            manner.straight_lines = of_person(2).happens(style.straight_lining);
            manner.states_the_opposite = of_person(3).happens(style.false_statements);
        }
        if interviewed {
            manner.shift += model.mode.shift;
            manner.stretch *= model.mode.stretch;
        }
        manner
    }

    fn answer(&self, question: &Question, manner: &Manner) -> Option<u8> {
        let style = self.parts.has(Part::Style);
        if let Asked::Resolved = question.asked {
            return self.truth.resolved.map(u8::from);
        }
        let scale = question.scale;
        let undecided = self.model.style.undecided;
        let code = question.asked.code();
        if style && undecided > 0.0 {
            let draw = |number: u32| self.luck.of(Address::Undecided, self.unit.key, 2 * code + number);
            if draw(0).happens(undecided) {
                let answers = scale.extent() + 1.0;
                return self.level(question.asked).map(|_| scale.low + (draw(1).uniform() * answers) as u8);
            }
        }
        let mut position = if question.is_attitude() {
            let level = self.remembered(question.asked, self.level(question.asked)?);
            if style && manner.ticks_middle {
                return Some(scale.tick(scale.middle()));
            }
            let mut position = scale.at(level);
            if manner.stretch != 1.0 {
                position = scale.middle() + manner.stretch * (position - scale.middle());
            }
            position + scale.point() * manner.shift
        } else {
            self.level(question.asked)?
        };
        if style && self.model.item_sd > 0.0 {
            position += scale.point() * self.model.item_sd * self.error(question.asked);
        }
        if question.is_attitude() {
            if manner.states_the_opposite {
                position = f64::from(scale.low) + f64::from(scale.high) - position;
            }
            if self.parts.has(Part::Scale) && self.model.scale_bend != 0.0 {
                let x = ((position - f64::from(scale.low)) / scale.extent()).clamp(0.0, 1.0);
                let bent = x + self.model.scale_bend * x * (1.0 - x);
                position = f64::from(scale.low) + scale.extent() * bent;
            }
        }
        Some(scale.tick(position))
    }

    /// The true level asked for: 1-10, or the code of a Kano answer; absent where the question does not apply.
    fn level(&self, asked: Asked) -> Option<f64> {
        let truth = self.truth;
        let of =
            |levels: &[f32], index: usize| Some(f64::from(levels[index])).filter(|level| !level.is_nan());
        let applies = |index: usize| of(&truth.perceptions, index).is_some();
        match asked {
            Asked::Rating(index) => of(&truth.perceptions, index),
            Asked::Expectation(index) => of(&truth.expectations, index),
            Asked::Requirement(index) => of(&truth.requirements, index),
            Asked::Functional(index) => {
                applies(index).then(|| f64::from(self.indicators[index].kano.functional))
            }
            Asked::Dysfunctional(index) => {
                applies(index).then(|| f64::from(self.indicators[index].kano.dysfunctional))
            }
            Asked::Overall | Asked::Ideal => Some(on_ten(truth.satisfaction)),
            Asked::Confirmation => Some(AS_EXPECTED + truth.disconfirmation),
            Asked::Recommend => Some(on_ten(truth.recommendation)),
            Asked::Contact => truth.contact,
            Asked::Ease => truth.ease,
            Asked::Resolved => None,
        }
    }

    /// A level as it is remembered, with the halo of the overall impression over ratings.
    fn remembered(&self, asked: Asked, level: f64) -> f64 {
        let (truth, recall) = (self.truth, &self.model.recall);
        let mut level = level;
        if self.parts.has(Part::Recall) && recall.fading > 0.0 {
            let falls_back_on = match asked {
                Asked::Rating(index) => f64::from(truth.expectations[index]),
                Asked::Overall | Asked::Ideal | Asked::Recommend | Asked::Contact => truth.expected,
                Asked::Confirmation => AS_EXPECTED,
                _ => level,
            };
            level += recall.fading * (falls_back_on - level);
        }
        if self.parts.has(Part::Recall) && recall.sd > 0.0 {
            level += recall.sd * self.luck.of(Address::Recall, self.unit.key, asked.code()).normal();
        }
        if let (Asked::Rating(_), true) = (asked, self.parts.has(Part::Style)) {
            level += self.model.style.halo * (on_ten(truth.satisfaction) - level);
        }
        level
    }

    /// The error of a single answer, in standard deviations. What a survey always asks comes first, whether it is left out
    /// or not, so that leaving a question out moves no other's luck.
    fn error(&self, asked: Asked) -> f64 {
        let after_ratings = DRAWS_BEFORE + self.indicators.len() as u32;
        let own = |number: u32| self.luck.of(Address::Own, self.unit.key, number).normal();
        match asked {
            Asked::Rating(index) => own(DRAWS_BEFORE + index as u32),
            Asked::Overall => own(after_ratings),
            Asked::Confirmation => own(after_ratings + 1),
            Asked::Ideal => own(after_ratings + 2),
            Asked::Recommend => own(after_ratings + 3),
            _ => self.luck.of(Address::Further, self.unit.key, asked.code()).normal(),
        }
    }

    fn is_left_open(&self, question: &Question) -> bool {
        let missing = &self.model.missing;
        if !self.parts.has(Part::ItemNonResponse) || missing.share <= 0.0 {
            return false;
        }
        let above = (self.truth.satisfaction - 50.0) / 10.0;
        let p = math::logistic(math::logit(missing.share) + missing.satisfaction_effect * above);
        self.luck.of(Address::Missing, self.unit.key, question.asked.code()).happens(p)
    }
}

impl Question {
    /// Whether the answer is an attitude on a scale, which style, mode and memory move.
    fn is_attitude(&self) -> bool {
        !matches!(self.asked, Asked::Functional(_) | Asked::Dysfunctional(_) | Asked::Resolved)
    }
}

impl Asked {
    /// A number of its own for every question.
    fn code(self) -> u32 {
        let of_indicator = |index: usize, kind: u32| 8 * index as u32 + kind;
        let general = |number: u32| 8 * number + 5;
        match self {
            Asked::Rating(index) => of_indicator(index, 0),
            Asked::Expectation(index) => of_indicator(index, 1),
            Asked::Requirement(index) => of_indicator(index, 2),
            Asked::Functional(index) => of_indicator(index, 3),
            Asked::Dysfunctional(index) => of_indicator(index, 4),
            Asked::Overall => general(0),
            Asked::Confirmation => general(1),
            Asked::Ideal => general(2),
            Asked::Recommend => general(3),
            Asked::Contact => general(4),
            Asked::Ease => general(5),
            Asked::Resolved => general(6),
        }
    }
}
