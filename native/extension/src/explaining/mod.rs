//! Functions that explain a model's scores: `rowcast_explain` makes a scalar function that gives reasons, and an aggregate that counts
//! the covers which the reasons are weighed by.

mod covers_function;
mod explain_function;
pub mod loading;
mod options;
pub mod slot;
