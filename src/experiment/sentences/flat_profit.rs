//! "Satisfaction is up, profit is not": whose satisfaction, and where the gain went.

use crate::experiment::result::{Contrast, Verdict, VerdictRow};
use crate::metrics::Metric;

use super::{Style, words};

/// Of a rise in satisfaction the share that must reach those who pay, for it not to be a rise of those who pay little; our
/// choice.
const REACHES_PAYERS: f64 = 0.75;

/// One sentence for each arm whose satisfaction clearly rises while profit does not.
pub(in crate::experiment) fn flat_profit(
    contrasts: &[Contrast],
    rows: &[VerdictRow],
    style: &Style,
) -> Vec<String> {
    let verdict = |arm: &str, metric: Metric| {
        rows.iter().find(|row| row.arm == arm && row.metric == metric.key()).map(|row| row.verdict)
    };
    contrasts
        .iter()
        .filter(|contrast| verdict(&contrast.arm, Metric::SatisfactionCohort) == Some(Verdict::Better))
        .filter(|contrast| {
            verdict(&contrast.arm, Metric::Profit).is_some_and(|verdict| verdict != Verdict::Better)
        })
        .filter_map(|contrast| explained(contrast, style))
        .collect()
}

fn explained(contrast: &Contrast, style: &Style) -> Option<String> {
    let change = |metric: Metric| contrast.metrics.get(metric.key()).map(|difference| difference.mean);
    let spoken =
        |metric: Metric| change(metric).map(|mean| words::signed(metric.entry(), mean, style.currency));
    let rise = change(Metric::SatisfactionCohort)?;
    let of_payers = change(Metric::SatisfactionValueWeighted)?;
    let whose = if of_payers < REACHES_PAYERS * rise {
        format!(
            "weighted by what customers pay it changes by {} only: those who gained pay little",
            spoken(Metric::SatisfactionValueWeighted)?
        )
    } else {
        format!("those who pay gained as well ({} by revenue)", spoken(Metric::SatisfactionValueWeighted)?)
    };
    let money = format!(
        "revenue {}, cost {}, customers left {}",
        spoken(Metric::Revenue)?,
        spoken(Metric::Cost)?,
        spoken(Metric::CustomersLeft)?
    );
    let later = match change(Metric::CustomerValueEnd) {
        Some(value) if value > 0.0 => format!(
            "; what customers are still worth at the end rises by {}, beyond the horizon",
            words::size(Metric::Profit.entry(), value, style.currency)
        ),
        _ => String::new(),
    };
    Some(format!(
        "{}: satisfaction is up ({}), profit is not ({}): {whose}; {money}{later}.",
        contrast.arm,
        spoken(Metric::SatisfactionCohort)?,
        spoken(Metric::Profit)?
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::result::Difference;

    fn contrast(cells: &[(Metric, f64)]) -> Contrast {
        let cell = |&(metric, mean): &(Metric, f64)| {
            let difference = Difference {
                mean,
                ci_low: Some(mean - 0.1),
                ci_high: Some(mean + 0.1),
                p: None,
                p_adjusted: None,
                variance_reduction: None,
                n: 20,
            };
            (metric.key().to_string(), difference)
        };
        Contrast {
            arm: "gifts".to_string(),
            against: "baseline".to_string(),
            metrics: cells.iter().map(cell).collect(),
            reasons: Default::default(),
        }
    }

    fn row(metric: Metric, verdict: Verdict) -> VerdictRow {
        VerdictRow { arm: "gifts".to_string(), metric: metric.key().to_string(), verdict, matters: 0.5 }
    }

    const STYLE: Style = Style { confidence: 0.95, currency: "EUR" };

    fn sentences(of_payers: f64, profit: Verdict) -> Vec<String> {
        let contrast = contrast(&[
            (Metric::SatisfactionCohort, 2.0),
            (Metric::SatisfactionValueWeighted, of_payers),
            (Metric::Profit, -5_000.0),
            (Metric::Revenue, 2_000.0),
            (Metric::Cost, 7_000.0),
            (Metric::CustomersLeft, -12.0),
            (Metric::CustomerValueEnd, 3_000.0),
        ]);
        let rows = [row(Metric::SatisfactionCohort, Verdict::Better), row(Metric::Profit, profit)];
        flat_profit(&[contrast], &rows, &STYLE)
    }

    #[test]
    fn it_is_said_whose_satisfaction_rose() {
        assert_eq!(
            sentences(0.2, Verdict::Worse),
            [
                "gifts: satisfaction is up (+2.0 points), profit is not (-5,000 EUR): weighted by what customers pay it \
              changes by +0.20 points only: those who gained pay little; revenue +2,000 EUR, cost +7,000 EUR, customers \
              left -12.0 customers; what customers are still worth at the end rises by 3,000 EUR, beyond the horizon."
            ]
        );
        assert!(
            sentences(1.9, Verdict::Undecided)[0]
                .contains("those who pay gained as well (+1.9 points by revenue)")
        );
    }

    #[test]
    fn nothing_is_said_where_profit_rises_too() {
        assert!(sentences(2.0, Verdict::Better).is_empty());
    }
}
