//! The models loaded into one database, by the name of their function.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use quack_rs::query::OwnedConnection;
use rowcast_kernel::columns::OutputColumn;
use rowcast_kernel::options::LoadOptions;
use rowcast_kernel::sql_type::ColumnType;
use rowcast_kernel::{Code, Fault};
use rowcast_runtime::model::Model;

use crate::explaining::slot::ExplainSlot;

/// Everything the extension keeps for one database.
pub struct Registry {
    connection: Mutex<SendConnection>,
    slots: RwLock<HashMap<String, Arc<Slot>>>,
    explained: RwLock<HashMap<String, Arc<ExplainSlot>>>,
    other_functions: OnceLock<HashSet<String>>,
}

struct SendConnection(OwnedConnection);

// SAFETY: a DuckDB connection may be used from any thread, one at a time; the mutex around it sees to that.
unsafe impl Send for SendConnection {}

/// What stands behind one registered function; functions cannot be removed from DuckDB, but their models can.
pub struct Slot {
    /// The function's name as it was given.
    pub function: String,
    /// What it was loaded with first.
    pub options: LoadOptions,
    /// The parameters that it was registered with.
    pub parameters: Vec<ColumnType>,
    /// The columns that it was registered with.
    pub columns: Vec<OutputColumn>,
    model: RwLock<Option<Arc<Model>>>,
}

/// The right to load and register, held by one thread at a time.
pub struct Loading<'r>(MutexGuard<'r, SendConnection>);

impl Loading<'_> {
    /// The extension's own connection.
    pub fn connection(&self) -> &OwnedConnection {
        &self.0.0
    }
}

impl Registry {
    /// Empty, registering on `connection`.
    pub fn new(connection: OwnedConnection) -> Self {
        Self {
            connection: Mutex::new(SendConnection(connection)),
            slots: RwLock::default(),
            explained: RwLock::default(),
            other_functions: OnceLock::new(),
        }
    }

    /// Functions that the database had when the first model was loaded, in lower case, as `list` tells them.
    ///
    /// # Errors
    /// Those of `list`.
    pub fn other_functions(
        &self,
        list: impl FnOnce() -> Result<HashSet<String>, Fault>,
    ) -> Result<&HashSet<String>, Fault> {
        if let Some(names) = self.other_functions.get() {
            return Ok(names);
        }
        let names = list()?;
        Ok(self.other_functions.get_or_init(|| names))
    }

    /// Waits until no other thread is loading.
    pub fn start_loading(&self) -> Loading<'_> {
        Loading(self.connection.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The slot of `function`; DuckDB's names do not tell cases apart.
    pub fn find(&self, function: &str) -> Option<Arc<Slot>> {
        let slots = self.slots.read().unwrap_or_else(PoisonError::into_inner);
        slots.get(&function.to_lowercase()).cloned()
    }

    /// The slot of `function`.
    ///
    /// # Errors
    /// `FUNCTION_UNKNOWN`
    pub fn expect(&self, function: &str) -> Result<Arc<Slot>, Fault> {
        self.find(function).ok_or_else(|| {
            Fault::new(
                Code::FunctionUnknown,
                format!("No model has been loaded as {function} into this database."),
                "Load it with rowcast_load first.",
            )
        })
    }

    /// Remembers `slot` under its function's name.
    pub fn insert(&self, slot: Arc<Slot>) {
        let mut slots = self.slots.write().unwrap_or_else(PoisonError::into_inner);
        slots.insert(slot.function.to_lowercase(), slot);
    }

    /// The slot of the explaining `function`.
    pub fn find_explained(&self, function: &str) -> Option<Arc<ExplainSlot>> {
        let slots = self.explained.read().unwrap_or_else(PoisonError::into_inner);
        slots.get(&function.to_lowercase()).cloned()
    }

    /// Remembers an explaining `slot` under its function's name.
    pub fn insert_explained(&self, slot: Arc<ExplainSlot>) {
        let mut slots = self.explained.write().unwrap_or_else(PoisonError::into_inner);
        slots.insert(slot.function.to_lowercase(), slot);
    }
}

impl Slot {
    /// A slot that holds `model`.
    pub fn new(function: &str, options: LoadOptions, model: Model) -> Self {
        let (parameters, columns) = (model.plan.parameters.clone(), model.columns.clone());
        let model = RwLock::new(Some(Arc::new(model)));
        Self { function: function.to_owned(), options, parameters, columns, model }
    }

    /// The model inside.
    ///
    /// # Errors
    /// `MODEL_UNLOADED`
    pub fn model(&self) -> Result<Arc<Model>, Fault> {
        let model = self.model.read().unwrap_or_else(PoisonError::into_inner);
        model.clone().ok_or_else(|| {
            Fault::new(
                Code::ModelUnloaded,
                format!("The model of function {} has been unloaded.", self.function),
                "Load it again with rowcast_load.",
            )
        })
    }

    /// Puts `model` in place of the one inside, or takes that one out; a call that is scoring keeps it until done.
    pub fn replace(&self, model: Option<Model>) {
        *self.model.write().unwrap_or_else(PoisonError::into_inner) = model.map(Arc::new);
    }
}
