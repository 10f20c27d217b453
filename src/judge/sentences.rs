//! What a trial says about a formula, in one plain sentence.

use super::result::{AgainstCensus, ErrorSplit, Failures, Measured, Standing};
use crate::statistics::{Confidence, Interval, ProportionInterval, normal};

/// Coverage may lie this far from its level before it is called wrong.
const TOLERATED: f64 = 0.02;
/// An interval whose coverage lies this far below its level misleads, whatever the reason: below 85 % at a level of 95 %. Ours.
const MISLEADING_BY: f64 = 0.10;
/// Standard errors within which the trial leaves a figure open.
const NOISE: f64 = 2.0;

/// What a sentence is made of.
pub(super) struct OnTheBench<'a> {
    /// Name of the formula.
    pub name: &'a str,
    /// Its unit.
    pub unit: &'a str,
    /// Level of the intervals.
    pub level: f64,
    /// Surveys that were drawn.
    pub surveys: u64,
    /// Surveys on which it gave an interval that can be held against a census value.
    pub intervals: u64,
    /// Its figures, where there are any.
    pub census: Option<&'a AgainstCensus>,
    /// Its error in parts, where it can be told apart.
    pub split: Option<&'a ErrorSplit>,
    /// Why it failed, where it did.
    pub failures: &'a [Failures],
}

impl OnTheBench<'_> {
    /// The sentence, and how the formula stands.
    pub fn verdict(&self) -> (String, Standing) {
        let failed: u64 = self.failures.iter().map(|failures| failures.surveys).sum();
        let Some(of) = self.census else {
            let why = self
                .failures
                .first()
                .map_or("no survey gave an estimate", |failures| failures.reason.as_str());
            return (format!("{} cannot be judged: {why}.", self.name), Standing::Failed);
        };
        let (mut sentence, mut standing) = match of.coverage {
            None => (
                format!(
                    "{} comes without an interval, so nobody can tell its noise: it is off by {} on average and scatters by {}",
                    self.name,
                    self.amount(of.bias.value),
                    of.empirical_se
                        .map_or_else(|| "an unknown amount".to_string(), |of| self.amount(of.value)),
                ),
                Standing::Doubtful,
            ),
            Some(coverage) => self.of_coverage(of, coverage),
        };
        if failed > 0 {
            let share = failed as f64 / self.surveys.max(1) as f64;
            sentence.push_str(&format!("; it failed on {} of the surveys", percent(share)));
            if share > 0.01 && standing == Standing::Trusted {
                standing = Standing::Doubtful;
            }
        }
        sentence.push('.');
        (sentence, standing)
    }

    fn of_coverage(&self, of: &AgainstCensus, coverage: Measured) -> (String, Standing) {
        let open = self.left_open(coverage);
        let claim = format!("{} intervals of {}", percent(self.level), self.name);
        let held = format!("hold the truth in {} of surveys", percent(coverage.value));
        if open.high < self.level - TOLERATED {
            let misleads = open.high < self.level - MISLEADING_BY;
            let standing = if misleads { Standing::Misleading } else { Standing::Doubtful };
            return (format!("{claim} {held}, {}", self.causes(of)), standing);
        }
        if of.width.is_some_and(|width| width.value == 0.0) {
            let sentence = format!(
                "{claim} are a single value, the same in every survey: what does not move it stays unseen"
            );
            return (sentence, Standing::Doubtful);
        }
        if open.low < self.level - MISLEADING_BY {
            let alone = self.by_chance(coverage.value).low < self.level - MISLEADING_BY;
            let sentence = format!(
                "whether {claim} can be trusted is not decided with so few {}: they {held}, which leaves {} to {} open",
                if alone { "surveys" } else { "populations" },
                percent(open.low),
                percent(open.high),
            );
            return (sentence, Standing::Undecided);
        }
        if open.low > self.level + TOLERATED {
            return (format!("{claim} {held}: they are wider than they need to be"), Standing::Doubtful);
        }
        let alarms = of
            .type_1_error
            .map(|of| format!(", and announce a change where there is none in {}", percent(of.value)))
            .unwrap_or_default();
        let within = self.amount(of.rmse.value);
        let sentence =
            format!("{claim} can be trusted here: they {held}, within {within} on average{alarms}");
        (sentence, Standing::Trusted)
    }

    /// Where a share of surveys may lie that was found in so many that know nothing of each other: Wilson (1927).
    fn by_chance(&self, share: f64) -> Interval {
        let n = self.intervals as f64;
        let interval = ProportionInterval::Wilson.of((share * n).min(n), n, Confidence::NINETY_FIVE);
        interval.unwrap_or(Interval { low: 0.0, high: 1.0 })
    }

    /// Where a share of surveys may lie by this trial. The noise between populations alone would not do: it is 0 where all
    /// surveys agree and unknown with one population, however few the surveys are.
    fn left_open(&self, share: Measured) -> Interval {
        let (alone, noise) = (self.by_chance(share.value), NOISE * share.mc_se.unwrap_or(0.0));
        Interval {
            low: alone.low.min(share.value - noise).max(0.0),
            high: alone.high.max(share.value + noise).min(1.0),
        }
    }

    /// Why intervals hold the truth too rarely; only what this trial shows clearly is named.
    fn causes(&self, of: &AgainstCensus) -> String {
        // With the bias taken away the intervals may be fair, so that nothing but the bias needs to be wrong.
        let is_fair = of
            .bias_eliminated_coverage
            .is_some_and(|share| self.left_open(share).high >= self.level - TOLERATED);
        let ratio = of.se_ratio.filter(|ratio| !is_fair && self.is_too_short(*ratio));
        let off = self.costs_coverage(of).then(|| {
            let part = self.split.map(|split| format!(", mostly by {}", largest(split))).unwrap_or_default();
            format!("the survey is off by {}{part}", self.amount(of.bias.value))
        });
        let short =
            ratio.map(|ratio| format!("claimed standard errors are {:.2} of the true ones", ratio.value));
        match (short, off) {
            (Some(short), Some(off)) => format!("because {short} and {off}"),
            (Some(short), None) => format!("because {short}"),
            (None, Some(off)) => format!("because {off}: more answers will not help"),
            (None, None) => "and no single cause is clear from this trial".to_string(),
        }
    }

    /// Whether claimed standard errors are clearly below the true ones. Of n surveys an honest ratio has a noise of about one in
    /// the root of 2 (n - 1), that of a standard deviation, whatever the spread between populations happens to be.
    fn is_too_short(&self, ratio: Measured) -> bool {
        let of_honest = 1.0 / (2.0 * (self.intervals as f64 - 1.0).max(1.0)).sqrt();
        ratio.value + NOISE * ratio.mc_se.unwrap_or(0.0).max(of_honest) < 1.0 - TOLERATED
    }

    /// Whether the bias is clearly there and alone would lower the coverage of honest intervals by more than is tolerated.
    fn costs_coverage(&self, of: &AgainstCensus) -> bool {
        let scatter = of.empirical_se.map_or(0.0, |of| of.value);
        let least = scatter / (self.intervals as f64).max(1.0).sqrt();
        let clear = of.bias.value.abs() - NOISE * of.bias.mc_se.unwrap_or(0.0).max(least);
        if clear <= 0.0 {
            return false;
        }
        let (z, shift) = (normal::critical_value(1.0 - self.level), of.bias.value.abs() / scatter);
        normal::cumulative(z - shift) - normal::cumulative(-z - shift) < self.level - TOLERATED
    }

    fn amount(&self, value: f64) -> String {
        let unit = if self.unit == "its own unit" { "" } else { self.unit };
        format!("{value:.2} {unit}").trim_end().to_string()
    }
}

/// The part that shifts the mean most.
fn largest(split: &ErrorSplit) -> &str {
    let size = |part: &super::result::ErrorPart| part.bias.value.abs();
    split.parts.iter().max_by(|a, b| size(a).total_cmp(&size(b))).map_or("", |part| part.part.as_str())
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A formula that scatters by 1 and is off by nothing, with the noise that 50 populations of 20 surveys have.
    fn honest() -> AgainstCensus {
        let of = |value, mc_se| Measured { value, mc_se: Some(mc_se) };
        AgainstCensus {
            truth: of(50.0, 0.1),
            truth_sd: Some(0.7),
            bias: of(0.0, 0.03),
            relative_bias: Some(of(0.0, 0.001)),
            rmse: of(1.0, 0.02),
            empirical_se: Some(of(1.0, 0.02)),
            se_ratio: Some(of(1.0, 0.02)),
            coverage: Some(of(0.95, 0.007)),
            bias_eliminated_coverage: Some(of(0.95, 0.007)),
            process_coverage: Some(of(0.9, 0.01)),
            width: Some(of(3.9, 0.01)),
            type_1_error: Some(of(0.05, 0.01)),
        }
    }

    fn said(of: &AgainstCensus, surveys: u64) -> (String, Standing) {
        let bench = OnTheBench {
            name: "top2",
            unit: "percent",
            level: 0.95,
            surveys,
            intervals: surveys,
            census: Some(of),
            split: None,
            failures: &[],
        };
        bench.verdict()
    }

    fn alone(value: f64) -> Option<Measured> {
        Some(Measured { value, mc_se: None })
    }

    #[test]
    fn what_is_honest_is_no_cause() {
        // All of ten surveys miss a truth that is 15 of their standard errors away; 9 of 10 would hold it without the bias.
        let of = AgainstCensus {
            bias: Measured { value: 14.92, mc_se: Some(0.3) },
            coverage: Some(Measured { value: 0.0, mc_se: Some(0.0) }),
            bias_eliminated_coverage: Some(Measured { value: 0.9, mc_se: Some(0.0) }),
            ..honest()
        };
        let (sentence, standing) = said(&of, 10);
        assert_eq!(standing, Standing::Misleading);
        assert!(
            sentence.ends_with("because the survey is off by 14.92 percent: more answers will not help.")
        );
        // Nor is an honest ratio named where something beyond bias and ratio is wrong.
        let odd = AgainstCensus {
            bias_eliminated_coverage: Some(Measured { value: 0.6, mc_se: Some(0.01) }),
            ..of
        };
        let (sentence, _) = said(&odd, 1_000);
        assert!(!sentence.contains("standard errors") && sentence.contains("off by 14.92"), "{sentence}");
    }

    #[test]
    fn only_causes_that_are_clearly_there_are_named() {
        let rare = Some(Measured { value: 0.7, mc_se: Some(0.02) });
        let short = AgainstCensus {
            se_ratio: Some(Measured { value: 0.5, mc_se: Some(0.02) }),
            coverage: rare,
            bias_eliminated_coverage: rare,
            ..honest()
        };
        let (sentence, standing) = said(&short, 1_000);
        assert_eq!(standing, Standing::Misleading);
        assert!(
            sentence.ends_with("because claimed standard errors are 0.50 of the true ones."),
            "{sentence}"
        );
        // A bias that is there beyond doubt and too small to matter is no cause.
        let slight = AgainstCensus { bias: Measured { value: 0.1, mc_se: Some(0.03) }, ..short.clone() };
        assert!(!said(&slight, 1_000).0.contains("off by"));
        let both = AgainstCensus { bias: Measured { value: 2.0, mc_se: Some(0.03) }, ..short.clone() };
        let (sentence, _) = said(&both, 1_000);
        assert!(
            sentence.contains("are 0.50 of the true ones and the survey is off by 2.00 percent"),
            "{sentence}"
        );
        // Of ten surveys an honest ratio may well look like this.
        let low =
            AgainstCensus { se_ratio: Some(Measured { value: 0.6, mc_se: Some(0.05) }), ..short.clone() };
        let never = AgainstCensus { coverage: alone(0.1), bias_eliminated_coverage: alone(0.1), ..low };
        assert!(!said(&never, 10).0.contains("standard errors"));
        let neither = AgainstCensus { se_ratio: honest().se_ratio, ..short };
        assert!(said(&neither, 1_000).0.ends_with("and no single cause is clear from this trial."));
    }

    #[test]
    fn few_surveys_decide_nothing() {
        // Eight of ten: neither 95 % nor less than 85 % is ruled out.
        let of = AgainstCensus { coverage: Some(Measured { value: 0.8, mc_se: Some(0.12) }), ..honest() };
        let (sentence, standing) = said(&of, 10);
        assert_eq!(standing, Standing::Undecided);
        assert!(sentence.contains("not decided with so few surveys"), "{sentence}");
        assert!(!sentence.contains("because") && !sentence.contains("can be trusted here"), "{sentence}");
        // Nor do ten of ten, which have no spread, or one population, whose noise is unknown.
        for coverage in [Some(Measured { value: 1.0, mc_se: Some(0.0) }), alone(1.0), alone(0.9), alone(0.8)]
        {
            let of = AgainstCensus { coverage, ..honest() };
            assert_eq!(said(&of, 10).1, Standing::Undecided, "{coverage:?}");
        }
        // What ten surveys do decide is said.
        assert_eq!(said(&AgainstCensus { coverage: alone(0.1), ..honest() }, 10).1, Standing::Misleading);
        // Many surveys of few populations that disagree.
        let of = AgainstCensus { coverage: Some(Measured { value: 0.92, mc_se: Some(0.06) }), ..honest() };
        assert!(said(&of, 1_000).0.contains("not decided with so few populations"));
    }

    #[test]
    fn many_surveys_decide() {
        let (sentence, standing) = said(&honest(), 1_000);
        assert_eq!(standing, Standing::Trusted);
        assert!(
            sentence.contains("can be trusted here: they hold the truth in 95.0 % of surveys"),
            "{sentence}"
        );
        let of = |value| AgainstCensus { coverage: Some(Measured { value, mc_se: Some(0.005) }), ..honest() };
        assert_eq!(said(&of(0.9), 1_000).1, Standing::Doubtful);
        assert_eq!(said(&of(0.8), 1_000).1, Standing::Misleading);
        assert!(said(&of(0.995), 1_000).0.contains("wider than they need to be"));
    }
}
