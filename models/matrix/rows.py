"""The flights that the matrix learns from and is tried on, taken from the sample table."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "flights.parquet"

NUMBERS = ["dep_delay", "distance", "weekday", "hour", "temp", "humid", "wind_speed", "precip", "visib"]
GAPPY = ["dep_delay", "distance", "hour", "temp", "wind_gust", "pressure", "seats", "plane_year"]
TEXTS = ["carrier", "origin", "dest"]
LATE_AFTER_MINUTES = 15
TRIED_EVERY = 50
LEARNED_EVERY = 3


def load() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows to learn from and rows to try, none in both; only `GAPPY` columns have missing values."""
    table = pq.read_table(SAMPLE).to_pandas()
    table = table.dropna(subset=[*NUMBERS, *TEXTS, "arr_delay"]).reset_index(drop=True)
    table["route"] = table["manufacturer"].fillna("unknown") + " from " + table["origin"] + " to " + table["dest"]
    table["late"] = table["arr_delay"] > LATE_AFTER_MINUTES
    tried = table.index % TRIED_EVERY == 0
    learned = ~tried & (table.index % LEARNED_EVERY == 0)
    return table[learned].reset_index(drop=True), table[tried].reset_index(drop=True)


def numbers(rows: pd.DataFrame, names: list[str], kind: type = np.float32) -> np.ndarray:
    """The columns as one matrix, NaN where a value is missing."""
    return rows[names].to_numpy(dtype=kind, na_value=np.nan)
