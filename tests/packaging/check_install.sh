#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the build given as argument into an empty root, uses what is there, and looks into the Debian package.
set -euo pipefail
build=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

fail() { echo "check_install.sh: $*" >&2; exit 1; }
has() { grep -q -- "$2" <<<"$1" || fail "$3: '$2' was expected in:"$'\n'"$1"; }

DESTDIR="$root" cmake --install "$build" --component program >/dev/null
usr=$root$(sed -n 's/^CMAKE_INSTALL_PREFIX:PATH=//p' "$build/CMakeCache.txt")
eventscope=$usr/bin/eventscope
export HOME=$root/home XDG_CONFIG_HOME=$root/home/config XDG_DATA_HOME=$root/home/data XDG_RUNTIME_DIR=$root/home/run
mkdir -p "$HOME"
unset EVENTSCOPE_PLUGIN_PATH

has "$("$eventscope" --version)" '^eventscope [0-9]' 'the version'
plugins=$("$eventscope" plugins)
has "$plugins" "$usr/lib/eventscope/plugins/" 'the plugins beside the program'
! grep -q 'not loaded' <<<"$plugins" || fail "a plugin cannot be loaded from the installed tree:"$'\n'"$plugins"
echo "program and plugins: ok"

if command -v man >/dev/null; then
    page=$(MANWIDTH=80 man --warnings -E UTF-8 -l "$usr/share/man/man1/eventscope.1.gz" 2>"$root/warnings")
    [ ! -s "$root/warnings" ] || fail "the man page has warnings: $(cat "$root/warnings")"
    for verb in tail record publish info verify export import broker demo doctor plugins; do
        has "$page" "eventscope $verb" 'the man page'
    done
    echo "man page: ok"
fi

# shellcheck disable=SC1091
complete_words() (
    source "$usr/share/bash-completion/completions/eventscope"
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    _eventscope
    printf '%s\n' "${COMPREPLY[@]}"
)
cd "$root"
has "$(complete_words eventscope ta)" '^tail$' 'completion of a verb'
has "$(complete_words eventscope re)" '^record$' 'completion of a verb'
has "$(complete_words eventscope tail --fi)" '^--filter$' 'completion of an option'
has "$(complete_words eventscope tail --format cl)" '^cloudevents$' 'completion of a value'
echo "completion: ok"

if command -v desktop-file-validate >/dev/null; then
    desktop-file-validate "$usr/share/applications/dev.eventscope.Eventscope.desktop"
fi
if command -v appstreamcli >/dev/null; then
    appstreamcli validate --no-net "$usr/share/metainfo/dev.eventscope.Eventscope.metainfo.xml" >/dev/null
fi
[ -f "$usr/share/icons/hicolor/scalable/apps/dev.eventscope.Eventscope.svg" ] || fail 'the icon is missing'
echo "desktop: ok"

if ! command -v dpkg-shlibdeps >/dev/null; then
    echo "no dpkg-shlibdeps (dpkg-dev): the package was not built"
    exit 0
fi
(cd "$root" && cpack -G DEB --config "$build/CPackConfig.cmake" -D CPACK_PACKAGE_DIRECTORY="$root/package" >"$root/cpack.log" 2>&1) \
    || fail "cpack: $(tail -n 20 "$root/cpack.log")"
deb=$(echo "$root"/package/eventscope_*.deb)
[ -f "$deb" ] || fail "no package of the name eventscope_*.deb: $(ls "$root/package")"
content=$(dpkg-deb -c "$deb")
for path in usr/bin/eventscope usr/lib/eventscope/plugins/zeromq.so usr/share/man/man1/eventscope.1.gz \
    usr/share/bash-completion/completions/eventscope usr/share/applications/dev.eventscope.Eventscope.desktop \
    usr/share/metainfo/dev.eventscope.Eventscope.metainfo.xml usr/share/doc/eventscope/copyright; do
    has "$content" "/$path\$" 'the package'
done
! grep -qE 'usr/(include|lib/cmake)/' <<<"$content" || fail 'the package of the program holds files of the SDK'
fields=$(dpkg-deb -f "$deb")
has "$fields" '^Package: eventscope$' 'the package'
has "$fields" '^Depends:.*libqt6core6' 'the dependencies of the package'
has "$fields" '^Depends:.*libzmq5' 'the dependencies of the package'
mkdir "$root/unpacked"
dpkg-deb -x "$deb" "$root/unpacked"
has "$("$root/unpacked/usr/bin/eventscope" --version)" '^eventscope [0-9]' 'the packaged program'
has "$("$root/unpacked/usr/bin/eventscope" plugins)" "$root/unpacked/usr/lib/eventscope/plugins/" 'the packaged plugins'
echo "package: ok ($(du -k "$deb" | cut -f1) KiB)"
