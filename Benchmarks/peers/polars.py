"""The job with Polars' streaming engine: polars.py FILE [THREADS]. What it prints: see ../README.md."""

import os
import sys

here = sys.path.pop(0)  # else this file would be imported in Polars' place
os.environ["POLARS_MAX_THREADS"] = sys.argv[2] if len(sys.argv) > 2 else "1"
import polars as pl  # noqa: E402

sys.path.append(here)
import figures  # noqa: E402

schema = {"ts": pl.String, "service": pl.String, "customer": pl.String, "status": pl.Int64,
          "origin": pl.String}
events = pl.scan_ndjson(sys.argv[1], schema=schema).with_columns(
    minute=pl.col("ts").str.slice(0, 16),
    bad=((pl.col("status") >= 500) & (pl.col("origin") == "infrastructure")).fill_null(False))
counted = [pl.len().cast(pl.Int64).alias("valid"), pl.col("bad").sum().cast(pl.Int64)]
minutes, pairs = pl.collect_all(
    [events.group_by("service", "minute").agg(counted),
     events.group_by("service", "customer").agg(counted)], engine="streaming")
length = pl.col("customer").str.len_bytes().cast(pl.Int64)
valid, bad = pl.col("valid"), pl.col("bad")
figures.show(minutes.select("service", "minute", "valid", "bad").rows(), pairs.select(
    pl.len(), valid.sum().alias("v"), bad.sum().alias("b"),
    (valid * valid * length + bad * valid).sum().alias("c")).row(0))
