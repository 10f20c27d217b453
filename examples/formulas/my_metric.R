#!/usr/bin/env Rscript
# A metric of your own for `goodwill judge`: mean overall satisfaction on 0-100 with its 95 % interval.
#
# Once per survey:      goodwill judge SCENARIO --formula-cmd "Rscript examples/formulas/my_metric.R"
# Many in one process:  goodwill judge SCENARIO --formula-server "Rscript examples/formulas/my_metric.R --serve"
#
# Base R alone. Replace `metric` by your own; columns are named in the header (docs/judge.md).

metric <- function(survey) {
  scores <- 100 * (survey$overall[!is.na(survey$overall)] - 1) / 9
  half <- qt(0.975, length(scores) - 1) * sd(scores) / sqrt(length(scores))
  sprintf('{"estimate": %.12g, "ci_low": %.12g, "ci_high": %.12g}', mean(scores), mean(scores) - half, mean(scores) + half)
}

input <- file("stdin", open = "r")
if ("--serve" %in% commandArgs(trailingOnly = TRUE)) {
  # For each survey: a line `survey N`, the header, N rows; one line of JSON answers.
  while (length(line <- readLines(input, n = 1)) > 0) {
    rows <- as.integer(strsplit(line, " ")[[1]][2])
    survey <- read.csv(text = readLines(input, n = rows + 1))
    cat(metric(survey), "\n", sep = "")
    flush(stdout())
  }
} else {
  cat(metric(read.csv(text = readLines(input))), "\n", sep = "")
}
