//! A warm engine allocates nothing per contact: two runs in the same workshop that differ only in their number of contacts
//! allocate the same number of times, up to what grows with days.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU64, Ordering};

mod common;

/// Counts allocations; the memory comes from the system.
struct Counting;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

// SAFETY: every call is passed on unchanged to the system's allocator.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// Allocations and contacts of one replication of the small firm, in a workshop that has run it before.
fn warm_run(set: &str) -> (u64, f64) {
    use goodwill::journey::{Links, Scope, Workshop, calibrate, replicate};
    let settings = [("reason.question.contacts_per_month".to_string(), set.to_string())];
    let scenario = goodwill::scenario::parse_with(common::SMALL_FIRM, "small-firm.toml", &settings).unwrap();
    let blueprint = common::arm(&scenario, &[], Links::CLOSED);
    let calibration = calibrate(&blueprint, 1);
    let mut workshop = Workshop::default();
    replicate(&blueprint, &calibration, 1, 0, &mut workshop);
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    let facts = replicate(&blueprint, &calibration, 1, 0, &mut workshop);
    let allocations = ALLOCATIONS.load(Ordering::Relaxed) - before;
    let offered = facts.fact(Scope::Total, goodwill::metrics::Metric::Offered).unwrap().numerator;
    (allocations, offered)
}

#[test]
fn more_contacts_do_not_mean_more_allocations() {
    let (few, fewer_contacts) = warm_run("0.2");
    let (many, more_contacts) = warm_run("2.0");
    let contacts = more_contacts - fewer_contacts;
    assert!(contacts > 20_000.0, "{contacts}");
    let per_contact = (many as f64 - few as f64) / contacts;
    assert!(per_contact < 0.001, "{per_contact} allocations per contact ({few}, {many})");
}
