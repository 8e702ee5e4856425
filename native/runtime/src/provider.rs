//! Execution providers: the one that was asked for and the one that runs.

use rowcast_kernel::{Code, Fault};
use serde::Serialize;

/// Where a model's operators run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provider {
    /// What the caller asked for.
    pub asked: String,
    /// What runs.
    pub ran: &'static str,
}

/// The provider for what was `asked`; without a wish it is `auto`.
///
/// # Errors
/// `PROVIDER_UNAVAILABLE`
pub fn choose(asked: Option<&str>) -> Result<Provider, Fault> {
    match asked.unwrap_or("auto") {
        asked @ ("auto" | "cpu") => Ok(Provider { asked: asked.to_owned(), ran: "cpu" }),
        other => Err(Fault::new(
            Code::ProviderUnavailable,
            format!("There is no execution provider \"{other}\" here; there are auto and cpu."),
            "Choose auto or cpu.",
        )),
    }
}
