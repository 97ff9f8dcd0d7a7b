#include "quantize.h"

#include "parallel.h"

#include <algorithm>

namespace ct {
namespace {

// A loop that compilers make vectors of: adding 1.5·2^23 leaves the rounded number in a float's lowest bits.
void quantize_part(const float *from, int64_t count, float factor, float zero, uint8_t *to) {
    for (int64_t i = 0; i < count; i++) {
        float value = from[i] * factor + zero;
        value = value > 0 ? value : 0;  // not a number becomes 0 too
        value = value < 255 ? value : 255;
        const float shifted = value + 12582912.0f;
        int32_t bits;
        __builtin_memcpy(&bits, &shifted, sizeof bits);
        to[i] = static_cast<uint8_t>(bits);
    }
}

}  // namespace

void quantize(const float *from, int64_t count, float scale, int32_t zero, uint8_t *to) {
    constexpr int64_t part = 1 << 16;
    parallel((count + part - 1) / part, [&](int64_t index, int) {
        const int64_t start = index * part;
        quantize_part(from + start, std::min(part, count - start), 1 / scale, static_cast<float>(zero), to + start);
    });
}

}  // namespace ct
