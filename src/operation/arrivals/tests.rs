//! Arrivals: exact where they are, and in their law where chance decides. Every statistical gate is one of the registered.

use super::*;
use crate::operation::Engine;
use crate::operation::centre::{Centre, Door, Reason, Team};
use crate::operation::contact::{ContactRecord, Request};
use crate::operation::routing::Routing;
use crate::operation::seam::Observer;
use crate::random::{Distribution, Stream, math};
use crate::statistics::Gate;
use crate::time::{Calendar, Duration};

fn days(count: u64) -> Calendar {
    let horizon = Duration::micros(count * Duration::DAY.as_micros());
    Calendar { start: Duration::ZERO, warm_up: Duration::ZERO, horizon }
}

fn stream() -> Stream {
    Stream::new(5, 0)
}

fn one(arrivals: Arrivals) -> ArrivalModel {
    ArrivalModel { reasons: vec![arrivals], ..ArrivalModel::rates(&[]) }
}

fn all(model: &ArrivalModel, calendar: Calendar) -> Vec<Request> {
    let majorant = vec![1.0; model.reasons.len()];
    let mut primary = PrimaryStream::of(stream(), calendar, model, &majorant, &[]);
    std::iter::from_fn(|| primary.take()).collect()
}

fn per_day(requests: &[Request], calendar: Calendar) -> Vec<f64> {
    let mut counts = vec![0.0; (calendar.horizon.as_micros() / Duration::DAY.as_micros()) as usize];
    for request in requests {
        counts[calendar.day_number(request.at) as usize] += 1.0;
    }
    counts
}

fn mean_and_variance(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (mean, values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0))
}

/// Counts in a quiet and a busy quarter of an hour against their Poisson means.
#[test]
fn counts_follow_the_rate_across_borders() {
    let mut values = vec![0.0; QUARTERS_PER_WEEK];
    (values[10], values[11]) = (400.0, 40.0);
    let calendar = days(7 * 400);
    let requests = all(&one(Arrivals::Rates(WeekPattern { values })), calendar);
    assert!(requests.is_sorted_by_key(|request| request.at));
    let in_quarter = |wanted| {
        requests.iter().filter(|request| calendar.quarter_of_week(request.at) == wanted).count() as f64
    };
    let (busy, quiet) = (in_quarter(10), in_quarter(11));
    assert_eq!(busy + quiet, requests.len() as f64, "nobody comes at a rate of 0");
    for (count, mean) in [(busy, 40_000.0f64), (quiet, 4_000.0)] {
        assert!(Gate::registered().holds(count, mean, mean.sqrt()), "{count} against {mean}");
    }
}

/// Gaps between arrivals across many borders of unequal rates, spent by their rates, are standard exponential: 200 000 of
/// them against the distribution function. A gap that started anew at each border would be found.
#[test]
fn the_time_changed_gaps_are_exponential() {
    let values = (0..QUARTERS_PER_WEEK).map(|quarter| [2.0, 11.0, 0.0, 5.0, 30.0][quarter % 5]).collect();
    let pattern = WeekPattern { values };
    let calendar = days(7 * 125);
    let requests = all(&one(Arrivals::Rates(pattern.clone())), calendar);
    let quarter = 900e6;
    let mut upto = vec![0.0];
    pattern.values.iter().for_each(|rate| upto.push(upto[upto.len() - 1] + rate / 4.0));
    let integral = |at: Instant| {
        let (weeks, rest) = (at.as_micros() / 604_800_000_000, at.as_micros() % 604_800_000_000);
        let place = rest as f64 / quarter;
        let within = (place - place.floor()) * pattern.values[place as usize] / 4.0;
        weeks as f64 * upto[QUARTERS_PER_WEEK] + upto[place as usize] + within
    };
    let mut before = 0.0;
    let mut gaps: Vec<f64> = requests
        .iter()
        .map(|request| {
            let now = integral(request.at);
            now - std::mem::replace(&mut before, now)
        })
        .collect();
    let n = gaps.len() as u64;
    assert!(n > 190_000);
    let distance = crate::statistics::gate::kolmogorov_distance(&mut gaps, |gap| 1.0 - math::exp(-gap));
    assert!(distance < Gate::registered().largest_distance(n), "{distance}");
}

#[test]
fn another_reason_moves_no_arrival_of_the_first() {
    let patterns: Vec<WeekPattern> = (1..=11).map(|k| WeekPattern::constant(f64::from(k))).collect();
    let of_first = |count: usize| -> Vec<Request> {
        let model = ArrivalModel::busy(&patterns[..count], 0.3);
        all(&model, days(14)).into_iter().filter(|request| request.reason == 0).collect()
    };
    let alone = of_first(1);
    assert!(alone.len() > 200);
    // Two reasons are looked at one by one; eleven hold a knock-out.
    assert_eq!(alone, of_first(2));
    assert_eq!(alone, of_first(11));
    let together = all(&ArrivalModel::busy(&patterns, 0.3), days(14));
    assert!(together.is_sorted_by_key(|request| (request.at, request.reason)));
    assert!((0..11).all(|reason| together.iter().any(|request| request.reason == reason)));
}

#[test]
fn a_majorant_makes_more_candidates_and_marks_are_uniform() {
    let model = one(Arrivals::Rates(WeekPattern::constant(200.0)));
    let mut primary = PrimaryStream::of(stream(), days(100), &model, &[2.0], &[]);
    let mut marks: Vec<f64> = std::iter::from_fn(|| primary.take()).map(|request| request.mark).collect();
    let n = marks.len() as u64;
    assert!(Gate::registered().holds(n as f64, 960_000.0, 960_000f64.sqrt()));
    let distance = crate::statistics::gate::kolmogorov_distance(&mut marks, |mark| mark);
    assert!(distance < Gate::registered().largest_distance(n));
}

fn daily(mean: f64, sd: f64) -> Daily {
    let mut weights = WeekPattern::constant(0.0);
    for day in 0..6 {
        (weights.values[96 * day + 40], weights.values[96 * day + 70]) = (1.0, 3.0);
    }
    Daily { mean: [mean; 7], sd: [sd; 7], weights }
}

/// A fixed number a day: no spread at all, none on the day without weight, times by weight and uniform within the quarter.
#[test]
fn a_fixed_number_a_day_is_spread_by_weights() {
    let calendar = days(7 * 50);
    let requests = all(&one(Arrivals::Daily(daily(200.0, 0.0))), calendar);
    for (day, count) in per_day(&requests, calendar).into_iter().enumerate() {
        assert_eq!(count, if day % 7 == 6 { 0.0 } else { 200.0 }, "day {day}");
    }
    assert!(requests.is_sorted_by_key(|request| request.at));
    let early = requests.iter().filter(|request| calendar.quarter_of_week(request.at) % 96 == 40);
    let mut places: Vec<f64> =
        early.map(|request| (request.at.as_micros() % 900_000_000) as f64 / 900e6).collect();
    let band = Gate::registered().successes(requests.len() as u64, 0.25);
    assert!(band.contains(&(places.len() as u64)), "{} outside {band:?}", places.len());
    let n = places.len() as u64;
    let distance = crate::statistics::gate::kolmogorov_distance(&mut places, |place| place);
    assert!(distance < Gate::registered().largest_distance(n), "{distance}");
    let mut issues: Vec<u64> = requests.iter().map(|request| request.issue).collect();
    issues.sort_unstable();
    assert!(issues.iter().copied().eq(0..requests.len() as u64), "every number once");
}

/// A normal number a day, rounded: mean and variance (that of rounding included), and never below 0.
#[test]
fn a_normal_number_a_day_has_its_spread() {
    let calendar = days(6_000);
    let weights = WeekPattern::constant(1.0);
    let normal = Daily { mean: [60.0; 7], sd: [9.0; 7], weights: weights.clone() };
    let (mean, variance) =
        mean_and_variance(&per_day(&all(&one(Arrivals::Daily(normal)), calendar), calendar));
    let expected = 81.0 + 1.0 / 12.0;
    let gate = Gate::registered();
    assert!(gate.holds(mean, 60.0, math::sqrt(expected / 6_000.0)), "{mean}");
    assert!(gate.holds(variance, expected, expected * math::sqrt(2.0 / 5_999.0)), "{variance}");
    let scarce = Daily { mean: [0.0; 7], sd: [1.0; 7], weights };
    let counts = per_day(&all(&one(Arrivals::Daily(scarce)), calendar), calendar);
    assert!(counts.contains(&0.0) && counts.contains(&3.0));
}

#[test]
fn an_arm_accepts_exactly_its_share_of_a_fixed_number() {
    let model = one(Arrivals::Daily(daily(200.0, 0.0)));
    let accepted = |headroom: f64, factor: f64| {
        let mut primary = PrimaryStream::of(stream(), days(1), &model, &[headroom], &[]);
        let requests = std::iter::from_fn(|| primary.take());
        requests.filter(|request| request.mark * headroom < factor).count()
    };
    assert_eq!(
        (accepted(1.0, 1.0), accepted(2.0, 1.0), accepted(2.0, 1.25), accepted(2.0, 2.0)),
        (200, 200, 250, 400)
    );
    assert_eq!((accepted(1.5, 0.5), accepted(1.5, 0.0)), (100, 0));
}

#[test]
fn a_run_that_begins_during_a_day_sees_the_rest_of_its_number() {
    let later = Calendar { start: Duration::seconds(12 * 3_600 + 100), ..days(1) };
    let whole = all(&one(Arrivals::Daily(daily(200.0, 0.0))), days(1));
    let rest = all(&one(Arrivals::Daily(daily(200.0, 0.0))), later);
    let cut = 43_300_000_000;
    let expected: Vec<u64> = whole
        .iter()
        .map(|request| request.at.as_micros())
        .filter(|at| *at >= cut)
        .map(|at| at - cut)
        .collect();
    let first_day: Vec<u64> =
        rest.iter().map(|request| request.at.as_micros()).filter(|at| *at < 43_100_000_000).collect();
    assert_eq!(first_day, expected);
    assert!(rest.len() > first_day.len(), "and the beginning of the next day");
}

/// Day factors at 4 000 arrivals a day: variance of the counts = mean + (mean cv)^2, correlation of neighbouring days from
/// the copula's, and the marginal law by the distribution function of the factors themselves.
#[test]
fn busyness_is_gamma_and_correlated_from_day_to_day() {
    let (cv, rho, n) = (0.4, 0.7, 4_000u64);
    let fluctuation = Fluctuation { correlation: rho, ..Fluctuation::busyness(cv) };
    let mut busyness = fluctuation::Busyness::new(&fluctuation, 0, stream());
    let factors: Vec<f64> = (0..n).map(|day| busyness.of(day, 0)).collect();
    let (mean, variance) = mean_and_variance(&factors);
    let gate = Gate::registered();
    // Factors are correlated: the variance of the mean is larger by (1 + rho) / (1 - rho), that of the variance by about
    // (1 + rho^2) / (1 - rho^2); a gamma has kurtosis 3 + 6 cv^2.
    let inflated = (1.0 + rho) / (1.0 - rho);
    assert!(gate.holds(mean, 1.0, cv * math::sqrt(inflated / n as f64)), "{mean}");
    let of_variance = cv * cv * math::sqrt((2.0 + 6.0 * cv * cv) * inflated / n as f64);
    assert!(gate.holds(variance, cv * cv, of_variance), "{variance}");
    // Back on the normal scale, neighbours have correlation rho: standard error sqrt((1 - rho^2) / n).
    let shape = 1.0 / (cv * cv);
    let law = statrs::distribution::Gamma::new(shape, shape).unwrap();
    let scores: Vec<f64> = factors
        .iter()
        .map(|factor| {
            use statrs::distribution::ContinuousCDF;
            statrs::distribution::Normal::standard().inverse_cdf(law.cdf(*factor))
        })
        .collect();
    let (centre, spread) = mean_and_variance(&scores);
    let products = scores.windows(2).map(|pair| (pair[0] - centre) * (pair[1] - centre)).sum::<f64>();
    let found = products / (n as f64 - 1.0) / spread;
    assert!(gate.holds(found, rho, math::sqrt((1.0 - rho * rho) / n as f64)), "{found}");
    // Every seventh day is as good as independent of the others (0.7^20 < 0.001 at every twentieth).
    let mut apart: Vec<f64> = scores.iter().step_by(20).copied().collect();
    let distance = crate::statistics::gate::kolmogorov_distance(&mut apart, math::normal_cumulative);
    assert!(distance < gate.largest_distance(apart.len() as u64), "{distance}");
}

/// Counts of a day vary by busyness and by chance; shared busyness moves two reasons together, busyness of their own does not.
#[test]
fn busyness_is_shared_or_of_each_reason_alone() {
    let calendar = days(1_500);
    let patterns = [WeekPattern::constant(20.0), WeekPattern::constant(20.0)];
    let correlation = |shared: bool| {
        let fluctuation = Fluctuation { shared, ..Fluctuation::busyness(0.3) };
        let model = ArrivalModel { fluctuation, ..ArrivalModel::rates(&patterns) };
        let requests = all(&model, calendar);
        let [one, other] = [0, 1].map(|reason| {
            let of: Vec<Request> =
                requests.iter().filter(|request| request.reason == reason).copied().collect();
            per_day(&of, calendar)
        });
        let (mean, variance) = mean_and_variance(&one);
        // Mean 480; variance 480 + (480 x 0.3)^2 = 21 216, of which 20 736 is common when it is shared.
        let gate = Gate::registered();
        assert!(gate.holds(mean, 480.0, math::sqrt(21_216.0 / 1_500.0)), "{mean}");
        assert!(gate.holds(variance, 21_216.0, 21_216.0 * math::sqrt(2.6 / 1_499.0)), "{variance}");
        let (mean_other, variance_other) = mean_and_variance(&other);
        let products: f64 =
            one.iter().zip(&other).map(|(one, other)| (one - mean) * (other - mean_other)).sum();
        products / 1_499.0 / math::sqrt(variance * variance_other)
    };
    let (shared, own) = (correlation(true), correlation(false));
    let gate = Gate::registered();
    let expected = 20_736.0 / 21_216.0;
    assert!(gate.holds(own, 0.0, math::sqrt(1.0 / 1_500.0)), "{own}");
    assert!(
        gate.holds(shared, expected, (1.0 - expected * expected) / math::sqrt(1_500.0) * 1.3),
        "{shared}"
    );
}

/// Reasons that share their busy days differ by their own coefficients: the factors of a day have the same rank in both, each by
/// its gamma law.
#[test]
fn a_shared_busyness_moves_each_reason_by_its_own_coefficient() {
    let n = 4_000u64;
    let shared = Fluctuation::busyness(0.2);
    let patterns = [WeekPattern::constant(20.0), WeekPattern::constant(20.0)];
    let busyness = vec![shared, Fluctuation { busyness_cv: 0.5, ..shared }];
    let model = ArrivalModel { fluctuation: shared, busyness, ..ArrivalModel::rates(&patterns) };
    let [little, much] = [0, 1].map(|reason| {
        let mut busyness = fluctuation::Busyness::new(model.fluctuation_of(reason), reason, stream());
        (0..n).map(|day| busyness.of(day, 0)).collect::<Vec<f64>>()
    });
    let gate = Gate::registered();
    for (factors, cv) in [(&little, 0.2), (&much, 0.5)] {
        let (mean, variance) = mean_and_variance(factors);
        assert!(gate.holds(mean, 1.0, cv / math::sqrt(n as f64)), "{mean}");
        let of_variance = cv * cv * math::sqrt((2.0 + 6.0 * cv * cv) / n as f64);
        assert!(gate.holds(variance, cv * cv, of_variance), "{variance}");
    }
    let ranked = |factors: &[f64]| {
        let mut days: Vec<usize> = (0..factors.len()).collect();
        days.sort_by(|one, other| factors[*one].total_cmp(&factors[*other]));
        days
    };
    assert_eq!(ranked(&little), ranked(&much));
}

/// 3 000 runs: the factor of a run has mean 1 and its coefficient of variation, and multiplies every reason.
#[test]
fn volume_is_one_factor_per_run() {
    let gate = Gate::registered();
    for volume_law in [VolumeLaw::Gamma, VolumeLaw::Lognormal] {
        let cv = 0.15;
        let fluctuation = Fluctuation { volume_cv: cv, volume_law, ..Fluctuation::none() };
        let factors: Vec<f64> = (0..3_000).map(|run| fluctuation.volume(&Stream::new(9, run))).collect();
        let (mean, variance) = mean_and_variance(&factors);
        assert!(gate.holds(mean, 1.0, cv / math::sqrt(3_000.0)), "{mean}");
        assert!(gate.holds(variance, cv * cv, cv * cv * math::sqrt(2.5 / 3_000.0)), "{variance}");
        assert_eq!(Fluctuation::none().volume(&stream()), 1.0);
        // A day of a fixed number has exactly the run's factor.
        let model = ArrivalModel { fluctuation, ..one(Arrivals::Daily(daily(10_000.0, 0.0))) };
        let factor = fluctuation.volume(&stream());
        assert_eq!(all(&model, days(1)).len(), (10_000.0 * factor).round_ties_even() as usize);
    }
}

/// A step of factor 3 in the middle of a quarter: counts inside and outside, for rates and for a number a day.
#[test]
fn a_shock_multiplies_demand_while_it_lasts() {
    let seconds = Duration::seconds;
    let shock = Shock {
        strike: Strike::Weekly { day: 1, time: seconds(10 * 3_600 + 300) },
        peak: 3.0,
        shape: ShockShape::Step { length: seconds(1_800) },
        reasons: vec![0],
    };
    let calendar = days(7 * 300);
    let inside = |request: &&Request| {
        let (day, time) = calendar.day_and_time(request.at);
        day == 1 && (seconds(36_300)..seconds(38_100)).contains(&time)
    };
    let gate = Gate::registered();
    let shocks = vec![shock];
    let rates = ArrivalModel { shocks: shocks.clone(), ..one(Arrivals::Rates(WeekPattern::constant(4.0))) };
    let requests = all(&rates, calendar);
    let struck = requests.iter().filter(inside).count() as f64;
    assert!(gate.holds(struck, 1_800.0, 1_800f64.sqrt()), "{struck}");
    let rest = requests.len() as f64 - struck;
    let expected = 300.0 * (168.0 - 0.5) * 4.0;
    assert!(gate.holds(rest, expected, expected.sqrt()), "{rest} against {expected}");
    // 48 a day at even weights: the half hour brings 1 of them, struck 3, so that Tuesday's number is 50.
    let even = Daily { mean: [48.0; 7], sd: [0.0; 7], weights: WeekPattern::constant(1.0) };
    let requests = all(&ArrivalModel { shocks, ..one(Arrivals::Daily(even)) }, calendar);
    for (day, count) in per_day(&requests, calendar).into_iter().enumerate() {
        assert_eq!(count, if day % 7 == 1 { 50.0 } else { 48.0 });
    }
    let struck = requests.iter().filter(inside).count() as u64;
    let band = gate.successes(300 * 50, 3.0 / 50.0);
    assert!(band.contains(&struck), "{struck} outside {band:?}");
}

#[test]
fn a_log_is_replayed_as_it_is() {
    let times = [500, 20, 20, 86_399_999_999, 86_400_000_000];
    let model = ArrivalModel {
        fluctuation: Fluctuation::busyness(0.5),
        ..one(Arrivals::replay(times.map(Instant::micros).to_vec()))
    };
    let requests = all(&model, days(1));
    let found: Vec<(u64, u64)> =
        requests.iter().map(|request| (request.at.as_micros(), request.issue)).collect();
    assert_eq!(
        found,
        [(20, 0), (20, 1), (500, 2), (86_399_999_999, 3)],
        "what lies at the end or later is left out"
    );
    assert!(!model.reasons[0].can_grow());
    let many = Arrivals::replay((0..1_000).map(Instant::micros).collect());
    assert_eq!(all(&one(many), days(1)).len(), 1_000);
}

/// Counts what is offered and answered, and integrates agents at work.
#[derive(Default)]
struct Counting {
    offered: f64,
    answered: f64,
}

impl Observer for Counting {
    fn offered(&mut self, _: &Request) {
        self.offered += 1.0;
    }
    fn closed(&mut self, record: &ContactRecord, _: Option<&Request>) {
        self.answered += f64::from(u8::from(record.team.is_some()));
    }
    fn queue_changed(&mut self, _: Instant, _: usize, _: usize) {}
    fn agents_changed(&mut self, _: Instant, _: usize, _: usize, _: usize) {}
    fn hired(&mut self, _: Instant, _: usize) {}
}

/// M/M/2//5: 5 callers who make contact 3 times per idle hour, talk of 12 minutes. The exact throughput from the
/// birth-death chain; 40 runs of 1 000 hours, one registered gate on their mean.
#[test]
fn a_finite_population_has_the_throughput_of_its_birth_death_chain() {
    let (callers, agents, per_idle_hour, per_hour) = (5u32, 2u32, 3.0, 5.0);
    let mut weights = vec![1.0];
    for busy in 0..callers {
        let arrive = f64::from(callers - busy) * per_idle_hour;
        let leave = f64::from((busy + 1).min(agents)) * per_hour;
        weights.push(weights[busy as usize] * arrive / leave);
    }
    let total: f64 = weights.iter().sum();
    let at_work: f64 =
        weights.iter().enumerate().map(|(n, weight)| f64::from((n as u32).min(agents)) * weight).sum();
    let expected = 1_000.0 * at_work / total * per_hour;
    let centre = Centre {
        door: Door::default(),
        reasons: vec![Reason::plain("call", Distribution::exponential(720.0).unwrap())],
        teams: vec![Team::plain("agents", agents, &[0])],
        routing: Routing::default(),
    };
    let model = one(Arrivals::Sources(Sources { count: callers, per_idle_hour }));
    let hours = Calendar { horizon: Duration::seconds(3_600_000), ..days(1) };
    let counts: Vec<f64> = (0..40)
        .map(|run| {
            let stream = Stream::new(7, run);
            let mut demand = AnonymousDemand::with(stream, hours, model.clone(), &centre);
            let mut counting = Counting::default();
            let mut engine = Engine::default();
            engine.start(&centre, hours, stream, &mut demand, &mut counting);
            engine.advance(hours.end(), &centre, &mut demand, &mut counting);
            let ledger = engine.finish(&centre, &mut demand, &mut counting);
            assert!(ledger.balances());
            assert_eq!(counting.offered, counting.answered);
            counting.answered
        })
        .collect();
    let (mean, variance) = mean_and_variance(&counts);
    // All idle at the start lifts the count by less than a caller's share of one contact; the gate is 5.85 errors wide.
    let error = math::sqrt(variance / 40.0);
    assert!(error < 0.005 * expected, "{error}");
    assert!(Gate::registered().holds(mean, expected, error), "{mean} against {expected} +- {error}");
}
