//! One replication of one arm: the clock that carries seconds in the queue and months in loyalty.

use crate::journey::ahead::Ahead;
use crate::journey::base::Base;
use crate::journey::blueprint::Blueprint;
use crate::journey::calibration::Calibration;
use crate::journey::closed_loop::{ClosedLoop, Shown, hopeless_mark};
use crate::journey::facts::{ReplicationFacts, Rows};
use crate::journey::figures::ModelParts;
use crate::journey::in_force::InForce;
use crate::journey::month::Months;
use crate::journey::observed::{Look, Seen, look};
use crate::journey::records::{Books, Recorded, Recorder};
use crate::journey::table;
use crate::journey::warm_start::{Carried, KeptStates, Past, Sharing, WarmStart};
use crate::journey::workshop::Workshop;
use crate::loyalty::SegmentLoyalty;
use crate::operation::{Engine, Ledger, PrimaryStream};
use crate::random::Stream;
use crate::survey::Census;
use crate::time::{Duration, Instant};

/// Runs replication `replication` of an arm under master seed `seed`. The same arguments give the same facts, on every
/// machine of the same target, whatever ran in the workshop before.
pub fn replicate(
    blueprint: &Blueprint,
    calibration: &Calibration,
    seed: u64,
    replication: u64,
    workshop: &mut Workshop,
) -> ReplicationFacts {
    let mut run =
        Run::start(blueprint, calibration, Stream::new(seed, replication), workshop, Sharing::WarmUp);
    run.run_through();
    let rows = run.rows(blueprint);
    run.facts(rows)
}

/// The same for arms that [differ in prices alone](Blueprint::differs_in_prices_alone), with one run for all of them: the
/// facts of each, in their order, and the waits with the first. The state after the first `resume_after` weeks of the horizon stays
/// in the workshop: the next arm goes on from there, if it [shares these weeks](Blueprint::weeks_shared_with).
pub fn replicate_at_prices(
    blueprints: &[&Blueprint],
    calibration: &Calibration,
    seed: u64,
    replication: u64,
    resume_after: Option<usize>,
    workshop: &mut Workshop,
) -> Vec<ReplicationFacts> {
    let Some(first) = blueprints.first() else {
        return Vec::new();
    };
    let sharing = Sharing::Weeks { resume_after };
    let mut run = Run::start(first, calibration, Stream::new(seed, replication), workshop, sharing);
    run.run_through();
    let tables: Vec<Rows> = blueprints.iter().map(|blueprint| run.rows(blueprint)).collect();
    tables.into_iter().map(|rows| run.facts(rows)).collect()
}

/// The same, and `recorder` hears of every contact of the horizon, of the customers and of their answers.
pub fn replicate_recorded(
    blueprint: &Blueprint,
    calibration: &Calibration,
    seed: u64,
    replication: u64,
    workshop: &mut Workshop,
    recorder: &mut dyn Recorder,
) -> ReplicationFacts {
    let mut run =
        Run::start(blueprint, calibration, Stream::new(seed, replication), workshop, Sharing::WarmUp);
    run.state.recorded = Some(Recorded::wanted_by(recorder));
    run.books.recorder = Some(recorder);
    run.run_through();
    let rows = run.rows(blueprint);
    run.facts(rows)
}

/// Everybody who could be asked in one replication, with the truth about each.
#[derive(Clone, Debug, PartialEq)]
pub struct Censuses {
    /// The customers at the end of the horizon.
    pub base: Census,
    /// The answered contacts of the horizon.
    pub contacts: Census,
}

/// Runs a replication and keeps the truth about everybody, for who draws many surveys of it; `None` in a bare operation
/// and without a survey, which says what is asked.
pub fn replicate_with_census(
    blueprint: &Blueprint,
    calibration: &Calibration,
    seed: u64,
    replication: u64,
    workshop: &mut Workshop,
) -> (ReplicationFacts, Option<Censuses>) {
    let mut run =
        Run::start(blueprint, calibration, Stream::new(seed, replication), workshop, Sharing::WarmUp);
    run.state.surveys.keep_contacts(blueprint);
    run.run_through();
    let contacts = run.state.surveys.contacts.take();
    let models = blueprint.models(blueprint.calendar.weeks().checked_sub(1));
    let ClosedLoop { customers, surveys, stream, .. } = &run.state;
    let now = blueprint.calendar.end();
    let base = models.survey.as_ref().and_then(|survey| {
        let base = Base::new(blueprint, models, survey, customers, surveys, now, *stream)?;
        Some(Census::of(&base, blueprint.segments.iter().map(|segment| segment.name.clone()).collect()))
    });
    let censuses = base.zip(contacts).map(|(base, contacts)| Censuses { base, contacts });
    let rows = run.rows(blueprint);
    (run.facts(rows), censuses)
}

/// Runs a pilot and returns what it shows: what contacts were like, and who would have left at once.
pub(super) fn pilot(
    blueprint: &Blueprint,
    calibration: &Calibration,
    seed: u64,
    replication: u64,
    workshop: &mut Workshop,
) -> Shown {
    let mut run =
        Run::start(blueprint, calibration, Stream::new(seed, replication), workshop, Sharing::Nothing);
    run.run_through();
    run.state.shown.take().unwrap_or_default()
}

struct Run<'a> {
    calibration: &'a Calibration,
    engine: &'a mut Engine,
    months: &'a mut Months,
    /// Where states are kept for the next arm, and which.
    states: &'a mut KeptStates,
    sharing: Sharing,
    state: ClosedLoop<'a>,
    books: Books<'a>,
    ledger: Ledger,
    /// The rival's customers at both ends of the horizon.
    rival_at_start: u64,
    rival_at_end: u64,
    /// What the firm sees of its customers at the start of the horizon.
    seen_at_start: Vec<Seen>,
    now: Instant,
}

impl<'a> Run<'a> {
    fn start(
        blueprint: &'a Blueprint,
        calibration: &'a Calibration,
        stream: Stream,
        workshop: &'a mut Workshop,
        sharing: Sharing,
    ) -> Self {
        let is_pilot = sharing == Sharing::Nothing;
        let sharing = if workshop.is_for_one_arm { Sharing::Nothing } else { sharing };
        let people_are_new = workshop.draw(blueprint, &stream);
        if workshop.states.on_the_way(blueprint, calibration, stream, sharing).is_none() {
            workshop.begin(blueprint, calibration, &stream);
        }
        let is_alone = workshop.is_for_one_arm || blueprint.segments.is_empty();
        let Workshop { engine, months, customers, choice, shared_arrivals, states, spare_waits, .. } =
            workshop;
        let calendar = blueprint.calendar;
        let primary = || {
            PrimaryStream::of(
                stream,
                calendar,
                &blueprint.demand.arrivals,
                &choice.majorant,
                &blueprint.before.centre.reasons,
            )
        };
        if !is_alone && (people_are_new || !shared_arrivals.is_of(&calendar)) {
            shared_arrivals.begin(calendar, primary());
        }
        let resumed = states.on_the_way(blueprint, calibration, stream, sharing);
        let weeks = resumed.map(WarmStart::weeks);
        let carried = match resumed {
            Some(warm) => {
                engine.clone_from(&warm.engine);
                months.clone_from(&warm.months);
                customers.restore(&warm.customers);
                warm.carried.clone()
            }
            None => {
                let ahead = if is_alone { Ahead::alone(primary()) } else { Ahead::shared() };
                Carried::fresh(blueprint, customers.slots(), ahead, std::mem::take(spare_waits))
            }
        };
        let Carried { sums, complaints, rival_customers, rival_at_start, seen_at_start, .. } = carried;
        let Carried { surveys, ahead, mut operational, majorant_exceeded, .. } = carried;
        operational.leave_out_queues_of(blueprint.back_office());
        let models = blueprint.models(weeks.and_then(|weeks| weeks.checked_sub(1)));
        let state = ClosedLoop {
            blueprint,
            has_sources: blueprint.demand.arrivals.has_sources(),
            in_force: InForce::new(models, calibration),
            stream,
            customers,
            sums,
            surveys,
            choice,
            ahead,
            shared_arrivals,
            hopeless: hopeless_mark(blueprint),
            majorant_exceeded,
            complaints,
            rival_customers,
            recorded: None,
            shown: is_pilot.then(|| Shown::of_segments(blueprint.segments.len())),
        };
        let week = |weeks: usize| Duration::micros(weeks as u64 * Duration::WEEK.as_micros());
        let now = weeks.map_or(Instant::ZERO, |weeks| calendar.measured_from() + week(weeks));
        let mut run = Run {
            calibration,
            engine,
            months,
            states,
            sharing,
            state,
            books: Books { sums: operational, calendar, recorder: None },
            ledger: Ledger::default(),
            rival_at_start,
            rival_at_end: 0,
            seen_at_start,
            now,
        };
        match weeks {
            None => run.open(),
            Some(0) => {}
            Some(weeks) => run.use_models(now, Some(weeks)),
        }
        run
    }

    /// Lets the initial customers in and opens the centre, at time 0.
    fn open(&mut self) {
        let blueprint = self.state.blueprint;
        let calendar = blueprint.calendar;
        let ClosedLoop { in_force, customers, sums, .. } = &mut self.state;
        if let Some(models) = &in_force.customers {
            for segment in 0..blueprint.segments.len() {
                for slot in customers.layout.initial[segment].clone() {
                    customers.join(slot, segment, Instant::ZERO, &models.appraisals[segment], sums);
                }
            }
        }
        let days = (calendar.end().as_micros() / Duration::DAY.as_micros()) as usize;
        self.months.reset(&blueprint.segments, days, self.calibration, &self.state.stream);
        let stream = self.state.stream;
        self.engine.start(&blueprint.before.centre, calendar, stream, &mut self.state, &mut self.books);
    }

    /// Keeps the state after so many weeks of the horizon for the next arm, if it is one to be kept.
    fn keep(&mut self, weeks: usize) {
        if !self.sharing.keeps(weeks) {
            return;
        }
        let ClosedLoop { blueprint, stream, .. } = self.state;
        let room = self.states.room(weeks);
        self.states.keep(WarmStart {
            of: Past::of(blueprint, self.calibration, stream, weeks),
            engine: self.engine.clone(),
            months: self.months.clone(),
            customers: self.state.customers.now(room),
            carried: Carried {
                sums: self.state.sums.clone(),
                complaints: self.state.complaints.clone(),
                rival_customers: self.state.rival_customers,
                rival_at_start: self.rival_at_start,
                seen_at_start: self.seen_at_start.clone(),
                surveys: self.state.surveys.clone(),
                ahead: self.state.ahead.clone(),
                operational: self.books.sums.clone(),
                majorant_exceeded: self.state.majorant_exceeded,
            },
        });
    }

    /// Advances from border to border of days and weeks, and serves out what is open at the end.
    fn run_through(&mut self) {
        let calendar = self.state.blueprint.calendar;
        let (begin, end) = (calendar.measured_from(), calendar.end());
        let mut now = self.now;
        if begin == now {
            self.begin_horizon(now);
        }
        while now < end {
            let day = now.as_micros() / Duration::DAY.as_micros();
            let day_ends = Instant::micros((day + 1) * Duration::DAY.as_micros());
            let week_ends = match calendar.week(now) {
                None => begin,
                Some(week) => begin + Duration::micros((week as u64 + 1) * Duration::WEEK.as_micros()),
            };
            let until = day_ends.min(week_ends).min(end);
            let centre = &self.state.in_force.models.centre;
            self.engine.advance(until, centre, &mut self.state, &mut self.books);
            let week = calendar.week(now);
            now = until;
            if now == day_ends && !self.state.blueprint.segments.is_empty() {
                self.months.pass_day(day, now, &mut self.state, self.calibration);
                self.books.months(now, &mut self.state);
                self.ask_waves(now);
            }
            if now == week_ends || now == end {
                self.pass_week(now, week, now == end);
            }
        }
        self.rival_at_end = self.state.rival_customers;
        self.books.customers(&self.state);
        let centre = &self.state.in_force.models.centre;
        self.ledger = self.engine.finish(centre, &mut self.state, &mut self.books);
        self.books.sums.close();
        crate::journey::ledgers::assert_balance(&self.ledger, &self.state);
    }

    /// The waves of the panel that are due.
    fn ask_waves(&mut self, now: Instant) {
        let ClosedLoop { blueprint, in_force, surveys, customers, stream, .. } = &mut self.state;
        if blueprint.calendar.measured_from() <= now {
            surveys.pass_day(blueprint, in_force.models, customers, now, *stream);
        }
    }

    fn begin_horizon(&mut self, now: Instant) {
        self.state.customers.mark_cohort();
        self.state.sums.begin_horizon(now);
        self.state.complaints.begin_horizon();
        self.rival_at_start = self.state.rival_customers;
        self.seen_at_start = self.look_at_start(now);
        self.use_models(now, Some(0));
    }

    /// What the firm sees of each segment at the start of the horizon; nothing of those of whom it sees everything.
    fn look_at_start(&self, now: Instant) -> Vec<Seen> {
        let ClosedLoop { blueprint, customers, stream, .. } = &self.state;
        let of = |(segment, loyalty): (usize, &SegmentLoyalty)| match &loyalty.observed {
            Some(observed) => look(customers, segment, observed, now, Look::Start, stream),
            None => Seen::default(),
        };
        let segments = blueprint.before.loyalty.iter().flat_map(|loyalty| loyalty.segments.iter());
        segments.enumerate().map(of).collect()
    }

    /// The border of a week: its sums are closed and the next one's settings come into force.
    fn pass_week(&mut self, now: Instant, ended: Option<usize>, is_end: bool) {
        match ended {
            None => {
                self.keep(0);
                self.begin_horizon(now);
            }
            Some(week) => {
                self.state.sums.end_week(now);
                self.state.complaints.end_week();
                if !is_end {
                    self.keep(week + 1);
                    self.use_models(now, Some(week + 1));
                }
            }
        }
    }

    fn use_models(&mut self, now: Instant, week: Option<usize>) {
        let next = self.state.blueprint.models(week);
        let before = self.state.in_force.models;
        if std::ptr::eq(next.as_ref(), before) {
            return;
        }
        self.state.in_force = InForce::new(next, self.calibration);
        self.engine.change_settings(now, &next.centre, &mut self.state, &mut self.books);
        if let Some(models) = &self.state.in_force.customers
            && before.experience != next.experience
        {
            self.state.customers.feel_all(now, &models.appraisals, &mut self.state.sums);
        }
    }

    /// The facts of which these are the rows; the first who asks has the waits.
    fn facts(&mut self, scopes: Rows) -> ReplicationFacts {
        ReplicationFacts {
            scopes,
            waits: std::mem::take(&mut self.books.sums.waits),
            majorant_exceeded: self.state.majorant_exceeded,
            slots_exhausted: self.months.slots_exhausted(),
        }
    }

    /// The rows of facts, at the prices of an arm that differs in nothing else.
    fn rows(&mut self, blueprint: &Blueprint) -> Rows {
        let sources = table::Sources {
            blueprint,
            parts: ModelParts::of(blueprint),
            calibration: self.calibration,
            customers: self.state.customers,
            sums: &self.state.sums,
            complaints: &self.state.complaints,
            rival_customers: [self.rival_at_start, self.rival_at_end],
            seen_at_start: &self.seen_at_start,
            surveys: &mut self.state.surveys,
            operational: &self.books.sums,
            stream: self.state.stream,
        };
        let recorder: Option<&mut dyn Recorder> = match &mut self.books.recorder {
            Some(recorder) => Some(&mut **recorder),
            None => None,
        };
        table::tabulate(sources, recorder)
    }
}
