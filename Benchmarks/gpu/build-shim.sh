#!/bin/sh
# Compiles the C ABI over the libtorch of a Python: build-shim.sh PYTHON SOURCES OUTPUT
#
# TORCH may name its folder instead. SOURCES holds the folder CTorch of a bundle, its kernels compiled already; OUTPUT
# receives libctorch.so. All files at once, with whatever C++20 compiler is there.
set -eu
python=$1
sources=$(cd "$2" && pwd)
mkdir -p "$3"
output=$(cd "$3" && pwd)
torch=${TORCH:-$("$python" -c 'import os, torch; print(os.path.dirname(torch.__file__))')}
compiler=${CXX:-$(command -v g++ || command -v clang++)}
# Clang's words for what may be NULL mean nothing to others.
flags="-std=c++20 -O2 -fPIC -fvisibility=hidden -w -D_Nullable= -D_Nonnull= -I$sources/shim/declarations
    -isystem $torch/include -isystem $torch/include/torch/csrc/api/include"
cd "$sources/shim"
find . -name '*.cpp' | xargs -P "$(nproc)" -I{} sh -c \
    'name=$(echo "{}" | sed "s|^\./||; s|/|_|g"); exec '"$compiler $(echo $flags)"' -c "{}" -o "'"$output"'/$name.o"'
"$compiler" -shared -o "$output/libctorch.so" "$output"/*.o $(ls "$sources"/objects/*.o 2>/dev/null || true) \
    -L"$torch/lib" -Wl,-rpath,"$torch/lib" -ltorch_cpu -lc10
echo "$output/libctorch.so"
