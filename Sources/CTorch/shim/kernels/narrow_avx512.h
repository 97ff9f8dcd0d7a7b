// AVX-512 with BF16 and VNNI: one instruction multiplies 32 pairs of bfloat16, or 64 of bytes, and adds them to 16 sums.
// To be included between the pragmas that choose the instruction set.

namespace ct {
namespace {

struct Avx512Narrow {
    typedef float Vector __attribute__((vector_size(64), aligned(4)));
    typedef uint32_t Words __attribute__((vector_size(64), aligned(4)));
    typedef uint16_t Halves __attribute__((vector_size(32), aligned(2)));
    typedef uint8_t Bytes __attribute__((vector_size(16), aligned(1)));

    static Vector dot(Vector sums, Words a, Words b) {
        typedef __bf16 Pairs __attribute__((vector_size(64)));
        typedef float Sums __attribute__((vector_size(64)));
        return __builtin_ia32_dpbf16ps_512((Sums)sums, (Pairs)a, (Pairs)b);
    }

    static Words dot_bytes(Words sums, Words a, Words b) {
        typedef int32_t Sums __attribute__((vector_size(64)));
        typedef uint32_t Plain __attribute__((vector_size(64)));
        return (Plain)__builtin_ia32_vpdpbusd512((Sums)sums, (Sums)a, (Sums)b);
    }

    typedef float Floats __attribute__((vector_size(64)));

    static Vector whole(Vector x) {
        // 8: to the nearest, without an exception; 4: as the thread rounds otherwise.
        return __builtin_ia32_rndscaleps_mask((Floats)x, 8, (Floats)x, -1, 4);
    }

    static Vector scaled(Vector y, Vector n) {
        return __builtin_ia32_scalefps512_mask((Floats)y, (Floats)n, (Floats)y, -1, 4);
    }

    static Halves narrowed(Vector x) {
        typedef __bf16 Rounded __attribute__((vector_size(32)));
        typedef uint16_t Plain __attribute__((vector_size(32)));
        return (Plain)__builtin_convertvector(x, Rounded);
    }
};

}  // namespace
}  // namespace ct
