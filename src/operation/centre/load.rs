//! What contacts ask of agents in the mean, before anybody has come back.

use super::{Centre, Channel, Reason, Team};

impl Reason {
    /// Whether contacts are taken in this quarter of the week; deferred work always is.
    pub fn takes_contacts_at(&self, quarter_of_week: usize) -> bool {
        let is_open = self.opening.as_ref().is_none_or(|opening| opening.quarters[quarter_of_week]);
        is_open || self.channel == Channel::Deferred
    }
}

impl Centre {
    /// How many contacts of each reason seek an agent when so many come first: those that self-service contains are left out, and
    /// what is handed over counts once more for the skill it goes to, as if every contact were answered. Any unit.
    pub fn seeking_an_agent(&self, first: &[f64]) -> Vec<f64> {
        let uncontained =
            |reason: &Reason| reason.self_service.as_ref().map_or(1.0, |service| 1.0 - service.containment);
        let mut leg: Vec<f64> =
            self.reasons.iter().zip(first).map(|(reason, first)| first * uncontained(reason)).collect();
        let mut total = leg.clone();
        // Hand over leg by leg. A contact remembers how often it was handed over, so that each leg has a flow of its own.
        let most = self.reasons.iter().filter_map(|reason| reason.transfer.as_ref()).map(|each| each.most);
        for number in 0..most.max().unwrap_or(0) {
            let mut next = vec![0.0; leg.len()];
            for (reason, flow) in self.reasons.iter().zip(&leg) {
                let Some(transfer) = reason.transfer.as_ref().filter(|transfer| number < transfer.most)
                else {
                    continue;
                };
                let mut before = 0.0;
                for (to, upto) in &transfer.to {
                    next[*to] += flow * transfer.probability * (upto - before);
                    before = *upto;
                }
            }
            total.iter_mut().zip(&next).for_each(|(total, next)| *total += next);
            leg = next;
        }
        total
    }
}

impl Team {
    /// Seconds of one of the team's standard agents per contact of a reason: longer for what self-service hands on, shorter where several
    /// chats are served at once, as quickly as the team can. At a time of day at which the reason's `handling_by_quarter` is 1.
    pub fn seconds_per_contact(&self, index: usize, reason: &Reason) -> f64 {
        let escalated = reason.self_service.as_ref().map_or(1.0, |service| {
            service.residual_talk
                * (service.context_kept + (1.0 - service.context_kept) * service.talk_if_lost)
        });
        let at_once = match reason.channel {
            Channel::Chat => (1..=self.chat.at_once)
                .map(|open| f64::from(open) * self.chat.speed(open))
                .fold(f64::MIN_POSITIVE, f64::max),
            _ => 1.0,
        };
        let [on_line, wrap_up] = self.mean_handling_parts(index, reason);
        on_line * escalated / at_once + wrap_up
    }

    /// Agents of the team on the phones in the given quarter of the week as a rule: the absent apart.
    pub fn usual_agents_at(&self, quarter_of_week: usize) -> f64 {
        f64::from(self.agents_at(quarter_of_week)) * (1.0 - self.absence)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{SelfService, Transfer};
    use super::*;
    use crate::operation::routing::Routing;
    use crate::random::Distribution;

    fn reason(name: &str) -> Reason {
        Reason::plain(name, Distribution::constant(120.0).unwrap())
    }

    #[test]
    fn what_is_handed_over_counts_leg_by_leg_and_what_is_contained_does_not() {
        let handed_over = |probability, to: &[(usize, f64)], most| {
            Some(Transfer { probability, to: to.to_vec(), most, warm: false })
        };
        let (mut first, mut second) = (reason("first"), reason("second"));
        first.transfer = handed_over(0.5, &[(1, 1.0)], 2);
        second.transfer = handed_over(0.2, &[(0, 0.25), (1, 1.0)], 1);
        let mut centre = Centre {
            door: Default::default(),
            reasons: vec![first, second],
            teams: Vec::new(),
            routing: Routing::default(),
        };
        // First legs 100 and 10; second legs 10 x 0.2 x 0.25 and 100 x 0.5 + 10 x 0.2 x 0.75; of the third, the half of the former.
        assert_eq!(centre.seeking_an_agent(&[100.0, 10.0]), [100.0 + 0.5, 10.0 + 51.5 + 0.25]);
        centre.reasons[0].self_service = Some(SelfService {
            time: Distribution::constant(0.0).unwrap(),
            containment: 0.4,
            false_containment: 0.5,
            context_kept: 1.0,
            talk_if_lost: 1.0,
            residual_talk: 1.0,
        });
        assert_eq!(centre.seeking_an_agent(&[100.0, 0.0]), [60.0, 30.0]);
    }

    #[test]
    fn chats_side_by_side_and_what_self_service_leaves_change_what_a_contact_takes() {
        let mut team = Team::plain("team", 2, &[0]);
        let mut of = reason("chat");
        assert_eq!(team.seconds_per_contact(0, &of), 120.0);
        of.channel = Channel::Chat;
        team.chat.at_once = 3;
        team.chat.speed = vec![1.0, 0.8, 0.5];
        // Two at once are the quickest, 1.6 in the time of one.
        assert_eq!(team.seconds_per_contact(0, &of), 75.0);
        of.channel = Channel::Voice;
        of.self_service = Some(SelfService {
            time: Distribution::constant(0.0).unwrap(),
            containment: 0.4,
            false_containment: 0.0,
            context_kept: 0.5,
            talk_if_lost: 1.2,
            residual_talk: 1.5,
        });
        assert!((team.seconds_per_contact(0, &of) - 120.0 * 1.5 * 1.1).abs() < 1e-9);
        team.absence = 0.25;
        assert_eq!(team.usual_agents_at(0), 1.5);
    }
}
