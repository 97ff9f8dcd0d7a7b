// The instructions of narrow_avx512.h emulated: for testing where a processor lacks them, and slow.

namespace ct {
namespace {

struct EmulatedNarrow {
    typedef float Vector __attribute__((vector_size(16), aligned(4)));
    typedef uint32_t Words __attribute__((vector_size(16), aligned(4)));
    typedef uint16_t Halves __attribute__((vector_size(8), aligned(2)));
    typedef uint8_t Bytes __attribute__((vector_size(4), aligned(1)));

    static Vector dot(Vector sums, Words a, Words b) {
        const Words upper = Words{} + 0xFFFF0000u;
        return sums + (Vector)(a & upper) * (Vector)(b & upper) + (Vector)(a << 16) * (Vector)(b << 16);
    }

    static Words dot_bytes(Words sums, Words a, Words b) {
        typedef int32_t Signed __attribute__((vector_size(16), aligned(4)));
        for (int shift = 0; shift < 32; shift += 8)
            sums += ((a >> shift) & 0xFF) * (Words)((Signed)(b << (24 - shift)) >> 24);
        return sums;
    }

    // Adding 1.5·2^23 leaves the rounded number in a float's lowest bits.
    static Vector whole(Vector x) {
        const Vector lowest = -126.0f - Vector{}, magic = 12582912.0f - Vector{};
        x = x > lowest ? x : lowest;
        return x + magic - magic;
    }

    static Vector scaled(Vector y, Vector n) {
        typedef int32_t Signed __attribute__((vector_size(16), aligned(4)));
        const Signed exponents = __builtin_convertvector(n, Signed);
        const Signed held = exponents > -126 ? exponents : Signed{} - 126;
        const Vector factor = (Vector)((held + 127) << 23);
        return exponents > -126 ? y * factor : Vector{};
    }

    static Halves narrowed(Vector x) {
        const Words bits = (Words)x;
        return __builtin_convertvector((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16, Halves);
    }
};

}  // namespace
}  // namespace ct
