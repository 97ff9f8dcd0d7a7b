#!/bin/sh
# Runs all of gpu.py on the CPU with small networks, out of a bundle in an empty folder: try.sh BUNDLE.tar.xz PYTHON [SHIM]
#
# SHIM is a libctorch.so for that Python's torch; without one it is compiled, as on a GPU machine. Fails where a leg does
# that a CPU can do.
set -eu
bundle=$(realpath "$1")
python=$2
shim=${3:+--shim $(realpath "$3")}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
tar -xf "$bundle"
# Nothing of the package's own folder may be found.
unset DEPTHPRO_CTORCH DEPTHPRO_LIBTORCH DEPTHPRO_MODELS
"$python" depthpro-gpu/gpu.py --output results --device cpu --tiny --minutes 40 $shim
"$python" - results/gpu.json <<'END'
import json, sys
legs = json.load(open(sys.argv[1]))["legs"]
# The program has no float16 on CPUs, and a busy machine may not compile PyTorch's graph in time.
expected = {name for name in legs if "compile" in name or
            "float16" in name and "bfloat16" not in name}
failed = {name for name, leg in legs.items() if "error" in leg}
assert len(legs) > 25 and failed <= expected, f"failed: {sorted(failed - expected)}"
for name in ("time float32 batch 1", "time float8 batch 1", "peer eager-float32 batch 4", "agreement random PyTorch"):
    assert "error" not in legs[name], name
assert legs["agreement random PyTorch"]["median"] < 1e-3, legs["agreement random PyTorch"]
assert legs["folder float32 batch 4"]["images_per_second"] > 0
END
echo "every leg ran"
