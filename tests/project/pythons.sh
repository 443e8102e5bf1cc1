#!/usr/bin/env bash
# Brings CPythons that this machine lacks, with their own tests, into a folder of their own.
#
#     tests/project/pythons.sh FOLDER VERSION ...        such as: pythons.sh ~/pythons 3.14 3.15
#     PATH=FOLDER/bin:$PATH                              and python3.14 is found
#
# They are the packages of Debian's unstable, which has several versions of Python at a time, and are unpacked instead of
# installed: the machine's own packages stay as they are. The C library that they need comes with them. FOLDER must not be
# moved afterwards, since the interpreters name it.
#
# It asks the mirror that the machine's own apt is set up with. It needs Debian, and `patchelf`, which is installed if it is
# missing and this runs as root; nothing else needs root. What is in FOLDER already is kept, so a second call is quick.
# Exit code: 0 if each VERSION is there at the end, 1 if one is not (each is said), 2 if it was called wrongly.
set -euo pipefail

say() { printf 'pythons.sh: %s\n' "$1" >&2; }
stop() { say "$1"; exit 1; }

if [ $# -lt 2 ]; then
    say "usage: pythons.sh FOLDER VERSION ..."
    exit 2
fi
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
suite=sid
root=$folder/root         # the unpacked packages
apt=$folder/apt           # apt's lists and archives; removed at the end
commands=$folder/bin      # python3.13, python3.14, ...; beside it lib, where an environment of theirs looks for the library

# Has it all that an environment needs, and does one that is made of it begin?
runs() {
    local trial code=0
    [ -x "$commands/python$1" ] || return 1
    trial=$(mktemp -d)
    { "$commands/python$1" -c 'import ensurepip, test' && "$commands/python$1" -m venv --without-pip "$trial" &&
        "$trial/bin/python" -c ''; } >/dev/null 2>&1 || code=1
    rm -rf "$trial"
    return $code
}

# The address of the Debian archive that apt is set up with; nothing if it has none.
mirror() {
    apt-get indextargets --format '$(REPO_URI) $(LABEL) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
        awk '$2 == "Debian" && $3 == "main" && !found { found = $1 } END { print found }'
}

# apt-get with settings of its own, in which no package is installed; the machine's proxies and keys hold.
own_apt() {
    local program=$1
    shift
    "$program" -qq -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts="$apt/parts" -o Dir::State="$apt" \
        -o Dir::State::Lists="$apt/lists" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt" \
        -o Dir::Cache::archives="$apt/archives" -o APT::Install-Recommends=false -o APT::Sandbox::User="$(id -un)" \
        -o Acquire::Languages=none -o Debug::NoLocking=1 "$@"
}

set_up_apt() {
    local archive
    archive=$(mirror)
    if [ -z "$archive" ] && [ "$(id -u)" = 0 ]; then  # as in a fresh container, whose lists are empty
        apt-get -qq update >/dev/null 2>&1 || true
        archive=$(mirror)
    fi
    [ -n "$archive" ] || stop "apt has no archive of Debian; 'apt-get update' may help"
    mkdir -p "$apt"/{lists/partial,archives/partial,parts}
    printf 'deb [arch=%s signed-by=%s] %s %s main\n' "$(dpkg --print-architecture)" "$keys" "$archive" "$suite" >"$apt/sources.list"
    : >"$apt/status"
    own_apt apt-get update || stop "the archive of Debian's $suite cannot be read"
}

unpack() {
    local name deb
    mkdir -p "$commands" "$root"/usr/{bin,sbin,lib,lib64}
    for name in bin sbin lib lib64; do [ -e "$root/$name" ] || ln -s "usr/$name" "$root/$name"; done
    ln -sfn root/usr/lib "$folder/lib"
    for deb in "$apt"/archives/*.deb; do dpkg-deb -x "$deb" "$root"; done
}

# The interpreter, and by its DT_RPATH what it loads, find the loader and the libraries that came with it.
adjust() {
    local version=$1 loader libraries
    loader=$(find "$root/usr/lib" "$root/usr/lib64" -name 'ld-linux*.so.*' | sort | head -1)
    libraries=$(dirname "$(find "$root/usr/lib" -name libc.so.6 | sort | head -1)")
    patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$libraries" "$root/usr/bin/python$version"
    # Where Debian's ensurepip finds pip.
    sed -i "s|'/usr/share/python-wheels/*'|'$root/usr/share/python-wheels'|" "$root/usr/lib/python$version"/_sysconfigdata_*.py
    ln -sf "../root/usr/bin/python$version" "$commands/python$version"
}

missing=()
for version; do runs "$version" || missing+=("$version"); done
[ ${#missing[@]} -gt 0 ] || exit 0

keys=/usr/share/keyrings/debian-archive-keyring.gpg
for command in apt-get dpkg-deb; do
    command -v "$command" >/dev/null || stop "there is no $command: this is for Debian"
done
[ -r "$keys" ] || stop "Debian's keys are missing: install debian-archive-keyring"
if ! command -v patchelf >/dev/null; then
    [ "$(id -u)" = 0 ] || stop "patchelf is missing: install it"
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends patchelf; } >/dev/null 2>&1 ||
        stop "patchelf is missing and cannot be installed"
fi

set_up_apt
trap 'rm -rf "$apt"' EXIT
packages=() found=()
for version in "${missing[@]}"; do
    if own_apt apt-cache show "python$version-venv" "libpython$version-testsuite" >/dev/null 2>&1; then
        packages+=("python$version-venv" "libpython$version-testsuite")
        found+=("$version")
    fi
done
if [ ${#found[@]} -gt 0 ]; then
    own_apt apt-get install --download-only --yes "${packages[@]}" >/dev/null || stop "the packages cannot be had"
    unpack
    for version in "${found[@]}"; do adjust "$version"; done
fi

failed=0
for version in "${missing[@]}"; do
    if runs "$version"; then
        say "$version is here: $("$commands/python$version" --version)"
    else
        say "$version could not be had"
        failed=1
    fi
done
exit $failed
