#include "attention.h"

#include <cstdlib>
#include <cstring>
#include <initializer_list>

namespace ct {
namespace {

bool runs(const AttentionKernel &kernel) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (&kernel == &attention_avx512)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
               __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    if (&kernel == &attention_avx2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
    return true;
}

const AttentionKernel *choose() {
    const char *wanted = std::getenv("CTORCH_ATTENTION");
    if (wanted && !std::strcmp(wanted, "libtorch")) return nullptr;
    const AttentionKernel *best = nullptr;
    for (const AttentionKernel *kernel : {
#if defined(__x86_64__)
             &attention_avx512, &attention_avx2,
#endif
             &attention_portable}) {
        if (!runs(*kernel)) continue;
        if (!best) best = kernel;
        if (wanted && !std::strcmp(wanted, kernel->name)) return kernel;
    }
    return best;
}

}  // namespace

const AttentionKernel *attention_kernel() {
    static const AttentionKernel *const chosen = choose();
    return chosen;
}

}  // namespace ct
