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
# Assimp is opened at run time, but its structures come from its headers.
want libassimp-dev test -f /usr/include/assimp/cimport.h
# Films are written through a shim that is compiled against FFmpeg's headers.
want libavformat-dev pkg-config --exists libavformat
want libavcodec-dev pkg-config --exists libavcodec
want libswscale-dev pkg-config --exists libswscale
want libavutil-dev pkg-config --exists libavutil
ldconfig=$(command -v ldconfig || echo /sbin/ldconfig)
has() { "$ldconfig" -p | grep -Eq "$1"; } # has PATTERN: whether a library of that name is installed
# Photos need libvips; simplified meshes meshoptimizer; synthetic worlds Embree, and Assimp for meshes; some data sets HDF5 and MAT files.
lacking=""
has 'libvips\.so\.42' || lacking="$lacking libvips42"
has 'libmeshoptimizer\.so' || lacking="$lacking libmeshoptimizer"
has 'libembree(4\.so\.4|3\.so\.3)' || lacking="$lacking libembree"
has 'libassimp\.so\.' || lacking="$lacking libassimp"
has 'libhdf5(_serial)?\.so\.' || lacking="$lacking libhdf5"
has 'libmatio\.so\.' || lacking="$lacking libmatio"
[ -z "$lacking$packages" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Install with this system's package manager the equivalents of:$packages$lacking"
    exit 1
fi
sudo=""
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "Run as root: apt-get install$packages"; exit 1; }
    sudo=sudo
fi
$sudo apt-get update -qq
offered() { apt-cache show "$1" >/dev/null 2>&1; }
first_offered() { # first_offered NAME…: adds the first that this release has; releases name libraries differently
    for name in "$@"; do
        if offered "$name"; then
            packages="$packages $name"
            return
        fi
    done
    echo "None of these packages is offered here: $*"
}
for library in $lacking; do
    case $library in
    libvips42)
        first_offered libvips42t64 libvips42
        # Newer releases ship the HEIF codecs apart.
        for codec in libheif-plugin-libde265 libheif-plugin-x265 libheif-plugin-aomdec; do
            offered "$codec" && packages="$packages $codec"
        done
        ;;
    libmeshoptimizer) first_offered libmeshoptimizer2d libmeshoptimizer1 libmeshoptimizer-dev ;;
    libembree) first_offered libembree4-4 libembree3-3 ;;
    libassimp) first_offered libassimp6 libassimp5 ;;
    libhdf5) first_offered libhdf5-310 libhdf5-103-1t64 libhdf5-103-1 libhdf5-103 ;;
    libmatio) first_offered libmatio13 libmatio12 libmatio11 ;;
    esac
done
echo "Installing from the distribution:$packages"
# shellcheck disable=SC2086  # the list is meant to be split
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
