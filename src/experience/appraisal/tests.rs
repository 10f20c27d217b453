//! Hand-worked cases of memory and satisfaction.

use super::*;
use crate::experience::QualityClass;
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

/// One customer under a model of one category.
struct One {
    appraisal: Appraisal,
    memory: Memory,
}

impl One {
    fn under(model: &ExperienceModel) -> One {
        let mut one = One { appraisal: Appraisal::new(model), memory: Memory::default() };
        let mut luck = Stream::new(1, 0).luck(Purpose::Memory, 0, 0);
        one.appraisal.begin(&mut one.memory, &mut [], 0.0, &mut luck);
        one
    }

    fn contact(&mut self, facts: &ContactFacts, lift: f64) {
        self.appraisal.after_contact(&mut self.memory, &mut [], facts, lift, 0.0);
    }

    fn satisfaction(&self) -> f64 {
        f64::from(self.appraisal.satisfaction(&self.memory, &[]))
    }
}

#[test]
fn a_contact_moves_perception_and_expectation_by_hand() {
    let mut one = One::under(&model(QualityClass::Linear));
    one.contact(&contact(9.0), 0.0);
    assert_eq!(one.memory.perception[0], 8.0); // half of the gap of 2
    assert_eq!(one.memory.expectation[0], 7.2); // a tenth of it
    one.contact(&contact(4.0), 0.0);
    assert_eq!(one.memory.perception[0], 5.0); // worse weighs 1.5 times: 0.75 of the gap of -4
    one.contact(&contact(4.0), 2.0);
    assert_eq!(one.memory.perception[0], 5.5, "a lift raises the experience");
}

#[test]
fn a_month_without_contact_halves_the_gap_to_expectation() {
    let mut one = One::under(&model(QualityClass::Linear));
    one.memory.perception[0] = 3.0;
    one.appraisal.after_month(&mut one.memory, &mut [], 0.0, |_| [3.0; LANES]);
    assert!((one.memory.perception[0] - 5.0).abs() < 1e-5);
    assert_eq!(one.memory.expectation[0], 7.0);
}

/// Mean 6, personal share 1, spread 0.5 and chance 2 make an experience of 8; a tenth of the gap is learned.
#[test]
fn a_monthly_touchpoint_moves_perception_and_expectation_by_hand() {
    let mut monthly = model(QualityClass::Linear);
    monthly.categories[0].touch = Touch::Month { mean: 6.0, sd_between: 1.0, sd_within: 0.5 };
    let mut one = One::under(&monthly);
    one.memory.personal[0] = 1.0;
    one.appraisal.after_month(&mut one.memory, &mut [], 0.0, |_| [2.0; LANES]);
    assert!((one.memory.perception[0] - 7.1).abs() < 1e-6);
    assert!((one.memory.expectation[0] - 7.1).abs() < 1e-6);
    one.contact(&contact(1.0), 0.0);
    assert!((one.memory.perception[0] - 7.1).abs() < 1e-6, "contacts do not concern it");
}

/// Who gives up sees only access (1) and ease (10, less 2 for the second attempt); their weights are stretched to 1.
#[test]
fn a_contact_teaches_what_it_shows() {
    let mut both = model(QualityClass::Linear);
    both.categories[0].touch = Touch::Contact { weights: [0.3, 0.6, 0.0, 0.1], complaints_only: false };
    let gave_up = ContactFacts { answered: false, attempts: 2, wait_s: 300.0, ..contact(9.0) };
    let mut one = One::under(&both);
    one.contact(&gave_up, 0.0);
    let experience = (0.3 * 1.0 + 0.1 * 8.0) / 0.4;
    assert!((f64::from(one.memory.perception[0]) - (7.0 + 0.75 * (experience - 7.0))).abs() < 1e-5);
    let mut manner_only = One::under(&model(QualityClass::Linear));
    let before = manner_only.memory;
    manner_only.contact(&gave_up, 0.0);
    assert_eq!(manner_only.memory, before, "it showed nothing of manner");
}

#[test]
fn complaint_categories_heed_complaints_alone() {
    let mut complaints = model(QualityClass::Linear);
    complaints.categories[0].touch = Touch::Contact { weights: [0.0, 1.0, 0.0, 0.0], complaints_only: true };
    let mut one = One::under(&complaints);
    let before = one.memory;
    one.contact(&contact(9.0), 0.0);
    assert_eq!(one.memory, before);
    one.contact(&ContactFacts { complaint: true, ..contact(9.0) }, 0.0);
    assert_eq!(one.memory.perception[0], 8.0);
}

/// The eleventh category behaves as the first does: all blocks take the same steps.
#[test]
fn there_may_be_any_number_of_categories() {
    let mut many = model(QualityClass::Linear);
    many.categories = vec![Category { importance: 1.0 / 11.0, ..many.categories[0].clone() }; 11];
    many.categories[10].touch = Touch::Month { mean: 9.0, sd_between: 0.0, sd_within: 1.0 };
    let appraisal = Appraisal::new(&many);
    let mut memory = Memory::default();
    let mut further = vec![Memory::default(); Memory::further_blocks(11)];
    assert_eq!(further.len(), 1);
    appraisal.begin(&mut memory, &mut further, 0.0, &mut Stream::new(1, 0).luck(Purpose::Memory, 0, 0));
    appraisal.after_contact(&mut memory, &mut further, &contact(9.0), 0.0, 0.0);
    appraisal.after_month(&mut memory, &mut further, 0.0, |block| [block as f32; LANES]);
    assert_eq!(memory.perception[7], further[0].perception[1]);
    assert!((further[0].perception[2] - 7.3).abs() < 1e-6, "a tenth of the gap to 9 + 1");
    let one = One::under(&model(QualityClass::Linear));
    let level = appraisal.satisfaction(&memory, &further);
    assert!(f64::from(level) > one.satisfaction(), "{level}");
}

#[test]
fn satisfaction_is_direct_perception_plus_the_answer_of_the_class() {
    for (class, expected) in
        [(QualityClass::Linear, 100.0 / 9.0 * 4.0 - 4.0 * 2.0), (QualityClass::Excitement, 100.0 / 9.0 * 4.0)]
    {
        let mut one = One::under(&model(class));
        one.memory.perception[0] = 5.0;
        assert!((one.satisfaction() - expected).abs() < 1e-4);
    }
}

/// A promise raises expectation at once and so lowers satisfaction; the fading of the disconfirmation part follows.
#[test]
fn a_promise_not_kept_lowers_satisfaction() {
    let plain = model(QualityClass::Linear);
    let mut promised = plain.clone();
    promised.dynamics.promise = 1.0;
    let one = One::under(&plain);
    let under_promise = Appraisal::new(&promised).satisfaction(&one.memory, &[]);
    assert!(f64::from(under_promise) < one.satisfaction());
}

/// A lasting gain: the short-run effect is direct plus disconfirmation, the long-run effect the direct part alone.
#[test]
fn the_disconfirmation_part_of_a_gain_fades_and_the_direct_part_stays() {
    let mut one = One::under(&model(QualityClass::Linear));
    let before = one.satisfaction();
    let mut widest: f32 = 0.0;
    for _ in 0..400 {
        one.contact(&contact(8.0), 0.0);
        widest = widest.max(one.memory.perception[0] - one.memory.expectation[0]);
    }
    let after = one.satisfaction();
    assert!((after - before - 100.0 / 9.0).abs() < 1e-3, "{after} - {before}");
    assert!(widest > 0.5, "perception runs ahead of expectation at first: {widest}");
}
