// Attention over bfloat16 whose products take pairs of numbers at a time, as AVX-512 BF16 does, over the vectors of
// narrow_body.h, which whoever includes this includes before. Pairs are of neighbours: channels of a query and a key, then
// keys, whose values are packed so.

namespace ct {
namespace {

template <class Set> struct PairedAttention : Narrow<Set> {
    using Base = Narrow<Set>;
    typedef typename Base::Vector Vector;
    typedef typename Base::Words Words;
    typedef typename Base::Halves Halves;
    using Base::all, Base::width;
    static constexpr int rows = 6, vectors = 4;
    static constexpr int64_t block = width * vectors;

    static int64_t rounded(int64_t n, int64_t step) { return (n + step - 1) / step * step; }

    // Of one head, in words of four bytes.
    struct Sizes {
        int64_t pairs;     // of channels
        int64_t keys;      // in vectors, with what fills up the last two
        int64_t strays;    // keys after those: a transformer's class token leaves one, which is not worth two vectors
        int64_t channels;  // with what fills up the last vector

        explicit Sizes(const AttentionProblem &p)
            : pairs((p.channels + 1) / 2), strays(p.keys % (2 * width)), channels(rounded(p.channels, width)) {
            if (strays > 2 || strays == p.keys) strays = 0;
            keys = rounded(p.keys - strays, 2 * width);
        }

        // With as many words of values and halves of weights as whole pairs of keys need.
        int64_t all_keys() const { return keys + strays + strays % 2; }
        int64_t key_words() const { return keys * pairs; }
        int64_t value_words() const { return all_keys() / 2 * channels; }
        int64_t score_words() const { return rows * keys; }
        int64_t weight_words() const { return rows * all_keys() / 2; }
    };

    static int64_t scratch(const AttentionProblem &p) {
        const Sizes s(p);
        return s.key_words() + s.value_words() + s.score_words() + s.weight_words() + rows * (s.pairs + s.channels);
    }

    // Rows lie far apart, where no processor foresees them: they are asked for some rows ahead.
    static constexpr int64_t ahead = 16;

    static void ask(const uint16_t *row, int64_t channels) {
        for (int64_t d = 0; d < channels; d += 32) __builtin_prefetch(row + d);
    }

    static int64_t place(const AttentionProblem &p, int64_t n, int64_t query, int64_t h) {
        return ((n * p.queries + query) * p.heads + h) * p.channels;
    }

    static void ask_to_write(const AttentionProblem &p, int64_t n, int64_t query, int64_t h) {
        const int64_t size = p.out_is_bytes ? 1 : 2;
        const char *const to = static_cast<const char *>(p.out) + place(p, n, query, h) * size;
        for (int64_t i = 0; i < p.channels * size; i += 64) __builtin_prefetch(to + i, 1);
    }

    // A vector of keys after the other, in each pair of channels by pair of channels.
    static void pack_keys(const AttentionProblem &p, const uint16_t *from, const Sizes &s, uint32_t *to) {
        const int64_t whole = p.channels / 2;
        for (int64_t t = 0; t < s.keys; t++) {
            uint32_t *const column = to + t / width * width * s.pairs + t % width;
            if (t >= p.keys) {
                for (int64_t d = 0; d < s.pairs; d++) column[d * width] = 0;
                continue;
            }
            const uint16_t *const key = from + t * p.key.token_stride;
            ask(key + ahead * p.key.token_stride, p.channels);
            for (int64_t d = 0; d < whole; d++) __builtin_memcpy(column + d * width, key + 2 * d, 4);
            if (whole < s.pairs) column[whole * width] = key[2 * whole];
        }
    }

    // Pairs of keys, in each channel by channel.
    static void pack_values(const AttentionProblem &p, const uint16_t *from, const Sizes &s, uint32_t *to) {
        for (int64_t t = 0; t < s.all_keys(); t += 2) {
            ask(from + (t + ahead) * p.value.token_stride, p.channels);
            ask(from + (t + ahead + 1) * p.value.token_stride, p.channels);
            for (int64_t d = 0; d < s.channels; d += width) {
                const uint16_t *const low = from + t * p.value.token_stride + d;
                const int64_t left = p.channels - d;
                const Halves none = {};
                const Halves a = t < p.keys ? load_part<Halves>(low, left) : none;
                const Halves b = t + 1 < p.keys ? load_part<Halves>(low + p.value.token_stride, left) : none;
                const Words pairs = __builtin_convertvector(a, Words) | __builtin_convertvector(b, Words) << 16;
                store(to + t / 2 * s.channels + d, pairs);
            }
        }
    }

    // to[r][v] = Σ_k left[r][k] · right[k][v], over pairs; a step of k goes `step` words on, a step of v `next`.
    template <int count>
    static void products(const uint32_t *left, int64_t left_stride, const uint32_t *right, int64_t step, int64_t next,
                         int64_t pairs, float *to, int64_t to_stride) {
        Vector sums[rows][count];
#pragma unroll
        for (int r = 0; r < rows; r++)
#pragma unroll
            for (int v = 0; v < count; v++) sums[r][v] = Vector{};
        for (int64_t k = 0; k < pairs; k++) {
            Words b[count];
#pragma unroll
            for (int v = 0; v < count; v++) b[v] = load<Words>(right + k * step + v * next);
#pragma unroll
            for (int r = 0; r < rows; r++) {
                const Words a = left[r * left_stride + k] + Words{};
#pragma unroll
                for (int v = 0; v < count; v++) sums[r][v] = Set::dot(sums[r][v], a, b[v]);
            }
        }
#pragma unroll
        for (int r = 0; r < rows; r++)
#pragma unroll
            for (int v = 0; v < count; v++) store(to + r * to_stride + v * width, sums[r][v]);
    }

    // `columns` of the result, a multiple of a vector.
    static void all_products(const uint32_t *left, int64_t left_stride, const uint32_t *right, int64_t step, int64_t next,
                             int64_t pairs, int64_t columns, float *to) {
        int64_t column = 0;
        for (; column + block <= columns; column += block)
            products<vectors>(left, left_stride, right + column / width * next, step, next, pairs, to + column, columns);
        const uint32_t *const rest = right + column / width * next;
        switch ((columns - column) / width) {
        case 1: return products<1>(left, left_stride, rest, step, next, pairs, to + column, columns);
        case 2: return products<2>(left, left_stride, rest, step, next, pairs, to + column, columns);
        case 3: return products<3>(left, left_stride, rest, step, next, pairs, to + column, columns);
        default: return;
        }
    }

    // A query with a stray key.
    static float score(const AttentionProblem &p, const uint16_t *query, const uint16_t *key) {
        Vector sums = {};
        for (int64_t d = 0; d < p.channels; d += 2 * width)
            sums = Set::dot(sums, pairs_of(query + d, p.channels - d), pairs_of(key + d, p.channels - d));
        return Base::sum(sums);
    }

    static Words pairs_of(const uint16_t *from, int64_t count) {
        if (count >= 2 * width) return load<Words>(from);
        Words v = {};
        __builtin_memcpy(&v, from, static_cast<uint64_t>(count) * 2);
        return v;
    }

    // Scores become weights that are not divided by their sum yet, which is returned.
    static float weights(float *scores, const float *strays, const AttentionProblem &p, const Sizes &s, float scale,
                         uint16_t *to) {
        for (int64_t t = p.keys; t < s.keys; t++) scores[t] = -1e30f;
        Vector top = load<Vector>(scores), other = load<Vector>(scores + width);
        for (int64_t t = 2 * width; t < s.keys; t += 2 * width) {
            const Vector a = load<Vector>(scores + t), b = load<Vector>(scores + t + width);
            top = a > top ? a : top;
            other = b > other ? b : other;
        }
        top = top > other ? top : other;
        float most = Base::largest(top);
        for (int64_t i = 0; i < s.strays; i++) most = strays[i] > most ? strays[i] : most;
        const Vector factor = all(scale), offset = all(-most * scale);
        Vector sum = {}, other_sum = {};
        for (int64_t t = 0; t < s.keys; t += 2 * width) {
            const Vector a = Base::power_of_two(load<Vector>(scores + t) * factor + offset);
            const Vector b = Base::power_of_two(load<Vector>(scores + t + width) * factor + offset);
            sum += a;
            other_sum += b;
            store(to + t, Set::narrowed(a));
            store(to + t + width, Set::narrowed(b));
        }
        if (s.strays) {
            // Half a pair of keys weighs nothing.
            Vector last = all(-1e30f);
            for (int64_t i = 0; i < s.strays; i++) last[i] = strays[i];
            last = Base::power_of_two(last * factor + offset);
            sum += last;
            store_part(to + s.keys, Set::narrowed(last), s.all_keys() - s.keys);
        }
        return Base::sum(sum + other_sum);
    }

    static const uint16_t *start(const AttentionOperand &operand, int64_t n, int64_t h) {
        return static_cast<const uint16_t *>(operand.data) + n * operand.batch_stride + h * operand.head_stride;
    }

    static void run(const AttentionProblem &p, int64_t index, float *scratch) {
        const int64_t n = index / p.heads, h = index % p.heads;
        const Sizes s(p);
        float *const scores = scratch, *const result = scores + s.score_words();
        // Four bytes are a float, a pair or two halves; memcpy alone looks at them.
        uint32_t *const keys = reinterpret_cast<uint32_t *>(result + rows * s.channels);
        uint32_t *const values = keys + s.key_words(), *const shares = values + s.value_words();
        uint32_t *const queries = shares + s.weight_words();
        pack_keys(p, start(p.key, n, h), s, keys);
        pack_values(p, start(p.value, n, h), s, values);
        const float scale = 1.44269504f / __builtin_sqrtf(static_cast<float>(p.channels));
        // The last rows of an incomplete group are what the group before left; half a pair stays 0.
        for (int64_t i = 0; i < rows * s.pairs; i++) queries[i] = 0;
        for (int64_t first = 0; first < p.queries; first += rows) {
            const int64_t count = p.queries - first < rows ? p.queries - first : rows;
            for (int64_t r = 0; r < count; r++) {
                const uint16_t *const query = start(p.query, n, h) + (first + r) * p.query.token_stride;
                ask(query + ahead * p.query.token_stride, p.channels);
                ask_to_write(p, n, first + r + rows, h);
                __builtin_memcpy(queries + r * s.pairs, query, static_cast<uint64_t>(p.channels) * 2);
            }
            all_products(queries, s.pairs, keys, width, width * s.pairs, s.pairs, s.keys, scores);
            float totals[rows];
            for (int r = 0; r < rows; r++) {
                float strays[2] = {};
                for (int64_t i = 0; i < s.strays; i++)
                    strays[i] = score(p, reinterpret_cast<const uint16_t *>(queries + r * s.pairs),
                                      start(p.key, n, h) + (s.keys + i) * p.key.token_stride);
                totals[r] = weights(scores + r * s.keys, strays, p, s, scale,
                                    reinterpret_cast<uint16_t *>(shares + r * s.all_keys() / 2));
            }
            all_products(shares, s.all_keys() / 2, values, s.channels, width, (p.keys + 1) / 2, s.channels, result);
            for (int64_t r = 0; r < count; r++)
                write(p, result + r * s.channels, 1 / totals[r], place(p, n, first + r, h));
        }
    }

    static void write(const AttentionProblem &p, const float *result, float share, int64_t at) {
        for (int64_t d = 0; d < p.channels; d += width) {
            const Vector x = load<Vector>(result + d) * all(share);
            if (p.out_is_bytes)
                store_part(static_cast<uint8_t *>(p.out) + at + d, Base::bytes(x * p.out_factor + p.out_zero),
                           p.channels - d);
            else
                store_part(static_cast<uint16_t *>(p.out) + at + d, Set::narrowed(x), p.channels - d);
        }
    }
};

}  // namespace
}  // namespace ct
