"""LightGBM and XGBoost through onnxmltools, and CatBoost through its own exporter."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pandas as pd
from catboost import CatBoostClassifier, CatBoostRegressor
from lightgbm import LGBMClassifier, LGBMRegressor
from onnxmltools import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from xgboost import XGBClassifier, XGBRegressor

from entry import Columns, Entry, chances
from rows import GAPPY, numbers

sys.path.append(str(Path(__file__).resolve().parent.parent))
import export  # noqa: E402

SEED = 2013
SMALL = {"n_estimators": 15, "max_depth": 4, "random_state": SEED, "n_jobs": 1}
CATBOOST = {"iterations": 15, "depth": 4, "random_seed": SEED, "thread_count": 1, "verbose": False, "allow_writing_files": False}


def entries(learn: pd.DataFrame, tried: pd.DataFrame) -> Iterator[Entry]:
    """Every entry of this group."""
    given, gaps = numbers(learn, GAPPY), numbers(tried, GAPPY)
    late, delay = learn["late"].to_numpy(np.int64), learn["arr_delay"].to_numpy(np.float64)
    hours = np.digitize(learn["hour"].to_numpy(np.int64), [10, 16]).astype(np.int64)
    yield from _lightgbm(given, gaps, {"late": late, "delay": delay, "hours": hours})
    yield from _xgboost(given, gaps, {"late": late, "delay": delay, "hours": hours})
    yield from _catboost(given, gaps, {"late": late, "delay": delay, "hours": hours})


def _classified(label: str, output: str, fitted: Any, gaps: np.ndarray) -> Columns:
    labels = np.asarray(fitted.predict(gaps)).reshape(-1).astype(np.int64)
    return {label: labels} | chances(output, fitted.classes_, np.asarray(fitted.predict_proba(gaps), np.float64))


def _lightgbm(given: np.ndarray, gaps: np.ndarray, targets: dict[str, np.ndarray]) -> Iterator[Entry]:
    made_by, quiet = "onnxmltools 1.16.0", {"verbose": -1, "deterministic": True, "force_row_wise": True}
    kind = [("input", FloatTensorType([None, given.shape[1]]))]

    def entry(name: str, what: str, model: onnx.ModelProto, expected: Columns, **more: Any) -> Entry:
        return Entry(name, "LightGBM", what, made_by, model, {"input": GAPPY}, expected, feature_names=GAPPY, **more)

    two = LGBMClassifier(**SMALL, **quiet).fit(given, targets["late"])
    yield entry(
        "lgbm-classifier", "Two classes, thresholds rounded down and missing values as LightGBM sends them",
        export.from_lightgbm(two, "late", given.shape[1]), _classified("label", "probabilities", two, gaps),
    )
    three = LGBMClassifier(**SMALL, **quiet).fit(given, targets["hours"])
    yield entry(
        "lgbm-zipmap", "Three classes, in a ZipMap, as the converter writes it",
        convert_lightgbm(three, initial_types=kind, target_opset=15, zipmap=True),
        _classified("label", "probabilities", three, gaps), zip_map_tensors=["lgbmprobabilities"],
    )
    for name, objective, target in (
        ("lgbm-regressor", "regression", targets["delay"]),
        ("lgbm-quantile", "quantile", targets["delay"]),
        ("lgbm-poisson", "poisson", np.abs(targets["delay"])),
    ):
        line = LGBMRegressor(objective=objective, **SMALL, **quiet).fit(given, target)
        model = export.from_lightgbm(line, name, given.shape[1])
        yield entry(name, f"Regression, objective {objective}", model, {"variable": line.predict(gaps)})


def _xgboost(given: np.ndarray, gaps: np.ndarray, targets: dict[str, np.ndarray]) -> Iterator[Entry]:
    kind = [("input", FloatTensorType([None, given.shape[1]]))]

    def entry(name: str, what: str, fitted: Any, expected: Columns, tolerance: float = 1e-5) -> Entry:
        model = convert_xgboost(fitted, initial_types=kind, target_opset=15)
        return Entry(
            name, "XGBoost", what, "onnxmltools 1.16.0", model, {"input": GAPPY}, expected, tolerance=tolerance,
            feature_names=GAPPY,
        )

    two = XGBClassifier(**SMALL).fit(given, targets["late"])
    yield entry("xgb-classifier", "Two classes", two, _classified("label", "probabilities", two, gaps))
    three = XGBClassifier(**SMALL).fit(given, targets["hours"])
    yield entry("xgb-multiclass", "Three classes", three, _classified("label", "probabilities", three, gaps))
    line = XGBRegressor(**SMALL).fit(given, targets["delay"])
    yield entry("xgb-regressor", "Regression", line, {"variable": line.predict(gaps).astype(np.float64)})
    count = XGBRegressor(objective="count:poisson", **SMALL).fit(given, np.abs(targets["delay"]))
    yield entry("xgb-poisson", "Counts", count, {"variable": count.predict(gaps).astype(np.float64)})


def _catboost(given: np.ndarray, gaps: np.ndarray, targets: dict[str, np.ndarray]) -> Iterator[Entry]:
    def entry(name: str, what: str, fitted: Any, expected: Columns, **more: Any) -> Entry:
        model = _exported(fitted)
        return Entry(name, "CatBoost", what, "CatBoost 1.2.10", model, {"features": GAPPY}, expected, feature_names=GAPPY, **more)

    two = CatBoostClassifier(**CATBOOST).fit(given, targets["late"])
    yield entry(
        "cat-classifier", "Two classes, in a ZipMap", two, _classified("label", "probabilities", two, gaps),
        zip_map_tensors=["probability_tensor"],
    )
    three = CatBoostClassifier(**CATBOOST).fit(given, targets["hours"])
    yield entry(
        "cat-multiclass", "Three classes, in a ZipMap", three, _classified("label", "probabilities", three, gaps),
        zip_map_tensors=["probability_tensor"],
    )
    line = CatBoostRegressor(**CATBOOST).fit(given, targets["delay"])
    yield entry("cat-regressor", "Regression", line, {"predictions": line.predict(gaps)})


def _exported(fitted: Any) -> onnx.ModelProto:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        fitted.save_model(str(path), format="onnx")
        return onnx.load(path)
