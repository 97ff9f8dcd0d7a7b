// A network's layers over bfloat16, or over bytes that stand for numbers, by kernels of our own for processors that
// multiply such numbers; for inference, on CPUs.
#pragma once
#include "CTorchNeural.h"
#include "CTorchQuantized.h"

#pragma clang assume_nonnull begin

// A linear layer in the order in which the kernel wants it: from input · weightᵀ, result = product · scales + shifts.
typedef struct CTPackedLinear {
    CTTensor weights;  // int32, opaque
    CTTensor scales;   // float32; zeros beyond `outputs`
    CTTensor shifts;   // float32; zeros beyond `outputs`
    int64_t inputs;
    int64_t outputs;
} CTPackedLinear;

typedef struct CTNarrow {
    // What computes on this processor: "avx512", "emulated"; "" where nothing does, and nothing else here may be called.
    const char *_Nonnull (*_Nonnull kernel)(void);
    // `weight` out×in: bfloat16; or int8, then with the scale of each row (float32) and the code of the input.
    // Three tensors of `packed` are made; on failure none is.
    CTStatus (*pack)(CTTensor weight, CTTensor _Nullable weight_scales, CTByteScale input_scale, CTTensor _Nullable bias,
                     CTTensor _Nullable *_Nonnull weights, CTTensor _Nullable *_Nonnull scales,
                     CTTensor _Nullable *_Nonnull shifts);
    // …×in to …×out: GELU where `gelu` is not 0, then `residual` (bfloat16, of the result's shape) added. `input` is
    // bfloat16 or, for weights of int8, bytes. The result is bfloat16; bytes where `bytes` says how.
    CTStatus (*linear)(CTTensor input, CTPackedLinear packed, int32_t gelu, CTTensor _Nullable residual,
                       const CTByteScale *_Nullable bytes, CTResult out);
    // A transposed convolution of 2×2 with stride 2 over N×in×rows×columns, bfloat16; packed from
    // (4·out)×in, rows of the window first, then columns, then channels. Channels last.
    CTStatus (*deconvolution)(CTTensor input, CTPackedLinear packed, CTResult out);
    // Normalises the last axis of bfloat16; `weight` and `bias` float32. Results as of `linear`.
    CTStatus (*layer_norm)(CTTensor input, CTTensor weight, CTTensor bias, double epsilon,
                           const CTByteScale *_Nullable bytes, CTResult out);
    // As CTNeural.attention over bfloat16; batch×queries×(heads·channels). Results as of `linear`.
    CTStatus (*attention)(CTTensor query, CTTensor key, CTTensor value, const CTByteScale *_Nullable bytes, CTResult out);
    // Bytes of bfloat16 or float32.
    CTStatus (*bytes)(CTTensor input, CTByteScale scale, CTResult out);
} CTNarrow;

#pragma clang assume_nonnull end
