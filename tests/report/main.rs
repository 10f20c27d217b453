//! The report room: what every reader must find in it, and what must never get out of it.

mod fixture;
mod page;

use goodwill::experiment::{Estimates, ReplicationFigure, Results, Verdict};
use goodwill::report::csv::{ReplicationWriter, write_results};
use goodwill::report::json;
use goodwill::report::terminal::{self, Style};

/// Every kind of results there is, by name.
fn all() -> Vec<(&'static str, Results)> {
    vec![
        ("telecom", fixture::telecom()),
        ("single", fixture::single()),
        ("bare", fixture::bare()),
        ("hostile", fixture::hostile()),
        ("lonely", fixture::lonely()),
        ("empty", fixture::empty("run")),
    ]
}

fn plain(results: &Results, width: usize) -> String {
    terminal::render(results, Style { colour: false, width })
}

#[test]
fn no_line_in_the_terminal_is_wider_than_asked_for() {
    for (name, results) in all() {
        for width in [60, 80, 100] {
            for line in plain(&results, width).lines() {
                assert!(line.chars().count() <= width, "{name} at {width}: {line}");
            }
        }
        assert_eq!(plain(&results, 100), plain(&results, 400), "{name}: never wider than 100 columns");
    }
}

#[test]
fn colour_changes_nothing_but_colour_and_no_name_steers_the_terminal() {
    for (name, results) in all() {
        let coloured = terminal::render(&results, Style { colour: true, width: 100 });
        let mut stripped = String::new();
        let mut parts = coloured.split("\u{1b}[");
        stripped.push_str(parts.next().unwrap());
        for part in parts {
            stripped.push_str(part.split_once('m').expect("only colours").1);
        }
        assert_eq!(stripped, plain(&results, 100), "{name}");
        assert!(!plain(&results, 100).contains('\u{1b}'), "{name}");
    }
}

#[test]
fn the_answer_comes_first_and_a_baseline_that_is_not_matched_next() {
    let text = plain(&fixture::telecom(), 100);
    assert!(text.starts_with("Do all three"), "{text}");
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("`{words}` is missing:\n{text}"));
    let order = [
        "Baseline not matched",
        "The arms: service",
        "Against the baseline: satisfaction (cohort)",
        "Effects and interactions",
        "Money against the baseline",
        "not within the horizon",
        "Doubt about the inputs",
        "Break-even: staffing",
        "Intervals are simulation noise for these inputs",
        "warning: ",
    ];
    assert!(order.windows(2).all(|pair| place(pair[0]) < place(pair[1])), "{text}");
}

#[test]
fn every_verdict_stands_in_words_in_the_terminal_and_on_the_page() {
    let results = fixture::telecom();
    let page = page::render(&results);
    for verdict in [Verdict::Better, Verdict::Worse, Verdict::NoDifferenceThatMatters, Verdict::Undecided] {
        assert!(plain(&results, 100).contains(verdict.words()), "{}", verdict.words());
        assert!(page.contains(verdict.words()), "{}", verdict.words());
    }
}

#[test]
fn what_stays_of_a_gain_and_what_fades_is_told_of_every_arm() {
    let mut results = fixture::telecom();
    let text = plain(&results, 160);
    let title = "What each arm adds to satisfaction, soon and in the end";
    let table = text.split(title).nth(1).unwrap_or_else(|| panic!("the table is missing:\n{text}"));
    for contrast in &results.contrasts {
        assert!(table.contains(&contrast.arm), "{}", contrast.arm);
    }
    assert!(table.contains("weeks 23 to 26"), "{table}");
    let page = page::render(&results);
    assert!(page.contains(title) && page.contains("by week") && page.contains("gain-over-time"));
    results.gains_over_time.clear();
    assert!(!plain(&results, 160).contains(title) && !page::render(&results).contains(title));
}

#[test]
fn a_single_arm_shows_its_groups_and_its_day() {
    let text = plain(&fixture::single(), 100);
    for words in ["By reason", "By team", "By segment", "high-bill", "The day", "peak", "simulation noise"] {
        assert!(text.contains(words), "`{words}` is missing:\n{text}");
    }
    let bare = plain(&fixture::bare(), 100);
    for words in ["Satisfaction", "By segment", "Money", "churn", "Against the baseline"] {
        assert!(!bare.contains(words), "`{words}` has no place here:\n{bare}");
    }
}

#[test]
fn few_arms_stand_side_by_side_and_many_below_each_other() {
    let mut few = fixture::telecom();
    few.arms.truncate(3);
    let beside = |results: &Results| {
        plain(results, 100)
            .lines()
            .any(|line| line.split_whitespace().eq(["metric", "baseline", "staffing", "training"]))
    };
    assert!(beside(&few), "{}", plain(&few, 100));
    assert!(!beside(&fixture::telecom()));
}

#[test]
fn json_comes_back_the_same_and_ends_with_a_newline() {
    for (name, results) in all() {
        let text = json::render(&results).unwrap();
        assert!(text.ends_with("}\n"), "{name}");
        let back: Results = serde_json::from_str(&text).unwrap();
        assert_eq!(json::render(&back).unwrap(), text, "{name}");
        assert_eq!(
            page::render(&back),
            page::render(&results),
            "{name}: `goodwill report` draws the same page"
        );
    }
}

#[test]
fn a_number_that_is_not_finite_is_refused_with_its_place() {
    let mut results = fixture::single();
    results.arms[0].metrics["wait_mean_s"].mean = f64::NAN;
    let error = json::render(&results).unwrap_err().to_string();
    assert!(error.contains("`arms.0.metrics.wait_mean_s.mean`"), "{error}");
}

#[test]
fn results_as_csv_hold_every_figure_once() {
    let results = fixture::hostile();
    let mut bytes = Vec::new();
    write_results(&results, &mut bytes).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(
        head,
        ["arm", "scope", "name", "metric", "mean", "sd", "ci_low", "ci_high", "n", "unit", "p", "p_adjusted"]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let figures: usize = results
        .arms
        .iter()
        .map(|arm| {
            let groups = arm.segments.values().chain(arm.reasons.values()).chain(arm.teams.values());
            let times =
                arm.intervals.iter().map(|row| &row.metrics).chain(arm.weeks.iter().map(|row| &row.metrics));
            arm.metrics.len() + groups.chain(times).map(Estimates::len).sum::<usize>()
        })
        .sum();
    let (differences, rows): (Vec<_>, Vec<_>) = rows.iter().partition(|row| &row[1] == "difference");
    let contrasted: usize = results.contrasts.iter().map(|contrast| contrast.metrics.len()).sum();
    assert_eq!((rows.len(), differences.len()), (figures, contrasted));
    assert!(rows.iter().all(|row| row[10].is_empty() && row[11].is_empty()));
    let contrast = results.contrasts.last().expect("the fixture compares");
    for (metric, difference) in &contrast.metrics {
        let found = differences.iter().find(|row| row[0] == contrast.arm && row[3] == **metric).unwrap();
        assert_eq!((&found[2], &found[9]), (&*contrast.against, &*results.arms[0].metrics[metric].unit));
        let number = |place: usize| found[place].parse::<f64>().ok();
        assert_eq!(number(4), Some(difference.mean));
        assert_eq!([6, 7, 11].map(number), [difference.ci_low, difference.ci_high, difference.p_adjusted]);
    }
    let offered = rows.iter().find(|row| &row[3] == "offered").unwrap();
    assert_eq!(offered[4].parse::<f64>().unwrap(), results.arms[0].metrics["offered"].mean);
}

#[test]
fn replications_are_written_as_they_come_and_what_does_not_apply_is_left_out() {
    let row = |name, value| ReplicationFigure {
        arm: "staffing, more",
        replication: 3,
        scope: "team",
        name,
        metric: "aht_s",
        value,
        numerator: value * 8.0,
        denominator: 8.0,
    };
    let mut writer = ReplicationWriter::new(Vec::new()).unwrap();
    writer.extend([row("front", 262.5), row("night", f64::NAN)]).unwrap();
    writer.extend([row("say \"hi\"", 0.1)]).unwrap();
    let text = String::from_utf8(writer.finish().unwrap()).unwrap();
    assert_eq!(
        text,
        "arm,replication,scope,name,metric,value,numerator,denominator\n\
         \"staffing, more\",3,team,front,aht_s,262.5,2100,8\n\
         \"staffing, more\",3,team,\"say \"\"hi\"\"\",aht_s,0.1,0.8,8\n"
    );
}
