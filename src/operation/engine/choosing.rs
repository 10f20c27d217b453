//! Which contact a free agent serves next, when a team's lines are not all ordinary: scores, chats, callbacks, overflow,
//! agents left idle, endless work, opening hours.

use super::Flow;
use super::seeking::Found;
use crate::operation::queue::{Line, Place};
use crate::operation::routing::Head;
use crate::operation::seam::{Demand, Observer};
use crate::time::{Duration, Instant};

/// Something an agent of a team could do next.
#[derive(Clone, Copy)]
struct Candidate {
    head: Head,
    skill_index: usize,
    what: What,
}

#[derive(Clone, Copy)]
enum What {
    Contact { place: Place, line: Line },
    Callback { place: Place },
    Endless,
}

impl Candidate {
    /// Its place among equals: what stands first among the team's skills, and of one skill who waits, then who is to be
    /// called back, then endless work, which is there at any time.
    fn place(&self) -> (usize, u8) {
        let kind = match self.what {
            What::Contact { .. } => 0,
            What::Callback { .. } => 1,
            What::Endless => 2,
        };
        (self.skill_index, kind)
    }
}

impl<D: Demand, O: Observer> Flow<'_, D, O> {
    /// Gives the team's free agents what they may do, while there are both.
    pub(super) fn serve_all_lines(&mut self, team: usize, now: Instant) {
        while let Some(Candidate { head, skill_index, what }) = self.next_of_all(team, now) {
            let reason = head.reason;
            let slot = match what {
                What::Contact { place, .. } | What::Callback { place } => Some(place.slot),
                What::Endless => None,
            };
            let Some(seat) = self.take_for(slot, team, reason, now) else {
                return;
            };
            let found = Found { team, skill_index, seat };
            match what {
                What::Contact { place, line } => {
                    self.engine.queues[reason].remove(line, &place);
                    self.leave_queue(place.slot, now);
                    self.bind(place.slot, found, now);
                }
                What::Callback { place } => {
                    self.engine.callbacks[reason].remove(Line::Ordinary, &place);
                    self.engine.callbacks[reason].step(now, -1);
                    self.call_back(place.slot, found, now);
                }
                What::Endless => self.begin_endless_work(reason, found, now),
            }
        }
    }

    /// The best of what the team's free agents may do. Callbacks that come after those who wait count only when nobody
    /// waits whom the team could serve now.
    fn next_of_all(&mut self, team: usize, now: Instant) -> Option<Candidate> {
        let idle = self.engine.rosters[team].idle();
        let can_chat = self.can_take_chat(team, now);
        if idle == 0 && !can_chat {
            return None;
        }
        let mut best: Option<Candidate> = None;
        let mut last: Option<Candidate> = None;
        let mut somebody_waits = false;
        for skill_index in 0..self.engine.plan.teams[team].skills.len() {
            let skill = &self.engine.plan.teams[team].skills[skill_index];
            let (reason, after, helps, is_endless) = (skill.reason, skill.after, skill.helps, skill.endless);
            let is_barred = skill.unused
                || self.engine.frozen[reason]
                || skill.leave_idle > 0 && idle <= skill.leave_idle
                || if skill.is_chat { !can_chat } else { idle == 0 };
            if is_barred {
                continue;
            }
            for line in [Line::Ordinary, Line::Bonus] {
                if let Some(place) = self.front(reason, line, after, now) {
                    somebody_waits = true;
                    let head = self.head(reason, line, place.since, now);
                    let what = What::Contact { place, line };
                    self.consider(Candidate { head, skill_index, what }, &mut best);
                }
            }
            if !helps {
                self.consider_callback(reason, skill_index, now, &mut best, &mut last);
                if is_endless && self.has_endless_work(reason) {
                    let head = self.head(reason, Line::Ordinary, now, now);
                    self.consider(Candidate { head, skill_index, what: What::Endless }, &mut best);
                }
            }
        }
        if let Some(last) = last
            && !somebody_waits
        {
            self.consider(last, &mut best);
        }
        best
    }

    fn consider(&self, candidate: Candidate, best: &mut Option<Candidate>) {
        let rule = self.centre.routing.contact;
        let is_preferred = |first: &Candidate| {
            rule.prefers(&candidate.head, &first.head)
                || candidate.place() < first.place() && !rule.prefers(&first.head, &candidate.head)
        };
        if best.as_ref().is_none_or(is_preferred) {
            *best = Some(candidate);
        }
    }

    fn consider_callback(
        &mut self,
        reason: usize,
        skill_index: usize,
        now: Instant,
        best: &mut Option<Candidate>,
        last: &mut Option<Candidate>,
    ) {
        let open = &self.engine.open;
        let waits = |place: &Place| open[place.slot].waits_as == place.waits_as;
        let Some(place) = self.engine.callbacks[reason].front(waits) else {
            return;
        };
        let of = &self.centre.reasons[reason];
        let (priority, after_waiting) = match &of.callback {
            Some(offer) => (offer.priority, offer.after_waiting),
            None => (of.priority.base, false),
        };
        let score = if self.engine.plan.by_score {
            priority + of.priority.per_second * now.since(place.since).as_seconds()
        } else {
            priority
        };
        let head = Head { reason, priority: score, since: place.since };
        let candidate = Candidate { head, skill_index, what: What::Callback { place } };
        self.consider(candidate, if after_waiting { last } else { best });
    }

    /// The first contact of a line that has waited at least `after`.
    fn front(&mut self, reason: usize, line: Line, after: Duration, now: Instant) -> Option<Place> {
        let open = &self.engine.open;
        let waits = |place: &Place| open[place.slot].waits_as == place.waits_as;
        let queue = &mut self.engine.queues[reason];
        let first = match line {
            Line::Ordinary => queue.front(waits),
            Line::Bonus => queue.bonus_front(waits),
        }?;
        if after == Duration::ZERO { Some(first) } else { queue.first_since(line, now, after, waits) }
    }

    /// The head of a line as the routing rule sees it.
    fn head(&self, reason: usize, line: Line, since: Instant, now: Instant) -> Head {
        let of = &self.centre.reasons[reason].priority;
        let mut priority = of.base;
        if self.engine.plan.by_score {
            priority += of.per_second * now.since(since).as_seconds();
            if line == Line::Bonus {
                priority += of.transfer_bonus;
            }
        }
        Head { reason, priority, since }
    }
}
