//! Erlang A: everybody waits, but not for ever.

use crate::random::math::{exp, ln};

/// States whose probability is below this share of the likeliest one's are left out.
const NEGLIGIBLE: f64 = 1e-22;

/// M/M/c+M: Poisson arrivals, exponential service, `servers` agents, first come first served, exponential patience.
///
/// Source: Palm (1957); the law of the wait from a state is that of Riordan (1962), *Stochastic Service Systems*, section
/// 4.5: with `j` ahead in the queue the wait of somebody who never gives up is a sum of exponentials at the rates
/// `c mu + i theta`, `i = 0..=j`, and `exp(-theta x that wait)` has the beta distribution `(c mu / theta, j + 1)`.
#[derive(Clone, Debug, PartialEq)]
pub struct ErlangA {
    arrival_rate: f64,
    /// Rate at which one customer gives up.
    patience_rate: f64,
    servers: u32,
    /// `c mu / theta`.
    relative_capacity: f64,
    /// Probability that `j` contacts wait and every agent is busy, for `j = 0, 1, ...`.
    waiting: Vec<f64>,
    busy_mean: f64,
}

impl ErlangA {
    /// The queue with this arrival rate, mean service time and mean patience; `None` unless all three are finite and
    /// above 0 and there is a server.
    pub fn new(arrival_rate: f64, mean_service: f64, mean_patience: f64, servers: u32) -> Option<Self> {
        let legal = [arrival_rate, mean_service, mean_patience].iter().all(|x| x.is_finite() && *x > 0.0);
        if !legal || servers == 0 {
            return None;
        }
        let (service_rate, patience_rate) = (1.0 / mean_service, 1.0 / mean_patience);
        let capacity = f64::from(servers) * service_rate;
        let leaves = |n: u64| {
            let waiting = n.saturating_sub(u64::from(servers)) as f64;
            (n.min(u64::from(servers))) as f64 * service_rate + waiting * patience_rate
        };
        let likeliest = if arrival_rate < capacity {
            (arrival_rate / service_rate) as u64
        } else {
            u64::from(servers) + ((arrival_rate - capacity) / patience_rate) as u64
        };
        let (lowest, weights) = weights(likeliest, arrival_rate, leaves);
        let total: f64 = weights.iter().sum();
        let probability = |n: u64| {
            let at = n.checked_sub(lowest).and_then(|at| weights.get(at as usize));
            at.map_or(0.0, |weight| weight / total)
        };
        let highest = lowest + weights.len() as u64;
        let busy_mean = (lowest..highest).map(|n| n.min(u64::from(servers)) as f64 * probability(n)).sum();
        let waiting = (u64::from(servers)..highest).map(probability).collect();
        let relative_capacity = capacity / patience_rate;
        Some(ErlangA { arrival_rate, patience_rate, servers, relative_capacity, waiting, busy_mean })
    }

    /// Share of contacts that wait.
    pub fn wait_probability(&self) -> f64 {
        self.waiting.iter().sum()
    }

    /// Mean number waiting.
    pub fn mean_queue(&self) -> f64 {
        self.waiting.iter().enumerate().map(|(ahead, share)| ahead as f64 * share).sum()
    }

    /// Share of contacts that give up.
    pub fn abandonment(&self) -> f64 {
        self.patience_rate * self.mean_queue() / self.arrival_rate
    }

    /// Mean wait of all contacts until answer or abandonment.
    pub fn mean_wait(&self) -> f64 {
        self.mean_queue() / self.arrival_rate
    }

    /// Mean wait of the answered.
    pub fn mean_wait_answered(&self) -> f64 {
        self.wait_of_answered() / (1.0 - self.abandonment())
    }

    /// Mean wait of those who gave up; `None` when practically nobody does.
    pub fn mean_wait_abandoned(&self) -> Option<f64> {
        let abandonment = self.abandonment();
        (abandonment > 1e-12).then(|| (self.mean_wait() - self.wait_of_answered()) / abandonment)
    }

    /// Share of agents' time that is spent on contacts.
    pub fn occupancy(&self) -> f64 {
        self.busy_mean / f64::from(self.servers)
    }

    /// Share of contacts that are answered after at most `wait`.
    pub fn answered_within(&self, wait: f64) -> f64 {
        let at_once = 1.0 - self.wait_probability();
        at_once + self.over_waiting(wait, 1.0, |_, answered, late| answered * (1.0 - late))
    }

    /// Share of contacts that give up after at most `wait`.
    pub fn abandoned_within(&self, wait: f64) -> f64 {
        let still_there = exp(-self.patience_rate * wait);
        let gone = self.over_waiting(wait, 0.0, |share, _, late| share * (1.0 - still_there * late));
        (gone + 1.0 - self.wait_probability() - self.answered_within(wait)).max(0.0)
    }

    /// Answered within `awt` / offered.
    pub fn service_level_of_offered(&self, awt: f64) -> f64 {
        self.answered_within(awt)
    }

    /// Answered within `awt` / (offered - given up within `short_abandon`).
    pub fn service_level_excluding_short_abandons(&self, awt: f64, short_abandon: f64) -> f64 {
        self.answered_within(awt) / (1.0 - self.abandoned_within(short_abandon))
    }

    /// (Answered within `awt` + given up within `short_abandon`) / offered.
    pub fn service_level_counting_short_abandons(&self, awt: f64, short_abandon: f64) -> f64 {
        self.answered_within(awt) + self.abandoned_within(short_abandon)
    }

    /// Answered within `awt` / answered.
    pub fn service_level_of_answered(&self, awt: f64) -> f64 {
        self.answered_within(awt) / (1.0 - self.abandonment())
    }

    /// Time waited by those who are answered, per contact offered: under the tilted beta law `(a + 1, j + 1)` the mean of
    /// the wait is the sum of `1 / ((a + 1 + i) theta)`.
    fn wait_of_answered(&self) -> f64 {
        let a = self.relative_capacity;
        let mut mean = 0.0;
        let mut sum = 0.0;
        for (ahead, share) in self.waiting.iter().enumerate() {
            let ahead = ahead as f64;
            mean += 1.0 / ((a + 1.0 + ahead) * self.patience_rate);
            sum += share * a / (a + ahead + 1.0) * mean;
        }
        sum
    }

    /// The sum over the states with everybody busy of `part(probability, probability and answered in the end, late)`,
    /// where `late` is the probability that the wait of somebody who never gives up exceeds `wait`, under the beta law
    /// with its first parameter raised by `tilt` (1 for those who are answered).
    ///
    /// `late` is the regularised incomplete beta function `I_y(a + tilt, j + 1)` at `y = exp(-theta wait)`, as the sum
    /// `y^b (1 + b (1 - y) + b (b + 1) (1 - y)^2 / 2 + ...)` of positive terms, each from its logarithm.
    fn over_waiting(&self, wait: f64, tilt: f64, part: impl Fn(f64, f64, f64) -> f64) -> f64 {
        let (a, b) = (self.relative_capacity, self.relative_capacity + tilt);
        let exponent = self.patience_rate * wait.max(0.0);
        let mut log_term = -b * exponent;
        let log_rest = ln(-libm::expm1(-exponent));
        let mut late = 0.0;
        let mut sum = 0.0;
        for (ahead, share) in self.waiting.iter().enumerate() {
            late += exp(log_term);
            let ahead = ahead as f64;
            log_term += log_rest + ln((b + ahead) / (ahead + 1.0));
            sum += part(*share, share * a / (a + ahead + 1.0), f64::min(late, 1.0));
        }
        sum
    }
}

/// Weights of the states around the likeliest one, in proportion to their probability, and the number of the first.
fn weights(likeliest: u64, arrival_rate: f64, leaves: impl Fn(u64) -> f64) -> (u64, Vec<f64>) {
    let mut below = Vec::new();
    let (mut n, mut weight) = (likeliest, 1.0);
    while n > 0 && weight > NEGLIGIBLE {
        weight *= leaves(n) / arrival_rate;
        n -= 1;
        below.push(weight);
    }
    let lowest = n;
    let mut all: Vec<f64> = below.into_iter().rev().collect();
    weight = 1.0;
    n = likeliest;
    while weight > NEGLIGIBLE {
        all.push(weight);
        n += 1;
        weight *= arrival_rate / leaves(n);
    }
    (lowest, all)
}

#[cfg(test)]
mod tests {
    use super::ErlangA;
    use crate::operation::theory::ErlangC;

    fn close(value: f64, exact: f64, tolerance: f64) {
        assert!((value - exact).abs() <= tolerance * exact.abs(), "{value} against {exact}");
    }

    /// With patience as long as service the number in the system is Poisson, whatever the number of servers.
    #[test]
    fn equal_rates_give_poisson_numbers() {
        let queue = ErlangA::new(20.0, 1.0, 1.0, 20).unwrap();
        let mut probability = libm::exp(-20.0);
        let (mut below, mut queue_mean) = (0.0, 0.0);
        for n in 0..200u32 {
            if n < 20 {
                below += probability;
            } else {
                queue_mean += f64::from(n - 20) * probability;
            }
            probability *= 20.0 / f64::from(n + 1);
        }
        close(queue.wait_probability(), 1.0 - below, 1e-13);
        close(queue.mean_queue(), queue_mean, 1e-13);
        close(queue.abandonment(), queue_mean / 20.0, 1e-13);
    }

    /// Published by a workforce library for 200 calls an hour of 3 minutes, 14 agents, 5 minutes of patience.
    #[test]
    fn a_published_case() {
        let queue = ErlangA::new(10.0 / 3.0, 3.0, 5.0, 14).unwrap();
        close(queue.wait_probability(), 0.145_260_114_296_361_3, 1e-12);
        close(queue.abandonment(), 0.013_983_744_122_408_952, 1e-12);
        close(queue.occupancy(), 0.704_297_325_626_850_9, 1e-12);
        close(queue.mean_wait_answered(), 0.064_641_334_075_350_43, 1e-11);
        close(queue.mean_wait_abandoned().unwrap(), 0.442_035_720_764_485_8, 1e-10);
        let awt = 20.0 / 60.0;
        close(queue.service_level_of_offered(awt), 0.916_792_091_863_546_8, 1e-11);
        close(queue.service_level_excluding_short_abandons(awt, awt), 0.923_407_322_278_578_4, 1e-11);
        close(queue.service_level_counting_short_abandons(awt, awt), 0.923_956_027_274_745_4, 1e-11);
        close(queue.service_level_of_answered(awt), 0.929_794_094_568_519_9, 1e-11);
    }

    #[test]
    fn with_endless_patience_it_is_erlang_c() {
        let (patient, without) =
            (ErlangA::new(8.0, 1.0, 1e9, 10).unwrap(), ErlangC::new(8.0, 1.0, 10).unwrap());
        close(patient.wait_probability(), without.wait_probability(), 1e-6);
        close(patient.mean_wait(), without.mean_wait(), 1e-6);
        close(patient.answered_within(0.3), without.service_level(0.3), 1e-6);
        assert!(patient.abandonment() < 1e-8);
        let nobody = ErlangA::new(0.01, 1.0, 1.0, 50).unwrap();
        assert_eq!(nobody.mean_wait_abandoned(), None);
    }

    /// What happens within a time tends to what happens at all, also deep in overload.
    #[test]
    fn everybody_is_answered_or_gone_in_the_end() {
        for (rate, servers) in [(100.0, 80), (5_000.0, 100), (3.0, 1), (0.5, 4)] {
            let queue = ErlangA::new(rate, 1.0, 2.0, servers).unwrap();
            close(queue.answered_within(200.0), 1.0 - queue.abandonment(), 1e-9);
            close(queue.abandoned_within(200.0), queue.abandonment(), 1e-8);
            assert!(queue.answered_within(0.0) - (1.0 - queue.wait_probability()) < 1e-12);
            assert!(queue.abandoned_within(0.0) < 1e-12);
            close(queue.occupancy(), rate * (1.0 - queue.abandonment()) / f64::from(servers), 1e-11);
        }
    }

    #[test]
    fn impossible_arguments_have_no_answer() {
        for (rate, service, patience, servers) in
            [(0.0, 1.0, 1.0, 1), (1.0, 0.0, 1.0, 1), (1.0, 1.0, f64::INFINITY, 1), (1.0, 1.0, 1.0, 0)]
        {
            assert_eq!(ErlangA::new(rate, service, patience, servers), None);
        }
        assert_eq!(ErlangA::new(f64::NAN, 1.0, 1.0, 1), None);
    }
}
