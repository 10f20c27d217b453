#!/usr/bin/env bash
# Runs two scenarios with records as CSV and as Parquet, and reads the Parquet files back with pandas and DuckDB.
# Usage: tests/parquet/run.sh target/release/goodwill    (built with --features parquet; Python 3.11 or later, PyPI on first use)
set -euo pipefail
program=$1
here=$(cd "$(dirname "$0")" && pwd)
project=${here%/tests/parquet}
venv=$project/target/peers/parquet
if ! "$venv/bin/python" -c 'import duckdb, pandas, pyarrow' 2>/dev/null; then
  python3 -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check pandas==3.1.1 pyarrow==26.0.1 duckdb==2.0.1 >&2
fi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for scenario in telecom-hotline operation/callbacks; do
  to=$out/$(basename "$scenario")
  record() { # FOLDER FORMAT THREADS; exit 1 says that a target of the example is not met there
    "$program" run "$project/scenarios/$scenario.toml" --replications 2 --set time.horizon=1w --set time.warm_up=1w --quiet \
      --records "$to-$1" --records-format "$2" --threads "$3" --out "$to-$1-result" >/dev/null || [ $? -eq 1 ]
  }
  record csv csv 2
  record parquet parquet 2
  record again parquet 1
  "$venv/bin/python" "$here/compare.py" "$to-csv" "$to-parquet"
  "$venv/bin/python" "$here/compare.py" "$to-csv-result" "$to-csv-result"
  for file in "$to-parquet"/*.parquet; do cmp "$file" "$to-again/$(basename "$file")"; done
done
