"""The job with chDB (ClickHouse in a process): chdb.py FILE [THREADS]. What it prints: see ../README.md."""

import sys

here = sys.path.pop(0)  # else this file would be imported in chDB's place
import chdb  # noqa: E402

sys.path.append(here)
import figures  # noqa: E402

threads = int(sys.argv[2]) if len(sys.argv) > 2 else 1
rows = chdb.query(f"""
  SELECT service, customer, minute, count() AS valid,
         countIf(status >= 500 AND origin = 'infrastructure') AS bad, grouping(customer) AS mark
  FROM (SELECT service, customer, substring(ts, 1, 16) AS minute, status, origin
        FROM file('{sys.argv[1]}', JSONEachRow,
                  'ts String, service String, customer String, status Int32, origin String'))
  GROUP BY GROUPING SETS ((service, minute), (service, customer))
  SETTINGS max_threads = {threads}, input_format_skip_unknown_fields = 1
  """, "TabSeparated").bytes().decode()
minutes, pairs = [], [0, 0, 0, 0]
for row in rows.splitlines():
    service, customer, minute, valid, bad, _ = row.split("\t")
    valid, bad = int(valid), int(bad)
    if minute:
        minutes.append((service, minute, valid, bad))
    else:
        figure = (1, valid, bad, valid * valid * len(customer) + bad * valid)
        pairs = [a + b for a, b in zip(pairs, figure)]
figures.show(minutes, pairs)
