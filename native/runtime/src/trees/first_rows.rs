//! The first vector of the user's own rows goes through ONNX Runtime too; one difference, and it scores them all.

use std::sync::{Mutex, OnceLock, PoisonError};

use rowcast_kernel::Fault;

use crate::output::{Output, OutputValues};
use crate::session::Session;

/// The original session until the first rows have been compared, and what came of it.
pub struct FirstRows {
    original: Mutex<Option<Session>>,
    kept: OnceLock<Option<Session>>,
}

impl FirstRows {
    /// Nothing has been compared with `original` yet.
    pub fn new(original: Session) -> Self {
        Self { original: Mutex::new(Some(original)), kept: OnceLock::new() }
    }

    /// The session that has to score all rows because the first ones differed. The first caller compares, with
    /// `is_same`; all others wait for it.
    pub fn fallback(&self, is_same: impl FnOnce(&Session) -> bool) -> Option<&Session> {
        let kept = self.kept.get_or_init(|| {
            let original = self.original.lock().unwrap_or_else(PoisonError::into_inner).take();
            original.filter(|session| !is_same(session))
        });
        kept.as_ref()
    }

    /// Whether rows were compared and differed.
    pub fn differed(&self) -> bool {
        self.kept.get().is_some_and(Option::is_some)
    }
}

/// Whether the first `rows` rows of both are the same bits.
///
/// # Errors
/// Those of [`Output::values`].
pub fn are_same(ours: &[Output], theirs: &[Output], rows: usize) -> Result<bool, Fault> {
    for (ours, theirs) in ours.iter().zip(theirs) {
        if !same_values(&ours.values()?, &theirs.values()?, rows * theirs.width()) {
            return Ok(false);
        }
    }
    Ok(ours.len() == theirs.len())
}

fn same_values(ours: &OutputValues<'_>, theirs: &OutputValues<'_>, count: usize) -> bool {
    macro_rules! floats {
        ($ours:expr, $theirs:expr) => {{
            let same = |(a, b): (&_, &_)| same_float(f64::from(*a), f64::from(*b));
            match ($ours.get(..count), $theirs.get(..count)) {
                (Some(ours), Some(theirs)) => ours.iter().zip(theirs).all(same),
                _ => false,
            }
        }};
    }
    match (ours, theirs) {
        (OutputValues::Float(a), OutputValues::Float(b)) => floats!(a, b),
        (OutputValues::Double(a), OutputValues::Double(b)) => floats!(a, b),
        (OutputValues::Float16(a), OutputValues::Float16(b)) => floats!(a, b),
        (OutputValues::Int8(a), OutputValues::Int8(b)) => a.get(..count) == b.get(..count),
        (OutputValues::Int16(a), OutputValues::Int16(b)) => a.get(..count) == b.get(..count),
        (OutputValues::Int32(a), OutputValues::Int32(b)) => a.get(..count) == b.get(..count),
        (OutputValues::Int64(a), OutputValues::Int64(b)) => a.get(..count) == b.get(..count),
        (OutputValues::Uint8(a), OutputValues::Uint8(b)) => a.get(..count) == b.get(..count),
        (OutputValues::Uint16(a), OutputValues::Uint16(b)) => a.get(..count) == b.get(..count),
        (OutputValues::Uint32(a), OutputValues::Uint32(b)) => a.get(..count) == b.get(..count),
        (OutputValues::Uint64(a), OutputValues::Uint64(b)) => a.get(..count) == b.get(..count),
        (OutputValues::Bool(a), OutputValues::Bool(b)) => a.get(..count) == b.get(..count),
        (OutputValues::String(a), OutputValues::String(b)) => a.get(..count) == b.get(..count),
        _ => false,
    }
}

/// Widening keeps every float apart from every other, so that the bits of doubles tell all.
fn same_float(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}
