#include "winograd.h"

#include <cstdlib>
#include <cstring>
#include <initializer_list>

namespace ct {
namespace {

const WinogradKernel *choose() {
    const char *wanted = std::getenv("CTORCH_CONVOLUTION");
    if (wanted && !std::strcmp(wanted, "libtorch")) return nullptr;
#if defined(__x86_64__)
    __builtin_cpu_init();
    const bool has512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    if (has512 && !(wanted && !std::strcmp(wanted, winograd_avx2.name))) return &winograd_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return &winograd_avx2;
#elif defined(__aarch64__)
    return &winograd_neon;
#endif
    return nullptr;
}

}  // namespace

const WinogradKernel *winograd_kernel() {
    static const WinogradKernel *const chosen = choose();
    return chosen;
}

}  // namespace ct
