"""Remakes the sample table, the models, their expected predictions and their cards: `python models/make.py`."""

import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from lightgbm import LGBMModel
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

import bench
import cards
import export
import flights
import train
import verify

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Makes everything, on one thread so that sums keep their order; raises where a model and its framework differ."""
    warnings.simplefilter("ignore", ConvergenceWarning)
    with threadpool_limits(1):
        table = flights.load()
        rows = flights.sample(table)
        flights.write(rows, HERE / "data")
        print(f"data/flights: {len(rows):,} rows")
        for spec in train.specs():
            _make(train.train(spec, table), rows)
        bench.make(HERE / "bench")


def _make(trained: train.Trained, rows: pd.DataFrame) -> None:
    path = HERE / f"{trained.spec.name}.onnx"
    _export(trained, path)
    predicted = train.predict(trained, rows)
    _write_expected(predicted, HERE / "expected" / f"{trained.spec.name}.parquet")
    given = train.features(trained.spec, rows)
    gap = verify.difference(predicted, verify.score(path, given))
    parity = cards.Parity(gap, _edge_difference(trained, given, path))
    measured = cards.quality(trained, rows, predicted)
    cards.write(trained, len(rows), measured, parity, HERE)
    print(f"{path.name}: {path.stat().st_size:,} bytes. {' '.join(measured)} {parity}")


def _export(trained: train.Trained, path: Path) -> None:
    spec = trained.spec
    doc = cards.QUESTION[spec.target]
    if spec.separate_inputs:
        model = export.from_sklearn(trained.estimator, spec.name, train.input_kinds(spec), zipmap=True)
        export.save(model, path, doc)
        return
    if isinstance(trained.estimator, LGBMModel):
        model = export.from_lightgbm(trained.estimator, spec.name, len(spec.features))
        export.rename_output(model, "variable", "predicted_delay")
    else:
        model = export.from_sklearn(trained.estimator, spec.name, len(spec.features), zipmap=False)
    export.save(model, path, doc, spec.features)


def _edge_difference(trained: train.Trained, given: np.ndarray | pd.DataFrame, path: Path) -> float | None:
    if not isinstance(trained.estimator, LGBMModel):
        return None
    edges = verify.edge_rows(trained.estimator.booster_, given, seed=2013)
    return verify.difference(train.answers(trained, edges), verify.score(path, edges))


def _write_expected(predicted: dict[str, np.ndarray], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(predicted), path, compression="zstd")


if __name__ == "__main__":
    main()
