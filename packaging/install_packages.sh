#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing of Debian 12's packages: `install_packages.sh GROUP…` with the groups run, test.
set -euo pipefail

run=(
    g++ cmake ninja-build ccache pkg-config
    qt6-base-dev qt6-base-dev-tools libqt6svg6-dev libgl1-mesa-dev qt6-qpa-plugins
    libzmq3-dev cppzmq-dev libsqlite3-dev libqcustomplot-dev libnats-dev nlohmann-json3-dev
    libssl-dev libexpected-dev libzstd-dev zlib1g-dev qtkeychain-qt6-dev libre2-dev libbenchmark-dev
    fonts-dejavu-core
)
test=(
    clang clang-format lld libclang-rt-14-dev python3 python3-zmq nats-server sqlite3 openssl
    dpkg-dev fakeroot file man-db bash-completion desktop-file-utils git
)

wanted=()
for group in "$@"; do
    case "$group" in
    run) wanted+=("${run[@]}") ;;
    test) wanted+=("${test[@]}") ;;
    *) echo "install_packages.sh: unknown group '$group': use run or test" >&2; exit 2 ;;
    esac
done

missing=()
for package in "${wanted[@]}"; do
    dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

sudo=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "These packages are missing and there is no sudo to install them: ${missing[*]}" >&2; exit 1; }
    sudo=(sudo)
fi
echo "Installing: ${missing[*]}" >&2
"${sudo[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
