// Vectors of narrow numbers, for the bodies of kernels that are compiled once for each instruction set by the files that
// include them, between the pragmas that choose the set. Includes nothing, so that no library code is compiled so.
//
//   Set   names the vector types and has the instructions that a compiler does not find by itself:
//         `dot(sums, a, b)` adds the products of the two bfloat16 of each pair, `dot_bytes` those of the four bytes (of `a`
//         without sign, of `b` with one), `narrowed` rounds floats to bfloat16, to the nearest, ties to even, `whole` gives
//         the nearest whole numbers, and `scaled` y · 2^n for such n, 0 where that is far below 1

namespace ct {
namespace {

template <class V, class T> V load(const T *from) {
    V v;
    __builtin_memcpy(&v, from, sizeof v);
    return v;
}

template <class V, class T> void store(T *to, V v) { __builtin_memcpy(to, &v, sizeof v); }

// The first `count` of T, at most a vector of them; the rest are 0.
template <class V, class T> V load_part(const T *from, int64_t count) {
    if (count >= static_cast<int64_t>(sizeof(V) / sizeof(T))) return load<V>(from);
    V v = {};
    __builtin_memcpy(&v, from, static_cast<uint64_t>(count) * sizeof(T));
    return v;
}

template <class V, class T> void store_part(T *to, V v, int64_t count) {
    if (count >= static_cast<int64_t>(sizeof(V) / sizeof(T)))
        store(to, v);
    else
        __builtin_memcpy(to, &v, static_cast<uint64_t>(count) * sizeof(T));
}

template <class Set> struct Narrow {
    typedef typename Set::Vector Vector;
    typedef typename Set::Words Words;  // as many 32-bit words as a Vector has floats: pairs of bfloat16, or four bytes
    typedef typename Set::Halves Halves;  // as many bfloat16
    typedef typename Set::Bytes Bytes;    // as many bytes
    static constexpr int width = sizeof(Vector) / sizeof(float);

    // Subtracting nothing is folded away; adding to nothing is not, for the sake of −0.
    static Vector all(float x) { return x - Vector{}; }

    static Vector widened(Halves x) { return (Vector)(__builtin_convertvector(x, Words) << 16); }

    // x rounded and held within a byte; not a number becomes 0.
    static Bytes bytes(Vector x) {
        x = x > all(0) ? x : all(0);
        x = x < all(255) ? x : all(255);
        // Adding 1.5·2^23 leaves the rounded number in a float's lowest bits.
        return __builtin_convertvector((Words)(x + all(12582912.0f)) & 0xFF, Bytes);
    }

    // 2^x for x at most 0, exact to 7.5e-5, by the polynomial of the smallest largest error: a twenty-fifth of what rounding to
    // bfloat16 costs.
    static Vector power_of_two(Vector x) {
        const Vector n = Set::whole(x), f = x - n;
        Vector y = all(5.5171323e-2f);
        for (const float c : {0.24261054f, 0.69326097f, 0.9999281f}) y = y * f + all(c);
        return Set::scaled(y, n);
    }

    // x · Φ(x), exact to 4e-5: x · (1/2 + x · P(x²)), P fitted to the largest error on ±4.25; constant beyond.
    static Vector gelu(Vector x) {
        const Vector edge = all(4.25f);
        Vector held = x < edge ? x : edge;
        held = held > -edge ? held : -edge;
        const Vector square = held * held;
        Vector y = all(4.5469805e-11f);
        for (const float c : {-4.5152295e-9f, 1.9861342e-7f, -5.1474694e-6f, 8.8488683e-5f, -1.0790752e-3f, 9.7187692e-3f,
                              -6.6190265e-2f, 0.39881921f})
            y = y * square + all(c);
        return x * (held * y + all(0.5f));
    }

    static float largest(Vector x) {
        float lanes[width];
        store(lanes, x);
        for (int half = width / 2; half > 0; half /= 2)
            for (int i = 0; i < half; i++) lanes[i] = lanes[i] > lanes[i + half] ? lanes[i] : lanes[i + half];
        return lanes[0];
    }

    static float sum(Vector x) {
        float lanes[width];
        store(lanes, x);
        for (int half = width / 2; half > 0; half /= 2)
            for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
        return lanes[0];
    }
};

}  // namespace
}  // namespace ct
