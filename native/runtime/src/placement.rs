//! Which provider runs which nodes of a session. ONNX Runtime tells it in the log of making one and nowhere else: its own list
//! (`Session_GetEpGraphAssignmentInfo` of 1.30) leaves out all nodes that WebGPU runs.

use std::sync::{Arc, Mutex, PoisonError};

use ort::logging::LoggerFunction;

use crate::provider::{Device, Nodes};

/// The function of ONNX Runtime that tells it.
const TELLER: &str = "VerifyEachNodeIsAssignedToAnEp";

/// Copies between memories, which are not the model's.
const COPY: &str = "Memcpy";

/// What a session's log has told so far.
#[derive(Clone, Default)]
pub(crate) struct Placement(Arc<Mutex<Vec<Nodes>>>);

impl Placement {
    /// What a session is to log to, at the level Verbose.
    pub(crate) fn listener(&self) -> LoggerFunction {
        let told = self.clone();
        Arc::new(move |_level, _category: &str, _id: &str, place: &str, message: &str| {
            if place.contains(TELLER) {
                told.hear(message);
            }
        })
    }

    /// The nodes of each provider after ONNX Runtime's optimisations, those of branches and loops with them; a part of a graph
    /// that a provider compiles counts as one. Empty where ONNX Runtime has told nothing.
    pub(crate) fn nodes(&self) -> Vec<Nodes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// One line: `Node(s) placed on [X]. Number of nodes: 2` (or `All nodes placed on …`, with no lines after it), then
    /// `  MatMul (its name)` for each of them.
    fn hear(&self, line: &str) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, rest)) = line.split_once("placed on [") {
            let Some((provider, rest)) = rest.split_once(']') else { return };
            let all = line.trim_start().starts_with("All");
            let count = rest.rsplit(' ').next().and_then(|count| count.trim().parse().ok());
            let count = count.filter(|_| all).unwrap_or(0);
            told.push(Nodes { provider: name(provider), count, operators: Vec::new() });
        } else if let (Some(nodes), Some((operator, _))) =
            (told.last_mut(), line.trim_start().split_once(" ("))
            && !operator.starts_with(COPY)
        {
            nodes.count += 1;
            if !nodes.operators.iter().any(|known| known == operator) {
                nodes.operators.push(operator.to_owned());
            }
        }
    }
}

/// Rowcast's name of a provider; ONNX Runtime's own for one that Rowcast never asks for.
fn name(runtime_name: &str) -> String {
    if runtime_name == "CPUExecutionProvider" {
        return "cpu".to_owned();
    }
    Device::of_runtime_name(runtime_name)
        .map_or_else(|| runtime_name.to_owned(), |device| device.name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(lines: &[&str]) -> Vec<(String, usize, String)> {
        let placement = Placement::default();
        let listen = placement.listener();
        for line in lines {
            listen(
                ort::logging::LogLevel::Verbose,
                "onnxruntime",
                "",
                "session_state.cc:1383 VerifyEachNodeIsAssignedToAnEp",
                line,
            );
        }
        listen(ort::logging::LogLevel::Verbose, "onnxruntime", "", "elsewhere.cc:1 Other", "  Gemm (a)");
        placement
            .nodes()
            .into_iter()
            .map(|nodes| (nodes.provider.clone(), nodes.count, nodes.to_string()))
            .collect()
    }

    #[test]
    fn nodes_are_told_by_provider_without_copies() {
        let lines = [
            " Node(s) placed on [WebGpuExecutionProvider]. Number of nodes: 3",
            "  MatMul (a)",
            "  MatMul (b (c))",
            "  MemcpyToHost (Memcpy)",
            " Node(s) placed on [CPUExecutionProvider]. Number of nodes: 1",
            "  Scaler (Scaler)",
        ];
        let expected = [("webgpu", 2, "MatMul"), ("cpu", 1, "Scaler")];
        assert_eq!(heard(&lines), expected.map(|(name, count, text)| (name.into(), count, text.into())));
    }

    #[test]
    fn nodes_of_one_provider_alone_are_counted() {
        let all = [" All nodes placed on [CUDAExecutionProvider]. Number of nodes: 12"];
        assert_eq!(heard(&all), [("cuda".to_owned(), 12, String::new())]);
    }
}
