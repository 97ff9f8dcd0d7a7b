#include "attention.h"

#include <cstdlib>
#include <cstring>
#include <initializer_list>

namespace ct {
namespace {

bool runs(const AttentionKernel &kernel, AttentionElement element) {
    if (&kernel == &attention_emulated) return element == AttentionElement::bfloat16;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (&kernel == &attention_avx512)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
               __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    if (&kernel == &attention_avx512bf16)
        return element == AttentionElement::bfloat16 && __builtin_cpu_supports("avx512bf16");
    if (&kernel == &attention_avx2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
    return true;
}

const AttentionKernel *choose(AttentionElement element) {
    const char *wanted = std::getenv("CTORCH_ATTENTION");
    if (wanted && !std::strcmp(wanted, "libtorch")) return nullptr;
    const AttentionKernel *best = nullptr;
    for (const AttentionKernel *kernel : {
#if defined(__x86_64__)
             &attention_avx512bf16, &attention_avx512, &attention_avx2,
#endif
             &attention_portable, &attention_emulated}) {
        if (!runs(*kernel, element)) continue;
        if (!best) best = kernel;
        if (wanted && !std::strcmp(wanted, kernel->name)) return kernel;
    }
    return best;
}

}  // namespace

const AttentionKernel *attention_kernel(AttentionElement element) {
    static const AttentionKernel *const float32 = choose(AttentionElement::float32);
    static const AttentionKernel *const bfloat16 = choose(AttentionElement::bfloat16);
    return element == AttentionElement::float32 ? float32 : bfloat16;
}

}  // namespace ct
