#!/usr/bin/env bash
# The bench that puts formulas on trial: the 12 named built-in formulas, 50 populations x 20 surveys of about 1 000 answers, with the
# formulas' own intervals and with 200 resamples for all, the path model fitted anew to each. Parts of the error are included; what
# the questions that a team asks add is told apart. Needs GNU time (Debian: time) and Python 3. Usage: benches/judge.sh [THREADS]
set -euo pipefail
cd "$(dirname "$0")/.."
threads=${1:-2}
cargo build --release --locked --quiet
program=${CARGO_TARGET_DIR:-target}/release/goodwill
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
# The scenario without its two formulas of its own, so that the twelve stand on trial alone.
awk '/^\[\[/ { drop = ($0 == "[[judge.formula]]") } !drop' scenarios/judge/metrics-team.toml > "$out/twelve.toml"
tried() {
  local name=$1
  shift
  /usr/bin/time -f '%e %U %S %M' -o "$out/time" \
    "$program" judge "$out/twelve.toml" --of contacts --set survey.after_contact.share=0.109 \
    --only csi_weighted,csi_unweighted,csi_top_box,acsi,ecsi_pls,csat_top_1,csat_top_2,csat_mean,nps_wald,nps_adjusted_wald,nps_score,ces \
    --threads "$threads" --quiet --format json "$@" > "$out/trial.json"
  python3 - "$name" "$out" <<'PY'
import json, sys
name, out = sys.argv[1:]
wall, user, system, peak = map(float, open(f"{out}/time").read().split())
trial = json.load(open(f"{out}/trial.json"))
method = trial["method"]
print(f"{name}: {len(trial['formulas'])} formulas, {method['populations']} populations x {method['surveys']} surveys of "
      f"{method['answers']:.0f} answers: wall {wall:.1f} s, CPU {user + system:.1f} s, peak memory {peak / 1024:.0f} MiB")
PY
}
tried "own intervals" --no-questions
tried "200 resamples" --no-questions --bootstrap 200
tried "own intervals, all questions"
