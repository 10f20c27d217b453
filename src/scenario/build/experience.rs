//! The index tree, touchpoints, and how both turn into satisfaction.

use indexmap::IndexMap;

use super::drift;
use crate::experience::{
    Category, ContactTouch, Differences, DriverShare, Dynamics, ExperienceModel, Indicator, MemoryForm,
    MemoryRule, MonthTouch, Touch, Touchpoint, TouchpointDriver, USUAL_CHANNEL_EFFORT, Waiting,
};
use crate::scenario::schema::{
    CategorySpec, DriverSpec, ExperienceSpec, IndicatorSpec, MonthSpec, ScenarioSpec, TouchpointSpec,
};

/// The model in a week of the horizon (`None`: before), which drift depends on.
pub(super) fn experience(spec: &ScenarioSpec, week: Option<usize>) -> ExperienceModel {
    let dynamics = spec.experience.clone().unwrap_or_default();
    let effort = |name: &String| dynamics.channel_effort.get(name).copied().unwrap_or(USUAL_CHANNEL_EFFORT);
    let categories: Vec<(f64, _)> =
        spec.category.iter().map(|of| (of.importance, of.drift.as_ref())).collect();
    let importances = drift::importances(&categories, week);
    ExperienceModel {
        categories: spec
            .category
            .iter()
            .zip(importances)
            .map(|(category, importance)| Builder { spec, week }.category(category, importance))
            .collect(),
        touchpoints: spec.touchpoint.iter().map(|of| Builder { spec, week }.touchpoint(of)).collect(),
        waiting: Waiting {
            factor: dynamics.waiting.factor,
            exponent: dynamics.waiting.exponent,
            acceptable: dynamics.waiting.acceptable.0,
        },
        channel_effort: spec.reason.iter().map(|reason| effort(&reason.name)).collect(),
        dynamics: self::dynamics(&dynamics),
    }
}

fn dynamics(spec: &ExperienceSpec) -> Dynamics {
    Dynamics {
        contact_learning: spec.contact_learning,
        month_learning: spec.month_learning,
        tenure_slowing: spec.tenure_slowing,
        peak_weight: spec.peak_weight,
        memory_half_life: spec.memory_half_life.0,
        expectation_learning: spec.expectation_learning,
        direct: spec.direct,
        gain: spec.gain,
        loss: spec.loss,
        promise: spec.promise,
        broken_promise_weight: spec.broken_promise_weight,
        excitement_to_loyalty: spec.excitement_to_loyalty,
        basic_to_acquisition: spec.basic_to_acquisition,
        form: match spec.memory.0 {
            MemoryRule::Recency => MemoryForm::Recency,
            MemoryRule::PeakEnd => MemoryForm::PeakEnd { peak: spec.peak_share, end: spec.end_share },
        },
    }
}

/// What the parts of the model refer to.
struct Builder<'s> {
    spec: &'s ScenarioSpec,
    week: Option<usize>,
}

impl Builder<'_> {
    fn category(&self, spec: &CategorySpec, importance: f64) -> Category {
        let indicators: Vec<(f64, _)> =
            spec.indicator.iter().map(|of| (of.importance, of.drift.as_ref())).collect();
        let importances = drift::importances(&indicators, self.week);
        Category {
            name: spec.name.clone(),
            importance,
            class: drift::class(spec.class.0, spec.drift.as_ref(), self.week),
            expectation: spec.expectation,
            promise: spec.promise,
            touch: self.touch(spec),
            differences: Differences {
                concerns: self.concerns(spec.segments.as_ref()),
                perception: self.shifts(&spec.experience_shifts),
                expectation: self.shifts(&spec.expectation_shifts),
            },
            indicators: spec
                .indicator
                .iter()
                .zip(importances)
                .map(|(indicator, importance)| self.indicator(indicator, spec, importance))
                .collect(),
        }
    }

    fn indicator(&self, spec: &IndicatorSpec, category: &CategorySpec, importance: f64) -> Indicator {
        let class = spec.class.unwrap_or(category.class);
        Indicator {
            name: spec.name.clone(),
            importance,
            class: drift::class(class.0, spec.drift.as_ref(), self.week),
            perception_offset: spec.perception_offset,
            expectation_offset: spec.expectation_offset,
            perception_sd: spec.perception_sd,
            expectation_sd: spec.expectation_sd,
            differences: Differences {
                concerns: self.concerns(spec.segments.as_ref()),
                perception: self.shifts(&spec.perception_shifts),
                expectation: self.shifts(&spec.expectation_shifts),
            },
        }
    }

    fn touch(&self, spec: &CategorySpec) -> Touch {
        let (weights, complaints_only) = match (&spec.contact, &spec.complaint) {
            (Some(weights), _) => (Some(weights), false),
            (None, weights) => (weights.as_ref(), true),
        };
        let contact = weights.map(|weights| ContactTouch { weights: weights.as_array(), complaints_only });
        let month = match &spec.month {
            Some(MonthSpec { mean, sd_between, sd_within }) => {
                Some(MonthTouch::Level { mean: *mean, sd_between: *sd_between, sd_within: *sd_within })
            }
            None => self.drivers(spec),
        };
        Touch { contact, month }
    }

    fn drivers(&self, spec: &CategorySpec) -> Option<MonthTouch> {
        let mut shares = Vec::new();
        for (touchpoint, weights) in &spec.touchpoint {
            let number = self.spec.touchpoint.iter().position(|of| of.name == *touchpoint)?;
            let drivers = &self.spec.touchpoint[number].driver;
            for (driver, weight) in weights {
                let driver = drivers.iter().position(|of| of.name == *driver)?;
                shares.push(DriverShare { touchpoint: number, driver, weight: weight.0 });
            }
        }
        (!shares.is_empty()).then_some(MonthTouch::Drivers(shares))
    }

    fn touchpoint(&self, spec: &TouchpointSpec) -> Touchpoint {
        Touchpoint {
            name: spec.name.clone(),
            per_month: spec.per_month,
            concerns: self.concerns(spec.segments.as_ref()),
            drivers: spec.driver.iter().map(|driver| self.driver(driver)).collect(),
        }
    }

    fn driver(&self, spec: &DriverSpec) -> TouchpointDriver {
        TouchpointDriver {
            name: spec.name.clone(),
            mean: spec.mean,
            sd_between: spec.sd_between,
            sd_within: spec.sd_within,
            perceived: spec.perceived,
            shifts: self.shifts(&spec.shifts),
        }
    }

    /// Whether each segment is among those named; empty when none is named.
    fn concerns(&self, named: Option<&Vec<String>>) -> Vec<bool> {
        let of = |named: &Vec<String>| {
            self.spec.segment.iter().map(|segment| named.contains(&segment.name)).collect()
        };
        named.map(of).unwrap_or_default()
    }

    /// Points of each segment; empty when none is named.
    fn shifts(&self, named: &IndexMap<String, f64>) -> Vec<f64> {
        if named.is_empty() {
            return Vec::new();
        }
        self.spec.segment.iter().map(|segment| named.get(&segment.name).copied().unwrap_or(0.0)).collect()
    }
}
