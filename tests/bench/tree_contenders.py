"""Libraries that score tree ensembles, each as a function that turns rows into the scores of the last class."""

import ctypes
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np


class Absent(Exception):
    """Why a library cannot score a model here."""


@dataclass(frozen=True)
class Ready:
    """A model that a library has loaded: `pack` makes what it takes of rows, which is not timed, and `run` scores that."""

    pack: Callable[[np.ndarray], Any]
    run: Callable[[Any], np.ndarray]


@dataclass(frozen=True)
class Model:
    """The files of a model, by its name without the ending, and the library that trained it."""

    folder: Path
    name: str
    most_compiled_bytes: int

    @property
    def library(self) -> str:
        """The library that trained it."""
        return self.name.split("-")[0]

    def file(self, ending: str) -> Path:
        """One of its files."""
        return self.folder / f"{self.name}.{ending}"

    def check_compiled(self, compiled: Path) -> None:
        """Raises `Absent` for a model that has not been compiled to that file and is too large to do it now."""
        if not compiled.exists() and self.file("onnx").stat().st_size > self.most_compiled_bytes:
            raise Absent("too large to compile here")


class Kernel:
    """Rowcast's kernel, called as a C library."""

    def __init__(self, library: Path) -> None:
        self._library = ctypes.CDLL(str(library))
        self._library.rowcast_trees_load.restype = ctypes.c_void_p
        self._library.rowcast_trees_targets.restype = ctypes.c_size_t
        self._library.rowcast_trees_score.restype = ctypes.c_bool

    def ready(self, model: Model, threads: int) -> Ready:
        """Threads share the rows; the library lets go of Python's lock."""
        scorer = ctypes.c_void_p(self._library.rowcast_trees_load(str(model.file("onnx")).encode()))
        if not scorer:
            raise Absent("the ensemble stays ONNX Runtime's")
        targets = self._library.rowcast_trees_targets(scorer)
        pool = ThreadPoolExecutor(threads)

        def score(values: np.ndarray, out: np.ndarray) -> None:
            rows, width = (ctypes.c_size_t(size) for size in values.shape)
            places = ctypes.c_void_p(values.ctypes.data), rows, width, ctypes.c_void_p(out.ctypes.data)
            if not self._library.rowcast_trees_score(scorer, *places):
                raise RuntimeError("the kernel failed")

        def run(values: np.ndarray) -> np.ndarray:
            out = np.empty((len(values), targets), np.float32)
            if threads == 1:
                score(values, out)
            else:
                list(pool.map(score, np.array_split(values, threads), np.array_split(out, threads)))
            return out

        return Ready(lambda values: values, run)


def duckdb_ready(extension: Path, runtime: Path, trees: str) -> Callable[[Model, int], Ready]:
    """Rowcast's extension in DuckDB, over a table in memory; `trees` is `fast` or `runtime`."""

    def ready(model: Model, threads: int) -> Ready:
        import duckdb

        connection = duckdb.connect(config={"allow_unsigned_extensions": "true", "threads": str(threads)})
        connection.execute(f"LOAD '{extension}'")
        connection.execute("SELECT rowcast_runtime(?)", [str(runtime)])
        options = json.dumps({"trees": trees})
        connection.execute("SELECT rowcast_load('score', ?, ?)", [str(model.file("onnx")), options])

        def pack(values: np.ndarray) -> str:
            table = f"rows{len(values)}"
            columns = {f"f{column}": np.ascontiguousarray(values[:, column]) for column in range(values.shape[1])}
            connection.execute(f"CREATE OR REPLACE TABLE {table} AS FROM columns")
            return f"SELECT count(score({', '.join(columns)})) FROM {table}"

        def run(statement: str) -> np.ndarray:
            connection.execute(statement).fetchall()
            return np.empty(0)

        return Ready(pack, run)

    return ready


def onnxruntime_ready(model: Model, threads: int) -> Ready:
    """The newest ONNX Runtime for Python that is installed."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    path = str(model.file("onnx"))
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    given, wanted = session.get_inputs()[0].name, [session.get_outputs()[-1].name]
    return Ready(lambda values: values, lambda values: session.run(wanted, {given: values})[0])


def own_ready(model: Model, threads: int) -> Ready:
    """The predict of the library that trained the model."""
    return {"lightgbm": _lightgbm, "xgboost": _xgboost, "forest": _scikit, "catboost": _catboost}[model.library](
        model, threads
    )


def _lightgbm(model: Model, threads: int) -> Ready:
    import lightgbm

    booster = lightgbm.Booster(model_file=model.file("txt"))
    return Ready(lambda values: values, lambda values: booster.predict(values, num_threads=threads))


def _xgboost(model: Model, threads: int) -> Ready:
    import xgboost

    booster = xgboost.Booster(params={"nthread": threads}, model_file=model.file("json"))
    return Ready(lambda values: values, booster.inplace_predict)


def _scikit(model: Model, threads: int) -> Ready:
    import joblib

    estimator = joblib.load(model.file("joblib"))
    estimator.n_jobs = threads
    return Ready(lambda values: values, estimator.predict_proba)


def _catboost(model: Model, threads: int) -> Ready:
    import catboost

    estimator = catboost.CatBoostClassifier().load_model(model.file("cbm"))
    return Ready(lambda values: values, lambda values: estimator.predict_proba(values, thread_count=threads))


def treelite_ready(model: Model, threads: int) -> Ready:
    """Treelite's C code, compiled by gcc; the library is kept beside the model."""
    import tl2cgen
    import treelite

    library = model.file("treelite.so")
    model.check_compiled(library)
    if not library.exists():
        if model.library == "xgboost":
            # Its JSON has fields since XGBoost 3.1 that Treelite 4.1, the last that tl2cgen works with, refuses.
            raise Absent("reads no model files of this XGBoost")
        if model.library != "lightgbm":
            raise Absent(f"reads no {model.library} model of this size")
        try:
            loaded = treelite.frontend.load_lightgbm_model(model.file("txt"))
        except treelite.TreeliteError as error:
            raise Absent(f"does not read the model: {str(error).strip().splitlines()[0]}") from error
        tl2cgen.export_lib(loaded, toolchain="gcc", libpath=library, params={"parallel_comp": 16})
    predictor = tl2cgen.Predictor(library, nthread=threads)
    return Ready(lambda values: tl2cgen.DMatrix(values, dtype="float32"), predictor.predict)


def lleaves_ready(model: Model, threads: int) -> Ready:
    """lleaves' machine code; it is kept beside the model. lleaves computes in doubles, so that is what it is given."""
    import lleaves

    if model.library != "lightgbm" or "-c" in model.name:
        raise Absent("reads LightGBM models of one output only")
    model.check_compiled(model.file("lleaves"))
    compiled = lleaves.Model(model_file=model.file("txt"))
    compiled.compile(cache=model.file("lleaves"))
    return Ready(lambda values: values.astype(np.float64), lambda values: compiled.predict(values, n_jobs=threads))


def hummingbird_ready(model: Model, threads: int) -> Ready:
    """Hummingbird's TorchScript."""
    import hummingbird.ml
    import torch

    import onnx

    torch.set_num_threads(threads)
    converted = hummingbird.ml.convert(onnx.load(model.file("onnx")), "torch", np.zeros((1, 28), np.float32))
    return Ready(lambda values: values, converted.predict_proba)
