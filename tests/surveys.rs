//! Surveys of a running service: whom they see, and that they change nothing but what they show.

mod common;

use std::collections::BTreeSet;

use goodwill::journey::{
    Blueprint, Calibration, CustomerRow, Links, Recorder, ReplicationFacts, Scope, Workshop, calibrate,
    replicate_recorded, replicate_with_census,
};
use goodwill::metrics::{Metric, SurveyTable, scores};
use goodwill::operation::{ContactRecord, Request};
use goodwill::random::Stream;
use goodwill::scenario::parse;
use goodwill::survey::{Answers, ErrorParts, Indicator, Part, Population, SurveyLuck, SurveyModel, ask};

/// The small firm with further keys in `[survey]`; a response of 1 makes everybody answer.
fn firm(keys: &str) -> Blueprint {
    let text = common::SMALL_FIRM.replace("[survey]\n", &format!("[survey]\n{keys}\n"));
    let text = if keys.contains("response = 1\n") { text.replace("\nresponse = 0.3\n", "\n") } else { text };
    let scenario = parse(&text, "firm.toml").unwrap_or_else(|mistakes| panic!("{mistakes}"));
    common::arm(&scenario, &[], Links::CLOSED)
}

/// Keeps the answers of all surveys.
#[derive(Default)]
struct Heard {
    waves: Vec<Answers>,
    after_contact: Vec<Answers>,
}

impl Recorder for Heard {
    fn contact(&mut self, _: &ContactRecord, _: Option<&Request>) {}

    fn customer(&mut self, _: &CustomerRow) {}

    fn answers(&mut self, waves: &[Answers], _: &[Indicator], after_contact: bool) {
        let heard = if after_contact { &mut self.after_contact } else { &mut self.waves };
        heard.extend_from_slice(waves);
    }
}

fn recorded(keys: &str) -> (ReplicationFacts, Heard) {
    let blueprint = firm(keys);
    let mut heard = Heard::default();
    let calibration = calibration();
    let facts = replicate_recorded(&blueprint, &calibration, 1, 0, &mut Workshop::default(), &mut heard);
    (facts, heard)
}

/// All surveys ask the same people: the service is calibrated once.
fn calibration() -> Calibration {
    calibrate(&firm(""), 1)
}

fn figure(facts: &ReplicationFacts, metric: Metric) -> (f64, f64) {
    let fact = facts.fact(Scope::Total, metric).unwrap_or_else(|| panic!("no {}", metric.key()));
    (fact.numerator, fact.denominator)
}

/// Waves, frames, other questions and surveys after contacts leave the service and the plain panel bit for bit alone.
#[test]
fn surveys_change_nothing_but_what_they_show() {
    let (plain, _) = recorded("");
    let keys = "waves = [\"2w\", \"30d\"]\nafter_contact = { share = 0.5, cool_down = \"7d\", response = 0.5 }\n\
                expectations = true\nkano = true\nfatigue_effect = 0.0";
    let (more, heard) = recorded(keys);
    for metric in [
        Metric::Offered,
        Metric::Answered,
        Metric::Satisfaction,
        Metric::CustomersEnd,
        Metric::Profit,
        Metric::Csi,
        Metric::Acsi,
        Metric::Csat,
        Metric::Nps,
    ] {
        assert_eq!(figure(&plain, metric), figure(&more, metric), "{}", metric.key());
    }
    assert_eq!((heard.waves.len(), heard.after_contact.len()), (3, 1));
    assert!(
        plain.fact(Scope::Total, Metric::Ces).is_none() && more.fact(Scope::Total, Metric::Ces).is_some()
    );
    let names: Vec<&str> = heard.waves[0].questions.iter().map(|question| question.name.as_str()).collect();
    assert!(names.contains(&"expect_service") && names.contains(&"functional_product"), "{names:?}");
}

/// The census holds everybody who is there at the end, and every answered contact of those who still were customers.
#[test]
fn a_census_knows_everybody() {
    let blueprint = firm("");
    let (facts, censuses) = replicate_with_census(&blueprint, &calibration(), 1, 0, &mut Workshop::default());
    let censuses = censuses.expect("there is a survey");
    let (end, _) = figure(&facts, Metric::CustomersEnd);
    assert_eq!(censuses.base.units().len() as f64, end);
    let (answered, _) = figure(&facts, Metric::Answered);
    let contacts = censuses.contacts.units().len() as f64;
    assert!(contacts <= answered && contacts > 0.95 * answered, "{contacts} of {answered}");

    // Error-free answers of everybody: NPS is what the definition makes of the truth, rounded.
    let model = SurveyModel::default();
    let luck = SurveyLuck::of_survey(Stream::new(1, 0), Stream::new(2, 0));
    let census = ask(&censuses.base, &model, ErrorParts::NONE, &luck);
    let table = SurveyTable::of_answers(&census, &censuses.base.segments).expect("it fits");
    let nps = scores::of_column(&table, "recommend", |answer| Some(scores::nps::contribution(answer)))
        .expect("answers");
    let truth: f64 = censuses
        .base
        .satisfaction()
        .map(|satisfaction| scores::nps::contribution((satisfaction / 10.0).round_ties_even()))
        .sum();
    assert!((nps.value - truth / end).abs() < 1e-9, "{} against {}", nps.value, truth / end);
    // After contacts the ease, the contact and its resolution are asked too.
    let asked = ask(&censuses.contacts, &model, ErrorParts::NONE, &luck);
    assert!(
        censuses.contacts.is_of_contacts() && asked.questions.iter().any(|question| question.name == "ease")
    );
    assert_eq!(asked.respondents.len() as f64, contacts);

    // A sample of the census is the size asked for, and estimates it within 5 standard errors.
    let sample = SurveyModel { invited: 1_000, exact: true, ..model };
    let answers = ask(&censuses.base, &sample, ErrorParts::NONE.with(Part::Sampling), &luck);
    assert_eq!(answers.respondents.len(), 1_000);
    let table = SurveyTable::of_answers(&answers, &censuses.base.segments).expect("it fits");
    let of = scores::of_column(&table, "recommend", |answer| Some(scores::nps::contribution(answer)))
        .expect("answers");
    assert!((of.value - nps.value).abs() < 5.0 * of.standard_error);
}

/// Nobody is invited twice within the cool-down; without one many are.
#[test]
fn a_cool_down_spares_the_customers() {
    let everybody = |cool_down: &str| {
        let keys = format!("after_contact = {{ share = 1, response = 1, cool_down = \"{cool_down}\" }}");
        let (facts, heard) = recorded(&keys);
        let asked: Vec<u32> = heard.after_contact[0].respondents.iter().map(|of| of.customer).collect();
        let people: BTreeSet<u32> = asked.iter().copied().collect();
        (asked.len(), people.len(), figure(&facts, Metric::Answered).0)
    };
    let (answers, people, _) = everybody("52w");
    assert_eq!(answers, people);
    let (answers, again, answered) = everybody("0s");
    assert!(
        answers > again && again == people,
        "{answers} answers of {again} people, {people} with a cool-down"
    );
    assert!(answers as f64 <= answered && answers as f64 > 0.95 * answered);
}

/// A panel of the same people, a frame of recent callers, strata: the answers are of whom the keys say.
#[test]
fn the_panel_asks_whom_its_keys_name() {
    let (_, heard) = recorded("waves = [\"4w\"]\nsame_people = true\nextremity_effect = 0\nexact = true");
    let of = |wave: &Answers| -> BTreeSet<u32> { wave.respondents.iter().map(|of| of.customer).collect() };
    let (first, last) = (of(&heard.waves[0]), of(&heard.waves[1]));
    // 30 % answer each time: of the same 1 000 invited, those who left and were replaced apart, 9 % do twice.
    let both = first.intersection(&last).count();
    assert!((60..=130).contains(&both), "{both}");
    let (_, fresh) = recorded("waves = [\"4w\"]\nexact = true\nextremity_effect = 0");
    let both = of(&fresh.waves[0]).intersection(&of(&fresh.waves[1])).count();
    assert!(both < 55, "{both} of two samples of 1 000 out of 4 000");

    let (_, framed) = recorded("response = 1\nextremity_effect = 0\nframe = { contacted_within = \"7d\" }");
    let (facts, all) = recorded("response = 1\nextremity_effect = 0\nexact = true");
    assert!(framed.waves[0].respondents.len() < 1_000);
    assert_eq!(all.waves[0].respondents.len(), 1_000);
    assert_eq!(figure(&facts, Metric::SurveyResponseRate), (1_000.0, 1_000.0));

    let (_, strata) = recorded(
        "response = 1\nexact = true\nextremity_effect = 0\ninvited_by_segment = { old = 100, new = 300 }",
    );
    let count = |segment: u32| strata.waves[0].respondents.iter().filter(|of| of.segment == segment).count();
    assert_eq!((count(0), count(1)), (100, 300));
}
