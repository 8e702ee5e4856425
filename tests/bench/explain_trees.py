"""Times SHAP values of one model by every library that has them, in turn, and prints what was found as one line of JSON.

Arguments: a JSON object with folder, name, rows, slowRows, rounds, cpu, kernel.
"""

import ctypes
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

# One thread everywhere: `shap` has no more.
os.environ["OMP_NUM_THREADS"] = "1"

import lightgbm  # noqa: E402
import numpy as np  # noqa: E402
import shap  # noqa: E402


class Kernel:
    """Rowcast's kernel, called as a C library."""

    def __init__(self, library: Path, model: Path, background: np.ndarray) -> None:
        """Loads the model and counts its covers on the background."""
        self._library = ctypes.CDLL(str(library))
        self._library.rowcast_shap_load.restype = ctypes.c_void_p
        self._model = ctypes.c_void_p(self._library.rowcast_shap_load(str(model).encode(), *_places(background)))
        if not self._model:
            raise RuntimeError(f"the kernel does not explain {model}")

    def explain(self, values: np.ndarray) -> np.ndarray:
        """Contributions and base value of each row."""
        out = np.empty((len(values), values.shape[1] + 1))
        self._library.rowcast_shap_explain(self._model, *_places(values), ctypes.c_void_p(out.ctypes.data))
        return out


def _places(values: np.ndarray) -> tuple[ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t]:
    rows, width = values.shape
    return ctypes.c_void_p(values.ctypes.data), ctypes.c_size_t(rows), ctypes.c_size_t(width)


def main(options: dict[str, Any]) -> None:
    """Prints rows and seconds of each library, and how far its values are from Rowcast's."""
    answer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    folder, name = Path(options["folder"]), options["name"]
    known = np.load(folder / "flights-f28.npy")
    values = np.ascontiguousarray(np.resize(known, (options["rows"], known.shape[1])))
    few = values[: options["slowRows"]]
    clock = time.process_time if options["cpu"] else time.perf_counter

    booster = lightgbm.Booster(model_file=str(folder / f"{name}.txt"))
    explainer = shap.TreeExplainer(booster, feature_perturbation="tree_path_dependent")
    # Otherwise it would call LightGBM's own.
    explainer.model.model_type = "internal"
    started = clock()
    kernel = Kernel(Path(options["kernel"]), folder / f"{name}.onnx", values)
    loading = clock() - started
    libraries: dict[str, tuple[Callable[[np.ndarray], np.ndarray], np.ndarray]] = {
        "Rowcast's kernel": (kernel.explain, values),
        "LightGBM pred_contrib": (lambda rows: booster.predict(rows, pred_contrib=True, num_threads=1), few),
        "shap TreeExplainer": (explainer.shap_values, few),
    }
    seconds: dict[str, list[float]] = {library: [] for library in libraries}
    for _ in range(options["rounds"]):
        for library, (explain, rows) in libraries.items():
            started = clock()
            explain(rows)
            seconds[library].append(clock() - started)
    found = [
        {"library": library, "rows": len(rows), "seconds": min(seconds[library])}
        for library, (_, rows) in libraries.items()
    ]
    print(json.dumps({"name": name, "loading": loading, **_law(kernel, booster, few), "found": found}), file=answer)
    answer.flush()


def _law(kernel: Kernel, booster: lightgbm.Booster, values: np.ndarray) -> dict[str, float]:
    """How far contributions and base value are from the raw score, which only float weights may explain."""
    ours = kernel.explain(values).sum(axis=1)
    off = np.abs(ours - booster.predict(values, raw_score=True))
    # Where the converter's thresholds are floats a row may take another way than in the booster.
    return {"typical": float(np.median(off)), "sameWay": float((off < 1e-4).mean())}


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
