// 6 × 2 sums of 8 floats in 16 registers.
#if defined(__x86_64__)
#include "winograd.h"
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "winograd_body.h"
namespace ct {
const WinogradKernel winograd_avx2 = Winograd<8, 6, 2>::kernel("avx2");
}
#pragma clang attribute pop
#endif
