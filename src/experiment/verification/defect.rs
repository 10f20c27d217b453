//! A planted defect: how anybody can see that the gates can fail.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::journey::Blueprint;
use crate::operation::{ArrivalModel, Centre};

/// A small fault put into every model before it is run; the known values stay those of the sound model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Defect {
    /// Agents take this many times as long for talk, hold and wrap-up.
    Handling(f64),
    /// Customers wait this many times as long before they give up.
    Patience(f64),
    /// This many times as many contacts arrive.
    Arrivals(f64),
    /// Resolution, containment, balking and the acceptance of callbacks are this many times as likely.
    Chances(f64),
}

/// A defect's word, and how it is made of a factor.
type Named = (&'static str, fn(f64) -> Defect);

impl Defect {
    /// The words by which a defect is named, with what each multiplies.
    pub const NAMES: [Named; 4] = [
        ("handling", Defect::Handling),
        ("patience", Defect::Patience),
        ("arrivals", Defect::Arrivals),
        ("chances", Defect::Chances),
    ];

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
            Defect::Chances(factor) => {
                for reason in &mut centre.reasons {
                    let service = reason.self_service.iter_mut().map(|service| &mut service.containment);
                    let offer = reason.callback.iter_mut().map(|offer| &mut offer.accept);
                    let chances = [&mut reason.balking].into_iter().chain(service).chain(offer);
                    chances.for_each(|chance| *chance = (*chance * factor).min(1.0));
                    if reason.resolution < 1.0 {
                        reason.resolution = (reason.resolution * factor).min(1.0);
                    }
                }
            }
            Defect::Arrivals(_) => {}
        }
    }

    pub(super) fn plant_in_arrivals(self, arrivals: &mut ArrivalModel) {
        if let Defect::Arrivals(factor) = self {
            arrivals.reasons.iter_mut().for_each(|reason| *reason = reason.scaled(factor));
        }
    }

    pub(super) fn plant_in_blueprint(self, blueprint: &mut Blueprint) {
        let models = std::iter::once(&mut blueprint.before).chain(&mut blueprint.weeks);
        models.for_each(|week| self.plant_in_centre(&mut Arc::make_mut(week).centre));
        self.plant_in_arrivals(&mut blueprint.demand.arrivals);
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (name, factor) = match self {
            Defect::Handling(factor) => ("handling", factor),
            Defect::Patience(factor) => ("patience", factor),
            Defect::Arrivals(factor) => ("arrivals", factor),
            Defect::Chances(factor) => ("chances", factor),
        };
        write!(f, "{name}={factor}")
    }
}

impl FromStr for Defect {
    type Err = String;

    fn from_str(text: &str) -> Result<Defect, String> {
        let help = "write handling=1.01, patience=0.9, arrivals=1.05 or chances=1.1";
        let (name, factor) = text.split_once('=').ok_or(help)?;
        let factor: f64 = factor.trim().parse().map_err(|_| help)?;
        if !(0.1..=10.0).contains(&factor) {
            return Err("the factor of a planted defect must lie between 0.1 and 10".to_string());
        }
        let named = Defect::NAMES.iter().find(|(known, _)| *known == name.trim());
        named.map(|(_, make)| make(factor)).ok_or_else(|| help.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_is_read_as_it_is_written() {
        for (name, make) in Defect::NAMES {
            let defect = make(1.25);
            assert_eq!(defect.to_string(), format!("{name}=1.25"));
            assert_eq!(defect.to_string().parse(), Ok(defect));
        }
        for wrong in ["handling", "handling=fast", "handling=0", "handling=NaN", "luck=1.1"] {
            assert!(wrong.parse::<Defect>().is_err(), "{wrong}");
        }
    }
}
