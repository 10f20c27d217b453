//! CSAT: the share of the satisfied. Which answers count as satisfied differs by vendor and scale, so it is always said.

use crate::metrics::problem::MetricProblem;
use crate::metrics::scale::Scale;
use crate::statistics::{Confidence, Interval, ProportionInterval};

/// A definition of CSAT: a whole-numbered scale and how many of its best and worst answers count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Csat {
    scale: Scale,
    top: usize,
    bottom: usize,
}

impl Csat {
    /// The best `top` answers of `scale` count as satisfied, as many of the worst as dissatisfied. Top and bottom must not
    /// overlap.
    pub fn new(scale: Scale, top: usize) -> Result<Self, MetricProblem> {
        let answers = scale.answers();
        if top >= 1 && 2 * top <= answers {
            Ok(Csat { scale, top, bottom: top })
        } else {
            let what = format!("the number of best answers of a scale of {answers}");
            let allowed = "from 1 to half of the answers";
            Err(crate::statistics::Problem::OutOfRange { what, value: top as f64, allowed }.into())
        }
    }

    /// The customary definition: of 3 answers the best one, of 4 to 7 the best two, of 10 the best three (the convention
    /// of survey tools, as Formbricks documents it). Other scales have no custom, and their number of best answers must be
    /// stated. (The CSAT of a simulated survey is the best two of 10, so that a survey of it is read alike with `top = 2`.)
    pub fn customary(scale: Scale) -> Option<Self> {
        let top = match scale.answers() {
            3 => 1,
            4..=7 => 2,
            10 => 3,
            _ => return None,
        };
        Csat::new(scale, top).ok()
    }

    /// The name of this definition: "top 2 of 1-5".
    pub fn name(&self) -> String {
        format!("top {} of {}-{}", self.top, self.scale.low(), self.scale.high())
    }

    /// 100 for a satisfied answer, 0 for another: the mean is CSAT in percent.
    #[inline]
    pub fn contribution(&self, answer: f64) -> f64 {
        if answer > self.scale.high() - self.top as f64 { 100.0 } else { 0.0 }
    }

    /// 100, 0 or -100: the mean is the net score, share of satisfied minus share of dissatisfied, -100 to 100.
    #[inline]
    pub fn net_contribution(&self, answer: f64) -> f64 {
        if answer < self.scale.low() + self.bottom as f64 { -100.0 } else { self.contribution(answer) }
    }

    /// CSAT of plain answers, in percent, with the score interval of Wilson (1927). What is `None` is left out; an answer
    /// outside the scale is refused.
    pub fn of(
        &self,
        column: &str,
        answers: impl IntoIterator<Item = Option<f64>> + Clone,
        confidence: Confidence,
    ) -> Result<(f64, Interval), MetricProblem> {
        self.scale.check(column, answers.clone())?;
        let (mut satisfied, mut n) = (0.0, 0.0);
        for answer in answers.into_iter().flatten() {
            satisfied += self.contribution(answer) / 100.0;
            n += 1.0;
        }
        let interval = ProportionInterval::Wilson
            .of(satisfied, n, confidence)
            .ok_or_else(|| MetricProblem::NoAnswers { what: format!("CSAT of `{column}`") })?;
        Ok((100.0 * satisfied / n, Interval { low: 100.0 * interval.low, high: 100.0 * interval.high }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(of: &[u32]) -> Vec<Option<f64>> {
        of.iter().map(|&answer| Some(f64::from(answer))).chain([None]).collect()
    }

    #[test]
    fn the_definition_follows_the_scale() {
        let name = |scale| Csat::customary(scale).map(|csat| csat.name());
        assert_eq!(name(Scale::ONE_TO_FIVE), Some("top 2 of 1-5".to_string()));
        assert_eq!(name(Scale::ONE_TO_TEN), Some("top 3 of 1-10".to_string()));
        assert_eq!(name(Scale::new(1.0, 3.0).expect("a scale")), Some("top 1 of 1-3".to_string()));
        assert_eq!(name(Scale::ZERO_TO_TEN), None);
        for top in [0, 3] {
            assert!(Csat::new(Scale::ONE_TO_FIVE, top).is_err());
        }
    }

    #[test]
    fn shares_and_net_scores_by_hand() {
        let csat = Csat::customary(Scale::ONE_TO_FIVE).expect("a custom");
        let given = answers(&[5, 4, 4, 3, 1, 2, 5, 5]);
        let (value, interval) = csat.of("q", given.clone(), Confidence::NINETY_FIVE).expect("answers");
        assert_eq!(value, 62.5);
        assert!(interval.contains(62.5) && interval.low > 25.0 && interval.high < 90.0);
        let net: f64 = given.iter().flatten().map(|answer| csat.net_contribution(*answer)).sum::<f64>() / 8.0;
        assert_eq!(net, 100.0 * (5.0 - 2.0) / 8.0);
        assert!(matches!(
            csat.of("q", answers(&[1, 6]), Confidence::NINETY_FIVE),
            Err(MetricProblem::OutsideScale { row: 1, .. })
        ));
        assert!(matches!(
            csat.of("q", [None], Confidence::NINETY_FIVE),
            Err(MetricProblem::NoAnswers { .. })
        ));
    }
}
