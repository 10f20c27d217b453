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
    /// Customers who joined.
    pub joined: u64,
    /// Complaints that failures gave rise to.
    pub complaints: u64,
    /// Revenue, hundredths of the currency.
    pub revenue: u64,
}

/// Running totals of one segment.
#[derive(Clone, Copy, Debug, Default)]
struct Running {
    satisfaction: f64,
    active: u64,
    cohort_satisfaction: f64,
    since: Instant,
}

/// The customers' sums of one replication.
#[derive(Clone, Debug)]
pub struct CustomerSums {
    calendar: Calendar,
    segments: usize,
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

    /// The cell that counts what happens at `now`, if that lies in the horizon.
    #[inline]
    pub fn at(&mut self, segment: usize, now: Instant) -> Option<&mut CustomerWeek> {
        let week = self.week_ending(now)?;
        self.weeks.get_mut(week * self.segments + segment)
    }

    /// The week that what happens at `now` belongs to: a border still belongs to the week that ends there, because the
    /// steps of a day are taken when it is over.
    #[inline]
    fn week_ending(&self, now: Instant) -> Option<usize> {
        self.calendar.week(Instant::micros(now.as_micros().saturating_sub(1)))
    }

    /// A customer becomes active with this satisfaction.
    #[inline]
    pub fn joins(&mut self, segment: usize, now: Instant, satisfaction: f32) {
        self.pass(segment, now);
        self.running[segment].satisfaction += f64::from(satisfaction);
        self.running[segment].active += 1;
    }

    /// An active customer leaves with this satisfaction.
    #[inline]
    pub fn leaves(&mut self, segment: usize, now: Instant, satisfaction: f32) {
        self.pass(segment, now);
        self.running[segment].satisfaction -= f64::from(satisfaction);
        self.running[segment].active -= 1;
    }

    /// An active customer's satisfaction changes; `cohort` says whether the customer was active at the start.
    #[inline]
    pub fn moves(&mut self, segment: usize, now: Instant, from: f32, to: f32, cohort: bool) {
        self.pass(segment, now);
        let step = f64::from(to) - f64::from(from);
        self.running[segment].satisfaction += step;
        if cohort {
            self.running[segment].cohort_satisfaction += step;
        }
    }

    /// The horizon begins: whoever is active now is the start cohort.
    pub fn begin_horizon(&mut self, now: Instant) {
        for (running, cohort) in self.running.iter_mut().zip(&mut self.cohort) {
            running.since = now;
            running.cohort_satisfaction = running.satisfaction;
            *cohort = running.active;
        }
    }

    /// A week that began `Duration::WEEK` or less before `now` ends.
    pub fn end_week(&mut self, now: Instant, week: usize) {
        for segment in 0..self.segments {
            self.pass_into(segment, now, week);
            let running = self.running[segment];
            if let Some(cell) = self.weeks.get_mut(week * self.segments + segment) {
                cell.cohort_satisfaction = running.cohort_satisfaction;
                cell.active = running.active;
            }
        }
    }

    #[inline]
    fn pass(&mut self, segment: usize, now: Instant) {
        if let Some(week) = self.week_ending(now) {
            self.pass_into(segment, now, week);
        }
    }

    #[inline]
    fn pass_into(&mut self, segment: usize, now: Instant, week: usize) {
        let running = &mut self.running[segment];
        let days = now.since(running.since).as_micros() as f64 / Duration::DAY.as_micros() as f64;
        running.since = now;
        if let Some(cell) = self.weeks.get_mut(week * self.segments + segment) {
            cell.satisfaction_days += running.satisfaction * days;
            cell.customer_days += running.active as f64 * days;
        }
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
        sums.end_week(day(8), 0);
        let cell = sums.of(0, 0);
        assert_eq!(cell.customer_days, 2.0 * 3.0 + 4.0);
        assert_eq!(cell.satisfaction_days, 100.0 + 2.0 * 110.0 + 4.0 * 50.0);
        assert_eq!(cell.cohort_satisfaction, 110.0, "the leaver counts at the last value");
        assert_eq!((cell.active, sums.cohort[0]), (1, 2));
    }
}
