"""Times every library on one model in this process, in turn, and prints what was found as one line of JSON.

Arguments: a JSON object with folder, name, rows, rounds, threads, seconds, only, mostCompiledBytes, cpu, kernel,
extension, runtime.
"""

import gc
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

import tree_contenders as contenders

# Idle threads of one library would otherwise spin on the cores that the next one is timed on.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
BATCHES = (1, 100, 2048)
BATCH_ROWS = 20_000
MOST_CALLS = 300
TRIAL_ROWS = 2_048
MISSING = np.float32(-1)


_clock = time.perf_counter


def main(options: dict[str, Any]) -> None:
    """Prints the seconds of every library, thread count and batch size, or why there are none."""
    global _clock
    if options["cpu"]:
        _clock = time.process_time
    # Libraries write to the output too: what they say goes where errors go.
    answer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    model = contenders.Model(Path(options["folder"]), options["name"], options["mostCompiledBytes"])
    values = _rows(model, options["rows"])
    found = [entry for threads in options["threads"] for entry in _measure(model, values, threads, options)]
    print(json.dumps({"name": model.name, "rows": len(values), "found": found}), file=answer, flush=True)


def _rows(model: contenders.Model, count: int) -> np.ndarray:
    width = next((part[1:] for part in model.name.split("-")[2:] if part.startswith("f")), "28")
    known = np.load(model.folder / f"flights-f{width}.npy")
    values = np.resize(known, (count, known.shape[1]))
    return np.nan_to_num(values, nan=MISSING) if model.library in ("forest", "catboost") else values


def _libraries(options: dict[str, Any]) -> dict[str, Any]:
    extension, runtime = Path(options["extension"]), Path(options["runtime"])
    return {
        "Rowcast's kernel": contenders.Kernel(Path(options["kernel"])).ready,
        "ONNX Runtime": contenders.onnxruntime_ready,
        "own library": contenders.own_ready,
        "Treelite": contenders.treelite_ready,
        "lleaves": contenders.lleaves_ready,
        "Hummingbird": contenders.hummingbird_ready,
        "Rowcast in DuckDB": contenders.duckdb_ready(extension, runtime, "fast"),
        "ONNX Runtime in DuckDB": contenders.duckdb_ready(extension, runtime, "runtime"),
    }


def _measure(model: contenders.Model, values: np.ndarray, threads: int, options: dict[str, Any]) -> list[dict]:
    entries, timed, expected = [], [], None
    for library, ready in _libraries(options).items():
        if options["only"] and library != "Rowcast's kernel" and not any(part in library.lower() for part in options["only"]):
            continue
        entry: dict[str, Any] = {"library": library, "threads": threads}
        entries.append(entry)
        try:
            loaded = ready(model, threads)
            trial = loaded.pack(values[:TRIAL_ROWS])
            scores = np.asarray(loaded.run(trial))
            seconds = _seconds(lambda: loaded.run(trial), 3)
        except (contenders.Absent, ImportError) as reason:
            entry["absent"] = str(reason)
            continue
        if library == "Rowcast's kernel":
            expected = scores
        elif scores.size and expected is not None:
            entry["difference"] = _difference(scores, expected)
        rows = int(np.clip(TRIAL_ROWS * options["seconds"] / seconds, TRIAL_ROWS, len(values)))
        entry["rows"] = rows
        timed.append((entry, loaded, loaded.pack(values[:rows]), rows))
    _rounds(timed, options["rounds"])
    if threads == 1:
        for batch in BATCHES:
            _batches(timed, values, batch, options)
    return entries


def _rounds(timed: list[tuple], rounds: int) -> None:
    """Every library once in each round, so that a busy minute slows all of them; the fastest round counts."""
    for _ in range(rounds):
        for entry, loaded, packed, rows in timed:
            gc.collect()
            microseconds = _seconds(lambda run=loaded.run, packed=packed: run(packed), 1) / rows * 1e6
            entry["microseconds"] = min(microseconds, entry.get("microseconds", np.inf))


def _batches(timed: list[tuple], values: np.ndarray, batch: int, options: dict[str, Any]) -> None:
    """The same rows in calls of `batch` each. A statement of DuckDB has no batches: it is left out."""
    parts = [values[start : start + batch] for start in range(0, min(BATCH_ROWS, batch * MOST_CALLS), batch)]
    packed = [
        (entry, loaded, [loaded.pack(part) for part in parts])
        for entry, loaded, _, _ in timed
        if "DuckDB" not in entry["library"]
    ]
    for _ in range(options["rounds"]):
        for entry, loaded, given in packed:
            seconds = _seconds(lambda run=loaded.run, given=given: [run(part) for part in given], 1)
            microseconds = seconds / sum(map(len, parts)) * 1e6
            found = entry.setdefault("batches", {})
            found[str(batch)] = min(microseconds, found.get(str(batch), np.inf))


def _seconds(run: Any, times: int) -> float:
    best = np.inf
    for _ in range(times):
        start = _clock()
        run()
        best = min(best, _clock() - start)
    return best


def _difference(scores: np.ndarray, expected: np.ndarray) -> float:
    """How far the scores of the last class are from the kernel's; 0 says the same bits."""
    last = [np.asarray(given, np.float64).reshape(len(expected), -1)[:, -1] for given in (scores, expected)]
    return float(np.max(np.abs(last[0] - last[1])))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
