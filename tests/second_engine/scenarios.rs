//! Random small services. Every feature is switched on or off by a draw of its own, so that one can be taken away and the
//! rest stays as it was: that is how a disagreement is made small.

use std::cell::RefCell;
use std::collections::BTreeSet;

use goodwill::operation::routing::{AgentRule, ContactRule, Routing, TeamRule};
use goodwill::operation::*;
use goodwill::random::Distribution;
use goodwill::time::{Calendar, Duration};

/// Random numbers for the making of scenarios (splitmix64); the runs have luck of their own.
pub struct Chance(pub u64);

impl Chance {
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of `0..count`.
    pub fn below(&mut self, count: usize) -> usize {
        (self.bits() % count as u64) as usize
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// A share in tenths, the ends included.
    fn share(&mut self) -> f64 {
        self.below(11) as f64 / 10.0
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// A service, and what else decides a run of it.
pub struct Scenario {
    pub seed: u64,
    pub centre: Centre,
    pub calendar: Calendar,
    pub rates: Vec<WeekPattern>,
    /// Arrivals come at whole multiples of this, so that things happen at the same instant.
    pub grain: Duration,
    /// Share of primary contacts that do not take place.
    pub skipped: f64,
    /// Of so many follow-ups that have come due, one is no longer wanted; 0 means none.
    pub withdrawn: u64,
    /// The features in use.
    pub features: BTreeSet<&'static str>,
}

struct Maker<'a> {
    seed: u64,
    without: &'a [&'static str],
    /// Seconds of which all times are multiples; 0 means any times.
    step: f64,
    used: RefCell<BTreeSet<&'static str>>,
}

impl Maker<'_> {
    fn chance(&self, name: &str, index: usize) -> Chance {
        let mut hash = 0xcbf2_9ce4_8422_2325u64;
        for byte in name.bytes().chain(index.to_le_bytes()).chain(self.seed.to_le_bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Chance(hash)
    }

    /// The draws of a feature for the reason or team `index`, when it is on: once in `one_in` times.
    fn on(&self, name: &'static str, index: usize, one_in: usize) -> Option<Chance> {
        let mut chance = self.chance(name, index);
        if chance.below(one_in) != 0 || self.without.contains(&name) {
            return None;
        }
        self.used.borrow_mut().insert(name);
        Some(chance)
    }

    fn law(&self, chance: &mut Chance, mean: f64) -> Distribution {
        if self.step > 0.0 {
            let steps = (2.0 * mean / self.step) as usize;
            let value = |chance: &mut Chance| chance.below(steps + 1) as f64 * self.step;
            return match chance.below(3) {
                0 => Distribution::constant(value(chance)).unwrap(),
                1 => Distribution::constant(mean - mean % self.step).unwrap(),
                _ => Distribution::empirical((0..4).map(|_| value(chance)).collect(), vec![]).unwrap(),
            };
        }
        match chance.below(10) {
            0 => Distribution::constant(mean),
            1 => Distribution::uniform(0.0, 2.0 * mean),
            2 => Distribution::triangular(0.0, mean, 2.0 * mean),
            3 => Distribution::exponential(mean),
            4 => Distribution::erlang(3, mean),
            5 => Distribution::gamma(mean, 0.7),
            6 => Distribution::weibull(mean, 1.2),
            7 => Distribution::lognormal(mean, 1.0),
            8 => Distribution::beta(0.0, 3.0 * mean, mean, mean / 2.0),
            _ => Distribution::empirical(vec![0.0, mean, 3.0 * mean], vec![1.0, 2.0, 1.0]),
        }
        .unwrap()
    }

    /// A duration of 0 to `most` seconds.
    fn time(&self, chance: &mut Chance, most: f64) -> Duration {
        let share = chance.below(21) as f64 / 20.0;
        let seconds = most * share;
        Duration::from_seconds(if self.step > 0.0 { seconds - seconds % self.step } else { seconds })
    }

    fn follow_up(&self, name: &'static str, index: usize, reasons: usize) -> FollowUpLaw {
        let Some(mut chance) = self.on(name, index, 3) else { return FollowUpLaw::never() };
        let other = chance.below(reasons);
        FollowUpLaw {
            probability: chance.share(),
            probability_further: chance.share(),
            delay: self.law(&mut chance, 300.0),
            max_attempts: 1 + chance.below(5) as u32,
            under: chance.pick(&[Under::Present, Under::Original, Under::Reason(other)]),
            delay_further: self.law(&mut chance, 100.0),
            under_further: chance.pick(&[Under::Present, Under::Original, Under::Reason(other)]),
        }
    }

    fn reason(&self, index: usize, reasons: usize, channels: &[Channel]) -> Reason {
        let mut chance = self.chance("reason", index);
        let channel = channels[index];
        let mean = chance.pick(&[60.0, 120.0, 240.0]);
        let mut reason = Reason::plain(&format!("reason{index}"), self.law(&mut chance, mean));
        reason.channel = channel;
        if let Some(mut chance) = self.on("opening", index, 4) {
            let closing = chance.pick(&[Closing::ServeOut, Closing::Clear, Closing::CarryOver]);
            let quarters = (0..QUARTERS_PER_WEEK).map(|_| chance.below(4) > 0).collect();
            reason.opening = Some(Opening { quarters, closing });
        }
        if let Some(mut chance) = self.on("queue_limit", index, 5) {
            reason.queue_limit = Some(chance.below(5) as u32);
        }
        if let Some(mut chance) = self.on("self_service", index, 4) {
            reason.self_service = Some(SelfService {
                time: self.law(&mut chance, 60.0),
                containment: chance.share(),
                false_containment: chance.share(),
                context_kept: chance.share(),
                talk_if_lost: chance.pick(&[1.0, 2.0]),
                residual_talk: chance.pick(&[1.0, 2.0]),
            });
        }
        if let Some(mut chance) = self.on("connection", index, 4) {
            reason.connection = self.time(&mut chance, 60.0);
        }
        if let Some(mut chance) = self.on("hold", index, 4) {
            reason.hold = Some(self.law(&mut chance, 30.0));
        }
        if let Some(mut chance) = self.on("wrap_up", index, 2) {
            reason.wrap_up = Some(self.law(&mut chance, 60.0));
        }
        if let Some(mut chance) = self.on("handling_by_quarter", index, 5) {
            reason.handling_by_quarter =
                Some((0..QUARTERS_PER_WEEK).map(|_| chance.pick(&[0.5, 1.0, 2.0])).collect());
        }
        if let Some(mut chance) = self.on("longest_talk", index, 5) {
            reason.longest_talk = Some(self.time(&mut chance, 300.0));
        }
        if let Some(mut chance) = self.on("patience", index, 2).filter(|_| channel != Channel::Deferred) {
            let mean = chance.pick(&[20.0, 120.0, 600.0]);
            reason.patience = Some(self.law(&mut chance, mean));
        }
        if let Some(mut chance) = self.on("balking", index, 5) {
            reason.balking = chance.share();
        }
        if let Some(mut chance) = self.on("announcement", index, 5) {
            let patience_factor = chance.pick(&[0.5, 1.0, 2.0]);
            reason.announcement = Some(Announcement { balking: chance.share(), patience_factor });
        }
        if let Some(mut chance) = self.on("callback", index, 4).filter(|_| channel != Channel::Deferred) {
            let from_queue = chance.pick(&[None, Some(0), Some(1), Some(2)]);
            let from_expected_wait = from_queue.map_or(Some(self.time(&mut chance, 240.0)), |_| None);
            reason.callback = Some(CallbackOffer {
                from_queue,
                from_expected_wait,
                accept: chance.share(),
                not_before: self.time(&mut chance, 600.0),
                after_waiting: chance.below(2) == 0,
                priority: chance.below(3) as f64,
                reach: chance.share(),
                failed_attempt: self.law(&mut chance, 30.0),
                attempts: 1 + chance.below(3) as u32,
                retry_after: self.time(&mut chance, 600.0),
            });
        }
        if let Some(mut chance) = self.on("message_after", index, 6) {
            reason.message_after = Some(self.time(&mut chance, 300.0));
        }
        if let Some(mut chance) = self.on("priority", index, 3) {
            reason.priority.base = chance.below(3) as f64;
        }
        if let Some(mut chance) = self.on("slope", index, 3) {
            reason.priority.per_second = chance.pick(&[0.0, 0.0078125, 0.015625, 0.1]);
        }
        if let Some(mut chance) = self.on("transfer_bonus", index, 3) {
            reason.priority.transfer_bonus = chance.below(4) as f64;
        }
        if let Some(mut chance) = self.on("leave_idle", index, 6) {
            reason.leave_idle = chance.below(3) as u32;
        }
        if let Some(mut chance) = self.on("endless", index, 12).filter(|_| channel != Channel::Chat) {
            reason.endless = true;
            // Work that takes no time and never ends would stop the clock.
            reason.talk = Distribution::constant(10.0 + 10.0 * chance.below(30) as f64).unwrap();
            reason.longest_talk = None;
        }
        if let Some(mut chance) = self.on("resolution", index, 2) {
            reason.resolution = chance.share();
        }
        if reasons > 1
            && let Some(mut chance) = self.on("transfer", index, 3)
        {
            let mut others: Vec<usize> = (0..reasons).filter(|other| *other != index).collect();
            chance.shuffle(&mut others);
            others.truncate(1 + chance.below(2));
            let share = 1.0 / others.len() as f64;
            reason.transfer = Some(Transfer {
                probability: chance.share(),
                to: others.iter().enumerate().map(|(place, to)| (*to, (place + 1) as f64 * share)).collect(),
                most: 1 + chance.below(3) as u32,
                warm: self.on("warm", index, 2).is_some(),
            });
        }
        reason.redial = self.follow_up("redial", index, reasons);
        reason.redial_blocked = self.follow_up("redial_blocked", index, reasons);
        reason.repeat = self.follow_up("repeat", index, reasons);
        reason
    }

    fn team(&self, index: usize, reasons: usize, calendar: &Calendar) -> Team {
        let mut chance = self.chance("team", index);
        let mut skills: Vec<usize> = (0..reasons).collect();
        chance.shuffle(&mut skills);
        skills.truncate(1 + chance.below(reasons));
        let agents = chance.pick(&[0, 1, 1, 2, 2, 3, 4]);
        let mut team = Team::plain(&format!("team{index}"), agents, &skills);
        for (place, skill) in team.skills.iter_mut().enumerate() {
            let at = index * 16 + place;
            if let Some(mut chance) = self.on("talk of team", at, 6) {
                skill.talk = Some(self.law(&mut chance, 100.0));
                skill.wrap_up = [None, Some(self.law(&mut chance, 30.0))][chance.below(2)].clone();
            }
            if let Some(mut chance) = self.on("hold of team", at, 6) {
                skill.hold = Some(self.law(&mut chance, 30.0));
            }
            if let Some(mut chance) = self.on("level", at, 5) {
                skill.competence = chance.pick(&[-1.0, 1.0]);
                skill.handling_time = chance.pick(&[0.5, 2.0]);
            }
            if let Some(mut chance) = self.on("score of skill", at, 4) {
                skill.score = chance.below(3) as f64;
            }
        }
        if let Some(mut chance) = self.on("score of team", index, 4) {
            team.score = chance.below(3) as f64;
        }
        if let Some(mut chance) = self.on("handling_time", index, 5) {
            team.handling_time = chance.pick(&[0.5, 2.0]);
        }
        if let Some(mut chance) = self.on("concurrency", index, 2) {
            let speed =
                chance.pick(&[vec![1.0], vec![1.0, 0.5], vec![1.0, 0.75, 0.5], vec![1.0, 0.7, 0.6, 0.4]]);
            team.chat = Chat { at_once: 1 + chance.below(4) as u32, speed };
        }
        if let Some(mut chance) = self.on("end_of_shift", index, 2) {
            team.end_of_shift = chance.pick(&[EndOfShift::Drop, EndOfShift::HandOver]);
        }
        if let Some(mut chance) = self.on("absence", index, 6) {
            team.absence = chance.pick(&[0.2, 0.5]);
        }
        if let Some(mut chance) = self.on("vacancies", index, 4) {
            team.hiring.attrition_per_month = chance.pick(&[0.9, 0.999]);
            let hours = chance.pick(&[0, 1, 12, 48, 240]);
            team.hiring.replaced_after = Duration::seconds(3_600 * hours);
        }
        if let Some(mut chance) = self.on("variation", index, 5) {
            team.variation.competence_sd = chance.pick(&[0.0, 1.0]);
            team.variation.manner_sd = chance.pick(&[0.0, 1.0]);
            team.variation.speed_cv = chance.pick(&[0.0, 0.3]);
        }
        if let Some(chance) = self.on("shifts", index, 3) {
            team.staffing = Staffing::Shifts(self.shifts(chance, index, calendar));
        } else if let Some(mut chance) = self.on("heads", index, 2) {
            let agents: Vec<u32> = (0..QUARTERS_PER_WEEK).map(|_| chance.below(5) as u32).collect();
            let crews = self.on("crews", index, 3).map_or(1, |mut chance| chance.pick(&[2, 4, 24]));
            team.staffing = Staffing::Intervals { present: agents.clone(), agents, crews };
        }
        team
    }

    fn shifts(&self, mut chance: Chance, index: usize, calendar: &Calendar) -> Vec<Shift> {
        let open_end = self.on("open_end", index, 4).is_some();
        (0..1 + chance.below(3))
            .map(|number| {
                let (_, opens) = calendar.day_and_time(goodwill::time::Instant::ZERO);
                let start = opens.as_micros() + Duration::seconds(300 * chance.below(20) as u64).as_micros();
                let length = Duration::seconds(300 * (1 + chance.below(36)) as u64);
                let mut breaks = Vec::new();
                if let Some(mut chance) = self.on("breaks", index * 4 + number, 2) {
                    let mut after = Duration::ZERO;
                    for _ in 0..1 + chance.below(2) {
                        after += Duration::seconds(150 * (1 + chance.below(20)) as u64);
                        let pause = Duration::seconds(60 * (1 + chance.below(15)) as u64);
                        if (after + pause).as_micros() <= length.as_micros() {
                            breaks.push(Break { after, length: pause, paid: chance.below(2) == 0 });
                        }
                        after += pause;
                    }
                }
                Shift {
                    start: Duration::micros(start % Duration::DAY.as_micros()),
                    length,
                    days: [true; 7],
                    agents: 1 + chance.below(3) as u32,
                    breaks,
                    open_end,
                }
            })
            .collect()
    }
}

/// The service with this number, without some features.
pub fn random(seed: u64, without: &[&'static str]) -> Scenario {
    let mut maker = Maker { seed, without, step: 0.0, used: RefCell::default() };
    if maker.on("whole steps", 0, 2).is_some() {
        maker.step = 10.0;
    }
    let mut chance = maker.chance("size", 0);
    let (reasons, teams) = (1 + chance.below(4), 1 + chance.below(4));
    let calendar = Calendar {
        start: Duration::seconds(900 * chance.below(QUARTERS_PER_WEEK) as u64),
        warm_up: Duration::ZERO,
        horizon: Duration::seconds(900 * (1 + chance.below(8)) as u64),
    };
    let channels: Vec<Channel> = (0..reasons)
        .map(|index| match (maker.on("chat", index, 5), maker.on("deferred", index, 6)) {
            (Some(_), _) => Channel::Chat,
            (_, Some(_)) => Channel::Deferred,
            _ => Channel::Voice,
        })
        .collect();
    let mut centre = Centre {
        door: Door::default(),
        reasons: (0..reasons).map(|index| maker.reason(index, reasons, &channels)).collect(),
        teams: (0..teams).map(|index| maker.team(index, reasons, &calendar)).collect(),
        routing: Routing::default(),
    };
    for index in 0..reasons {
        if centre.reasons[index].endless {
            // Endless work must take time, whatever team does it.
            let skills = centre.teams.iter_mut().flat_map(|team| &mut team.skills);
            skills.filter(|skill| skill.reason == index).for_each(|skill| skill.talk = None);
        }
        overflow(&maker, index, &mut centre);
    }
    if let Some(mut chance) = maker.on("trunks", 0, 4) {
        centre.door.trunks = Some(chance.below(8) as u32);
    }
    if let Some(mut chance) = maker.on("queue_limit of the door", 0, 5) {
        centre.door.queue_limit = Some(chance.below(5) as u32);
    }
    if let Some(mut chance) = maker.on("contact rule", 0, 2) {
        centre.routing.contact = chance.pick(&ContactRule::ALL).1;
    }
    if maker.on("pooled", 0, 2).is_some() {
        centre.routing.team = TeamRule::Pooled;
    }
    if let Some(mut chance) = maker.on("agent rule", 0, 2) {
        centre.routing.agent = chance.pick(&AgentRule::ALL).1;
    }
    let mut chance = maker.chance("rates", 0);
    let rate = |reason: &Reason| if reason.endless { 0.0 } else { chance.pick(&[0.0, 10.0, 25.0, 50.0]) };
    let rates = centre.reasons.iter().map(rate).map(WeekPattern::constant).collect();
    Scenario {
        seed,
        centre,
        calendar,
        rates,
        grain: Duration::from_seconds(maker.step.max(0.000_001)),
        skipped: maker.on("skipped", 0, 5).map_or(0.0, |mut chance| chance.share()),
        withdrawn: maker.on("withdrawn", 0, 5).map_or(0, |mut chance| 1 + chance.bits() % 4),
        features: maker.used.into_inner(),
    }
}

/// Lets teams that do not have the skill yet, or have it among others, help with a reason after a time.
fn overflow(maker: &Maker, index: usize, centre: &mut Centre) {
    let Some(mut chance) = maker.on("overflow", index, 4) else { return };
    let mut teams = Vec::new();
    for (at, team) in centre.teams.iter_mut().enumerate() {
        if chance.below(2) == 0 && !team.serves(index) {
            let place = chance.below(team.skills.len() + 1);
            team.skills.insert(place, Skill { overflow_only: true, ..Skill::plain(index) });
            teams.push(at);
        }
    }
    chance.shuffle(&mut teams);
    let after = maker.time(&mut chance, 240.0);
    centre.reasons[index].overflow = Some(Overflow { after, teams });
}

impl Scenario {
    /// The service as text: lines that repeat are written once.
    pub fn text(&self) -> String {
        let whole = format!(
            "seed {}, features {:?}\n{:#?}\n{:#?}\ngrain {}, skipped {}, withdrawn {}\n",
            self.seed, self.features, self.calendar, self.centre, self.grain, self.skipped, self.withdrawn
        );
        let mut text = String::new();
        let mut lines = whole.lines().peekable();
        while let Some(line) = lines.next() {
            let mut times = 1;
            while lines.next_if_eq(&line).is_some() {
                times += 1;
            }
            text.push_str(line);
            text.push_str(&if times > 1 { format!("  (x {times})\n") } else { "\n".to_string() });
        }
        let rates: Vec<f64> = self.rates.iter().map(|rate| rate.values[0]).collect();
        format!("{text}arrivals per hour {rates:?}\n")
    }
}
