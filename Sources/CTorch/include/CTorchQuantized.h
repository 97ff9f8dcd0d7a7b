// Matrix products in 8-bit integers, on CPUs.
#pragma once
#include "CTorchTypes.h"

#pragma clang assume_nonnull begin

// How the input of a product is written in a byte: value = scale · (byte − zero).
typedef struct CTByteScale {
    double scale;
    int32_t zero;
} CTByteScale;

typedef struct CTQuantized {
    // Weights out×in of 8-bit integers, in the order in which this processor wants them; CT_OTHER where it cannot.
    CTStatus (*pack)(CTTensor weight, CTResult out);
    // input · weightᵀ + bias, then GELU where `gelu` is not 0, as float32: `input` float32 …×in; `packed` from `pack`;
    // `scales` and `zeros` (int64, all 0) one for each output.
    CTStatus (*linear)(CTTensor input, CTByteScale input_scale, CTTensor packed, CTTensor scales, CTTensor zeros,
                       CTTensor _Nullable bias, int32_t gelu, CTResult out);
} CTQuantized;

#pragma clang assume_nonnull end
