// softmax(query · keyᵀ / √channels) · value on a CPU, for inference.
//
// libtorch's own operator keeps the multipliers busy half of the time (docs/performance.md); here every head's keys are
// packed once, and a few query rows at a time meet all of them, so that the scores never leave the nearest cache.
#pragma once
#include <cstdint>

namespace ct {

enum class AttentionElement { float32, bfloat16 };

// Where an operand's elements are, counted in elements; channels lie side by side.
struct AttentionOperand {
    const void *data;
    int64_t batch_stride;
    int64_t head_stride;
    int64_t token_stride;
};

struct AttentionProblem {
    AttentionOperand query, key, value;
    void *out;  // batch × queries × heads × channels, contiguous
    AttentionElement element;
    int64_t batch, heads, queries, keys, channels;
    // Writes bytes, rounded(number · out_factor + out_zero), instead of the operands' type; of bfloat16, by kernels whose
    // products take pairs.
    bool out_is_bytes = false;
    float out_factor = 1, out_zero = 0;
};

// One way of doing it.
struct AttentionKernel {
    const char *name;
    // Floats of scratch memory that one head needs.
    int64_t (*scratch)(const AttentionProblem &);
    // One head of one element of the batch; `index` counts heads fastest.
    void (*run)(const AttentionProblem &, int64_t index, float *scratch);
    bool writes_bytes = false;
};

extern const AttentionKernel attention_portable;
#if defined(__x86_64__)
extern const AttentionKernel attention_avx2;
extern const AttentionKernel attention_avx512;
extern const AttentionKernel attention_avx512bf16;
#endif
extern const AttentionKernel attention_emulated;

// The best that this processor runs for such elements, or the one that the environment variable CTORCH_ATTENTION names
// (avx512bf16 and emulated, for bfloat16 only; avx512, avx2, portable) if it runs here; NULL where that says libtorch.
const AttentionKernel *attention_kernel(AttentionElement element);

}  // namespace ct
