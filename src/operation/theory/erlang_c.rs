//! Erlang C: everybody waits, however long.

use super::erlang_b::blocking;
use crate::random::math::{exp, ln};

/// M/M/c: Poisson arrivals, exponential service, `servers` agents, first come first served, infinite patience.
///
/// Source: Erlang (1917); Cooper (1981), *Introduction to Queueing Theory*, 2nd ed., section 3.5.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ErlangC {
    load: f64,
    service: f64,
    servers: u32,
    wait_probability: f64,
}

impl ErlangC {
    /// The queue with this arrival rate and mean service time; `None` when it has no steady state: offered load at or
    /// above the number of servers, or arguments that are not finite or are negative.
    pub fn new(arrival_rate: f64, mean_service: f64, servers: u32) -> Option<Self> {
        let load = arrival_rate * mean_service;
        let legal = arrival_rate >= 0.0 && mean_service > 0.0 && load < f64::from(servers);
        if !legal {
            return None;
        }
        let lost = blocking(load, servers);
        let occupancy = load / f64::from(servers);
        let wait_probability = lost / (1.0 - occupancy * (1.0 - lost));
        Some(ErlangC { load, service: mean_service, servers, wait_probability })
    }

    /// Share of contacts that wait.
    pub fn wait_probability(&self) -> f64 {
        self.wait_probability
    }

    /// Mean wait of all contacts.
    pub fn mean_wait(&self) -> f64 {
        self.wait_probability * self.service / (f64::from(self.servers) - self.load)
    }

    /// Mean number waiting, by Little's law.
    pub fn mean_queue(&self) -> f64 {
        self.load / self.service * self.mean_wait()
    }

    /// Share of agents' time that is spent on contacts.
    pub fn occupancy(&self) -> f64 {
        self.load / f64::from(self.servers)
    }

    /// Share of contacts that wait at most `wait`.
    pub fn service_level(&self, wait: f64) -> f64 {
        1.0 - self.wait_probability * exp(-(f64::from(self.servers) - self.load) * wait / self.service)
    }

    /// The wait that the share `share` (0 to below 1) of contacts does not exceed.
    pub fn wait_quantile(&self, share: f64) -> f64 {
        if share <= 1.0 - self.wait_probability {
            return 0.0;
        }
        ln(self.wait_probability / (1.0 - share)) * self.service / (f64::from(self.servers) - self.load)
    }
}

#[cfg(test)]
mod tests {
    use super::ErlangC;

    fn close(value: f64, exact: f64) {
        assert!((value - exact).abs() <= 1e-13 * exact.abs(), "{value} against {exact}");
    }

    /// One server: the wait is 0 with probability 1 - load, else exponential with the mean 1 / (mu - lambda).
    #[test]
    fn one_server_by_hand() {
        let queue = ErlangC::new(1.0, 0.5, 1).unwrap();
        for value in [queue.wait_probability(), queue.mean_wait(), queue.mean_queue(), queue.occupancy()] {
            close(value, 0.5);
        }
        close(queue.service_level(0.5), 1.0 - 0.5 * libm::exp(-0.5));
        close(queue.wait_quantile(0.9), libm::log(5.0));
        assert_eq!(queue.wait_quantile(0.4), 0.0);
    }

    /// Three servers at two Erlangs: 4/9 wait (exact fraction), four hours less one server.
    #[test]
    fn three_servers_by_hand() {
        let queue = ErlangC::new(0.2, 10.0, 3).unwrap();
        close(queue.wait_probability(), 4.0 / 9.0);
        close(queue.mean_wait(), 40.0 / 9.0);
        let found = queue.service_level(queue.wait_quantile(0.9));
        close(found, 0.9);
    }

    #[test]
    fn without_a_steady_state_there_is_no_answer() {
        assert_eq!(ErlangC::new(3.0, 1.0, 3), None);
        assert_eq!(ErlangC::new(f64::NAN, 1.0, 3), None);
        assert_eq!(ErlangC::new(1.0, 0.0, 3), None);
        assert_eq!(ErlangC::new(0.0, 1.0, 0), None);
        assert_eq!(ErlangC::new(0.0, 1.0, 1).unwrap().wait_probability(), 0.0);
    }
}
