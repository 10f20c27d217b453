//! Erlang B: no room to wait.

/// Share of contacts that are lost in M/G/c/c: Poisson arrivals of `load` Erlangs, `servers`, and nobody waits. It does
/// not depend on the law of service beyond its mean. 0 without load; 1 without servers.
///
/// Source: Erlang (1917); the recursion over the number of servers, by its inverse so that nothing overflows, is that of
/// Jagerman (1974).
pub fn blocking(load: f64, servers: u32) -> f64 {
    if load <= 0.0 {
        return 0.0;
    }
    let mut inverse = 1.0;
    for server in 1..=servers {
        inverse = 1.0 + f64::from(server) / load * inverse;
    }
    1.0 / inverse
}

#[cfg(test)]
mod tests {
    use super::blocking;

    /// Against the sum itself, `(a^c / c!) / sum of (a^k / k!)`, in exact fractions: 4/19, 64/103, and 1/2.
    #[test]
    fn small_cases_by_hand() {
        for (load, servers, exact) in [(2.0, 3, 4.0 / 19.0), (1.0, 1, 0.5), (8.0, 3, 256.0 / 379.0)] {
            assert!((blocking(load, servers) - exact).abs() < 1e-15, "{load} {servers}");
        }
        assert_eq!((blocking(0.0, 5), blocking(0.0, 0), blocking(3.0, 0)), (0.0, 0.0, 1.0));
    }

    #[test]
    fn thousands_of_servers_do_not_overflow() {
        let at_load = blocking(10_000.0, 10_000);
        // For load = servers = n the blocking tends to sqrt(2 / (pi n)).
        assert!((at_load - (2.0 / (std::f64::consts::PI * 10_000.0)).sqrt()).abs() < 1e-4);
        assert!(blocking(10_000.0, 12_000) < 1e-60 && blocking(10_000.0, 12_000) > 0.0);
    }
}
