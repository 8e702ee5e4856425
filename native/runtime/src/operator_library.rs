//! Shared libraries of operators that a model may use besides ONNX Runtime's own.

use std::error::Error as _;
use std::path::{Path, PathBuf};

use rowcast_kernel::model_file::hash_of;
use rowcast_kernel::options::OperatorLibrary;
use rowcast_kernel::{Code, Fault};

/// What ONNX Runtime calls in such a library.
const ENTRY: &[u8] = b"RegisterCustomOps";

/// The paths of `libraries`, each of which is the file that was meant and has operators to register.
///
/// # Errors
/// `OPERATORS_NOT_LOADABLE`, `MODEL_CHANGED`
pub(crate) fn checked(libraries: &[OperatorLibrary]) -> Result<Vec<PathBuf>, Fault> {
    libraries.iter().map(|library| check(library).map(|()| library.path.clone())).collect()
}

fn check(OperatorLibrary { path, sha256 }: &OperatorLibrary) -> Result<(), Fault> {
    let found = std::fs::read(path)
        .map(|bytes| hash_of(&bytes))
        .map_err(|error| not_loadable(path, &error.to_string()))?;
    if !sha256.eq_ignore_ascii_case(&found) {
        return Err(Fault::new(
            Code::ModelChanged,
            format!(
                "Library of operators \"{}\" has changed: expected sha256 {sha256}, found {found}.",
                path.display()
            ),
            "Put the file back that was there before, or start the job again.",
        ));
    }
    let said =
        |error: libloading::Error| error.source().map_or_else(|| error.to_string(), ToString::to_string);
    // SAFETY: the user named the library to have its code run; ONNX Runtime would run its initialisers next.
    let library =
        unsafe { libloading::Library::new(path) }.map_err(|error| not_loadable(path, &said(error)))?;
    // SAFETY: the symbol is looked for, and not called.
    let entry = unsafe { library.get::<unsafe extern "C" fn()>(ENTRY) };
    entry.map(drop).map_err(|_| {
        Fault::new(
            Code::OperatorsNotLoadable,
            format!("\"{}\" is no library of ONNX operators: it has no RegisterCustomOps.", path.display()),
            "Name the shared library that was built with the operators.",
        )
    })
}

fn not_loadable(path: &Path, cause: &str) -> Fault {
    Fault::new(
        Code::OperatorsNotLoadable,
        format!(
            "Library of operators \"{}\" could not be loaded: {}.",
            path.display(),
            cause.trim_end_matches('.')
        ),
        "Name a shared library that was built for this system and processor.",
    )
}
