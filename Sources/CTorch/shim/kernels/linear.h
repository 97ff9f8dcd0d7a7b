// Linear layers and normalisation over narrow numbers on a CPU, for inference: bfloat16, or bytes that stand for numbers.
//
// libtorch's own (oneDNN's) reach nine tenths of what these do on weights reordered once, and want passes of their own over
// memory for scaling, adding and writing bytes (docs/performance.md).
#pragma once
#include <cstdint>

namespace ct {

// How a kernel writes numbers.
struct NarrowOutput {
    void *data;
    int64_t row_stride;  // in elements
    bool is_bytes;       // else bfloat16
    float factor, zero;  // byte = rounded(number · factor + zero)
};

// out = gelu(scales · (input · weightsᵀ) + shifts) + residual
struct LinearProblem {
    const void *input;   // rows of bfloat16, or of bytes without sign
    int64_t row_bytes;   // from one row to the next
    bool is_bytes;
    int64_t rows, inputs, outputs;
    const uint32_t *weights;       // as `pack` leaves them
    const float *scales, *shifts;  // one for each output, and zeros until `outputs_multiple`
    bool has_gelu;
    const uint16_t *residual;  // rows of bfloat16; may be NULL
    int64_t residual_stride;   // in elements
    NarrowOutput out;
};

// Rows of bfloat16, normalised to mean 0 and variance 1, then scaled and shifted.
struct NormProblem {
    const uint16_t *input;
    int64_t row_stride, rows, channels;
    const float *weight, *bias;
    float epsilon;
    NarrowOutput out;
};

// One way of doing it.
struct LinearKernel {
    const char *name;
    int64_t outputs_multiple;
    // Words that packed weights take.
    int64_t (*packed_size)(int64_t inputs, int64_t outputs, bool is_bytes);
    // The weights from `first`, a multiple of `outputs_multiple`, as many outputs as that; `weights` is all of them,
    // outputs × inputs, bfloat16 or signed bytes.
    void (*pack)(const void *weights, int64_t inputs, int64_t outputs, bool is_bytes, int64_t first, uint32_t *packed);
    // The result's rows and outputs from some on; the outputs begin at a multiple of `outputs_multiple`.
    void (*run)(const LinearProblem &, int64_t first_row, int64_t rows, int64_t first_output, int64_t outputs);
    void (*normalize)(const NormProblem &, int64_t first_row, int64_t rows);
};

#if defined(__x86_64__)
extern const LinearKernel linear_avx512;
#endif
extern const LinearKernel linear_emulated;

// The best that this processor runs, or the one that the environment variable CTORCH_LINEAR names (avx512, emulated) if it
// runs here; NULL where there is none, or where that says libtorch: then libtorch's own operators serve.
const LinearKernel *linear_kernel();

}  // namespace ct
