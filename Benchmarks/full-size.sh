#!/bin/sh
# Compares this package with the reference on a network of Apple's size with random weights: agreement, time, memory.
#
#   Benchmarks/full-size.sh FOLDER PHOTO [PYTHON]
#
# FOLDER receives depth_pro.pt (1.9 GB) and the reference's result; PHOTO is any photo; PYTHON has the packages that
# Scripts/golden/README.md names. Needs 9 GB of memory and an otherwise idle machine. Both sides run one after the
# other with all cores; only the ratio means something.
set -eu
folder=$1
photo=$2
python=${3:-python3}
threads=$(nproc)
cd "$(dirname "$0")/.."
mkdir -p "$folder"

[ -f "$folder/depth_pro.pt" ] || "$python" Scripts/golden/full_size.py "$folder/depth_pro.pt"
make build >/dev/null
echo "== reference, float32, $threads threads"
"$python" Scripts/golden/reference_run.py "$folder/depth_pro.pt" "$photo" "$folder/reference.safetensors" \
    --threads "$threads"
for precision in float32 bfloat16; do
    echo "== this package, $precision"
    DEPTHPRO_FULL_SIZE=$folder DEPTHPRO_PRECISION=$precision \
        swift test -c release --skip-build --filter FullSizeTests 2>&1 |
        grep -E '^(load|estimate|inverse depth|focal length|depth:)|recorded an issue|Test run'
done
