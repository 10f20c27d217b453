//! Standard numbers: what a word of luck is made into before a law's mean and spread come in. Made many at a time, their
//! logarithms and quantiles share the processor's instructions, and they hold whatever the law's parameters are later.

use super::math::ln_of_each;
use super::normal::quantile_of_each;
use super::stream::uniform;
use super::{Distribution, math};

/// Which standard number decides what a law says; also what a place of 64 bits holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    /// The word itself: for laws that have no standard number, or of which nothing is known.
    Word,
    /// The standard exponential number of the word, as the bits of an `f64`.
    Exponential,
    /// The standard normal number of the word, as the bits of an `f64`.
    Normal,
}

/// Words made together at most.
pub const STANDARD_TOGETHER: usize = 32;

impl Standard {
    /// Makes words into standard numbers, [`STANDARD_TOGETHER`] of them: each comes to the same as alone.
    #[inline]
    pub fn make_each(self, words: &mut [u64; STANDARD_TOGETHER]) {
        let mut numbers = [0.0; STANDARD_TOGETHER];
        let uniforms = || words.iter().map(|word| uniform(*word));
        numbers.iter_mut().zip(uniforms()).for_each(|(number, uniform)| *number = uniform);
        match self {
            Standard::Word => return,
            Standard::Exponential => {
                ln_of_each(&mut numbers);
                numbers.iter_mut().for_each(|number| *number = -*number);
            }
            Standard::Normal => quantile_of_each(&mut numbers),
        }
        words.iter_mut().zip(numbers).for_each(|(word, number)| *word = number.to_bits());
    }
}

impl Distribution {
    /// The standard number that decides a value of this law.
    pub fn standard(&self) -> Standard {
        match self {
            Distribution::Exponential { .. } | Distribution::Weibull { .. } => Standard::Exponential,
            Distribution::Lognormal { .. } => Standard::Normal,
            _ => Standard::Word,
        }
    }

    /// The value that a standard number or a word decides, equal to that of the [word](Distribution::of_word) it was made from;
    /// `None` when another standard number decides the law, or more than one word does.
    #[inline(always)]
    pub fn of_standard(&self, standard: Standard, bits: u64) -> Option<f64> {
        // What is asked for most comes first.
        if let (Distribution::Exponential { mean }, Standard::Exponential) = (self, standard) {
            return Some(mean * f64::from_bits(bits));
        }
        self.of_other_standard(standard, bits)
    }

    #[inline(never)]
    fn of_other_standard(&self, standard: Standard, bits: u64) -> Option<f64> {
        let number = f64::from_bits(bits);
        match (self, standard) {
            (Distribution::Lognormal { mu, sigma }, Standard::Normal) => Some(math::exp(mu + sigma * number)),
            (Distribution::Weibull { shape, scale }, Standard::Exponential) => {
                Some(scale * math::pow(number, 1.0 / shape))
            }
            (_, Standard::Word) => self.of_word(bits),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream};

    #[test]
    fn a_standard_number_says_what_its_word_says() -> Result<(), super::super::DistributionError> {
        let laws = [
            Distribution::exponential(300.0)?,
            Distribution::lognormal(240.0, 1.3)?,
            Distribution::weibull(90.0, 0.7)?,
            Distribution::triangular(1.0, 2.0, 7.0)?,
        ];
        let mut luck = Stream::new(4, 0).luck(Purpose::Service, 0, 0);
        let mut words: [u64; STANDARD_TOGETHER] = std::array::from_fn(|_| luck.bits());
        // The ends of the range, where a quantile is far out.
        (words[0], words[1], words[2], words[3]) = (0, u64::MAX, 1 << 20, u64::MAX - (1 << 40));
        for law in &laws {
            let standard = law.standard();
            let mut made = words;
            standard.make_each(&mut made);
            for (bits, word) in made.iter().zip(words) {
                assert_eq!(law.of_standard(standard, *bits), law.of_word(word), "{law:?} of {word}");
            }
        }
        assert_eq!(laws[0].of_standard(Standard::Normal, 0), None, "made for another law");
        Ok(())
    }
}
