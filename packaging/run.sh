#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds Eventscope, starts the console with the demo "orders".
# Without a display the same console runs offscreen for 20 s, writes build/first-light.png and prints a summary.
set -euo pipefail
cd "$(dirname "$0")/.."

packaging/install_packages.sh run

log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "Building Eventscope (a few minutes the first time)…" >&2
if ! { cmake --preset release -DEVENTSCOPE_BUILD_BENCH=OFF && cmake --build --preset release -- -j "$(nproc)"; } >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    echo "The build failed; the lines above say where." >&2
    exit 1
fi

program=build/release/bin/eventscope
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$program" --demo orders "$@"
fi
echo "No display: running offscreen for 20 s." >&2
# The offscreen platform says of each window that it has no size hints; nobody needs to know.
QT_QPA_PLATFORM=offscreen "$program" --demo orders --log ring --data build/first-light \
    --offscreen-picture build/first-light.png --for 20s "$@" 2> >(grep -v propagateSizeHints >&2)
