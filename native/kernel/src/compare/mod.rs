//! What a comparison of models counts: ranks of every model's scores in one pass over the rows, and in a second one all figures
//! that need a row's ranks. Rows are sorted once for each score column, or dealt into a grid where there are too many of them.

pub mod ascending;
pub mod cells;
pub mod curves;
pub mod cut_points;
pub mod cuts;
pub mod gaps;
pub mod kendall;
pub mod margins;
pub mod outcomes;
pub mod pair;
pub mod pairs;
pub mod ranked;
pub mod ranking;
pub mod resampling;
pub mod row;
pub mod slices;
