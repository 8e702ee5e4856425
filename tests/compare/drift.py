"""Makes the values of drift.test.ts: how two halves of a month differ, by NumPy, SciPy and scikit-learn.

Run in a fresh environment with requirements.txt installed: python tests/compare/drift.py
"""

import json
import os
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from scipy import stats
from sklearn import metrics

ROOT = Path(__file__).resolve().parents[2]
SELECT = (
    "SELECT probabilities_1::DOUBLE AS s, late AS y, temp, wind_gust, plane_year, carrier, day(time_hour) % 2 = 0 AS even, time_hour, seats % 7 AS w,"
    " CASE WHEN day(time_hour) > 15 THEN 'second' ELSE 'first' END AS compared_file"
    " FROM 'models/data/flights.parquet' POSITIONAL JOIN 'models/expected/late-v2.parquet'"
)
NUMBERS = ["s", "temp", "wind_gust", "plane_year"]
CATEGORIES = ["carrier", "even"]


def main() -> None:
    os.chdir(ROOT)
    found = {"select": SELECT, "plain": halves(1.0), "weighted": halves(None)}
    (Path(__file__).parent / "drift.json").write_text(json.dumps(found, indent=1, default=float) + "\n")


def halves(weight: float | None) -> dict:
    rows = duckdb.sql(SELECT).df()
    rows["w"] = rows.w.astype("float64").fillna(0) if weight is None else weight
    rows = rows[rows.w > 0].copy()
    rows["time_hour"] = rows.time_hour.astype("datetime64[s]").astype("int64").astype("float64")
    first, second = (rows[rows.compared_file == name] for name in ("first", "second"))
    shifts = [number(first, second, name) for name in [*NUMBERS, "time_hour"]]
    shifts += [category(first, second, name) for name in CATEGORIES]
    return {
        "rows": [len(first), len(second)],
        "shifts": {shift["column"]: shift for shift in shifts},
        "quality": [quality(half) for half in (first, second)],
        "tests": tests(first, second) if weight is not None else [],
    }


def repeated(rows: pd.DataFrame, name: str) -> np.ndarray:
    """A row of weight 3 is three rows, missing ones too."""
    return np.repeat(rows[name].astype("float64").to_numpy(), rows.w.astype(int))


def number(first: pd.DataFrame, second: pd.DataFrame, name: str) -> dict:
    all_a, all_b = repeated(first, name), repeated(second, name)
    a, b = all_a[~np.isnan(all_a)], all_b[~np.isnan(all_b)]
    edges = np.unique(np.quantile(a, np.arange(1, 10) / 10, method="inverted_cdf"))
    counts = [
        [*np.bincount(np.searchsorted(edges, values), minlength=len(edges) + 1), len(every) - len(values)]
        for values, every in ((a, all_a), (b, all_b))
    ]
    return {
        "column": name,
        "first": side(a, all_a),
        "second": side(b, all_b),
        "psi": psi(*counts),
        "ks": stats.ks_2samp(a, b).statistic,
        "wasserstein": stats.wasserstein_distance(a, b),
        "meanDifference": b.mean() - a.mean(),
    }


def side(values: np.ndarray, every: np.ndarray) -> dict:
    missing = 1 - len(values) / len(every)
    return {"missing": missing, "mean": values.mean(), "sd": values.std(), "min": values.min(), "max": values.max()}


def category(first: pd.DataFrame, second: pd.DataFrame, name: str) -> dict:
    one, other = (half.groupby(name).w.sum() for half in (first, second))
    values = sorted(set(one.index) | set(other.index))
    return {"column": name, "psi": psi(*([half.get(value, 0) for value in values] for half in (one, other)))}


def psi(a: list, b: list) -> float:
    a, b = np.array(a, dtype=float), np.array(b, dtype=float)
    used = (a > 0) | (b > 0)
    p, q = (np.maximum(part[used] / part.sum(), 1e-4) for part in (a, b))
    return float(np.sum((q - p) * np.log(q / p)))


def judged(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    known = rows[rows.y.notna()]
    return known.y.astype(int).to_numpy(), known.s.to_numpy(), known.w.to_numpy()


def quality(rows: pd.DataFrame) -> dict:
    y, s, w = judged(rows)
    return {
        "auc": metrics.roc_auc_score(y, s, sample_weight=w),
        "logLoss": metrics.log_loss(y, s, sample_weight=w),
        "brier": metrics.brier_score_loss(y, s, sample_weight=w),
        "averagePrecision": metrics.average_precision_score(y, s, sample_weight=w),
    }


def tests(first: pd.DataFrame, second: pd.DataFrame) -> list[dict]:
    (y, s, _), (z, t, _) = judged(first), judged(second)
    loss = lambda label, score: -np.log(np.where(label == 1, score, 1 - score))
    return [
        test("auc", auc(y, s), auc(z, t)),
        test("logLoss", mean(loss(y, s)), mean(loss(z, t))),
        test("brier", mean((s - y) ** 2), mean((t - z) ** 2)),
    ]


def mean(values: np.ndarray) -> tuple[float, float]:
    return values.mean(), stats.sem(values)


def auc(y: np.ndarray, s: np.ndarray) -> tuple[float, float]:
    """DeLong's standard error by its definition: all pairs of a positive and a negative row."""
    order = [(value > s[y == 0]) + 0.5 * (value == s[y == 0]) for value in s[y == 1]]
    shares = [np.array([line.mean() for line in order]), sum(order) / len(order)]
    return shares[0].mean(), np.sqrt(sum(part.var(ddof=1) / len(part) for part in shares))


def test(figure: str, first: tuple[float, float], second: tuple[float, float]) -> dict:
    difference, error = second[0] - first[0], np.hypot(first[1], second[1])
    half = stats.norm.ppf(0.975)
    side = lambda value, own: {"value": value, "low": value - half * own, "high": value + half * own}
    return {
        "figure": figure,
        "first": side(*first),
        "second": side(*second),
        "difference": difference,
        "low": difference - half * error,
        "high": difference + half * error,
        "pValue": 2 * stats.norm.sf(abs(difference / error)),
    }


if __name__ == "__main__":
    main()
