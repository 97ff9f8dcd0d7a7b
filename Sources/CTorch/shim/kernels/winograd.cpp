#include "winograd.h"

#include <cstdlib>
#include <cstring>

namespace ct {
namespace {

bool runs(const WinogradKernel &kernel) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (&kernel == &winograd_avx2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    const bool has512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    return has512 && (!kernel.is_bfloat16 || __builtin_cpu_supports("avx512bf16"));
#else
    return true;
#endif
}

const WinogradKernel *choose(bool is_bfloat16, bool is_coarse) {
    const char *wanted = std::getenv("CTORCH_CONVOLUTION");
    if (wanted && !std::strcmp(wanted, "libtorch")) return nullptr;
    if (wanted && !std::strcmp(wanted, "coarse")) is_coarse = true;
    if (wanted && !std::strcmp(wanted, "fine")) is_coarse = false;
    if (is_bfloat16 && wanted && !std::strcmp(wanted, winograd_emulated.name))
        return is_coarse ? &winograd_emulated_coarse : &winograd_emulated;
#if defined(__x86_64__)
    if (is_bfloat16) {
        const WinogradKernel &own = is_coarse ? winograd_avx512bf16_coarse : winograd_avx512bf16;
        return runs(own) ? &own : nullptr;
    }
    if (runs(winograd_avx512) && !(wanted && !std::strcmp(wanted, winograd_avx2.name))) return &winograd_avx512;
    if (runs(winograd_avx2)) return &winograd_avx2;
#elif defined(__aarch64__)
    if (!is_bfloat16) return &winograd_neon;
#endif
    return nullptr;
}

}  // namespace

const WinogradKernel *winograd_kernel(bool is_bfloat16, bool is_coarse) {
    static const WinogradKernel *const chosen[] = {choose(false, false), choose(true, false), choose(true, true)};
    return chosen[is_bfloat16 ? 1 + is_coarse : 0];
}

}  // namespace ct
