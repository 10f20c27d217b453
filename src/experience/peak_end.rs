//! Memory by peak and end (Kahneman, Fredrickson, Schreiber and Redelmeier 1993): the most extreme episode and the last one
//! weigh more than the mean of all, and how long an episode lasted weighs nothing.

use crate::experience::block::{Block, Learning, Pace};
use crate::experience::lanes::on_scale;
use crate::experience::memory::{LANES, Lanes, Memory};

/// Weights of the most extreme and of the last episode; the mean of all has the rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PeakEnd {
    pub peak: f32,
    pub end: f32,
}

/// What is kept of the episodes besides memory itself, in a block of memory of its own: the most extreme episode, measured
/// from what was expected, the last one, and the mean, in which the later weigh more.
struct Trace<'a>(&'a mut Memory);

impl Trace<'_> {
    fn peak(&mut self) -> &mut Lanes {
        &mut self.0.perception
    }

    fn end(&mut self) -> &mut Lanes {
        &mut self.0.expectation
    }

    fn mean(&mut self) -> &mut Lanes {
        &mut self.0.personal
    }
}

impl PeakEnd {
    /// Nothing has happened yet: everything is as perceived.
    pub fn begin(memory: &Memory, trace: &mut Memory) {
        let as_perceived = memory.perception;
        *trace = Memory { perception: as_perceived, expectation: as_perceived, personal: as_perceived };
    }

    /// An episode with this experience where `heeded` is 1; what is fading where `faded` is 1 nears what is expected.
    // Each is a column of its own for the vector instructions; a struct of them would be made and taken apart at every contact.
    #[allow(clippy::too_many_arguments)]
    pub fn remember(
        self,
        block: &Block,
        memory: &mut Memory,
        trace: &mut Memory,
        experience: &Lanes,
        heeded: &Lanes,
        faded: &Lanes,
        learning: Learning,
        pace: &Pace,
    ) {
        let mut trace = Trace(trace);
        for lane in 0..LANES {
            // A promise makes an episode stand out, but is no experience that memory could fade to.
            let own = memory.expectation[lane];
            let expected = own + block.promise[lane];
            if heeded[lane] > 0.0 {
                let episode = on_scale(experience[lane]);
                if (episode - expected).abs() > (trace.peak()[lane] - expected).abs() {
                    trace.peak()[lane] = episode;
                }
                trace.end()[lane] = episode;
                let gap = episode - trace.mean()[lane];
                trace.mean()[lane] += learning.step(gap);
                let surprise = episode - own;
                memory.expectation[lane] =
                    on_scale(memory.expectation[lane] + pace.expectation_learning * surprise);
            } else if faded[lane] > 0.0 {
                for of in [Trace::peak, Trace::end, Trace::mean] {
                    let value = &mut of(&mut trace)[lane];
                    *value += pace.fading * (own - *value);
                }
            } else {
                continue;
            }
            let rest = 1.0 - self.peak - self.end;
            let remembered =
                self.peak * trace.peak()[lane] + self.end * trace.end()[lane] + rest * trace.mean()[lane];
            memory.perception[lane] = on_scale(remembered);
        }
    }
}
