//! Hand-worked cases of memory and satisfaction.

use super::*;
use crate::experience::{Category, Dynamics, QualityClass, Waiting};
use crate::random::{Purpose, Stream};

fn model(class: QualityClass) -> ExperienceModel {
    ExperienceModel {
        categories: vec![Category {
            name: "hotline".into(),
            importance: 1.0,
            class,
            expectation: 7.0,
            touch: Touch::Contact { weights: [0.0, 1.0, 0.0, 0.0], complaints_only: false },
        }],
        dynamics: Dynamics {
            contact_learning: 0.5,
            month_learning: 0.1,
            tenure_slowing: 0.0,
            peak_weight: 1.5,
            memory_half_life: Duration::MONTH,
            expectation_learning: 0.1,
            direct: 100.0 / 9.0,
            gain: 2.0,
            loss: 4.0,
            promise: 0.0,
        },
        waiting: Waiting { factor: 1.0, exponent: 1.0, acceptable: Duration::seconds(60) },
    }
}

fn contact(manner: f64) -> ContactFacts {
    ContactFacts {
        answered: true,
        wait_s: 0.0,
        attempts: 1,
        transferred: false,
        resolved: true,
        competence: 0.0,
        manner,
        complaint: false,
    }
}

fn memory_of(model: &ExperienceModel) -> Memory {
    let mut memory = Memory::default();
    memory.reset(1, 1);
    memory.begin(0, model, 0.0, &mut Stream::new(1, 0).luck(Purpose::Memory, 0, 0));
    memory
}

#[test]
fn a_contact_moves_perception_and_expectation_by_hand() {
    let model = model(QualityClass::Linear);
    let mut memory = memory_of(&model);
    memory.after_contact(0, &model, &contact(9.0), 0.0, 0.0);
    assert_eq!(memory.perceptions(0), [8.0]); // half of the gap of 2
    assert_eq!(memory.expectations(0), [7.2]); // a tenth of it
    memory.after_contact(0, &model, &contact(4.0), 0.0, 0.0);
    assert_eq!(memory.perceptions(0), [5.0]); // worse weighs 1.5 times: 0.75 of the gap of -4
}

#[test]
fn a_month_without_contact_halves_the_gap_to_expectation() {
    let model = model(QualityClass::Linear);
    let mut memory = memory_of(&model);
    memory.row_mut(0).perception[0] = 3.0;
    memory.after_month(
        0,
        &model,
        model.dynamics.monthly_fading(),
        0.0,
        &mut Stream::new(1, 0).luck(Purpose::Month, 0, 0),
    );
    assert!((memory.perceptions(0)[0] - 5.0).abs() < 1e-5);
}

#[test]
fn satisfaction_is_direct_perception_plus_the_answer_of_the_class() {
    for (class, expected) in
        [(QualityClass::Linear, 100.0 / 9.0 * 4.0 - 4.0 * 2.0), (QualityClass::Excitement, 100.0 / 9.0 * 4.0)]
    {
        let model = model(class);
        let mut memory = memory_of(&model);
        memory.row_mut(0).perception[0] = 5.0;
        assert!((f64::from(memory.satisfaction(0, &model)) - expected).abs() < 1e-4);
    }
}

/// A promise raises expectation at once and so lowers satisfaction; the fading of the disconfirmation part follows.
#[test]
fn a_promise_not_kept_lowers_satisfaction() {
    let plain = model(QualityClass::Linear);
    let mut promised = plain.clone();
    promised.dynamics.promise = 1.0;
    let memory = memory_of(&plain);
    assert!(memory.satisfaction(0, &promised) < memory.satisfaction(0, &plain));
}

/// A lasting gain: the short-run effect is direct plus disconfirmation, the long-run effect the direct part alone.
#[test]
fn the_disconfirmation_part_of_a_gain_fades_and_the_direct_part_stays() {
    let model = model(QualityClass::Linear);
    let mut memory = memory_of(&model);
    let before = f64::from(memory.satisfaction(0, &model));
    let mut widest: f64 = 0.0;
    for _ in 0..400 {
        memory.after_contact(0, &model, &contact(8.0), 0.0, 0.0);
        widest = widest.max(f64::from(memory.perceptions(0)[0] - memory.expectations(0)[0]));
    }
    let after = f64::from(memory.satisfaction(0, &model));
    assert!((after - before - 100.0 / 9.0).abs() < 1e-3, "{after} - {before}");
    assert!(widest > 0.5, "perception runs ahead of expectation at first: {widest}");
}
