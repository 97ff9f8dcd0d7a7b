// Images of bfloat16, for winograd_body.h.

namespace ct {
namespace {

// Points stay float32.
template <class Set> struct WinogradHalves : WinogradFloats<Narrow<Set>::width> {
    typedef typename Set::Vector Vector;
    typedef uint16_t Element;

    static Vector load(const uint16_t *from) { return Narrow<Set>::widened(ct::load<typename Set::Halves>(from)); }
    static void store(uint16_t *to, Vector v) { ct::store(to, Set::narrowed(v)); }
};

// Points are rounded to bfloat16 as well, and multiplied by pairs of inputs: twice as fast, and seven times as far off as
// bfloat16 by itself is, since sums and differences of points leave little of large numbers.
template <class Set> struct WinogradPairs {
    typedef typename Set::Vector Vector;
    typedef typename Set::Words Words;
    typedef typename Set::Halves Halves;
    typedef uint16_t Element;
    typedef uint16_t Point;
    typedef Words Right;
    static constexpr int64_t group = 2;

    static Vector load(const uint16_t *from) { return Narrow<Set>::widened(ct::load<Halves>(from)); }
    static void store(uint16_t *to, Vector v) { ct::store(to, Set::narrowed(v)); }
    static void store_point(uint16_t *to, Vector v) { store(to, v); }

    static Words grouped(const Vector *points) {
        return __builtin_convertvector(Set::narrowed(points[0]), Words) |
               __builtin_convertvector(Set::narrowed(points[1]), Words) << 16;
    }

    static Vector multiply_add(const uint16_t *left, Words right, Vector sums) {
        uint32_t pair;
        __builtin_memcpy(&pair, left, sizeof pair);
        return Set::dot(sums, pair + Words{}, right);
    }
};

}  // namespace
}  // namespace ct
