//! Family C: patient customers, exponential service; and the staffing questions that are answered without a run.

use crate::metrics::Metric;
use crate::operation::theory::{ErlangC, fewest_servers};

use super::super::case::{Case, Estimator, Figure};
use super::super::read::{Reading, metric};
use super::super::setup::Setup;
use super::build::Queue;

/// P(wait), E W, E queue, occupancy, P(W <= T) for the acceptable wait T, and the 90th percentile of the wait.
fn erlang_c(id: &'static str, source: &'static str, queue: Queue, values: [f64; 6]) -> Case {
    let [p_wait, wait, length, occupancy, level, p90] = values;
    Case::new(id, "M/M/c (Erlang C)", source, queue.setup()).figures([
        Figure::exact("P_wait", p_wait, metric(Metric::WaitProbability)),
        Figure::exact("E_Wq", wait, metric(Metric::WaitMean)),
        Figure::exact("E_Lq", length, metric(Metric::QueueMean)),
        Figure::exact("occupancy", occupancy, metric(Metric::Occupancy)),
        Figure::exact("SL_P(W<=T)", level, metric(Metric::ServiceLevelOfOffered)),
        Figure::exact("W_p90", p90, metric(Metric::WaitP90)).by(Estimator::WaitQuantile(0.9)),
    ])
}

/// The fewest agents for 80 % within 20 s, at `per_minute` contacts of `minutes` each.
fn staffing(id: &'static str, per_minute: f64, minutes: f64, known: [f64; 3]) -> Case {
    let level = |agents| {
        ErlangC::new(per_minute, minutes, agents).map_or(0.0, |queue| queue.service_level(20.0 / 60.0))
    };
    let fewest = fewest_servers(1, 10_000, |agents| level(agents) >= 0.8).unwrap_or(0);
    let formula =
        |name, value, found| Figure::exact(name, value, Reading::Formula(found)).by(Estimator::Fixed);
    Case::new(id, "M/M/c staffing", "search over Erlang C", Setup::Formula).quick().figures([
        formula("min_servers", known[0], f64::from(fewest)),
        formula("SL_at_min", known[1], level(fewest)),
        formula("SL_at_min_minus_1", known[2], level(fewest.saturating_sub(1))),
    ])
}

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    vec![
        erlang_c(
            "C01",
            "closed form; parameters of the SSJ tutorial (QueueEv, QueueLindley)",
            Queue {
                per_hour: 60.0,
                talk: "dist = \"exponential\", mean = \"30s\"",
                patience: None,
                agents: 1,
                awt: "30s",
                warm_up: "10h",
                horizon: "500h",
            },
            [0.5, 0.5, 0.5, 0.5, 0.696_734_670_143_683_3, 1.609_437_912_434_100_5],
        )
        .quick(),
        erlang_c(
            "C02",
            "closed form; parameters of the Ciw tutorial, whose ten trials print 5.626",
            Queue {
                per_hour: 12.0,
                talk: "dist = \"exponential\", mean = \"10m\"",
                patience: None,
                agents: 3,
                awt: "5m",
                warm_up: "50h",
                horizon: "3000h",
            },
            [
                0.444_444_444_444_444_5,
                4.444_444_444_444_443,
                0.888_888_888_888_888_6,
                0.666_666_666_666_666_6,
                0.730_430_817_905_496_4,
                14.916_548_767_777_167,
            ],
        ),
        erlang_c(
            "C03",
            "closed form; the Ciw tutorial with one server more, which prints 0.799",
            Queue {
                per_hour: 12.0,
                talk: "dist = \"exponential\", mean = \"10m\"",
                patience: None,
                agents: 4,
                awt: "5m",
                warm_up: "50h",
                horizon: "3000h",
            },
            [
                0.173_913_043_478_260_84,
                0.869_565_217_391_304_1,
                0.173_913_043_478_260_84,
                0.5,
                0.936_020_966_752_792_7,
                2.766_926_190_923_933,
            ],
        ),
        erlang_c(
            "C05",
            "closed form; printed by pyworkforce (README)",
            Queue {
                per_hour: 200.0,
                talk: "dist = \"exponential\", mean = \"3m\"",
                patience: None,
                agents: 14,
                awt: "20s",
                warm_up: "5h",
                horizon: "200h",
            },
            [
                0.174_131_933_595_05,
                0.130_598_950_196_287_56,
                0.435_329_833_987_625_2,
                0.714_285_714_285_714_4,
                0.888_350_019_179_466_8,
                0.415_982_298_720_335_76,
            ],
        ),
        erlang_c(
            "C07",
            "closed form; one contact a minute of five minutes each, after Koole",
            Queue {
                per_hour: 60.0,
                talk: "dist = \"exponential\", mean = \"5m\"",
                patience: None,
                agents: 8,
                awt: "20s",
                warm_up: "10h",
                horizon: "600h",
            },
            [
                0.167_266_506_661_756_6,
                0.278_777_511_102_927_64,
                0.278_777_511_102_927_64,
                0.625,
                0.863_053_767_036_096_7,
                0.857_363_671_149_853,
            ],
        ),
        erlang_c(
            "C09",
            "closed form",
            Queue {
                per_hour: 180.0,
                talk: "dist = \"exponential\", mean = \"1m\"",
                patience: None,
                agents: 4,
                awt: "6s",
                warm_up: "5h",
                horizon: "200h",
            },
            [
                0.509_433_962_264_150_9,
                0.509_433_962_264_150_9,
                1.528_301_886_792_452_7,
                0.75,
                0.539_045_088_925_077_3,
                1.628_130_045_446_253,
            ],
        )
        .quick(),
        staffing("C20", 10.0 / 3.0, 3.0, [14.0, 0.888_350_019_179_466_8, 0.795_594_788_417_783]),
        staffing("C22", 20.0, 5.0, [108.0, 0.807_386_634_459_139_4, 0.759_503_837_359_528_6]),
    ]
}
