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
    /// Asks one customer; whether and what is answered depends on `luck`. `importance` holds the stated weights.
    pub fn ask(&self, of: &Invited, importance: &[f64], luck: &mut Luck, sums: &mut PanelSums) {
        let odds = math::logit(self.response) + self.extremity_effect * (of.satisfaction - 50.0).abs() / 10.0;
        if !luck.happens(math::logistic(odds)) {
            return;
        }
        let style = self.style_sd * luck.normal();
        let mut rate = |truth: f64| tick(truth + style + self.item_sd * luck.normal(), 1.0, 10.0);
        sums.respondents += 1;
        sums.csi += of
            .perceptions
            .iter()
            .zip(importance)
            .map(|(perception, weight)| weight * on_hundred(rate(f64::from(*perception))))
            .sum::<f64>();
        let level = on_ten(of.satisfaction);
        // The ACSI items (Fornell et al. 1996): overall satisfaction, confirmation of expectations (5.5 means as
        // expected), closeness to the ideal; equal weights, because the published ones are proprietary.
        let overall = rate(level);
        let confirmation = rate(5.5 + of.disconfirmation);
        let ideal = rate(level);
        sums.acsi += on_hundred((overall + confirmation + ideal) / 3.0);
        sums.satisfied += u64::from(overall >= 9.0);
        let recommend = tick(of.satisfaction / 10.0 + style + self.item_sd * luck.normal(), 0.0, 10.0);
        sums.promoters += u64::from(recommend >= 9.0);
        sums.detractors += u64::from(recommend <= 6.0);
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
        survey.ask(&of, &[0.75, 0.25], &mut luck, &mut sums);
        assert_eq!(sums.respondents, 1);
        assert_eq!(sums.csi, 75.0);
        assert_eq!((sums.satisfied, sums.promoters, sums.detractors), (1, 1, 0));
    }
}
