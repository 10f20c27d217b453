//! Where a value stands in a scenario: `team.front.agents` for people, `/team/0/agents` for the value tree.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

/// The way from the root of a scenario to one value. Paths share the part that they have in common, because a check makes
/// one for every value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Path {
    last: Option<Arc<Node>>,
}

#[derive(Debug, PartialEq, Eq)]
struct Node {
    before: Path,
    step: Step,
}

#[derive(Debug, PartialEq, Eq)]
enum Step {
    Key(String),
    Item { index: usize, name: Option<String> },
}

impl Path {
    pub fn root() -> Self {
        Path::default()
    }

    fn then(&self, step: Step) -> Self {
        Path { last: Some(Arc::new(Node { before: self.clone(), step })) }
    }

    /// The steps from the root on.
    fn steps(&self) -> Vec<&Step> {
        let mut steps: Vec<&Step> =
            std::iter::successors(self.last.as_ref(), |node| node.before.last.as_ref())
                .map(|node| &node.step)
                .collect();
        steps.reverse();
        steps
    }

    /// The value under `key` of the table here.
    pub fn key(&self, key: &str) -> Self {
        self.then(Step::Key(key.to_string()))
    }

    /// The element of the list here, known to people by its name.
    pub fn item(&self, index: usize, name: &str) -> Self {
        self.then(Step::Item { index, name: Some(name.to_string()) })
    }

    /// The element of the list here, which has no name; `element` is looked at for one.
    pub fn element(&self, index: usize, element: &Value) -> Self {
        let name = element.get("name").and_then(Value::as_str).filter(|name| !name.is_empty());
        self.then(Step::Item { index, name: name.map(str::to_string) })
    }

    /// The element here as people know it, by the name that `element` has.
    pub fn element_header(&self, element: &Value) -> String {
        match (self.parent(), self.last.as_ref().map(|node| &node.step)) {
            (Some(list), Some(Step::Item { index, .. })) => list.element(*index, element).to_string(),
            _ => self.to_string(),
        }
    }

    pub fn parent(&self) -> Option<Self> {
        self.last.as_ref().map(|node| node.before.clone())
    }

    /// The last key, or the name or number of the last element.
    pub fn last(&self) -> String {
        match self.last.as_ref().map(|node| &node.step) {
            Some(Step::Key(key)) => key.clone(),
            Some(Step::Item { name: Some(name), .. }) => name.clone(),
            Some(Step::Item { index, .. }) => (index + 1).to_string(),
            None => String::new(),
        }
    }

    /// The table here as its header stands in the file.
    pub fn header(&self) -> String {
        match self.steps().as_slice() {
            [] => "the scenario".to_string(),
            [Step::Key(key), Step::Item { .. }] => format!("[[{key}]]"),
            [Step::Key(key)] => format!("[{key}]"),
            _ => format!("`{self}`"),
        }
    }

    /// Unique text of the place in the value tree, as a JSON pointer.
    pub fn pointer(&self) -> String {
        self.steps().into_iter().fold(String::new(), |pointer, step| match step {
            Step::Key(key) => pointer + "/" + &key.replace('~', "~0").replace('/', "~1"),
            Step::Item { index, .. } => pointer + "/" + &index.to_string(),
        })
    }

    /// The value here, if the tree has one.
    pub fn find<'t>(&self, tree: &'t Value) -> Option<&'t Value> {
        tree.pointer(&self.pointer())
    }

    /// Puts a value here, making tables on the way as needed.
    pub fn put(&self, tree: &mut Value, value: Value) {
        let mut here = tree;
        for step in self.steps() {
            let next = match step {
                Step::Key(key) => {
                    if !here.is_object() {
                        *here = Value::Object(Default::default());
                    }
                    here.as_object_mut().map(|table| table.entry(key.as_str()).or_insert(Value::Null))
                }
                Step::Item { index, .. } => here.get_mut(*index),
            };
            match next {
                Some(value) => here = value,
                None => return,
            }
        }
        *here = value;
    }
}

impl fmt::Display for Path {
    /// Writes the path as an intervention would: elements by name, keys with dots in quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.steps().into_iter().enumerate() {
            match step {
                Step::Item { index, name: None } => {
                    write!(f, "[{}]", index + 1)?;
                    continue;
                }
                _ if position > 0 => write!(f, ".")?,
                _ => {}
            }
            match step {
                Step::Key(key) if key.contains('.') => write!(f, "\"{key}\"")?,
                Step::Key(key) => write!(f, "{key}")?,
                Step::Item { name, .. } => write!(f, "{}", name.as_deref().unwrap_or_default())?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_reads_by_name_and_finds_by_place() {
        let tree = json!({ "team": [{ "name": "front", "agents": 5 }] });
        let path = Path::root().key("team").item(0, "front").key("agents");
        assert_eq!(path.to_string(), "team.front.agents");
        assert_eq!(path.pointer(), "/team/0/agents");
        assert_eq!(path.find(&tree), Some(&json!(5)));
        assert_eq!(path.parent().expect("a team").header(), "[[team]]");
        let skill = Path::root().key("team").item(0, "front").key("skills").element(1, &json!("x"));
        assert_eq!(skill.to_string(), "team.front.skills[2]");
    }

    #[test]
    fn putting_makes_the_tables_on_the_way() {
        let mut tree = json!({ "team": [{ "name": "front" }] });
        Path::root().key("team").item(0, "front").key("hiring").key("lag").put(&mut tree, json!("6w"));
        assert_eq!(tree, json!({ "team": [{ "name": "front", "hiring": { "lag": "6w" } }] }));
    }
}
