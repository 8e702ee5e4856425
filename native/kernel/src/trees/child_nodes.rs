//! From the ids that name a node within its tree to its place in the list of all nodes.

use std::collections::HashMap;
use std::ops::Range;

use super::Unfit;

const NONE: u32 = u32::MAX;

/// The places of the nodes of one tree by their ids.
pub enum NodePlaces {
    /// Ids count from 0 without gaps, as every exporter writes them: the place of each id.
    Dense(Vec<u32>),
    /// Any other ids.
    Sparse(HashMap<i64, u32>),
}

impl NodePlaces {
    /// The places of the nodes in `range`, whose ids are `ids` of that range.
    ///
    /// # Errors
    /// For an id that occurs twice.
    pub fn new(range: Range<usize>, ids: &[i64]) -> Result<Self, Unfit> {
        let ids = ids.get(range.clone()).unwrap_or_default();
        let twice = || Unfit::new("two of its nodes have the same id");
        let mut dense = vec![NONE; ids.len()];
        for (&id, place) in ids.iter().zip(range.clone()) {
            match usize::try_from(id).ok().and_then(|id| dense.get_mut(id)) {
                Some(entry) if *entry == NONE => *entry = place as u32,
                Some(_) => return Err(twice()),
                None => {
                    let sparse: HashMap<i64, u32> =
                        ids.iter().copied().zip(range.map(|place| place as u32)).collect();
                    return if sparse.len() == ids.len() { Ok(Self::Sparse(sparse)) } else { Err(twice()) };
                }
            }
        }
        Ok(Self::Dense(dense))
    }

    /// The place of node `id`.
    pub fn get(&self, id: i64) -> Option<u32> {
        match self {
            Self::Dense(places) => {
                usize::try_from(id).ok().and_then(|id| places.get(id)).copied().filter(|&place| place != NONE)
            }
            Self::Sparse(places) => places.get(&id).copied(),
        }
    }
}
