//! The warning of agents who are paid while all that they serve is closed, and when it would be a false alarm.

use super::read;

/// Two agents all week for a line that is open on weekdays from 8 to 18 h.
const DESK: &str = r#"
name = "Desk"
[time]
horizon = "1w"
[[reason]]
name = "call"
arrivals_per_hour = 6
talk = { dist = "constant", mean = "5m" }
patience = { dist = "constant", mean = "5m" }
open = ["mon-fri 08:00-18:00"]
closing = "clear"
[[team]]
name = "front"
agents = 2
skills = ["call"]
shrinkage = 0.2
"#;

fn told(text: &str) -> Option<String> {
    read(text).warnings().into_iter().find(|warning| warning.contains("is closed ("))
}

fn replaced(old: &str, new: &str) -> Option<String> {
    assert!(DESK.contains(old), "{old}");
    told(&DESK.replace(old, new))
}

/// Of 168 hours 50 are open, and an hour after and half an hour before each of five openings are no waste: 110.5 hours of two agents, of
/// whose paid time a fifth is away.
#[test]
fn paid_hours_in_which_nothing_can_come_are_told() {
    let told = told(DESK).expect("a warning");
    assert!(
        told.starts_with("`team.front` is on duty while every reason that it serves is closed ("),
        "{told}"
    );
    assert!(told.contains("276.2 paid hours a week"), "{told}");
    assert!(told.contains("take its agents out of these hours") && told.contains("`open`"), "{told}");
    let weekend = "agents = [[0], [0], [0], [0], [0], [2], [0]]";
    let only_saturday: String =
        DESK.replace("agents = 2", &weekend.replace("[0]", &day(0)).replace("[2]", &day(2)));
    let told = self::told(&only_saturday).expect("a warning");
    assert!(told.contains("closed (sat 00:00-24:00): 60.0 paid hours a week"), "{told}");
}

fn day(agents: u32) -> String {
    format!("{:?}", [agents; 24])
}

#[test]
fn who_has_something_to_do_is_not_told() {
    assert_eq!(replaced("open = [\"mon-fri 08:00-18:00\"]\nclosing = \"clear\"\n", ""), None, "always open");
    let deferred = DESK
        .replace("talk =", "channel = \"deferred\"\ntalk =")
        .replace("patience = { dist = \"constant\", mean = \"5m\" }\n", "");
    assert_eq!(
        told(&deferred.replace("closing = \"clear\"", "closing = \"serve_out\"")),
        None,
        "letters are worked on at night"
    );
    assert!(
        told(&deferred.replace("\"clear\"", "\"carry_over\"")).is_some(),
        "their work stops at closing time"
    );
    let callback = "callback = { from_queue = 1, accept = 0.5 }\ntalk =";
    let with_callbacks = DESK.replace("talk =", callback);
    assert_eq!(
        told(&with_callbacks.replace("\"clear\"", "\"serve_out\"")),
        None,
        "callbacks are made in the evening"
    );
    // From 7:30 until an hour after closing agents may come, finish and go.
    let hours: Vec<String> = (0..48).map(|half| u32::from((15..38).contains(&half)).to_string()).collect();
    let tight = format!("agents = [{}]", hours.join(", "));
    let weekdays = DESK.replace("mon-fri", "mon-sun");
    assert_eq!(told(&weekdays.replace("agents = 2", &tight)), None);
    let late: Vec<String> = (0..48).map(|half| u32::from((15..40).contains(&half)).to_string()).collect();
    let late = weekdays.replace("agents = 2", &format!("agents = [{}]", late.join(", ")));
    let told_late = told(&late).expect("an hour too long");
    assert!(told_late.contains("mon-sun 19:00-20:00): 8.8 paid hours"), "{told_late}");
    assert_eq!(told(&late.replace("\"clear\"", "\"serve_out\"")), None, "those who wait are still served");
    let second = "skills = [\"call\", \"mail\"]";
    let mail = "[[reason]]\nname = \"mail\"\nchannel = \"deferred\"\narrivals_per_hour = 1\ntalk = { dist = \"constant\", mean = \"5m\" }\n[[team]]";
    let both = DESK.replace("skills = [\"call\"]", second).replace("[[team]]", mail);
    assert_eq!(told(&both), None, "there is always mail");
}
