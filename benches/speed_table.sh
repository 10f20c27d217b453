#!/usr/bin/env bash
# The speed table of README and docs/performance.md: engine, hand-written loop and SimPy in turns (processor time of one
# core, medians), then the day model through the program itself on one thread and on two (wall time, in turns as well).
# SimPy comes from PyPI on first use and needs Python 3.11; SIMPY=0 leaves it out.
# Usage: [SIMPY=DAYS] benches/speed_table.sh [ROUNDS] [DAYS]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-9}
days=${2:-100}
simpy=${SIMPY:-10}
busy=$(awk '{ print $1 }' /proc/loadavg 2>/dev/null || echo 0)
echo "load average before the start: $busy (above 0.5 somebody else is using the machine)"
options=(--rounds "$rounds" --days "$days")
if [ "$simpy" -gt 0 ]; then
  options+=(--simpy "$simpy")
fi
cargo bench --locked --quiet --bench speed_table -- "${options[@]}"
cargo build --release --locked --quiet
program=${CARGO_TARGET_DIR:-target}/release/goodwill
seconds() {
  local start=$EPOCHREALTIME
  "$program" run scenarios/operation/day-model.toml \
    --replications 2000 --threads "$1" --quiet --format json >/dev/null
  echo "$start $EPOCHREALTIME" | awk '{ printf "%.3f\n", $2 - $1 }'
}
one=() two=()
for _ in 1 2 3; do
  one+=("$(seconds 1)")
  two+=("$(seconds 2)")
done
median() { printf '%s\n' "$@" | sort -g | sed -n 2p; }
echo "$(median "${one[@]}") $(median "${two[@]}")" | awk '
  { printf "\ngoodwill run, 2000 days: %.2f s on one thread, %.2f s on two, %.2f times as fast (wall, medians of 3)\n", $1, $2, $1 / $2 }'
