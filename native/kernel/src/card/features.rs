//! Feature names that exporters leave in a model's metadata.

use std::collections::BTreeMap;

use serde::Serialize;

/// Names of a model's features, in the order of its inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FeatureNames {
    /// The names.
    pub names: Vec<String>,
    /// Where they were found, as `metadata:<key>`.
    pub source: String,
}

/// Keys in use, the commonest first.
const KEYS: &[&str] = &["feature_names", "feature_names_in_", "features", "columns", "input_features"];

pub(super) fn find(metadata: &BTreeMap<String, String>) -> Option<FeatureNames> {
    KEYS.iter().find_map(|key| {
        let names = parse(metadata.get(*key)?)?;
        Some(FeatureNames { names, source: format!("metadata:{key}") })
    })
}

/// A JSON list of strings, or names with commas between them.
fn parse(text: &str) -> Option<Vec<String>> {
    let trimmed = text.trim();
    let names: Vec<String> = if trimmed.starts_with('[') {
        serde_json::from_str(trimmed).ok()?
    } else {
        trimmed.split(',').map(|name| name.trim().to_owned()).collect()
    };
    (!names.is_empty() && names.iter().all(|name| !name.is_empty())).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_json_lists_and_comma_lists_and_nothing_else() {
        let names = || Some(vec!["age".to_owned(), "dep delay".to_owned()]);
        assert_eq!(parse(r#"["age", "dep delay"]"#), names());
        assert_eq!(parse(" age, dep delay "), names());
        assert_eq!(parse("[1, 2]"), None);
        assert_eq!(parse(""), None);
        assert_eq!(parse("a,,b"), None);
    }
}
