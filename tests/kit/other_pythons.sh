#!/usr/bin/env bash
# Brings two Pythons on which minicoro does not run, for the conformance kit to score: PyPy 3.9 and CPython 3.9.
#
#     tests/kit/other_pythons.sh FOLDER        afterwards FOLDER/pypy3 and FOLDER/python3.9 run
#
# They are packages of two releases of Debian, unpacked, with the C library and all else that they need. Nothing is installed, and no
# root is needed. What is in FOLDER already is kept; FOLDER must not be moved. Exit code: 0 if both are there, 1 if one is not.
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: other_pythons.sh FOLDER" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
keys=/usr/share/keyrings/debian-archive-keyring.gpg

# The address of the Debian archive that apt is set up with; nothing if it has none.
mirror() {
    apt-get indextargets --format '$(REPO_URI) $(LABEL) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
        awk '$2 == "Debian" && $3 == "main" && !found { found = $1 } END { print found }'
}

# Unpack a package of a release of Debian, with all that it depends on, and make a command that runs one of its programs.
bring() {
    local command=$1 release=$2 package=$3 program=$4 root=$folder/$2 apt=$folder/$2/apt deb
    "$folder/$command" -c '' 2>/dev/null && return
    mkdir -p "$apt"/{lists/partial,archives/partial,parts}
    printf 'deb [arch=%s signed-by=%s] %s %s main\n' "$(dpkg --print-architecture)" "$keys" "$archive" "$release" >"$apt/sources.list"
    : >"$apt/status"
    local options=(-qq -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts="$apt/parts" -o Dir::State="$apt"
        -o Dir::State::Lists="$apt/lists" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt"
        -o Dir::Cache::archives="$apt/archives" -o APT::Install-Recommends=false -o APT::Sandbox::User="$(id -un)"
        -o Acquire::Languages=none -o Debug::NoLocking=1)
    apt-get "${options[@]}" update
    apt-get "${options[@]}" install --download-only --yes "$package" >/dev/null
    for deb in "$apt"/archives/*.deb; do dpkg-deb -x "$deb" "$root"; done
    rm -rf "$apt"
    local loader libraries
    loader=$(find "$root" -name 'ld-linux*.so.*' | sort | head -1)
    libraries=$(dirname "$(find "$root" -name libc.so.6 | sort | head -1)")
    libraries=$libraries:$root/usr/lib/$(basename "$libraries")
    printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s/%s" "$@"\n' "$loader" "$libraries" "$root" "$program" >"$folder/$command"
    chmod +x "$folder/$command"
    "$folder/$command" -c ''
}

archive=$(mirror)
[ -n "$archive" ] && [ -r "$keys" ] || { echo "other_pythons.sh: this needs Debian, and an apt that has its archive" >&2; exit 1; }
code=0
for wanted in "pypy3 bookworm pypy3 usr/bin/pypy3.9" "python3.9 bullseye python3.9 usr/bin/python3.9"; do
    # A process of its own: `set -e` does not hold in what stands before `||`.
    # shellcheck disable=SC2086
    (set -e; bring $wanted) & wait $! || { echo "other_pythons.sh: ${wanted%% *} could not be had" >&2; code=1; }
done
exit $code
