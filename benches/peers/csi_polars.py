"""An importance-weighted index of 10 000 000 respondents x 40 indicators by eight segments, in Polars.

The peer of `cargo bench --bench measurement index`: pip install polars numpy; python3 csi_polars.py [threads].
Prints wall and processor seconds of the computation alone, the data being in memory.
"""

import os
import sys
import time

if len(sys.argv) > 1:
    os.environ["POLARS_MAX_THREADS"] = sys.argv[1]

import numpy as np
import polars as pl

RESPONDENTS = 10_000_000
rng = np.random.default_rng(1)
survey = pl.DataFrame(
    {f"q{i}": rng.integers(1, 11, RESPONDENTS, dtype=np.int8) for i in range(40)}
).with_columns(
    weight=pl.Series((0.5 + (np.arange(RESPONDENTS) % 7) * 0.1).astype(np.float32)),
    segment=pl.Series((np.arange(RESPONDENTS) % 8).astype(np.uint8)),
)
importance = [(1 + category) / 36 * (1 + item) / 15 for category in range(8) for item in range(5)]


def index():
    total = pl.sum_horizontal(
        pl.col(f"q{i}").cast(pl.Float32) * float(np.float32(weight)) for i, weight in enumerate(importance)
    )
    score = (total - 1.0) * (100.0 / 9.0)
    return (
        survey.lazy()
        .select("segment", "weight", score=score)
        .group_by("segment")
        .agg((pl.col("score") * pl.col("weight")).sum() / pl.col("weight").sum())
        .collect()
    )


print("polars", pl.__version__, "threads", pl.thread_pool_size())
for _ in range(5):
    wall, processor = time.perf_counter(), time.process_time()
    result = index()
    print(f"wall {time.perf_counter() - wall:.3f} s, processor {time.process_time() - processor:.3f} s")
print(result.sort("segment"))
