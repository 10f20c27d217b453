//! Families A and G: impatient customers.

use crate::metrics::Metric;

use super::super::case::{Case, Figure};
use super::super::read::metric;
use super::build::Queue;

/// The figures of Erlang A in the order of the collection: P(wait), P(abandon), E W, E queue, occupancy, E W of the answered,
/// E W of the abandoned, and four service levels for one time.
const METRICS: [(&str, Metric); 11] = [
    ("P_wait", Metric::WaitProbability),
    ("P_ab", Metric::AbandonmentRate),
    ("E_W", Metric::WaitMean),
    ("E_Lq", Metric::QueueMean),
    ("occupancy", Metric::Occupancy),
    ("E_W_served(ASA)", Metric::Asa),
    ("E_W_abandoned", Metric::WaitAbandonedMean),
    ("SL1_good/arrivals", Metric::ServiceLevelOfOffered),
    ("SL2_good/(served+abAfterT)", Metric::ServiceLevelExcludingShortAbandons),
    ("SL3_(good+abWithinT)/arrivals", Metric::ServiceLevelCountingShortAbandons),
    ("SL4_good/served", Metric::ServiceLevelOfAnswered),
];

fn erlang_a(id: &'static str, source: &'static str, queue: Queue, values: [f64; 11]) -> Case {
    let figures =
        METRICS.iter().zip(values).map(|((name, of), value)| Figure::exact(name, value, metric(*of)));
    Case::new(id, "M/M/c+M (Erlang A)", source, queue.setup()).figures(figures)
}

fn exponential(mean: &str) -> String {
    format!("dist = \"exponential\", mean = \"{mean}\"")
}

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    let minute = exponential("1m");
    let two_minutes = exponential("2m");
    let five_minutes = exponential("5m");
    vec![
        erlang_a(
            "A01",
            "birth and death; printed by pyworkforce (test_abandonment)",
            Queue {
                per_hour: 200.0,
                talk: &exponential("3m"),
                patience: Some(&five_minutes),
                agents: 14,
                awt: "20s",
                warm_up: "5h",
                horizon: "150h",
            },
            [
                0.145_260_114_296_361_3,
                0.013_983_744_122_408_952,
                0.069_918_720_612_044_75,
                0.233_062_402_040_149_2,
                0.704_297_325_626_850_9,
                0.064_641_334_075_350_43,
                0.442_035_720_764_485_8,
                0.916_792_091_863_546_8,
                0.923_407_322_278_578_4,
                0.923_956_027_274_745_4,
                0.929_794_094_568_519_9,
            ],
        ),
        erlang_a(
            "A02",
            "birth and death; parameters of ContactCenters, MMCAb.java",
            Queue {
                per_hour: 252.0,
                talk: &two_minutes,
                patience: Some(&minute),
                agents: 12,
                awt: "20s",
                warm_up: "5h",
                horizon: "150h",
            },
            [
                0.127_372_281_808_747,
                0.029_678_905_542_373_4,
                0.029_678_905_542_373_4,
                0.124_651_403_277_968_3,
                0.679_224_766_120_338_7,
                0.024_060_077_009_197_902,
                0.213_380_688_079_351_48,
                0.945_269_575_558_999_2,
                0.967_871_538_727_504_6,
                0.968_621_810_090_268_8,
                0.974_182_238_187_215_4,
            ],
        ),
        erlang_a(
            "A04",
            "birth and death; overloaded",
            Queue {
                per_hour: 6_000.0,
                talk: &minute,
                patience: Some(&two_minutes),
                agents: 80,
                awt: "20s",
                warm_up: "2h",
                horizon: "10h",
            },
            [
                0.998_559_546_966_415_4,
                0.200_055_139_070_548_67,
                0.400_110_278_141_097_34,
                40.011_027_814_109_73,
                0.999_931_076_161_814_2,
                0.440_206_783_529_379_25,
                0.239_779_513_454_892_23,
                0.201_250_651_012_959_5,
                0.235_296_676_457_166_12,
                0.345_944_685_611_465_3,
                0.251_580_653_670_463_67,
            ],
        ),
        erlang_a(
            "A05",
            "patience as long as service: the number in the system is Poisson(20)",
            Queue {
                per_hour: 1_200.0,
                talk: &minute,
                patience: Some(&minute),
                agents: 20,
                awt: "6s",
                warm_up: "2h",
                horizon: "25h",
            },
            [
                0.529_742_733_160_76,
                0.088_835_317_392_085_22,
                0.088_835_317_392_085_22,
                1.776_706_347_841_704_4,
                0.911_164_682_607_914_8,
                0.083_899_183_298_789_72,
                0.139_464_179_723_683_33,
                0.634_123_028_644_506,
                0.662_082_941_120_997,
                0.676_353_255_010_331_2,
                0.695_947_769_649_646,
            ],
        )
        .quick(),
        erlang_a(
            "A07",
            "birth and death; a small team with patient customers",
            Queue {
                per_hour: 120.0,
                talk: &five_minutes,
                patience: Some(&exponential("10m")),
                agents: 12,
                awt: "20s",
                warm_up: "10h",
                horizon: "250h",
            },
            [
                0.341_520_215_594_560_9,
                0.039_181_148_483_879_41,
                0.391_811_484_838_794,
                0.783_622_969_677_588,
                0.800_682_376_263_433_7,
                0.366_367_794_120_810_8,
                1.015_753_830_583_007_4,
                0.724_251_893_046_880_2,
                0.731_626_955_044_817_2,
                0.734_332_251_550_737_2,
                0.753_786_098_080_870_8,
            ],
        ),
        Case::new(
            "G01",
            "M/M/c+D, patience 1",
            "Zeltyn and Mandelbaum (2005), M/M/n+G, general patience",
            Queue {
                per_hour: 252.0,
                talk: &two_minutes,
                patience: Some("dist = \"constant\", mean = \"1m\""),
                agents: 9,
                awt: "20s",
                warm_up: "5h",
                horizon: "120h",
            }
            .setup(),
        )
        .quick()
        .figures([
            Figure::exact("P_wait", 0.526_588_741_640_191_6, metric(Metric::WaitProbability)),
            Figure::exact("P_ab", 0.084_282_758_871_293_51, metric(Metric::AbandonmentRate)),
            Figure::exact("E_W", 0.294_394_651_698_218_1, metric(Metric::WaitMean)),
            Figure::exact("occupancy", 0.854_669_425_053_459_4, metric(Metric::Occupancy)),
            Figure::exact(
                "SL1_good/arrivals",
                0.635_810_711_936_912_9,
                metric(Metric::ServiceLevelOfOffered),
            ),
        ]),
    ]
}
