//! A library of operators as others build them, for tests: `Magic` of `com.example` makes `a + 10 b + 100 c` of each row.

use ort::operator::{
    ComputeContext, Kernel, KernelContext, Operator, OperatorDomain, OperatorInput, OperatorOutput,
};
use ort::value::TensorElementType;
use ort::{AsPointer, Error, Result, sys};

struct Magic;

impl Operator for Magic {
    type Kernel<'attr> = MagicKernel;

    fn name(&self) -> &str {
        "Magic"
    }

    fn inputs(&self) -> impl IntoIterator<Item = OperatorInput> {
        [OperatorInput::required(TensorElementType::Float32)]
    }

    fn outputs(&self) -> impl IntoIterator<Item = OperatorOutput> {
        [OperatorOutput::required(TensorElementType::Float32)]
    }

    fn create_kernel<'attr>(&self, _: &KernelContext<'attr>) -> Result<Self::Kernel<'attr>> {
        Ok(MagicKernel)
    }
}

struct MagicKernel;

impl Kernel for MagicKernel {
    fn compute(&mut self, context: &ComputeContext) -> Result<()> {
        let missing = || Error::new("Magic lacks an input or output");
        let input = context.input(0)?.ok_or_else(missing)?;
        let (_, values) = input.try_extract_tensor::<f32>()?;
        let sums: Vec<f32> = values
            .chunks_exact(3)
            .map(|row| row.iter().rev().fold(0.0, |sum, value| sum * 10.0 + value))
            .collect();
        let rows = i64::try_from(sums.len()).unwrap_or(i64::MAX);
        let mut output = context.output(0, [rows, 1])?.ok_or_else(missing)?;
        output.try_extract_tensor_mut::<f32>()?.1.copy_from_slice(&sums);
        Ok(())
    }
}

/// What ONNX Runtime calls when a session takes the library.
///
/// # Safety
/// `options` and `base` are those of the calling ONNX Runtime.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn RegisterCustomOps(
    options: *mut sys::OrtSessionOptions,
    base: *const sys::OrtApiBase,
) -> sys::OrtStatusPtr {
    // SAFETY: the caller passes its own table of functions, which outlives the process's sessions.
    let api = unsafe { ((*base).GetApi)(sys::ORT_API_VERSION) };
    // SAFETY: a table of functions is plain data, and a version that is not there is null.
    let Some(copy) = (unsafe { api.as_ref() }).map(|api| unsafe { std::ptr::read(api) }) else {
        return sys::OrtStatusPtr(std::ptr::null_mut());
    };
    ort::set_api(copy);
    let Ok(domain) = OperatorDomain::new("com.example").and_then(|domain| domain.add(Magic)) else {
        return sys::OrtStatusPtr(std::ptr::null_mut());
    };
    // The session uses the operators for as long as it lives, which nobody tells the library.
    let domain = Box::leak(Box::new(domain));
    // SAFETY: both pointers are valid, and the domain is never freed.
    unsafe { ((*api).AddCustomOpDomain)(options, domain.ptr().cast_mut()) }
}
