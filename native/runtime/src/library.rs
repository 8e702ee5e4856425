//! The ONNX Runtime library, loaded once for the whole process from a path.

use std::error::Error as _;
use std::ffi::CStr;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use ort::LoadDynamicError;
use ort::environment::Environment;
use rowcast_kernel::{Code, Fault};

/// The environment variable that names the library where no path is given.
pub const PATH_VARIABLE: &str = "ROWCAST_ONNXRUNTIME";

/// What ONNX Runtime writes to standard error: nothing that a status reports too, as its own errors do.
pub(crate) const LOG_LEVEL: ort::logging::LogLevel = ort::logging::LogLevel::Fatal;

/// A loaded ONNX Runtime.
pub struct Library {
    pub(crate) environment: Environment,
    /// Its version, such as `1.30.0`.
    pub version: String,
    /// Where it was loaded from.
    pub path: PathBuf,
}

static LOADED: OnceLock<Library> = OnceLock::new();
static LOADING: Mutex<()> = Mutex::new(());

/// Loads the library at `path`; loading the same one again changes nothing.
///
/// # Errors
/// `RUNTIME_NOT_LOADABLE`; `RUNTIME_ALREADY_LOADED` for another path, because a process has one runtime.
pub fn load(path: &Path) -> Result<&'static Library, Fault> {
    let _one_at_a_time = LOADING.lock().unwrap_or_else(PoisonError::into_inner);
    // A relative path would count from the program's own folder otherwise, not from the working folder.
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if let Some(library) = LOADED.get() {
        return same_library(library, &absolute);
    }
    let builder = ort::environment::init_from(&absolute).map_err(|error| not_loadable(&absolute, &error))?;
    let environment = builder.with_name("rowcast").with_telemetry(false).build().map_err(|error| {
        Fault::new(
            Code::RuntimeNotLoadable,
            format!("ONNX Runtime at {} did not start: {error}.", absolute.display()),
            "Use the library that comes with the npm package onnxruntime-node.",
        )
    })?;
    environment.set_log_level(LOG_LEVEL);
    let version = version(&absolute)?;
    Ok(LOADED.get_or_init(|| Library { environment, version, path: absolute }))
}

/// The loaded library, or the one that `ROWCAST_ONNXRUNTIME` names.
///
/// # Errors
/// `RUNTIME_NOT_LOADED` where neither exists, and those of [`load`].
pub fn loaded_or_default() -> Result<&'static Library, Fault> {
    if let Some(library) = LOADED.get() {
        return Ok(library);
    }
    match std::env::var_os(PATH_VARIABLE).filter(|path| !path.is_empty()) {
        Some(path) => load(Path::new(&path)),
        None => Err(Fault::new(
            Code::RuntimeNotLoaded,
            "No ONNX Runtime has been loaded.",
            format!(
                "Call rowcast_runtime('<path of libonnxruntime>') first, or set {PATH_VARIABLE} to that path."
            ),
        )),
    }
}

fn same_library(library: &'static Library, path: &Path) -> Result<&'static Library, Fault> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if real(&library.path) == real(path) {
        return Ok(library);
    }
    Err(Fault::new(
        Code::RuntimeAlreadyLoaded,
        format!(
            "ONNX Runtime {} from {} is loaded already, so {} cannot be.",
            library.version,
            library.path.display(),
            path.display()
        ),
        "A process has one ONNX Runtime: start a new process to use another.",
    ))
}

fn not_loadable(path: &Path, error: &LoadDynamicError) -> Fault {
    let (wanted, shown) = (ort::MINOR_VERSION, path.display());
    let message = match error {
        LoadDynamicError::Dlopen { error, .. } => {
            let cause = error.source().map_or_else(|| error.to_string(), ToString::to_string);
            format!("ONNX Runtime could not be loaded from {shown}: {cause}.")
        }
        LoadDynamicError::MissingApi { .. } => {
            format!("The library {shown} is not ONNX Runtime: it has no OrtGetApiBase.")
        }
        LoadDynamicError::InvalidVersionString => {
            format!("The library {shown} does not say its version in readable text.")
        }
        LoadDynamicError::BadVersion { version_str, .. } => {
            format!(
                "ONNX Runtime at {shown} is too old: expected version 1.{wanted} or later, found {version_str}."
            )
        }
    };
    Fault::new(
        Code::RuntimeNotLoadable,
        message,
        format!(
            "Give the path of libonnxruntime 1.{wanted} or later, such as the one inside the npm package onnxruntime-node."
        ),
    )
}

/// What the library calls itself; ort does not pass this on.
fn version(path: &Path) -> Result<String, Fault> {
    let unreadable = |error: libloading::Error| {
        not_loadable(path, &LoadDynamicError::Dlopen { error, path: path.to_owned() })
    };
    // SAFETY: this very library is loaded already, so no initialiser runs that has not run before.
    let library = unsafe { libloading::Library::new(path) }.map_err(unreadable)?;
    // SAFETY: `OrtGetApiBase` has had this signature since the first version of ONNX Runtime.
    let api_base =
        unsafe { library.get::<unsafe extern "C" fn() -> *const ort::sys::OrtApiBase>(b"OrtGetApiBase") }
            .map_err(unreadable)?;
    // SAFETY: the function takes nothing and returns a pointer to a static table, or null.
    let base = unsafe { api_base().as_ref() }
        .ok_or_else(|| not_loadable(path, &LoadDynamicError::MissingApi { path: path.to_owned() }))?;
    // SAFETY: the table's function returns a static string that ends in a zero byte.
    let text = unsafe { CStr::from_ptr((base.GetVersionString)()) };
    Ok(text.to_string_lossy().into_owned())
}
