//! What is asked, and on which scale.

use super::model::SurveyModel;
use super::truth::Indicator;

/// A scale of whole-numbered answers, the highest the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerScale {
    /// Lowest answer.
    pub low: u8,
    /// Highest answer.
    pub high: u8,
}

impl AnswerScale {
    /// 1 to 5.
    pub const ONE_TO_FIVE: AnswerScale = AnswerScale { low: 1, high: 5 };
    /// 1 to 7.
    pub const ONE_TO_SEVEN: AnswerScale = AnswerScale { low: 1, high: 7 };
    /// 1 to 10.
    pub const ONE_TO_TEN: AnswerScale = AnswerScale { low: 1, high: 10 };
    /// 0 to 10.
    pub const ZERO_TO_TEN: AnswerScale = AnswerScale { low: 0, high: 10 };
    /// No or yes.
    pub const NO_OR_YES: AnswerScale = AnswerScale { low: 0, high: 1 };
    /// The scales of ratings by their words.
    pub const ALL: [(&'static str, AnswerScale); 4] = [
        ("1-5", AnswerScale::ONE_TO_FIVE),
        ("1-7", AnswerScale::ONE_TO_SEVEN),
        ("1-10", AnswerScale::ONE_TO_TEN),
        ("0-10", AnswerScale::ZERO_TO_TEN),
    ];

    /// Distance from the lowest to the highest answer.
    pub fn extent(self) -> f64 {
        f64::from(self.high - self.low)
    }

    /// From a level on 1-10 to this scale, not rounded.
    #[inline]
    pub fn at(self, level: f64) -> f64 {
        f64::from(self.low) + self.extent() * (level - 1.0) / 9.0
    }

    /// From this scale to 0-100.
    #[inline]
    pub fn to_hundred(self, answer: u8) -> f64 {
        (f64::from(answer) - f64::from(self.low)) * 100.0 / self.extent()
    }

    /// One point of a 1-10 scale on this one: a tenth of the highest answer.
    #[inline]
    pub(super) fn point(self) -> f64 {
        f64::from(self.high) / 10.0
    }

    /// The middle of the scale.
    #[inline]
    pub(super) fn middle(self) -> f64 {
        (f64::from(self.low) + f64::from(self.high)) / 2.0
    }

    /// The answer nearest to a value on this scale.
    #[inline]
    pub(super) fn tick(self, value: f64) -> u8 {
        value.round_ties_even().clamp(f64::from(self.low), f64::from(self.high)) as u8
    }
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Perception of an indicator, by index.
    Rating(usize),
    /// What was expected of it ("will").
    Expectation(usize),
    /// What a good firm should offer ("should").
    Requirement(usize),
    /// The feature is there: how is that? (Kano, 1 like it ... 5 dislike it.)
    Functional(usize),
    /// The feature is not there: how is that?
    Dysfunctional(usize),
    /// Overall satisfaction (the first of the three ACSI items, Fornell et al. 1996).
    Overall,
    /// Confirmation of expectations; the middle means as expected.
    Confirmation,
    /// Closeness to the ideal.
    Ideal,
    /// Willingness to recommend.
    Recommend,
    /// Satisfaction with the contact.
    Contact,
    /// "The company made it easy" (customer effort score 2.0).
    Ease,
    /// Whether the matter was resolved.
    Resolved,
}

/// A question of a survey.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Name of its column.
    pub name: String,
    /// What it is about.
    pub asked: Asked,
    /// Its scale.
    pub scale: AnswerScale,
}

/// The name of an indicator as part of a column's name: letters and digits, anything else as `_`.
fn column_name(prefix: &str, name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    format!("{prefix}_{plain}")
}

/// The questionnaire of a survey: ratings, ACSI items and recommendation always, the others as the model says; after a
/// contact also what it was like.
pub fn questions(model: &SurveyModel, indicators: &[Indicator], after_contact: bool) -> Vec<Question> {
    let mut list = Vec::new();
    let mut add = |name: String, asked: Asked, scale: AnswerScale| list.push(Question { name, asked, scale });
    let asked_about = |indicator: &Indicator| !model.leave_out.contains(&indicator.category);
    let mut per_indicator = |prefix: &str, asked: fn(usize) -> Asked, scale: AnswerScale| {
        for (index, indicator) in indicators.iter().enumerate().filter(|(_, of)| asked_about(of)) {
            add(column_name(prefix, &indicator.name), asked(index), scale);
        }
    };
    per_indicator("rate", Asked::Rating, model.scale);
    if model.expectations {
        per_indicator("expect", Asked::Expectation, model.scale);
    }
    if model.requirements {
        per_indicator("require", Asked::Requirement, model.scale);
    }
    if model.kano {
        per_indicator("functional", Asked::Functional, AnswerScale::ONE_TO_FIVE);
        per_indicator("dysfunctional", Asked::Dysfunctional, AnswerScale::ONE_TO_FIVE);
    }
    add("overall".into(), Asked::Overall, AnswerScale::ONE_TO_TEN);
    add("confirmation".into(), Asked::Confirmation, AnswerScale::ONE_TO_TEN);
    add("ideal".into(), Asked::Ideal, AnswerScale::ONE_TO_TEN);
    add("recommend".into(), Asked::Recommend, AnswerScale::ZERO_TO_TEN);
    if after_contact {
        add("satisfied_contact".into(), Asked::Contact, AnswerScale::ONE_TO_TEN);
        add("ease".into(), Asked::Ease, AnswerScale::ONE_TO_SEVEN);
        add("resolved".into(), Asked::Resolved, AnswerScale::NO_OR_YES);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::truth::KanoCodes;

    #[test]
    fn scales_map_the_ends_of_a_level_to_their_own() {
        for (_, scale) in AnswerScale::ALL {
            assert_eq!((scale.tick(scale.at(1.0)), scale.tick(scale.at(10.0))), (scale.low, scale.high));
            assert_eq!((scale.to_hundred(scale.low), scale.to_hundred(scale.high)), (0.0, 100.0));
            assert_eq!((scale.tick(-3.0), scale.tick(99.0)), (scale.low, scale.high));
        }
    }

    #[test]
    fn the_questionnaire_follows_the_model() {
        let indicator = |name: &str, category: &str| Indicator {
            name: name.into(),
            category: category.into(),
            importance: 0.5,
            kano: KanoCodes { functional: 1, dysfunctional: 5 },
        };
        let indicators = [indicator("credit limit", "billing"), indicator("network", "network")];
        let names = |model: &SurveyModel, after: bool| -> Vec<String> {
            questions(model, &indicators, after).into_iter().map(|question| question.name).collect()
        };
        let plain = SurveyModel::default();
        let general = ["overall", "confirmation", "ideal", "recommend"];
        assert_eq!(names(&plain, false)[..2], ["rate_credit_limit", "rate_network"]);
        assert_eq!(names(&plain, false)[2..], general);
        let full = SurveyModel {
            expectations: true,
            requirements: true,
            kano: true,
            leave_out: vec!["billing".into()],
            ..plain
        };
        let per_indicator = [
            "rate_network",
            "expect_network",
            "require_network",
            "functional_network",
            "dysfunctional_network",
        ];
        assert_eq!(names(&full, true)[..5], per_indicator);
        assert_eq!(names(&full, true)[9..], ["satisfied_contact", "ease", "resolved"]);
    }
}
