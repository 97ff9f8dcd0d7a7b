// The kernel itself, written once over the compiler's vector types and compiled for each instruction set by the files
// that include it, between the pragmas that choose the set. Includes nothing, so that no library code is compiled so.
//
//   width     floats in a vector
//   rows      query rows at a time
//   vectors   vectors of keys, then of channels, at a time: rows × vectors sums must fit the registers
//   fused     whether multiply and add are one instruction

namespace ct {
namespace {

template <int width, int rows, int vectors, bool fused> struct Attention {
    typedef float Vector __attribute__((vector_size(width * sizeof(float)), aligned(4)));
    typedef int32_t Integers __attribute__((vector_size(width * sizeof(float)), aligned(4)));
    static constexpr int64_t block = width * vectors;

    static int64_t rounded(int64_t n) { return (n + block - 1) / block * block; }

    static int64_t scratch(const AttentionProblem &p) {
        const int64_t keys = rounded(p.keys), channels = rounded(p.channels);
        return keys * p.channels + p.keys * channels + rows * keys + rows * channels + rows * p.channels;
    }

    static Vector load(const float *from) {
        Vector v;
        __builtin_memcpy(&v, from, sizeof v);
        return v;
    }

    static void store(float *to, Vector v) { __builtin_memcpy(to, &v, sizeof v); }

    // Subtracting nothing is folded away; adding to nothing is not, for the sake of −0.
    static Vector all(float x) { return x - Vector{}; }

    static Vector multiply_add(Vector a, Vector b, Vector c) {
        if constexpr (fused) return __builtin_elementwise_fma(a, b, c);
        return a * b + c;
    }

    typedef uint16_t BFloat16;

    static float widened(float value) { return value; }

    static float widened(BFloat16 value) {
        const uint32_t bits = static_cast<uint32_t>(value) << 16;
        float wide;
        __builtin_memcpy(&wide, &bits, sizeof wide);
        return wide;
    }

    static void narrow(float value, float &to) { to = value; }

    // Rounds to the nearest, ties to even.
    static void narrow(float value, BFloat16 &to) {
        uint32_t bits;
        __builtin_memcpy(&bits, &value, sizeof bits);
        to = static_cast<BFloat16>((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    // 2^x for x at most 0: its Taylor polynomial on [-1/2, 1/2] is exact to 1.2e-7.
    static Vector power_of_two(Vector x) {
        const Vector lowest = all(-126.0f), magic = all(12582912.0f);
        x = x > lowest ? x : lowest;
        const Vector shifted = x + magic;
        const Vector f = x - (shifted - magic);
        Vector p = all(1.5403530e-4f);
        p = multiply_add(p, f, all(1.3333558e-3f));
        p = multiply_add(p, f, all(9.6181291e-3f));
        p = multiply_add(p, f, all(5.5504109e-2f));
        p = multiply_add(p, f, all(0.24022651f));
        p = multiply_add(p, f, all(0.69314718f));
        p = multiply_add(p, f, all(1.0f));
        // The whole part sits in the lowest bits of `shifted`; it goes into the exponent.
        return (Vector)((Integers)p + ((Integers)shifted << 23));
    }

    // Keys by blocks, in each channel by channel: what one step of `products` reads lies side by side.
    template <class Element>
    static void pack_keys(const Element *from, int64_t stride, int64_t keys, int64_t channels, float *packed) {
        for (int64_t start = 0; start < keys; start += block)
            for (int64_t j = 0; j < block; j++) {
                float *to = packed + start * channels + j;
                const Element *key = from + (start + j) * stride;
                const bool exists = start + j < keys;
                for (int64_t d = 0; d < channels; d++) to[d * block] = exists ? widened(key[d]) : 0.0f;
            }
    }

    // to[r] = factor · from[r], rows of `channels` that become rows of `padded`.
    template <class Element>
    static void copy(const Element *from, int64_t stride, int64_t count, int64_t channels, int64_t padded, float factor,
                     float *to) {
        for (int64_t r = 0; r < count; r++) {
            for (int64_t d = 0; d < channels; d++) to[r * padded + d] = factor * widened(from[r * stride + d]);
            for (int64_t d = channels; d < padded; d++) to[r * padded + d] = 0;
        }
    }

    // to[r][0..<block] = Σ_k left[r][k] · right[k][0..<block], the rows of `right` a stride apart.
    static void products(const float *left, int64_t left_stride, const float *right, int64_t right_stride,
                         int64_t count, float *to, int64_t to_stride) {
        Vector sums[rows][vectors] = {};
        const float *lefts[rows];
        for (int r = 0; r < rows; r++) lefts[r] = left + r * left_stride;
        for (int64_t k = 0; k < count; k++) {
            Vector b[vectors];
#pragma unroll
            for (int v = 0; v < vectors; v++) b[v] = load(right + k * right_stride + v * width);
#pragma unroll
            for (int r = 0; r < rows; r++) {
                const Vector a = all(lefts[r][k]);
#pragma unroll
                for (int v = 0; v < vectors; v++) sums[r][v] = multiply_add(a, b[v], sums[r][v]);
            }
        }
#pragma unroll
        for (int r = 0; r < rows; r++)
#pragma unroll
            for (int v = 0; v < vectors; v++) store(to + r * to_stride + v * width, sums[r][v]);
    }

    // Scores, in units of log 2, become weights that are not divided by their sum yet, which is returned.
    static float weights(float *scores, int64_t keys, int64_t padded) {
        for (int64_t t = keys; t < padded; t++) scores[t] = -__builtin_inff();
        Vector top = load(scores);
        for (int64_t t = width; t < padded; t += width) {
            const Vector s = load(scores + t);
            top = s > top ? s : top;
        }
        float most = top[0];
        for (int i = 1; i < width; i++) most = top[i] > most ? top[i] : most;
        Vector sum = {};
        for (int64_t t = 0; t < padded; t += width) {
            const Vector w = power_of_two(load(scores + t) - most);
            store(scores + t, w);
            sum += w;
        }
        // The padding's weights are 2^-126 each: nothing in the sum, and its values are never read.
        float total = 0;
        for (int i = 0; i < width; i++) total += sum[i];
        return total;
    }

    static void run(const AttentionProblem &p, int64_t index, float *scratch) {
        if (p.element == AttentionElement::float32)
            head<float>(p, index / p.heads, index % p.heads, scratch);
        else
            head<BFloat16>(p, index / p.heads, index % p.heads, scratch);
    }

    template <class Element> static const Element *start(const AttentionOperand &operand, int64_t n, int64_t h) {
        return static_cast<const Element *>(operand.data) + n * operand.batch_stride + h * operand.head_stride;
    }

    template <class Element> static void head(const AttentionProblem &p, int64_t n, int64_t h, float *scratch) {
        const int64_t padded = rounded(p.keys), channels = rounded(p.channels);
        float *const keys = scratch, *const values = keys + padded * p.channels;
        float *const scores = values + p.keys * channels, *const result = scores + rows * padded;
        float *const queries = result + rows * channels;
        pack_keys(start<Element>(p.key, n, h), p.key.token_stride, p.keys, p.channels, keys);
        copy(start<Element>(p.value, n, h), p.value.token_stride, p.keys, p.channels, channels, 1.0f, values);
        const float scale = 1.44269504f / __builtin_sqrtf(static_cast<float>(p.channels));
        const Element *query = start<Element>(p.query, n, h);
        // The last rows of an incomplete group are what the group before left.
        for (int64_t i = 0; i < rows * p.channels; i++) queries[i] = 0;
        for (int64_t first = 0; first < p.queries; first += rows) {
            const int64_t count = p.queries - first < rows ? p.queries - first : rows;
            copy(query + first * p.query.token_stride, p.query.token_stride, count, p.channels, p.channels, scale,
                 queries);
            for (int64_t t = 0; t < padded; t += block)
                products(queries, p.channels, keys + t * p.channels, block, p.channels, scores + t, padded);
            float shares[rows];
            for (int r = 0; r < rows; r++) shares[r] = 1 / weights(scores + r * padded, p.keys, padded);
            for (int64_t d = 0; d < channels; d += block)
                products(scores, padded, values + d, channels, p.keys, result + d, channels);
            for (int64_t r = 0; r < count; r++) {
                Element *to = static_cast<Element *>(p.out) + ((n * p.queries + first + r) * p.heads + h) * p.channels;
                for (int64_t d = 0; d < p.channels; d++) narrow(result[r * channels + d] * shares[r], to[d]);
            }
        }
    }
};

}  // namespace
}  // namespace ct
