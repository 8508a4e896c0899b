#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packaging/bench.sh [--quick] [NAME...]: builds `release` and runs the benchmarks. Standard output has one JSON object
# for each figure and nothing else. Exit 0: all hold; 5: one does not; 2: unknown name; 1: it could not be built.
set -euo pipefail
cd "$(dirname "$0")/.."

{
    cmake --preset release && cmake --build build/release --target eventscope_bench
} >&2 || { echo "The release build failed; packaging/test.sh installs what a fresh machine lacks." >&2; exit 1; }

# The status of the program is that of the script.
exec build/release/bin/eventscope_bench "$@"
