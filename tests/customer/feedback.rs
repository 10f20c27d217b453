//! Feedback reuse (case B9): what is received, handled in time and told back, and that closing the loop raises participation.

use goodwill::journey::{Links, Scope};
use goodwill::metrics::Metric;
use goodwill::random::math;
use goodwill::scenario::Scenario;

use crate::firm::{MONTH, PRODUCT, arms, firm, intervention, is_poisson, is_share, pooled, ratio, total};

/// Half of the answered contacts leave feedback, which a back office with time to spare handles; nobody hears back at first.
const FEEDBACK: &str = r#"
[[category]]
name = "service"
importance = 0.5
expectation = 6.8
contact = { manner = 1.0 }
[[reason]]
name = "case"
channel = "deferred"
contacts_per_month = 0
talk = { dist = "constant", mean = "10m" }
[[team]]
name = "desk"
skills = ["case"]
agents = 20
cost_per_hour = 0
[feedback]
response_effect = 1.0
[[feedback.class]]
name = "any"
share = 0.5
work = "case"
within = "30d"
told_back = 0.0
lift = 0.0
[survey]
invited = 6000
exact = true
response = 0.2
extremity_effect = 0
style_sd = 0
item_sd = 0
"#;
/// Contacts of a customer and month, and weeks of the run.
const CONTACTS: f64 = 2.0;
const WEEKS: f64 = 13.0;

fn scenario(set: &[(&str, &str)]) -> Scenario {
    let told = |name: &str, more: &[(&str, &str)]| {
        intervention(name, &[&[("feedback.class.any.told_back", "\"+0.3\"")], more].concat())
    };
    let arms = [
        told("told back", &[]),
        told("told back too late", &[("feedback.class.any.within", "\"1s\"")]),
        told("told back well", &[("feedback.class.any.lift", "2.0")]),
    ];
    let all = [
        ("time.horizon", "13w"),
        ("reason.question.contacts_per_month", "2"),
        ("team.front.agents", "20"),
        ("segment.one.newcomers_per_month", "0"),
        ("segment.two.newcomers_per_month", "0"),
    ];
    firm(
        &[&PRODUCT.replace("importance = 1.0", "importance = 0.5"), FEEDBACK, &arms.concat()],
        &[&all, set].concat(),
    )
}

#[test]
fn closing_the_loop_raises_participation() {
    let arms = arms(&scenario(&[]), Links::OPEN, 1);
    for runs in &arms {
        let answered = total(runs, Metric::Answered);
        let received = total(runs, Metric::FeedbackReceived);
        assert!(is_share(received, answered, 0.5), "{received} of {answered}");
    }
    let told = |number: usize| pooled(&arms[number], Scope::Total, Metric::FeedbackToldBack);
    let (heard, handled) = told(1);
    assert!(is_share(heard, handled, 0.3), "{heard} of {handled}");
    assert_eq!((told(0).0, told(2).0), (0.0, 0.0), "nobody, and nobody in time");
    assert_eq!(ratio(&arms[1], Metric::FeedbackHandledWithinDeadline), 1.0);
    assert_eq!(ratio(&arms[2], Metric::FeedbackHandledWithinDeadline), 0.0);

    // Who has heard back at least once: contacts are Poisson, and each is told of with 0.5 x 0.3.
    let months = WEEKS * 7.0 / MONTH;
    let heard = 1.0 - math::exp(-CONTACTS * months * 0.5 * 0.3);
    let willing = math::logistic(math::logit(0.2) + 1.0);
    let response = |number: usize| pooled(&arms[number], Scope::Total, Metric::SurveyResponseRate);
    for (number, share) in [(0, 0.2), (1, heard * willing + (1.0 - heard) * 0.2), (2, 0.2)] {
        let (answers, invitations) = response(number);
        assert!(is_share(answers, invitations, share), "arm {number}: {answers} of {invitations}, {share}");
        assert_eq!(is_share(answers, invitations, 0.2), number != 1, "arm {number}");
    }
}

/// Being told is an experience: with a lift it raises satisfaction, without a lift and in an open loop it moves nothing but
/// what its own manner and time do; and who is told too late is told nothing.
#[test]
fn being_told_lifts_as_stated() {
    let arms = arms(&scenario(&[]), Links::OPEN, 1);
    let satisfaction = |number: usize| ratio(&arms[number], Metric::SatisfactionCohort);
    assert!(satisfaction(3) > satisfaction(1) + 1.0, "{} {}", satisfaction(3), satisfaction(1));
    assert_eq!(satisfaction(2), satisfaction(0));
}

/// Letters leave feedback of a class of their own, and of one segment alone; calls leave none of it.
const SOURCES: &str = r#"
[[reason]]
name = "letter"
channel = "deferred"
contacts_per_month = 1
talk = { dist = "constant", mean = "5m" }
[[team]]
name = "post room"
skills = ["letter"]
agents = 20
cost_per_hour = 0
"#;

/// By source and by role: of the letters of one segment four in ten leave feedback, nothing else does. Letters are Poisson, as
/// nobody leaves and nobody joins.
#[test]
fn feedback_comes_from_its_sources() {
    let written = "reasons = [\"letter\"]\nsegments = [\"two\"]\nshare = 0.4";
    let feedback = FEEDBACK.replace("share = 0.5", written);
    let set = [
        ("time.horizon", "13w"),
        ("reason.question.contacts_per_month", "2"),
        ("team.front.agents", "20"),
        ("segment.one.newcomers_per_month", "0"),
        ("segment.two.newcomers_per_month", "0"),
        ("segment.one.churn_monthly", "0"),
        ("segment.two.churn_monthly", "0"),
    ];
    let product = PRODUCT.replace("importance = 1.0", "importance = 0.5");
    let runs = arms(&firm(&[&product, &feedback, SOURCES], &set), Links::OPEN, 1).remove(0);
    let received = |segment: usize| pooled(&runs, Scope::Segment(segment), Metric::FeedbackReceived).0;
    let letters_of_two = 2_000.0 * WEEKS * 7.0 / MONTH;
    assert_eq!(received(0), 0.0, "no letter of the other segment, and no call");
    assert!(is_poisson(received(1), 0.4 * letters_of_two), "{} of {letters_of_two}", received(1));
    assert!(!is_poisson(received(1), 0.5 * letters_of_two), "the gate could not tell");
}
