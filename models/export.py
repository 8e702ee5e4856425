"""Turns fitted models into ONNX files that score as the training framework does."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx.helper import make_attribute
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType as LightGbmFloats
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType, StringTensorType

OPSET = {"": 17, "ai.onnx.ml": 3}
LIGHTGBM_OPSET = 15
IR_VERSION = 8


def from_lightgbm(estimator: Any, name: str, feature_count: int) -> onnx.ModelProto:
    """Converts a LightGBM model, then routes each node as LightGBM does for float32 values and for NaN."""
    kind = [("input", LightGbmFloats([None, feature_count]))]
    model = convert_lightgbm(estimator, name=name, initial_types=kind, target_opset=LIGHTGBM_OPSET, zipmap=False)
    ensemble = next(node for node in model.graph.node if node.op_type.startswith("TreeEnsemble"))
    _route_as_lightgbm(ensemble, estimator.booster_)
    return model


def from_sklearn(estimator: Any, name: str, inputs: int | dict[str, type], zipmap: bool) -> onnx.ModelProto:
    """Converts a scikit-learn model with one [N, F] float input, or with a [N, 1] input for each named column."""
    kinds = {str: StringTensorType, int: Int64TensorType, float: FloatTensorType}
    if isinstance(inputs, int):
        types = [("input", FloatTensorType([None, inputs]))]
    else:
        types = [(column, kinds[kind]([None, 1])) for column, kind in inputs.items()]
    return convert_sklearn(estimator, name=name, initial_types=types, target_opset=OPSET, options={"zipmap": zipmap})


def rename_output(model: onnx.ModelProto, old: str, new: str) -> None:
    """Gives a graph output the name that its column will have."""
    for node in model.graph.node:
        node.output[:] = [new if name == old else name for name in node.output]
    for output in model.graph.output:
        output.name = new if output.name == old else output.name


def save(model: onnx.ModelProto, path: Path, doc: str, feature_names: list[str] | None = None) -> None:
    """Writes the same bytes for the same model; `feature_names` says which column is which of the F features."""
    model.ir_version = IR_VERSION
    # A converter may list the same operator set twice.
    versions = {imported.domain: imported.version for imported in model.opset_import}
    del model.opset_import[:]
    model.opset_import.extend(onnx.helper.make_opsetid(*pair) for pair in sorted(versions.items()))
    model.doc_string = doc
    if feature_names:
        onnx.helper.set_model_props(model, {"feature_names": json.dumps(feature_names)})
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString(deterministic=True))


def floor_to_float32(value: float) -> np.float32:
    """The largest float32 that is not above the value: `x <= value` keeps its truth for every float32 x."""
    rounded = _to_float32(value)
    return np.nextafter(rounded, np.float32(-np.inf)) if float(rounded) > value else rounded


def _route_as_lightgbm(ensemble: onnx.NodeProto, booster: Any) -> None:
    attributes = {attribute.name: attribute for attribute in ensemble.attribute}
    thresholds = list(attributes["nodes_values"].floats)
    nan_is_left = list(attributes["nodes_missing_value_tracks_true"].ints)
    for index, node in _pairs(attributes, booster):
        if thresholds[index] != _to_float32(node["threshold"]):
            raise ValueError(f"node {index}: found threshold {thresholds[index]}, expected {node['threshold']}")
        thresholds[index] = floor_to_float32(node["threshold"])
        nan_is_left[index] = int(_nan_goes_left(node))
    for name, values in (("nodes_values", thresholds), ("nodes_missing_value_tracks_true", nan_is_left)):
        attributes[name].CopyFrom(make_attribute(name, values))


def _pairs(attributes: dict[str, onnx.AttributeProto], booster: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each split of the ONNX ensemble, by its index, with the same split of the booster."""
    ids = zip(attributes["nodes_treeids"].ints, attributes["nodes_nodeids"].ints, strict=True)
    index_of = {key: index for index, key in enumerate(ids)}
    left, right = attributes["nodes_truenodeids"].ints, attributes["nodes_falsenodeids"].ints
    for tree in booster.dump_model()["tree_info"]:
        pending = [(0, tree["tree_structure"])]
        while pending:
            node_id, node = pending.pop()
            if "split_feature" not in node:
                continue
            index = index_of[tree["tree_index"], node_id]
            yield index, node
            pending += [(left[index], node["left_child"]), (right[index], node["right_child"])]


def _to_float32(value: float) -> np.float32:
    # LightGBM writes 1.8e308 where all values but NaN go left; float32 has no such number.
    with np.errstate(over="ignore"):
        return np.float32(value)


def _nan_goes_left(node: dict[str, Any]) -> bool:
    # LightGBM reads NaN as 0 in a feature that had no NaN while training (missing_type None).
    return node["threshold"] >= 0 if node["missing_type"] == "None" else node["default_left"]
