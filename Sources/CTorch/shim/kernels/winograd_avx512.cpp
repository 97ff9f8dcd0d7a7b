// 12 × 2 sums of 16 floats in 32 registers.
#if defined(__x86_64__)
#include "winograd.h"
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)
#include "winograd_body.h"
namespace ct {
const WinogradKernel winograd_avx512 = Winograd<16, 12, 2>::kernel("avx512");
}
#pragma clang attribute pop
#endif
