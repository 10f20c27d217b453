#!/usr/bin/env python3
"""A metric of your own for `goodwill judge`: mean overall satisfaction on 0-100 with its 95 % interval.

Once per survey:      goodwill judge SCENARIO --formula-cmd "python3 examples/formulas/my_metric.py"
Many in one process:  goodwill judge SCENARIO --formula-server "python3 examples/formulas/my_metric.py --serve"

Only the standard library is used. Replace `metric` by your own; columns are named in the header (docs/judge.md).
"""

import csv
import io
import json
import math
import sys


def metric(rows):
    """Estimate and 95 % interval of one survey; `rows` are dictionaries by column, empty text where a question is open."""
    scores = [100 * (float(row["overall"]) - 1) / 9 for row in rows if row["overall"]]
    n = len(scores)
    mean = sum(scores) / n
    if n < 2:
        return {"estimate": mean}
    variance = sum((score - mean) ** 2 for score in scores) / (n - 1)
    half = 1.96 * math.sqrt(variance / n)
    return {"estimate": mean, "ci_low": mean - half, "ci_high": mean + half}


def serve():
    """For each survey: a line `survey N`, the header, N rows; one line of JSON answers."""
    while line := sys.stdin.readline():
        rows = int(line.split()[1])
        text = "".join(sys.stdin.readline() for _ in range(rows + 1))
        print(json.dumps(metric(list(csv.DictReader(io.StringIO(text))))), flush=True)


if __name__ == "__main__":
    if "--serve" in sys.argv:
        serve()
    else:
        print(json.dumps(metric(list(csv.DictReader(sys.stdin)))))
