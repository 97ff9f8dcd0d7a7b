// Attention over bfloat16 whose products take pairs of numbers at a time, as AVX-512 BF16 does. Written over the compiler's
// vector types; includes nothing, so that no library code is compiled for the instruction set of whoever includes it.
//
//   Dot   `dot(sums, a, b)`: a vector of sums, each with the products of the two numbers of a pair added
//
// Which two numbers meet in a pair does not matter as long as both sides agree: channels are paired with their neighbours,
// keys with those a vector farther, so that weights become pairs without moving within a vector.

namespace ct {
namespace {

template <class Dot> struct PairedAttention {
    typedef typename Dot::Vector Vector;
    typedef typename Dot::Pairs Pairs;
    static constexpr int width = sizeof(Vector) / sizeof(float), rows = 6, vectors = 4;
    static constexpr int64_t block = width * vectors;

    static int64_t rounded(int64_t n, int64_t step) { return (n + step - 1) / step * step; }

    static int64_t scratch(const AttentionProblem &p) {
        const int64_t keys = rounded(p.keys, block), channels = rounded(p.channels, block);
        const int64_t pairs = (p.channels + 1) / 2;
        return keys * pairs + keys / 2 * channels + rows * (keys + keys / 2 + channels + pairs);
    }

    template <class V, class T> static V load(const T *from) {
        V v;
        __builtin_memcpy(&v, from, sizeof v);
        return v;
    }

    template <class V, class T> static void store(T *to, V v) { __builtin_memcpy(to, &v, sizeof v); }

    static Vector all(float x) { return x - Vector{}; }

    static uint32_t pair(uint16_t low, uint16_t high) { return low | static_cast<uint32_t>(high) << 16; }

    // The bits of floats rounded to bfloat16, to the nearest, ties to even, in the upper half.
    static Pairs rounded_bits(Vector x) {
        const Pairs bits = (Pairs)x;
        return (bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000u;
    }

    // 2^x for x at most 0; see attention_body.h.
    static Vector power_of_two(Vector x) {
        const Vector lowest = all(-126.0f), magic = all(12582912.0f);
        x = x > lowest ? x : lowest;
        const Vector shifted = x + magic;
        const Vector f = x - (shifted - magic);
        Vector y = all(1.3333558e-3f);
        for (const float c : {9.6181291e-3f, 5.5504109e-2f, 0.24022651f, 0.69314718f, 1.0f})
            y = y * f + all(c);
        return (Vector)((Pairs)y + ((Pairs)shifted << 23));
    }

    // Keys by blocks, in each pair of channels by pair of channels.
    static void pack_keys(const uint16_t *from, int64_t stride, int64_t keys, int64_t channels, uint32_t *to) {
        const int64_t pairs = (channels + 1) / 2;
        for (int64_t start = 0; start < keys; start += block)
            for (int64_t j = 0; j < block; j++)
                for (int64_t d = 0; d < pairs; d++) {
                    const uint16_t *key = from + (start + j) * stride + 2 * d;
                    const bool exists = start + j < keys;
                    to[start * pairs + d * block + j] =
                        exists ? pair(key[0], 2 * d + 1 < channels ? key[1] : 0) : 0;
                }
    }

    // Pairs of keys a vector apart, in each channel by channel.
    static void pack_values(const uint16_t *from, int64_t stride, int64_t keys, int64_t channels, int64_t padded,
                            uint32_t *to) {
        for (int64_t start = 0; start < rounded(keys, block); start += 2 * width)
            for (int64_t i = 0; i < width; i++) {
                const int64_t low = start + i, high = low + width;
                uint32_t *const row = to + (start / 2 + i) * padded;
                for (int64_t d = 0; d < channels; d++)
                    row[d] = pair(low < keys ? from[low * stride + d] : 0, high < keys ? from[high * stride + d] : 0);
                for (int64_t d = channels; d < padded; d++) row[d] = 0;
            }
    }

    static void pack_queries(const uint16_t *from, int64_t stride, int64_t count, int64_t channels, uint32_t *to) {
        const int64_t pairs = (channels + 1) / 2;
        for (int64_t r = 0; r < count; r++)
            for (int64_t d = 0; d < pairs; d++) {
                const uint16_t *query = from + r * stride + 2 * d;
                to[r * pairs + d] = pair(query[0], 2 * d + 1 < channels ? query[1] : 0);
            }
    }

    // to[r][0..<block] = Σ_k left[r][k] · right[k][0..<block], over pairs.
    static void products(const uint32_t *left, int64_t left_stride, const uint32_t *right, int64_t right_stride,
                         int64_t count, float *to, int64_t to_stride) {
        Vector sums[rows][vectors] = {};
        for (int64_t k = 0; k < count; k++) {
            Pairs b[vectors];
#pragma unroll
            for (int v = 0; v < vectors; v++) b[v] = load<Pairs>(right + k * right_stride + v * width);
#pragma unroll
            for (int r = 0; r < rows; r++) {
                const Pairs a = left[r * left_stride + k] + Pairs{};
#pragma unroll
                for (int v = 0; v < vectors; v++) sums[r][v] = Dot::dot(sums[r][v], a, b[v]);
            }
        }
#pragma unroll
        for (int r = 0; r < rows; r++)
#pragma unroll
            for (int v = 0; v < vectors; v++) store(to + r * to_stride + v * width, sums[r][v]);
    }

    // Scores become pairs of weights that are not divided by their sum yet, which is returned: that of the rounded ones.
    static float weights(float *scores, int64_t keys, int64_t padded, float scale, uint32_t *pairs) {
        for (int64_t t = keys; t < padded; t++) scores[t] = -__builtin_inff();
        Vector top = load<Vector>(scores);
        for (int64_t t = width; t < padded; t += width) {
            const Vector s = load<Vector>(scores + t);
            top = s > top ? s : top;
        }
        float most = top[0];
        for (int i = 1; i < width; i++) most = top[i] > most ? top[i] : most;
        Vector sum = {};
        for (int64_t t = 0; t < padded; t += 2 * width) {
            const Pairs low = rounded_bits(power_of_two((load<Vector>(scores + t) - most) * scale));
            const Pairs high = rounded_bits(power_of_two((load<Vector>(scores + t + width) - most) * scale));
            sum += (Vector)low + (Vector)high;
            store(pairs + t / 2, (low >> 16) | high);
        }
        float total = 0;
        for (int i = 0; i < width; i++) total += sum[i];
        return total;
    }

    static const uint16_t *start(const AttentionOperand &operand, int64_t n, int64_t h) {
        return static_cast<const uint16_t *>(operand.data) + n * operand.batch_stride + h * operand.head_stride;
    }

    static void run(const AttentionProblem &p, int64_t index, float *scratch) {
        const int64_t n = index / p.heads, h = index % p.heads, pairs = (p.channels + 1) / 2;
        const int64_t padded = rounded(p.keys, block), channels = rounded(p.channels, block);
        float *const scores = scratch, *const result = scores + rows * padded;
        // Four bytes are a float or a pair; memcpy alone looks at them.
        uint32_t *const keys = reinterpret_cast<uint32_t *>(result + rows * channels);
        uint32_t *const values = keys + padded * pairs, *const shares = values + padded / 2 * channels;
        uint32_t *const queries = shares + rows * padded / 2;
        pack_keys(start(p.key, n, h), p.key.token_stride, p.keys, p.channels, keys);
        pack_values(start(p.value, n, h), p.value.token_stride, p.keys, p.channels, channels, values);
        const float scale = 1.44269504f / __builtin_sqrtf(static_cast<float>(p.channels));
        // The last rows of an incomplete group are what the group before left.
        for (int64_t i = 0; i < rows * pairs; i++) queries[i] = 0;
        for (int64_t first = 0; first < p.queries; first += rows) {
            const int64_t count = p.queries - first < rows ? p.queries - first : rows;
            pack_queries(start(p.query, n, h) + first * p.query.token_stride, p.query.token_stride, count, p.channels,
                         queries);
            for (int64_t t = 0; t < padded; t += block)
                products(queries, pairs, keys + t * pairs, block, pairs, scores + t, padded);
            float totals[rows];
            for (int r = 0; r < rows; r++)
                totals[r] = weights(scores + r * padded, p.keys, padded, scale, shares + r * padded / 2);
            for (int64_t d = 0; d < channels; d += block)
                products(shares, padded / 2, values + d, channels, padded / 2, result + d, channels);
            for (int64_t r = 0; r < count; r++) {
                uint16_t *to =
                    static_cast<uint16_t *>(p.out) + ((n * p.queries + first + r) * p.heads + h) * p.channels;
                for (int64_t d = 0; d < p.channels; d++) {
                    const Vector value = all(result[r * channels + d] / totals[r]);
                    to[d] = static_cast<uint16_t>(rounded_bits(value)[0] >> 16);
                }
            }
        }
    }
};

}  // namespace
}  // namespace ct
