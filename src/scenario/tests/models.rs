//! From the scenario to the models, figure by figure.

use super::{BARE, WHOLE_FORMAT, arm, read};
use crate::experience::{ContactTouch, QualityClass, Touch};
use crate::operation::Team;
use crate::time::Duration;

#[test]
fn a_bare_operation_has_no_customers() {
    let scenario = read(BARE);
    let blueprint = arm(&scenario, &[]);
    assert_eq!(blueprint.calendar.horizon, Duration::seconds(2_000 * 3_600));
    assert_eq!(blueprint.weeks.len(), 12, "2000 hours are 11.9 weeks");
    assert!(blueprint.segments.is_empty() && blueprint.demand.segment_shares.is_empty());
    assert_eq!(blueprint.demand.rates_per_hour()[0].values, vec![55.0; 672]);
    let models = &blueprint.before;
    assert!(
        models.experience.is_none()
            && models.loyalty.is_none()
            && models.survey.is_none()
            && models.money.is_none()
    );
    let reason = &models.centre.reasons[0];
    assert_eq!((reason.awt, reason.short_abandon), (Duration::seconds(20), Duration::seconds(5)));
    assert_eq!((reason.resolution, reason.redial.probability, reason.repeat.probability), (1.0, 0.0, 0.0));
    let team = &models.centre.teams[0];
    assert!((0..672).all(|quarter| team.agents_at(quarter) == 50));
    assert_eq!((team.crews(), team.variation.manner_mean), (1, 7.0));
}

#[test]
fn contacts_per_month_become_rates_over_the_week() {
    let blueprint = arm(&read(WHOLE_FORMAT), &[]);
    let rates = blueprint.demand.rates_per_hour();
    // 10 000 customers x 0.3 a month over 30.4375 days of 24 hours, evenly.
    let even = 10_000.0 * 0.3 / (30.437_5 * 24.0);
    assert!(rates[1].values.iter().all(|rate| (rate / even - 1.0).abs() < 1e-12));
    // With a profile the mean over the week is the same, and the shape is the profile's.
    let mean = 10_000.0 * 0.2 / (30.437_5 * 24.0);
    assert!((rates[0].mean() / mean - 1.0).abs() < 1e-12);
    let (three, ten, sunday_ten) = (rates[0].values[12], rates[0].values[40], rates[0].values[6 * 96 + 40]);
    assert!((ten / three - 10.0).abs() < 1e-9 && (ten / sunday_ten - 5.0).abs() < 1e-9);
    assert_eq!(rates[2].values, vec![0.0; 672]);
}

#[test]
fn segments_share_a_reason_by_size_and_factors() {
    let blueprint = arm(&read(WHOLE_FORMAT), &[]);
    let shares = &blueprint.demand.segment_shares;
    // 8000 x 1.2 against 2000 x 1 x 0.5.
    let contract = 9_600.0 / (9_600.0 + 1_000.0);
    assert!((shares[0][0] - contract).abs() < 1e-12 && (shares[0][1] - (1.0 - contract)).abs() < 1e-12);
    assert!((shares[1][0] - 9_600.0 / 11_600.0).abs() < 1e-12);
    for reason in shares {
        assert!((reason.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}

#[test]
fn every_room_gets_its_figures() {
    let scenario = read(WHOLE_FORMAT);
    let blueprint = arm(&scenario, &[]);
    let models = &blueprint.before;
    let billing = &models.centre.reasons[0];
    let transfer = billing.transfer.as_ref().expect("billing hands contacts over");
    assert_eq!((transfer.probability, transfer.to.as_slice()), (0.2, [(1, 1.0)].as_slice()));
    assert_eq!((billing.redial.max_attempts, billing.repeat.max_attempts), (4, 6));
    assert!((billing.talk.mean() - 180.0).abs() < 1e-9);
    assert!(models.centre.reasons[1].patience.is_none());
    let front = &models.centre.teams[0];
    let skills = |team: &Team| -> Vec<usize> { team.skills.iter().map(|skill| skill.reason).collect() };
    assert_eq!((skills(front), front.crews()), (vec![0, 1], 3));
    assert_eq!(skills(&models.centre.teams[1]), [2, 1, 3], "the order of skills is kept");
    let present: u32 = (0..96).map(|quarter| front.present_at(quarter)).sum();
    let net: u32 = (0..96).map(|quarter| front.agents_at(quarter)).sum();
    assert_eq!((present, net), (4 * 196, (f64::from(4 * 196) * 0.98).round() as u32));
    let experience = models.experience.as_ref().expect("customers have experience");
    assert_eq!(experience.categories[1].class, QualityClass::Basic.into());
    let weights = [0.3, 0.0, 0.7, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    let wanted = Touch { contact: Some(ContactTouch { weights, complaints_only: true }), month: None };
    assert_eq!(experience.categories[1].touch, wanted);
    let loyalty = models.loyalty.as_ref().expect("customers have loyalty");
    assert_eq!((loyalty.complaint.reason, loyalty.churn.contract_lock), (Some(2), 0.3));
    assert_eq!(models.survey.as_ref().map(|survey| survey.invited), Some(1_000));
    assert_eq!(models.money.as_ref().map(|money| money.value_months), Some(24));
    assert_eq!((blueprint.segments[1].contact_factor, blueprint.segments[1].size), (1.0, 2_000));
    assert!((blueprint.segments[0].tenure_months.mean() - 40.0).abs() < 1e-9);
}

#[test]
fn defaults_that_depend_on_customers_can_be_addressed() {
    // What comes after is left out, and with [money] what costs something.
    let text =
        WHOLE_FORMAT.split("[experience]").next().expect("the part before it").replace("cost = 0.4", "");
    let scenario = read(&text);
    assert_eq!(scenario.number_at("experience.waiting.acceptable"), Some(60.0));
    assert_eq!(scenario.number_at("loyalty.churn.satisfaction_effect"), Some(0.3));
    assert_eq!(scenario.number_at("loyalty.complaint.probability"), None, "nobody complains");
    let models = arm(&scenario, &[]).before.clone();
    assert_eq!(models.loyalty.as_ref().and_then(|loyalty| loyalty.complaint.reason), None);
}

#[test]
fn what_is_probably_not_meant_is_said() {
    let warned = |text: &str, word: &str| {
        let warnings = read(text).warnings();
        assert!(warnings.iter().any(|warning| warning.contains(word)), "{word} in {warnings:?}");
    };
    let patient = BARE.replace("patience = { dist = \"exponential\", mean = \"2h\" }", "");
    warned(&patient, "55.0 erlangs to 50.0 agents");
    assert!(read(&patient.replace("agents = 50", "agents = 56")).warnings().is_empty());
    let closed = BARE.replace("agents = 50", &format!("agents = [{}{}]", "0, ".repeat(8), "80, ".repeat(16)));
    warned(&closed, "for 56 hours of the week nobody is there to serve `call`, although 33.3 %");
    let late =
        "[[intervention]]\nname = \"late\"\nstart_week = 13\nset = { \"team.agents.agents\" = \"+10%\" }\n";
    warned(&(BARE.to_string() + late), "begins in week 13, after the end of the horizon of 12 weeks");
    let hired = |lag: &str| {
        let more = "[[intervention]]\nname = \"more\"\nset = { \"team.agents.agents\" = \"+10%\" }\n";
        format!("{BARE}hiring = {{ lag = \"{lag}\" }}\n{more}")
    };
    warned(&hired("12w"), "with 12 weeks of hiring, begins in week 13, after the end");
    warned(&hired("7w"), "takes 7 weeks, so that the people are there for 5 of the 12 weeks");
    assert_eq!(read(&hired("2w")).warnings(), Vec::<String>::new());
}
