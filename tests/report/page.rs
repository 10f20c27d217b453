//! The page: self-contained, sound, escaped, and without sections that do not apply.

use std::collections::BTreeSet;

use goodwill::experiment::Results;
use goodwill::report::html;

use super::{all, fixture};

/// A scenario that would break out of a page that let it.
const SCENARIO: &str = "name = \"</pre></details></script><script>alert(1)</script>\" # & <b>";

/// The page of `results`.
pub fn render(results: &Results) -> String {
    html::render(results, SCENARIO)
}

/// The tags of a page: everything between `<` and `>`, for all text is escaped.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).map(|rest| rest.split_once('>').expect("a tag that ends").0).collect()
}

/// The values of an attribute.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    let of =
        |tag: &'a str| tag.split(start.as_str()).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0));
    tags(page).into_iter().flat_map(of).collect()
}

#[test]
fn nothing_is_fetched_and_no_script_is_needed() {
    for (name, results) in all() {
        let page = render(&results);
        for tag in tags(&page) {
            let element = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
            assert!(
                !["script", "img", "iframe", "link", "object", "b"].contains(&element),
                "{name}: <{tag}>"
            );
            let names: String = tag.split('"').step_by(2).collect();
            assert!(!names.contains(" on"), "{name}: <{tag}>");
        }
        assert!(values(&page, "src").is_empty(), "{name}");
        assert!(values(&page, "href").iter().all(|to| to.starts_with('#')), "{name}");
        let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
        assert!(!style.contains("url(") && !style.contains("@import"), "{name}");
    }
}

#[test]
fn every_tag_is_closed_in_its_turn() {
    for (name, results) in all() {
        let page = render(&results);
        let mut open: Vec<&str> = Vec::new();
        for tag in tags(&page) {
            let element = tag.split([' ', '/']).next().unwrap();
            if let Some(closed) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(closed), "{name}");
            } else if !tag.starts_with('!') && element != "meta" {
                open.push(element);
            }
        }
        assert!(open.is_empty(), "{name}: {open:?}");
    }
}

#[test]
fn ids_are_unique_and_what_refers_to_them_finds_them() {
    for (name, results) in all() {
        let page = render(&results);
        let ids = values(&page, "id");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "{name}: an id stands twice");
        let labels = values(&page, "aria-labelledby").into_iter().flat_map(str::split_whitespace);
        let anchors = values(&page, "href").into_iter().map(|to| &to[1..]);
        for id in labels.chain(anchors) {
            assert!(known.contains(id), "{name}: `{id}` is nowhere");
        }
    }
}

#[test]
fn every_plot_says_in_words_what_it_shows() {
    for (name, results) in all() {
        let page = render(&results);
        for plot in page.split("<svg").skip(1).filter(|plot| plot.contains("role=\"img\"")) {
            let plot = plot.split_once("</svg>").unwrap().0;
            let inside = |element: &str| {
                plot.split_once(&format!("<{element} ")).map(|(_, rest)| rest.split_once('>'))
            };
            for element in ["title", "desc"] {
                let words = inside(element).flatten().map(|(_, rest)| rest.split('<').next().unwrap_or(""));
                assert!(words.is_some_and(|words| words.len() > 5), "{name}: {plot}");
            }
            for bad in ["NaN", "inf"] {
                assert!(
                    !plot.split('"').any(|value| value.split([' ', 'L', 'M']).any(|word| word == bad)),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn hostile_names_and_scenarios_stay_text() {
    let page = render(&fixture::hostile());
    assert!(page.contains("&lt;/script&gt;&lt;img src=http://evil.example/x onerror=alert(1)&gt; &amp;"));
    assert!(page.contains("&lt;/pre&gt;&lt;/details&gt;"));
    assert!(!page.contains("<img") && !page.contains("<script"));
}

#[test]
fn a_comparison_has_every_section_and_says_what_must_be_said() {
    let page = render(&fixture::telecom());
    for id in [
        "observed",
        "effects",
        "money",
        "customers",
        "waiting",
        "day",
        "targets",
        "doubt",
        "figures",
        "source",
    ] {
        assert!(page.contains(&format!("<section id=\"{id}\"")), "{id}");
    }
    for words in [
        "Baseline not matched",
        "simulation noise for these inputs",
        "survivor effect",
        "flips at 0.105",
        "not within the horizon",
        "goodwill compare scenario.toml --replications 20 --seed 1",
        "9f2c1d0e8b7a6f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6",
    ] {
        assert!(page.contains(words), "`{words}` is missing");
    }
    let headline = page.find("Do all three").unwrap();
    assert!(headline < page.find("<table").unwrap() && headline < page.find("<svg").unwrap());
}

#[test]
fn sections_that_do_not_apply_are_absent() {
    let bare = render(&fixture::bare());
    for id in ["observed", "effects", "money", "customers", "targets", "doubt"] {
        assert!(!bare.contains(&format!("<section id=\"{id}\"")), "{id}");
    }
    for id in ["waiting", "day", "figures", "source"] {
        assert!(bare.contains(&format!("<section id=\"{id}\"")), "{id}");
    }
    let single = render(&fixture::single());
    assert!(single.contains("<section id=\"customers\"") && !single.contains("<section id=\"effects\""));
}

/// Leaves every page where it can be opened in a browser.
#[test]
fn pages_are_left_to_look_at() {
    for (name, results) in all() {
        std::fs::write(format!("{}/{name}.html", env!("CARGO_TARGET_TMPDIR")), render(&results)).unwrap();
    }
}
