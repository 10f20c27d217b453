//! The primary stream: exogenous arrivals of each reason, the same in every arm.
//!
//! Arrival n of a reason draws from the luck of (reason, n), one block of four words: its time, its mark, and what decides
//! the talk and the patience of its first leg. A skipped arrival keeps its number.

use crate::operation::arrivals::clock::Clock;
use crate::operation::arrivals::course::Course;
use crate::operation::arrivals::daily::Days;
use crate::operation::arrivals::finite::first_calls;
use crate::operation::arrivals::{ArrivalModel, Arrivals, Sources, WeekPattern};
use crate::operation::centre::Reason;
use crate::operation::contact::{ANONYMOUS, ContactKind, Request};
use crate::random::{Distribution, Purpose, STANDARD_TOGETHER, Standard, Stream, uniform};
use crate::time::{Calendar, Instant};
use std::sync::Arc;

/// Bits of an issue number that count within a reason.
pub(super) const ISSUE_BITS: u32 = 40;
/// The highest reason number leaves room for issues made by failures (complaints).
pub(super) const REASON_BITS: u32 = 12;

/// The issue number of arrival `n` of `reason`.
#[inline]
pub fn issue_number(reason: usize, n: u64) -> u64 {
    (reason as u64) << ISSUE_BITS | n
}

/// The issue number of the complaint that attempt `attempt` of `issue` gave rise to.
#[inline]
pub fn complaint_number(issue: u64, attempt: u32) -> u64 {
    issue | u64::from(attempt + 1) << (ISSUE_BITS + REASON_BITS)
}

/// One arrival of a reason before it becomes a request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrival {
    pub(super) at: Instant,
    pub(super) number: u64,
    pub(super) mark: f64,
    pub(super) luck: [u64; 2],
}

/// Arrivals of all reasons in order of time; of one instant, the lower reason first.
#[derive(Clone, Debug)]
pub struct PrimaryStream {
    stream: Stream,
    lanes: Vec<Lane>,
    /// When the next arrival of each reason comes; [`Instant::NEVER`] after the last.
    next_at: Vec<Instant>,
    /// Winners of a knock-out among the reasons, when there are many: the winner of all at 1, of the pair below place i at
    /// 2 i and 2 i + 1, the reasons themselves from the middle on.
    winners: Vec<u32>,
}

/// The arrivals of one reason, drawn some at a time.
#[derive(Clone, Debug)]
struct Lane {
    source: Source,
    /// What the words of luck are made into when they are drawn.
    luck_is: [Standard; 2],
    batch: Vec<Arrival>,
    place: usize,
}

#[derive(Clone, Debug)]
enum Source {
    Rates(Clock),
    Daily(Days),
    Replay { reason: usize, instants: Arc<[Instant]>, end: Instant, number: usize },
    Sources { reason: usize, sources: Sources, end: Instant },
}

/// Makes the words of luck of arrivals into standard numbers.
fn make_luck(batch: &mut [Arrival], luck_is: [Standard; 2]) {
    for some in batch.chunks_mut(STANDARD_TOGETHER) {
        for (which, standard) in
            luck_is.into_iter().enumerate().filter(|(_, standard)| *standard != Standard::Word)
        {
            let mut words = [0; STANDARD_TOGETHER];
            words.iter_mut().zip(&*some).for_each(|(word, arrival)| *word = arrival.luck[which]);
            standard.make_each(&mut words);
            some.iter_mut().zip(words).for_each(|(arrival, word)| arrival.luck[which] = word);
        }
    }
}

/// Arrivals of a log that are looked up together.
const REPLAYED_TOGETHER: usize = 64;

/// From this many reasons on a knock-out finds the next arrival sooner than a look at each.
const MANY_REASONS: usize = 8;

impl Source {
    /// What the words of luck of a reason's arrivals are made into.
    fn luck_of(&self, reason: Option<&Reason>) -> [Standard; 2] {
        match (self, reason) {
            (Source::Rates(_) | Source::Daily(_) | Source::Replay { .. }, Some(reason)) => {
                let patience = reason.patience.as_ref().map_or(Standard::Word, Distribution::standard);
                [reason.talk.standard(), patience]
            }
            _ => [Standard::Word; 2],
        }
    }

    /// Replaces `batch` by the next arrivals, at least one; one that comes never when there are no more.
    #[inline(never)]
    fn fill(&mut self, batch: &mut Vec<Arrival>, luck_is: [Standard; 2], stream: &Stream) {
        match self {
            Source::Rates(clock) => clock.fill(batch, stream),
            Source::Daily(days) => days.fill(batch, stream),
            Source::Replay { reason, instants, end, number } => {
                batch.clear();
                let rest = instants[*number..].iter().take_while(|at| **at < *end).take(REPLAYED_TOGETHER);
                for (number, at) in (*number as u64..).zip(rest) {
                    let issue = issue_number(*reason, number);
                    let [_, mark, talk, patience] = stream.words(Purpose::Arrival, issue, 0);
                    batch.push(Arrival { at: *at, number, mark: uniform(mark), luck: [talk, patience] });
                }
                *number += batch.len();
                if batch.is_empty() {
                    let number = *number as u64;
                    batch.push(Arrival { at: Instant::NEVER, number, mark: 0.0, luck: [0; 2] });
                }
            }
            Source::Sources { reason, sources, end } => first_calls(sources, *reason, *end, batch, stream),
        }
        make_luck(batch, luck_is);
    }
}

impl Lane {
    /// Draws the next arrivals.
    fn fill(&mut self, stream: &Stream) {
        self.place = 0;
        self.source.fill(&mut self.batch, self.luck_is, stream);
    }
}

impl PrimaryStream {
    /// Poisson arrivals at `rates_per_hour`, one pattern per reason; `busyness_cv` is the coefficient of variation of the
    /// gamma factor that all reasons share within a day.
    pub fn new(stream: Stream, calendar: Calendar, rates_per_hour: &[WeekPattern], busyness_cv: f64) -> Self {
        let majorant = vec![1.0; rates_per_hour.len()];
        Self::of(stream, calendar, &ArrivalModel::busy(rates_per_hour, busyness_cv), &majorant, &[])
    }

    /// Arrivals by a model, from time 0 on. `majorant`, one number of at least 1 per reason, says how many times more arrivals are
    /// drawn than the model means, for arms and newcomers to accept by their mark; it holds for reasons that
    /// [can grow](Arrivals::can_grow). `reasons`, as many or none, are those whose laws the talks and patience of most contacts
    /// will follow: what their laws ask for is made of the luck together, and it holds whatever laws they follow then.
    pub fn of(
        stream: Stream,
        calendar: Calendar,
        model: &ArrivalModel,
        majorant: &[f64],
        reasons: &[Reason],
    ) -> Self {
        let end = calendar.end();
        let source = |(reason, arrivals): (usize, &Arrivals)| match arrivals {
            Arrivals::Rates(pattern) => {
                let course = Course::new(pattern, majorant[reason], model, reason, calendar, stream);
                Source::Rates(Clock::new(course, reason, end))
            }
            Arrivals::Daily(daily) => {
                Source::Daily(Days::new(daily, majorant[reason], model, reason, calendar, stream))
            }
            Arrivals::Replay(instants) => {
                Source::Replay { reason, instants: Arc::clone(instants), end, number: 0 }
            }
            Arrivals::Sources(sources) => Source::Sources { reason, sources: *sources, end },
        };
        let mut lanes: Vec<Lane> = model
            .reasons
            .iter()
            .enumerate()
            .map(source)
            .enumerate()
            .map(|(reason, source)| {
                let luck_is = source.luck_of(reasons.get(reason));
                Lane { source, luck_is, batch: Vec::new(), place: 0 }
            })
            .collect();
        lanes.iter_mut().for_each(|lane| lane.fill(&stream));
        let next_at: Vec<Instant> = lanes.iter().map(|lane| lane.batch[0].at).collect();
        let mut primary = PrimaryStream { stream, lanes, next_at, winners: Vec::new() };
        primary.hold_knock_out();
        primary
    }

    /// Takes the next arrival before the end of the horizon.
    #[inline(always)]
    pub fn take(&mut self) -> Option<Request> {
        let first = self.first();
        let at = *self.next_at.get(first)?;
        if at == Instant::NEVER {
            return None;
        }
        let lane = &mut self.lanes[first];
        let (arrival, luck_is) = (lane.batch[lane.place], lane.luck_is);
        lane.place += 1;
        if lane.place == lane.batch.len() {
            lane.fill(&self.stream);
        }
        self.next_at[first] = lane.batch[lane.place].at;
        if !self.winners.is_empty() {
            self.play_again(first);
        }
        Some(Request {
            at,
            reason: first as u32,
            issue: issue_number(first, arrival.number),
            attempt: 0,
            kind: ContactKind::Primary,
            customer: ANONYMOUS,
            group: 0,
            patience_factor: 1.0,
            mark: arrival.mark,
            answered_before: false,
            luck: arrival.luck,
            luck_is,
        })
    }

    /// The reason whose arrival comes next.
    #[inline]
    fn first(&self) -> usize {
        if let Some(winner) = self.winners.get(1) {
            return *winner as usize;
        }
        if self.next_at.len() == 1 {
            return 0;
        }
        let (mut first, mut first_at) = (0, Instant::NEVER);
        for (reason, at) in self.next_at.iter().enumerate() {
            // Nobody could foretell the branch.
            first = std::hint::select_unpredictable(*at < first_at, reason, first);
            first_at = first_at.min(*at);
        }
        first
    }

    fn hold_knock_out(&mut self) {
        let reasons = self.next_at.len();
        if reasons < MANY_REASONS {
            return;
        }
        let middle = reasons.next_power_of_two();
        // Places beyond the reasons are played by the last one, who loses to itself at no harm.
        let player = |place: usize| (place - middle).min(reasons - 1) as u32;
        self.winners = vec![0; 2 * middle];
        (middle..2 * middle).for_each(|place| self.winners[place] = player(place));
        (1..middle).rev().for_each(|place| self.play(place));
    }

    #[inline]
    fn play(&mut self, place: usize) {
        let (one, other) = (self.winners[2 * place], self.winners[2 * place + 1]);
        let other_is_first = self.next_at[other as usize] < self.next_at[one as usize];
        self.winners[place] = if other_is_first { other } else { one };
    }

    #[inline]
    fn play_again(&mut self, reason: usize) {
        let mut place = (self.winners.len() / 2 + reason) / 2;
        while place > 0 {
            self.play(place);
            place /= 2;
        }
    }
}
