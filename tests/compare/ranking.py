"""Writes ranking.json: what scikit-learn and SciPy make of the order of real scores within groups, which comparisons are held against.

Run it with the packages of requirements.txt: python tests/compare/ranking.py
"""

import json
from pathlib import Path

import duckdb
import numpy as np
from scipy import stats
from sklearn import metrics

ROOT = Path(__file__).parents[2]

ROWS = """FROM 'models/data/flights.parquet'
POSITIONAL JOIN (SELECT probabilities_1 AS p1 FROM 'models/expected/late-v1.parquet')
POSITIONAL JOIN (SELECT probabilities_1 AS p2 FROM 'models/expected/late-v2.parquet')"""
GRADE = "CASE WHEN arr_delay < 15 THEN 0 ELSE least(4, arr_delay // 15) END"
GROUP = "CASE WHEN carrier <> 'UA' THEN carrier || ' ' || dest END"

CASES = [
    {"name": "routes of carriers", "select": f"SELECT p1 AS a, p2 AS b, {GRADE} AS y, {GROUP} AS q {ROWS}"},
    {
        "name": "many ties",
        "select": f"SELECT round(p1, 1) AS a, round(p2 / 5, 2) * 5 AS b, {GRADE} AS y, {GROUP} AS q {ROWS}",
    },
    {"name": "one group", "select": f"SELECT p1 AS a, p2 AS b, {GRADE} AS y, 7 AS q {ROWS} LIMIT 500"},
]


def ndcg(grades, scores, depth):
    if len(grades) == 1:
        return 1.0
    return metrics.ndcg_score([2.0**grades - 1], [scores], k=depth)


def reciprocal_rank(grades, scores):
    """Of the first relevant row, behind the others of its score."""
    order = np.lexsort((grades > 0, -scores))
    return 1 / (1 + np.flatnonzero(grades[order] > 0)[0])


def quality(groups, score):
    told = [(one.y.to_numpy(), one[score].to_numpy()) for one in groups]
    return {
        "ndcg5": np.mean([ndcg(*one, 5) for one in told]),
        "ndcg10": np.mean([ndcg(*one, 10) for one in told]),
        "ndcg": np.mean([ndcg(*one, None) for one in told]),
        "map": np.mean([metrics.average_precision_score(y > 0, s) for y, s in told]),
        "mrr": np.mean([reciprocal_rank(*one) for one in told]),
    }


def expected(select):
    rows = duckdb.sql(select).df()
    groups = [one for _, one in rows.groupby("q")]
    graded = [one[one.y.notna()] for one in groups]
    judged = [one for one in graded if (one.y > 0).any()]
    ordered = [one for one in groups if one.a.nunique() > 1 and one.b.nunique() > 1]
    deep = [one for one in groups if len(one) > 10]
    first = lambda one, score: set(one.sort_values(score, ascending=False, kind="stable").index[:10])
    return {
        "groups": len(groups),
        "judgedGroups": len(judged),
        "rowsWithoutGroup": int(rows.q.isna().sum()),
        "quality": [quality(judged, "a"), quality(judged, "b")],
        "agreement": [
            {
                "rankCorrelation": np.mean([stats.spearmanr(one.a, one.b).statistic for one in ordered]),
                "correlatedGroups": len(ordered),
                "topOverlap": np.mean([len(first(one, "a") & first(one, "b")) / 10 for one in deep]),
                "overlapGroups": len(deep),
            }
        ],
    }


duckdb.sql(f"SET file_search_path = '{ROOT}'")
found = [{**case, "expected": expected(case["select"])} for case in CASES]
Path(__file__).with_name("ranking.json").write_text(json.dumps({"cases": found}, indent=2) + "\n")
