"""Computes with pandas, SciPy and scikit-learn what a comparison tells of two columns of scores, for `npm run bench:compare`.

python compare_with_pandas.py SCORED.parquet CHAMPION CHALLENGER LABEL, with the packages of tests/compare/requirements.txt; what has no
function there, such as DeLong's test, is left out. Writes its seconds of processor time and its memory where ROWCAST_BENCH_USAGE says.
"""

import json
import os
import resource
import sys

import duckdb
import numpy as np
import pandas as pd
from scipy import stats
from sklearn import metrics


def main(path: str, champion: str, challenger: str, label: str) -> None:
    rows = duckdb.sql(f'SELECT "{champion}" AS a, "{challenger}" AS b, "{label}" AS y FROM \'{path}\'').df()
    found: list = [agreement(rows.a, rows.b), [distribution(rows[at]) for at in "ab"]]
    judged = rows[rows.y.notna()].astype("float64")
    found.append([quality(judged.y, judged[at]) for at in "ab"])
    found.append(resampled(judged))
    print(len(json.dumps(found, default=float)))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    told = {"cpuSeconds": usage.ru_utime + usage.ru_stime, "peakBytes": peak_bytes(usage.ru_maxrss)}
    with open(os.environ["ROWCAST_BENCH_USAGE"], "w") as file:
        json.dump(told, file)


def peak_bytes(max_rss: int) -> int:
    """Linux keeps in ru_maxrss what the process had been before exec, that is, its parent; VmHWM starts anew."""
    if sys.platform != "linux":
        return max_rss
    with open("/proc/self/status", encoding="latin1") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


def distribution(score: pd.Series) -> list:
    quantiles = score.quantile([0.01, 0.05, 0.1, 0.9, 0.95, 0.99])
    return [score.mean(), score.std(), *quantiles, *np.histogram(score, 40)[0]]


def agreement(a: pd.Series, b: pd.Series) -> list:
    edges = np.unique(a.quantile(np.arange(1, 10) / 10, interpolation="lower"))
    p, q = (np.maximum(np.bincount(np.searchsorted(edges, one)) / len(one), 1e-4) for one in (a, b))
    sample = slice(None, None, max(1, len(a) // 200_000))
    return [
        np.sum((q - p) * np.log(q / p)),
        stats.ks_2samp(a, b, method="asymp").statistic,
        stats.wasserstein_distance(a, b),
        stats.pearsonr(a, b).statistic,
        stats.spearmanr(a, b).statistic,
        stats.kendalltau(a[sample], b[sample]).statistic,
        metrics.cohen_kappa_score(a >= 0.5, b >= 0.5),
        pd.crosstab(a >= 0.5, b >= 0.5).to_numpy().tolist(),
        pd.crosstab(*(np.ceil(one.rank(pct=True) * 10) for one in (a, b))).to_numpy().tolist(),
        (b - a).abs().nlargest(20).to_list(),
    ]


def quality(y: pd.Series, score: pd.Series) -> list:
    fpr, tpr, _ = metrics.roc_curve(y, score)
    tenth = np.ceil(score.rank(pct=True) * 10)
    return [
        metrics.roc_auc_score(y, score),
        metrics.average_precision_score(y, score),
        float(np.max(tpr - fpr)),
        metrics.log_loss(y, score),
        metrics.brier_score_loss(y, score),
        [np.histogram(score[y == outcome], np.arange(102) / 100)[0][::-1].cumsum().tolist() for outcome in (0, 1)],
        pd.DataFrame({"y": y, "s": score, "tenth": tenth}).groupby("tenth").mean().to_numpy().tolist(),
    ]


def resampled(rows: pd.DataFrame) -> list:
    """Brier scores of 1,000 resamplings of groups, as Rowcast draws them."""
    gaps = pd.DataFrame({at: (rows[at] - rows.y) ** 2 for at in "ab"})
    groups = gaps.groupby(np.arange(len(gaps)) % 10_000).sum().to_numpy()
    random = np.random.default_rng(1)
    means = [groups[random.integers(0, len(groups), len(groups))].sum(axis=0) for _ in range(1000)]
    return np.quantile([two - one for one, two in means], [0.025, 0.975]).tolist()


if __name__ == "__main__":
    main(*sys.argv[1:])
