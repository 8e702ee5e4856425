//! Names of the columns that a score function returns.

use std::collections::HashSet;

/// The names with `_2`, `_3`, … behind those that SQL could not tell from an earlier one.
pub fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let names: Vec<String> = names.into_iter().collect();
    // A name that comes first keeps its form, so a suffix must not take that of a later one either.
    let mut taken: HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let mut used = HashSet::new();
    names
        .into_iter()
        .map(|name| {
            if used.insert(name.to_lowercase()) {
                return name;
            }
            let renamed = (2_u64..).map(|suffix| format!("{name}_{suffix}"));
            let mut free = renamed.filter(|name| taken.insert(name.to_lowercase()));
            let chosen = free.next().unwrap_or(name);
            used.insert(chosen.to_lowercase());
            chosen
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn suffixes_count_up_and_leave_other_names_alone() {
        let names = ["p_a", "P_A", "p_a_2", "p_a"].map(str::to_owned);
        assert_eq!(distinct(names), ["p_a", "P_A_3", "p_a_2", "p_a_4"]);
    }

    proptest! {
        #[test]
        fn names_are_distinct_and_first_ones_are_kept(names in prop::collection::vec("[aAbB_2]{0,4}", 0..12)) {
            let renamed = distinct(names.clone());
            let folded: HashSet<String> = renamed.iter().map(|name| name.to_lowercase()).collect();
            prop_assert_eq!(folded.len(), names.len());
            for (index, name) in names.iter().enumerate() {
                let first = !names[..index].iter().any(|other| other.to_lowercase() == name.to_lowercase());
                prop_assert!(!first || &renamed[index] == name);
            }
        }
    }
}
