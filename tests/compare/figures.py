"""Writes figures.json: what scikit-learn and SciPy make of real scores, which comparisons are held against.

Run it with the packages of requirements.txt: python tests/compare/figures.py
"""

import json
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from scipy import stats
from sklearn import metrics

ROOT = Path(__file__).parents[2]

FLIGHTS = "FROM 'models/data/flights.parquet' POSITIONAL JOIN"
V1 = "(SELECT probabilities_1 AS p1 FROM 'models/expected/late-v1.parquet')"
V2 = "(SELECT probabilities_1 AS p2 FROM 'models/expected/late-v2.parquet')"
DELAY = "'models/expected/arrival-delay.parquet'"

CASES = [
    {
        "name": "two classifiers",
        "select": f"SELECT p1 AS a, p2 AS b, late AS y {FLIGHTS} {V1} POSITIONAL JOIN {V2}",
        "task": "binary",
        "threshold": 0.5,
    },
    {
        "name": "many ties",
        "select": f"SELECT round(p1, 1) AS a, round(p2 / 5, 2) * 5 AS b, late AS y {FLIGHTS} {V1} POSITIONAL JOIN {V2}",
        "task": "binary",
        "threshold": 0.3,
    },
    {
        "name": "weights and a value",
        "select": f"SELECT p1 AS a, p2 AS b, late AS y, seats AS w, distance AS v {FLIGHTS} {V1} POSITIONAL JOIN {V2}",
        "task": "binary",
        "top": 10,
        "weight": True,
        "value": True,
    },
    {
        "name": "few rows",
        "select": f"SELECT p1 AS a, p2 AS b, late AS y {FLIGHTS} {V1} POSITIONAL JOIN {V2} WHERE late IS NOT NULL LIMIT 37",
        "task": "binary",
        "threshold": 0.1,
    },
    {
        "name": "two numbers",
        "select": f"SELECT dep_delay AS a, predicted_delay AS b, arr_delay AS y {FLIGHTS} {DELAY}",
        "task": "regression",
    },
    {
        "name": "two numbers with weights",
        "select": f"SELECT dep_delay AS a, predicted_delay AS b, arr_delay AS y, seats % 7 AS w {FLIGHTS} {DELAY}",
        "task": "regression",
        "threshold": 15,
        "weight": True,
    },
]


def main() -> None:
    found = [{**case, "expected": expected(case)} for case in CASES]
    text = json.dumps(found, indent=1)
    (Path(__file__).parent / "figures.json").write_text(text + "\n")


def expected(case: dict) -> dict:
    rows = duckdb.sql(case["select"]).df()
    for name in ["a", "b", "y", "w", "v"]:
        if name in rows:
            rows[name] = rows[name].astype("float64")
    if "w" not in rows:
        rows["w"] = 1.0
    rows = rows[np.isfinite(rows.a) & np.isfinite(rows.b) & (rows.w > 0)]
    judged = rows[rows.y.notna()]
    quality = binary if case["task"] == "binary" else regression
    return {
        "compared": len(rows),
        "judged": len(judged),
        "distributions": [distribution(rows[name], rows.w) for name in "ab"],
        "agreement": agreement(rows),
        "decisions": decisions(case, rows),
        "quality": [quality(judged.y, judged[name], judged.w) for name in "ab"],
    }


def repeated(values: pd.Series, weights: pd.Series) -> np.ndarray:
    """A row of weight 3 is three rows: what weights mean, said without any weighted formula."""
    return np.repeat(values.to_numpy(), weights.to_numpy().astype(int))


def distribution(score: pd.Series, weight: pd.Series) -> dict:
    values = repeated(score, weight)
    shares = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]
    return {
        "mean": values.mean(),
        "sd": values.std(),
        "min": values.min(),
        "max": values.max(),
        "quantiles": np.quantile(values, shares, method="inverted_cdf").tolist(),
    }


def agreement(rows: pd.DataFrame) -> dict:
    a, b = repeated(rows.a, rows.w), repeated(rows.b, rows.w)
    rank_a, rank_b = stats.rankdata(a), stats.rankdata(b)
    decile = lambda rank: np.minimum(np.floor((rank - 0.5) / len(a) * 10), 9).astype(int)
    migration = np.zeros((10, 10))
    np.add.at(migration, (decile(rank_a), decile(rank_b)), 1)
    return {
        "psi": psi(a, b),
        "ks": stats.ks_2samp(a, b).statistic,
        "wasserstein": stats.wasserstein_distance(rows.a, rows.b, rows.w, rows.w),
        "meanDifference": (b - a).mean(),
        "meanAbsoluteDifference": np.abs(b - a).mean(),
        "largestDifference": np.abs(b - a).max(),
        "pearson": stats.pearsonr(a, b).statistic,
        "spearman": stats.spearmanr(a, b).statistic,
        "migration": migration.tolist(),
    }


def psi(a: np.ndarray, b: np.ndarray) -> float:
    edges = np.unique(np.quantile(a, np.arange(1, 10) / 10, method="inverted_cdf"))
    share = lambda values: np.bincount(np.searchsorted(edges, values), minlength=len(edges) + 1) / len(values)
    p, q = share(a), share(b)
    used = (p > 0) | (q > 0)
    p, q = np.maximum(p[used], 1e-4), np.maximum(q[used], 1e-4)
    return float(np.sum((q - p) * np.log(q / p)))


def threshold_of(case: dict, score: pd.Series, weight: pd.Series) -> float:
    if "threshold" in case:
        return case["threshold"]
    values = np.sort(repeated(score, weight))[::-1]
    return float(values[int(np.ceil(len(values) * case["top"] / 100)) - 1])


def decisions(case: dict, rows: pd.DataFrame) -> dict | None:
    if "threshold" not in case and "top" not in case:
        return None
    thresholds = [threshold_of(case, rows[name], rows.w) for name in "ab"]
    a, b = rows.a >= thresholds[0], rows.b >= thresholds[1]
    cells = {"kept": a & b, "swappedIn": ~a & b, "swappedOut": a & ~b, "rejected": ~a & ~b}
    return {
        "thresholds": thresholds,
        "agreement": float(np.average(a == b, weights=rows.w)),
        "kappa": metrics.cohen_kappa_score(a, b, sample_weight=rows.w),
        "swap": {name: swap_cell(rows[chosen], rows.w.sum()) for name, chosen in cells.items()},
    }


def swap_cell(rows: pd.DataFrame, total: float) -> dict:
    judged = rows[rows.y.notna()]
    return {
        "rows": len(rows),
        "share": rows.w.sum() / total,
        "championMean": np.average(rows.a, weights=rows.w),
        "challengerMean": np.average(rows.b, weights=rows.w),
        "value": float((rows.w * rows.v).sum()) if "v" in rows else None,
        "positiveRate": np.average(judged.y == 1, weights=judged.w),
    }


def binary(y: pd.Series, score: pd.Series, weight: pd.Series) -> dict:
    p = score.clip(0, 1)
    fpr, tpr, _ = metrics.roc_curve(y, score, sample_weight=weight, drop_intermediate=False)
    auc = metrics.roc_auc_score(y, score, sample_weight=weight)
    return {
        "auc": auc,
        "gini": 2 * auc - 1,
        "averagePrecision": metrics.average_precision_score(y, score, sample_weight=weight),
        "ks": float(np.max(tpr - fpr)),
        "logLoss": metrics.log_loss(y, p, sample_weight=weight),
        "brier": metrics.brier_score_loss(y, p, sample_weight=weight),
    }


def regression(y: pd.Series, score: pd.Series, weight: pd.Series) -> dict:
    some = y != 0
    return {
        "mae": metrics.mean_absolute_error(y, score, sample_weight=weight),
        "rmse": metrics.root_mean_squared_error(y, score, sample_weight=weight),
        "r2": metrics.r2_score(y, score, sample_weight=weight),
        "mape": metrics.mean_absolute_percentage_error(y[some], score[some], sample_weight=weight[some]),
        "bias": np.average(score - y, weights=weight),
    }


if __name__ == "__main__":
    import os

    os.chdir(ROOT)
    main()
