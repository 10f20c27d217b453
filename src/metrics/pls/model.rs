//! Constructs, their items, and the paths between them.

use crate::metrics::problem::MetricProblem;

/// How a construct is tied to its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The construct shows in its items (reflective): weights are covariances.
    A,
    /// The construct is made of its items (formative): weights are regression coefficients.
    B,
}

/// A construct of a checked model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Construct {
    /// Its name.
    pub name: String,
    /// How it is tied to its items.
    pub mode: Mode,
    /// Its items, as places among all items of the model; consecutive.
    pub items: std::ops::Range<usize>,
    /// Constructs that act on it.
    pub predecessors: Vec<usize>,
    /// Constructs on which it acts.
    pub successors: Vec<usize>,
}

/// A model as written down: constructs with mode and item columns, and paths by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathModelSpec {
    /// Name, mode, item columns.
    pub constructs: Vec<(String, Mode, Vec<String>)>,
    /// From, to.
    pub paths: Vec<(String, String)>,
}

impl PathModelSpec {
    /// Adds a construct.
    pub fn construct(mut self, name: &str, mode: Mode, items: &[&str]) -> Self {
        self.constructs.push((name.to_string(), mode, items.iter().map(|item| item.to_string()).collect()));
        self
    }

    /// Adds paths from one construct to others.
    pub fn path(mut self, from: &str, to: &[&str]) -> Self {
        self.paths.extend(to.iter().map(|to| (from.to_string(), to.to_string())));
        self
    }
}

/// A checked model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathModel {
    constructs: Vec<Construct>,
    items: Vec<String>,
    /// Constructs such that each comes after all that act on it.
    order: Vec<usize>,
}

impl PathModel {
    /// Checks a model: every construct has a name of its own, at least one item and a neighbour; no item measures two
    /// constructs; paths tie known, different constructs, each pair once, and lead in no circle.
    pub fn new(spec: &PathModelSpec) -> Result<Self, MetricProblem> {
        let fault = |why: String| Err(MetricProblem::BadModel { why });
        let mut constructs: Vec<Construct> = Vec::new();
        let mut items: Vec<String> = Vec::new();
        for (name, mode, columns) in &spec.constructs {
            if constructs.iter().any(|other| other.name == *name) {
                return fault(format!("the construct {name} is given twice"));
            }
            if columns.is_empty() {
                return fault(format!("the construct {name} has no item"));
            }
            let from = items.len();
            for column in columns {
                if items.contains(column) {
                    return fault(format!("the item `{column}` of {name} measures a construct already"));
                }
                items.push(column.clone());
            }
            constructs.push(Construct {
                name: name.clone(),
                mode: *mode,
                items: from..items.len(),
                predecessors: Vec::new(),
                successors: Vec::new(),
            });
        }
        for (from, to) in &spec.paths {
            let place = |name: &String| constructs.iter().position(|construct| construct.name == *name);
            let (Some(a), Some(b)) = (place(from), place(to)) else {
                return fault(format!("the path {from} -> {to} names a construct that is not there"));
            };
            if a == b || constructs[b].predecessors.contains(&a) {
                return fault(format!("the path {from} -> {to} leads to itself or is given twice"));
            }
            constructs[b].predecessors.push(a);
            constructs[a].successors.push(b);
        }
        if let Some(alone) = constructs.iter().find(|c| c.predecessors.is_empty() && c.successors.is_empty())
        {
            return fault(format!("the construct {} has no path to or from it", alone.name));
        }
        constructs.iter_mut().for_each(|construct| {
            construct.predecessors.sort_unstable();
            construct.successors.sort_unstable();
        });
        let order = in_order(&constructs)?;
        Ok(PathModel { constructs, items, order })
    }

    /// The constructs, as given.
    pub fn constructs(&self) -> &[Construct] {
        &self.constructs
    }

    /// The item columns, construct by construct.
    pub fn items(&self) -> &[String] {
        &self.items
    }

    /// The place of a construct.
    pub fn place(&self, name: &str) -> Result<usize, MetricProblem> {
        self.constructs
            .iter()
            .position(|construct| construct.name == name)
            .ok_or_else(|| MetricProblem::BadModel { why: format!("there is no construct {name}") })
    }

    /// Constructs such that each comes after all that act on it.
    pub fn order(&self) -> &[usize] {
        &self.order
    }
}

/// Takes, again and again, the first construct all of whose predecessors were taken.
fn in_order(constructs: &[Construct]) -> Result<Vec<usize>, MetricProblem> {
    let mut order: Vec<usize> = Vec::new();
    while order.len() < constructs.len() {
        let ready = |at: &usize| {
            !order.contains(at) && constructs[*at].predecessors.iter().all(|before| order.contains(before))
        };
        match (0..constructs.len()).find(ready) {
            Some(next) => order.push(next),
            None => {
                let circle: Vec<&str> = (0..constructs.len())
                    .filter(|at| !order.contains(at))
                    .map(|at| constructs[at].name.as_str())
                    .collect();
                return Err(MetricProblem::BadModel {
                    why: format!("the paths go in a circle: {}", circle.join(", ")),
                });
            }
        }
    }
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec() -> PathModelSpec {
        PathModelSpec::default()
            .construct("sat", Mode::A, &["s1", "s2"])
            .construct("loy", Mode::A, &["l1"])
            .construct("image", Mode::B, &["i1", "i2"])
            .path("image", &["sat", "loy"])
            .path("sat", &["loy"])
    }

    #[test]
    fn a_model_knows_its_order_and_blocks() {
        let model = PathModel::new(&spec()).expect("a model");
        assert_eq!(model.order(), [2, 0, 1]);
        assert_eq!(model.constructs()[2].items, 3..5);
        assert_eq!(model.constructs()[1].predecessors, [0, 2]);
        assert_eq!(model.items().len(), 5);
    }

    #[test]
    fn models_that_make_no_sense_are_named() {
        let why = |spec: PathModelSpec| PathModel::new(&spec).unwrap_err().to_string();
        assert!(why(spec().path("loy", &["image"])).contains("in a circle"));
        assert!(why(spec().path("sat", &["loy"])).contains("given twice"));
        assert!(why(spec().path("sat", &["price"])).contains("not there"));
        assert!(why(spec().construct("price", Mode::A, &["p"])).contains("no path"));
        assert!(why(spec().construct("sat", Mode::A, &["p"])).contains("given twice"));
        assert!(why(spec().construct("price", Mode::A, &["s1"])).contains("already"));
        assert!(why(spec().construct("price", Mode::A, &[])).contains("no item"));
    }
}
