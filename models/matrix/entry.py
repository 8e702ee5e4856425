"""One model of the matrix: its file, what feeds it, and what its own framework predicts for the tried rows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).resolve().parent
MODELS = HERE / "models"
EXPECTED = HERE / "expected"

Columns = dict[str, np.ndarray | pa.Array]


@dataclass
class Entry:
    """`inputs` says which columns feed each input, in order; `expected` has a column for each of Rowcast's."""

    name: str
    group: str
    what: str
    made_by: str
    model: onnx.ModelProto | None
    inputs: Mapping[str, Sequence[str]]
    expected: Columns = field(default_factory=dict)
    tolerance: float = 1e-5
    """Largest difference from the framework, relative to max(1, |value|); 0 where bits must be equal."""
    job: Mapping[str, Any] = field(default_factory=dict)
    zip_map_tensors: Sequence[str] = ()
    step: int | None = None
    """How many rows are scored in each run, where the graph does not say it."""
    differs: str | None = None
    """Why the file does not score as its framework does, where that is known."""
    feature_names: Sequence[str] = ()


def write(entries: list[Entry]) -> None:
    """Writes every model, its predictions and the manifest."""
    MODELS.mkdir(exist_ok=True)
    EXPECTED.mkdir(exist_ok=True)
    found = [_write(entry) for entry in entries]
    text = json.dumps({"models": found}, indent=1, ensure_ascii=False)
    (HERE / "manifest.json").write_text(f"{text}\n", encoding="utf-8")
    print(f"{len(found)} models")


def _write(entry: Entry) -> dict[str, Any]:
    if entry.model is not None:
        path = MODELS / f"{entry.name}.onnx"
        # Converters name graphs by a random number and list operator sets in any order.
        entry.model.graph.name = entry.name
        versions = sorted({(opset.domain, opset.version) for opset in entry.model.opset_import})
        del entry.model.opset_import[:]
        entry.model.opset_import.extend(onnx.helper.make_opsetid(*version) for version in versions)
        if entry.feature_names:
            onnx.helper.set_model_props(entry.model, {"feature_names": json.dumps(list(entry.feature_names))})
        path.write_bytes(entry.model.SerializeToString(deterministic=True))
    if entry.expected:
        pq.write_table(pa.table(entry.expected), EXPECTED / f"{entry.name}.parquet", compression="zstd")
    described = {
        "name": entry.name,
        "group": entry.group,
        "what": entry.what,
        "madeBy": entry.made_by,
        "inputs": {name: list(columns) for name, columns in entry.inputs.items()},
        "tolerance": entry.tolerance,
        "job": dict(entry.job),
        "zipMapTensors": list(entry.zip_map_tensors),
        "step": entry.step,
        "differs": entry.differs,
        "scored": bool(entry.expected),
    }
    return {key: value for key, value in described.items() if value not in (None, [], {})}


def chances(output: str, classes: Sequence[Any], values: np.ndarray) -> Columns:
    """The columns of an output with one value for each class."""
    return {f"{output}_{label}": np.ascontiguousarray(values[:, k]) for k, label in enumerate(classes)}


def wide(output: str, values: np.ndarray) -> Columns:
    """The columns of an output whose values have no names."""
    return chances(output, range(values.shape[1]), values)
