//! Complaint handling as a process: its ledger, its known answers, and that a line with too few people makes complaints grow.

mod common;

use common::{arm, runs_of};
use goodwill::journey::{Links, ReplicationFacts, Scope};
use goodwill::metrics::Metric;
use goodwill::scenario::{Scenario, parse_with};

/// Customers whose contacts often fail, an open line day and night, and a back office for complaints.
const FIRM: &str = r#"
name = "Complaints"
[time]
horizon = "12w"
warm_up = "4w"
[[reason]]
name = "question"
contacts_per_month = 1.0
talk = { dist = "exponential", mean = "4m" }
resolution = 0.5
[[reason]]
name = "complaint"
contacts_per_month = 0
talk = { dist = "exponential", mean = "6m" }
patience = { dist = "exponential", mean = "10m" }
resolution = 0.3
redial = { probability = 0.5, delay = { dist = "exponential", mean = "1h" } }
[[reason]]
name = "case"
channel = "deferred"
contacts_per_month = 0
talk = { dist = "exponential", mean = "90m" }
resolution = 0.6
[[team]]
name = "front"
agents = 4
skills = ["question"]
cost_per_hour = 25
[[team]]
name = "complaints"
agents = 3
skills = ["complaint"]
cost_per_hour = 30
[[team]]
name = "cases"
agents = 3
skills = ["case"]
cost_per_hour = 30
[[segment]]
name = "one"
size = 4000
tenure_months = { dist = "uniform", low = 6, high = 60 }
monthly_revenue = { dist = "lognormal", mean = 30, cv = 0.6 }
churn_monthly = 0.05
newcomers_per_month = 150
[[segment]]
name = "two"
size = 2000
tenure_months = { dist = "uniform", low = 6, high = 60 }
monthly_revenue = { dist = "lognormal", mean = 30, cv = 0.6 }
churn_monthly = 0.04
contract_share = 0.5
newcomers_per_month = 50
[[category]]
name = "service"
importance = 0.8
expectation = 7.0
contact = { access = 0.3, manner = 0.2, ability = 0.5 }
[[category]]
name = "product"
importance = 0.2
expectation = 7.0
month = { mean = 7.0, sd_between = 0.8, sd_within = 0.8 }
[loyalty]
churn = { satisfaction_effect = 0.6 }
exit = { after_failure = 0.005, dissatisfaction_effect = 0.3, after_unsolved_complaint = 0.3 }
[loyalty.complaint]
reason = "complaint"
probability = 0.3
[loyalty.complaint.handling]
work = "case"
rounds = 2
quick_lift = 0.5
callback = { share = 0.8, within = "2d", missed = 1.0, claim = 0.5, claim_cost = 40 }
chases = { after = "4d", probability = 0.7 }
updates = { every = "3d", cost = 0.5, lift = 0.3 }
apology = { share = 0.9, lift = 0.3 }
compensation = { share = 0.3, amount = 20, lift = 0.8 }
kept_after = "4w"
[money]
currency = "EUR"
margin = 0.5
"#;

fn firm(set: &[(&str, &str)]) -> Scenario {
    let set: Vec<(String, String)> =
        set.iter().map(|(path, value)| (path.to_string(), value.to_string())).collect();
    parse_with(FIRM, "complaints.toml", &set).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn runs(set: &[(&str, &str)], count: u64) -> Vec<ReplicationFacts> {
    runs_of(&arm(&firm(set), &[], Links::CLOSED), count)
}

/// Sums of numerator and denominator over runs.
fn pooled(runs: &[ReplicationFacts], metric: Metric) -> (f64, f64) {
    pooled_in(runs, Scope::Total, metric)
}

/// The same within a scope.
fn pooled_in(runs: &[ReplicationFacts], scope: Scope, metric: Metric) -> (f64, f64) {
    runs.iter().fold((0.0, 0.0), |(numerator, denominator), facts| {
        let fact = facts.fact(scope, metric).unwrap_or_else(|| panic!("{} is absent", metric.key()));
        (numerator + fact.numerator, denominator + fact.denominator)
    })
}

fn total(runs: &[ReplicationFacts], metric: Metric) -> f64 {
    pooled(runs, metric).0
}

fn rate(runs: &[ReplicationFacts], metric: Metric) -> f64 {
    let (numerator, denominator) = pooled(runs, metric);
    numerator / denominator
}

/// Holds a share of independent cases against its known value at five standard errors: false alarm 6e-7.
fn gate(what: &str, runs: &[ReplicationFacts], metric: Metric, known: f64) {
    let (numerator, cases) = pooled(runs, metric);
    let error = (known * (1.0 - known) / cases).sqrt();
    let found = numerator / cases;
    assert!((found - known).abs() < 5.0 * error, "{what}: {found} instead of {known}, {cases} cases");
}

/// Line and back office with more people than anybody needs: nobody waits, no callback is missed.
const AMPLE: [(&str, &str); 2] = [("team.complaints.agents", "60"), ("team.cases.agents", "60")];

#[test]
fn every_complaint_is_in_the_ledger() {
    for set in [&[][..], &AMPLE[..], &[("team.cases.agents", "1")][..]] {
        for facts in runs(set, 2) {
            for scope in [Scope::Total, Scope::Segment(0), Scope::Segment(1)] {
                let of = |metric| facts.fact(scope, metric).expect("it applies").numerator;
                assert_eq!(
                    of(Metric::ComplaintsOpenStart) + of(Metric::ComplaintsOpened),
                    of(Metric::ComplaintsSolved)
                        + of(Metric::ComplaintsUnsolved)
                        + of(Metric::ComplaintsWithdrawn)
                        + of(Metric::ComplaintsOpenEnd),
                    "{scope:?}"
                );
                assert_eq!(
                    of(Metric::CustomersStart) + of(Metric::CustomersJoined) - of(Metric::CustomersLeft),
                    of(Metric::CustomersEnd),
                    "{scope:?}"
                );
                assert!(of(Metric::CustomersLeftAtOnce) > 0.0);
            }
            for metric in [
                Metric::ComplaintsOpened,
                Metric::ComplaintsSolved,
                Metric::ComplaintContacts,
                Metric::CustomersLeftAtOnce,
            ] {
                let of = |scope| facts.fact(scope, metric).expect("it applies").numerator;
                let by_segment: f64 = (0..2).map(|segment| of(Scope::Segment(segment))).sum();
                let by_week: f64 = (0..12).map(|week| of(Scope::Week(week))).sum();
                assert_eq!((by_segment, by_week), (of(Scope::Total), of(Scope::Total)), "{}", metric.key());
            }
            let of = |metric| facts.fact(Scope::Total, metric).expect("it applies").numerator;
            assert!((of(Metric::Revenue) - of(Metric::Cost) - of(Metric::Profit)).abs() < 1e-6);
            assert!(of(Metric::CostComplaints) > 0.0);
        }
    }
}

/// With nobody short of time a complaint is solved by the contact (0.3) or by one of two rounds of work (0.6 each), and the
/// service keeps all its deadlines.
#[test]
fn without_shortage_the_shares_are_known() {
    let everybody_stays = [
        ("loyalty.exit.after_failure", "0"),
        ("segment.one.churn_monthly", "0.0"),
        ("segment.two.churn_monthly", "0.0"),
    ];
    let runs = runs(&[&AMPLE[..], &everybody_stays].concat(), 3);
    gate("solved", &runs, Metric::ComplaintsSolvedRate, 0.3 + 0.7 * (1.0 - 0.4 * 0.4));
    assert_eq!(rate(&runs, Metric::ComplaintsAnsweredWithinDeadline), 1.0);
    assert_eq!(total(&runs, Metric::ComplaintClaims), 0.0);
    // A contact each, but for those decided on before an end of the horizon and made after it (two days later on average).
    let per_complaint = total(&runs, Metric::ComplaintContacts) / total(&runs, Metric::ComplaintsOpened);
    assert!((per_complaint - 1.0).abs() < 0.03, "{per_complaint}");
    // Compensation alone costs: nobody waits three days for an update.
    let ended = pooled(&runs, Metric::ComplaintsSolvedRate).1;
    let compensated = total(&runs, Metric::CostComplaints) / 20.0 / ended;
    assert!((compensated - 0.3).abs() < 5.0 * (0.3 * 0.7 / ended).sqrt(), "{compensated}");
}

/// Satisfaction moves nothing and all are alike, so that who stays is a matter of chance: an end without solution costs the
/// stated share of customers, a solution none.
#[test]
fn who_stays_after_a_complaint_is_the_stated_share() {
    let alike = [
        ("loyalty.churn.satisfaction_effect", "0"),
        ("loyalty.churn.tenure_effect", "0"),
        ("loyalty.churn.frailty_cv", "0"),
        ("loyalty.churn.contract_lock", "1"),
        ("loyalty.churn.involuntary_share", "1"),
        ("loyalty.exit.after_failure", "0"),
        ("loyalty.exit.after_unsolved_complaint", "0.4"),
        ("segment.two.churn_monthly", "0.05"),
    ];
    let runs = runs(&[&AMPLE[..], &alike].concat(), 4);
    // Everybody takes a monthly step within 28 days with probability 28 / 30.4375 and leaves in it with 5 %. Who leaves with
    // an open complaint would count as not solved, but complaints are over within hours.
    let stays = 1.0 - 0.05 * 28.0 / 30.4375;
    gate("solved", &runs, Metric::ComplaintsKeptSolvedRate, stays);
    gate("unsolved", &runs, Metric::ComplaintsKeptUnsolvedRate, 0.6 * stays);
}

/// The back office has half the people that its work takes: promised callbacks are missed, customers ask again and claim, and
/// a complaint takes more contacts. So the load of complaints grows although no more things fail.
#[test]
fn too_few_people_make_complaints_grow() {
    let [ample, few] = [AMPLE[1], ("team.cases.agents", "1")]
        .map(|back_office| arm(&firm(&[AMPLE[0], back_office]), &[], Links::CLOSED));
    // Calibrated on the first, because a baseline has its stated churn whatever its service.
    let calibration = goodwill::journey::calibrate(&ample, 1);
    let [ample, few] = [ample, few].map(|arm| common::runs(&arm, &calibration, 3));
    let per_complaint = |runs: &[ReplicationFacts]| {
        total(runs, Metric::ComplaintContacts) / total(runs, Metric::ComplaintsOpened)
    };
    assert!(
        per_complaint(&few) > 1.3 * per_complaint(&ample),
        "{} {}",
        per_complaint(&few),
        per_complaint(&ample)
    );
    assert!(rate(&few, Metric::PromisesMissedRate) > 0.3);
    assert!(total(&few, Metric::ComplaintClaims) > 50.0);
    assert!(rate(&few, Metric::ComplaintsSolvedWithinDeadline) < 0.8);
    assert!(rate(&few, Metric::ComplaintSolution) > 5.0 * rate(&ample, Metric::ComplaintSolution));
    assert!(
        rate(&few, Metric::ComplaintSatisfactionHandled) + 1.0
            < rate(&ample, Metric::ComplaintSatisfactionHandled)
    );
    // What is not decided yet disappoints nobody yet: the backlog puts off who would leave at the end of a complaint, while
    // those who are unhappy meanwhile leave with their monthly step.
    assert!(total(&few, Metric::ComplaintsOpenEnd) > 5.0 * total(&ample, Metric::ComplaintsOpenEnd));
    let leave_later = |runs: &[ReplicationFacts]| {
        total(runs, Metric::CustomersLeft) - total(runs, Metric::CustomersLeftAtOnce)
    };
    assert!(leave_later(&few) > leave_later(&ample));
}

/// Handling that delights: after a first complaint nearly everybody is happier than before it, the paradox of recovery. After a
/// second one nobody is (Maxham and Netemeyer 2002), however often it comes: so no customer is counted twice.
#[test]
fn there_is_no_second_paradox_of_recovery() {
    let runs = runs(
        &[
            ("time.warm_up", "1d"),
            ("segment.one.size", "300"),
            ("segment.two.size", "100"),
            ("segment.one.newcomers_per_month", "0"),
            ("segment.two.newcomers_per_month", "0"),
            ("reason.question.contacts_per_month", "4"),
            ("reason.case.resolution", "1"),
            ("team.front.agents", "20"),
            AMPLE[0],
            AMPLE[1],
            ("loyalty.exit.after_failure", "0"),
            ("loyalty.complaint.probability", "0.95"),
            ("loyalty.complaint.recovery", "4"),
        ],
        2,
    );
    let (more, solved) = pooled(&runs, Metric::ComplaintsMoreSatisfiedRate);
    let customers = 2.0 * 400.0;
    assert!(solved > 2.0 * customers, "most customers complain more than once: {solved} of {customers}");
    assert!(more > 0.3 * customers, "first complaints do delight: {more}");
    assert!(more <= customers, "{more} of {customers} customers are happier than before a complaint");
}

/// The order of the three moments of a complaint, and what quickness and good handling do to the figures of the claims.
#[test]
fn satisfaction_falls_with_the_failure_and_recovers_with_the_solution() {
    let (good, bad) = (
        runs(&AMPLE, 2),
        runs(
            &[
                &AMPLE[..],
                &[
                    ("loyalty.complaint.recovery", "0"),
                    ("loyalty.complaint.handling.apology.share", "0"),
                    ("loyalty.complaint.handling.compensation.share", "0"),
                ],
            ]
            .concat(),
            2,
        ),
    );
    let mean = |metric| rate(&good, metric);
    assert!(mean(Metric::ComplaintSatisfactionFailed) < mean(Metric::ComplaintSatisfactionBefore));
    assert!(mean(Metric::ComplaintSatisfactionHandled) > mean(Metric::ComplaintSatisfactionFailed));
    assert!(mean(Metric::ComplaintsLessSatisfiedRate) > 0.8);
    assert!(mean(Metric::ComplaintsRecoveredRate) > mean(Metric::ComplaintsMoreSatisfiedRate));
    assert!(mean(Metric::ComplaintsPositiveRate) > rate(&bad, Metric::ComplaintsPositiveRate));
    assert!(mean(Metric::ComplaintsRecoveredRate) > rate(&bad, Metric::ComplaintsRecoveredRate));
}

/// Work of the back office is no contact, because no customer is on a channel: with one person for all of it, it waits for weeks,
/// and no wait of the whole, of a segment, a half-hour or a week shows any of that. Its reason and team do.
#[test]
fn work_is_no_contact_and_its_wait_nobody_s_on_the_line() {
    const WORK: Scope = Scope::Reason(2);
    let runs = runs(&[("team.cases.agents", "1")], 1);
    let of = |scope, metric| pooled_in(&runs, scope, metric);
    let (work, line) = (of(WORK, Metric::WaitMean), of(Scope::Total, Metric::WaitMean));
    assert!(work.1 > 500.0 && work.0 / work.1 > 1_000.0 * line.0 / line.1, "{work:?} {line:?}");
    for metric in [
        Metric::Offered,
        Metric::Answered,
        Metric::Abandoned,
        Metric::CarriedOver,
        Metric::WaitMean,
        Metric::QueueMean,
    ] {
        let contacts = of(Scope::Reason(0), metric).0 + of(Scope::Reason(1), metric).0;
        assert_eq!(of(Scope::Total, metric).0, contacts, "{}", metric.key());
    }
    for metric in [Metric::Offered, Metric::WaitMean] {
        let sum = |scopes: Vec<Scope>| scopes.into_iter().map(|scope| of(scope, metric).0).sum::<f64>();
        for scopes in [
            (0..2).map(Scope::Segment).collect(),
            (0..12).map(Scope::Week).collect(),
            (0..48).map(Scope::Interval).collect(),
        ] {
            let (found, whole) = (sum(scopes), of(Scope::Total, metric).0);
            assert!((found - whole).abs() < 1e-9 * whole, "{}: {found} {whole}", metric.key());
        }
    }
    assert_eq!(of(Scope::Team(2), Metric::Answered).0, of(WORK, Metric::Answered).0);
    assert!(of(Scope::Total, Metric::WaitP99).0 < 86_400.0 && of(WORK, Metric::WaitP50).0 > 86_400.0);
}

/// An intervention that changes nothing changes no bit, also where complaints are a process.
#[test]
fn nothing_changed_is_nothing_changed() {
    let text = format!(
        "{FIRM}\n[[intervention]]\nname = \"nothing\"\n[intervention.set]\n\"loyalty.complaint.handling.updates.cost\" = \"+0\"\n\"team.cases.agents\" = \"+0%\"\n"
    );
    let scenario = parse_with(&text, "complaints.toml", &[]).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let baseline = arm(&scenario, &[], Links::CLOSED);
    let calibration = goodwill::journey::calibrate(&baseline, 1);
    let [without, with] =
        [baseline, arm(&scenario, &[0], Links::CLOSED)].map(|arm| common::runs(&arm, &calibration, 2));
    for (a, b) in without.iter().zip(&with) {
        assert_eq!(a.scopes, b.scopes);
    }
}

/// The firm with one team for questions and complaints alike, whose callers have patience.
fn firm_with_a_shared_line(agents: &str) -> Scenario {
    let patience = "patience = { dist = \"exponential\", mean = \"10m\" }";
    let shared = FIRM
        .replace("contacts_per_month = 1.0\n", &format!("contacts_per_month = 1.0\n{patience}\n"))
        .replace("skills = [\"question\"]", "skills = [\"question\", \"complaint\"]")
        .replace(
            "name = \"complaints\"\nagents = 3\nskills = [\"complaint\"]\ncost_per_hour = 30\n[[team]]\n",
            "",
        );
    let set = [("team.front.agents", agents), AMPLE[1]];
    let set: Vec<(String, String)> =
        set.iter().map(|(path, value)| (path.to_string(), value.to_string())).collect();
    let scenario = parse_with(&shared, "shared.toml", &set).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    assert_eq!(scenario.spec().team.len(), 2, "complaints have no team of their own");
    scenario
}

/// Where complaints come to the hotline's own agents and these are too few, more contacts fail, so that more people complain;
/// complaints wait in the same queue, so that each takes more contacts; and both are load on the same agents.
#[test]
fn too_few_agents_of_a_shared_line_make_complaints_grow() {
    let [ample, few] = ["10", "1"].map(|agents| arm(&firm_with_a_shared_line(agents), &[], Links::CLOSED));
    let calibration = goodwill::journey::calibrate(&ample, 1);
    let [ample, few] = [ample, few].map(|arm| common::runs(&arm, &calibration, 3));
    let share = |runs: &[ReplicationFacts], of: Metric, by: Metric| total(runs, of) / total(runs, by);
    let abandoned = |runs| rate(runs, Metric::AbandonmentRate);
    assert!(abandoned(&ample) < 0.001 && abandoned(&few) > 0.15, "{}", abandoned(&few));
    // A question fails when nobody answers as well as when nobody solves it, which one in two answers does not: so many times as many fail.
    let unanswered = |runs: &[ReplicationFacts]| {
        let (left, offered) = pooled_in(runs, Scope::Reason(0), Metric::AbandonmentRate);
        left / offered
    };
    let failing = (0.5 + 0.5 * unanswered(&few)) / (0.5 + 0.5 * unanswered(&ample));
    let grown = rate(&few, Metric::ComplaintRate) / rate(&ample, Metric::ComplaintRate);
    // Beyond that, who is less satisfied complains of a failure more often.
    assert!(
        grown > failing && grown < 1.3 * failing,
        "{grown} times as many complaints; {failing} times as many questions fail"
    );
    let contacts = |runs| share(runs, Metric::ComplaintContacts, Metric::ComplaintsOpened);
    assert!(contacts(&few) > 1.05 * contacts(&ample), "{} {}", contacts(&few), contacts(&ample));
    // Some give up before anybody has heard them, and nobody does where agents are ample.
    let withdrawn = |runs| share(runs, Metric::ComplaintsWithdrawn, Metric::ComplaintsOpened);
    assert!(withdrawn(&few) > withdrawn(&ample) + 0.05, "{} {}", withdrawn(&few), withdrawn(&ample));
    let load = |runs: &[ReplicationFacts]| total(runs, Metric::ComplaintContacts);
    assert!(load(&few) > 1.15 * load(&ample), "{} {}", load(&few), load(&ample));
    assert!(rate(&few, Metric::SatisfactionCohort) < rate(&ample, Metric::SatisfactionCohort) - 1.0);
}
