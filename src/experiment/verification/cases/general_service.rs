//! Families D, H and M: service times that are not exponential.

use crate::metrics::Metric;

use super::super::case::{Case, Figure};
use super::super::read::metric;
use super::build::{Queue, scenario};

/// E queue, E W and P(wait), in the order of the values.
fn figures([length, wait, p_wait]: [f64; 3]) -> [Figure; 3] {
    [
        Figure::exact("E_Lq", length, metric(Metric::QueueMean)),
        Figure::exact("E_Wq", wait, metric(Metric::WaitMean)),
        Figure::exact("P_wait", p_wait, metric(Metric::WaitProbability)),
    ]
}

/// A queue with service of one minute on average.
fn queue<'a>(per_minute: f64, law: &'a str, agents: u32, horizon: &'a str) -> Queue<'a> {
    let per_hour = 60.0 * per_minute;
    Queue { per_hour, talk: law, patience: None, agents, awt: "20s", warm_up: "20h", horizon }
}

/// Hyperexponential service as what it is: two kinds of contact in one line, the long ones rare. With the coefficient of
/// variation squared `cs2` and balanced means the first kind has the share `(1 + sqrt((cs2 - 1) / (cs2 + 1))) / 2` and the
/// mean `1 / (2 share)`.
fn hyperexponential(per_minute: f64, cs2: f64, agents: u32) -> String {
    let share = 0.5 * (1.0 + ((cs2 - 1.0) / (cs2 + 1.0)).sqrt());
    let reason = |name: &str, share: f64| {
        format!(
            "[[reason]]\nname = \"{name}\"\narrivals_per_hour = {}\n\
             talk = {{ dist = \"exponential\", mean = \"{:.6}s\" }}\n",
            60.0 * per_minute * share,
            60.0 / (2.0 * share)
        )
    };
    let (short, long) = (reason("short", share), reason("long", 1.0 - share));
    let team = format!("[[team]]\nname = \"agents\"\nagents = {agents}\nskills = [\"short\", \"long\"]\n");
    format!("[operation]\nrouting = \"longest_wait\"\n{short}{long}{team}")
}

/// The cases.
pub(in super::super) fn cases() -> Vec<Case> {
    const CONSTANT: &str = "dist = \"constant\", mean = \"1m\"";
    const TWO_STAGES: &str = "dist = \"erlang\", mean = \"1m\", stages = 2";
    const CROMMELIN: &str = "Crommelin (1932), embedded chain";
    const PHASES: &str = "Markov chain of the phases";
    const POLLACZEK: &str = "Pollaczek (1930), Khinchine (1932)";
    let case = |id, model, source, queue: Queue, values| {
        Case::new(id, model, source, queue.setup()).figures(figures(values))
    };
    vec![
        case(
            "D01",
            "M/D/1",
            CROMMELIN,
            queue(0.8, CONSTANT, 1, "800h"),
            [1.600_000_000_000_000_8, 2.000_000_000_000_001, 0.800_000_000_000_648_4],
        )
        .quick(),
        case(
            "D02",
            "M/D/2",
            CROMMELIN,
            queue(1.6, CONSTANT, 2, "400h"),
            [1.445_254_207_066_680_7, 0.903_283_879_416_675_4, 0.701_898_317_173_809_5],
        ),
        case(
            "D04",
            "M/D/10",
            CROMMELIN,
            queue(9.0, CONSTANT, 10, "120h"),
            [3.101_238_453_417_129, 0.344_582_050_379_681_04, 0.646_861_283_932_877_5],
        ),
        Case::new(
            "H01",
            "M/H2/2, cs2 = 4, balanced means",
            PHASES,
            scenario("40h", "800h", &hyperexponential(1.6, 4.0, 2)),
        )
        .figures(figures([6.856_604_261_152_434, 4.285_377_663_220_271, 0.718_382_735_397_610_7])),
        case(
            "H03",
            "M/E2/5",
            PHASES,
            queue(4.0, TWO_STAGES, 5, "200h"),
            [1.692_904_290_175_027, 0.423_226_072_543_756_77, 0.548_410_429_713_985_9],
        ),
        case(
            "M01",
            "M/G/1, constant",
            POLLACZEK,
            queue(0.8, CONSTANT, 1, "800h"),
            [1.600_000_000_000_000_5, 2.000_000_000_000_000_4, 0.8],
        ),
        case(
            "M02",
            "M/G/1, Erlang-2",
            POLLACZEK,
            queue(0.8, TWO_STAGES, 1, "800h"),
            [2.400_000_000_000_001_2, 3.000_000_000_000_001_3, 0.8],
        ),
        case(
            "M04",
            "M/G/1, lognormal, cs2 = 1.5",
            POLLACZEK,
            queue(0.8, "dist = \"lognormal\", mean = \"1m\", cv = 1.224744871391589", 1, "1000h"),
            [4.000_000_000_000_001, 5.000_000_000_000_001, 0.8],
        ),
        case(
            "M05",
            "M/G/1, exponential",
            POLLACZEK,
            queue(0.9, "dist = \"exponential\", mean = \"1m\"", 1, "2000h"),
            [8.100_000_000_000_001, 9.000_000_000_000_002, 0.9],
        ),
    ]
}
