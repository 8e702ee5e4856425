"""Trains the sample models on the months before the sample table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier, LGBMRegressor
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

SCHEDULE = ["dep_delay", "distance", "weekday", "hour", "sched_dep_time", "sched_arr_time"]
WEATHER = ["temp", "humid", "wind_dir", "wind_speed", "wind_gust", "precip", "pressure", "visib"]
PLANE = ["plane_year", "engines", "seats"]
STRINGS = ["carrier", "origin", "dest", "manufacturer"]
NUMBERS = ["dep_delay", "distance", "hour", "temp", "wind_speed", "precip", "visib", "seats"]

TREES = {"n_estimators": 150, "num_leaves": 31, "learning_rate": 0.06, "min_child_samples": 40}
REPEATABLE = {"random_state": 2013, "deterministic": True, "force_row_wise": True, "n_jobs": 1, "verbose": -1}


@dataclass(frozen=True)
class Spec:
    """A model to train: its target column, its last month of training data, and its features in input order."""

    name: str
    target: str
    last_month: int
    features: list[str]
    build: Callable[[pd.DataFrame], Any]
    separate_inputs: bool = False


@dataclass(frozen=True)
class Trained:
    """A model as its training framework holds it, with the number of rows it learned from."""

    spec: Spec
    estimator: Any
    row_count: int


def specs() -> list[Spec]:
    """Every sample model; all of them learn from January to `last_month` of 2013."""
    wide = SCHEDULE + WEATHER + PLANE
    return [
        Spec("late-v1", "late", 6, SCHEDULE, lambda _: LGBMClassifier(**TREES, **REPEATABLE)),
        Spec("late-v2", "late", 10, wide, lambda _: LGBMClassifier(**TREES, **REPEATABLE)),
        Spec("late-pipeline", "late", 10, [*STRINGS, "weekday", *NUMBERS], _pipeline, separate_inputs=True),
        Spec("arrival-delay", "arr_delay", 10, wide, lambda _: LGBMRegressor(**TREES, **REPEATABLE)),
        Spec("late-mlp", "late", 10, SCHEDULE + WEATHER, _mlp),
    ]


def train(spec: Spec, table: pd.DataFrame) -> Trained:
    """Fits one model on the flights of its months that landed where they were meant to."""
    rows = table[(table["month"] <= spec.last_month) & table["arr_delay"].notna()]
    target = rows[spec.target].to_numpy(dtype=np.int64 if spec.target == "late" else np.float64)
    estimator = spec.build(rows).fit(features(spec, rows), target)
    return Trained(spec, estimator, len(rows))


def input_kinds(spec: Spec) -> dict[str, type]:
    """The Python type of each column of a model with separate inputs."""
    return {name: str if name in STRINGS else int if name == "weekday" else float for name in spec.features}


def features(spec: Spec, rows: pd.DataFrame) -> np.ndarray | pd.DataFrame:
    """What the framework sees: numbers as float32 with NaN for missing, strings with "" for missing."""
    if not spec.separate_inputs:
        return rows[spec.features].to_numpy(dtype=np.float32, na_value=np.nan)
    columns = {}
    for name, kind in input_kinds(spec).items():
        if kind is str:
            columns[name] = rows[name].fillna("").to_numpy(dtype=object)
        elif kind is int:
            columns[name] = rows[name].to_numpy(dtype=np.int64)
        else:
            columns[name] = rows[name].to_numpy(dtype=np.float32, na_value=np.nan)
    return pd.DataFrame(columns)


def predict(trained: Trained, rows: pd.DataFrame) -> dict[str, np.ndarray]:
    """The framework's own predictions for rows of the table."""
    return answers(trained, features(trained.spec, rows))


def answers(trained: Trained, given: np.ndarray | pd.DataFrame) -> dict[str, np.ndarray]:
    """The framework's own predictions for prepared values, under the names of Rowcast's output columns."""
    if trained.spec.target != "late":
        return {"predicted_delay": trained.estimator.predict(given)}
    label, probability = "label", "probabilities"
    if trained.spec.separate_inputs:
        label, probability = "output_label", "output_probability"
    chances = trained.estimator.predict_proba(given).astype(np.float64)
    found = {label: trained.estimator.predict(given).astype(np.int64)}
    return found | {f"{probability}_{k}": chances[:, k] for k in range(chances.shape[1])}


def _pipeline(rows: pd.DataFrame) -> Pipeline:
    known = [sorted(rows[name].dropna().unique()) for name in STRINGS]
    # The categories are given, so that a missing string is none of them, whatever stands for it.
    encode = ColumnTransformer([
        ("string", OneHotEncoder(categories=known, handle_unknown="ignore"), STRINGS),
        ("weekday", OneHotEncoder(handle_unknown="ignore"), ["weekday"]),
        ("number", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS),
    ])
    return Pipeline([("encode", encode), ("classify", LogisticRegression(max_iter=400))])


def _mlp(_: pd.DataFrame) -> Pipeline:
    network = MLPClassifier((64, 32), batch_size=1024, max_iter=12, alpha=1e-3, random_state=2013)
    return make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), network)
