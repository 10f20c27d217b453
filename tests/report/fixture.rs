//! Made-up results in the shape of the telecom case: 8 arms, 26 weeks, 48 half-hours, 5 segments, 4 reasons, 2 teams.
//! The figures hang together well enough to look at; they are nobody's answer.

use std::collections::BTreeMap;

use goodwill::experiment::*;
use goodwill::metrics::{Better, Metric};
use indexmap::IndexMap;

const NAMES: [&str; 3] = ["staffing", "training", "process"];
const SEGMENTS: [(&str, f64, f64); 5] = [
    ("joined-before-1995", 12_000.0, -3.0),
    ("joined-1996-1998", 18_000.0, -1.0),
    ("joined-1999-on", 28_000.0, 1.0),
    ("high-bill", 12_000.0, -5.0),
    ("prepaid", 30_000.0, 2.0),
];
const REASONS: [(&str, f64); 4] = [
    ("billing", 0.38),
    ("technical", 0.31),
    ("contract", 0.22),
    ("complaint", 0.09),
];
const TEAMS: [(&str, f64); 2] = [("front", 0.8), ("experts", 0.2)];

/// Shape of the day: contacts offered per half-hour, relative to the mean.
fn shape(half_hour: usize) -> f64 {
    let hour = half_hour as f64 / 2.0;
    let hill = |centre: f64, spread: f64| (-((hour - centre) / spread).powi(2)).exp();
    0.12 + 1.9 * hill(10.5, 2.6) + 1.5 * hill(15.5, 2.8) + 0.5 * hill(20.0, 2.0)
}

/// The levels an arm with these interventions settles at.
struct Level {
    abandonment: f64,
    wait: f64,
    handling: f64,
    resolution: f64,
    agents: f64,
    satisfaction: f64,
    churn: f64,
    service_cost: f64,
}

fn level(on: [bool; 3], strength: f64) -> Level {
    let [staffing, training, process] = on.map(|on| if on { strength } else { 0.0 });
    let load = (1.0 - 0.12 * process + 0.02 * training) / (1.0 + 0.25 * staffing);
    let congestion = ((load - 0.62) / 0.38).max(0.02).powf(1.6);
    let satisfaction =
        51.4 + 7.0 * (1.0 - congestion) + 2.6 * training + 1.9 * process + 0.4 * training * process;
    Level {
        abandonment: 0.31 * congestion,
        wait: 214.0 * congestion,
        handling: 262.0 * (1.0 - 0.1 * process + 0.02 * training),
        resolution: 0.63 + 0.08 * training + 0.07 * process,
        agents: 1.0 + 0.25 * staffing - 0.02 * training,
        satisfaction,
        churn: 0.021 - 0.00055 * (satisfaction - 51.4),
        service_cost: 4_930_000.0
            + 1_190_000.0 * staffing
            + 315_000.0 * training
            + 242_000.0 * process,
    }
}

fn estimate(metric: Metric, mean: f64, spread: f64) -> (String, Estimate) {
    let unit = if metric.entry().unit == "currency" {
        "EUR"
    } else {
        metric.entry().unit
    };
    let half = mean.abs() * spread;
    let estimate = Estimate {
        mean,
        sd: Some(half * 2.1),
        ci_low: Some(mean - half),
        ci_high: Some(mean + half),
        n: 20,
        unit: unit.into(),
    };
    (metric.key().into(), estimate)
}

/// Operation metrics of one arm for `contacts` offered, with waits `slow` times those of the whole day.
fn operation(level: &Level, contacts: f64, slow: f64, hours: f64) -> Estimates {
    use Metric::*;
    let abandonment = (level.abandonment * slow).min(0.8);
    let abandoned = contacts * abandonment;
    let answered = contacts - abandoned;
    let wait = level.wait * slow;
    let service = 0.94 * (-wait / 90.0).exp();
    let staffed = level.agents * 41.0 * hours;
    let occupancy = (answered * level.handling / 3600.0 / staffed).min(0.97);
    [
        (Offered, contacts),
        (Answered, answered),
        (Abandoned, abandoned),
        (Redials, contacts * 0.5 * abandonment),
        (Repeats, contacts * 0.45 * (1.0 - level.resolution)),
        (Transfers, answered * 0.08),
        (AbandonmentRate, abandonment),
        (AnsweredRate, 1.0 - abandonment),
        (ServiceLevelOfOffered, service),
        (ServiceLevelExcludingShortAbandons, service * 1.02),
        (ServiceLevelCountingShortAbandons, service * 1.03),
        (ServiceLevelOfAnswered, service / (1.0 - abandonment)),
        (WaitProbability, (0.2 + wait / 240.0).min(0.98)),
        (WaitMean, wait),
        (Asa, wait * 0.93),
        (WaitAbandonedMean, wait * 1.2),
        (WaitP50, wait * 0.6),
        (WaitP90, wait * 2.4),
        (WaitP95, wait * 3.1),
        (WaitP99, wait * 4.8),
        (QueueMean, contacts * wait / 3600.0 / hours),
        (AgentsBusyMean, occupancy * staffed / hours),
        (AgentHours, staffed),
        (Aht, level.handling),
        (Occupancy, occupancy),
        (Fcr, level.resolution),
        (
            ContactsPerIssue,
            1.0 + 0.6 * (1.0 - level.resolution) + 0.5 * abandonment,
        ),
        (Awt, 20.0),
    ]
    .into_iter()
    .map(|(metric, mean)| estimate(metric, mean, 0.004))
    .collect()
}

/// Customer metrics of one arm for a base of `size` customers over `months` months.
fn customers(level: &Level, size: f64, shift: f64, months: f64) -> Estimates {
    use Metric::*;
    let satisfaction = level.satisfaction + shift;
    let churn = level.churn - 0.0006 * shift;
    let left = size * churn * months;
    let joined = size * 0.0185 * months;
    [
        (Satisfaction, satisfaction + 1.4, 0.0009),
        (SatisfactionCohort, satisfaction, 0.0009),
        (SatisfactionValueWeighted, satisfaction - 1.8, 0.001),
        (Csi, satisfaction + 6.0, 0.01),
        (Acsi, satisfaction + 4.0, 0.01),
        (Csat, 0.012 * (satisfaction - 40.0), 0.04),
        (Nps, 1.8 * satisfaction - 112.0, 0.08),
        (Ces, 1.0 + satisfaction / 15.0, 0.01),
        (ComplaintRate, 0.019 - 0.0006 * (satisfaction - 51.0), 0.01),
        (ChurnMonthly, churn, 0.005),
        (ChurnAnnual, 1.0 - (1.0 - churn).powi(12), 0.0046),
        (CustomersStart, size, 0.0),
        (CustomersJoined, joined, 0.003),
        (CustomersLeft, left, 0.005),
        (CustomersEnd, size + joined - left, 0.0006),
    ]
    .into_iter()
    .map(|(metric, mean, spread)| estimate(metric, mean, spread))
    .collect()
}

fn money(level: &Level, size: f64, part: f64) -> Estimates {
    use Metric::*;
    let end = 1.0 + 6.0 * (0.0185 - level.churn);
    let revenue = size * 27.3 * 6.0 * part * (1.0 + end) / 2.0;
    let cost = level.service_cost * part + revenue * 0.45 + size * 0.0185 * 6.0 * 90.0 * part;
    [
        (Revenue, revenue),
        (Cost, cost),
        (Profit, revenue - cost),
        (CostStaff, level.service_cost * part * 0.96),
        (CostProgramme, level.service_cost * part * 0.04),
        (PaidHours, level.agents * 41.0 * 4368.0 / 0.7 * part),
        (
            CustomerValueEnd,
            size * end * 15.0 / (level.churn + 0.008) * 0.9,
        ),
    ]
    .into_iter()
    .map(|(metric, mean)| estimate(metric, mean, 0.0006))
    .collect()
}

fn joined(parts: [Estimates; 3]) -> Estimates {
    let mut all: Estimates = parts.into_iter().flatten().collect();
    let order = |key: &str| Metric::from_key(key).map(|metric| metric as usize);
    all.sort_by(|a, _, b, _| order(a).cmp(&order(b)));
    all
}

fn arm(on: [bool; 3]) -> ArmResult {
    let settled = level(on, 1.0);
    let interventions: Vec<String> = NAMES
        .iter()
        .zip(on)
        .filter(|(_, on)| *on)
        .map(|(name, _)| (*name).to_owned())
        .collect();
    let name = if interventions.is_empty() {
        "baseline".into()
    } else {
        interventions.join(" + ")
    };
    let offered = 1_640_000.0 * (1.0 + 0.3 * settled.abandonment);
    let shape_mean: f64 = (0..48).map(shape).sum::<f64>() / 48.0;
    let intervals = (0..48).map(|half_hour| {
        let clock = |half_hour: usize| format!("{:02}:{:02}", half_hour / 2, half_hour % 2 * 30);
        let relative = shape(half_hour) / shape_mean;
        let hours = 91.0 * relative.powf(0.8);
        let mut metrics = operation(
            &settled,
            offered / 48.0 * relative,
            0.35 + 0.42 * relative,
            hours,
        );
        let busy =
            metrics[Metric::AgentHours.key()].mean * metrics[Metric::Occupancy.key()].mean / 91.0;
        metrics.extend([estimate(Metric::AgentsBusyMean, busy, 0.004)]);
        IntervalResult {
            start: clock(half_hour),
            end: clock(half_hour + 1),
            metrics,
        }
    });
    let mut cohort = 100_000.0;
    let weeks = (1..=26_u32).map(|week| {
        let now = level(on, (f64::from(week) / 9.0).min(1.0));
        let slow = (f64::from(week) / 14.0).min(1.0);
        let before = level([false; 3], 1.0);
        let satisfaction = before.satisfaction + (now.satisfaction - before.satisfaction) * slow;
        let lived = Level {
            satisfaction,
            churn: 0.021 - 0.00055 * (satisfaction - 51.4),
            ..now
        };
        let ripple = 1.0 + 0.03 * f64::from(week * 7 % 5) / 5.0;
        cohort *= 1.0 + 7.0 / 30.4375 * (0.0185 - lived.churn);
        let mut metrics = customers(&lived, 100_000.0, 0.0, 7.0 / 30.4375);
        metrics.extend([
            estimate(Metric::CustomersEnd, cohort, 0.0006),
            estimate(
                Metric::Satisfaction,
                satisfaction + 1.4 * f64::from(week) / 26.0,
                0.0012,
            ),
        ]);
        let mut money = money(&lived, 100_000.0, 1.0 / 26.0);
        let started = f64::from(u8::from(week == 1)) * 90_000.0 * interventions.len() as f64;
        let profit = money[Metric::Profit.key()].mean
            + 9_000.0 * (lived.satisfaction - before.satisfaction)
            - started;
        money.extend([estimate(Metric::Profit, profit, 0.001)]);
        WeekResult {
            week,
            metrics: joined([
                operation(&lived, offered / 26.0 * ripple, 1.0, 168.0),
                metrics,
                money,
            ]),
        }
    });
    let groups = |rows: &[(&str, f64)], slow: [f64; 4]| -> IndexMap<String, Estimates> {
        let rows = rows.iter().zip(slow);
        rows.map(|((name, share), slow)| {
            (
                (*name).to_owned(),
                operation(&settled, offered * share, slow, 4368.0 * share),
            )
        })
        .collect()
    };
    let weeks: Vec<WeekResult> = weeks.collect();
    let profit = weeks
        .iter()
        .map(|week| week.metrics[Metric::Profit.key()].mean)
        .sum();
    let mut total = money(&settled, 100_000.0, 1.0);
    total.extend([estimate(Metric::Profit, profit, 0.002)]);
    let wait_distribution = (0..60).map(|step| {
        let wait_s = 0.5 * 1.16_f64.powi(step);
        WaitPoint {
            wait_s,
            share: 1.0 - (1.0 - 0.1) * (-(wait_s / (settled.wait + 4.0)).powf(0.8)).exp(),
        }
    });
    ArmResult {
        name,
        metrics: joined([
            operation(&settled, offered, 1.0, 4368.0),
            customers(&settled, 100_000.0, 0.0, 6.0),
            total,
        ]),
        segments: SEGMENTS
            .iter()
            .map(|(name, size, shift)| {
                ((*name).to_owned(), customers(&settled, *size, *shift, 6.0))
            })
            .collect(),
        reasons: groups(&REASONS, [0.9, 1.1, 0.95, 1.2]),
        teams: groups(&TEAMS, [0.95, 1.2, 1.0, 1.0]),
        intervals: intervals.collect(),
        weeks,
        wait_distribution: wait_distribution.collect(),
        interventions,
    }
}

fn difference(arm: &Estimate, base: &Estimate, p: f64) -> Difference {
    let half = (arm.mean - base.mean).abs() * 0.06 + base.mean.abs() * 0.0007;
    let mean = arm.mean - base.mean;
    Difference {
        mean,
        ci_low: Some(mean - half),
        ci_high: Some(mean + half),
        p: Some(p),
        p_adjusted: Some((p * 7.0).min(1.0)),
        variance_reduction: Some(7.4),
        n: 20,
    }
}

fn contrast(arm: &ArmResult, base: &ArmResult) -> Contrast {
    let pairs = arm
        .metrics
        .iter()
        .filter_map(|(key, value)| Some((key, value, base.metrics.get(key)?)));
    let metrics = pairs
        .map(|(key, value, base)| (key.clone(), difference(value, base, 0.00002)))
        .collect();
    Contrast {
        arm: arm.name.clone(),
        against: base.name.clone(),
        metrics,
    }
}

fn provenance(command: &str) -> Provenance {
    Provenance {
        version: "0.1.0".into(),
        stream_version: 1,
        scenario: "Telecom hotline".into(),
        scenario_sha256: "9f2c1d0e8b7a6f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6".into(),
        seed: 1,
        command: command.into(),
    }
}

fn empty(command: &str) -> Results {
    Results {
        goodwill: provenance(command),
        arms: Vec::new(),
        contrasts: Vec::new(),
        effects: Vec::new(),
        verdicts: None,
        payoffs: Vec::new(),
        doubt: None,
        observed: Vec::new(),
        targets: Vec::new(),
        calibration: None,
        warnings: Vec::new(),
    }
}

/// `goodwill run`: one arm.
pub fn single() -> Results {
    Results {
        arms: vec![arm([false; 3])],
        ..empty("run --replications 20")
    }
}

/// A bare operation: no customers, no money, no weeks to speak of.
pub fn bare() -> Results {
    let mut results = single();
    results.goodwill.scenario = "M/M/c+M".into();
    for arm in &mut results.arms {
        arm.segments.clear();
        arm.reasons.truncate(1);
        arm.teams.truncate(1);
        let is_service =
            |key: &str| Metric::from_key(key).is_some_and(|metric| metric <= Metric::Awt);
        arm.metrics.retain(|key, _| is_service(key));
        arm.weeks
            .iter_mut()
            .for_each(|week| week.metrics.retain(|key, _| is_service(key)));
    }
    results
}

/// `goodwill compare`: the full factorial of three interventions.
pub fn telecom() -> Results {
    let arms: Vec<ArmResult> = [0b000, 0b001, 0b010, 0b100, 0b011, 0b101, 0b110, 0b111]
        .map(|bits| arm([bits & 1 != 0, bits & 2 != 0, bits & 4 != 0]))
        .into();
    let base = &arms[0];
    let contrasts: Vec<Contrast> = arms[1..].iter().map(|arm| contrast(arm, base)).collect();
    Results {
        verdicts: Some(verdicts(&contrasts)),
        payoffs: arms[1..].iter().map(|arm| payoff(arm, base)).collect(),
        effects: effects(&contrasts),
        doubt: Some(doubt(&contrasts[6])),
        observed: observed(base),
        targets: arms.iter().flat_map(targets).collect(),
        calibration: Some(CalibrationReport {
            churn_intercepts: SEGMENTS.iter().map(|(name, ..)| ((*name).to_owned(), -3.9)).collect(),
            satisfaction_reference: SEGMENTS.iter().map(|(name, _, shift)| ((*name).to_owned(), 51.4 + shift)).collect(),
            word_of_mouth_reference: -0.31,
            baseline_drift: -0.4,
        }),
        warnings: vec![
            "The baseline's satisfaction still falls by 0.4 points over the horizon: effects are measured against a moving \
             baseline."
                .into(),
        ],
        contrasts,
        arms,
        ..empty("compare --replications 20")
    }
}

fn verdicts(contrasts: &[Contrast]) -> Verdicts {
    let row = |contrast: &Contrast, metric: Metric, matters: f64| {
        let difference = &contrast.metrics[metric.key()];
        let sign = if metric.entry().better == Better::Lower {
            -1.0
        } else {
            1.0
        };
        let ends = [difference.ci_low, difference.ci_high].map(|end| end.unwrap_or(0.0) * sign);
        let (low, high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
        let verdict = match (low, high) {
            (low, _) if low > matters => Verdict::Better,
            (_, high) if high < -matters => Verdict::Worse,
            (low, high) if low > -matters && high < matters => Verdict::NoDifferenceThatMatters,
            _ => Verdict::Undecided,
        };
        VerdictRow {
            arm: contrast.arm.clone(),
            metric: metric.key().into(),
            verdict,
            matters,
        }
    };
    let rows = contrasts.iter().flat_map(|contrast| {
        [
            row(contrast, Metric::SatisfactionCohort, 0.5),
            row(contrast, Metric::ChurnAnnual, 0.0108),
            row(contrast, Metric::Profit, 50_000.0),
        ]
    });
    let rows = rows.collect();
    Verdicts {
        rows,
        recommended: Some("staffing + training + process".into()),
        headline: "Do all three: staffing, training and process together raise satisfaction by 11.1 points, cut \
                   annualised churn by 6.0 points and pay back by week 20."
            .into(),
        sentences: vec![
            "Staffing adds 6.9 points of satisfaction alone, 5.1 on top of training and process.".into(),
            "Training adds 2.1 points alone, 1.4 on top of staffing.".into(),
            "Process adds 5.0 points alone, 3.3 on top of staffing.".into(),
            "Staffing and process together give 1.9 points less than the sum of each alone: both cure the same waits.".into(),
        ],
    }
}

fn payoff(arm: &ArmResult, base: &ArmResult) -> Payoff {
    let gain = |metric: Metric| arm.metrics[metric.key()].mean - base.metrics[metric.key()].mean;
    let extra = gain(Metric::CostStaff) + gain(Metric::CostProgramme);
    let hires = arm.interventions.iter().any(|name| name == "staffing");
    Payoff {
        arm: arm.name.clone(),
        extra_service_cost: extra,
        profit: gain(Metric::Profit),
        customer_value_end: gain(Metric::CustomerValueEnd),
        payback_week: payback_week(arm, base),
        cost_per_point: Some(extra / gain(Metric::SatisfactionCohort)),
        cost_per_customer_kept: Some(extra / -gain(Metric::CustomersLeft)),
        break_even_agent_cost_factor: hires.then_some(1.43),
    }
}

/// The first week from which cumulative profit stays at or above the baseline's.
fn payback_week(arm: &ArmResult, base: &ArmResult) -> Option<u32> {
    let profit = |week: &WeekResult| week.metrics[Metric::Profit.key()].mean;
    let (mut total, mut since) = (0.0, None);
    for (week, base) in arm.weeks.iter().zip(&base.weeks) {
        total += profit(week) - profit(base);
        since = if total < 0.0 {
            None
        } else {
            since.or(Some(week.week))
        };
    }
    since
}

fn effects(contrasts: &[Contrast]) -> Vec<Effect> {
    let of = |names: &[&str], from: &Contrast, part: f64| Effect {
        of: names.iter().map(|name| (*name).to_owned()).collect(),
        metrics: from
            .metrics
            .iter()
            .map(|(key, difference)| {
                let scaled = |value: Option<f64>| value.map(|value| value * part);
                let (one, two) = (scaled(difference.ci_low), scaled(difference.ci_high));
                let (ci_low, ci_high) = if part < 0.0 { (two, one) } else { (one, two) };
                (
                    key.clone(),
                    Difference {
                        mean: difference.mean * part,
                        ci_low,
                        ci_high,
                        ..difference.clone()
                    },
                )
            })
            .collect(),
    };
    vec![
        of(&["staffing"], &contrasts[0], 1.0),
        of(&["training"], &contrasts[1], 1.0),
        of(&["process"], &contrasts[2], 1.0),
        of(&["staffing", "training"], &contrasts[3], -0.07),
        of(&["staffing", "process"], &contrasts[4], -0.19),
        of(&["training", "process"], &contrasts[5], 0.05),
        of(&["staffing", "training", "process"], &contrasts[6], 0.01),
    ]
}

fn doubt(contrast: &Contrast) -> Doubt {
    let rows = [
        (
            "loyalty.churn.satisfaction_effect",
            "taken from literature on other firms",
            0.17,
        ),
        (
            "team.front.hiring.novice_competence_gap",
            "nobody measured how long the new ones take",
            -0.06,
        ),
        (
            "reason.billing.patience.mean",
            "fitted on another firm's log, with censoring",
            -0.11,
        ),
        (
            "experience.waiting.factor",
            "perceived waits were never asked about",
            0.09,
        ),
        ("money.margin", "the controller's estimate before tax", 0.14),
    ];
    let metrics = [
        Metric::SatisfactionCohort,
        Metric::ChurnAnnual,
        Metric::Profit,
        Metric::CustomerValueEnd,
    ];
    Doubt {
        arm: contrast.arm.clone(),
        replications: 8,
        rows: rows
            .map(|(path, why, swing)| DoubtRow {
                path: path.into(),
                why: why.into(),
                contrasts: metrics
                    .iter()
                    .enumerate()
                    .map(|(index, metric)| {
                        let mean = contrast.metrics[metric.key()].mean;
                        let swing = swing * [0.3, 1.0, 1.3, 0.9][index];
                        (
                            metric.key().to_owned(),
                            [mean * (1.0 - swing), mean, mean * (1.0 + swing * 0.9)],
                        )
                    })
                    .collect(),
            })
            .into(),
        break_even_churn_effect: Some(BreakEven {
            path: "loyalty.churn.satisfaction_effect".into(),
            stated: 0.3,
            tried: vec![
                [0.0, -1.9e6],
                [0.075, -0.6e6],
                [0.15, 0.9e6],
                [0.3, 4.1e6],
                [0.45, 7.6e6],
            ],
            flips_at: Some(0.105),
        }),
    }
}

fn observed(base: &ArmResult) -> Vec<ObservedRow> {
    let row = |metric: Metric, interval: Option<&str>, factor: f64| {
        let baseline = base.metrics[metric.key()].mean;
        ObservedRow {
            metric: metric.key().into(),
            interval: interval.map(str::to_owned),
            observed: baseline * factor,
            baseline,
            tolerance: 0.1,
            matched: (1.0 / factor - 1.0).abs() <= 0.1,
        }
    };
    vec![
        row(Metric::Offered, None, 0.98),
        row(Metric::AbandonmentRate, None, 1.04),
        row(Metric::Asa, None, 0.81),
        row(Metric::Aht, None, 1.01),
        row(Metric::AbandonmentRate, Some("09:00"), 1.06),
    ]
}

fn targets(arm: &ArmResult) -> Vec<TargetRow> {
    let row = |metric: Metric, target: &str, met: fn(f64) -> bool| {
        let value = arm.metrics[metric.key()].mean;
        TargetRow {
            arm: arm.name.clone(),
            metric: metric.key().into(),
            target: target.into(),
            value,
            met: met(value),
        }
    };
    vec![
        row(Metric::AbandonmentRate, "at most 0.05", |value| {
            value <= 0.05
        }),
        row(Metric::ServiceLevelOfOffered, "at least 0.8", |value| {
            value >= 0.8
        }),
    ]
}

/// The same results with names that try to break out of where they are put.
pub fn hostile() -> Results {
    let evil = "</script><img src=http://evil.example/x onerror=alert(1)> & \"q\" \u{1b}[31m";
    let mut results = telecom();
    results.goodwill.scenario = evil.into();
    results.warnings.push(evil.into());
    let old = results.arms[1].name.clone();
    results.arms[1].name = evil.into();
    results
        .contrasts
        .iter_mut()
        .filter(|row| row.arm == old)
        .for_each(|row| row.arm = evil.into());
    if let Some(verdicts) = &mut results.verdicts {
        verdicts.headline = evil.into();
        verdicts.recommended = Some(evil.into());
        verdicts.sentences.push(evil.into());
    }
    results.calibration = Some(CalibrationReport {
        churn_intercepts: BTreeMap::from([(evil.to_owned(), -3.0)]),
        satisfaction_reference: BTreeMap::new(),
        word_of_mouth_reference: 0.0,
        baseline_drift: 0.0,
    });
    for arm in &mut results.arms {
        if let Some(values) = arm.segments.shift_remove("prepaid") {
            arm.segments.insert(evil.into(), values);
        }
    }
    results
}
