"""Graphs written by hand, for the shapes and types that no converter makes of flights."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
import pandas as pd
import pyarrow as pa
from onnx import TensorProto, helper, numpy_helper, parser

from entry import Columns, Entry, wide
from rows import NUMBERS

GROUP = "hand-written graphs"
MADE_BY = "onnx 1.23.2"
# Of onnxruntime 1.30.
NEWEST_OPSET = 26
THREE = ["hour", "weekday", "visib"]
WHOLE = ["hour", "weekday", "hour"]
FLOAT3 = "<float[3,2] w = {1, -1, 2, 0.5, 4, 0.25}>"
WEIGHTS = np.array([[1, -1], [2, 0.5], [4, 0.25]], np.float32)


@dataclass(frozen=True)
class Graph:
    """A graph in ONNX's own text form; `answer` gives what it computes from the tried rows, or None where refused."""

    name: str
    what: str
    text: str
    inputs: dict[str, Sequence[str]]
    answer: Callable[[pd.DataFrame], Columns] | None
    opset: int = 21
    imports: dict[str, int] = field(default_factory=dict)
    functions: Sequence[str] = ()
    job: dict[str, Any] = field(default_factory=dict)
    step: int | None = None
    ir_version: int = 10
    renamed: dict[str, str] = field(default_factory=dict)
    """Names that the text form does not take."""


def entries(_learn: pd.DataFrame, tried: pd.DataFrame) -> Iterator[Entry]:
    """Every entry of this group."""
    for graph in [*SHAPES, *TYPES, *CONTROL, *OPERATORS, *_every_opset()]:
        expected = {} if graph.answer is None else graph.answer(tried)
        yield Entry(
            graph.name, GROUP, graph.what, MADE_BY, _model(graph), graph.inputs, expected, tolerance=1e-6, job=graph.job,
            step=graph.step,
        )
    yield _thousand(tried)


def _model(graph: Graph) -> onnx.ModelProto:
    opsets = [helper.make_opsetid(domain, version) for domain, version in {"": graph.opset, **graph.imports}.items()]
    functions = [parser.parse_function(text) for text in graph.functions]
    return _renamed(helper.make_model(
        parser.parse_graph(f"{graph.name.replace('-', '_')} {graph.text}"), opset_imports=opsets,
        ir_version=graph.ir_version, functions=functions, producer_name="rowcast matrix",
    ), graph.renamed)


def _renamed(model: onnx.ModelProto, names: dict[str, str]) -> onnx.ModelProto:
    for item in model.graph.input:
        item.name = names.get(item.name, item.name)
    for node in model.graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
    return model


def _block(rows: pd.DataFrame, names: Sequence[str] = THREE, kind: type = np.float32) -> np.ndarray:
    return rows[list(names)].to_numpy(dtype=kind)


def _weighted(rows: pd.DataFrame) -> Columns:
    return wide("y", _block(rows) @ WEIGHTS)


def _lists(values: np.ndarray) -> pa.Array:
    kind: pa.DataType = pa.float32()
    for _ in values.shape[1:]:
        kind = pa.list_(kind)
    return pa.array(values.tolist(), type=kind)


def _sum(rows: pd.DataFrame) -> np.ndarray:
    return _block(rows).sum(axis=1)


X = {"x": THREE}

SHAPES = [
    Graph("fixed-batch-1", "A batch of one, as PyTorch exports by default", f"(float[1,3] x) => (float[1,2] y) {FLOAT3} {{ y = MatMul(x, w) }}", X, _weighted),
    Graph("fixed-batch-50", "A batch of 50", f"(float[50,3] x) => (float[50,2] y) {FLOAT3} {{ y = MatMul(x, w) }}", X, _weighted),
    Graph(
        "fixed-batch-reshape", "A batch of 4 written into a Reshape, so that it cannot be freed",
        f"(float[4,3] x) => (float[4,2] y) <float[3,2] w = {{1, -1, 2, 0.5, 4, 0.25}}, int64[2] s = {{4, 3}}> {{ r = Reshape(x, s)  y = MatMul(r, w) }}",
        X, _weighted,
    ),
    Graph(
        "fixed-batches-differ", "Two inputs with batches of 4 and of 8",
        "(float[4,1] a, float[8,1] b) => (float[8,1] y) { t = Concat <axis = 0> (a, a)  y = Add(t, b) }",
        {"a": ["hour"], "b": ["visib"]}, None,
    ),
    Graph(
        "shared-scalar", "A threshold for all rows beside a block of features",
        "(float[N,3] x, float t) => (bool[N,1] y) <int64[1] axis = {1}> { s = ReduceSum <keepdims = 1> (x, axis)  y = Greater(s, t) }",
        {**X, "t": [":=25.5"]}, lambda rows: {"y": _sum(rows) > np.float32(25.5)},
    ),
    Graph(
        "shared-vector", "A temperature of shape [1] that differs from row to row",
        "(float[N,3] x, float[1] t) => (float[N,3] y) { y = Mul(x, t) }",
        {**X, "t": ["weekday"]}, lambda rows: wide("y", _block(rows) * rows[["weekday"]].to_numpy(np.float32)),
    ),
    Graph(
        "default-input", "An input with a default that need not be fed",
        "(float[N,3] x, float[1] t = {0.5}) => (float[N,3] y) { y = Mul(x, t) }",
        X, lambda rows: wide("y", _block(rows) * np.float32(0.5)),
    ),
    Graph(
        "unused-input", "An input that nothing reads",
        f"(float[N,3] x, float[N,1] unused) => (float[N,2] y) {FLOAT3} {{ y = MatMul(x, w) }}",
        {**X, "unused": ["temp"]}, _weighted,
    ),
    Graph(
        "no-input-used", "The same answer for every row",
        """(float[N,3] x) => (float[N] y) <int64[1] first = {0}>
        { all = Shape(x)  n = Gather(all, first)  y = ConstantOfShape <value = float[1] {0.25}> (n) }""",
        X, lambda rows: {"y": np.full(len(rows), 0.25, np.float32)},
    ),
    Graph("no-inputs", "A constant alone", "() => (float[1] y) { y = Constant <value = float[1] {0.25}> () }", {}, None),
    Graph(
        "one-answer-for-all", "The mean over all rows: not an answer for each",
        "(float[N,3] x) => (float y) { y = ReduceMean <keepdims = 0> (x) }", X, None,
    ),
    Graph(
        "mean-of-rows", "Each row less the mean of the rows around it",
        "(float[N,3] x) => (float[N,3] y) <int64[1] first = {0}> { m = ReduceMean <keepdims = 1> (x, first)  y = Sub(x, m) }",
        X, None,
    ),
    Graph(
        "softmax-over-rows", "A softmax over the wrong axis",
        "(float[N,3] x) => (float[N,3] y) { y = Softmax <axis = 0> (x) }", X, None,
    ),
    Graph(
        "fixed-batch-mixed", "A batch of 4 whose rows are added up",
        "(float[4,3] x) => (float[4,3] y) <int64[1] first = {0}> { s = ReduceSum <keepdims = 1> (x, first)  y = Add(x, s) }", X, None,
    ),
    Graph(
        "random-numbers", "Noise of its own in each run",
        "(float[N,3] x) => (float[N,3] y) { r = RandomNormalLike(x)  y = Add(x, r) }", X, None,
    ),
    Graph(
        "two-blocks", "Two blocks of two and of one",
        "(float[N,2] a, float[N,1] b) => (float[N,3] y) { y = Concat <axis = 1> (a, b) }",
        {"a": ["hour", "weekday"], "b": ["visib"]}, lambda rows: wide("y", _block(rows)),
    ),
    Graph(
        "rank-3-input", "Two values for each of three features",
        "(float[N,3,2] x) => (float[N,1] y) <int64[2] axes = {1, 2}> { r = ReduceSum <keepdims = 0> (x, axes)  o = Constant <value = int64[1] {1}> ()  y = Unsqueeze(r, o) }",
        X, None,
    ),
    Graph(
        "rank-3-output", "A matrix for each row",
        "(float[N,3] x) => (float[N,3,2] y) <int64[1] axis = {2}> { u = Unsqueeze(x, axis)  t = Add(u, u)  y = Concat <axis = 2> (u, t) }",
        X, lambda rows: {"y": _lists(np.stack([_block(rows), 2 * _block(rows)], axis=2))},
    ),
    Graph(
        "rank-4-output", "A cube for each row",
        "(float[N,4] x) => (float[N,2,1,2] y) <int64[4] s = {-1, 2, 1, 2}> { y = Reshape(x, s) }",
        {"x": [*THREE, "temp"]}, lambda rows: {"y": _lists(_block(rows, [*THREE, "temp"]).reshape(-1, 2, 1, 2))},
    ),
    Graph(
        "wide-output", "300 values without names for each row",
        "(float[N,3] x) => (float[N,300] y) <int64[2] times = {1, 100}> { y = Tile(x, times) }",
        X, lambda rows: {"y": _lists(np.tile(_block(rows), (1, 100)))},
    ),
    Graph(
        "list-input", "A column of lists that feeds a block",
        f"(float[N,3] x) => (float[N,2] y) {FLOAT3} {{ y = MatMul(x, w) }}",
        {"x": [":=[hour, weekday, visib]"]}, _weighted,
    ),
    Graph(
        "list-of-any-length", "A column of lists that feeds a block of an open width",
        "(float[N,F] x) => (float[N,1] y) <int64[1] axis = {1}> { y = ReduceSum <keepdims = 1> (x, axis) }",
        {"x": [":=[hour, weekday, visib]"]}, lambda rows: {"y": _sum(rows)},
    ),
    Graph(
        "list-of-text", "A column of lists of text", "(string[N,2] x) => (string[N,2] y) { y = Identity(x) }",
        {"x": [":=[origin, dest]"]}, lambda rows: {f"y_{k}": rows[name].to_numpy(object) for k, name in enumerate(["origin", "dest"])},
    ),
    Graph(
        "sequence-output", "A sequence of tensors",
        "(float[N,3] x) => (seq(float[N,3]) y) { d = Add(x, x)  y = SequenceConstruct(x, d) }",
        X, lambda rows: {f"y_{part}_{k}": (part + 1) * _block(rows)[:, k] for part in range(2) for k in range(3)},
    ),
    Graph(
        "map-output", "Maps that a function makes, which no converter lets go of",
        "(float[N,3] x) => (seq(map(string, float)) y) { y = local.Named(x) }",
        X, lambda rows: {f"y_{name}": _block(rows)[:, k] for name, k in (("a", 1), ("b", 2), ("c", 0))},
        imports={"local": 1, "ai.onnx.ml": 3},
        functions=['<opset_import: ["" : 21, "ai.onnx.ml" : 3], domain: "local"> Named (v) => (r) { r = ai.onnx.ml.ZipMap <classlabels_strings = ["c", "a", "b"]> (v) }'],
    ),
    Graph(
        "sequence-of-rows", "A sequence as long as there are rows",
        "(float[N,3] x) => (seq(float[1,3]) y) { y = SplitToSequence <axis = 0> (x) }", X, None,
    ),
    Graph(
        "sequence-input", "A sequence of tensors to begin with",
        "(seq(float[N,3]) x) => (float[N,3] y) <int64 first = {0}> { y = SequenceAt(x, first) }", X, None,
    ),
    Graph(
        "some-outputs-unfit", "A good output beside a sequence and a mean over all rows",
        f"(float[N,3] x) => (float[N,2] y, seq(float[N,3]) parts, float mean) {FLOAT3} {{ y = MatMul(x, w)  parts = SequenceConstruct(x)  mean = ReduceMean <keepdims = 0> (x) }}",
        X, None,
    ),
    Graph(
        "lying-shapes", "Declares one column and returns two",
        f"(float[N,3] x) => (float[1] y) {FLOAT3} {{ y = MatMul(x, w) }}", X, _weighted,
    ),
    Graph(
        "names-with-spaces", "Inputs with spaces, brackets and slashes in their names",
        "(float[N,1] hour, float[N,1] visib) => (float[N,1] y) { y = Add(hour, visib) }",
        {"hour (local)": ["hour"], "a/b visib": ["visib"]}, lambda rows: {"y": _block(rows, ["hour", "visib"]).sum(axis=1)},
        renamed={"hour": "hour (local)", "visib": "a/b visib"},
    ),
]


def _typed(element: str, kind: type) -> Graph:
    return Graph(
        f"type-{element}", f"A block of {element} that comes back as it went in",
        f"({element}[N,3] x) => ({element}[N,3] y) {{ y = Identity(x) }}", {"x": WHOLE}, lambda rows: wide("y", _block(rows, WHOLE, kind)),
    )


INTEGERS = [_typed(f"{sign}int{bits}", np.dtype(f"{sign}int{bits}").type) for sign in ("", "u") for bits in (8, 16, 32, 64)]

TYPES = [
    *INTEGERS,
    _typed("double", np.float64),
    Graph(
        "type-float16", "A block of float16, doubled", "(float16[N,3] x) => (float16[N,3] y) { y = Add(x, x) }",
        {"x": ["temp", "humid", "visib"]},
        lambda rows: wide("y", (_block(rows, ["temp", "humid", "visib"], np.float16) * np.float16(2)).astype(np.float32)),
    ),
    Graph(
        "float16-output", "Floats that come back as float16", "(float[N,3] x) => (float16[N,3] y) { y = Cast <to = 10> (x) }",
        {"x": ["temp", "humid", "visib"]},
        lambda rows: wide("y", _block(rows, ["temp", "humid", "visib"]).astype(np.float16).astype(np.float32)),
    ),
    Graph("type-bfloat16", "A block of bfloat16", "(bfloat16[N,3] x) => (float[N,3] y) { y = Cast <to = 1> (x) }", X, None),
    Graph(
        "type-complex", "A complex answer", "(float[N,3] x) => (complex64[N,3] y) { y = Cast <to = 14> (x) }", X, None,
    ),
    Graph("type-bool", "A truth value", "(bool[N,1] late) => (bool[N,1] y) { y = Not(late) }", {"late": ["late"]}, lambda rows: {"y": ~rows["late"].to_numpy(bool)}),
    Graph("type-string", "A text", "(string[N,1] dest) => (string[N,1] y) { y = Identity(dest) }", {"dest": ["dest"]}, lambda rows: {"y": rows["dest"].to_numpy(object)}),
]

CONTROL = [
    Graph(
        "if", "If, on the number of rows",
        """(float[N,3] x) => (float[N,3] y) <int64 none = {0}, int64[1] first = {0}>
        { all = Shape(x)  n = Gather(all, first)  some = Greater(n, none)  one = Squeeze(some)
          y = If (one) <then_branch = then () => (float[N,3] t) { t = Add(x, x) }, else_branch = otherwise () => (float[N,3] e) { e = Identity(x) }> }""",
        X, lambda rows: wide("y", 2 * _block(rows)),
    ),
    Graph(
        "loop", "Loop, five times",
        """(float[N,3] x) => (float[N,3] y) <int64 five = {5}, bool go = {1}>
        { y = Loop (five, go, x) <body = body (int64 i, bool c, float[N,3] before) => (bool c2, float[N,3] after) { c2 = Identity(c)  after = Add(before, x) }> }""",
        X, lambda rows: wide("y", 6 * _block(rows)),
    ),
    Graph(
        "scan", "Scan, row by row",
        """(float[N,3] x) => (float[N,3] y)
        { y = Scan (x) <num_scan_inputs = 1, body = body (float[3] row) => (float[3] doubled) { doubled = Add(row, row) }> }""",
        X, lambda rows: wide("y", 2 * _block(rows)),
    ),
    Graph(
        "function", "A function of the model's own", "(float[N,3] x) => (float[N,3] y) { y = local.Twice(x) }",
        X, lambda rows: wide("y", 2 * _block(rows)), imports={"local": 1},
        functions=['<opset_import: ["" : 21], domain: "local"> Twice (v) => (r) { r = Add(v, v) }'],
    ),
]

RULES = {"ai.onnx.ml": 3}

OPERATORS = [
    Graph(
        "qdq", "Quantised weights between QuantizeLinear and DequantizeLinear",
        """(float[N,3] x) => (float[N,3] y) <float scale = {0.5}, uint8 zero = {0}>
        { q = QuantizeLinear(x, scale, zero)  y = DequantizeLinear(q, scale, zero) }""",
        X, lambda rows: wide("y", np.round(_block(rows) / np.float32(0.5)) * np.float32(0.5)),
    ),
    Graph(
        "quantised-integers", "MatMulInteger, as dynamic quantisation writes it",
        """(uint8[N,3] x) => (int32[N,2] y) <int8[3,2] w = {1, -1, 2, 3, 4, 5}> { y = MatMulInteger(x, w) }""",
        {"x": WHOLE}, lambda rows: wide("y", _block(rows, WHOLE, np.int32) @ np.array([[1, -1], [2, 3], [4, 5]], np.int32)),
    ),
    Graph(
        "quantised-while-running", "DynamicQuantizeLinear, which looks at all rows of a batch: scored row by row",
        """(float[N,3] x) => (float[N,2] y) <int8[3,2] w = {1, -1, 2, 3, 4, 5}>
        { q, s, z = DynamicQuantizeLinear(x)  i = MatMulInteger(q, w, z)  f = Cast <to = 1> (i)  y = Mul(f, s) }""",
        X, lambda rows: wide("y", _quantised(rows)), step=1,
    ),
    Graph(
        "microsoft-operator", "An operator of ONNX Runtime's own",
        "(float[N,3] x) => (float[N,3] y) <float[3,3] i = {1, 0, 0, 0, 1, 0, 0, 0, 1}> { y = com.microsoft.FusedMatMul <alpha = 2.0> (x, i) }",
        X, lambda rows: wide("y", 2 * _block(rows)), imports={"com.microsoft": 1},
    ),
    Graph(
        "custom-operator", "An operator that only its maker has",
        "(float[N,3] x) => (float[N,3] y) { y = com.example.Secret(x) }", X, None, imports={"com.example": 1},
    ),
    Graph(
        "double-imputer", "An operator that the runtime has for float only",
        "(double[N,3] x) => (double[N,3] y) { y = ai.onnx.ml.Imputer <imputed_value_floats = [0.0], replaced_value_float = 99.0> (x) }",
        X, None, imports=RULES,
    ),
    Graph(
        "ml-1", "A linear regressor and a scaler of ai.onnx.ml 1",
        """(float[N,3] x) => (float[N,1] y)
        { s = ai.onnx.ml.Scaler <offset = [1.0], scale = [0.5]> (x)
          y = ai.onnx.ml.LinearRegressor <coefficients = [1.0, 2.0, 4.0], intercepts = [0.5]> (s) }""",
        X, lambda rows: {"y": ((_block(rows) - 1) * np.float32(0.5)) @ np.array([1, 2, 4], np.float32) + np.float32(0.5)},
        opset=9, imports={"ai.onnx.ml": 1}, ir_version=4,
    ),
    Graph(
        "ml-5-trees", "TreeEnsemble of ai.onnx.ml 5",
        """(float[N,3] x) => (float[N,1] y)
        { y = ai.onnx.ml.TreeEnsemble <n_targets = 1, aggregate_function = 1, tree_roots = [0], nodes_featureids = [0],
          nodes_splits = float[1] {12.0}, nodes_modes = uint8[1] {0}, nodes_truenodeids = [0], nodes_trueleafs = [1],
          nodes_falsenodeids = [1], nodes_falseleafs = [1], leaf_targetids = [0, 0], leaf_weights = float[2] {-1.5, 2.5}> (x) }""",
        X, lambda rows: {"y": np.where(_block(rows)[:, 0] <= 12, np.float32(-1.5), np.float32(2.5))},
        imports={"ai.onnx.ml": 5},
    ),
    Graph(
        "label-as-column", "A label of shape [N, 1]",
        "(float[N,3] x) => (int64[N,1] label) <int64[1] a = {1}> { s = ReduceMax <keepdims = 1, axes = [1]> (x)  label = Cast <to = 7> (s) }",
        X, lambda rows: {"label": _block(rows).max(axis=1).astype(np.int64)}, opset=13,
    ),
]


def _quantised(rows: pd.DataFrame) -> np.ndarray:
    block = _block(rows)
    low, high = np.minimum(block.min(axis=1, keepdims=True), 0), np.maximum(block.max(axis=1, keepdims=True), 0)
    scale = ((high - low) / np.float32(255)).astype(np.float32)
    zero = np.round(np.clip(-low / scale, 0, 255))
    whole = np.clip(np.round(block / scale) + zero, 0, 255) - zero
    return (whole @ np.array([[1, -1], [2, 3], [4, 5]], np.float32)).astype(np.float32) * scale


def _every_opset() -> list[Graph]:
    return [
        Graph(
            f"opset-{version}", f"Operator set {version}",
            f"(float[N,3] x) => (float[N,2] y) {FLOAT3} {{ m = MatMul(x, w)  r = Relu(m)  y = Softmax <axis = 1> (r) }}",
            X, _softmax if version <= NEWEST_OPSET else None, opset=version, ir_version=4,
        )
        for version in range(7, NEWEST_OPSET + 2)
    ]


def _softmax(rows: pd.DataFrame) -> Columns:
    positive = np.maximum(_block(rows) @ WEIGHTS, 0)
    powers = np.exp(positive - positive.max(axis=1, keepdims=True))
    return wide("y", powers / powers.sum(axis=1, keepdims=True))


def _thousand(tried: pd.DataFrame) -> Entry:
    names = [NUMBERS[k % len(NUMBERS)] for k in range(1000)]
    weights = (np.arange(1000) % 7 - 3).astype(np.float32).reshape(1000, 1) / 1024
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"])], "thousand",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 1000])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["N", 1])], [numpy_helper.from_array(weights, "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
    expected = {"y": (tried[names].to_numpy(np.float32) @ weights)[:, 0]}
    return Entry(
        "thousand-features", GROUP, "1,000 features", MADE_BY, model, {"x": names}, expected, tolerance=1e-5
    )
