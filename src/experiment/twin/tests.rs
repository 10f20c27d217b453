use crate::experiment::{Settings, Watch, run};
use crate::operation::theory::{ErlangA, ErlangC};
use crate::parallel::Cancellation;
use crate::scenario::parse;

use super::ReasonTwin;

/// The twins of a short run of a scenario with these tables.
fn twins(time: &str, tables: &str) -> Vec<ReasonTwin> {
    let text = format!("name = \"twin\"\n[time]\n{time}\n{tables}");
    let scenario = parse(&text, "twin.toml").unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let watch = Watch { cancellation: &Cancellation::default(), progress: &|_| {}, records: None };
    let settings = Settings { replications: 4, ..Settings::default() };
    run(&scenario, &settings, &watch).unwrap_or_else(|error| panic!("{error}")).results.twins
}

const CALL: &str = "[[reason]]\nname = \"call\"\ntalk = { dist = \"exponential\", mean = \"3m\" }\n";
const TEAM: &str = "[[team]]\nname = \"front\"\nskills = [\"call\"]\n";

#[test]
fn a_stationary_queue_has_its_erlang_a_and_no_gap() {
    let tables = format!(
        "{CALL}arrivals_per_hour = 200\npatience = {{ dist = \"exponential\", mean = \"5m\" }}\n\
         {TEAM}agents = 14\n"
    );
    let [twin] = twins("warm_up = \"2h\"\nhorizon = \"48h\"", &tables).try_into().unwrap();
    assert_eq!((twin.formula.as_deref(), twin.gaps.as_slice()), (Some("Erlang A"), &[][..]));
    let exact = ErlangA::new(200.0 / 3_600.0, 180.0, 300.0, 14).unwrap();
    let figure = |key: &str| twin.metrics[key].formula;
    for (key, value) in [
        ("abandonment_rate", exact.abandonment()),
        ("service_level_of_offered", exact.answered_within(20.0)),
        ("service_level_counting_short_abandons", exact.service_level_counting_short_abandons(20.0, 5.0)),
        ("asa_s", exact.mean_wait_answered()),
        ("queue_mean", exact.mean_queue()),
        ("occupancy", exact.occupancy()),
    ] {
        assert!((figure(key) - value).abs() < 1e-12 * value, "{key}: {} {value}", figure(key));
    }
    // Four replications, so Student's t with three degrees of freedom: 12.92 standard errors are passed by chance once in 1000.
    for (key, figure) in &twin.metrics {
        let simulated = figure.simulated.as_ref().unwrap_or_else(|| panic!("{key}"));
        let error = simulated.sd.unwrap() / 2.0;
        assert!(
            (simulated.mean - figure.formula).abs() < 12.92 * error,
            "{key}: {simulated:?} {}",
            figure.formula
        );
    }
    let [stretch] = twin.stretches.as_slice() else { panic!("{:?}", twin.stretches) };
    assert_eq!((stretch.start.as_str(), stretch.end.as_str()), ("00:00", "24:00"));
    assert!((stretch.load_erlangs - 10.0).abs() < 1e-9 && (stretch.agents - 14.0).abs() < 1e-9);
    assert_eq!(
        stretch.metrics["asa_s"].simulated.as_ref().unwrap().mean,
        twin.metrics["asa_s"].simulated.as_ref().unwrap().mean
    );
}

#[test]
fn a_day_has_one_stretch_per_change_and_says_what_that_hides() {
    let tables = format!(
        "{CALL}arrivals_per_hour = [{}]\n{TEAM}agents = [{}]\n",
        ["0, 0, 0, 0, 0, 0, 0, 0", "60, 60, 60, 60", "90, 90, 90, 90, 90, 90, 90, 90, 90, 90, 90, 90"]
            .join(", "),
        ["1, 1, 1, 1, 1, 1, 1, 1", "5, 5, 5, 4", "6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6"].join(", ")
    );
    let [twin] = twins("horizon = \"2d\"", &tables).try_into().unwrap();
    assert_eq!(twin.formula.as_deref(), Some("Erlang C"));
    assert!(
        twin.gaps.len() == 1 && twin.gaps[0].contains("change in the course of the day"),
        "{:?}",
        twin.gaps
    );
    let starts: Vec<&str> = twin.stretches.iter().map(|stretch| stretch.start.as_str()).collect();
    assert_eq!(starts, ["08:00", "11:00", "12:00"]);
    let exact = ErlangC::new(60.0 / 3_600.0, 180.0, 5).unwrap();
    assert!((twin.stretches[0].metrics["wait_mean_s"].formula - exact.mean_wait()).abs() < 1e-9);
    // The whole is weighted by contacts: 180 + 60 + 1080 of them.
    let waits = |at: usize| twin.stretches[at].metrics["wait_mean_s"].formula;
    let whole = (180.0 * waits(0) + 60.0 * waits(1) + 1_080.0 * waits(2)) / 1_320.0;
    assert!((twin.metrics["wait_mean_s"].formula - whole).abs() < 1e-9);
}

#[test]
fn overload_without_patience_has_no_formula_there() {
    let tables = format!("{CALL}arrivals_per_hour = 60\n{TEAM}agents = 3\n");
    let [twin] = twins("horizon = \"1d\"", &tables).try_into().unwrap();
    assert!(twin.metrics.is_empty() && twin.stretches[0].metrics.is_empty());
    assert!(twin.gaps[0].starts_with("for 100 % of the contacts"), "{:?}", twin.gaps);
}

#[test]
fn what_the_formula_leaves_out_is_told() {
    let tables = format!(
        "[demand]\nbusyness_cv = 0.2\n{CALL}arrivals_per_hour = 60\nresolution = 0.8\n\
         wrap_up = {{ dist = \"constant\", mean = \"30s\" }}\npatience = {{ dist = \"constant\", mean = \"4m\" }}\n\
         repeat = {{ probability = 0.5, delay = {{ dist = \"exponential\", mean = \"1h\" }} }}\n{TEAM}agents = 5\n"
    );
    let [twin] = twins("warm_up = \"12h\"\nhorizon = \"2d\"", &tables).try_into().unwrap();
    let gaps = twin.gaps.join("; ");
    for word in ["not exponential", "knows its mean only", "redials and repeats", "days differ"] {
        assert!(gaps.contains(word), "{word}: {gaps}");
    }
    // Repeats add a tenth and a little more to the planned volume.
    let rate = twin.stretches[0].contacts_per_hour;
    assert!((60.0..75.0).contains(&rate), "{rate}");
}

#[test]
fn shared_agents_have_no_twin_and_the_reason_is_named() {
    let tables = format!(
        "{CALL}arrivals_per_hour = 20\n[[reason]]\nname = \"mail\"\narrivals_per_hour = 5\n\
         talk = {{ dist = \"exponential\", mean = \"3m\" }}\n[[team]]\nname = \"front\"\nskills = [\"call\", \"mail\"]\n\
         agents = 4\n"
    );
    let found = twins("horizon = \"1d\"", &tables);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|twin| twin.formula.is_none() && twin.metrics.is_empty()));
    assert_eq!(found[0].gaps, ["team front also serves mail"]);
}
