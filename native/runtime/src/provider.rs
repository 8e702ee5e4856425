//! Execution providers: those that can be asked for, and what became of the one that was.

use std::fmt;

use ort::ep::{CUDA, CoreML, DirectML, ExecutionProviderDispatch, TensorRT, WebGPU};
use rowcast_kernel::{Code, Fault};
use serde::Serialize;

/// What runs operators besides the processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// Any modern graphics card, through Vulkan, Direct3D 12 or Metal.
    WebGpu,
    /// Any graphics card, through Windows' own machine learning.
    DirectMl,
    /// A Mac's graphics and neural processors.
    CoreMl,
    /// NVIDIA's graphics cards.
    Cuda,
    /// The same, by engines that are compiled for the card first.
    TensorRt,
}

const DEVICES: [Device; 5] =
    [Device::WebGpu, Device::DirectMl, Device::CoreMl, Device::Cuda, Device::TensorRt];

impl Device {
    /// The name that users and receipts give it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WebGpu => "webgpu",
            Self::DirectMl => "directml",
            Self::CoreMl => "coreml",
            Self::Cuda => "cuda",
            Self::TensorRt => "tensorrt",
        }
    }

    /// The name that its makers write.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::WebGpu => "WebGPU",
            Self::DirectMl => "DirectML",
            Self::CoreMl => "CoreML",
            Self::Cuda => "CUDA",
            Self::TensorRt => "TensorRT",
        }
    }

    /// ONNX Runtime's name of it.
    pub(crate) const fn runtime_name(self) -> &'static str {
        match self {
            Self::WebGpu => "WebGpuExecutionProvider",
            Self::DirectMl => "DmlExecutionProvider",
            Self::CoreMl => "CoreMLExecutionProvider",
            Self::Cuda => "CUDAExecutionProvider",
            Self::TensorRt => "TensorrtExecutionProvider",
        }
    }

    /// What a session registers, first what gets a node first; registering fails aloud.
    pub(crate) fn providers(self) -> Vec<ExecutionProviderDispatch> {
        let providers = match self {
            Self::WebGpu => vec![WebGPU::default().build()],
            Self::DirectMl => vec![DirectML::default().build()],
            Self::CoreMl => vec![CoreML::default().build()],
            Self::Cuda => vec![CUDA::default().build()],
            // TensorRT takes whole parts of a graph; CUDA takes what is left.
            Self::TensorRt => vec![TensorRT::default().build(), CUDA::default().build()],
        };
        providers.into_iter().map(ExecutionProviderDispatch::error_on_failure).collect()
    }

    /// The one that ONNX Runtime calls `name`.
    pub(crate) fn of_runtime_name(name: &str) -> Option<Self> {
        DEVICES.into_iter().find(|device| device.runtime_name() == name)
    }
}

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The provider's name as it was said.
    pub asked: String,
    /// What is to run the model; `None` for the processor.
    pub device: Option<Device>,
    /// Whether a model is refused of which that cannot run every node.
    pub required: bool,
}

impl Wish {
    /// The wish for what was `asked`; without one it is `auto`.
    ///
    /// # Errors
    /// `PROVIDER_UNAVAILABLE`
    pub fn new(asked: Option<&str>, required: bool) -> Result<Self, Fault> {
        let asked = asked.unwrap_or("auto");
        let device = DEVICES.into_iter().find(|device| device.name() == asked);
        if device.is_none() && !["auto", "cpu"].contains(&asked) {
            let names = DEVICES.map(Device::name).join(", ");
            return Err(Fault::new(
                Code::ProviderUnavailable,
                format!("There is no provider \"{asked}\": expected auto, cpu, {names}."),
                "Choose one of these; `rowcast providers` tells which work on this machine.",
            ));
        }
        Ok(Self { asked: asked.to_owned(), device, required })
    }
}

/// The nodes of a model that one provider runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nodes {
    /// The provider's name.
    pub provider: String,
    /// How many nodes it runs.
    pub count: usize,
    /// Their operators, each once.
    pub operators: Vec<String>,
}

/// What became of a wish.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProviderReceipt {
    /// What the caller asked for.
    pub asked: String,
    /// What runs: the device where it runs any node.
    pub ran: &'static str,
    /// Why that is not all of what was asked for, in a sentence; `None` where it is.
    pub why: Option<String>,
    /// Who runs how many nodes, as ONNX Runtime gave them out; empty where only the processor was asked.
    pub nodes: Vec<Nodes>,
    /// The largest difference from the processor's scores in the trial on loading, relative beyond 1; `None` without a trial.
    #[serde(rename = "largestDifference")]
    pub largest_difference: Option<f64>,
}

impl ProviderReceipt {
    /// The processor runs the model; `why`, where something else was asked for.
    pub(crate) fn processor(wish: &Wish, why: Option<String>, nodes: Vec<Nodes>) -> Self {
        Self { asked: wish.asked.clone(), ran: "cpu", why, nodes, largest_difference: None }
    }
}

impl fmt::Display for Nodes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 5;
        let shown: Vec<&str> = self.operators.iter().take(SHOWN).map(String::as_str).collect();
        write!(formatter, "{}", shown.join(", "))?;
        match self.operators.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(formatter, " and {more} more"),
        }
    }
}
