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
from statsmodels.stats import contingency_tables, multitest

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
    {
        "name": "two numbers above zero",
        "select": f"SELECT distance / 7.5 AS a, (sched_arr_time - sched_dep_time + 1440) % 1440 + 1 AS b, air_time AS y {FLIGHTS} {DELAY}",
        "task": "regression",
    },
]


GROUPS = {
    "select": f"SELECT p1 AS a, p2 AS b, late AS y, carrier AS g {FLIGHTS} {V1} POSITIONAL JOIN {V2}",
    "threshold": 0.2,
    "costs": {"truePositive": -5, "falsePositive": 1, "falseNegative": 20, "trueNegative": 0.5},
}

P_VALUES = [0.04, 0.001, 0.2, 0.0123, 0.5, 0.0004, 0.04, 1e-9, 0.9]


def main() -> None:
    found = {
        "groups": {**GROUPS, "expected": groups()},
        "cases": [{**case, "expected": expected(case)} for case in CASES],
        "tails": {
            "normal": [[z, 2 * stats.norm.sf(z)] for z in [0, 0.1, 1, 1.96, 3.5, 3.6, 8, 20]],
            "chiSquare": [[x, k, stats.chi2.sf(x, k)] for x in [0, 0.5, 3, 20, 90, 400] for k in [1, 2, 3, 7, 8]],
            "coin": [[k, n, min(1, 2 * stats.binom.cdf(k, n, 0.5))] for k, n in [(0, 1), (3, 6), (3, 17), (400, 1000)]],
        },
        "holm": [[p, q] for p, q in zip(P_VALUES, multitest.multipletests(P_VALUES, method="holm")[1])],
    }
    text = json.dumps(found, indent=1, default=float)
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
        "quality": [
            quality(judged.y, judged[name], judged.w)
            | (details(judged.y, judged[name], judged.w, threshold) if case["task"] == "binary" else {})
            | ({"residuals": residuals(judged.y, judged[name], judged.w)} if case["task"] == "regression" else {})
            for name, threshold in zip("ab", thresholds(case, rows) or [None, None])
        ],
        "doubleLift": double_lift(judged) if case["task"] == "regression" else None,
        "tests": paired(case, judged, thresholds(case, rows)),
    }


def groups() -> dict:
    """By carrier, and what decisions cost: each from the definition of the figure."""
    rows = duckdb.sql(GROUPS["select"]).df()
    judged = rows[rows.y.notna()]
    late = judged.y.astype(float)
    found = {name: {at: rates(group, at) for at in "ab"} for name, group in rows.groupby("g")}
    large = [name for name, group in rows.groupby("g") if len(group) >= 30]
    least = {
        at: {key: min(values) / max(values) for key in ["selection", "truePositive", "falsePositive"]
             for values in [[found[name][at][key] for name in large]]}
        for at in "ab"
    }
    costs = GROUPS["costs"]
    return {
        "parts": found,
        "ratios": least,
        "cost": [
            sum(one[key + "s"] * costs[key] for key in costs)
            for one in [confusion(late, judged[at] >= GROUPS["threshold"], late * 0 + 1) for at in "ab"]
        ],
    }


def rates(rows: pd.DataFrame, at: str) -> dict:
    selected = rows[at] >= GROUPS["threshold"]
    y = rows.y.astype("boolean")
    known, late = y.notna(), y.fillna(False)
    return {
        "rows": len(rows),
        "selection": selected.mean(),
        "truePositive": selected[known & late].mean(),
        "falsePositive": selected[known & ~late].mean(),
        "auc": metrics.roc_auc_score(y[known].astype(int), rows[at][known]) if late.any() else None,
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
        "kendall": stats.kendalltau(a, b).statistic,
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


def thresholds(case: dict, rows: pd.DataFrame) -> list[float] | None:
    if "threshold" not in case and "top" not in case:
        return None
    return [threshold_of(case, rows[name], rows.w) for name in "ab"]


def decisions(case: dict, rows: pd.DataFrame) -> dict | None:
    found = thresholds(case, rows)
    if found is None:
        return None
    a, b = rows.a >= found[0], rows.b >= found[1]
    cells = {"kept": a & b, "swappedIn": ~a & b, "swappedOut": a & ~b, "rejected": ~a & ~b}
    return {
        "thresholds": found,
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


def details(y: pd.Series, score: pd.Series, weight: pd.Series, threshold: float) -> dict:
    return {
        "ece": calibration_error(y, score, weight),
        "hosmerLemeshow": hosmer_lemeshow(y, score, weight),
        "confusion": confusion(y, score >= threshold, weight),
        "deciles": deciles(y, score, weight),
        "thresholds": {str(at): confusion(y, score >= at / 100, weight) for at in [0, 7, 29, 50, 57, 58, 100]},
    }


def confusion(y: pd.Series, selected: pd.Series, weight: pd.Series) -> dict:
    (tn, fp), (fn, tp) = metrics.confusion_matrix(y, selected, sample_weight=weight, labels=[0, 1])
    none = np.nan
    return {
        "truePositives": tp,
        "falsePositives": fp,
        "falseNegatives": fn,
        "trueNegatives": tn,
        "accuracy": metrics.accuracy_score(y, selected, sample_weight=weight),
        "precision": or_none(metrics.precision_score(y, selected, sample_weight=weight, zero_division=none)),
        "recall": metrics.recall_score(y, selected, sample_weight=weight),
        "f1": or_none(metrics.f1_score(y, selected, sample_weight=weight, zero_division=none)),
    }


def or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def calibration_error(y: pd.Series, score: pd.Series, weight: pd.Series) -> float:
    bins = np.minimum((score * 10).astype(int), 9)
    gaps = [abs(np.sum(weight[bins == k] * (score - y)[bins == k])) for k in range(10)]
    return sum(gaps) / weight.sum()


def tenths(score: pd.Series, weight: pd.Series) -> np.ndarray:
    """1 for the highest scores; a tie goes where its middle lies."""
    rank = stats.rankdata(repeated(score, weight))
    lowest_first = np.minimum(np.floor((rank - 0.5) / len(rank) * 10), 9).astype(int)
    return 10 - lowest_first


def deciles(y: pd.Series, score: pd.Series, weight: pd.Series) -> list[dict]:
    decile, y, score = tenths(score, weight), repeated(y, weight), repeated(score, weight)
    found = []
    for at in np.unique(decile):
        here = decile == at
        found.append(
            {
                "decile": int(at),
                "weight": float(here.sum()),
                "lowest": score[here].min(),
                "highest": score[here].max(),
                "meanScore": score[here].mean(),
                "positiveRate": y[here].mean(),
                "lift": y[here].mean() / y.mean(),
                "captured": y[decile <= at].sum() / y.sum(),
            }
        )
    return found


def hosmer_lemeshow(y: pd.Series, score: pd.Series, weight: pd.Series) -> dict | None:
    groups = deciles(y, score, weight)
    expected = np.array([group["weight"] * group["meanScore"] for group in groups])
    observed = np.array([group["weight"] * group["positiveRate"] for group in groups])
    n = np.array([group["weight"] for group in groups])
    with np.errstate(invalid="ignore", divide="ignore"):
        terms = (observed - expected) ** 2 / (expected * (1 - expected / n))
    statistic = float(np.sum(np.where(observed == expected, 0, terms)))
    if not np.isfinite(statistic):
        return None
    degrees = len(groups) - 2
    return {"statistic": statistic, "degrees": degrees, "pValue": stats.chi2.sf(statistic, degrees)}


def paired(case: dict, rows: pd.DataFrame, found: list[float] | None) -> dict:
    """DeLong's test by its definition, all pairs of a positive and a negative row, and statsmodels' McNemar."""
    if case["task"] != "binary" or "weight" in case:
        return {}
    placements = {name: pairs(rows.y, rows[name]) for name in "ab"}
    gaps = [placements["b"][k] - placements["a"][k] for k in range(2)]
    difference = gaps[0].mean()
    error = np.sqrt(sum(gap.var(ddof=1) / len(gap) for gap in gaps))
    right = [(rows[name] >= at) == (rows.y == 1) for name, at in zip("ab", found)]
    table = [[np.sum(p & q) for q in (right[1], ~right[1])] for p in (right[0], ~right[0])]
    differing = table[0][1] + table[1][0]
    test = contingency_tables.mcnemar(table, exact=bool(differing <= 1000))
    return {
        "auc": {
            "championValue": placements["a"][0].mean(),
            "challengerValue": placements["b"][0].mean(),
            "difference": difference,
            "low": difference - stats.norm.ppf(0.975) * error,
            "high": difference + stats.norm.ppf(0.975) * error,
            "pValue": 2 * stats.norm.sf(abs(difference / error)),
        },
        "accuracy": {
            "championValue": right[0].mean(),
            "challengerValue": right[1].mean(),
            "difference": right[1].mean() - right[0].mean(),
            "pValue": test.pvalue,
        },
    }


def pairs(y: pd.Series, score: pd.Series) -> list[np.ndarray]:
    """For each positive row the share of negative rows below it, ties half; then the same for each negative row."""
    pos, neg = score[y == 1].to_numpy(), score[y == 0].to_numpy()
    above, beside = np.zeros(len(neg)), []
    for value in pos:
        order = (value > neg) + 0.5 * (value == neg)
        beside.append(order.mean())
        above += order
    return [np.array(beside), above / len(pos)]


def regression(y: pd.Series, score: pd.Series, weight: pd.Series) -> dict:
    some = y != 0
    return {
        "mae": metrics.mean_absolute_error(y, score, sample_weight=weight),
        "rmse": metrics.root_mean_squared_error(y, score, sample_weight=weight),
        "r2": metrics.r2_score(y, score, sample_weight=weight),
        "mape": metrics.mean_absolute_percentage_error(y[some], score[some], sample_weight=weight[some]),
        "bias": np.average(score - y, weights=weight),
    }


def residuals(y: pd.Series, score: pd.Series, weight: pd.Series) -> list[dict]:
    tenth, gap, score = 11 - tenths(score, weight), repeated(score - y, weight), repeated(score, weight)
    return [
        {
            "tenth": int(at),
            "weight": float(here.sum()),
            "meanScore": score[here].mean(),
            "mean": gap[here].mean(),
            "low": np.quantile(gap[here], 0.05, method="inverted_cdf"),
            "high": np.quantile(gap[here], 0.95, method="inverted_cdf"),
        }
        for at in np.unique(tenth)
        for here in [tenth == at]
    ]


def double_lift(rows: pd.DataFrame) -> dict:
    by = "ratio" if (rows[["a", "b"]] > 0).all(axis=None) else "difference"
    gap = rows.b / rows.a if by == "ratio" else rows.b - rows.a
    tenth = 11 - tenths(gap, rows.w)
    gap, y, a, b = (repeated(values, rows.w) for values in [gap, rows.y, rows.a, rows.b])
    return {
        "by": by,
        "tenths": [
            {
                "tenth": int(at),
                "weight": float(here.sum()),
                "from": gap[here].min(),
                "to": gap[here].max(),
                "meanLabel": y[here].mean(),
                "meanChampion": a[here].mean(),
                "meanChallenger": b[here].mean(),
            }
            for at in np.unique(tenth)
            for here in [tenth == at]
        ],
    }


if __name__ == "__main__":
    import os

    os.chdir(ROOT)
    main()
