//! From the text of a path to the place it means.

use serde_json::Value;

use crate::scenario::codes::Code;
use crate::scenario::diagnostics::Diagnostic;
use crate::scenario::path::Path;
use crate::scenario::shape::{self, Kind, Shape};
use crate::scenario::suggest::did_you_mean;

/// What a path means: a place, its shape, and why no intervention may set it, if none may.
pub(in crate::scenario) struct Target {
    pub path: Path,
    pub shape: &'static Shape,
    pub fixed: Option<&'static str>,
}

/// Finds what `text` means in the scenario `tree`.
pub(in crate::scenario) fn resolve(text: &str, tree: &Value) -> Result<Target, Diagnostic> {
    let mut parts = parts(text).into_iter();
    let mut target = Target { path: Path::root(), shape: shape::scenario(), fixed: None };
    while let Some(part) = parts.next() {
        if let Some(element) = target.shape.named_elements() {
            let list =
                target.path.find(tree).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            // What could not be read has an empty name, which nobody means.
            let names: Vec<&str> = list
                .iter()
                .filter_map(|element| element.get("name")?.as_str())
                .filter(|name| !name.is_empty())
                .collect();
            let Some(index) = names.iter().position(|name| *name == part) else {
                let kind = target.path.last();
                let diagnostic = lost(text, &format!("there is no {kind} named `{part}`"));
                return Err(diagnostic.maybe_help(did_you_mean(&part, names.iter().copied())));
            };
            target = Target { path: target.path.item(index, &part), shape: element, ..target };
            continue;
        }
        let Some(inner) = target.shape.key(&part) else {
            let header = target.path.header();
            let diagnostic = lost(text, &format!("{header} has no key `{part}`"));
            let keys = target.shape.keys();
            let is_root = target.path.parent().is_none();
            let whole = is_root.then(|| whole_path(text, &part, tree)).flatten();
            return Err(diagnostic.maybe_help(did_you_mean(&part, keys.iter().copied())).maybe_help(whole));
        };
        // The keys of an intervention's changes are paths themselves, dots included.
        let is_change = matches!(inner.kind, Kind::Change(_));
        let key = if is_change {
            std::iter::once(part).chain(parts.by_ref()).collect::<Vec<_>>().join(".")
        } else {
            part
        };
        target = Target {
            path: target.path.key(&key),
            shape: inner,
            fixed: target.fixed.or(inner.fixed.as_deref()),
        };
    }
    if let Kind::Short { long, main } = &target.shape.kind
        && let Some(inner) = long.key(main)
    {
        // The short form is the value of the main key.
        return Ok(Target { path: target.path.key(main), shape: inner, ..target });
    }
    match &target.shape.kind {
        Kind::List { item, .. } if !item.keys().is_empty() => {
            let help = format!("name one of them and a key, as in {}.NAME.KEY", target.path);
            Err(lost(text, "it leads to a list of tables").help(help))
        }
        Kind::Map(item) if !item.keys().is_empty() => {
            let help = format!("name one of them and a key, as in {}.NAME.{}", target.path, item.keys()[0]);
            Err(lost(text, "it leads to a whole table").help(help))
        }
        Kind::Table { law: false, .. } => {
            let help = format!("name one of its keys: {}", target.shape.keys().join(", "));
            Err(lost(text, "it leads to a whole table").help(help))
        }
        _ => Ok(target),
    }
}

/// The whole path that was probably meant by one that begins with a key of named tables, or with the name of one.
fn whole_path(text: &str, part: &str, tree: &Value) -> Option<String> {
    shape::scenario().keys().into_iter().find_map(|list| {
        let element = shape::scenario().key(list)?.named_elements()?;
        let names = tree.get(list)?.as_array()?.iter().filter_map(|element| element.get("name")?.as_str());
        let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
        if names.contains(&part) {
            return Some(format!("did you mean `{list}.{text}`?"));
        }
        let has_key = element.keys().contains(&part) && part != "name";
        has_key.then(|| names.first().map(|name| format!("did you mean `{list}.{name}.{text}`?"))).flatten()
    })
}

/// The list of named tables that a path leads into, such as `team` of `team.front.agents`.
pub(in crate::scenario) fn list_of(text: &str) -> Option<Path> {
    let list = parts(text).into_iter().next()?;
    let is_list = shape::scenario().key(&list).is_some_and(|shape| shape.named_elements().is_some());
    is_list.then(|| Path::root().key(&list))
}

fn lost(text: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownPath, format!("`{text}` leads to no value: {why}"))
        .why("paths are team.NAME.KEY, reason.NAME.KEY, segment.NAME.KEY, category.NAME.KEY, else TABLE.KEY")
}

/// The parts between the dots; a part in quotes may hold dots itself.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut in_quotes = false;
    for c in text.chars() {
        match c {
            '"' => in_quotes = !in_quotes,
            '.' if !in_quotes => parts.push(String::new()),
            _ => {
                if let Some(part) = parts.last_mut() {
                    part.push(c);
                }
            }
        }
    }
    parts.iter().map(|part| part.trim().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn paths_lead_by_name_to_places() {
        let tree = json!({
            "team": [{ "name": "front" }, { "name": "back office" }],
            "reason": [{ "name": "billing" }],
            "intervention": [{ "name": "staffing" }]
        });
        let pointer = |text: &str| resolve(text, &tree).map(|target| target.path.pointer());
        assert_eq!(pointer("team.back office.agents").as_deref(), Ok("/team/1/agents"));
        assert_eq!(pointer("reason.billing.talk.mean").as_deref(), Ok("/reason/0/talk/mean"));
        assert_eq!(pointer("experience.waiting.factor").as_deref(), Ok("/experience/waiting/factor"));
        assert_eq!(
            pointer("intervention.staffing.set.team.front.agents").as_deref(),
            Ok("/intervention/0/set/team.front.agents")
        );
        for text in [
            "team.frnt.agents",
            "team.front.agnts",
            "team",
            "team.front",
            "loyalty.churn",
            "",
            "x.y",
            "time.horizon.x",
        ] {
            assert!(pointer(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_fixed_is_fixed_all_the_way_down() {
        let tree = json!({ "segment": [{ "name": "prepaid" }], "team": [{ "name": "front" }] });
        let fixed = |text: &str| resolve(text, &tree).map(|target| target.fixed.is_some());
        assert_eq!(fixed("time.horizon").ok(), Some(true));
        assert_eq!(fixed("segment.prepaid.size").ok(), Some(true));
        assert_eq!(fixed("segment.prepaid.tenure_months.high").ok(), Some(true));
        assert_eq!(fixed("segment.prepaid.contact_factor").ok(), Some(false));
        assert_eq!(fixed("team.front.hiring.lag").ok(), Some(true));
        assert_eq!(fixed("team.front.agents").ok(), Some(false));
    }
}
