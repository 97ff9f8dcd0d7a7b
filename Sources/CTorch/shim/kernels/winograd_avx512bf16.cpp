// 12 × 2 and 6 × 4 sums of 16 floats in 32 registers.
#if defined(__x86_64__)
#include "winograd.h"

#include <initializer_list>
#pragma clang attribute push(                                                                                  \
    __attribute__((target("avx512bf16,avx512vnni,avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)
#include "narrow_body.h"

#include "narrow_avx512.h"

#include "winograd_body.h"

#include "winograd_halves.h"
namespace ct {
const WinogradKernel winograd_avx512bf16 = Winograd<16, 12, 2, WinogradHalves<Avx512Narrow>>::kernel("avx512bf16");
const WinogradKernel winograd_avx512bf16_coarse =
    Winograd<16, 6, 4, WinogradPairs<Avx512Narrow>>::kernel("avx512bf16, coarse");
}
#pragma clang attribute pop
#endif
