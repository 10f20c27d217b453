//! Drawing people from the segments.
//!
//! Each customer is a slot. The initial customers of a segment lie side by side, in an order that means nothing but the
//! class of their contact rate, and its reserved newcomers lie side by side behind all of them; so a billing day, which a
//! customer's place within the segment decides, is a short run of neighbouring slots. Newcomer k of a segment is the same
//! person in every arm.
//!
//! Every 64th customer of a segment belongs to the same *rate class*: among 4 096 neighbours, class 0 holds the 64 whose
//! personal contact rate is lowest, class 63 the 64 whose rate is highest. The rates are independent draws that are dealt
//! out, so that "a caller by contact rate" can be found without a table of the customers: a class, a place in it, and a
//! look at the customer found there. Where the rate goes together with other traits, whole people are dealt out.

use crate::parallel;
use crate::population::copula::{self, Copula, Trait};
use crate::population::frailty::SurvivingFrailty;
use crate::population::layout::Layout;
use crate::population::segment::Segment;
use crate::random::{Distribution, Luck, Purpose, Stream};

/// Rate classes of a segment: the slot at place p belongs to class p % `RATE_CLASSES`.
pub const RATE_CLASSES: usize = 64;
/// Neighbours among whom the rates are dealt out.
const DEALT_AMONG: usize = RATE_CLASSES * 64;

/// What is drawn of a customer once and for all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Person {
    /// Months with the firm at time 0; for newcomers 0.
    pub tenure_months: f32,
    /// Revenue per month in hundredths of the currency.
    pub monthly_revenue: u32,
    /// Personal factor on the contact rate, mean 1 within the segment.
    pub contact_rate: f32,
    /// Personal frailty of leaving; for the initial customers, given that they have stayed so far.
    pub frailty: f32,
    /// Personal factor on what word of mouth does to expectation, mean 1 within the segment.
    pub susceptibility: f32,
    /// Standard score of how high the person ticks whatever is asked, where it goes together with other traits.
    pub response_style: Option<f32>,
    /// Whether the customer is in a contract term.
    pub in_contract: bool,
}

/// Draws the people of one replication on so many threads and settles each in its row; `rows` holds one per slot.
/// `frailty_cv` is the spread of the personal frailty. Everybody's luck has an address, so that the people do not depend on
/// the threads.
pub fn draw<Row: Send>(
    segments: &[Segment],
    layout: &Layout,
    frailty_cv: f64,
    stream: &Stream,
    threads: usize,
    rows: &mut [Row],
    settle: impl Fn(&mut Row, &Person) + Sync,
) {
    let mut rest = rows;
    let mut jobs = Vec::new();
    for (ranges, are_newcomers) in [(&layout.initial, false), (&layout.reserved, true)] {
        for (segment, slots) in segments.iter().zip(ranges) {
            for start in slots.clone().step_by(DEALT_AMONG) {
                let count = ((slots.end - start) as usize).min(DEALT_AMONG);
                let (rows, others) = std::mem::take(&mut rest).split_at_mut(count);
                rest = others;
                jobs.push((Laws::new(segment, frailty_cv, are_newcomers), start, rows));
            }
        }
    }
    parallel::for_each(jobs, threads, Deal::default, |deal: &mut Deal, (laws, start, rows)| {
        deal.draw(&laws, start, rows.len(), stream);
        rows.iter_mut().zip(&deal.people).for_each(|(row, person)| settle(row, person));
    });
}

/// The laws of one segment's people, worked out.
struct Laws<'a> {
    segment: &'a Segment,
    contact_rate: Option<Distribution>,
    frailty: Option<Distribution>,
    susceptibility: Option<Distribution>,
    /// What the months survived make of frailty; newcomers have survived none.
    surviving: SurvivingFrailty,
    are_newcomers: bool,
}

/// The traits of one person as they come out of their laws, before any of them go together.
#[derive(Clone, Copy)]
struct Raw {
    in_contract: bool,
    traits: [f64; Trait::COUNT],
}

impl Laws<'_> {
    fn new(segment: &Segment, frailty_cv: f64, are_newcomers: bool) -> Laws<'_> {
        Laws {
            segment,
            contact_rate: Distribution::gamma(1.0, segment.contact_cv).ok(),
            frailty: Distribution::gamma(1.0, frailty_cv).ok(),
            susceptibility: Distribution::gamma(1.0, segment.susceptibility_cv).ok(),
            surviving: SurvivingFrailty::new(
                frailty_cv,
                if are_newcomers { 0.0 } else { segment.churn_monthly },
            ),
            are_newcomers,
        }
    }

    fn joins(&self, of: Trait) -> bool {
        self.segment.copula.as_ref().is_some_and(|copula| copula.joins(of))
    }

    fn raw(&self, luck: &mut Luck) -> Raw {
        let segment = self.segment;
        let in_contract = luck.happens(segment.contract_share);
        let tenure = segment.tenure_months.sample(luck).max(0.0);
        let revenue = segment.monthly_revenue.sample(luck).max(0.0);
        let one_or =
            |law: &Option<Distribution>, luck: &mut Luck| law.as_ref().map_or(1.0, |of| of.sample(luck));
        let contact_rate = one_or(&self.contact_rate, luck);
        let frailty = one_or(&self.frailty, luck);
        let susceptibility = one_or(&self.susceptibility, luck);
        let style = if self.joins(Trait::ResponseStyle) { luck.normal() } else { 0.0 };
        Raw { in_contract, traits: [tenure, revenue, contact_rate, frailty, susceptibility, style] }
    }

    fn person(&self, raw: &Raw) -> Person {
        let [tenure, revenue, contact_rate, frailty, susceptibility, style] = raw.traits;
        let frailty = self.surviving.after(frailty, tenure);
        Person {
            tenure_months: if self.are_newcomers { 0.0 } else { tenure as f32 },
            monthly_revenue: (revenue * 100.0).round_ties_even() as u32,
            contact_rate: contact_rate as f32,
            frailty: frailty.max(1e-6) as f32,
            susceptibility: susceptibility as f32,
            response_style: self.joins(Trait::ResponseStyle).then_some(style as f32),
            in_contract: raw.in_contract,
        }
    }
}

/// Neighbours who are drawn together.
#[derive(Default)]
struct Deal {
    people: Vec<Person>,
    raw: Vec<Raw>,
    /// Rate (whose bits are ordered as the numbers are, because none is negative) above the place it was drawn for.
    ranked: Vec<u64>,
}

impl Deal {
    /// The people of `count` slots from `start` on.
    fn draw(&mut self, laws: &Laws, start: u32, count: usize, stream: &Stream) {
        let luck = |place: usize, attempt: u32| {
            stream.luck(Purpose::Traits, u64::from(start) + place as u64, attempt)
        };
        self.raw.clear();
        self.raw.extend((0..count).map(|place| laws.raw(&mut luck(place, 0))));
        if let Some(copula) = &laws.segment.copula {
            let scores: Vec<_> = (0..count).map(|place| copula.scores(&mut luck(place, 1))).collect();
            self.join(copula, &scores);
        }
        self.people.clear();
        self.people.extend(self.raw.iter().map(|raw| laws.person(raw)));
        if laws.contact_rate.is_some() {
            self.deal_rates(laws.joins(Trait::ContactRate));
        }
    }

    /// Deals the traits out in the order of their scores.
    fn join(&mut self, copula: &Copula, scores: &[[f64; Trait::COUNT]]) {
        let mut order = Vec::new();
        for of in (0..Trait::COUNT).filter(|of| copula.joins(Trait::ALL[*of].1)) {
            let mut values: Vec<f64> = self.raw.iter().map(|raw| raw.traits[of]).collect();
            let scores: Vec<f64> = scores.iter().map(|scores| scores[of]).collect();
            copula::deal(&mut values, &scores, &mut order);
            self.raw.iter_mut().zip(values).for_each(|(raw, value)| raw.traits[of] = value);
        }
    }

    /// Gives the lowest rates to class 0, the highest to the last; within a class they stay in the order drawn. The rates
    /// alone change place, or (`with_people`) the people who have them.
    fn deal_rates(&mut self, with_people: bool) {
        let Deal { people, ranked, .. } = self;
        let drawn_for = people.iter().enumerate();
        ranked.clear();
        ranked.extend(drawn_for.map(|(place, of)| u64::from(of.contact_rate.to_bits()) << 32 | place as u64));
        ranked.sort_unstable();
        let drawn = if with_people { people.clone() } else { Vec::new() };
        let mut rest = ranked.as_mut_slice();
        for class in 0..RATE_CLASSES.min(people.len()) {
            let places = (class..people.len()).step_by(RATE_CLASSES);
            let (dealt, others) = std::mem::take(&mut rest).split_at_mut(places.len());
            dealt.sort_unstable_by_key(|rate| *rate as u32);
            for (place, rate) in places.zip(dealt) {
                match drawn.get(*rate as u32 as usize) {
                    Some(person) => people[place] = *person,
                    None => people[place].contact_rate = f32::from_bits((*rate >> 32) as u32),
                }
            }
            rest = others;
        }
    }
}

#[cfg(test)]
pub(super) mod tests;
