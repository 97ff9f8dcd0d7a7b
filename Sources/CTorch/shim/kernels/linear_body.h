// The kernel itself, over the vectors of narrow_body.h, which whoever includes this includes before.
//
// Six rows at a time meet four vectors of outputs: 24 sums stay in registers while a row's words, four bytes of it each, are
// spread over vectors one by one. Weights lie as they are read: by panels of four vectors of outputs, in each word by word.

namespace ct {
namespace {

template <class Set> struct NarrowLinear : Narrow<Set> {
    using Base = Narrow<Set>;
    typedef typename Base::Vector Vector;
    typedef typename Base::Words Words;
    typedef typename Base::Halves Halves;
    using Base::width, Base::widened;
    static constexpr int vectors = 4, most_rows = 6;
    static constexpr int64_t panel = width * vectors;

    static int64_t words(int64_t inputs, bool is_bytes) { return is_bytes ? (inputs + 3) / 4 : (inputs + 1) / 2; }

    static int64_t packed_size(int64_t inputs, int64_t outputs, bool is_bytes) {
        return (outputs + panel - 1) / panel * panel * words(inputs, is_bytes);
    }

    static void pack(const void *weights, int64_t inputs, int64_t outputs, bool is_bytes, int64_t first,
                     uint32_t *packed) {
        const int64_t size = is_bytes ? 1 : 2, row = inputs * size, count = words(inputs, is_bytes);
        uint32_t *const to = packed + first * count;
        for (int64_t j = 0; j < panel; j++) {
            const char *from = static_cast<const char *>(weights) + (first + j) * row;
            for (int64_t k = 0; k < count; k++) {
                uint32_t word = 0;
                if (first + j < outputs) {
                    const int64_t left = row - 4 * k;
                    if (left >= 4)
                        __builtin_memcpy(&word, from + 4 * k, 4);
                    else
                        __builtin_memcpy(&word, from + 4 * k, static_cast<uint64_t>(left));
                }
                to[k * panel + j] = word;
            }
        }
    }

    // MARK: Products

    struct Pairs {
        typedef Vector Sums;
        static Sums add(Sums sums, Words a, Words b) { return Set::dot(sums, a, b); }
        static Vector floats(Sums sums) { return sums; }
    };

    struct Fours {
        typedef Words Sums;
        static Sums add(Sums sums, Words a, Words b) { return Set::dot_bytes(sums, a, b); }
        static Vector floats(Sums sums) {
            typedef int32_t Signed __attribute__((vector_size(sizeof(Words)), aligned(4)));
            return __builtin_convertvector((Signed)sums, Vector);
        }
    };

    // What a write does with sums, apart from where.
    struct Target {
        const LinearProblem &p;
        int64_t row, output;
    };

    template <class Kind, int rows>
    static void products(const Target &target, const char *left, const uint32_t *right) {
        const LinearProblem &p = target.p;
        const int64_t size = p.inputs * (p.is_bytes ? 1 : 2), whole = size / 4;
        typename Kind::Sums sums[rows][vectors];
#pragma unroll
        for (int r = 0; r < rows; r++)
#pragma unroll
            for (int v = 0; v < vectors; v++) sums[r][v] = typename Kind::Sums{};
        const char *lefts[rows];
#pragma unroll
        for (int r = 0; r < rows; r++) lefts[r] = left + r * p.row_bytes;
        for (int64_t k = 0; k < whole; k++) {
            Words b[vectors];
#pragma unroll
            for (int v = 0; v < vectors; v++) b[v] = load<Words>(right + k * panel + v * width);
#pragma unroll
            for (int r = 0; r < rows; r++) {
                uint32_t word;
                __builtin_memcpy(&word, lefts[r] + 4 * k, 4);
                const Words a = word + Words{};
#pragma unroll
                for (int v = 0; v < vectors; v++) sums[r][v] = Kind::add(sums[r][v], a, b[v]);
            }
        }
        if (size > 4 * whole) {
#pragma unroll
            for (int r = 0; r < rows; r++) {
                uint32_t word = 0;
                __builtin_memcpy(&word, lefts[r] + 4 * whole, static_cast<uint64_t>(size - 4 * whole));
#pragma unroll
                for (int v = 0; v < vectors; v++)
                    sums[r][v] = Kind::add(sums[r][v], word + Words{}, load<Words>(right + whole * panel + v * width));
            }
        }
#pragma unroll
        for (int r = 0; r < rows; r++)
#pragma unroll
            for (int v = 0; v < vectors; v++)
                finish(p, Kind::floats(sums[r][v]), target.row + r, target.output + v * width);
    }

    static void finish(const LinearProblem &p, Vector x, int64_t row, int64_t output) {
        const int64_t left = p.outputs - output;
        if (left <= 0) return;
        x = x * load<Vector>(p.scales + output) + load<Vector>(p.shifts + output);
        if (p.has_gelu) x = Base::gelu(x);
        if (p.residual) x += widened(load_part<Halves>(p.residual + row * p.residual_stride + output, left));
        write(p.out, x, row, output, left);
    }

    static void write(const NarrowOutput &out, Vector x, int64_t row, int64_t column, int64_t left) {
        const int64_t at = row * out.row_stride + column;
        if (out.is_bytes)
            store_part(static_cast<uint8_t *>(out.data) + at, Base::bytes(x * out.factor + out.zero), left);
        else
            store_part(static_cast<uint16_t *>(out.data) + at, Set::narrowed(x), left);
    }

    template <class Kind> static void rows(const Target &target, int64_t count, const char *left, const uint32_t *right) {
        switch (count) {
        case 1: return products<Kind, 1>(target, left, right);
        case 2: return products<Kind, 2>(target, left, right);
        case 3: return products<Kind, 3>(target, left, right);
        case 4: return products<Kind, 4>(target, left, right);
        case 5: return products<Kind, 5>(target, left, right);
        default: return products<Kind, 6>(target, left, right);
        }
    }

    static void run(const LinearProblem &p, int64_t first_row, int64_t row_count, int64_t first_output, int64_t outputs) {
        const int64_t step = words(p.inputs, p.is_bytes);
        for (int64_t output = first_output; output < first_output + outputs; output += panel)
            for (int64_t row = 0; row < row_count; row += most_rows) {
                const Target target = {p, first_row + row, output};
                const char *left = static_cast<const char *>(p.input) + target.row * p.row_bytes;
                const uint32_t *right = p.weights + output * step;
                if (p.is_bytes)
                    rows<Fours>(target, row_count - row, left, right);
                else
                    rows<Pairs>(target, row_count - row, left, right);
            }
    }

    // MARK: Normalisation

    static void normalize(const NormProblem &p, int64_t first_row, int64_t rows) {
        const float share = 1.0f / static_cast<float>(p.channels);
        for (int64_t row = first_row; row < first_row + rows; row++) {
            const uint16_t *const from = p.input + row * p.row_stride;
            Vector total = {};
            for (int64_t i = 0; i < p.channels; i += width)
                total += widened(load_part<Halves>(from + i, p.channels - i));
            const float mean = Base::sum(total) * share;
            Vector squares = {};
            for (int64_t i = 0; i < p.channels; i += width) {
                Vector x = widened(load_part<Halves>(from + i, p.channels - i)) - mean;
                if (p.channels - i < width)
                    for (int64_t lane = p.channels - i; lane < width; lane++) x[lane] = 0;
                squares += x * x;
            }
            const float factor = 1 / __builtin_sqrtf(Base::sum(squares) * share + p.epsilon);
            for (int64_t i = 0; i < p.channels; i += width) {
                const int64_t left = p.channels - i;
                const Vector x = (widened(load_part<Halves>(from + i, left)) - mean) * factor;
                write(p.out, x * load_part<Vector>(p.weight + i, left) + load_part<Vector>(p.bias + i, left), row, i,
                      left);
            }
        }
    }

    static constexpr LinearKernel kernel(const char *name) { return {name, panel, packed_size, pack, run, normalize}; }
};

}  // namespace
}  // namespace ct
