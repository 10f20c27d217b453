//! Sums over contacts, and what is asked of a contact before it is added.

use crate::operation::{ContactKind, ContactRecord, Outcome};

/// Sums over the contacts of one scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContactSums {
    /// Contacts offered.
    pub offered: u64,
    /// Of these, answered.
    pub answered: u64,
    /// Of these, abandoned.
    pub abandoned: u64,
    /// Of these, refused at the door or cut off at closing time, before reaching an agent.
    pub blocked: u64,
    /// Of these, ended without an agent.
    pub contained: u64,
    /// Of the contained, resolved.
    pub contained_resolved: u64,
    /// Of these, deferred by agreement.
    pub callbacks: u64,
    /// Of the callbacks, those that took place.
    pub called_back: u64,
    /// Of these, never served.
    pub carried_over: u64,
    /// Offered after abandoning.
    pub redials: u64,
    /// Offered after an answer without resolution.
    pub repeats: u64,
    /// Handed to another skill.
    pub transfers: u64,
    /// Complaints offered.
    pub complaints: u64,
    /// Issues that began: primary contacts and complaints.
    pub issues: u64,
    /// Answered within awt.
    pub within_awt: u64,
    /// Abandoned within the reason's `short_abandon`.
    pub short_abandons: u64,
    /// Answered, abandoned or carried over with a wait above 0.
    pub waited: u64,
    /// First answers of an issue.
    pub first_answers: u64,
    /// First answers not followed by a repeat within the window.
    pub first_contact_resolutions: u64,
    /// Waits of the answered, microseconds.
    pub wait_answered: u64,
    /// Waits of the abandoned, microseconds.
    pub wait_abandoned: u64,
    /// Waits of those never served, microseconds.
    pub wait_carried: u64,
    /// Handling times of the answered and of callbacks, microseconds.
    pub handling: u64,
    /// Acceptable waits, microseconds.
    pub awt: u64,
}

impl ContactSums {
    /// Adds a closed contact.
    #[inline(always)]
    pub(super) fn add(&mut self, record: &ContactRecord, seen: &Seen) {
        self.offered += 1;
        self.awt += seen.awt;
        let kind = record.request.kind;
        self.issues += u64::from(matches!(kind, ContactKind::Primary | ContactKind::Complaint));
        if kind != ContactKind::Primary {
            self.redials += u64::from(kind == ContactKind::Redial);
            self.repeats += u64::from(matches!(kind, ContactKind::Repeat | ContactKind::Chase));
            self.complaints += u64::from(kind == ContactKind::Complaint);
        }
        if record.outcome != Outcome::Answered {
            self.add_unanswered(record, seen);
            return;
        }
        let wait = record.wait.as_micros();
        self.answered += 1;
        self.waited += u64::from(wait > 0);
        self.wait_answered += wait;
        self.handling += record.handling.as_micros();
        self.within_awt += u64::from(seen.within_awt);
        self.transfers += u64::from(record.transfers > 0);
        self.first_answers += u64::from(seen.first_answer);
        self.first_contact_resolutions += u64::from(seen.first_contact_resolution);
    }

    /// What depends on how a contact ended that no agent answered.
    fn add_unanswered(&mut self, record: &ContactRecord, seen: &Seen) {
        let wait = record.wait.as_micros();
        match record.outcome {
            Outcome::Answered => {}
            Outcome::Abandoned => {
                self.abandoned += 1;
                self.waited += u64::from(wait > 0);
                self.wait_abandoned += wait;
                self.short_abandons += u64::from(seen.short_abandon);
            }
            Outcome::Blocked => self.blocked += 1,
            Outcome::Contained => {
                self.contained += 1;
                self.contained_resolved += u64::from(record.resolved);
            }
            Outcome::Callback => {
                self.callbacks += 1;
                self.called_back += u64::from(record.called_back == Some(true));
                self.handling += record.handling.as_micros();
            }
            Outcome::CarriedOver => {
                self.carried_over += 1;
                self.waited += u64::from(wait > 0);
                self.wait_carried += wait;
            }
        }
    }

    /// Contacts that ended without what they came for, as far as their end tells: abandoned, blocked, carried over, contained without
    /// resolution, or promised a callback that did not take place.
    pub fn unserved(&self) -> u64 {
        let falsely_contained = self.contained - self.contained_resolved;
        let not_called_back = self.callbacks - self.called_back;
        self.abandoned + self.blocked + self.carried_over + falsely_contained + not_called_back
    }

    /// Contacts that could wait: answered, abandoned or carried over.
    pub fn waiters(&self) -> u64 {
        self.answered + self.abandoned + self.carried_over
    }

    /// Their waits, microseconds.
    pub fn wait(&self) -> u64 {
        self.wait_answered + self.wait_abandoned + self.wait_carried
    }

    /// Contacts that an agent talked to: answered, or called back.
    pub fn talked_to(&self) -> u64 {
        self.answered + self.called_back
    }

    /// Adds the sums of another scope.
    pub fn merge(&mut self, other: &ContactSums) {
        self.offered += other.offered;
        self.answered += other.answered;
        self.abandoned += other.abandoned;
        self.blocked += other.blocked;
        self.contained += other.contained;
        self.contained_resolved += other.contained_resolved;
        self.callbacks += other.callbacks;
        self.called_back += other.called_back;
        self.carried_over += other.carried_over;
        self.redials += other.redials;
        self.repeats += other.repeats;
        self.transfers += other.transfers;
        self.complaints += other.complaints;
        self.issues += other.issues;
        self.within_awt += other.within_awt;
        self.short_abandons += other.short_abandons;
        self.waited += other.waited;
        self.first_answers += other.first_answers;
        self.first_contact_resolutions += other.first_contact_resolutions;
        self.wait_answered += other.wait_answered;
        self.wait_abandoned += other.wait_abandoned;
        self.wait_carried += other.wait_carried;
        self.handling += other.handling;
        self.awt += other.awt;
    }
}

/// What the reason's thresholds say of a contact, worked out once for all its scopes.
pub(super) struct Seen {
    pub awt: u64,
    pub within_awt: bool,
    pub short_abandon: bool,
    pub first_answer: bool,
    pub first_contact_resolution: bool,
}
