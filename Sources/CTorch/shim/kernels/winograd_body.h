// The kernel itself, written once over the compiler's vector types and compiled for each instruction set by the files
// that include it, between the pragmas that choose the set. Includes nothing, so that no library code is compiled so.
//
//   width     floats in a vector
//   rows      tiles at a time
//   vectors   vectors of outputs at a time: rows × vectors sums must fit the registers
//   Format    how images and their points are stored, and how points are multiplied: WinogradFloats, or of
//             winograd_halves.h
//
// The interpolation points are 0, ±a, ±b and infinity with a² = 1/2 and b² = 2, which cost far fewer digits than the
// usual ±1, ±2 lose: on 256 channels results are off by 1.2e-6 (root mean square, of numbers near 1.4) where plain sums in
// the same type are off by 1.0e-6.

namespace ct {
namespace {

// Images and points of float32.
template <int width> struct WinogradFloats {
    typedef float Vector __attribute__((vector_size(width * sizeof(float)), aligned(4)));
    typedef float Element;  // of images
    typedef float Point;
    typedef Vector Right;
    // Points that are multiplied at once, within four bytes.
    static constexpr int64_t group = 1;

    static Vector load(const float *from) {
        Vector v;
        __builtin_memcpy(&v, from, sizeof v);
        return v;
    }

    static void store(float *to, Vector v) { __builtin_memcpy(to, &v, sizeof v); }

    static void store_point(float *to, Vector v) { store(to, v); }

    static Right grouped(const Vector *points) { return points[0]; }

    static Vector multiply_add(const float *left, Right right, Vector sums) {
        return __builtin_elementwise_fma(*left - Vector{}, right, sums);
    }
};

template <int width, int rows, int vectors, class Format = WinogradFloats<width>> struct Winograd {
    typedef float Vector __attribute__((vector_size(width * sizeof(float)), aligned(4)));
    typedef typename Format::Element Element;
    typedef typename Format::Point Point;
    typedef typename Format::Right Right;
    static constexpr int64_t panel = width * vectors;
    static constexpr int64_t points = 36;
    // Tiles in a part, at most: so few that neighbouring cores, which share the third cache, do not drive each other's points
    // out of it, and so many that the weights, which pass by once for each part, are worth it.
    static constexpr int64_t most = 48 / rows * rows;
    // Between the points' matrices, so that they do not all fall on the same lines of a cache.
    static constexpr int64_t gap = 16;
    static constexpr float a = 0.70710678f, b = 1.41421356f;

    static Vector load(const float *from) {
        Vector v;
        __builtin_memcpy(&v, from, sizeof v);
        return v;
    }

    static void store(float *to, Vector v) { __builtin_memcpy(to, &v, sizeof v); }

    static Vector all(float x) { return x - Vector{}; }

    static Vector multiply_add(Vector x, Vector y, Vector z) { return __builtin_elementwise_fma(x, y, z); }

    static int64_t rounded(int64_t count, int64_t step) { return (count + step - 1) / step * step; }

    static int64_t tile_rows(const WinogradProblem &p) { return (p.rows + 3) / 4; }
    static int64_t tile_columns(const WinogradProblem &p) { return (p.columns + 3) / 4; }
    static int64_t tiles(const WinogradProblem &p) { return p.batch * tile_rows(p) * tile_columns(p); }
    // Tiles in each part: equal rounds for all threads.
    static int64_t each(const WinogradProblem &p) {
        const int64_t rounds = (tiles(p) + p.threads * most - 1) / (p.threads * most);
        return rounded((tiles(p) + p.threads * rounds - 1) / (p.threads * rounds), rows);
    }

    static int64_t parts(const WinogradProblem &p) { return (tiles(p) + each(p) - 1) / each(p); }

    static int64_t left_size(const WinogradProblem &p) { return each(p) * p.inputs + gap * Format::group; }
    // Of one panel of outputs, which stays in the second cache until it has left.
    static int64_t product_size(const WinogradProblem &p) { return each(p) * panel + gap; }
    static int64_t scratch(const WinogradProblem &p) {
        return points * (left_size(p) / Format::group + product_size(p)) + p.inputs;
    }

    // MARK: Weights

    static int64_t transformed_size(const WinogradProblem &p) {
        return points * p.inputs * p.outputs / Format::group;
    }
    static int64_t transform_parts(const WinogradProblem &p) { return p.outputs / panel; }

    // Three weights in a line become six.
    static void spread(const Vector *g, int64_t step, Vector *to, int64_t to_step) {
        // 1 / (a²b²), 1 / (2a²(a²-b²)), 1 / (2b²(b²-a²))
        const Vector even = g[0] + g[2 * step] * 0.5f, odd = g[step] * a;
        const Vector even2 = g[0] + g[2 * step] * 2.0f, odd2 = g[step] * b;
        to[0] = g[0];
        to[to_step] = (even + odd) * (-2.0f / 3);
        to[2 * to_step] = (even - odd) * (-2.0f / 3);
        to[3 * to_step] = (even2 + odd2) * (1.0f / 6);
        to[4 * to_step] = (even2 - odd2) * (1.0f / 6);
        to[5 * to_step] = g[2 * step];
    }

    // By points, in each by panels of outputs, in each input by input, or group by group of inputs.
    static void transform(const WinogradProblem &p, int64_t part, float *transformed) {
        const int64_t first = part * panel, filter = 9 * p.inputs;
        for (int64_t i = 0; i < p.inputs; i += Format::group)
            for (int v = 0; v < vectors; v++) {
                Vector spreads[points][Format::group];
                for (int64_t member = 0; member < Format::group; member++) {
                    Vector g[9], lines[18], own[points];
                    for (int k = 0; k < 9; k++)
                        for (int lane = 0; lane < width; lane++)
                            g[k][lane] = p.weights[(first + v * width + lane) * filter + (i + member) * 9 + k];
                    for (int column = 0; column < 3; column++) spread(g + column, 3, lines + column, 3);
                    for (int line = 0; line < 6; line++) spread(lines + line * 3, 1, own + line * 6, 1);
                    for (int64_t point = 0; point < points; point++) spreads[point][member] = own[point];
                }
                for (int64_t point = 0; point < points; point++) {
                    const Right grouped = Format::grouped(spreads[point]);
                    const int64_t at = ((point * p.outputs + first) * p.inputs + i * panel) / Format::group + v * width;
                    __builtin_memcpy(transformed + at, &grouped, sizeof grouped);
                }
            }
    }

    // MARK: Images

    // Six pixels in a line become six points.
    static void sample(const Vector *d, int step, Vector *to, int to_step) {
        const Vector half = all(0.5f), two = all(2.0f), sum = all(2.5f), as = all(a), bs = all(b);
        const Vector d1 = d[step], d2 = d[2 * step], d3 = d[3 * step], d4 = d[4 * step];
        const Vector evens = multiply_add(-two, d2, d4), odds = multiply_add(-two, d1, d3);
        const Vector evens2 = multiply_add(-half, d2, d4), odds2 = multiply_add(-half, d1, d3);
        to[0] = multiply_add(-sum, d2, d[0] + d4);
        to[to_step] = multiply_add(as, odds, evens);
        to[2 * to_step] = multiply_add(-as, odds, evens);
        to[3 * to_step] = multiply_add(bs, odds2, evens2);
        to[4 * to_step] = multiply_add(-bs, odds2, evens2);
        to[5 * to_step] = multiply_add(-sum, d3, d1 + d[5 * step]);
    }

    // Six points in a line become four pixels.
    static void gather(const Vector *m, int step, Vector *to, int to_step) {
        const Vector as = all(a), bs = all(b), half = all(0.5f), two = all(2.0f);
        const Vector even = m[step] + m[2 * step], odd = m[step] - m[2 * step];
        const Vector even2 = m[3 * step] + m[4 * step], odd2 = m[3 * step] - m[4 * step];
        to[0] = m[0] + even + even2;
        to[to_step] = multiply_add(bs, odd2, as * odd);
        to[2 * to_step] = multiply_add(two, even2, half * even);
        to[3 * to_step] = multiply_add(all(b * 2), odd2, multiply_add(all(a / 2), odd, m[5 * step]));
    }

    // Where a tile lies.
    struct Place {
        int64_t image, row, column;

        Place(const WinogradProblem &p, int64_t tile) {
            const int64_t columns = tile_columns(p), own = tile_rows(p) * columns;
            image = tile / own;
            row = tile % own / columns * 4;
            column = tile % columns * 4;
        }
    };

    static const Element *start(const WinogradImage &image, int64_t n, int64_t row, int64_t column) {
        return static_cast<const Element *>(image.data) + n * image.image_stride + row * image.row_stride +
               column * image.pixel_stride;
    }

    static Vector not_negative(Vector x) { return x > Vector{} ? x : Vector{}; }

    template <bool has_relu>
    static void enter(const WinogradProblem &p, const Place &place, const Element *zeros, Point *left) {
        const Element *pixels[points];
        for (int y = 0; y < 6; y++)
            for (int x = 0; x < 6; x++) {
                const int64_t row = place.row + y - p.padding_rows, column = place.column + x - p.padding_columns;
                const bool exists = row >= 0 && row < p.input_rows && column >= 0 && column < p.input_columns;
                pixels[y * 6 + x] = exists ? start(p.input, place.image, row, column) : zeros;
            }
        const int64_t size = left_size(p);
        for (int64_t i = 0; i < p.inputs; i += width) {
            Vector columns[points];
            for (int x = 0; x < 6; x++) {
                Vector d[6];
#pragma unroll
                for (int y = 0; y < 6; y++) {
                    d[y] = Format::load(pixels[y * 6 + x] + i);
                    if constexpr (has_relu) d[y] = not_negative(d[y]);
                }
                sample(d, 1, columns + x, 6);
            }
            for (int y = 0; y < 6; y++) {
                Vector line[6];
                sample(columns + y * 6, 1, line, 1);
#pragma unroll
                for (int x = 0; x < 6; x++) Format::store_point(left + (y * 6 + x) * size + i, line[x]);
            }
        }
    }

    // The outputs of the panel that begins with `first`.
    static void leave(const WinogradProblem &p, const Place &place, const float *product, int64_t first) {
        const int64_t size = product_size(p);
        const int64_t height = p.rows - place.row < 4 ? p.rows - place.row : 4;
        const int64_t breadth = p.columns - place.column < 4 ? p.columns - place.column : 4;
        Element *const to = static_cast<Element *>(p.output) +
                            ((place.image * p.rows + place.row) * p.columns + place.column) * p.outputs;
        for (int64_t o = first; o < first + panel; o += width) {
            const Vector bias = p.bias ? load(p.bias + o) : Vector{};
            Vector columns[24];
            for (int x = 0; x < 6; x++) {
                Vector m[6];
#pragma unroll
                for (int y = 0; y < 6; y++) m[y] = load(product + (y * 6 + x) * size + o - first);
                gather(m, 1, columns + x, 6);
            }
            for (int64_t y = 0; y < height; y++) {
                Vector line[4];
                gather(columns + y * 6, 1, line, 1);
                for (int64_t x = 0; x < breadth; x++) {
                    Vector sum = line[x] + bias;
                    for (const WinogradImage &addend : p.addends) {
                        if (!addend.data) break;
                        sum += Format::load(start(addend, place.image, place.row + y, place.column + x) + o);
                    }
                    if (p.has_output_relu) sum = not_negative(sum);
                    Format::store(to + (y * p.columns + x) * p.outputs + o, sum);
                }
            }
        }
    }

    // to[r][0..<panel] = Σ_k left[r][k] · right[k][0..<panel]
    static void products(const Point *left, int64_t stride, const float *right, int64_t count, float *to,
                         int64_t to_stride) {
        Vector sums[rows][vectors] = {};
        for (int64_t k = 0; k < count; k += Format::group) {
            Right weights[vectors];
#pragma unroll
            for (int v = 0; v < vectors; v++)
                __builtin_memcpy(weights + v, right + k / Format::group * panel + v * width, sizeof(Right));
#pragma unroll
            for (int r = 0; r < rows; r++) {
#pragma unroll
                for (int v = 0; v < vectors; v++)
                    sums[r][v] = Format::multiply_add(left + r * stride + k, weights[v], sums[r][v]);
            }
        }
#pragma unroll
        for (int r = 0; r < rows; r++)
#pragma unroll
            for (int v = 0; v < vectors; v++) store(to + r * to_stride + v * width, sums[r][v]);
    }

    static void run(const WinogradProblem &p, const float *transformed, int64_t part, float *scratch) {
        float *const results = scratch;
        // Memory of floats that holds other types too.
        Point *const lefts = reinterpret_cast<Point *>(results + points * product_size(p));
        Element *const zeros = reinterpret_cast<Element *>(lefts + points * left_size(p));
        for (int64_t i = 0; i < p.inputs; i++) zeros[i] = 0;
        const int64_t first = part * each(p);
        const int64_t count = tiles(p) - first < each(p) ? tiles(p) - first : each(p);
        const int64_t filled = rounded(count, rows);
        for (int64_t t = 0; t < count; t++)
            if (p.has_input_relu)
                enter<true>(p, Place(p, first + t), zeros, lefts + t * p.inputs);
            else
                enter<false>(p, Place(p, first + t), zeros, lefts + t * p.inputs);
        for (int64_t point = 0; point < points; point++)
            for (int64_t i = count * p.inputs; i < filled * p.inputs; i++) lefts[point * left_size(p) + i] = 0;
        for (int64_t o = 0; o < p.outputs; o += panel) {
            for (int64_t point = 0; point < points; point++) {
                const Point *const left = lefts + point * left_size(p);
                const float *const weights = transformed + (point * p.outputs + o) * p.inputs / Format::group;
                float *const result = results + point * product_size(p);
                for (int64_t t = 0; t < filled; t += rows)
                    products(left + t * p.inputs, p.inputs, weights, p.inputs, result + t * panel, panel);
            }
            for (int64_t t = 0; t < count; t++) leave(p, Place(p, first + t), results + t * panel, o);
        }
    }

    static constexpr WinogradKernel kernel(const char *name) {
        return {name,    sizeof(Element) == 2, width, panel, transformed_size, transform_parts, transform,
                scratch, parts, run};
    }
};

}  // namespace
}  // namespace ct
