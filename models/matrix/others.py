"""Keras through its own exporter, and a pipeline of imbalanced-learn through skl2onnx."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import onnx
import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import make_pipeline
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from entry import Entry, wide
from rows import NUMBERS, numbers

SEED = 2013


def entries(learn: pd.DataFrame, tried: pd.DataFrame) -> Iterator[Entry]:
    """Every entry of this group."""
    yield _keras(learn, tried)
    yield _imbalanced(learn, tried)


def _keras(learn: pd.DataFrame, tried: pd.DataFrame) -> Entry:
    keras.utils.set_random_seed(SEED)
    given, tries = numbers(learn, NUMBERS), numbers(tried, NUMBERS)
    scale = keras.layers.Normalization()
    scale.adapt(given)
    network = keras.Sequential([keras.Input((len(NUMBERS),)), scale, keras.layers.Dense(16, "relu"), keras.layers.Dense(1, "sigmoid")])
    network.compile("adam", "binary_crossentropy")
    network.fit(given, learn["late"].to_numpy(np.float32), epochs=3, verbose=0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        network.export(path, format="onnx", verbose=False)
        model = onnx.load(path)
    for node in [*model.graph.node, *model.graph.input, *model.graph.output, *model.graph.value_info]:
        del node.metadata_props[:]
        node.doc_string = ""
    block, output = model.graph.input[0].name, model.graph.output[0].name
    expected = {output: network.predict(tries, verbose=0)[:, 0]}
    what = "A network with a normalisation, by model.export on the torch backend"
    return Entry("keras", "Keras", what, f"keras {keras.__version__}", model, {block: NUMBERS}, expected)


def _imbalanced(learn: pd.DataFrame, tried: pd.DataFrame) -> Entry:
    given, tries = numbers(learn, NUMBERS), numbers(tried, NUMBERS)
    fitted = make_pipeline(StandardScaler(), SMOTE(random_state=SEED), LogisticRegression()).fit(given, learn["late"])
    # What makes rows up works in training alone, and skl2onnx knows no such step.
    scoring = Pipeline([(name, step) for name, step in fitted.steps if not hasattr(step, "fit_resample")])
    model = convert_sklearn(scoring, initial_types=[("x", FloatTensorType([None, len(NUMBERS)]))], options={"zipmap": False}, target_opset={"": 17, "ai.onnx.ml": 3})
    expected = {"label": fitted.predict(tries).astype(np.int64), **wide("probabilities", fitted.predict_proba(tries).astype(np.float32))}
    what = "A pipeline with SMOTE, converted without that step"
    return Entry("imbalanced", "imbalanced-learn", what, "skl2onnx 1.20.0", model, {"x": NUMBERS}, expected)
