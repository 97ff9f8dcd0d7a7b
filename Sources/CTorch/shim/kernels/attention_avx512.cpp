// 6 × 4 sums of 16 floats in 32 registers.
#if defined(__x86_64__)
#include "attention.h"
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)
#include "attention_body.h"
namespace ct {
const AttentionKernel attention_avx512 = {"avx512", Attention<16, 6, 4, true>::scratch, Attention<16, 6, 4, true>::run};
}
#pragma clang attribute pop
#endif
