//! C1 to C6: what complaining and its handling do to satisfaction, staying and buying again.

use crate::experiment::arms::BASELINE;
use crate::experiment::compare::{Outcome, compare_scenarios};
use crate::experiment::contrasts::GAIN;
use crate::experiment::error::ExperimentError;
use crate::experiment::settings::Watch;
use crate::scenario::Scenario;

use super::figure::{ComesOut, HALF_A_PERCENT, WIDEST_SHARE, by_replication};
use super::result::{Claim, ClaimFigure, ClaimVerdict, Role};
use super::{Examine, settings};

/// The arm in which complaints are handled well: what the claims call handled, solved, solved quickly.
pub(super) const ARMS: &[&str] = &[HANDLED_WELL];
const HANDLED_WELL: &str = "own team + news and amends + kept callbacks + root causes";
/// By how much more of the dissatisfied complain when the value of voice is asked for.
const MORE_VOICE: &str = "+10%";
const VOICE: &str = "loyalty.complaint.probability";
const AMONG: &str = "complaint-handling, all customers, no contract locks them in; complaints handled well (all four changes)";

/// The baseline of the complaint scenario beside the same people of whom a tenth more complain.
pub(super) fn value_of_voice(
    scenario: &Scenario,
    examination: &Examine,
    watch: &Watch,
) -> Result<Outcome, ExperimentError> {
    let louder = scenario.with_set(&[(VOICE.to_string(), MORE_VOICE.to_string())])?;
    let settings = super::Settings { arms: None, ..settings(examination, &[]) };
    super::whole(compare_scenarios(&[scenario.clone(), louder], &settings, watch)?)
}

/// The claims, from the complaint scenario and from [`value_of_voice`].
pub(super) fn claims(outcome: &Outcome, voice: &Outcome) -> Vec<Claim> {
    let well = |name: &str, printed: Option<f64>, metric: &str| {
        ClaimFigure::of_arm(name, printed, outcome, HANDLED_WELL, metric)
    };
    vec![
        satisfaction(&well),
        staying(outcome, &well),
        impression(&well),
        buying_again(&well),
        response(outcome),
        worth_of_voice(voice),
    ]
}

/// A metric of the arm that handles complaints well, by name, printed figure and key.
type Well<'a> = dyn Fn(&str, Option<f64>, &str) -> ClaimFigure + 'a;

fn satisfaction(well: &Well) -> Claim {
    let figures = vec![
        well("less satisfied after the failure than before it", Some(0.89), "complaints_less_satisfied_rate"),
        well("more satisfied than after the failure, once solved", Some(0.70), "complaints_recovered_rate"),
        well("more satisfied than before the failure, once solved", None, "complaints_more_satisfied_rate"),
    ];
    let of = |figure: &ClaimFigure| figure.comes_out(HALF_A_PERCENT, WIDEST_SHARE);
    let comes_out = match of(&figures[0]).min(of(&figures[1])) {
        ComesOut::Yes => "both printed figures come out",
        ComesOut::CannotBeSaid => "whether both printed figures come out cannot be said with so few runs",
        ComesOut::No => "not every printed figure comes out with these runs",
    };
    Claim {
        tag: "C1".to_string(),
        printed: "89 % are less satisfied after complaining; 70 % are more satisfied once it is handled well"
            .to_string(),
        role: Role::Calibrated,
        window: "from the contact that failed to the end of the complaint".to_string(),
        denominator: "complaints opened; complaints solved".to_string(),
        population: AMONG.to_string(),
        figures,
        verdict: ClaimVerdict::NotTested,
        finding: format!(
            "The reference point is missing in print. We compare the complaint with the time before the failure, and the handling with \
             the time after it (against the time before it would be the recovery paradox; given beside). Calibrated are the weight of \
             manner against ability in the category `service`, for the first, and what customers expect of `complaint handling`, for \
             the second; {comes_out}. That fewer than all feel worse is because who hardly waited gains in reaching the firm what a bad \
             answer loses."
        ),
    }
}

fn staying(outcome: &Outcome, well: &Well) -> Claim {
    let unsolved = "complaints_kept_unsolved_rate";
    Claim {
        tag: "C2".to_string(),
        printed: "92 % stay if the problem is solved well; 85 % of those whose complaint is not handled leave".to_string(),
        role: Role::Input,
        window: "still active 52 weeks after the end of the complaint (no window is printed)".to_string(),
        denominator: "complaints solved; complaints that ended unsolved or withdrawn".to_string(),
        population: format!("{AMONG}; not handled: the baseline"),
        figures: vec![
            well("still there after a solved complaint", Some(0.92), "complaints_kept_solved_rate"),
            ClaimFigure::of_arm("still there after one not solved", Some(0.15), outcome, BASELINE, unsolved),
        ],
        verdict: ClaimVerdict::NotTested,
        finding: "`loyalty.exit.after_unsolved_complaint` and the segments' churn are stated so; that they come out is bookkeeping."
            .to_string(),
    }
}

fn impression(well: &Well) -> Claim {
    let positive = well("satisfaction of 60 or more once solved", Some(0.68), "complaints_positive_rate");
    let (verdict, finding) = if positive.value.is_none() {
        (ClaimVerdict::NotTested, "No complaint was solved, so there is no impression to ask for.")
    } else {
        match positive.comes_out(HALF_A_PERCENT, WIDEST_SHARE) {
            ComesOut::Yes => {
                (ClaimVerdict::Met, "The printed figure lies within the interval, at the threshold stated.")
            }
            ComesOut::CannotBeSaid => (
                ClaimVerdict::Undecided,
                "The printed figure lies within the interval, but so does much else: take more replications.",
            ),
            ComesOut::No => (
                ClaimVerdict::NotMet,
                "At this threshold the model gives another share. The print states no threshold, and the share moves with it, so \
                 this says as much about the missing threshold as about the model.",
            ),
        }
    };
    Claim {
        tag: "C3".to_string(),
        printed: "68 % have a positive impression of the firm after the complaint is solved".to_string(),
        role: Role::Emergent,
        window: "at the end of the complaint".to_string(),
        denominator: "complaints solved".to_string(),
        population: format!("{AMONG}; positive: satisfaction of `positive_from` or more"),
        figures: vec![positive],
        verdict,
        finding: finding.to_string(),
    }
}

fn buying_again(well: &Well) -> Claim {
    Claim {
        tag: "C4".to_string(),
        printed: "about 60 % are willing to buy again if the complaint is solved, 95 % if it is solved quickly".to_string(),
        role: Role::Conflicting,
        window: "asked at the end of the complaint; quickly is within one day".to_string(),
        denominator: "complaints solved later; complaints solved quickly".to_string(),
        population: AMONG.to_string(),
        figures: vec![
            well("would buy again, solved", Some(0.60), "buy_again_slow_rate"),
            well("would buy again, solved quickly", Some(0.95), "buy_again_quick_rate"),
            well("still there 52 weeks after, solved [C2]", Some(0.92), "complaints_kept_solved_rate"),
        ],
        verdict: ClaimVerdict::NotTested,
        finding: "60 % willing and 92 % staying cannot both be behaviour. They agree only as two outcomes: what people say when \
                  asked (a stated willingness, calibrated, which moves nothing), and what they do."
            .to_string(),
    }
}

fn response(outcome: &Outcome) -> Claim {
    let key = "complaints_answered_within_deadline";
    Claim {
        tag: "C5".to_string(),
        printed: "customers expect a response to a complaint within 24 hours".to_string(),
        role: Role::Input,
        window: "24 hours from the first attempt to complain".to_string(),
        denominator: "first responses, and complaints that ended without one".to_string(),
        population: "complaint-handling, all customers".to_string(),
        figures: vec![
            ClaimFigure::of_arm("answered within 24 hours, baseline", None, outcome, BASELINE, key),
            ClaimFigure::of_arm("answered within 24 hours, handled well", None, outcome, HANDLED_WELL, key),
        ],
        verdict: ClaimVerdict::NotTested,
        finding: "An expectation, put in as `respond_within`. What the model gives is how often it is met."
            .to_string(),
    }
}

fn worth_of_voice(voice: &Outcome) -> Claim {
    let louder = voice.results.arms.get(1).map_or("", |arm| arm.name.as_str());
    let gain: Vec<(f64, f64)> = GAIN
        .iter()
        .map(|metric| {
            let of_arm = |arm| by_replication(voice, arm, metric.key());
            let (of, before) = (of_arm(louder), of_arm(BASELINE));
            of.iter().zip(&before).map(|(of, before)| of - before).collect::<Vec<f64>>()
        })
        .reduce(|profit, value| profit.iter().zip(&value).map(|(profit, value)| profit + value).collect())
        .unwrap_or_default()
        .into_iter()
        .map(|gain| (gain, 1.0))
        .collect();
    let currency = voice.results.arms.first().and_then(|arm| arm.metrics.get("profit"));
    let figure = ClaimFigure {
        unit: currency.map_or_else(String::new, |profit| profit.unit.clone()),
        ..ClaimFigure::of_ratio(
            "profit and customer value if a tenth more of the dissatisfied complain",
            None,
            &gain,
        )
    };
    let sign = if figure.is_clearly_positive() {
        "is worth money"
    } else if figure.is_clearly_negative() {
        "costs money as complaints are handled today"
    } else {
        "is worth neither more nor less than noise"
    };
    Claim {
        tag: "C6".to_string(),
        printed: "an airline: each 1 % more of the dissatisfied who complain reduces revenue by 400 000 GBP"
            .to_string(),
        role: Role::Untestable,
        window: "78 weeks, and the value of customers at their end".to_string(),
        denominator: "the whole firm".to_string(),
        population: "complaint-handling, baseline against the same customers with a tenth more complaints"
            .to_string(),
        figures: vec![figure],
        verdict: ClaimVerdict::NotTested,
        finding: format!(
            "Another firm's amount, in a sentence whose sign our reading turns round (a complaint heard is a customer who can still be \
             kept). Only the sign can be looked at: here a complaint more {sign}."
        ),
    }
}
