"""ONNX's own node tests as tables: `python tests/conformance/cases.py FOLDER [--few]`.

A case is a table where one-dimensional and two-dimensional inputs share their first dimension with all outputs: these inputs become
columns, a [N,K] one of lists, and every other input a constant of the model. What is left out is left out by the first rule that holds.
"""

import json
import sys
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import pyarrow as pa
import pyarrow.parquet as pq
from onnx.backend.test.case.node import collect_testcases
from onnx.backend.test.case.test_case import TestCase

NEWEST_OPSET = 26
"""What ONNX Runtime takes; the tests are written for the newest of all, and most operators are the same in both."""

FED = {np.dtype(kind) for kind in ("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "?")}
"""Element types that columns feed and hold, besides text."""

Arrays = Sequence[np.ndarray]


@dataclass
class Case:
    name: str
    model: onnx.ModelProto
    inputs: dict[str, np.ndarray]
    outputs: Arrays
    rtol: float
    atol: float


class Skipped(Exception):
    """The rule by which a case is left out."""


def main(folder: Path, few: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    skipped: Counter[str] = Counter()
    cases = []
    for test in sorted(collect_testcases(None), key=lambda test: test.name):
        try:
            cases.append(as_table(test))
        except Skipped as rule:
            skipped[str(rule)] += 1
    if few:
        cases = [next(of_operator) for _, of_operator in groupby(cases, key=lambda case: case.name.split("_")[1])][::2]
    described = [write(folder, case) for case in cases]
    index = {"onnx": onnx.__version__, "onnxruntime": ort.__version__, "cases": described, "skipped": dict(skipped.most_common())}
    (folder / "cases.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    print(f"{len(cases)} cases, {skipped.total()} left out")


def as_table(test: TestCase) -> Case:
    """The case with its rows as columns. Raises `Skipped`."""
    model, (inputs, outputs) = test.model, test.data_sets[0]
    rule(all(value.type.HasField("tensor_type") for value in [*model.graph.input, *model.graph.output]), "an input or output is no tensor")
    rule(len(inputs) > 0, "no input")
    rule(all(map(is_fed, [*inputs, *outputs])), "an element type that no column holds")
    rule(all(output.ndim > 0 and len(output) > 0 for output in outputs), "an output without rows")
    rows = len(outputs[0])
    rule(all(len(output) == rows for output in outputs), "outputs of different lengths")
    # A test of one row says nothing about rows.
    rule(rows > 1, "one row")
    shared = [at for at, value in enumerate(inputs) if value.ndim > 0 and len(value) == rows]
    rule(len(shared) > 0, "no input with as many rows as the outputs")
    fed = [at for at in shared if inputs[at].ndim <= 2 and inputs[at].size > 0]
    rule(inputs[shared[0]].ndim <= 2 and len(fed) > 0, "rows of more than one dimension")
    lowered(model)
    rule(gives(model, inputs, outputs, test), f"ONNX Runtime {ort.__version__} does not give the stored outputs")
    for at in (fed, fed[:1]):
        made = with_constants(model, inputs, at)
        other = run(made, [np.full_like(inputs[one], "" if inputs[one].dtype.kind in "OUT" else 0) for one in at])
        rule(other is None or [one.shape for one in other] == [one.shape for one in outputs], "an output as wide as the values make it")
        if is_row_by_row(made, [inputs[one] for one in at], outputs, test):
            made.graph.name = test.name
            names = {value.name: inputs[one] for value, one in zip(made.graph.input, at, strict=True)}
            return Case(test.name, made, names, outputs, test.rtol, test.atol)
    raise Skipped("rows that depend on each other")


def rule(holds: bool, broken: str) -> None:
    if not holds:
        raise Skipped(broken)


def is_fed(value: object) -> bool:
    return isinstance(value, np.ndarray) and (value.dtype in FED or value.dtype.kind in "OUT")


def lowered(model: onnx.ModelProto) -> None:
    for opset in model.opset_import:
        if opset.domain in ("", "ai.onnx"):
            opset.version = min(opset.version, NEWEST_OPSET)
    model.ir_version = min(model.ir_version, 11)


def with_constants(model: onnx.ModelProto, inputs: Arrays, fed: Sequence[int]) -> onnx.ModelProto:
    """The model with every input but those at `fed` as a constant."""
    made = onnx.ModelProto()
    made.CopyFrom(model)
    names = list(made.graph.input)
    made.graph.initializer.extend(onnx.numpy_helper.from_array(inputs[at], one.name) for at, one in enumerate(names) if at not in fed)
    del made.graph.input[:]
    made.graph.input.extend(names[at] for at in fed)
    return made


def run(model: onnx.ModelProto, inputs: Arrays) -> Arrays | None:
    """None where ONNX Runtime refuses."""
    options = ort.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = 1
    try:
        session = ort.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])
        return session.run(None, {value.name: given for value, given in zip(model.graph.input, inputs, strict=True)})
    except Exception:
        return None


def gives(model: onnx.ModelProto, inputs: Arrays, outputs: Arrays, test: TestCase) -> bool:
    found = run(model, inputs)
    return found is not None and all(agrees(one, other, test) for one, other in zip(found, outputs, strict=True))


def is_row_by_row(model: onnx.ModelProto, inputs: Arrays, outputs: Arrays, test: TestCase) -> bool:
    """Whether each row gives its own outputs among copies of itself, so that neither its place nor other rows matter."""
    rows = range(len(outputs[0]))
    alone = [np.full(len(rows), row) for row in rows]
    return all(gives(model, [one[turn] for one in inputs], [one[turn] for one in outputs], test) for turn in alone)


def agrees(found: np.ndarray, wanted: np.ndarray, test: TestCase) -> bool:
    if found.shape != wanted.shape:
        return False
    if wanted.dtype.kind in "f":
        return np.allclose(found, wanted, test.rtol, test.atol, equal_nan=True)
    return bool(np.array_equal(found, wanted))


def write(folder: Path, case: Case) -> dict[str, object]:
    (folder / f"{case.name}.onnx").write_bytes(case.model.SerializeToString(deterministic=True))
    table = {f"input_{at}": column(value.reshape(len(value)) if value.shape[1:] == (1,) else value, value.shape[1:] not in ((), (1,))) for at, value in enumerate(case.inputs.values())}
    table |= {f"output_{at}": column(value.reshape(len(value), -1), True) for at, value in enumerate(case.outputs)}
    pq.write_table(pa.table(table), folder / f"{case.name}.parquet", compression="zstd")
    return {"name": case.name, "inputs": list(case.inputs), "outputs": len(case.outputs), "rtol": case.rtol, "atol": case.atol}


def column(values: np.ndarray, is_list: bool) -> pa.Array:
    wide = values.astype(np.float32) if values.dtype == np.float16 else values
    return pa.array(list(wide)) if is_list else pa.array(wide.tolist() if wide.dtype.kind in "OU" else wide)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(Path(sys.argv[1]), "--few" in sys.argv)
