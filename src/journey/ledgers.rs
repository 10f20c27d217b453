//! Conservation, asserted at the end of every run: contacts and agents' time by the engine's ledger, customers and complaints
//! by their own counts.

use crate::journey::closed_loop::ClosedLoop;
use crate::operation::Ledger;

/// Holds the ledgers of a run that is over.
///
/// # Panics
///
/// Where one does not balance: a fault of the program, which no result may hide.
pub(super) fn assert_balance(operation: &Ledger, state: &ClosedLoop) {
    assert!(operation.balances(), "contacts, waits or agents' time do not add up: {operation:?}");
    let ClosedLoop { sums, complaints, .. } = state;
    if let Some(segment) = sums.out_of_balance() {
        panic!("customers of segment {segment} do not add up: {sums:?}");
    }
    if let Some(segment) = complaints.out_of_balance() {
        panic!("complaints of segment {segment} do not add up: {complaints:?}");
    }
}
