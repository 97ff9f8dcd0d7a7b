// 3×3 convolutions by Winograd's minimal filtering F(4×4, 3×3): 36 products where the definition has 144 (Lavin and Gray,
// 2016). Images are channels last, of float32 or, for kernels that say so, of bfloat16.
#pragma once
#include <cstdint>

namespace ct {

// Where an image's numbers are, counted in elements; channels lie side by side.
struct WinogradImage {
    const void *data;
    int64_t image_stride, row_stride, pixel_stride;
};

struct WinogradProblem {
    WinogradImage input;
    bool has_input_relu;  // negative numbers of the input count as 0
    int64_t input_rows, input_columns, inputs;
    int64_t padding_rows, padding_columns;  // 0 or 1
    const float *weights;  // outputs × inputs × 3 × 3, contiguous
    const float *bias;     // one for each output; may be NULL
    WinogradImage addends[2];  // of the output's size, added to it; the first without data ends them
    bool has_output_relu;      // after that
    void *output;              // batch × rows × columns × outputs, contiguous
    int64_t batch, rows, columns, outputs;
    int64_t threads;  // among which the parts are to be shared
};

// One way of doing it, in two steps whose parts can run side by side.
struct WinogradKernel {
    const char *name;
    bool is_bfloat16;  // images, else float32
    // Inputs come in multiples of the one, outputs of the other.
    int64_t input_multiple, output_multiple;
    // Floats that the transformed weights take, and the parts in which they are made.
    int64_t (*transformed_size)(const WinogradProblem &);
    int64_t (*transform_parts)(const WinogradProblem &);
    void (*transform)(const WinogradProblem &, int64_t part, float *transformed);
    // Floats of scratch memory that one part of the result needs, and the parts of the result.
    int64_t (*scratch)(const WinogradProblem &);
    int64_t (*parts)(const WinogradProblem &);
    void (*run)(const WinogradProblem &, const float *transformed, int64_t part, float *scratch);
};

#if defined(__x86_64__)
extern const WinogradKernel winograd_avx2;
extern const WinogradKernel winograd_avx512;
extern const WinogradKernel winograd_avx512bf16;
extern const WinogradKernel winograd_avx512bf16_coarse;
#elif defined(__aarch64__)
extern const WinogradKernel winograd_neon;
#endif
extern const WinogradKernel winograd_emulated;
extern const WinogradKernel winograd_emulated_coarse;

// The best that this processor runs, or the one that the environment variable CTORCH_CONVOLUTION names (avx512, avx2; for
// bfloat16, emulated) if it runs here; NULL where there is none, or where that says libtorch.
//
// `is_coarse` permits points that are rounded to bfloat16.
const WinogradKernel *winograd_kernel(bool is_bfloat16, bool is_coarse);

}  // namespace ct
