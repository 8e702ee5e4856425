//! What stands behind one pair of explaining functions.

use std::sync::{Arc, PoisonError, RwLock};

use rowcast_kernel::sql_type::{ColumnType, SqlType};
use rowcast_kernel::trees::shap::model::{AnyExplainer, ExplainableModel};
use rowcast_kernel::{Code, Fault};

use super::options::ExplainOptions;

/// A model to explain, of which the memory is given back between jobs; DuckDB cannot forget the functions.
pub struct ExplainSlot {
    /// The name of the function that gives reasons.
    pub function: String,
    /// What it was made with.
    pub options: ExplainOptions,
    /// The parameters of both functions.
    pub parameters: Vec<ColumnType>,
    /// The type of the values that the trees see.
    pub value_type: SqlType,
    state: RwLock<State>,
}

/// What is in memory now.
#[derive(Default, Clone)]
struct State {
    model: Option<Arc<ExplainableModel>>,
    explainer: Option<Arc<AnyExplainer>>,
}

impl ExplainSlot {
    /// A slot with no model in it, for one that is fed like `model`.
    pub fn new(function: &str, options: ExplainOptions, model: &ExplainableModel) -> Self {
        let function = function.to_owned();
        let parameters = model.plan.parameters.clone();
        Self { function, options, parameters, value_type: model.value_type(), state: RwLock::default() }
    }

    /// Puts a model in, which is ready where its file has covers.
    ///
    /// # Errors
    /// `NOT_EXPLAINABLE`
    pub fn fill(&self, model: ExplainableModel) -> Result<(), Fault> {
        let explainer = model.covers.as_ref().map(|covers| model.explainer(covers)).transpose()?;
        self.set(State { model: Some(Arc::new(model)), explainer: explainer.map(Arc::new) });
        Ok(())
    }

    /// Makes the model ready with an explainer of its own.
    pub fn make_ready(&self, explainer: AnyExplainer) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.explainer = Some(Arc::new(explainer));
    }

    /// Gives the memory back.
    pub fn empty(&self) {
        self.set(State::default());
    }

    fn set(&self, state: State) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = state;
    }

    /// The model inside.
    ///
    /// # Errors
    /// `MODEL_UNLOADED`
    pub fn model(&self) -> Result<Arc<ExplainableModel>, Fault> {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        state.model.clone().ok_or_else(|| self.unloaded("its model has been unloaded"))
    }

    /// The model and its explainer.
    ///
    /// # Errors
    /// `MODEL_UNLOADED`
    pub fn ready(&self) -> Result<(Arc<ExplainableModel>, Arc<AnyExplainer>), Fault> {
        let State { model, explainer } = self.state.read().unwrap_or_else(PoisonError::into_inner).clone();
        let model = model.ok_or_else(|| self.unloaded("its model has been unloaded"))?;
        let explainer = explainer.ok_or_else(|| self.unloaded("its covers have not been counted"))?;
        Ok((model, explainer))
    }

    fn unloaded(&self, why: &str) -> Fault {
        Fault::new(
            Code::ModelUnloaded,
            format!("Function {} cannot explain: {why}.", self.function),
            "Call rowcast_explain, then count the covers with the function that it names.",
        )
    }
}
