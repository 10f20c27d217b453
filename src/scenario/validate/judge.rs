//! Rules of formulas on trial: names of their own, and a grammar that can be read. Which columns there are is known only
//! once the survey is built; `goodwill judge` tells what is wrong with those.

use super::names::one_name;
use crate::metrics::formula::Formula;
use crate::scenario::codes::Code;
use crate::scenario::diagnostics::{Diagnostic, Sink};
use crate::scenario::path::Path;
use crate::scenario::schema::ScenarioSpec;

/// Tells every broken rule of `[judge]`.
pub(super) fn judge(spec: &ScenarioSpec, sink: &mut Sink) {
    let formulas = &spec.judge.formula;
    let list = Path::root().key("judge").key("formula");
    let names: Vec<Option<&str>> = formulas.iter().map(|formula| Some(formula.name.as_str())).collect();
    for (index, formula) in formulas.iter().enumerate() {
        let here = list.item(index, &formula.name);
        one_name("formula", &formula.name, &names[..index], index, &here.key("name"), sink);
        if let Err(mistakes) = Formula::grammar(&formula.formula) {
            let message = format!("the formula `{}` cannot be read: {mistakes}", formula.name);
            let diagnostic = Diagnostic::new(Code::Formula, message).why(
                "a formula is an expression over the survey's columns, such as 100 * (mean(overall) - 1) / 9",
            );
            sink.value(&here.key("formula"), diagnostic);
        }
    }
}
