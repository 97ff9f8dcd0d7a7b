// The layers' operations. `bias`, and other tensors so marked, may be NULL.
#pragma once
#include "CTorchTypes.h"

#pragma clang assume_nonnull begin

typedef struct CTConvolution {
    int64_t stride;
    int64_t padding_rows;
    int64_t padding_columns;
    int64_t dilation;
    int64_t groups;
} CTConvolution;

// What else a convolution does in the same pass.
typedef struct CTConvolutionParts {
    int32_t input_relu;   // negative elements of the input count as 0
    int32_t output_relu;  // negative elements of the result become 0, after the addition
    CTTensor _Nullable addends[2];  // of the result's shape
    // Permits rounding within the product to bfloat16, several times coarser than that of its operands, where both are so.
    int32_t is_coarse;
} CTConvolutionParts;

typedef struct CTNeural {
    CTStatus (*matmul)(CTTensor a, CTTensor b, CTResult out);
    CTStatus (*linear)(CTTensor input, CTTensor weight, CTTensor _Nullable bias, CTResult out);
    CTStatus (*conv2d)(CTTensor input, CTTensor weight, CTTensor _Nullable bias, CTConvolution geometry, CTResult out);
    CTStatus (*conv2d_parts)(CTTensor input, CTTensor weight, CTTensor _Nullable bias, CTConvolution geometry,
                             CTConvolutionParts parts, CTResult out);
    CTStatus (*conv_transpose2d)(CTTensor input, CTTensor weight, CTTensor _Nullable bias, CTConvolution geometry,
                                 CTResult out);
    CTStatus (*layer_norm)(CTTensor input, CTTensor _Nullable weight, CTTensor _Nullable bias, double epsilon, CTResult out);
    // With running statistics; training updates them.
    CTStatus (*batch_norm)(CTTensor input, CTTensor _Nullable weight, CTTensor _Nullable bias, CTTensor mean, CTTensor variance,
                           int32_t training, double momentum, double epsilon, CTResult out);
    // Query, key and value as …×tokens×channels; scaled by channels^-1/2.
    CTStatus (*attention)(CTTensor query, CTTensor key, CTTensor value, CTResult out);
    // Corners not aligned. A scale of 0 is taken from the sizes.
    CTStatus (*resize_bilinear)(CTTensor input, int64_t rows, int64_t columns, int32_t antialias, double scale_rows,
                                double scale_columns, CTResult out);
    CTStatus (*resize_bicubic)(CTTensor input, int64_t rows, int64_t columns, int32_t antialias, CTResult out);
    CTStatus (*average_pool2d)(CTTensor input, int64_t size, CTResult out);
    // What computes `attention` on this processor where nothing is recorded: "avx512", "avx2", "neon", "portable", "libtorch".
    const char *_Nonnull (*_Nonnull attention_kernel)(void);
} CTNeural;

#pragma clang assume_nonnull end
