//! Exact path-dependent TreeSHAP values, read from the nodes of an ensemble (Lundberg et al., From local explanations to global
//! understanding with explainable AI for trees, 2020).
//!
//! What is explained is the sum of the trees' values, before any transform ([`explainer`]). Every tree becomes a list of steps
//! ([`program`]) that is walked for a block of rows at once ([`pass`]), with Shapley's weights as an integral ([`quadrature`]); the
//! ways that a row did not take are weighed by how many rows took them ([`covers`]).

pub mod covers;
pub mod explainer;
mod fed;
mod lanes;
pub mod model;
mod pass;
mod program;
mod quadrature;
pub mod reasons;
