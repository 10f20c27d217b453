//! What every figure of the library is: its formula, unit, range and source, as they stand at its code.
//!
//! The texts are the documentation itself, taken out of the sources, so that what a program prints and what a developer
//! reads cannot differ.

/// Where the definition of a figure stands.
struct Entry {
    /// The names it goes by, the first being its own.
    names: &'static [&'static str],
    /// The source text.
    source: &'static str,
    /// Beginnings of the lines of code whose documentation belongs to it; none: the module's alone.
    items: &'static [&'static str],
}

macro_rules! entries {
    ($($source:literal $names:expr => $items:expr;)*) => {
        const ENTRIES: &[Entry] = &[$(Entry { names: &$names, source: include_str!($source), items: &$items },)*];
    };
}

entries! {
    "indices/importance_weighted.rs" ["csi", "csi_index", "csi_category", "csi_indicator", "importance-weighted index"] => ["pub enum MissingRule"];
    "indices/tree.rs" ["csi_top_box", "top box"] => ["pub enum ItemScore"];
    "indices/weights.rs" ["stated importance", "derived importance"] => ["pub fn stated", "pub fn derived"];
    "indices/acsi.rs" ["acsi", "acsi_index", "american index"] => [];
    "indices/expectation.rs" ["csi_adjusted", "csi_over_expectation", "csi_expectation", "expectation-adjusted index"] => ["pub fn adjusted"];
    "indices/gap.rs" ["servqual", "expectation gap"] => ["pub fn servqual", "pub fn gap_table"];
    "indices/gap.rs" ["servperf"] => ["pub fn servperf"];
    "indices/gap.rs" ["difference score", "difference_reliability"] => ["pub fn difference_reliability"];
    "indices/benchmark.rs" ["gap", "benchmark gap"] => ["pub enum Benchmark", "pub fn gap"];
    "indices/roll_up.rs" ["roll-up", "mix split", "feasible shares"] => ["pub fn total", "pub fn split_change", "pub fn feasible_shares"];
    "pls/mod.rs" ["pls", "path", "loading", "weight"] => ["pub enum Scheme"];
    "pls/index.rs" ["ecsi", "epsi", "score convention"] => ["pub enum ScoreConvention", "pub fn index"];
    "pls/effects.rs" ["total_effect", "indirect effect"] => ["pub struct Effects"];
    "pls/consistent.rs" ["plsc", "consistent pls"] => ["pub fn consistent"];
    "scores/nps.rs" ["nps", "net promoter score", "nps_unweighted", "promoters", "passives", "detractors"] => ["pub enum NpsInterval", "    pub fn difference", "pub fn answers_needed"];
    "scores/csat.rs" ["csat", "csat_net", "csat_score", "top-2 box"] => ["    pub fn customary", "    pub fn net_contribution"];
    "scores/ces.rs" ["ces", "customer effort score", "ces_easy"] => ["pub enum CesVersion", "    pub fn contribution"];
    "scores/shares.rs" ["share", "complaint share", "retention", "repurchase", "first_contact_resolution"] => ["pub enum ShareKind", "pub fn rate", "pub fn per_period"];
    "reliability/alpha.rs" ["alpha", "alpha_standardised", "alpha_without", "cronbach's alpha"] => ["pub struct Alpha", "pub fn alpha", "    pub fn interval", "pub fn without_each"];
    "reliability/composite.rs" ["rho_c", "composite reliability", "dillon-goldstein"] => ["pub fn composite_reliability"];
    "reliability/composite.rs" ["ave", "variance extracted"] => ["pub fn variance_extracted"];
    "reliability/composite.rs" ["rho_a"] => ["pub fn rho_a"];
    "reliability/discriminant.rs" ["htmt"] => ["pub fn htmt"];
    "reliability/discriminant.rs" ["fornell-larcker"] => ["pub fn fornell_larcker"];
    "reliability/agreement.rs" ["icc", "agreement"] => ["pub struct Agreement", "pub fn agreement"];
    "drivers/mod.rs" ["importance", "drivers", "lmg", "shapley", "relative weights", "johnson"] => ["pub enum Method"];
    "drivers/resampled.rs" ["importance_lead"] => ["pub struct DriverInterval"];
    "penalty_reward.rs" ["penalty", "reward", "impact_asymmetry"] => ["pub struct PenaltyReward", "pub fn penalty_reward"];
    "importance_performance.rs" ["performance", "importance-performance", "ipma"] => ["pub fn advice", "pub fn gap_priority", "pub fn of_path_model"];
    "kano/mod.rs" ["kano", "kano class"] => [];
    "kano/class.rs" ["blauth", "fong"] => ["pub enum ClassRule"];
    "kano/coefficients.rs" ["better", "worse"] => ["pub struct BetterWorse", "pub fn better_worse"];
    "kano/continuous.rs" ["functional", "dysfunctional"] => ["pub struct ContinuousPoint"];
    "answer_style.rs" ["straight-lining", "answer style"] => ["pub struct AnswerStyle"];
    "resampling.rs" ["bootstrap"] => ["pub struct Bootstrap"];
    "../statistics/design/kish.rs" ["design_effect_of_weights", "effective_n", "kish"] => ["pub struct WeightSpread"];
    "../statistics/design/raking.rs" ["raking"] => ["pub fn rake"];
    "../statistics/design/trimming.rs" ["trimming"] => ["pub fn trim"];
    "../statistics/design/linearised.rs" ["design effect", "linearised"] => ["pub struct DesignEffect", "    pub fn mean"];
    "../statistics/cub.rs" ["cub"] => ["pub struct Cub"];
}

/// The names of all figures, each with the others it goes by.
pub fn names() -> impl Iterator<Item = &'static [&'static str]> {
    ENTRIES.iter().map(|entry| entry.names)
}

/// The definitions of a figure, by any of its names, small letters; none when it is not known.
pub fn definitions(name: &str) -> Vec<String> {
    let known = ENTRIES.iter().filter(|entry| entry.names.contains(&name));
    known.map(|entry| entry.text()).collect()
}

impl Entry {
    fn text(&self) -> String {
        let module = paragraphs(self.source.lines().map_while(|line| line.strip_prefix("//!")));
        let items = self.items.iter().map(|item| documentation(self.source, item));
        std::iter::once(module).chain(items).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// The documentation above the line of code that begins with `item`, and of the fields or variants below it.
fn documentation(source: &str, item: &str) -> String {
    let lines: Vec<&str> = source.lines().collect();
    let Some(at) = lines.iter().position(|line| line.starts_with(item)) else {
        return String::new();
    };
    let is_attribute = |line: &str| line.trim_start().starts_with("#[");
    let first = (0..at)
        .rev()
        .take_while(|line| is_attribute(lines[*line]) || lines[*line].trim_start().starts_with("///"))
        .last()
        .unwrap_or(at);
    let above = lines[first..at].iter().filter_map(|line| line.trim_start().strip_prefix("///"));
    let name = item.trim_start().trim_start_matches("pub ").trim_start_matches(['f', 'n']).trim();
    let is_enum = item.contains("pub enum");
    let own = format!("{}: {}", plain(name.split(' ').next_back().unwrap_or(name), ' '), paragraphs(above));
    if !item.contains("pub enum") && !item.contains("pub struct") {
        return own;
    }
    let mut parts = vec![own];
    let mut of_part: Vec<&str> = Vec::new();
    for line in lines[at + 1..].iter().take_while(|line| **line != "}") {
        let line = line.trim();
        match line.strip_prefix("///") {
            Some(text) => of_part.push(text),
            None if line.starts_with("#[") => {}
            None if of_part.is_empty() => {}
            None => {
                let name = line.trim_start_matches("pub ");
                let name = name.split([':', ',', '(']).next().unwrap_or(name);
                let name = if is_enum { plain(name, '_') } else { name.to_string() };
                parts.push(format!("  {name}: {}", paragraphs(of_part.drain(..))));
            }
        }
    }
    parts.join("\n")
}

/// Lines of a comment as paragraphs, each on one line, without the marks of links.
fn paragraphs<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for line in lines {
        match line.trim() {
            "" => text.push('\n'),
            words => {
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push(' ');
                }
                text.push_str(words);
            }
        }
    }
    let text = text.replace("[`", "`").replace("`]", "`");
    // What stands between backticks are the odd parts.
    let parts = text
        .split('`')
        .enumerate()
        .map(|(at, part)| if at % 2 == 1 { named(part) } else { part.to_string() });
    parts.collect::<String>().trim().to_string()
}

/// A name between backticks as a user knows it: a variant as the word of a model or scenario file, a type in words, anything else,
/// such as a formula, as it stands.
fn named(code: &str) -> String {
    let is_camel = |name: &str| {
        let letters = || name.chars();
        letters().next().is_some_and(char::is_uppercase)
            && letters().all(char::is_alphanumeric)
            && letters().filter(|letter| letter.is_lowercase()).count() > 1
    };
    match code.rsplit_once("::") {
        Some((_, variant)) if is_camel(variant) => format!("`{}`", plain(variant, '_')),
        None if is_camel(code) => plain(code, ' '),
        _ => format!("`{code}`"),
    }
}

/// A name of the source in small letters, its words `apart`: `CompleteOnly` as `complete_only` or `complete only`.
fn plain(name: &str, apart: char) -> String {
    let mut text = String::with_capacity(name.len() + 2);
    for letter in name.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push(apart);
        }
        text.extend(letter.to_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every entry finds all of its documentation, and no name leads to nothing.
    #[test]
    fn every_figure_has_its_definition() {
        for entry in ENTRIES {
            for item in entry.items {
                let text = documentation(entry.source, item);
                assert!(text.len() > 40, "{:?}: `{item}` has no documentation: {text}", entry.names);
            }
            assert!(entry.text().len() > 60, "{:?}", entry.names);
            for name in entry.names {
                assert!(!definitions(name).is_empty() && *name == name.to_lowercase(), "{name}");
            }
        }
    }

    /// Whoever asks has never seen the source: variants are told as a file would say them.
    #[test]
    fn names_of_the_source_are_told_as_users_know_them() {
        assert_eq!(named("Method::RelativeWeights"), "`relative_weights`");
        assert_eq!((named("MissingRule"), named("w_k S_k")), ("missing rule".into(), "`w_k S_k`".into()));
        let text = definitions("csi_indicator").join("\n");
        assert!(text.contains("missing rule: ") && text.contains("  complete_only: "), "{text}");
        assert!(!text.contains("CompleteOnly") && !text.contains("MissingRule"), "{text}");
    }

    /// The figures whose source is most often asked for name it.
    #[test]
    fn definitions_say_formula_and_source() {
        let of = |name: &str| definitions(name).join("\n");
        for (name, word) in [
            ("net promoter score", "Rocks (2016)"),
            ("acsi_index", "Fornell"),
            ("alpha", "k / (k - 1)"),
            ("lmg", "Lindeman"),
            ("servqual", "P"),
            ("better", "(A + O) / (A + O + M + I)"),
            ("ecsi", "Fornell"),
            ("design_effect_of_weights", "Kish"),
        ] {
            assert!(of(name).contains(word), "{name}: {}", of(name));
        }
    }
}
