//! Keyed streams: the luck of one entity for one purpose.

use std::convert::Infallible;

use rand::TryRng;

use super::philox;

/// What a draw is for. Each purpose has draws of its own, so adding one moves no other. A number is never given to
/// another purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Purpose {
    /// Gap to the next primary arrival of a reason, and the mark that decides whether an arm accepts it.
    Arrival = 1,
    /// Which customer makes a primary contact.
    Customer = 2,
    /// How long one is willing to wait.
    Patience = 3,
    /// Talk and wrap-up of the first service.
    Service = 4,
    /// Resolved or not, transferred or not.
    Outcome = 5,
    /// Redial or repeat, and when.
    FollowUp = 6,
    /// Complaint or not, and when.
    Complaint = 7,
    /// Patience, talk and outcome after a transfer.
    Transfer = 8,
    /// Busyness of a day.
    Busyness = 9,
    /// Traits of a customer.
    Traits = 10,
    /// What a customer experiences in a month apart from contacts.
    Month = 11,
    /// Whether a customer leaves in a month.
    Leaving = 12,
    /// When newcomers come.
    Newcomer = 13,
    /// Traits of an agent.
    Agent = 14,
    /// Whether and how a customer answers a survey.
    Survey = 15,
    /// Which memory a customer starts with.
    Memory = 16,
    /// Which rows a resample of a survey draws.
    Bootstrap = 17,
}

/// The luck of one replication: a key derived from master seed and replication number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream {
    key: u64,
}

/// Draws for one entity, attempt and purpose, in order.
#[derive(Clone, Debug)]
pub struct Luck {
    key: u64,
    counter: [u64; 2],
    spare: Option<u64>,
}

impl Stream {
    /// The streams of replication `replication` under master seed `seed`.
    pub fn new(seed: u64, replication: u64) -> Self {
        // The generator itself spreads seed and replication over the key; a domain constant ("goodwill") keeps this use
        // apart from draws.
        let [key, _] = philox::block(0x676f_6f64_7769_6c6c, [seed, replication]);
        Stream { key }
    }

    /// The luck of `entity` in its `attempt` for `purpose`. The first 24 bits of `attempt` count.
    #[inline]
    pub fn luck(&self, purpose: Purpose, entity: u64, attempt: u32) -> Luck {
        // From the top: 32 bits of block number, 24 of attempt, 8 of purpose.
        let which = u64::from(attempt & 0xff_ffff) << 8 | purpose as u64;
        Luck { key: self.key, counter: [which, entity], spare: None }
    }
}

impl Luck {
    /// The next 64 bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let [first, second] = philox::block(self.key, self.counter);
        self.counter[0] = self.counter[0].wrapping_add(1 << 32);
        self.spare = Some(second);
        first
    }

    /// The next words of 64 bits, many at once: their blocks do not wait for each other. A word left over from an odd
    /// number of [`Luck::bits`] before is skipped.
    #[inline]
    pub(super) fn many_bits<const PAIRS: usize>(&mut self) -> [[u64; 2]; PAIRS] {
        self.spare = None;
        let [which, entity] = self.counter;
        self.counter[0] = which.wrapping_add((PAIRS as u64) << 32);
        std::array::from_fn(|i| philox::block(self.key, [which.wrapping_add((i as u64) << 32), entity]))
    }

    /// A uniform number strictly between 0 and 1, on a grid of 2^-53.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        ((self.bits() >> 11) as f64 + 0.5) * (1.0 / (1u64 << 53) as f64)
    }

    /// Whether an event of probability `p` happens: `uniform < p`.
    #[inline]
    pub fn happens(&mut self, p: f64) -> bool {
        self.uniform() < p
    }

    /// A standard exponential number, by inversion, so that one uniform decides it.
    #[inline]
    pub fn exponential(&mut self) -> f64 {
        -super::math::ln(self.uniform())
    }

    /// A number with mean 0 and standard deviation 1 that is nearly normal and never beyond 3.47: the sum of four uniforms
    /// from the 16-bit parts of one draw (Irwin-Hall). For chance whose exact shape does not matter, at a tenth of the cost.
    #[inline]
    pub fn nearly_normal(&mut self) -> f64 {
        let bits = self.bits();
        let parts = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48);
        // Four uniforms on 0..65535 have mean 131070 and variance 4 (65536^2 - 1) / 12.
        (parts as f64 - 131_070.0) * (1.0 / 37_837.227_270_411_72)
    }

    /// A standard normal number, by inversion.
    #[inline]
    pub fn normal(&mut self) -> f64 {
        super::normal::quantile(self.uniform())
    }
}

/// Lets the distributions and samplers of the `rand` family draw from a keyed stream.
impl TryRng for Luck {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.bits() as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.bits())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            let word = self.bits().to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_addressed_not_consumed() {
        let stream = Stream::new(1, 0);
        let alone = stream.luck(Purpose::Service, 7, 0).bits();
        let _ = stream.luck(Purpose::Service, 6, 0).bits();
        assert_eq!(stream.luck(Purpose::Service, 7, 0).bits(), alone);
        for other in [
            stream.luck(Purpose::Outcome, 7, 0),
            stream.luck(Purpose::Service, 8, 0),
            stream.luck(Purpose::Service, 7, 1),
            Stream::new(1, 1).luck(Purpose::Service, 7, 0),
            Stream::new(2, 0).luck(Purpose::Service, 7, 0),
        ] {
            assert_ne!(other.clone().bits(), alone);
        }
    }

    #[test]
    fn the_bits_of_this_stream_version_do_not_move() {
        let mut luck = Stream::new(1, 0).luck(Purpose::Service, 7, 0);
        let drawn: Vec<u64> = (0..4).map(|_| luck.bits()).collect();
        assert_eq!(drawn, FROZEN, "a changed draw needs a new STREAM_VERSION");
    }

    const FROZEN: [u64; 4] =
        [17423774052682307739, 138373719493740082, 2913425128239096333, 1941513997442912555];

    /// Mean and variance at 5.2 sigma each; the fourth moment of four uniforms is 2.7.
    #[test]
    fn nearly_normal_numbers_have_mean_zero_and_variance_one() {
        let stream = Stream::new(4, 0);
        let n = 400_000u64;
        let draws: Vec<f64> = (0..n).map(|i| stream.luck(Purpose::Month, i, 0).nearly_normal()).collect();
        let mean = draws.iter().sum::<f64>() / n as f64;
        let variance = draws.iter().map(|x| x * x).sum::<f64>() / n as f64;
        assert!(mean.abs() < 5.2 / (n as f64).sqrt(), "{mean}");
        assert!((variance - 1.0).abs() < 5.2 * (1.7 / n as f64).sqrt(), "{variance}");
        assert!(draws.iter().all(|x| x.abs() < 3.47));
    }

    /// Correlations between neighbouring entities, attempts and purposes: 3 gates at 5.2 sigma, false alarm below 1e-6.
    #[test]
    fn neighbouring_streams_are_uncorrelated() {
        let stream = Stream::new(3, 5);
        let n = 200_000u64;
        let correlation = |pair: &dyn Fn(u64) -> (f64, f64)| {
            let sum: f64 = (0..n)
                .map(|i| {
                    let (a, b) = pair(i);
                    (a - 0.5) * (b - 0.5) * 12.0
                })
                .sum();
            sum / (n as f64).sqrt()
        };
        let draw = |purpose, entity, attempt| stream.luck(purpose, entity, attempt).uniform();
        let gates = [
            correlation(&|i| (draw(Purpose::Service, i, 0), draw(Purpose::Service, i + 1, 0))),
            correlation(&|i| (draw(Purpose::Service, i, 0), draw(Purpose::Service, i, 1))),
            correlation(&|i| (draw(Purpose::Service, i, 0), draw(Purpose::Outcome, i, 0))),
        ];
        assert!(gates.iter().all(|z| z.abs() < 5.2), "{gates:?}");
    }
}
