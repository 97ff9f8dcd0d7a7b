// AVX-512 BF16 and VNNI.
#if defined(__x86_64__)
#include "linear.h"

#include <initializer_list>
#pragma clang fp contract(fast)
#pragma clang attribute push(                                                                                  \
    __attribute__((target("avx512bf16,avx512vnni,avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)
#include "narrow_body.h"

#include "narrow_avx512.h"

#include "linear_body.h"
namespace ct {
const LinearKernel linear_avx512 = NarrowLinear<Avx512Narrow>::kernel("avx512");
}
#pragma clang attribute pop
#endif
