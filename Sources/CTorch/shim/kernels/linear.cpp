#include "linear.h"

#include <cstdlib>
#include <cstring>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace ct {
namespace {

#if defined(__x86_64__)
// Tile instructions multiply bfloat16 several times as fast, and libtorch's own operators use them.
bool has_tiles() {
    unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
    return __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) && (edx & (1u << 22));
}
#endif

const LinearKernel *choose() {
    const char *wanted = std::getenv("CTORCH_LINEAR");
    if (wanted && !std::strcmp(wanted, "libtorch")) return nullptr;
    if (wanted && !std::strcmp(wanted, linear_emulated.name)) return &linear_emulated;
#if defined(__x86_64__)
    __builtin_cpu_init();
    const bool runs = __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512vnni") &&
                      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
                      __builtin_cpu_supports("avx512bw");
    const bool insists = wanted && !std::strcmp(wanted, linear_avx512.name);
    if (runs && (insists || !has_tiles())) return &linear_avx512;
#endif
    return nullptr;
}

}  // namespace

const LinearKernel *linear_kernel() {
    static const LinearKernel *const chosen = choose();
    return chosen;
}

}  // namespace ct
