#!/usr/bin/env bash
# The speed table of README and docs/performance.md: engine, hand-written loop and SimPy in turns (processor time of one
# core, medians), then the day model through the program itself on one thread and on two (wall time).
# Needs Python 3.11 for SimPy, which comes from PyPI on first use. Usage: benches/speed_table.sh [ROUNDS] [DAYS]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-9}
days=${2:-100}
busy=$(awk '{ print $1 }' /proc/loadavg 2>/dev/null || echo 0)
echo "load average before the start: $busy (above 0.5 somebody else is using the machine)"
cargo bench --locked --quiet --bench speed_table -- --rounds "$rounds" --days "$days" --simpy 10
cargo build --release --locked --quiet
seconds() {
  local start=$EPOCHREALTIME
  target/release/goodwill run scenarios/operation/day-model.toml \
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
