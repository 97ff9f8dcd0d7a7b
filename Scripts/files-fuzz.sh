#!/bin/sh
# Fuzzes the parsers of checkpoint and array files with libFuzzer and the address sanitizer.
#
#   Scripts/files-fuzz.sh [SECONDS] [TARGET…]     default: 60 seconds each of archive, safetensors, pickle, npy
#
# Inputs found so far are kept in .build/files-fuzz; an input that fails is left there as crash-…, timeout-… or oom-….
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- archive safetensors pickle npy

work=$PWD/.build/files-fuzz
mkdir -p "$work"
echo "Building the fuzz targets …"
swiftc -O -swift-version 6 -parse-as-library -sanitize=fuzzer,address -package-name DepthPro \
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
    -enable-upcoming-feature MemberImportVisibility \
    -I Sources/CZlib -module-name FilesFuzz -o "$work/fuzz" \
    Sources/Torch/ScalarType.swift Sources/Torch/Files/*.swift Scripts/files-fuzz.swift \
    2>"$work/build.log" || { cat "$work/build.log" >&2; exit 1; }

fixtures=$PWD/Tests/TorchTests/Resources/Files
for target in "$@"; do
    corpus=$work/$target
    mkdir -p "$corpus"
    case $target in
    archive) cp "$fixtures"/*.pt "$fixtures"/*.npz "$fixtures"/sharded/*.json "$corpus" ;;
    safetensors) cp "$fixtures"/*.safetensors "$fixtures"/sharded/*.safetensors "$corpus" ;;
    pickle) for file in "$fixtures"/*.pt; do
        unzip -p "$file" '*/data.pkl' >"$corpus/$(basename "$file").pkl" 2>/dev/null || rm -f "$corpus/$(basename "$file").pkl"
    done ;;
    npy) cp "$fixtures"/*.npy "$corpus" ;;
    *)
        echo "unknown target: $target" >&2
        exit 2
        ;;
    esac
    echo "Fuzzing $target for $seconds seconds …"
    (cd "$work" && FUZZ_TARGET=$target ./fuzz -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -max_len=16384 \
        -print_final_stats=1 "$corpus" 2>&1 | grep -E "ERROR|SUMMARY|stat::|Test unit|DONE" || true)
    if ls "$work" | grep -qE "^(crash|timeout|oom|leak|slow-unit)-"; then
        echo "Failing inputs are in $work" >&2
        exit 1
    fi
done
