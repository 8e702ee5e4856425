//! Random tree ensembles as `NodeProto` messages, valid but otherwise as odd as the standard allows.

/// What a case is to be.
#[derive(Debug, Clone, Copy)]
pub struct Knobs {
    /// Everything else follows from this.
    pub seed: u64,
    /// Number of trees.
    pub trees: usize,
    /// Most levels of a tree.
    pub depth: usize,
    /// Number of features.
    pub features: usize,
    /// 0 for a classifier, 1 for a regressor, 2 for the operator of ai.onnx.ml 5.
    pub operator: usize,
    /// Number of classes or targets, from 1.
    pub targets: usize,
    /// Whether thresholds and input are doubles.
    pub doubles: bool,
}

/// A node and what it is to be run with.
pub struct RandomNode {
    /// The `NodeProto`.
    pub message: Vec<u8>,
    /// Rows of `features` values in row-major order.
    pub rows: Vec<f64>,
    /// Whether labels are texts.
    pub text_labels: bool,
    /// Whether one of its sets has a member that is no integer, for which ONNX Runtime may refuse it.
    pub has_fractions: bool,
}

pub struct Mix(pub u64);

impl Mix {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn weight(&mut self) -> f32 {
        (self.below(2_001) as f32 - 1_000.0) / 997.0
    }

    fn threshold(&mut self) -> f32 {
        const ODD: [f32; 9] = [0.0, -0.0, 1e-45, -1e-45, f32::INFINITY, f32::NEG_INFINITY, 3e38, 1.0, -1.0];
        if self.chance(6) { self.pick(&ODD) } else { (self.below(41) as f32 - 20.0) / 8.0 }
    }

    fn value(&mut self, doubles: bool) -> f64 {
        let threshold = self.threshold();
        match self.below(6) {
            0 => f64::NAN,
            1 if doubles => f64::from(threshold).next_up(),
            2 if doubles => f64::from(threshold).next_down(),
            1 => f64::from(threshold.next_up()),
            2 => f64::from(threshold.next_down()),
            _ => f64::from(threshold),
        }
    }
}

pub fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub fn delimited(out: &mut Vec<u8>, field: u64, bytes: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

pub fn number(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3);
    varint(out, value);
}

/// The attributes of a node, written one after another.
#[derive(Default)]
struct Attributes(Vec<Vec<u8>>);

impl Attributes {
    fn add(&mut self, name: &str, kind: u64, write: impl FnOnce(&mut Vec<u8>)) {
        let mut attribute = Vec::new();
        delimited(&mut attribute, 1, name.as_bytes());
        number(&mut attribute, 20, kind);
        write(&mut attribute);
        self.0.push(attribute);
    }

    fn int(&mut self, name: &str, value: i64) {
        self.add(name, 2, |out| number(out, 3, value as u64));
    }

    fn text(&mut self, name: &str, text: &str) {
        self.add(name, 3, |out| delimited(out, 4, text.as_bytes()));
    }

    fn ints(&mut self, name: &str, values: &[i64]) {
        self.add(name, 7, |out| values.iter().for_each(|value| number(out, 8, *value as u64)));
    }

    fn texts(&mut self, name: &str, values: &[&str]) {
        self.add(name, 8, |out| values.iter().for_each(|value| delimited(out, 9, value.as_bytes())));
    }

    /// Floats, packed as newer writers do or one after another as the standard's own does.
    fn floats(&mut self, name: &str, values: &[f32], packed: bool) {
        self.add(name, 6, |out| {
            if packed {
                delimited(out, 7, &values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<_>>());
                return;
            }
            for value in values {
                varint(out, 7 << 3 | 5);
                out.extend_from_slice(&value.to_le_bytes());
            }
        });
    }

    fn tensor(&mut self, name: &str, kind: u64, raw: &[u8], count: usize) {
        self.add(name, 4, |out| {
            let mut tensor = Vec::new();
            number(&mut tensor, 1, count as u64);
            number(&mut tensor, 2, kind);
            delimited(&mut tensor, 9, raw);
            delimited(out, 5, &tensor);
        });
    }

    fn numbers(&mut self, name: &str, values: &[f32], doubles: bool) {
        if doubles {
            let raw: Vec<u8> = values.iter().flat_map(|value| f64::from(*value).to_le_bytes()).collect();
            self.tensor(name, 11, &raw, values.len());
        } else {
            let raw: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
            self.tensor(name, 1, &raw, values.len());
        }
    }
}

/// A feature, a threshold, and the children by index, of which a leaf has none.
type Grown = (usize, f32, Option<(usize, usize)>);

/// A tree, its root first.
struct Tree(Vec<Grown>);

fn tree(mix: &mut Mix, depth: usize, features: usize) -> Tree {
    let mut tree = Tree(Vec::new());
    // A quarter of the trees have one test for each level, as CatBoost's do.
    let levels = mix.chance(4).then(|| (0..depth).map(|_| (mix.below(features), mix.threshold())).collect());
    grow(mix, depth, features, levels.as_ref(), &mut tree);
    tree
}

fn grow(
    mix: &mut Mix,
    depth: usize,
    features: usize,
    levels: Option<&Vec<(usize, f32)>>,
    tree: &mut Tree,
) -> usize {
    let place = tree.0.len();
    let level = levels.and_then(|levels| levels.get(depth.wrapping_sub(1)));
    let (feature, threshold) = level.copied().unwrap_or_else(|| (mix.below(features), mix.threshold()));
    tree.0.push((feature, threshold, None));
    if depth > 0 && (levels.is_some() || !mix.chance(5)) {
        let yes = grow(mix, depth - 1, features, levels, tree);
        let no = grow(mix, depth - 1, features, levels, tree);
        tree.0[place].2 = Some((yes, no));
    }
    place
}

const MODES: [&str; 6] = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"];
const TRANSFORMS: [&str; 5] = ["NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO", "PROBIT"];

/// The case of `knobs`, with `rows` rows.
pub fn random_node(knobs: Knobs, rows: usize) -> RandomNode {
    let mut mix = Mix(knobs.seed);
    let trees: Vec<Tree> = (0..knobs.trees).map(|_| tree(&mut mix, knobs.depth, knobs.features)).collect();
    let mut attributes = Attributes::default();
    let (mut text_labels, mut has_fractions) = (false, false);
    let op_type = match knobs.operator {
        2 => {
            has_fractions = modern(&mut mix, knobs, &trees, &mut attributes);
            "TreeEnsemble"
        }
        1 => {
            classic(&mut mix, knobs, &trees, &mut attributes, "target");
            attributes.int("n_targets", knobs.targets as i64);
            attributes.text("aggregate_function", mix.pick(&["SUM", "AVERAGE", "MIN", "MAX", "SUM"]));
            "TreeEnsembleRegressor"
        }
        _ => {
            classic(&mut mix, knobs, &trees, &mut attributes, "class");
            text_labels = mix.chance(2);
            if text_labels {
                let labels = ["no", "yes", "", "größer", "a b", "f", "g"];
                attributes.texts("classlabels_strings", &labels[..knobs.targets]);
            } else {
                let labels: Vec<i64> = (0..knobs.targets as i64).map(|class| class * 3 - 1).collect();
                attributes.ints("classlabels_int64s", &labels);
            }
            "TreeEnsembleClassifier"
        }
    };
    let mut message = Vec::new();
    delimited(&mut message, 1, b"X");
    if knobs.operator == 0 {
        delimited(&mut message, 2, b"label");
    }
    delimited(&mut message, 2, b"score");
    delimited(&mut message, 4, op_type.as_bytes());
    attributes.0.iter().for_each(|attribute| delimited(&mut message, 5, attribute));
    delimited(&mut message, 7, b"ai.onnx.ml");
    let rows = (0..rows * knobs.features).map(|_| mix.value(knobs.doubles)).collect();
    RandomNode { message, rows, text_labels, has_fractions }
}

fn classic(mix: &mut Mix, knobs: Knobs, trees: &[Tree], attributes: &mut Attributes, of: &str) {
    let one_mode = if mix.chance(2) { Some(mix.pick(&MODES[..4])) } else { None };
    let with_missing = mix.chance(2);
    let positive = mix.chance(3);
    let binary = knobs.targets == 2 && mix.chance(2);
    let only_class = mix.below(2) as i64;
    let (mut ids, mut tree_ids, mut modes, mut values) = (vec![], vec![], vec![], vec![]);
    let (mut features, mut yes, mut no, mut missing) = (vec![], vec![], vec![], vec![]);
    let (mut w_ids, mut w_nodes, mut w_trees, mut weights) = (vec![], vec![], vec![], vec![]);
    for (tree_index, tree) in trees.iter().enumerate() {
        let style = mix.below(8);
        let class = if binary { only_class } else { mix.below(knobs.targets) as i64 };
        for (id, (feature, threshold, children)) in tree.0.iter().enumerate() {
            ids.push(id as i64);
            tree_ids.push(tree_index as i64);
            features.push(*feature as i64);
            values.push(*threshold);
            missing.push(i64::from(mix.chance(2)));
            yes.push(children.map_or(0, |(yes, _)| yes as i64));
            no.push(children.map_or(0, |(_, no)| no as i64));
            if children.is_some() {
                modes.push(one_mode.unwrap_or_else(|| mix.pick(&MODES)));
                continue;
            }
            modes.push("LEAF");
            let classes: Vec<i64> = match style {
                _ if binary => vec![class],
                0..=3 => vec![class],
                4..=5 => (0..knobs.targets as i64).collect(),
                6 => (0..knobs.targets as i64).filter(|_| mix.chance(2)).chain([class]).collect(),
                _ => vec![mix.below(knobs.targets) as i64],
            };
            for class in classes {
                let weight = mix.weight();
                w_ids.push(class);
                w_nodes.push(id as i64);
                w_trees.push(tree_index as i64);
                weights.push(if positive { weight.abs() } else { weight });
            }
        }
    }
    attributes.ints("nodes_nodeids", &ids);
    attributes.ints("nodes_treeids", &tree_ids);
    attributes.ints("nodes_featureids", &features);
    attributes.ints("nodes_truenodeids", &yes);
    attributes.ints("nodes_falsenodeids", &no);
    attributes.texts("nodes_modes", &modes);
    if with_missing {
        attributes.ints("nodes_missing_value_tracks_true", &missing);
    }
    attributes.ints(&format!("{of}_ids"), &w_ids);
    attributes.ints(&format!("{of}_nodeids"), &w_nodes);
    attributes.ints(&format!("{of}_treeids"), &w_trees);
    attributes.text("post_transform", mix.pick(&TRANSFORMS));
    let bases: &[usize] = match (of, knobs.targets) {
        ("class", 2) => &[0, 1, 2],
        (_, 1) => &[0, 1],
        (_, 2) => &[0, 2],
        _ => &[0, 99],
    };
    let base = match mix.pick(bases) {
        99 => knobs.targets,
        count => count,
    };
    let base: Vec<f32> = (0..base).map(|_| mix.weight()).collect();
    let packed = mix.chance(2);
    if knobs.doubles {
        attributes.numbers("nodes_values_as_tensor", &values, true);
        attributes.numbers(&format!("{of}_weights_as_tensor"), &weights, true);
        if !base.is_empty() {
            attributes.numbers("base_values_as_tensor", &base, true);
        }
    } else {
        attributes.floats("nodes_values", &values, packed);
        attributes.floats(&format!("{of}_weights"), &weights, packed);
        attributes.floats("base_values", &base, packed);
    }
}

/// Whether a set has a member that is no integer.
fn modern(mix: &mut Mix, knobs: Knobs, trees: &[Tree], attributes: &mut Attributes) -> bool {
    let (mut roots, mut features, mut modes, mut splits, mut missing) =
        (vec![], vec![], vec![], vec![], vec![]);
    let (mut yes, mut yes_leaf, mut no, mut no_leaf) = (vec![], vec![], vec![], vec![]);
    let (mut targets, mut weights, mut members) = (vec![], vec![], vec![]);
    for tree in trees {
        let mut place = vec![0_i64; tree.0.len()];
        let mut next = features.len() as i64;
        for (index, (_, _, children)) in tree.0.iter().enumerate() {
            if children.is_some() {
                place[index] = next;
                next += 1;
            } else {
                place[index] = weights.len() as i64;
                weights.push(mix.weight());
                targets.push(mix.below(knobs.targets) as i64);
            }
        }
        roots.push(features.len() as i64);
        if tree.0[0].2.is_none() {
            // A tree of one leaf: a node whose children are both that leaf.
            features.push(0);
            modes.push(0_u8);
            splits.push(0.0);
            missing.push(0);
            yes.push(place[0]);
            no.push(place[0]);
            yes_leaf.push(1);
            no_leaf.push(1);
        }
        for (feature, threshold, children) in &tree.0 {
            let Some((to_yes, to_no)) = children else { continue };
            features.push(*feature as i64);
            let mode = mix.below(7) as u8;
            modes.push(mode);
            splits.push(*threshold);
            missing.push(i64::from(mix.chance(2)));
            if mode == 6 {
                let small = !mix.chance(16);
                for _ in 0..=mix.below(4) {
                    members.push(if small { mix.below(31) as f32 } else { mix.threshold() });
                }
                members.push(f32::NAN);
            }
            yes.push(place[*to_yes]);
            no.push(place[*to_no]);
            yes_leaf.push(i64::from(tree.0[*to_yes].2.is_none()));
            no_leaf.push(i64::from(tree.0[*to_no].2.is_none()));
        }
    }
    attributes.ints("tree_roots", &roots);
    attributes.ints("nodes_featureids", &features);
    attributes.tensor("nodes_modes", 2, &modes, modes.len());
    attributes.numbers("nodes_splits", &splits, knobs.doubles);
    attributes.ints("nodes_missing_value_tracks_true", &missing);
    attributes.ints("nodes_truenodeids", &yes);
    attributes.ints("nodes_trueleafs", &yes_leaf);
    attributes.ints("nodes_falsenodeids", &no);
    attributes.ints("nodes_falseleafs", &no_leaf);
    attributes.ints("leaf_targetids", &targets);
    attributes.numbers("leaf_weights", &weights, knobs.doubles);
    if !members.is_empty() {
        attributes.numbers("membership_values", &members, knobs.doubles);
    }
    attributes.int("n_targets", knobs.targets as i64);
    attributes.int("aggregate_function", mix.below(4) as i64);
    attributes.int("post_transform", mix.below(5) as i64);
    members.iter().any(|member| !member.is_nan() && f64::from(*member as i32) != f64::from(*member))
}
