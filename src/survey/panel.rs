//! A relational panel: who answers, what they tick, and the indices computed from the answers.

use crate::random::{Luck, math};
use crate::survey::model::SurveyModel;

/// The truth about one invited customer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Invited<'a> {
    /// Latent satisfaction, 0-100.
    pub satisfaction: f64,
    /// Perception per category, 1-10.
    pub perceptions: &'a [f32],
    /// Perception minus expectation, averaged by importance, in points of 1-10.
    pub disconfirmation: f64,
}

/// What one respondent ticked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Rating of each category, 1-10.
    pub categories: Vec<f64>,
    /// The ACSI items (Fornell et al. 1996), each 1-10: overall satisfaction.
    pub overall: f64,
    /// Confirmation of expectations; 5.5 means as expected.
    pub confirmation: f64,
    /// Closeness to the ideal.
    pub ideal: f64,
    /// Willingness to recommend, 0-10.
    pub recommend: f64,
}

/// Sums over the answers of one panel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PanelSums {
    /// Respondents.
    pub respondents: u64,
    /// Sum of the importance-weighted category ratings on 0-100.
    pub csi: f64,
    /// Sum of the mean of the three ACSI items on 0-100.
    pub acsi: f64,
    /// Respondents rating overall satisfaction 9 or 10.
    pub satisfied: u64,
    /// Respondents answering 9 or 10 on willingness to recommend.
    pub promoters: u64,
    /// Respondents answering 0 to 6.
    pub detractors: u64,
}

impl PanelSums {
    /// Adds one answer. `importance` holds the stated weights. The ACSI items have equal weights, because the published ones
    /// are proprietary.
    pub fn add(&mut self, answer: &Answer, importance: &[f64]) {
        self.respondents += 1;
        let rated = answer.categories.iter().zip(importance);
        self.csi += rated.map(|(rating, weight)| weight * on_hundred(*rating)).sum::<f64>();
        self.acsi += on_hundred((answer.overall + answer.confirmation + answer.ideal) / 3.0);
        self.satisfied += u64::from(answer.overall >= 9.0);
        self.promoters += u64::from(answer.recommend >= 9.0);
        self.detractors += u64::from(answer.recommend <= 6.0);
    }

    /// Adds the answers of another part of the panel.
    pub fn merge(&mut self, other: &PanelSums) {
        self.respondents += other.respondents;
        self.csi += other.csi;
        self.acsi += other.acsi;
        self.satisfied += other.satisfied;
        self.promoters += other.promoters;
        self.detractors += other.detractors;
    }
}

/// A rating on a whole-numbered scale from a value in points of it.
#[inline]
fn tick(value: f64, low: f64, high: f64) -> f64 {
    value.round_ties_even().clamp(low, high)
}

/// From 0-100 to 1-10.
#[inline]
fn on_ten(satisfaction: f64) -> f64 {
    1.0 + 9.0 * satisfaction / 100.0
}

/// From 1-10 to 0-100.
#[inline]
fn on_hundred(rating: f64) -> f64 {
    (rating - 1.0) * 100.0 / 9.0
}

impl SurveyModel {
    /// Asks one customer; whether and what is answered depends on `luck`. Returns whether `answer` was filled in.
    pub fn ask(&self, of: &Invited, luck: &mut Luck, answer: &mut Answer) -> bool {
        let odds = math::logit(self.response) + self.extremity_effect * (of.satisfaction - 50.0).abs() / 10.0;
        if !luck.happens(math::logistic(odds)) {
            return false;
        }
        let style = self.style_sd * luck.normal();
        let mut rate = |truth: f64| tick(truth + style + self.item_sd * luck.normal(), 1.0, 10.0);
        answer.categories.clear();
        answer.categories.extend(of.perceptions.iter().map(|perception| rate(f64::from(*perception))));
        let level = on_ten(of.satisfaction);
        answer.overall = rate(level);
        answer.confirmation = rate(5.5 + of.disconfirmation);
        answer.ideal = rate(level);
        answer.recommend = tick(of.satisfaction / 10.0 + style + self.item_sd * luck.normal(), 0.0, 10.0);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream};

    /// Without errors the panel is a census: the index is the truth up to rounding, and everybody answers alike.
    #[test]
    fn a_survey_without_error_measures_the_truth() {
        let survey =
            SurveyModel { invited: 1, response: 1.0, extremity_effect: 0.0, style_sd: 0.0, item_sd: 0.0 };
        let of = Invited { satisfaction: 90.0, perceptions: &[10.0, 1.0], disconfirmation: 0.5 };
        let mut sums = PanelSums::default();
        let mut luck = Stream::new(1, 0).luck(Purpose::Survey, 0, 0);
        let mut answer = Answer::default();
        assert!(survey.ask(&of, &mut luck, &mut answer));
        sums.add(&answer, &[0.75, 0.25]);
        assert_eq!(sums.respondents, 1);
        assert_eq!(sums.csi, 75.0);
        assert_eq!((sums.satisfied, sums.promoters, sums.detractors), (1, 1, 0));
    }
}
