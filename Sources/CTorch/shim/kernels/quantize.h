// Floats to unsigned bytes for integer matrix products.
#pragma once
#include <cstdint>

namespace ct {

// to[i] = from[i] / scale + zero, rounded and held within a byte.
void quantize(const float *from, int64_t count, float scale, int32_t zero, uint8_t *to);

}  // namespace ct
