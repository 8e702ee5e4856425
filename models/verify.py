"""Compares what ONNX Runtime scores with what the training framework predicts."""

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pandas as pd

LIMIT = 1e-5


def score(path: Path, given: np.ndarray | pd.DataFrame) -> dict[str, np.ndarray]:
    """Scores all rows with one thread and names the values as Rowcast's output columns."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    if isinstance(given, pd.DataFrame):
        feeds = {name: given[[name]].to_numpy() for name in given}
    else:
        feeds = {"input": given}
    columns = {}
    for output, values in zip(session.get_outputs(), session.run(None, feeds), strict=True):
        columns |= _columns(output.name, values)
    return columns


def difference(expected: dict[str, np.ndarray], found: dict[str, np.ndarray]) -> float:
    """The largest difference in any row, relative to max(1, |expected|); labels must be equal."""
    if list(expected) != list(found):
        raise ValueError(f"output columns: expected {list(expected)}, found {list(found)}")
    largest = 0.0
    for name, values in expected.items():
        if values.dtype == np.int64:
            if not np.array_equal(values, found[name]):
                raise ValueError(f"{name}: {np.sum(values != found[name])} labels differ")
            continue
        gap = np.abs(values - found[name]) / np.maximum(1, np.abs(values))
        if not (gap <= LIMIT).all():
            raise ValueError(f"{name}: differs by {gap.max()}, more than {LIMIT}")
        largest = max(largest, float(gap.max()))
    return largest


def edge_rows(booster: Any, given: np.ndarray, seed: int) -> np.ndarray:
    """Rows that sit on the model's thresholds, just beside them, or have a third of their values missing."""
    splits = booster.trees_to_dataframe().dropna(subset=["threshold"])
    random = np.random.default_rng(seed)
    rows = given[random.integers(len(given), size=20_000)].copy()
    for k, name in enumerate(booster.feature_name()):
        with np.errstate(over="ignore"):
            edges = splits.loc[splits["split_feature"] == name, "threshold"].to_numpy().astype(np.float32)
        if edges.size:
            picked = random.choice(edges, size=len(rows))
            rows[:, k] = np.nextafter(picked, random.choice([-np.inf, 0, np.inf], size=len(rows)).astype(np.float32))
            exact = random.random(len(rows)) < 0.5
            rows[exact, k] = picked[exact]
    # LightGBM reads numbers this small as 0, and infinity depends on whether a model was saved and loaded again.
    rows[np.abs(rows) <= np.float32(1e-35)] = 0
    rows = np.clip(rows, -np.finfo(np.float32).max, np.finfo(np.float32).max)
    rows[random.random(rows.shape) < 1 / 3] = np.nan
    return rows


def _columns(name: str, values: Any) -> dict[str, np.ndarray]:
    if isinstance(values, list):
        return {f"{name}_{key}": np.array([row[key] for row in values], np.float64) for key in values[0]}
    if values.ndim == 2 and values.shape[1] > 1:
        return {f"{name}_{k}": values[:, k].astype(np.float64) for k in range(values.shape[1])}
    values = values.reshape(len(values))
    return {name: values if values.dtype == np.int64 else values.astype(np.float64)}
