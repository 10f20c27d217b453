#!/usr/bin/env bash
# The closed loop at scale, on one core: contacts per second with 100 000 and with ten million customers and their ratio, bytes
# per customer, peak memory at two horizons, and a year of a million customers whose 40 indicators are surveyed.
# Needs GNU time (Debian: time), 2 GB of memory and a quiet machine. Usage: benches/scale.sh [LARGE]
set -euo pipefail
cd "$(dirname "$0")/.."
large=${1:-10000000}
small=100000
weeks="time.horizon=8w;time.warm_up=1w"
cargo build --release --locked --quiet
program=${CARGO_TARGET_DIR:-target}/release/goodwill
cargo bench --locked --quiet --bench closed_loop --no-run

firm() { GOODWILL_BENCH_CUSTOMERS=$1 GOODWILL_BENCH_SET=$2 cargo bench --locked --quiet --bench closed_loop; }
rate() { awk '/people there/ { print $5 }' <<< "$1"; }

echo "== nine weeks of $small and of $large customers, a warm-up of one included"
few=$(firm "$small" "$weeks")
many=$(firm "$large" "$weeks")
echo "$few"
echo "$many"
awk -v few="$(rate "$few")" -v many="$(rate "$many")" 'BEGIN { printf "ratio of the rates %.1f %%\n", 100 * many / few }'

echo "== half a year and two years of $small customers, nobody joining"
nobody="segment.old.newcomers_per_month=0;segment.new.newcomers_per_month=0"
for horizon in 26w 104w; do
  echo "$horizon: $(firm "$small" "$nobody;time.horizon=$horizon" | grep -E 'memory')"
done

echo "== a year of a million customers, an index of 40 indicators surveyed, one replication on one core"
million=()
for segment in "joined before 1995" "joined 1996-98" "joined 1999 on" high-bill prepaid; do
  million+=(--set "segment.$segment.size=+900%")
done
/usr/bin/time -f '%U s user, %e s wall, %M KiB at the peak' \
  "$program" run scenarios/network-operator-csi.toml --replications 1 --threads 1 --quiet --format json \
  --set time.horizon=52w "${million[@]}" --set team.hotline.agents=+900% > /dev/null
