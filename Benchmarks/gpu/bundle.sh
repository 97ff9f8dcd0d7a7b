#!/bin/sh
# Packs what Benchmarks/gpu/gpu.py needs on a machine that has a GPU, Python with torch and a C++ compiler, and nothing
# else of this package's: bundle.sh OUTPUT.tar.xz
#
# The program and every library it uses, but for glibc's and the compiler's; the C ABI as source, to be compiled for the
# torch that is found there, its kernels as objects; the bundled model; photos; the scripts.
set -eu
output=$1
cd "$(dirname "$0")/../.."
program=.build/release/depthpro
vips=$(ldconfig -p | awk '/libvips\.so\.42 / { print $NF; exit }')
test -n "$vips" || { echo "libvips is missing: make dependencies"; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
root=$folder/depthpro-gpu
mkdir -p "$root/bin" "$root/lib" "$root/models" "$root/photos" "$root/CTorch"

strip -o "$root/bin/depthpro" "$program"
cp -L "$vips" "$root/lib/"
{ ldd "$program"; ldd "$vips"; } | awk '$2 == "=>" && $3 ~ /^\// { print $1, $3 }' | sort -u |
    grep -vE '^(libc|libm|libdl|librt|libpthread|libresolv|libstdc\+\+|libgcc_s|ld-linux[^ ]*)\.so' |
    while read -r name path; do cp -L "$path" "$root/lib/$name"; done
chmod u+w "$root"/lib/*
strip --strip-unneeded "$root"/lib/*
# 31 MB of characters' properties that nothing here asks for: libvips only hands them to the reader of SVG's XML.
for data in "$root"/lib/libicudata.so.*; do
    test -f "$data" || continue
    version=${data##*.}
    echo "const char icudt${version}_dat[64] = {0};" |
        ${CC:-clang} -shared -x c - -o "$data" -Wl,-soname,"$(basename "$data")"
done
cp Models/small.safetensors "$root/models/"
cp Examples/*.jpg "$root/photos/"
cp -r Sources/CTorch/include Sources/CTorch/shim "$root/CTorch/"
# Kernels are written in Clang's vector types, which few GPU machines have a compiler for; they know nothing of libtorch,
# so that what was compiled here serves every version of it.
for source in Sources/CTorch/shim/kernels/*.cpp; do
    name=$(basename "$source" .cpp)
    object=.deps/ctorch/kernels/$name.o
    if nm -C "$object" | grep -qE ' (at|c10|torch)::'; then continue; fi
    mkdir -p "$root/CTorch/objects"
    cp "$object" "$root/CTorch/objects/"
    rm "$root/CTorch/shim/kernels/$name.cpp"
done
cp Benchmarks/gpu/gpu.py Benchmarks/gpu/reference.py Benchmarks/gpu/build-shim.sh Scripts/golden/weights.py LICENSE NOTICE "$root/"
git rev-parse --short HEAD > "$root/commit"

mkdir -p "$(dirname "$output")"
tar -C "$folder" --owner=0 --group=0 --sort=name -cf - depthpro-gpu | xz -6 -c > "$output"
size=$(stat -c %s "$output")
echo "$output: $((size >> 20)) MiB"
test "$size" -le $((64 << 20)) || { echo "more than 64 MiB"; exit 1; }
