// Layers' operations in as few passes over memory as the device allows.
#pragma once
#include "../include/CTorch.h"

namespace ct {

CTStatus linear_gelu(CTTensor input, CTTensor weight, CTTensor bias, CTResult out);
CTStatus conv2d_relu(CTTensor input, CTTensor weight, CTTensor bias, CTConvolution geometry, CTResult out);
CTStatus float8_rows(CTTensor rows, CTResult values, CTResult scales);
CTStatus float8_linear(CTTensor input, CTTensor weight, CTTensor scales, CTTensor bias, int32_t gelu, CTResult out);

}  // namespace ct
