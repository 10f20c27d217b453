#!/usr/bin/env bash
# The day model in SimPy: makes a virtual environment with SimPy from PyPI under target/peers on first use.
# Needs Python 3.11 or later. Usage: benches/peers/run.sh [DAYS] [SEED]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
venv=${here%/benches/peers}/target/peers/simpy
if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import simpy' 2>/dev/null; then
  python3 -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check simpy==4.1.2 >&2
fi
exec "$venv/bin/python" "$here/day_model_simpy.py" "$@"
