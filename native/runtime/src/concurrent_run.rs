//! `Run` on a session that several threads share; ort's own wrapper takes `&mut self`.

use std::ffi::CString;
use std::ptr::{self, NonNull};

use ort::AsPointer;
use ort::session::{RunOptions, Session, SessionInputValue};
use ort::value::{DynValue, Tensor};
use rowcast_kernel::tensor::TextBuffer;

/// The names that a run needs, in the form ONNX Runtime takes them.
pub struct TensorNames {
    names: Vec<CString>,
}

impl TensorNames {
    /// # Errors
    /// For a name with a zero byte inside.
    pub fn new<'n>(names: impl Iterator<Item = &'n str>) -> Result<Self, std::ffi::NulError> {
        Ok(Self { names: names.map(CString::new).collect::<Result<_, _>>()? })
    }

    fn pointers(&self) -> Vec<*const std::ffi::c_char> {
        self.names.iter().map(|name| name.as_ptr()).collect()
    }
}

/// Runs the model on `inputs`, one for each of `input_names`, and returns one value for each of `output_names`.
///
/// # Errors
/// What ONNX Runtime reports.
pub fn run(
    session: &Session,
    input_names: &TensorNames,
    inputs: &[SessionInputValue<'_>],
    output_names: &TensorNames,
    options: Option<&RunOptions>,
) -> ort::Result<Vec<DynValue>> {
    if inputs.len() != input_names.names.len() {
        return Err(ort::Error::new("the number of inputs does not fit the session"));
    }
    let values: Vec<*const ort::sys::OrtValue> = inputs.iter().map(|input| input.ptr()).collect();
    let mut outputs: Vec<*mut ort::sys::OrtValue> = vec![ptr::null_mut(); output_names.names.len()];
    // SAFETY: every pointer lives to the end of this call and each array has the length given with it. ONNX
    // Runtime documents `Run` as safe to call on one session from several threads, and the CPU provider keeps no state
    // between runs; sessions with a device, whose providers do, are run by one thread at a time. So the session is not
    // changed behind the shared reference, although the signature says `*mut`.
    let status = unsafe {
        (ort::api().Run)(
            session.ptr().cast_mut(),
            options.map_or(ptr::null(), AsPointer::ptr),
            input_names.pointers().as_ptr(),
            values.as_ptr(),
            values.len(),
            output_names.pointers().as_ptr(),
            outputs.len(),
            outputs.as_mut_ptr(),
        )
    };
    // SAFETY: `status` comes from the call above and is consumed here.
    unsafe { ort::Error::result_from_status(status) }?;
    let own = |output: *mut ort::sys::OrtValue| {
        let output = NonNull::new(output).ok_or_else(|| ort::Error::new("an output is missing"))?;
        // SAFETY: a successful run hands every output over to the caller, allocated by the session's allocator.
        Ok(unsafe { DynValue::from_ptr(output, Some(session.allocator())) })
    };
    // Every pointer is owned before the first failure is looked at, so that none leaks.
    let outputs: Vec<ort::Result<DynValue>> = outputs.into_iter().map(own).collect();
    outputs.into_iter().collect()
}

/// A tensor of strings with the first `len` of `texts`, in row-major order.
///
/// # Errors
/// What ONNX Runtime reports.
pub fn string_tensor(shape: &[i64], texts: &TextBuffer) -> ort::Result<Tensor<String>> {
    let empty: Vec<&str> = vec![""; texts.len()];
    let mut tensor = Tensor::from_string_array((shape, empty.as_slice()))?;
    for index in 0..texts.len() {
        let text = texts.get(index);
        let mut buffer = ptr::null_mut();
        // SAFETY: the tensor holds `texts.len()` strings, and no one else has it yet.
        let status = unsafe {
            (ort::api().GetResizedStringTensorElementBuffer)(tensor.ptr_mut(), index, text.len(), &mut buffer)
        };
        // SAFETY: `status` comes from the call above and is consumed here.
        unsafe { ort::Error::result_from_status(status) }?;
        // SAFETY: ONNX Runtime made room for `text.len()` bytes at `buffer`; text and buffer do not overlap.
        unsafe { ptr::copy_nonoverlapping(text.as_ptr(), buffer.cast(), text.len()) };
    }
    Ok(tensor)
}
