//! Customer Effort Score: how easy it was.
//!
//! Two versions that run in opposite directions, so the version is always said.

use crate::metrics::scale::Scale;

/// A version of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CesVersion {
    /// "How much effort did you have to put forth?", 1 (very low) to 5 (very high): a *low* answer is good. Source: Dixon,
    /// Freeman and Toman (2010), "Stop trying to delight your customers".
    One,
    /// "The company made it easy to handle my issue", 1 (strongly disagree) to 7 (strongly agree). Source: Corporate
    /// Executive Board (2013).
    Two,
}

impl CesVersion {
    /// The scale of the answers.
    pub fn scale(self) -> Scale {
        match self {
            CesVersion::One => Scale::ONE_TO_FIVE,
            CesVersion::Two => Scale::ONE_TO_SEVEN,
        }
    }

    /// The answer turned so that high means easy: its mean is the score, in points of the scale.
    #[inline]
    pub fn ease(self, answer: f64) -> f64 {
        match self {
            CesVersion::One => self.scale().reversed(answer),
            CesVersion::Two => answer,
        }
    }

    /// 100 for an answer on the easy side of the middle (5 to 7 of 1-7; efforts 1 and 2 of 1-5), 0 for another: the mean
    /// is the share of those for whom it was easy, in percent.
    #[inline]
    pub fn contribution(self, answer: f64) -> f64 {
        let middle = 0.5 * (self.scale().low() + self.scale().high());
        if self.ease(answer) > middle { 100.0 } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_versions_point_the_same_way() {
        assert_eq!(CesVersion::One.ease(1.0), 5.0);
        assert_eq!(CesVersion::Two.ease(6.0), 6.0);
        let easy =
            |version: CesVersion| (1..=7).map(|a| version.contribution(f64::from(a))).collect::<Vec<_>>();
        assert_eq!(easy(CesVersion::Two), [0.0, 0.0, 0.0, 0.0, 100.0, 100.0, 100.0]);
        assert_eq!(easy(CesVersion::One)[..5], [100.0, 100.0, 0.0, 0.0, 0.0]);
    }
}
