//! The warning of a queue that grows without end: when it is due, and the load that it names.

use super::read;

/// Twelve calls an hour of five minutes are one erlang for one agent: just too much, as nobody gives up.
const FULL: &str = r#"
name = "Full"
[time]
horizon = "1w"
[operation]
routing = "preference"
[[reason]]
name = "call"
arrivals_per_hour = 12
talk = { dist = "constant", mean = "5m" }
[[team]]
name = "agents"
agents = 1
skills = ["call"]
"#;

/// What the warning says of the load, where there is one.
fn warning(text: &str) -> Option<String> {
    let warnings = read(text).warnings();
    let mut of_load = warnings.into_iter().filter(|warning| warning.contains("wait for ever"));
    let warning = of_load.next();
    assert!(of_load.next().is_none(), "one set of reasons is worst served");
    warning
}

/// The load with a line added to the reason, or with a text in the place of another.
fn with(line: &str) -> Option<String> {
    warning(&FULL.replace("talk =", &format!("{line}\ntalk =")))
}

fn changed(old: &str, new: &str) -> Option<String> {
    assert!(FULL.contains(old), "{old}");
    warning(&FULL.replace(old, new))
}

#[track_caller]
fn says(warning: Option<String>, words: &str) {
    let warning = warning.unwrap_or_else(|| panic!("no warning of {words}"));
    assert!(warning.contains(words), "{words} in {warning}");
}

#[track_caller]
fn is_silent(warning: Option<String>) {
    assert_eq!(warning, None);
}

#[test]
fn a_full_queue_is_warned_of_and_one_with_room_is_not() {
    says(warning(FULL), "`call` wait for ever (no patience is given) and bring 1.0 erlangs to 1.0 agents");
    is_silent(changed("arrivals_per_hour = 12", "arrivals_per_hour = 11.9"));
    is_silent(changed("arrivals_per_hour = 12", "arrivals_per_hour = 0"));
    is_silent(changed("agents = 1", "agents = 2"));
}

#[test]
fn whoever_cannot_wait_for_ever_is_not_warned_of() {
    is_silent(with("patience = { dist = \"constant\", mean = \"1h\" }"));
    is_silent(with("message_after = \"1h\""));
    is_silent(with("queue_limit = 100"));
    is_silent(changed("routing =", "queue_limit = 100\nrouting ="));
    is_silent(changed("routing =", "trunks = 100\nrouting ="));
    is_silent(with("open = [\"mon-sun 00:00-23:45\"]\nclosing = \"clear\""));
    is_silent(changed("arrivals_per_hour = 12", "endless = true"));
}

#[test]
fn limits_that_do_not_hold_for_a_channel_are_no_excuse() {
    let chats = FULL.replace("talk =", "channel = \"chat\"\ntalk =");
    says(warning(&chats.replace("routing =", "trunks = 100\nrouting =")), "1.0 erlangs to 1.0 agents");
    is_silent(warning(&chats.replace("routing =", "queue_limit = 100\nrouting =")));
    let mail = FULL.replace("talk =", "channel = \"deferred\"\ntalk =");
    says(warning(&mail.replace("routing =", "trunks = 100\nrouting =")), "1.0 erlangs");
    says(warning(&mail.replace("routing =", "queue_limit = 100\nrouting =")), "1.0 erlangs");
    // Calls are served out after closing time, and carried over; only those taken count: half of twice as many.
    let half_day = FULL.replace("= 12", "= 24").replace("talk =", "open = [\"mon-sun 00:00-12:00\"]\ntalk =");
    says(warning(&half_day), "1.0 erlangs");
    is_silent(warning(&half_day.replace("= 24", "= 23.9")));
    // Mail is accepted while it is closed.
    says(warning(&half_day.replace("talk =", "channel = \"deferred\"\ntalk =")), "2.0 erlangs");
}

#[test]
fn every_part_of_handling_and_of_staffing_counts() {
    says(with("hold = { dist = \"constant\", mean = \"5m\" }"), "2.0 erlangs");
    says(with("wrap_up = { dist = \"constant\", mean = \"10m\" }"), "3.0 erlangs");
    says(with("handling_by_time = 2.0"), "2.0 erlangs");
    says(changed("skills =", "handling_time = 1.5\nskills ="), "1.5 erlangs");
    says(changed("skills =", "service = { call = { handling_time = 2.5 } }\nskills ="), "2.5 erlangs");
    let own = |part: &str| {
        let service =
            format!("service = {{ call = {{ {part} = {{ dist = \"constant\", mean = \"10m\" }} }} }}");
        changed("skills =", &format!("{service}\nskills ="))
    };
    says(own("talk"), "2.0 erlangs");
    says(own("hold"), "3.0 erlangs");
    says(own("wrap_up"), "3.0 erlangs");
    says(changed("agents = 1\n", "agents = 1\nabsence = 0.2\n"), "1.0 erlangs to 0.8 agents");
    let by_day = format!("agents = {:?}\n", [[0; 12], [2; 12]].concat());
    says(changed("agents = 1\n", &by_day), "1.0 erlangs to 1.0 agents");
}

#[test]
fn self_service_takes_contacts_away_and_leaves_the_longer_ones() {
    let bot = |parts: &str| {
        let time = "time = { dist = \"constant\", mean = \"30s\" }";
        changed("= 12", &format!("= 24\nself_service = {{ {time}, containment = 0.5, {parts} }}"))
    };
    says(bot("context_kept = 1"), "1.0 erlangs");
    says(bot("residual_talk = 1.5, context_kept = 1"), "1.5 erlangs");
    says(bot("context_kept = 0.5, talk_if_lost = 2"), "1.5 erlangs");
}

#[test]
fn chats_side_by_side_count_by_the_best_that_an_agent_can_do() {
    let chats = FULL.replace("talk =", "channel = \"chat\"\ntalk =");
    let at_once = |speed: &str| {
        warning(
            &chats
                .replace("= 12", "= 24")
                .replace("skills =", &format!("chat = {{ at_once = 2, speed = {speed} }}\nskills =")),
        )
    };
    // Two at once at full speed are twice the work; at half speed they are no more than one alone.
    says(at_once("[1, 1]"), "1.0 erlangs");
    says(at_once("[1, 0.5]"), "2.0 erlangs");
}

/// Transfers go on leg by leg, at most as often as stated; a helper by overflow counts as one who serves.
#[test]
fn transfers_and_helpers_count_as_far_as_they_go() {
    let two = |most: u32, team: &str| {
        format!(
            r#"
name = "Legs"
[time]
horizon = "1w"
[[reason]]
name = "front"
arrivals_per_hour = 12
talk = {{ dist = "constant", mean = "1m" }}
transfer = {{ probability = 0.5, to = "back", most = {most} }}
[[reason]]
name = "back"
arrivals_per_hour = 0
talk = {{ dist = "constant", mean = "10m" }}
transfer = {{ probability = 1.0, to = {{ back = 1 }}, most = {most} }}
{team}
[[team]]
name = "first"
agents = 1
skills = ["front"]
[[team]]
name = "second"
agents = 1
skills = ["back"]
"#
        )
    };
    // 12 x 0.5 x 10 minutes are one erlang for every leg that a call may have at the back.
    says(warning(&two(1, "")), "`back` wait for ever (no patience is given) and bring 1.0 erlangs");
    says(warning(&two(3, "")), "3.0 erlangs to 1.0 agents");
    let helped = "overflow = { after = \"1m\", teams = [\"first\"] }";
    // Now both are there for it, and the calls of the front, a fifth of an erlang, come on top.
    says(
        warning(&two(3, helped)),
        "`front`, `back` wait for ever (no patience is given) and bring 3.2 erlangs to 2.0",
    );
    is_silent(warning(&two(1, helped)));
}
