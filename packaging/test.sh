#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds with sanitizers, runs everything that this machine can run, ends with ctest's summary.
#
#   packaging/test.sh                     the whole suite with ASan and UBSan
#   packaging/test.sh --only LABEL        only tests with that label (unit, threads, simulation, live, black_box, fuzz …)
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
    export EVENTSCOPE_KILLS=200 EVENTSCOPE_FLIPS=400 EVENTSCOPE_WAL_DAMAGES=300 EVENTSCOPE_MUTATIONS=1000
    export EVENTSCOPE_FUZZ_SECONDS=600
fi
export QT_QPA_PLATFORM=offscreen
jobs=$(nproc)

# configure PRESET [OPTION…] and build PRESET [TARGET…]: quiet unless they fail.
quietly() {
    local log
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        tail -n 60 "$log"
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}
build() {
    echo "Building $1" >&2
    quietly cmake --preset "$1"
    quietly cmake --build --preset "$1" -- -j "$jobs" "${@:2}"
}
# Before landing, a test that fails is run once more: ctest's log keeps both runs, and a real fault fails twice.
repeat=()
[ "$ci" = yes ] && repeat=(--repeat until-pass:2)
run() { ctest --test-dir "build/$1" "${@:2}" "${repeat[@]}" --output-on-failure --no-tests=error; }

if [ "$sanitize" = tsan ]; then
    build dev-tsan threads_tests
    run dev-tsan -L threads
    exit
fi

# The fuzz targets need clang: they are built on their own, only they and the libraries under them.
if [ -z "$only" ] || [ "$only" = fuzz ]; then
    echo "Building fuzz" >&2
    quietly cmake --preset fuzz "-DEVENTSCOPE_FUZZ_SECONDS=${EVENTSCOPE_FUZZ_SECONDS:-20}"
    quietly cmake --build --preset fuzz -- -j "$jobs" fuzz_targets
    run fuzz -L fuzz -j "$jobs"
    [ "$only" = fuzz ] && exit
fi
if [ "$ci" = yes ]; then
    build dev-tsan threads_tests
    run dev-tsan -L threads
    build no-plugins
fi

build dev-asan
select=()
[ -n "$only" ] && select=(-L "^${only}\$")
run dev-asan "${select[@]}" -j "$jobs"
