//! Why a device is not there, out of ONNX Runtime's words for its programmers.

use crate::provider::Device;

/// What Vulkan's loader is called; WebGPU says nothing of it but that there is no adapter.
#[cfg(target_os = "linux")]
const VULKAN: &str = "libvulkan.so.1";

/// Why a session could not be made on `device`, as a sentence.
pub(crate) fn reason(device: Device, said: &str) -> String {
    let text = plain(said);
    if text.contains("not supported in this build") {
        return format!("This ONNX Runtime was built without {}.", device.title());
    }
    if let Some((_, cause)) = text.split_once("Failed to load library ") {
        let cause = cause.split_once(" with error: ").map_or(cause, |(_, cause)| cause);
        return format!(
            "A library that {} needs could not be loaded: {}.",
            device.title(),
            by_name(&stopless(cause))
        );
    }
    if text.contains("WebGPU adapter") {
        return format!(
            "WebGPU found no graphics card: {}.",
            missing_loader().unwrap_or_else(|| stopless(&text))
        );
    }
    format!("ONNX Runtime could not use {}: {}.", device.title(), stopless(&text))
}

/// A loader's message with the library's name in the place of its path.
fn by_name(cause: &str) -> String {
    let Some((library, rest)) = cause.split_once(": ").filter(|_| cause.starts_with('/')) else {
        return cause.to_owned();
    };
    let name = library.rsplit_once('/').map_or(library, |(_, name)| name);
    format!("{name}: {rest}")
}

/// Why Vulkan's loader cannot be loaded; `None` where it can.
#[cfg(target_os = "linux")]
fn missing_loader() -> Option<String> {
    // SAFETY: Vulkan's loader has no initialiser that does more than prepare itself; WebGPU loads it too.
    unsafe { libloading::Library::new(VULKAN) }.err().map(|error| {
        let cause = std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
        stopless(&cause)
    })
}

#[cfg(not(target_os = "linux"))]
fn missing_loader() -> Option<String> {
    None
}

/// Without the marks of a status, and without the place in the source and the condition there that failed.
fn plain(text: &str) -> String {
    let text = text.rsplit_once(" : FAIL : ").map_or(text, |(_, rest)| rest);
    let text = text.split_once(" was false. ").map_or(text, |(_, rest)| rest);
    text.trim().to_owned()
}

fn stopless(text: &str) -> String {
    text.lines().next().unwrap_or(text).trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason_of(device: Device, text: &str) -> String {
        reason(device, text)
    }

    #[test]
    fn a_provider_that_was_left_out_of_the_build_is_said_to_be() {
        assert_eq!(
            reason_of(
                Device::CoreMl,
                "CoreMLExecutionProvider execution provider is not supported in this build. "
            ),
            "This ONNX Runtime was built without CoreML."
        );
    }

    #[test]
    fn a_missing_library_is_named() {
        let missing = |library: &str| {
            let text = format!(
                "[ONNXRuntimeError] : 1 : FAIL : Failed to load library /a/b.so with error: {library}: cannot open shared object file: No such file or directory"
            );
            reason_of(Device::Cuda, &text)
        };
        let expected = "A library that CUDA needs could not be loaded: libcudart.so.13: cannot open shared object file: No such file or directory.";
        assert_eq!(missing("libcudart.so.13"), expected);
        assert_eq!(missing("/a/libcudart.so.13"), expected);
    }

    #[test]
    fn other_words_stay_without_their_place() {
        let text = "/a/b.cc:136 void f() device != nullptr was false. Out of memory.";
        assert_eq!(reason_of(Device::WebGpu, text), "ONNX Runtime could not use WebGPU: Out of memory.");
    }
}
