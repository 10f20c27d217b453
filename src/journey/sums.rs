//! What happened to the customers, summed by segment and week of the horizon.

use crate::time::{Calendar, Duration, Instant};

/// Sums over the customers of one segment in one week.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CustomerWeek {
    /// Satisfaction integrated over active customers and days.
    pub satisfaction_days: f64,
    /// Active customers integrated over days.
    pub customer_days: f64,
    /// Satisfaction at the end of the week, summed over the start cohort, leavers at their last value.
    pub cohort_satisfaction: f64,
    /// Active customers at the end of the week.
    pub active: u64,
    /// Customer-months at risk: monthly steps taken.
    pub at_risk: u64,
    /// Customers who left.
    pub left: u64,
    /// Of these, those who left at once after a failure or a complaint.
    pub left_at_once: u64,
    /// Of these, those who left for reasons that satisfaction cannot touch.
    pub left_involuntary: u64,
    /// Of these, those who went to the rival.
    pub left_to_rival: u64,
    /// Customers who joined.
    pub joined: u64,
    /// Of these, those who came from the rival.
    pub joined_from_rival: u64,
    /// Monthly steps of participants, once for each programme.
    pub participations: u64,
    /// Cost of loyalty programmes, hundredths of the currency.
    pub programme_cost: u64,
    /// Feedback received with contacts.
    pub feedback_received: u64,
    /// Feedback handled.
    pub feedback_handled: u64,
    /// Of this, within the deadline.
    pub feedback_in_time: u64,
    /// Of this, told back.
    pub feedback_told: u64,
    /// Complaints that failures gave rise to.
    pub complaints: u64,
    /// Revenue, hundredths of the currency.
    pub revenue: u64,
    /// Satisfaction after each monthly step.
    pub felt: f64,
    /// The part of it that does not depend on what was expected.
    pub direct: f64,
}

/// Running totals of one segment.
#[derive(Clone, Copy, Debug, Default)]
struct Running {
    satisfaction: f64,
    active: u64,
    cohort_satisfaction: f64,
    /// What the changes since the border of the week add to the integrals over the whole week: each counts for the
    /// microseconds that are left of it.
    satisfaction_time: f64,
    active_time: i128,
    /// Where the totals stood at that border.
    satisfaction_before: f64,
    active_before: u64,
}

/// The week of the horizon that is running.
#[derive(Clone, Copy, Debug)]
struct Week {
    number: usize,
    begins: Instant,
    ends: Instant,
}

/// The customers' sums of one replication.
#[derive(Clone, Debug)]
pub struct CustomerSums {
    calendar: Calendar,
    segments: usize,
    week: Option<Week>,
    running: Vec<Running>,
    weeks: Vec<CustomerWeek>,
    /// Active customers per segment at the start of the horizon.
    pub cohort: Vec<u64>,
}

impl CustomerSums {
    /// Empty sums.
    pub fn new(calendar: Calendar, segments: usize) -> Self {
        CustomerSums {
            calendar,
            segments,
            week: None,
            running: vec![Running::default(); segments],
            weeks: vec![CustomerWeek::default(); segments * calendar.weeks()],
            cohort: vec![0; segments],
        }
    }

    /// The sums of one segment in one week.
    pub fn of(&self, segment: usize, week: usize) -> &CustomerWeek {
        &self.weeks[week * self.segments + segment]
    }

    /// Weeks of the horizon.
    pub fn weeks(&self) -> usize {
        self.calendar.weeks()
    }

    /// The cell that counts what happens to a segment now, if the horizon has begun and not ended. What happens at the
    /// border of a week belongs to the week that ends there until [`CustomerSums::end_week`] is called, because the steps
    /// of a day are taken when it is over.
    #[inline]
    pub fn cell(&mut self, segment: usize) -> Option<&mut CustomerWeek> {
        let number = self.number_of_cell(segment)?;
        self.weeks.get_mut(number)
    }

    /// The week of the horizon that is running, from 0; `None` outside the horizon.
    pub fn running_week(&self) -> Option<usize> {
        self.week.map(|week| week.number)
    }

    /// Number of that cell, counted by week and within it by segment.
    #[inline]
    pub fn number_of_cell(&self, segment: usize) -> Option<usize> {
        Some(self.week?.number * self.segments + segment)
    }

    /// Microseconds from `now` to the end of the week that is running; 0 outside the horizon.
    #[inline]
    fn left_of_week(&self, now: Instant) -> u64 {
        self.week.map_or(0, |week| week.ends.since(now).as_micros())
    }

    /// A customer becomes active with this satisfaction.
    #[inline]
    pub fn joins(&mut self, segment: usize, now: Instant, satisfaction: f32) {
        let left = self.left_of_week(now);
        let running = &mut self.running[segment];
        running.satisfaction += f64::from(satisfaction);
        running.satisfaction_time += f64::from(satisfaction) * left as f64;
        running.active += 1;
        running.active_time += i128::from(left);
    }

    /// An active customer leaves with this satisfaction.
    #[inline]
    pub fn leaves(&mut self, segment: usize, now: Instant, satisfaction: f32) {
        let left = self.left_of_week(now);
        let running = &mut self.running[segment];
        running.satisfaction -= f64::from(satisfaction);
        running.satisfaction_time -= f64::from(satisfaction) * left as f64;
        running.active -= 1;
        running.active_time -= i128::from(left);
    }

    /// An active customer's satisfaction changes; `cohort` says whether the customer was active at the start.
    #[inline]
    pub fn moves(&mut self, segment: usize, now: Instant, from: f32, to: f32, cohort: bool) {
        let step = f64::from(to) - f64::from(from);
        self.moves_by(segment, now, step, if cohort { step } else { 0.0 });
    }

    /// The satisfaction of active customers changes by `step` in sum, by `of_cohort` of those active at the start.
    #[inline]
    pub fn moves_by(&mut self, segment: usize, now: Instant, step: f64, of_cohort: f64) {
        let left = self.left_of_week(now);
        let running = &mut self.running[segment];
        running.satisfaction += step;
        running.satisfaction_time += step * left as f64;
        running.cohort_satisfaction += of_cohort;
    }

    /// The horizon begins: whoever is active now is the start cohort.
    pub fn begin_horizon(&mut self, now: Instant) {
        for (running, cohort) in self.running.iter_mut().zip(&mut self.cohort) {
            running.cohort_satisfaction = running.satisfaction;
            *cohort = running.active;
        }
        self.begin_week(now, 0);
    }

    fn begin_week(&mut self, now: Instant, number: usize) {
        let ends = (now + Duration::WEEK).min(self.calendar.end());
        self.week = (now < ends).then_some(Week { number, begins: now, ends });
        for running in &mut self.running {
            running.satisfaction_time = 0.0;
            running.active_time = 0;
            running.satisfaction_before = running.satisfaction;
            running.active_before = running.active;
        }
    }

    /// The first segment whose customers do not add up over the horizon, if any: those at the start and those who joined,
    /// less those who left, are those at the end.
    pub fn out_of_balance(&self) -> Option<usize> {
        (0..self.segments).find(|segment| {
            let weeks = || (0..self.weeks()).map(|week| self.of(*segment, week));
            let came = self.cohort[*segment] + weeks().map(|week| week.joined).sum::<u64>();
            let went: u64 = weeks().map(|week| week.left).sum();
            weeks().next_back().is_some_and(|last| came != went + last.active)
        })
    }

    /// The week that is running ends at `now`, and the next one begins.
    pub fn end_week(&mut self, now: Instant) {
        let Some(week) = self.week else {
            return;
        };
        let length = week.ends.since(week.begins).as_micros();
        let day = Duration::DAY.as_micros() as f64;
        for (segment, running) in self.running.iter().enumerate() {
            if let Some(cell) = self.weeks.get_mut(week.number * self.segments + segment) {
                let points = running.satisfaction_before * length as f64 + running.satisfaction_time;
                let people = i128::from(running.active_before) * i128::from(length) + running.active_time;
                cell.satisfaction_days = points / day;
                cell.customer_days = people as f64 / day;
                cell.cohort_satisfaction = running.cohort_satisfaction;
                cell.active = running.active;
            }
        }
        self.begin_week(now, week.number + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn satisfaction_is_integrated_over_customers_and_days() {
        let calendar = Calendar { start: Duration::ZERO, warm_up: Duration::DAY, horizon: Duration::WEEK };
        let day = |days: u64| Instant::ZERO + Duration::micros(days * Duration::DAY.as_micros());
        let mut sums = CustomerSums::new(calendar, 1);
        sums.joins(0, day(0), 40.0);
        sums.joins(0, day(0), 60.0);
        sums.begin_horizon(day(1));
        sums.moves(0, day(2), 40.0, 50.0, true);
        sums.leaves(0, day(4), 60.0);
        sums.end_week(day(8));
        let cell = sums.of(0, 0);
        assert_eq!(cell.customer_days, 2.0 * 3.0 + 4.0);
        assert_eq!(cell.satisfaction_days, 100.0 + 2.0 * 110.0 + 4.0 * 50.0);
        assert_eq!(cell.cohort_satisfaction, 110.0, "the leaver counts at the last value");
        assert_eq!((cell.active, sums.cohort[0]), (1, 2));
        // One has left and nobody has counted it: the ledger finds it, until it is counted.
        assert_eq!(sums.out_of_balance(), Some(0));
        sums.weeks[0].left = 1;
        assert_eq!(sums.out_of_balance(), None);
        sums.weeks[0].joined = 1;
        assert_eq!(sums.out_of_balance(), Some(0));
    }
}
