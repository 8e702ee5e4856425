"""Makes the values of classes.test.ts: every figure of models with several classes, by scikit-learn, SciPy and statsmodels.

Run in a fresh environment with requirements.txt installed: python tests/compare/classes.py
"""

import json
import os
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from scipy import stats
from sklearn import metrics
from statsmodels.stats import contingency_tables

ROOT = Path(__file__).resolve().parents[2]

FLIGHTS = (
    "(FROM 'models/data/flights.parquet' POSITIONAL JOIN (SELECT probabilities_1::DOUBLE AS p FROM 'models/expected/late-v1.parquet')"
    " POSITIONAL JOIN (SELECT probabilities_1::DOUBLE AS q FROM 'models/expected/late-v2.parquet'))"
)
# Early, in time, late: how probable each is said to be by two draws of one coin whose chance is the real model's score.
THREE = "(1 - p) ** 2 AS a1, 2 * p * (1 - p) AS a2, p ** 2 AS a3, (1 - q) ** 2 AS b1, 2 * q * (1 - q) AS b2, q ** 2 AS b3"
DELAY = "CASE WHEN arr_delay < -10 THEN 'early' WHEN arr_delay <= 15 THEN 'in time' WHEN arr_delay > 15 THEN 'late' END"

CASES = [
    {"name": "three classes", "select": f"SELECT {THREE}, {DELAY} AS y, carrier AS g FROM {FLIGHTS}"},
    {"name": "weights", "select": f"SELECT {THREE}, {DELAY} AS y, seats % 7 AS w, carrier AS g FROM {FLIGHTS}", "weight": True},
    {"name": "few rows", "select": f"SELECT {THREE}, {DELAY} AS y, origin AS g FROM {FLIGHTS} LIMIT 60"},
    {
        "name": "ties and a class that is no label",
        "select": f"SELECT {THREE.replace('p', 'round(p, 1)').replace('q', 'round(q, 1)')}, nullif({DELAY}, 'late') AS y, origin AS g FROM {FLIGHTS} LIMIT 4000",
    },
]
CLASSES = ["early", "in time", "late"]


def main() -> None:
    os.chdir(ROOT)
    found = {"classes": CLASSES, "cases": [{**case, "expected": expected(case)} for case in CASES]}
    (Path(__file__).parent / "classes.json").write_text(json.dumps(found, indent=1, default=float) + "\n")


def expected(case: dict) -> dict:
    rows = duckdb.sql(case["select"]).df()
    rows["w"] = rows.w.astype("float64").fillna(0) if "w" in rows else 1.0
    rows = rows[(rows.w > 0)]
    return {**told(rows, "weight" in case), "segments": segments(rows)}


def segments(rows: pd.DataFrame) -> dict:
    large = [(name, part) for name, part in rows.groupby("g") if len(part) >= 15]
    return {name: {"rows": len(part), "quality": [quality(part, at) for at in "ab"]} for name, part in large}


def told(rows: pd.DataFrame, is_weighted: bool) -> dict:
    a, b = (probabilities(rows, at) for at in "ab")
    w = rows.w.to_numpy()
    distance = np.abs(a - b).sum(axis=1) / 2
    one, other = a.argmax(axis=1), b.argmax(axis=1)
    return {
        "compared": len(rows),
        "judged": int(rows.y.notna().sum()),
        "agreement": {
            "agreement": metrics.accuracy_score(one, other, sample_weight=w),
            "kappa": metrics.cohen_kappa_score(one, other, sample_weight=w),
            "meanDistance": np.average(distance, weights=w),
            "largestDistance": distance.max(),
            "migration": metrics.confusion_matrix(one, other, sample_weight=w, labels=[0, 1, 2]).tolist(),
            "shifts": [shift(a[:, k], b[:, k], w) for k in range(3)],
        },
        "quality": [quality(rows, at) | details(rows, at) for at in "ab"],
        "tests": {} if is_weighted else tests(rows),
    }


def probabilities(rows: pd.DataFrame, at: str) -> np.ndarray:
    return rows[[f"{at}{k}" for k in (1, 2, 3)]].to_numpy(dtype="float64")


def shift(a: np.ndarray, b: np.ndarray, w: np.ndarray) -> dict:
    one, other = (np.repeat(values, w.astype(int)) for values in (a, b))
    return {
        "ks": stats.ks_2samp(one, other).statistic,
        "wasserstein": stats.wasserstein_distance(a, b, w, w),
        "championMean": one.mean(),
        "challengerMean": other.mean(),
        "meanDifference": (other - one).mean(),
        "pearson": stats.pearsonr(one, other).statistic,
        "spearman": stats.spearmanr(one, other).statistic,
    }


def judged(rows: pd.DataFrame, at: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    known = rows[rows.y.notna()]
    return known.y.map(CLASSES.index).to_numpy(), probabilities(known, at), known.w.to_numpy()


def quality(rows: pd.DataFrame, at: str) -> dict:
    y, p, w = judged(rows, at)
    given = p.argmax(axis=1)
    return {
        "accuracy": metrics.accuracy_score(y, given, sample_weight=w),
        "balancedAccuracy": metrics.balanced_accuracy_score(y, given, sample_weight=w),
        "macroF1": metrics.f1_score(y, given, average="macro", sample_weight=w),
        "weightedF1": metrics.f1_score(y, given, average="weighted", sample_weight=w, zero_division=0),
        "logLoss": metrics.log_loss(y, p, labels=[0, 1, 2], sample_weight=w),
        "brier": float(np.average(((p - np.eye(3)[y]) ** 2).sum(axis=1), weights=w)),
        "auc": float(np.mean([auc for auc in aucs(y, p, w) if auc is not None])),
    }


def aucs(y: np.ndarray, p: np.ndarray, w: np.ndarray) -> list[float | None]:
    return [
        metrics.roc_auc_score(y == k, p[:, k], sample_weight=w) if 0 < (y == k).sum() < len(y) else None
        for k in range(3)
    ]


def details(rows: pd.DataFrame, at: str) -> dict:
    y, p, w = judged(rows, at)
    given = p.argmax(axis=1)
    options = {"labels": [0, 1, 2], "average": None, "sample_weight": w, "zero_division": np.nan}
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(y, given, **options)
    known = lambda value: None if np.isnan(value) else float(value)
    return {
        "confusion": metrics.confusion_matrix(y, given, sample_weight=w, labels=[0, 1, 2]).tolist(),
        "classes": [
            {
                "actual": float(w[y == k].sum()),
                "predicted": float(w[given == k].sum()),
                "precision": known(precision[k]),
                "recall": known(recall[k]),
                "f1": known(f1[k]),
                "auc": auc,
            }
            for k, auc in enumerate(aucs(y, p, w))
        ],
    }


def tests(rows: pd.DataFrame) -> dict:
    y, a, _ = judged(rows, "a")
    _, b, _ = judged(rows, "b")
    right = [p.argmax(axis=1) == y for p in (a, b)]
    table = [[int(np.sum(p & q)) for q in (right[1], ~right[1])] for p in (right[0], ~right[0])]
    differing = table[0][1] + table[1][0]
    return {
        "accuracy": {
            "championValue": right[0].mean(),
            "challengerValue": right[1].mean(),
            "difference": right[1].mean() - right[0].mean(),
            "pValue": contingency_tables.mcnemar(table, exact=bool(differing <= 1000)).pvalue,
        }
    }


if __name__ == "__main__":
    main()
