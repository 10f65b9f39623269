"""The job with DuckDB: duckdb.py FILE [THREADS]. What it prints: see ../README.md."""

import sys

sys.path.pop(0)  # else this file would be imported in DuckDB's place
import duckdb  # noqa: E402

from importlib.util import module_from_spec, spec_from_file_location  # noqa: E402
from pathlib import Path  # noqa: E402

spec = spec_from_file_location("figures", Path(__file__).with_name("figures.py"))
figures = module_from_spec(spec)
spec.loader.exec_module(figures)

db = duckdb.connect(config={"threads": int(sys.argv[2]) if len(sys.argv) > 2 else 1})
db.execute("SET preserve_insertion_order = false")
db.execute(f"""
  CREATE TEMP TABLE counts AS
  SELECT service, customer, substr(ts, 1, 16) AS minute, count(*) AS valid,
         count(*) FILTER (status >= 500 AND origin = 'infrastructure') AS bad,
         grouping(customer) AS by_minute
  FROM read_ndjson('{sys.argv[1]}', columns={{ts: 'VARCHAR', service: 'VARCHAR',
       customer: 'VARCHAR', status: 'INTEGER', origin: 'VARCHAR'}})
  GROUP BY GROUPING SETS ((service, minute), (service, customer))""")
minutes = db.execute("SELECT service, minute, valid, bad FROM counts WHERE by_minute = 1").fetchall()
pairs = db.execute("""
  SELECT count(*), sum(valid)::BIGINT, sum(bad)::BIGINT,
         sum(valid * valid * strlen(customer) + bad * valid)::BIGINT
  FROM counts WHERE by_minute = 0""").fetchone()
figures.show(minutes, pairs)
