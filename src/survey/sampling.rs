//! Frame, selection and sampling: who is invited.

use super::draw::Member;
use super::luck::{Address, SurveyLuck};
use super::model::SurveyModel;
use super::parts::{ErrorParts, Part};
use super::response::is_kept_by_inviter;
use super::truth::{Population, Unit};

/// One invitation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Invitation {
    /// The place of the unit in the order of the population.
    pub place: usize,
    pub unit: Unit,
    pub stratum: u32,
    pub weight: f64,
}

impl Invitation {
    /// The unit by its place.
    pub fn member(&self) -> Member {
        Member { place: self.place, weight: self.weight }
    }
}

/// Whether a unit can be asked: it is in the frame, and whoever invites lets it pass.
pub(super) fn is_listed(unit: &Unit, model: &SurveyModel, parts: ErrorParts, luck: &SurveyLuck) -> bool {
    let frame = &model.frame;
    let is_framed = !parts.has(Part::Frame)
        || ((frame.contacted_within.is_none() || unit.contacted)
            && (frame.segments.is_empty() || frame.segments.contains(&unit.segment))
            && (frame.reachable >= 1.0
                || luck.of_person(Address::Reach, unit.customer, 0).happens(frame.reachable)));
    is_framed && (!parts.has(Part::Selection) || is_kept_by_inviter(unit, model, luck))
}

/// The number that decides on the invitation of a unit, or of its whole cluster.
fn lot(unit: &Unit, model: &SurveyModel, luck: &SurveyLuck) -> f64 {
    if model.cluster_size > 1 {
        luck.of_sampling(Address::Cluster, unit.cluster).uniform()
    } else {
        luck.of_sampling(Address::Own, unit.key).uniform()
    }
}

/// How a stratum is sampled.
#[derive(Clone, Copy, Debug, Default)]
struct Stratum {
    listed: u64,
    wanted: f64,
    /// Lots below it are invited.
    below: f64,
    weight: f64,
}

/// Draws the invitations.
pub(super) fn invite(
    population: &impl Population,
    model: &SurveyModel,
    parts: ErrorParts,
    luck: &SurveyLuck,
) -> Vec<Invitation> {
    let is_stratified = !model.invited_by_segment.is_empty() && !population.is_of_contacts();
    let stratum_of = |unit: &Unit| if is_stratified { unit.segment as usize } else { 0 };
    let strata = strata(population, model, parts, luck, &stratum_of);
    let mut invitations = Vec::new();
    let mut place = 0;
    population.visit(&mut |unit| {
        let stratum = stratum_of(unit);
        let Stratum { below, weight, .. } = strata[stratum];
        let is_invited = below > 0.0
            && is_listed(unit, model, parts, luck)
            && (!parts.has(Part::Sampling) || lot(unit, model, luck) < below);
        if is_invited {
            invitations.push(Invitation { place, unit: *unit, stratum: stratum as u32, weight });
        }
        place += 1;
    });
    invitations
}

/// Counts who is listed and settles how many of each stratum are invited.
fn strata(
    population: &impl Population,
    model: &SurveyModel,
    parts: ErrorParts,
    luck: &SurveyLuck,
    stratum_of: &dyn Fn(&Unit) -> usize,
) -> Vec<Stratum> {
    let is_stratified = !model.invited_by_segment.is_empty() && !population.is_of_contacts();
    let count = if is_stratified { population.segments() } else { 1 };
    let mut strata = vec![Stratum { weight: 1.0, below: 1.0, ..Stratum::default() }; count];
    if !parts.has(Part::Sampling) {
        return strata;
    }
    let mut lots: Vec<Vec<f64>> = vec![Vec::new(); count];
    population.visit(&mut |unit| {
        if is_listed(unit, model, parts, luck) {
            strata[stratum_of(unit)].listed += 1;
            if model.exact {
                lots[stratum_of(unit)].push(lot(unit, model, luck));
            }
        }
    });
    for (index, stratum) in strata.iter_mut().enumerate() {
        let share = model.after_contact.filter(|_| population.is_of_contacts()).map(|after| after.share);
        let listed = stratum.listed as f64;
        stratum.wanted = match share {
            Some(share) => share * listed,
            None if is_stratified => f64::from(model.invited_by_segment.get(index).copied().unwrap_or(0)),
            None => f64::from(model.invited),
        };
        stratum.below = if stratum.wanted >= listed && listed > 0.0 {
            1.0
        } else if model.exact {
            nth_lot(&mut lots[index], stratum.wanted.round() as usize)
        } else {
            stratum.wanted / listed.max(1.0)
        };
    }
    let in_sample = |stratum: &&Stratum| stratum.wanted > 0.0 && stratum.listed > 0;
    let listed: f64 = strata.iter().filter(in_sample).map(|stratum| stratum.listed as f64).sum();
    let invited: f64 =
        strata.iter().filter(in_sample).map(|stratum| stratum.wanted.min(stratum.listed as f64)).sum();
    if is_stratified && model.weights {
        for stratum in &mut strata {
            let own = stratum.wanted.min(stratum.listed as f64);
            stratum.weight = if own > 0.0 { stratum.listed as f64 / own / (listed / invited) } else { 0.0 };
        }
    }
    strata
}

/// The number above the `count` lowest lots; their clusters come along whole.
fn nth_lot(lots: &mut [f64], count: usize) -> f64 {
    if count == 0 || lots.is_empty() {
        return 0.0;
    }
    let last = count.min(lots.len()) - 1;
    let (_, lot, _) = lots.select_nth_unstable_by(last, f64::total_cmp);
    lot.next_up()
}
