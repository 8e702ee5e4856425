"""Remakes the matrix of models: `python models/matrix/make.py`."""

import warnings

import pyarrow as pa
import pyarrow.parquet as pq
from threadpoolctl import threadpool_limits

import boosters
import entry
import graphs
import others
import pytorch
import rows
import scikit_learn


def main() -> None:
    """Makes every model on one thread, so that sums keep their order."""
    warnings.simplefilter("ignore")
    learn, tried = rows.load()
    pq.write_table(pa.Table.from_pandas(tried, preserve_index=False).replace_schema_metadata(), entry.HERE / "rows.parquet", compression="zstd")
    with threadpool_limits(1):
        groups = (scikit_learn, boosters, pytorch, others, graphs)
        entry.write([made for group in groups for made in group.entries(learn, tried)])


if __name__ == "__main__":
    main()
