//! How many servers a goal takes.

/// The fewest servers, from `fewest` to `most`, for which `meets` holds; `None` when even `most` do not. `meets` must stay
/// true once it is: a service level does with more servers.
pub fn fewest_servers(fewest: u32, most: u32, meets: impl Fn(u32) -> bool) -> Option<u32> {
    // Ever longer steps until it holds, then halving: 2 log2 of the answer evaluations, however large `most` is.
    let (mut low, mut step) = (fewest, 1);
    let mut high = loop {
        let at = low.saturating_add(step - 1).min(most);
        if at < low {
            return None;
        }
        if meets(at) {
            break at;
        }
        if at == most {
            return None;
        }
        low = at + 1;
        step = step.saturating_mul(2);
    };
    while low < high {
        let middle = low + (high - low) / 2;
        if meets(middle) { high = middle } else { low = middle + 1 }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::super::ErlangC;
    use super::fewest_servers;

    #[test]
    fn the_search_finds_every_border() {
        for answer in 3..200 {
            assert_eq!(
                fewest_servers(3, 150, |servers| servers >= answer),
                (answer <= 150).then_some(answer)
            );
        }
        assert_eq!(fewest_servers(5, 4, |_| true), None);
        assert_eq!(fewest_servers(0, u32::MAX, |servers| servers >= 4_000_000_000), Some(4_000_000_000));
    }

    /// 200 calls an hour of 3 minutes, 80 % within 20 s: 14 agents, and 13 miss it by half a point.
    #[test]
    fn eighty_twenty() {
        let level = |servers| {
            ErlangC::new(10.0 / 3.0, 3.0, servers).map_or(0.0, |queue| queue.service_level(20.0 / 60.0))
        };
        assert_eq!(fewest_servers(1, 1_000, |servers| level(servers) >= 0.8), Some(14));
        assert!((level(13) - 0.795_594_788_417_783).abs() < 1e-13);
    }
}
