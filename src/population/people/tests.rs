//! Laws of the people drawn, their rate classes and correlations.

use super::*;
use crate::random::math;

pub(in crate::population) fn segment(size: u32) -> Segment {
    Segment {
        name: "all".into(),
        size,
        tenure_months: Distribution::constant(24.0).unwrap(),
        monthly_revenue: Distribution::lognormal(20.0, 0.5).unwrap(),
        contact_factor: 1.0,
        contact_cv: 0.8,
        patience_factor: 1.0,
        expectation_shift: 0.0,
        churn_monthly: 0.02,
        complaint_factor: 1.0,
        contract_share: 0.5,
        newcomers_per_month: 0.0,
        susceptibility_cv: 0.0,
        copula: None,
    }
}

fn drawn_on(threads: usize, segments: &[Segment], reserved: &[u32]) -> Vec<Person> {
    let layout = Layout::new(segments, reserved);
    let mut people = vec![Person::default(); layout.slots()];
    let settle = |row: &mut Person, person: &Person| *row = *person;
    draw(segments, &layout, 0.7, &Stream::new(1, 0), threads, &mut people, settle);
    people
}

fn drawn(segments: &[Segment], reserved: &[u32]) -> Vec<Person> {
    drawn_on(1, segments, reserved)
}

/// Survivors are the sturdy ones: mean frailty given survival is k / (k + H), at 5 sigma.
#[test]
fn initial_customers_have_survived_to_their_tenure() {
    let people = drawn(&[segment(40_000)], &[40_000]);
    let mean = |people: &[Person]| {
        people.iter().map(|person| f64::from(person.frailty)).sum::<f64>() / people.len() as f64
    };
    let shape = 1.0 / 0.49;
    let expected = shape / (shape + 24.0 * -math::ln(0.98));
    assert!((mean(&people[..40_000]) - expected).abs() < 5.0 * 0.7 * expected / 200.0);
    assert!((mean(&people[40_000..]) - 1.0).abs() < 5.0 * 0.7 / 200.0);
}

/// The rates are those that were drawn; every class lies above the one before it.
#[test]
fn contact_rates_are_dealt_out_by_class() {
    for size in [1usize, 63, 64, 100, DEALT_AMONG, DEALT_AMONG + 77] {
        let people = drawn(&[segment(size as u32)], &[0]);
        let laws = segment(size as u32);
        let laws = Laws::new(&laws, 0.7, false);
        let rate = |slot: usize| {
            let raw = laws.raw(&mut Stream::new(1, 0).luck(Purpose::Traits, slot as u64, 0));
            laws.person(&raw).contact_rate
        };
        for from in (0..size).step_by(DEALT_AMONG) {
            let block = from..size.min(from + DEALT_AMONG);
            let mut wanted: Vec<f32> = block.clone().map(rate).collect();
            wanted.sort_by(f32::total_cmp);
            let mut by_class: Vec<f32> = Vec::new();
            for class in 0..RATE_CLASSES {
                let of_class = block.clone().skip(class).step_by(RATE_CLASSES);
                let mut rates: Vec<f32> = of_class.map(|slot| people[slot].contact_rate).collect();
                rates.sort_by(f32::total_cmp);
                by_class.extend(rates);
            }
            assert_eq!(by_class, wanted);
        }
    }
}

fn joined(size: u32) -> Segment {
    let correlations = [
        (Trait::Tenure, Trait::Revenue, 0.6),
        (Trait::Revenue, Trait::ContactRate, -0.4),
        (Trait::Tenure, Trait::ResponseStyle, 0.5),
    ];
    Segment {
        tenure_months: Distribution::exponential(30.0).unwrap(),
        copula: Copula::new(&correlations),
        susceptibility_cv: 0.5,
        ..segment(size)
    }
}

/// Five segments of people who are alike whatever the number of threads.
#[test]
fn people_do_not_depend_on_the_threads() {
    let segments: Vec<Segment> = (1..6).map(|size| joined(size * 3_000)).collect();
    let reserved = [5_000, 0, 10, 4_097, 1];
    let alone = drawn_on(1, &segments, &reserved);
    for threads in [2, 5] {
        assert_eq!(drawn_on(threads, &segments, &reserved), alone);
    }
}

/// Ranks from 0 in the order of the values.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    order.into_iter().enumerate().for_each(|(rank, place)| ranks[place] = rank as f64);
    ranks
}

fn rank_correlation(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let middle = (n - 1.0) / 2.0;
    let products = ranks(a).iter().zip(ranks(b)).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>();
    products / (n * (n * n - 1.0) / 12.0)
}

/// Spearman's correlation under a Gaussian copula is 6 / pi x asin(r / 2); its standard error is below 1 / sqrt(n). Each
/// gate at 5 standard errors: a false alarm below 1e-6.
#[test]
fn traits_go_together_as_stated() {
    let n = 40_000;
    let people = drawn(&[joined(n)], &[0]);
    let column = |of: &dyn Fn(&Person) -> f64| people.iter().map(of).collect::<Vec<f64>>();
    let tenure = column(&|of| f64::from(of.tenure_months));
    let revenue = column(&|of| f64::from(of.monthly_revenue));
    let rate = column(&|of| f64::from(of.contact_rate));
    let style = column(&|of| f64::from(of.response_style.unwrap()));
    let susceptibility = column(&|of| f64::from(of.susceptibility));
    let gate = 5.0 / f64::from(n).sqrt();
    let spearman = |normal: f64| 6.0 / std::f64::consts::PI * (normal / 2.0).asin();
    for (a, b, normal) in [
        (&tenure, &revenue, 0.6),
        (&revenue, &rate, -0.4),
        (&tenure, &style, 0.5),
        (&tenure, &rate, 0.0),
        (&revenue, &susceptibility, 0.0),
    ] {
        let found = rank_correlation(a, b);
        assert!((found - spearman(normal)).abs() < gate, "{found} where {} was stated", spearman(normal));
    }
    let canary = rank_correlation(&tenure, &revenue);
    assert!((canary - spearman(0.5)).abs() > gate, "the gate would see a correlation that is off by 0.1");
}

/// Going together changes nobody's law: the values are those of people who do not.
#[test]
fn correlated_traits_keep_their_laws() {
    let together = drawn(&[joined(9_000)], &[0]);
    let apart = drawn(&[Segment { copula: None, ..joined(9_000) }], &[0]);
    let sorted = |people: &[Person], of: &dyn Fn(&Person) -> u32| {
        let mut values: Vec<u32> = people.iter().map(of).collect();
        values.sort_unstable();
        values
    };
    for of in [
        &(|of: &Person| of.tenure_months.to_bits()) as &dyn Fn(&Person) -> u32,
        &|of| of.monthly_revenue,
        &|of| of.contact_rate.to_bits(),
    ] {
        assert_eq!(sorted(&together, of), sorted(&apart, of));
    }
}
