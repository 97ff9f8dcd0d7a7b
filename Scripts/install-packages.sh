#!/bin/sh
# Installs what the build and the program need from the distribution, and names the tools that must be there already.
set -eu

missing=0
need() {
    command -v "$1" >/dev/null 2>&1 && return
    echo "Missing: $1. $2"
    missing=1
}
need swift "Install a Swift 6.2 or later toolchain: https://www.swift.org/install"
need clang++ "It comes with the Swift toolchain; or: apt-get install clang"
need python3 "Install it: apt-get install python3 python3-pip"
[ "$missing" = 0 ] || exit 1

if [ "$(uname -s)" = Darwin ]; then
    need vips "Install it: brew install vips"
    exit $missing
fi

packages=""
want() { # want PACKAGE TEST…: asks for a package unless the test succeeds
    package=$1
    shift
    "$@" >/dev/null 2>&1 || packages="$packages $package"
}
want python3-pip python3 -m pip --version
want zlib1g-dev test -f /usr/include/zlib.h
want libssl-dev test -f /usr/include/openssl/evp.h
want pkg-config command -v pkg-config
want curl command -v curl
ldconfig=$(command -v ldconfig || echo /sbin/ldconfig)
has_vips=0
"$ldconfig" -p | grep -q 'libvips\.so\.42' && has_vips=1
[ "$has_vips" = 1 ] && [ -z "$packages" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Install with this system's package manager the equivalents of:$packages libvips42"
    exit 1
fi
sudo=""
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "Run as root: apt-get install$packages"; exit 1; }
    sudo=sudo
fi
$sudo apt-get update -qq
offered() { apt-cache show "$1" >/dev/null 2>&1; }
if [ "$has_vips" = 0 ]; then
    # Debian 13 and Ubuntu 24.04 renamed the library, and ship the HEIF codecs apart.
    if offered libvips42t64; then packages="$packages libvips42t64"; else packages="$packages libvips42"; fi
    for codec in libheif-plugin-libde265 libheif-plugin-aomdec; do
        offered "$codec" && packages="$packages $codec"
    done
fi
echo "Installing from the distribution:$packages"
# shellcheck disable=SC2086  # the list is meant to be split
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
