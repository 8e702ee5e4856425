"""Makes one model of the tree measurements, and its data, from real flights: `python models/bench_trees.py FOLDER NAME`."""

import sys
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pandas as pd

import export
import flights
import train

TRAINED_ROWS = 60_000
FOREST_ROWS = 30_000
MISSING = np.float32(-1)
SEED = 2013


@dataclass(frozen=True)
class Spec:
    """A model by its name: `library-TREESxLEAVES` or `library-TREESdDEPTH`, then `-cCLASSES` and `-fFEATURES`."""

    name: str

    @property
    def library(self) -> str:
        """The library that trains it."""
        return self.name.split("-")[0]

    @property
    def trees(self) -> int:
        """Number of trees; for several classes, of each class."""
        return int(self.name.split("-")[1].replace("d", "x").split("x")[0])

    @property
    def size(self) -> int:
        """Leaves of a tree, or its depth; 0 where it grows until its leaves are pure."""
        parts = self.name.split("-")[1].replace("d", "x").split("x")
        return int(parts[1]) if len(parts) > 1 else 0

    @property
    def classes(self) -> int:
        """Number of classes."""
        return self._number("c", 2)

    @property
    def features(self) -> int:
        """Number of features."""
        return self._number("f", 28)

    @property
    def is_filled(self) -> bool:
        """Whether missing values are replaced by `MISSING`, since the library's ONNX files have no other way."""
        return self.library in ("forest", "catboost")

    def _number(self, letter: str, otherwise: int) -> int:
        found = [part for part in self.name.split("-")[2:] if part.startswith(letter)]
        return int(found[0][1:]) if found else otherwise


def main(folder: Path, name: str) -> None:
    """Writes `NAME.onnx` and the library's own file, and the data of its width where they are missing."""
    warnings.simplefilter("ignore")
    folder.mkdir(parents=True, exist_ok=True)
    spec = Spec(name)
    values, delay = _data(folder, spec.features)
    if spec.is_filled:
        values = np.nan_to_num(values, nan=MISSING)
    rows = np.random.default_rng(SEED).permutation(len(values))
    rows = rows[: FOREST_ROWS if spec.library == "forest" else TRAINED_ROWS]
    edges = np.quantile(delay, np.linspace(0, 1, spec.classes + 1)[1:-1]) if spec.classes > 2 else [15.5]
    model = MAKERS[spec.library](spec, values[rows], np.digitize(delay[rows], edges), folder)
    (folder / f"{name}.onnx").write_bytes(model.SerializeToString())


def _data(folder: Path, width: int) -> tuple[np.ndarray, np.ndarray]:
    paths = folder / f"flights-f{width}.npy", folder / "delay.npy"
    if not all(path.exists() for path in paths):
        table = flights.load()
        table = table[table["arr_delay"].notna()].reset_index(drop=True)
        np.save(paths[1], table["arr_delay"].to_numpy(dtype=np.float32))
        np.save(paths[0], _features(table, width))
    return np.load(paths[0]), np.load(paths[1])


def _features(table: pd.DataFrame, width: int) -> np.ndarray:
    """28 numbers of each flight; beyond, whether its place, airline or plane is the one that the column stands for."""
    numbers = table[train.SCHEDULE + train.WEATHER + train.PLANE + ["flight", "month"]].copy()
    for name in train.STRINGS:
        numbers[name] = table[name].astype("category").cat.codes.astype("float32").replace(-1, np.nan)
    numbers["day"] = table["time_hour"].dt.day
    numbers["day_of_year"] = table["time_hour"].dt.dayofyear
    numbers["minute"] = table["sched_dep_time"] % 100
    numbers["planned"] = table["sched_arr_time"] - table["sched_dep_time"]
    numbers["age"] = 2013 - table["plane_year"]
    columns = [numbers.to_numpy(dtype=np.float32, na_value=np.nan)]
    for name in ("dest", "carrier", "origin", "tailnum"):
        common = table[name].value_counts().index[: width - sum(part.shape[1] for part in columns)]
        columns.append((table[name].to_numpy()[:, None] == common.to_numpy()[None, :]).astype(np.float32))
    return np.ascontiguousarray(np.concatenate(columns, axis=1))


def _lightgbm(spec: Spec, values: np.ndarray, target: np.ndarray, folder: Path) -> onnx.ModelProto:
    from lightgbm import LGBMClassifier

    shape = {"n_estimators": spec.trees, "num_leaves": spec.size, "min_child_samples": 5, "learning_rate": 0.05}
    estimator = LGBMClassifier(**shape, **train.REPEATABLE).fit(values, target)
    estimator.booster_.save_model(folder / f"{spec.name}.txt")
    return export.from_lightgbm(estimator, "trees", spec.features)


def _xgboost(spec: Spec, values: np.ndarray, target: np.ndarray, folder: Path) -> onnx.ModelProto:
    from onnxmltools import convert_xgboost
    from onnxmltools.convert.common.data_types import FloatTensorType
    from xgboost import XGBClassifier

    estimator = XGBClassifier(n_estimators=spec.trees, max_depth=spec.size, n_jobs=1, random_state=SEED)
    estimator.fit(values, target)
    estimator.save_model(folder / f"{spec.name}.json")
    kind = [("input", FloatTensorType([None, spec.features]))]
    return convert_xgboost(estimator, initial_types=kind, target_opset=export.LIGHTGBM_OPSET)


def _forest(spec: Spec, values: np.ndarray, target: np.ndarray, folder: Path) -> onnx.ModelProto:
    import joblib
    from sklearn.ensemble import RandomForestClassifier

    estimator = RandomForestClassifier(spec.trees, n_jobs=1, random_state=SEED).fit(values, target)
    joblib.dump(estimator, folder / f"{spec.name}.joblib")
    return export.from_sklearn(estimator, "trees", spec.features, zipmap=False)


def _catboost(spec: Spec, values: np.ndarray, target: np.ndarray, folder: Path) -> onnx.ModelProto:
    from catboost import CatBoostClassifier

    shape = {"iterations": spec.trees, "depth": spec.size, "thread_count": 1, "random_seed": SEED}
    estimator = CatBoostClassifier(**shape, verbose=0, allow_writing_files=False).fit(values, target)
    estimator.save_model(folder / f"{spec.name}.cbm")
    path = folder / f"{spec.name}.onnx"
    estimator.save_model(path, format="onnx")
    return _without_maps(onnx.load(path))


def _without_maps(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with scores as a tensor: making a dictionary for each row would be most of ONNX Runtime's time."""
    maps = next(node for node in model.graph.node if node.op_type == "ZipMap")
    output = next(output for output in model.graph.output if output.name == maps.output[0])
    scores = onnx.helper.make_tensor_value_info(maps.input[0], onnx.TensorProto.FLOAT, ["N", None])
    model.graph.node.remove(maps)
    output.CopyFrom(scores)
    return model


MAKERS: dict[str, Any] = {"lightgbm": _lightgbm, "xgboost": _xgboost, "forest": _forest, "catboost": _catboost}


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
