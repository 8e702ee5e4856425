//! Ranks between the pass that finds them and the pass that uses them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rowcast_kernel::compare::ranked::Ranked;
use rowcast_kernel::{Code, Fault};

/// Of one database.
#[derive(Default)]
pub struct RanksStore {
    next: AtomicU64,
    kept: Mutex<HashMap<u64, Arc<Ranked>>>,
}

impl RanksStore {
    /// Keeps `ranked` and tells its id.
    pub fn keep(&self, ranked: Arc<Ranked>) -> u64 {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        self.kept().insert(id, ranked);
        id
    }

    /// The ranks of `id`.
    ///
    /// # Errors
    /// `BAD_OPTIONS`
    pub fn find(&self, id: u64) -> Result<Arc<Ranked>, Fault> {
        self.kept().get(&id).cloned().ok_or_else(|| {
            Fault::new(
                Code::BadOptions,
                format!("There are no ranks {id} in this database."),
                "Take the id that rowcast_ranks tells, before rowcast_forget_ranks is called with it.",
            )
        })
    }

    /// Whether there were any.
    pub fn forget(&self, id: u64) -> bool {
        self.kept().remove(&id).is_some()
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<u64, Arc<Ranked>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
