"""A measured process: Polars' streaming engine with ONNX Runtime in map_batches, as a careful user writes it.

Arguments: model, table, output, threads inside each call. The engine itself calls `score` from several threads at once.
"""

import json
import os
import resource
import sys

import numpy as np
import onnxruntime
import polars as pl

FEATURES = [f"f{k}" for k in range(28)]


def main(model: str, source: str, destination: str, threads: int) -> None:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name

    def score(batch: pl.DataFrame) -> pl.DataFrame:
        values = batch.select(FEATURES).to_numpy(order="c")
        results = zip(session.get_outputs(), session.run(None, {name: values}), strict=True)
        return batch.with_columns([column for output, result in results for column in _columns(output.name, result)])

    added = [pair for output in session.get_outputs() for pair in _declared(output)]
    schema = dict.fromkeys(FEATURES, pl.Float32) | dict(added)
    parquet = source.endswith(".parquet")
    given = dict.fromkeys(FEATURES, pl.Float32)
    table = pl.scan_parquet(source) if parquet else pl.scan_csv(source, schema=given)
    scored = table.map_batches(score, schema=schema, streamable=True)
    if parquet:
        scored.sink_parquet(destination, compression="zstd", engine="streaming")
    else:
        scored.sink_csv(destination, engine="streaming")


def _columns(name: str, result: np.ndarray) -> list[pl.Series]:
    if result.ndim == 1 or result.shape[1] == 1:
        return [pl.Series(name, result.reshape(-1))]
    return [pl.Series(f"{name}_{k}", np.ascontiguousarray(result[:, k])) for k in range(result.shape[1])]


def _declared(output: onnxruntime.NodeArg) -> list[tuple[str, pl.DataType]]:
    kind = {"tensor(int64)": pl.Int64, "tensor(float)": pl.Float32}[output.type]
    width = output.shape[1] if len(output.shape) == 2 else 1
    return [(output.name, kind)] if width == 1 else [(f"{output.name}_{k}", kind) for k in range(width)]


def _peak_bytes(max_rss: int) -> int:
    """Linux keeps in ru_maxrss what the process had been before exec, that is, its parent; VmHWM starts anew."""
    if sys.platform != "linux":
        return max_rss
    with open("/proc/self/status", encoding="latin1") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


if __name__ == "__main__":
    main(*sys.argv[1:4], int(sys.argv[4]))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    with open(os.environ["ROWCAST_BENCH_USAGE"], "w", encoding="utf8") as file:
        peak = _peak_bytes(usage.ru_maxrss)
        json.dump({"cpuSeconds": usage.ru_utime + usage.ru_stime, "peakBytes": peak}, file)
