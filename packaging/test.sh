#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds with sanitizers, runs everything that this machine can run, ends with ctest's summary.
#
#   packaging/test.sh                     the whole suite with ASan and UBSan
#   packaging/test.sh --only LABEL        only tests with that label (unit, threads, simulation, live, black_box, …)
#   packaging/test.sh --sanitize tsan     with ThreadSanitizer, the folders with threads
#   packaging/test.sh --long              campaigns at their full length
#   packaging/test.sh --ci                the suite, then ThreadSanitizer, then a release build without plugins
set -euo pipefail
cd "$(dirname "$0")/.."

only=""
sanitize=asan
length=short
ci=no
while [ $# -gt 0 ]; do
    case "$1" in
    --only) only="${2:?--only needs a label}"; shift ;;
    --sanitize) sanitize="${2:?--sanitize needs asan or tsan}"; shift ;;
    --long) length=long ;;
    --live) ;; # every server that the live tests use today is a Debian package, installed below
    --ci) ci=yes ;;
    -h|--help) sed -n '3,10s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "test.sh: unknown option '$1': see --help" >&2; exit 2 ;;
    esac
    shift
done
case "$sanitize" in asan|tsan) ;; *) echo "test.sh: --sanitize takes asan or tsan, not '$sanitize'" >&2; exit 2 ;; esac

packaging/install_packages.sh run test

if [ "$length" = long ]; then
    export EVENTSCOPE_KILLS=200 EVENTSCOPE_FLIPS=400 EVENTSCOPE_WAL_CUTS=300 EVENTSCOPE_POWER_LOSSES=3000
    export EVENTSCOPE_FUZZ_SECONDS=600
fi
export QT_QPA_PLATFORM=offscreen
jobs=$(nproc)

# build PRESET: configures and builds, quietly unless it fails.
build() {
    local log
    log=$(mktemp)
    echo "Building $1" >&2
    if ! { cmake --preset "$1" && cmake --build --preset "$1" -- -j "$jobs" "${@:2}"; } >"$log" 2>&1; then
        tail -n 60 "$log"
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

# The fuzz targets need clang; they are built on their own and run by ctest as tests of the label fuzz.
if [ "$sanitize" = asan ] && { [ -z "$only" ] || [ "$only" = fuzz ]; }; then
    build fuzz fuzz_targets
fi

if [ "$ci" = yes ]; then
    build dev-tsan threads_tests
    ctest --test-dir build/dev-tsan -L threads --output-on-failure --no-tests=error -j 1
    build no-plugins
fi

build "dev-$sanitize" $([ "$sanitize" = tsan ] && echo threads_tests)
select=()
[ -n "$only" ] && select=(-L "^${only}\$")
[ "$sanitize" = tsan ] && [ -z "$only" ] && select=(-L threads)
ctest --test-dir "build/dev-$sanitize" "${select[@]}" --output-on-failure --no-tests=error -j "$jobs"
