//! A planted defect: how the tests show that every gate can fail.

use std::sync::Arc;

use crate::journey::Blueprint;
use crate::operation::Centre;

use super::setup::Callers;

/// A small fault put into a model before it is run; the known values stay those of the sound model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Defect {
    /// Agents take this many times as long for talk, hold and wrap-up.
    Handling(f64),
    /// Customers wait this many times as long before they give up.
    Patience(f64),
    /// This many times as many contacts arrive, with this many times the variation between days.
    Arrivals(f64),
}

impl Defect {
    pub(super) fn arrivals(self) -> f64 {
        if let Defect::Arrivals(factor) = self { factor } else { 1.0 }
    }

    pub(super) fn plant_in_centre(self, centre: &mut Centre) {
        match self {
            Defect::Handling(factor) => {
                centre.teams.iter_mut().for_each(|team| team.handling_time *= factor);
            }
            Defect::Patience(factor) => {
                for reason in &mut centre.reasons {
                    reason.patience = reason.patience.as_ref().map(|law| law.scaled(factor));
                }
            }
            Defect::Arrivals(_) => {}
        }
    }

    pub(super) fn plant_in_callers(self, callers: &mut Callers) {
        let factor = self.arrivals();
        match callers {
            Callers::Stream { per_hour, busyness_cv } => {
                per_hour.iter_mut().for_each(|pattern| *pattern = pattern.scaled(factor));
                *busyness_cv *= factor;
            }
            Callers::Population { idle, .. } => *idle = idle.scaled(1.0 / factor),
        }
    }

    pub(super) fn plant_in_blueprint(self, blueprint: &mut Blueprint) {
        let models = std::iter::once(&mut blueprint.before).chain(&mut blueprint.weeks);
        models.for_each(|week| self.plant_in_centre(&mut Arc::make_mut(week).centre));
        let arrivals = &mut blueprint.demand.arrivals;
        for reason in &mut arrivals.reasons {
            *reason = reason.scaled(self.arrivals());
        }
        arrivals.fluctuation.busyness_cv *= self.arrivals();
    }
}
