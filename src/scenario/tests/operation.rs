//! From the keys of an operation to the centre, field by field.

use std::collections::BTreeSet;

use super::{WHOLE_OPERATION, arm, parse, read};
use crate::operation::routing::{AgentRule, ContactRule, TeamRule};
use crate::operation::{
    Arrivals, Break, Centre, Channel, Closing, Door, EndOfShift, Fluctuation, Priority, Shift, ShockShape,
    Sources, Staffing, Strike, Under, VolumeLaw, WeekPattern,
};
use crate::time::{Duration, Instant};

fn centre() -> Centre {
    arm(&read(WHOLE_OPERATION), &[]).before.centre.clone()
}

fn minutes(minutes: u64) -> Duration {
    Duration::seconds(minutes * 60)
}

#[test]
fn the_door_and_the_rules_are_those_of_the_file() {
    let centre = centre();
    assert_eq!(centre.door, Door { trunks: Some(60), queue_limit: Some(40) });
    let routing = centre.routing;
    assert_eq!(
        (routing.contact, routing.team, routing.agent),
        (ContactRule::Score, TeamRule::Pooled, AgentRule::LeastOccupiedFinished)
    );
}

#[test]
fn a_reason_carries_every_law_of_its_service() {
    let centre = centre();
    let billing = &centre.reasons[0];
    let opening = billing.opening.as_ref().expect("hours");
    assert_eq!(opening.closing, Closing::Clear);
    assert_eq!(opening.quarters.iter().filter(|open| **open).count(), 5 * 40 + 16);
    assert_eq!((billing.queue_limit, billing.connection), (Some(30), Duration::seconds(2)));
    assert_eq!(billing.hold.as_ref().map(|hold| hold.mean()), Some(20.0));
    let factors = billing.handling_by_quarter.as_ref().expect("factors");
    assert_eq!(
        (factors.len(), factors[47], factors[48], factors[55], factors[56]),
        (672, 1.0, 1.1, 1.1, 1.0)
    );
    assert_eq!((billing.longest_talk, billing.message_after), (Some(minutes(30)), Some(minutes(10))));
    assert_eq!(billing.balking, 0.02);
    assert_eq!(billing.priority, Priority { base: 10.0, per_second: 1.0, transfer_bonus: 50.0 });
    assert_eq!(centre.reasons[1].priority, Priority { base: 5.0, ..Priority::default() }, "a number alone");
    let channels: Vec<Channel> = centre.reasons.iter().map(|reason| reason.channel).collect();
    use Channel::{Chat, Deferred, Voice};
    assert_eq!(channels, [Voice, Voice, Chat, Deferred, Voice, Voice, Voice]);
    let (mail, out) = (&centre.reasons[3], &centre.reasons[4]);
    assert_eq!(mail.opening.as_ref().map(|opening| opening.closing), Some(Closing::CarryOver));
    assert_eq!((mail.leave_idle, mail.endless, out.leave_idle, out.endless), (2, false, 4, true));
}

#[test]
fn a_reason_carries_what_happens_on_the_way_to_an_agent() {
    let centre = centre();
    let billing = &centre.reasons[0];
    let service = billing.self_service.as_ref().expect("self-service");
    assert!((service.time.mean() - 40.0).abs() < 1e-9);
    assert_eq!((service.containment, service.false_containment), (0.2, 0.3));
    assert_eq!((service.context_kept, service.talk_if_lost, service.residual_talk), (0.6, 1.2, 1.1));
    let announcement = billing.announcement.as_ref().expect("an announcement");
    assert_eq!((announcement.balking, announcement.patience_factor), (0.3, 1.2));
    let callback = billing.callback.as_ref().expect("callbacks");
    assert_eq!((callback.from_queue, callback.from_expected_wait), (Some(8), Some(minutes(4))));
    assert_eq!((callback.accept, callback.not_before, callback.reach), (0.4, minutes(10), 0.7));
    assert_eq!((callback.after_waiting, callback.priority), (false, 20.0));
    assert_eq!((callback.attempts, callback.retry_after), (3, minutes(30)));
    assert_eq!(callback.failed_attempt.mean(), 25.0);
    let overflow = billing.overflow.as_ref().expect("overflow");
    assert_eq!((overflow.after, overflow.teams.as_slice()), (Duration::seconds(90), [1, 2].as_slice()));
}

#[test]
fn follow_ups_know_where_they_go() {
    let centre = centre();
    let billing = &centre.reasons[0];
    let transfer = billing.transfer.as_ref().expect("transfers");
    assert_eq!(transfer.to, [(0, 0.1), (1, 1.0)], "weights become cumulative shares");
    assert_eq!((transfer.probability, transfer.most, transfer.warm), (0.15, 5, true));
    let second = centre.reasons[1].transfer.as_ref().expect("transfers");
    assert_eq!((second.to.as_slice(), second.most, second.warm), ([(0, 1.0)].as_slice(), 1, false));
    let redial = &billing.redial;
    assert_eq!((redial.probability, redial.probability_further), (0.9, 0.8));
    assert_eq!((redial.max_attempts, redial.under), (1_000, Under::Present));
    assert_eq!((redial.delay.mean(), redial.delay_further.mean()), (900.0, 3_600.0));
    assert_eq!(redial.under_further, Under::Reason(2));
    let blocked = &billing.redial_blocked;
    assert_eq!(
        (blocked.probability, blocked.probability_further, blocked.under),
        (0.5, 0.4, Under::Original)
    );
    assert_eq!((blocked.delay_further.mean(), blocked.under_further), (600.0, Under::Present));
    assert_eq!(billing.repeat.under, Under::Reason(2));
    let technical = &centre.reasons[1];
    assert_eq!(
        (&technical.redial.delay_further, technical.redial.under_further),
        (&technical.redial.delay, technical.redial.under)
    );
    assert_eq!(technical.redial_blocked, technical.redial, "the blocked do as the impatient unless stated");
}

#[test]
fn demand_takes_every_form() {
    let blueprint = arm(&read(WHOLE_OPERATION), &[]);
    let model = &blueprint.demand.arrivals;
    let wanted = Fluctuation {
        busyness_cv: 0.1,
        correlation: 0.5,
        shared: false,
        volume_cv: 0.05,
        volume_law: VolumeLaw::Lognormal,
    };
    assert_eq!(model.fluctuation, wanted);
    let own = Fluctuation { busyness_cv: 0.2, correlation: 0.4, ..wanted };
    assert_eq!((model.fluctuation_of(0), model.fluctuation_of(1)), (&own, &wanted));
    let [billing, technical, chat, mail, out, field, alarm] = model.reasons.as_slice() else {
        panic!("{} reasons", model.reasons.len())
    };
    assert_eq!(billing, &Arrivals::Rates(WeekPattern::constant(90.0)));
    let Arrivals::Daily(daily) = technical else { panic!("{technical:?}") };
    assert_eq!((daily.mean, daily.sd), ([500.0, 480.0, 480.0, 480.0, 500.0, 300.0, 100.0], [20.0; 7]));
    assert_eq!((daily.weights.values[32], daily.weights.values[6 * 96 + 36]), (8.0, 9.0));
    assert_eq!(chat, &Arrivals::Sources(Sources { count: 60, per_idle_hour: 0.5 }));
    assert_eq!(mail, &Arrivals::Rates(WeekPattern::constant(10.0)));
    assert_eq!(out, &Arrivals::Rates(WeekPattern::constant(0.0)), "endless work does not arrive");
    // Tuesday 8:00 and 9:15:30; the row of another reason does not count.
    let tuesday = |seconds: u64| Instant::ZERO + Duration::seconds(86_400 + seconds);
    assert_eq!(field, &Arrivals::replay(vec![tuesday(8 * 3_600), tuesday(9 * 3_600 + 15 * 60 + 30)]));
    let wanted = [30_000_000, 45_500_000].map(Instant::micros);
    assert_eq!(alarm, &Arrivals::replay(wanted.to_vec()));
    let [outage, by_chance] = model.shocks.as_slice() else { panic!("two shocks") };
    assert_eq!(outage.strike, Strike::At { week: 1, day: 1, time: Duration::seconds(36_000) });
    assert_eq!((outage.peak, outage.reasons.as_slice()), (3.0, [1].as_slice()));
    assert_eq!(outage.shape, ShockShape::Step { length: minutes(120) });
    assert_eq!(by_chance.strike, Strike::Random { per_year: 12.0 });
    assert_eq!(by_chance.shape, ShockShape::Decay { half_life: minutes(180) });
    assert_eq!(by_chance.reasons, [0, 1, 2, 3, 4, 5, 6]);
    let weekly = WHOLE_OPERATION.replace("week = 2, ", "");
    let strike = arm(&read(&weekly), &[]).demand.arrivals.shocks[0].strike;
    assert_eq!(strike, Strike::Weekly { day: 1, time: Duration::seconds(36_000) });
}

#[test]
fn a_number_a_day_is_multiplied_by_interventions() {
    let text = WHOLE_OPERATION.to_string()
        + r#"
[[intervention]]
name = "fewer"
set = { "reason.technical.arrivals.per_day" = "-20%", "reason.billing.arrivals_per_hour" = "+10%" }
"#;
    let scenario = read(&text);
    let factors = arm(&scenario, &["fewer"]).models(Some(0)).rate_factors.clone();
    assert!((factors[0] - 1.1).abs() < 1e-12 && (factors[1] - 0.8).abs() < 1e-12, "{factors:?}");
    assert!(factors[2..].iter().all(|factor| *factor == 1.0), "{factors:?}");
    assert!(
        (scenario.number_at("reason.technical.arrivals.per_day").expect("a mean") - 2_840.0 / 7.0).abs()
            < 1e-9
    );
}

#[test]
fn derived_shifts_are_those_of_the_rule() {
    let centre = centre();
    let second = &centre.teams[1];
    let Staffing::Shifts(shifts) = &second.staffing else { panic!("{:?}", second.staffing) };
    let wanted = [1, 1, 1, 1, 1, 1, 2, 4, 6, 8, 8, 8, 8, 8, 8, 8, 6, 6, 4, 4, 2, 2, 1, 1];
    for (hour, agents) in wanted.into_iter().enumerate() {
        assert_eq!(second.agents_at(hour * 4 + 1), agents, "at {hour}");
        assert_eq!(second.agents_at(3 * 96 + hour * 4 + 1), agents, "at {hour} on Thursday");
    }
    assert!(shifts.iter().all(|shift| shift.days == [true; 7] && shift.length <= minutes(8 * 60)));
    assert!(shifts.iter().all(|shift| shift.length >= minutes(60)));
    let at_midnight = |shift: &&Shift| shift.start + shift.length == Duration::DAY;
    assert!(shifts.iter().filter(at_midnight).all(|shift| shift.open_end));
    // Days that differ have shifts of their own.
    let weekend = WHOLE_OPERATION.replace(
        "agents = [\n  1, 1, 1, 1, 1, 1, 2, 4, 6, 8, 8, 8, 8, 8, 8, 8, 6, 6, 4, 4, 2, 2, 1, 1,\n]",
        &format!(
            "agents = [{}{}]",
            "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],".repeat(5),
            "[0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0],".repeat(2)
        ),
    );
    let blueprint = arm(&read(&weekend), &[]);
    let second = &blueprint.before.centre.teams[1];
    let Staffing::Shifts(shifts) = &second.staffing else { panic!("shifts") };
    let days: BTreeSet<[bool; 7]> = shifts.iter().map(|shift| shift.days).collect();
    let weekdays = [true, true, true, true, true, false, false];
    assert_eq!(days, BTreeSet::from([weekdays, weekdays.map(|day| !day)]));
    assert_eq!([second.agents_at(40), second.agents_at(5 * 96 + 40), second.agents_at(5 * 96)], [1, 2, 0]);
}

#[test]
fn shifts_are_those_of_the_file() {
    let centre = centre();
    let front = &centre.teams[0];
    let Staffing::Shifts(shifts) = &front.staffing else { panic!("{:?}", front.staffing) };
    let wanted = Shift {
        start: Duration::seconds(8 * 3_600),
        length: minutes(8 * 60 + 30),
        days: [true, true, true, true, true, false, false],
        agents: 12,
        breaks: vec![
            Break { after: minutes(120), length: minutes(15), paid: true },
            Break { after: minutes(240), length: minutes(30), paid: false },
        ],
        open_end: false,
    };
    assert_eq!(shifts[0], wanted);
    assert_eq!((shifts[1].days, shifts[1].open_end, shifts[1].agents), ([true; 7], true, 6));
    assert_eq!(front.end_of_shift, EndOfShift::HandOver);
    assert_eq!((front.agents_at(40), front.present_at(40)), (0, 12), "at ten a paid break");
    assert_eq!((front.agents_at(48), front.present_at(48)), (0, 0), "at noon an unpaid one");
    assert_eq!((front.agents_at(52), front.agents_at(5 * 96 + 52)), (18, 6));
}

#[test]
fn a_team_carries_its_skills_by_level_and_its_people() {
    let centre = centre();
    let [front, second, helpers] = centre.teams.as_slice() else { panic!("three teams") };
    let technical = &front.skills[1];
    assert_eq!((technical.reason, technical.competence, technical.handling_time), (1, -0.5, 1.2));
    let means = [&technical.talk, &technical.wrap_up].map(|law| law.as_ref().map(|law| law.mean().round()));
    assert_eq!((means, technical.score), ([Some(480.0), Some(60.0)], 1.0));
    assert_eq!((front.variation.speed_cv, front.fatigue, front.score, front.absence), (0.2, 0.1, 2.0, 0.05));
    assert_eq!(front.hiring.learning_contacts, Some(400.0));
    assert_eq!(front.hiring.replaced_after, minutes(4 * 7 * 24 * 60));
    let skills = |team: usize| -> Vec<(usize, bool)> {
        centre.teams[team].skills.iter().map(|skill| (skill.reason, skill.overflow_only)).collect()
    };
    assert_eq!(skills(1), [(1, false), (0, true)], "listed, so that its place in the order is known");
    assert_eq!(skills(2), [(2, false), (5, false), (6, false), (0, true)], "named in the overflow alone");
    assert_eq!((helpers.chat.at_once, helpers.chat.speed.as_slice()), (3, [1.0, 0.8, 0.65].as_slice()));
    assert_eq!((second.chat.at_once, second.crews()), (1, 1));
    let helpers = |quarter| helpers.agents_at(quarter);
    assert_eq!([helpers(29), helpers(30), helpers(72), helpers(88), helpers(5 * 96)], [0, 4, 2, 1, 1]);
}

#[test]
fn interventions_reach_the_keys_of_an_operation() {
    let text = WHOLE_OPERATION.to_string()
        + r#"
[[intervention]]
name = "all of it"
[intervention.set]
"reason.billing.priority" = "+5"
"reason.technical.priority.per_second" = 2
"reason.billing.transfer.to.billing" = 3
"reason.billing.open" = ["mon-sun 08:00-20:00"]
"reason.billing.handling_by_time" = "-10%"
"reason.billing.overflow.after" = "-30s"
"team.front.shifts.early.agents" = "+25%"
"team.front.shifts.early.start" = "07:00"
"team.front.service.billing.competence" = "+0.5"
"team.second.derive_shifts.preferred" = "6h"
"team.helpers.chat.at_once" = "+1"
"operation.trunks" = "+10%"
"operation.agent_choice" = "random"
"#;
    let scenario = read(&text);
    let blueprint = arm(&scenario, &["all of it"]);
    let centre = &blueprint.models(Some(0)).centre;
    let billing = &centre.reasons[0];
    assert_eq!((billing.priority.base, centre.reasons[1].priority.per_second), (15.0, 2.0));
    assert_eq!(billing.transfer.as_ref().map(|transfer| transfer.to[0]), Some((0, 0.25)));
    assert_eq!(
        billing.opening.as_ref().map(|opening| opening.quarters.iter().filter(|open| **open).count()),
        Some(7 * 48)
    );
    assert_eq!(billing.handling_by_quarter.as_ref().map(|factors| factors[48]), Some(1.1 * 0.9));
    assert_eq!(billing.overflow.as_ref().map(|overflow| overflow.after), Some(Duration::seconds(60)));
    let Staffing::Shifts(shifts) = &centre.teams[0].staffing else { panic!("shifts") };
    assert_eq!((shifts[0].agents, shifts[0].start), (15, Duration::seconds(7 * 3_600)));
    assert_eq!(centre.teams[0].skills[0].competence, 0.5);
    assert_eq!(centre.teams[2].chat.at_once, 4);
    assert_eq!((centre.door.trunks, centre.routing.agent), (Some(66), AgentRule::Random));
    let changes = scenario.headcount_changes();
    let front = changes.iter().find(|change| change.team == "front").expect("more agents in the front team");
    assert_eq!((front.before.most, front.after.most), (18, 21));
}

#[test]
fn agents_of_a_shift_wait_for_hiring_and_are_not_rounded_away() {
    let text = WHOLE_OPERATION.replace("hiring = { ", "hiring = { lag = \"1w\", ")
        + r#"
[[intervention]]
name = "more"
set = { "team.front.shifts.early.agents" = "+25%" }
[[intervention]]
name = "hardly any"
set = { "team.front.shifts.early.agents" = "-97%" }
"#;
    let scenario = read(&text);
    let agents = |name: &str| {
        let blueprint = arm(&scenario, &[name]);
        [0, 1].map(|week| match &blueprint.models(Some(week)).centre.teams[0].staffing {
            Staffing::Shifts(shifts) => shifts[0].agents,
            other => panic!("{other:?}"),
        })
    };
    assert_eq!(agents("more"), [12, 15]);
    assert_eq!(agents("hardly any"), [1, 1]);
}

#[test]
fn what_no_intervention_may_set_says_why() {
    for (path, value) in [
        ("reason.billing.channel", "\"chat\""),
        ("reason.mail.endless", "true"),
        ("reason.billing.overflow.teams", "[\"second\"]"),
        ("team.front.service.billing.overflow_only", "true"),
        ("team.helpers.staffing", "\"other.csv\""),
        ("team.front.shifts.early.name", "\"late\""),
    ] {
        let text =
            format!("{WHOLE_OPERATION}\n[[intervention]]\nname = \"x\"\nset = {{ \"{path}\" = {value} }}\n");
        let found = parse(&text, "x.toml").expect_err(path);
        let codes: BTreeSet<&str> = found.iter().map(|one| one.code.word()).collect();
        assert_eq!(codes, BTreeSet::from(["E0402"]), "{found}");
    }
}

#[test]
fn what_makes_days_differ_does_nothing_to_a_log() {
    let text = |arrivals: &str| {
        format!(
            "name = \"x\"\n[time]\nhorizon = \"1d\"\n[demand]\nbusyness_cv = 0.2\nvolume_cv = 0.1\n[[reason]]\nname = \"call\"\n{arrivals}\n\
             talk = {{ dist = \"constant\", mean = \"1m\" }}\n[[team]]\nname = \"agents\"\nagents = 1\nskills = [\"call\"]\n"
        )
    };
    let idle = |arrivals: &str| {
        let warnings = read(&text(arrivals)).warnings();
        warnings.into_iter().filter(|warning| warning.contains("changes nothing")).count()
    };
    assert_eq!(idle("arrival_times = [10, 20]"), 2);
    assert_eq!(idle("arrivals_per_hour = 5"), 0);
}

#[test]
fn what_is_probably_not_meant_in_an_operation_is_said() {
    let warned = |old: &str, new: &str, word: &str| {
        assert!(WHOLE_OPERATION.contains(old), "{old}");
        let warnings = read(&WHOLE_OPERATION.replace(old, new)).warnings();
        assert!(warnings.iter().any(|warning| warning.contains(word)), "{word} in {warnings:#?}");
    };
    warned("\"score\"", "\"preference\"", "`reason.billing.priority.per_second` changes nothing");
    warned("team_choice = \"pooled\"", "", "`team.front.score` changes nothing");
    warned("channel = \"chat\"", "", "`team.helpers.chat` changes nothing");
    warned("leave_idle = 4", "leave_idle = 18", "`calls out` is never served: it leaves 18 agents idle");
    warned("arrivals_per_hour = 90", "arrivals_per_hour = 90 ", "`billing` is closed for 114 hours");
    // 3000 mails an hour of 7 minutes are 350 erlangs, for 18 agents at most.
    warned("arrivals_per_hour = 10", "arrivals_per_hour = 3000", "`mail` wait for ever");
    warned("arrivals_per_hour = 10", "arrivals_per_hour = 3000", "350.0 erlangs to");
}

#[test]
fn transfers_and_self_service_count_in_the_load() {
    let text = r#"
name = "Two levels"
[time]
horizon = "1d"
[[reason]]
name = "first"
arrivals_per_hour = 100
talk = { dist = "exponential", mean = "3m" }
patience = { dist = "exponential", mean = "3m" }
self_service = { time = { dist = "constant", mean = "30s" }, containment = 0.5 }
transfer = { probability = 0.4, to = "second" }
[[reason]]
name = "second"
arrivals_per_hour = 10
talk = { dist = "exponential", mean = "12m" }
[[team]]
name = "one"
agents = 5
skills = ["first"]
[[team]]
name = "two"
agents = 6
skills = ["second"]
"#;
    // (10 + 100 x 0.5 x 0.4) x 12 minutes are 6 erlangs.
    let warnings = read(text).warnings();
    assert!(
        warnings
            .iter()
            .any(|warning| warning.contains("`second`") && warning.contains("6.0 erlangs to 6.0 agents"))
    );
    assert!(read(&text.replace("agents = 6", "agents = 7")).warnings().is_empty());
}
