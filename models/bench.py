"""Makes the models of the speed measurements: 28 float features, a made-up nonlinear target."""

from pathlib import Path

import numpy as np
import onnx
from lightgbm import LGBMClassifier
from onnx import TensorProto, helper, numpy_helper
from sklearn.linear_model import LogisticRegression

import export
import verify
from train import REPEATABLE

FEATURE_COUNT = 28
FEATURES = [f"f{k}" for k in range(FEATURE_COUNT)]
HIDDEN = 256


def make(folder: Path) -> None:
    """Writes logistic.onnx, mlp.onnx and trees.onnx, each checked against its framework or a plain sum."""
    values, target = _data(100_000)
    probe = values[:20_000]

    logistic = LogisticRegression().fit(values, target)
    model = export.from_sklearn(logistic, "logistic", FEATURE_COUNT, zipmap=False)
    _save(model, folder / "logistic.onnx", "Logistic regression.", probe, _classified(logistic, probe))

    trees = LGBMClassifier(n_estimators=300, num_leaves=31, learning_rate=0.05, **REPEATABLE).fit(values, target)
    model = export.from_lightgbm(trees, "trees", FEATURE_COUNT)
    _save(model, folder / "trees.onnx", "LightGBM, 300 trees of 31 leaves.", probe, _classified(trees, probe))

    layers = _layers()
    doc = "Multilayer perceptron 28-256-256-1 with random weights."
    _save(_mlp(layers), folder / "mlp.onnx", doc, probe, {"probability": _forward(layers, probe)})


def _data(row_count: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(28)
    values = random.standard_normal((row_count, FEATURE_COUNT)).astype(np.float32)
    wave = np.sin(2 * values[:, :9]).sum(axis=1)
    pairs = (values[:, 9:18] * values[:, 18:27]).sum(axis=1)
    chance = 1 / (1 + np.exp(-(values.sum(axis=1) / 3 + wave / 2 + pairs / 2)))
    return values, (random.random(row_count) < chance).astype(np.int64)


def _classified(estimator: LogisticRegression | LGBMClassifier, values: np.ndarray) -> dict[str, np.ndarray]:
    chances = estimator.predict_proba(values)
    return {"label": estimator.predict(values), "probabilities_0": chances[:, 0], "probabilities_1": chances[:, 1]}


def _layers() -> list[tuple[np.ndarray, np.ndarray]]:
    random = np.random.default_rng(256)
    widths = [FEATURE_COUNT, HIDDEN, HIDDEN, 1]
    layers = []
    for width_in, width_out in zip(widths, widths[1:], strict=False):
        weights = random.standard_normal((width_in, width_out)) * np.sqrt(2 / width_in)
        layers.append((weights.astype(np.float32), (random.standard_normal(width_out) / 10).astype(np.float32)))
    return layers


def _mlp(layers: list[tuple[np.ndarray, np.ndarray]]) -> onnx.ModelProto:
    nodes, weights, name = [], [], "input"
    for k, pair in enumerate(layers):
        last = k == len(layers) - 1
        names = [f"weights{k}", f"bias{k}"]
        weights += [numpy_helper.from_array(array, key) for array, key in zip(pair, names, strict=True)]
        nodes.append(helper.make_node("Gemm", [name, *names], [f"sum{k}"], name=f"sum{k}"))
        name = "probability" if last else f"active{k}"
        nodes.append(helper.make_node("Sigmoid" if last else "Relu", [f"sum{k}"], [name], name=name))
    given = helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", FEATURE_COUNT])
    answer = helper.make_tensor_value_info("probability", TensorProto.FLOAT, ["N", 1])
    graph = helper.make_graph(nodes, "mlp", [given], [answer], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", export.OPSET[""])], producer_name="rowcast")


def _forward(layers: list[tuple[np.ndarray, np.ndarray]], values: np.ndarray) -> np.ndarray:
    active = values.astype(np.float64)
    for k, (weights, bias) in enumerate(layers):
        total = active @ weights.astype(np.float64) + bias
        active = np.maximum(total, 0) if k < len(layers) - 1 else 1 / (1 + np.exp(-total))
    return active[:, 0]


def _save(model: onnx.ModelProto, path: Path, doc: str, probe: np.ndarray, expected: dict[str, np.ndarray]) -> None:
    export.save(model, path, doc, FEATURES)
    gap = verify.difference(expected, verify.score(path, probe))
    print(f"bench/{path.name}: {path.stat().st_size:,} bytes, ONNX Runtime differs by at most {gap:.1e}")
