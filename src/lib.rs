//! Goodwill simulates how the way a firm serves its customers turns into satisfaction, churn and money.
//!
//! The rooms are the field's nouns; `ARCHITECTURE.md` is the map. What the command line does, a library user does too:
//!
//! ```
//! use goodwill::experiment::{Settings, Watch, run};
//! use goodwill::parallel::Cancellation;
//! use goodwill::scenario::parse;
//!
//! let text = r#"
//! name = "M/M/c+M"
//! [time]
//! horizon = "200h"
//! warm_up = "20h"
//! [[reason]]
//! name = "call"
//! arrivals_per_hour = 55.0
//! talk = { dist = "exponential", mean = "1h" }
//! patience = { dist = "exponential", mean = "2h" }
//! [[team]]
//! name = "agents"
//! agents = 50
//! skills = ["call"]
//! "#;
//! let scenario = parse(text, "erlang-a.toml").expect("the scenario is right");
//! let settings = Settings { replications: 4, ..Settings::default() };
//! let watch = Watch { cancellation: &Cancellation::default(), progress: &|_| (), records: None };
//! let outcome = run(&scenario, &settings, &watch).expect("the run succeeds");
//! let abandoned = &outcome.results.arms[0].metrics["abandonment_rate"];
//! assert!((abandoned.mean - 0.102).abs() < 0.02);
//! ```

pub mod cli;
pub mod data;
pub mod experience;
pub mod experiment;
pub mod journey;
pub mod judge;
pub mod loyalty;
pub mod measurement;
pub mod metrics;
pub mod operation;
pub mod parallel;
pub mod population;
pub mod random;
pub mod report;
pub mod scenario;
pub mod statistics;
mod suggest;
pub mod survey;
pub mod time;
