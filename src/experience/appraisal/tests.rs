//! Hand-worked cases of memory and satisfaction.

use super::*;
use crate::experience::{
    Category, ContactTouch, Differences, Driver, DriverShare, Indicator, Lanes, MonthTouch, QualityClass,
    Touch, Touchpoint, TouchpointDriver,
};
use crate::random::{Purpose, Stream};

/// Contacts alone, with weights of access, manner, ability and ease.
fn contacts(coarse: [f64; 4], complaints_only: bool) -> Touch {
    let mut weights = [0.0; Driver::COUNT];
    weights[..4].copy_from_slice(&coarse);
    Touch { contact: Some(ContactTouch { weights, complaints_only }), month: None }
}

/// Every month alike.
fn months(mean: f64, sd_between: f64, sd_within: f64) -> Touch {
    Touch { contact: None, month: Some(MonthTouch::Level { mean, sd_between, sd_within }) }
}

/// A month whose every chance is this number.
struct Chance(f32);

impl MonthLuck for Chance {
    fn chances(&mut self, _: u32) -> Lanes {
        [self.0; LANES]
    }

    fn uniform(&mut self, _: u32) -> f64 {
        f64::from(self.0)
    }
}

fn model(class: QualityClass) -> ExperienceModel {
    ExperienceModel {
        categories: vec![Category {
            name: "hotline".into(),
            importance: 1.0,
            class: class.into(),
            expectation: 7.0,
            promise: 0.0,
            touch: contacts([0.0, 1.0, 0.0, 0.0], false),
            differences: Differences::default(),
            indicators: Vec::new(),
        }],
        touchpoints: Vec::new(),
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
            broken_promise_weight: 1.0,
            form: MemoryForm::Recency,
            excitement_to_loyalty: 0.0,
            basic_to_acquisition: 0.0,
        },
        channel_effort: Vec::new(),
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
        promise_kept: None,
        channel_effort: 8.0,
    }
}

/// One customer under a model of one category.
struct One {
    appraisal: Appraisal,
    memory: Memory,
}

impl One {
    fn under(model: &ExperienceModel) -> One {
        let mut one = One { appraisal: Appraisal::new(model, 0), memory: Memory::default() };
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
    one.appraisal.after_month(&mut one.memory, &mut [], 0.0, &mut Chance(3.0));
    assert!((one.memory.perception[0] - 5.0).abs() < 1e-5);
    assert_eq!(one.memory.expectation[0], 7.0);
}

/// Mean 6, personal share 1, spread 0.5 and chance 2 make an experience of 8; a tenth of the gap is learned.
#[test]
fn a_monthly_touchpoint_moves_perception_and_expectation_by_hand() {
    let mut monthly = model(QualityClass::Linear);
    monthly.categories[0].touch = months(6.0, 1.0, 0.5);
    let mut one = One::under(&monthly);
    one.memory.personal[0] = 1.0;
    one.appraisal.after_month(&mut one.memory, &mut [], 0.0, &mut Chance(2.0));
    assert!((one.memory.perception[0] - 7.1).abs() < 1e-6);
    assert!((one.memory.expectation[0] - 7.1).abs() < 1e-6);
    one.contact(&contact(1.0), 0.0);
    assert!((one.memory.perception[0] - 7.1).abs() < 1e-6, "contacts do not concern it");
}

/// Who gives up sees only access (1) and ease (10, less 2 for the second attempt); their weights are stretched to 1.
#[test]
fn a_contact_teaches_what_it_shows() {
    let mut both = model(QualityClass::Linear);
    both.categories[0].touch = contacts([0.3, 0.6, 0.0, 0.1], false);
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
    complaints.categories[0].touch = contacts([0.0, 1.0, 0.0, 0.0], true);
    let mut one = One::under(&complaints);
    let before = one.memory;
    one.contact(&contact(9.0), 0.0);
    assert_eq!(one.memory, before);
    one.contact(&ContactFacts { complaint: true, ..contact(9.0) }, 0.0);
    assert_eq!(one.memory.perception[0], 8.0);
}

/// Chances that are the number of the draw.
struct NumberOfBlock;

impl MonthLuck for NumberOfBlock {
    fn chances(&mut self, number: u32) -> Lanes {
        [number as f32; LANES]
    }

    fn uniform(&mut self, _: u32) -> f64 {
        0.5
    }
}

/// The eleventh category behaves as the first does: all blocks take the same steps.
#[test]
fn there_may_be_any_number_of_categories() {
    let mut many = model(QualityClass::Linear);
    many.categories = vec![Category { importance: 1.0 / 11.0, ..many.categories[0].clone() }; 11];
    many.categories[10].touch = months(9.0, 0.0, 1.0);
    let appraisal = Appraisal::new(&many, 0);
    let mut memory = Memory::default();
    let mut further = vec![Memory::default(); Memory::further_blocks(11)];
    assert_eq!(further.len(), 1);
    appraisal.begin(&mut memory, &mut further, 0.0, &mut Stream::new(1, 0).luck(Purpose::Memory, 0, 0));
    appraisal.after_contact(&mut memory, &mut further, &contact(9.0), 0.0, 0.0);
    appraisal.after_month(&mut memory, &mut further, 0.0, &mut NumberOfBlock);
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

/// A promise raises what is expected at once and so lowers satisfaction, and it moves neither what is remembered nor what is
/// expected without it: what was experienced, and what memory fades to, is the same with it and without.
#[test]
fn a_promise_not_kept_lowers_satisfaction_and_is_no_experience() {
    let recency = model(QualityClass::Linear);
    let mut by_peak = recency.clone();
    by_peak.dynamics.form = MemoryForm::PeakEnd { peak: 0.0, end: 0.4 };
    for plain in [recency, by_peak] {
        let mut promised = plain.clone();
        promised.dynamics.promise = 1.0;
        let [without, with] = [plain, promised].map(|model| {
            let appraisal = Appraisal::new(&model, 0);
            let mut memory = Memory::default();
            let mut traces = vec![Memory::default(); model.further_blocks()];
            let mut luck = Stream::new(1, 0).luck(Purpose::Memory, 0, 0);
            appraisal.begin(&mut memory, &mut traces, 0.0, &mut luck);
            for manner in [5.0, 8.0] {
                appraisal.after_contact(&mut memory, &mut traces, &contact(manner), 0.0, 0.0);
                appraisal.after_month(&mut memory, &mut traces, 0.0, &mut Chance(0.0));
            }
            (memory, appraisal.satisfaction(&memory, &traces))
        });
        assert_eq!(with.0, without.0);
        assert!(with.1 < without.1);
    }
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

fn indicator(importance: f64, class: QualityClass) -> Indicator {
    Indicator {
        name: "part".into(),
        importance,
        class: class.into(),
        perception_offset: 0.0,
        expectation_offset: 0.0,
        perception_sd: 0.0,
        expectation_sd: 0.0,
        differences: Differences::default(),
    }
}

/// Indicators without offsets that share their category's class are the category.
#[test]
fn indicators_alike_are_their_category() {
    for class in QualityClass::ALL.map(|(_, class)| class) {
        let plain = model(class);
        let mut split = plain.clone();
        split.categories[0].indicators = [0.5, 0.3, 0.2].map(|weight| indicator(weight, class)).to_vec();
        for (perception, expectation) in [(3.0, 7.0), (9.0, 5.0)] {
            let mut one = One::under(&plain);
            (one.memory.perception[0], one.memory.expectation[0]) = (perception, expectation);
            let whole = one.satisfaction();
            let parts = f64::from(Appraisal::new(&split, 0).satisfaction(&one.memory, &[]));
            assert!((whole - parts).abs() < 1e-4, "{class:?}: {whole} and {parts}");
        }
    }
}

/// Perception 6, expectation 6. The basic half is perceived a point worse (5: shortfall 1), the exciting half a point better
/// and expected a point lower (7 against 5: surplus 2).
#[test]
fn each_indicator_answers_by_its_own_class_and_offsets() {
    let mut split = model(QualityClass::Linear);
    let mut basic = indicator(0.5, QualityClass::Basic);
    basic.perception_offset = -1.0;
    let mut exciting = indicator(0.5, QualityClass::Excitement);
    (exciting.perception_offset, exciting.expectation_offset) = (1.0, -1.0);
    split.categories[0].indicators = vec![basic, exciting];
    let mut one = One::under(&split);
    (one.memory.perception[0], one.memory.expectation[0]) = (6.0, 6.0);
    let direct = 100.0 / 9.0 * (0.5 * 4.0 + 0.5 * 6.0);
    let felt = one.appraisal.felt(&one.memory, &[]);
    assert!((f64::from(felt.direct) - direct).abs() < 1e-4);
    assert!((f64::from(felt.satisfaction) - (direct - 0.5 * 4.0 + 0.5 * 2.0 * 2.0)).abs() < 1e-4);
}

/// Of what is unwanted, less is better: 3 where 5 were expected is a gain of two points, and leaves 7 of 9 points of scale.
#[test]
fn less_of_what_is_unwanted_is_better() {
    let mut one = One::under(&model(QualityClass::Reverse));
    (one.memory.perception[0], one.memory.expectation[0]) = (3.0, 5.0);
    assert!((one.satisfaction() - (100.0 / 9.0 * 7.0 + 2.0 * 2.0)).abs() < 1e-4);
}

/// Expected 7, promised 1 more, perceived 5: of the shortfall of 3 one is due to the promise and counts twice; of a shortfall
/// of half a point the whole is.
#[test]
fn a_broken_promise_costs_double_as_far_as_it_goes() {
    let mut promised = model(QualityClass::Linear);
    promised.dynamics.promise = 1.0;
    promised.dynamics.broken_promise_weight = 2.0;
    let mut one = One::under(&promised);
    for (perception, shortfall, due) in [(5.0, 3.0, 1.0), (7.5, 0.5, 0.5), (8.5, -0.5, 0.0)] {
        (one.memory.perception[0], one.memory.expectation[0]) = (perception, 7.0);
        let answer: f64 = if shortfall > 0.0 { -4.0 * (shortfall + due) } else { -2.0 * shortfall };
        let expected = 100.0 / 9.0 * (f64::from(perception) - 1.0) + answer;
        assert!((one.satisfaction() - expected).abs() < 1e-4, "{perception}");
    }
}

/// A segment that a category does not concern weighs the others as if it did not exist; shifts hold for their segment alone.
#[test]
fn segments_meet_their_own_categories() {
    let mut two = model(QualityClass::Indifferent);
    two.categories[0].importance = 0.25;
    let mut other = two.categories[0].clone();
    other.importance = 0.75;
    other.differences.concerns = vec![true, false];
    other.differences.expectation = vec![1.0, 0.0];
    two.categories.push(other);
    let level = |segment: usize, perception: [f32; 2]| {
        let mut memory = Memory::default();
        memory.perception[..2].copy_from_slice(&perception);
        f64::from(Appraisal::new(&two, segment).satisfaction(&memory, &[]))
    };
    assert!((level(0, [10.0, 1.0]) - 25.0).abs() < 1e-4);
    assert!((level(1, [10.0, 1.0]) - 100.0).abs() < 1e-4);
    assert_eq!((two.expectation_level(0), two.expectation_level(1)), (0.25 * 7.0 + 0.75 * 8.0, 7.0));
}

/// A bill of two drivers, one of which is perceived a point better than it is, feeds a category that contacts move too.
#[test]
fn drivers_of_touchpoints_make_a_month() {
    let driver = |mean, perceived, sd_within| TouchpointDriver {
        name: "driver".into(),
        mean,
        sd_between: 0.0,
        sd_within,
        perceived,
        shifts: vec![0.0, -1.0],
    };
    let mut billed = model(QualityClass::Linear);
    billed.touchpoints = vec![Touchpoint {
        name: "bill".into(),
        per_month: 0.5,
        concerns: Vec::new(),
        drivers: vec![driver(8.0, 1.0, 1.0), driver(5.0, 0.0, 0.0)],
    }];
    let share = |driver, weight| DriverShare { touchpoint: 0, driver, weight };
    billed.categories[0].touch.month = Some(MonthTouch::Drivers(vec![share(0, 0.75), share(1, 0.25)]));
    for (segment, experience) in [(0, 0.75 * 9.4 + 0.25 * 5.0), (1, 0.75 * 8.4 + 0.25 * 4.0)] {
        let appraisal = Appraisal::new(&billed, segment);
        let mut memory = Memory::default();
        appraisal.begin(&mut memory, &mut [], 0.0, &mut Stream::new(1, 0).luck(Purpose::Memory, 0, 0));
        // Met, because 0.4 is below the probability of 0.5; the chance of the first driver is 0.4 too.
        appraisal.after_month(&mut memory, &mut [], 0.0, &mut Chance(0.4));
        let rate: f64 = if experience > 7.0 { 0.1 } else { 0.15 };
        assert!((f64::from(memory.perception[0]) - (7.0 + rate * (experience - 7.0))).abs() < 1e-5);
        memory.perception[0] = 3.0;
        let expected = memory.expectation[0];
        appraisal.after_month(&mut memory, &mut [], 0.0, &mut Chance(0.6));
        assert!((memory.perception[0] - (3.0 + expected) / 2.0).abs() < 1e-5, "not met: memory fades");
        appraisal.after_contact(&mut memory, &mut [], &contact(10.0), 0.0, 0.0);
        assert!(memory.perception[0] > 7.0, "contacts count as well");
    }
}

/// Episodes of 9, 2 and 6 after a start at 7, with learning of a half and losses 1.5 times: peak 2, end 6, mean 4.75.
#[test]
fn memory_by_peak_and_end_by_hand() {
    let mut by_peak = model(QualityClass::Linear);
    by_peak.dynamics.form = MemoryForm::PeakEnd { peak: 0.4, end: 0.4 };
    by_peak.dynamics.expectation_learning = 0.0;
    assert_eq!(by_peak.further_blocks(), 1);
    let appraisal = Appraisal::new(&by_peak, 0);
    let (mut memory, mut traces) = (Memory::default(), [Memory::default()]);
    appraisal.begin(&mut memory, &mut traces, 0.0, &mut Stream::new(1, 0).luck(Purpose::Memory, 0, 0));
    for manner in [9.0, 2.0, 6.0] {
        appraisal.after_contact(&mut memory, &mut traces, &contact(manner), 0.0, 0.0);
    }
    // The mean: 7, 8, 8 - 0.75 x 6 = 3.5, 3.5 + 0.5 x 2.5 = 4.75.
    assert!((memory.perception[0] - (0.4 * 2.0 + 0.4 * 6.0 + 0.2 * 4.75)).abs() < 1e-5);
    appraisal.after_month(&mut memory, &mut traces, 0.0, &mut Chance(0.0));
    assert!((memory.perception[0] - (4.15 + 7.0) / 2.0).abs() < 1e-5, "all of it fades to the expectation");
}

/// Without weights for peak and end, memory by peak and end is memory by recency.
#[test]
fn the_two_forms_of_memory_meet() {
    let plain = model(QualityClass::Linear);
    let mut by_peak = plain.clone();
    by_peak.dynamics.form = MemoryForm::PeakEnd { peak: 0.0, end: 0.0 };
    let mut one = One::under(&plain);
    let appraisal = Appraisal::new(&by_peak, 0);
    let (mut memory, mut traces) = (Memory::default(), [Memory::default()]);
    appraisal.begin(&mut memory, &mut traces, 0.0, &mut Stream::new(1, 0).luck(Purpose::Memory, 0, 0));
    for manner in [9.0, 2.0, 6.0, 3.0] {
        one.contact(&contact(manner), 0.0);
        one.appraisal.after_month(&mut one.memory, &mut [], 0.0, &mut Chance(0.0));
        appraisal.after_contact(&mut memory, &mut traces, &contact(manner), 0.0, 0.0);
        appraisal.after_month(&mut memory, &mut traces, 0.0, &mut Chance(0.0));
        assert!((memory.perception[0] - one.memory.perception[0]).abs() < 1e-5);
        assert!((memory.expectation[0] - one.memory.expectation[0]).abs() < 1e-5);
    }
}

/// Without adaptation the disconfirmation part of a gain stays; with a symmetric curve a loss costs what a gain brings; with
/// learning of 1 the last contact is all that is remembered.
#[test]
fn limits_of_the_model() {
    let mut plain = model(QualityClass::Linear);
    plain.dynamics.expectation_learning = 0.0;
    let mut one = One::under(&plain);
    let before = one.satisfaction();
    (0..400).for_each(|_| one.contact(&contact(8.0), 0.0));
    assert!((one.satisfaction() - before - (100.0 / 9.0 + 2.0)).abs() < 1e-3, "no adaptation, no fading");
    plain.dynamics.loss = plain.dynamics.gain;
    let symmetric = Appraisal::new(&plain, 0);
    let level = |perception: f32| {
        let mut memory = One::under(&plain).memory;
        memory.perception[0] = perception;
        symmetric.satisfaction(&memory, &[])
    };
    assert!((level(8.0) - level(7.0) - (level(7.0) - level(6.0))).abs() < 1e-4);
    plain.dynamics.contact_learning = 1.0;
    plain.dynamics.peak_weight = 1.0;
    let mut forgetful = One::under(&plain);
    [2.0, 9.0, 6.5].into_iter().for_each(|manner| forgetful.contact(&contact(manner), 0.0));
    assert_eq!(forgetful.memory.perception[0], 6.5);
}

/// Perceived 9 where 7 were expected: a surplus of 2 points in an exciting half is a point, in a basic half nothing; a
/// shortfall of 2 the other way round.
#[test]
fn delight_binds_and_missing_basics_keep_away() {
    let mut both = model(QualityClass::Linear);
    both.categories[0].indicators =
        vec![indicator(0.5, QualityClass::Excitement), indicator(0.5, QualityClass::Basic)];
    let cut = Appraisal::new(&both, 0);
    both.dynamics.excitement_to_loyalty = 3.0;
    let linked = Appraisal::new(&both, 0);
    let mut memory = One::under(&both).memory;
    for (perception, points, shortfall) in [(9.0, 3.0, 0.0), (5.0, 0.0, 1.0)] {
        memory.perception[0] = perception;
        assert_eq!(linked.loyalty_points(&memory, &[]), points);
        assert_eq!(linked.basic_shortfall(&memory, &[]), shortfall);
        assert_eq!(cut.loyalty_points(&memory, &[]), 0.0);
        assert_eq!(cut.satisfaction(&memory, &[]), linked.satisfaction(&memory, &[]), "beside satisfaction");
    }
}
