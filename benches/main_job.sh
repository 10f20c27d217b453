#!/usr/bin/env bash
# The main job from outside: wall and CPU seconds, peak memory, contacts offered per second and core.
# Needs GNU time (Debian: time) and Python 3. Usage: benches/main_job.sh [REPLICATIONS]
set -euo pipefail
cd "$(dirname "$0")/.."
replications=${1:-20}
cargo build --release --locked
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
/usr/bin/time -f '%e %U %S %M' -o "$out/time" \
  target/release/goodwill compare scenarios/telecom-hotline.toml --replications "$replications" --quiet --format json > "$out/result.json"
python3 - "$out" <<'PY'
import json, sys
out = sys.argv[1]
wall, user, system, peak = map(float, open(f"{out}/time").read().split())
result = json.load(open(f"{out}/result.json"))
n = next(iter(result["arms"][0]["metrics"].values()))["n"]
measured = sum(arm["metrics"]["offered"]["mean"] * n for arm in result["arms"])
offered = measured * 30 / 26  # the hotline's 26 weeks, and the 4 of its warm-up, which are run too
print(f"{len(result['arms'])} arms x {n} replications, {offered / 1e6:.1f} million contacts offered (warm-up included)")
print(f"wall {wall:.1f} s, CPU {user + system:.1f} s, peak memory {peak / 1024:.0f} MiB")
print(f"{offered / (user + system):,.0f} contacts per second and core, pilots and the table of doubtful inputs included")
PY
