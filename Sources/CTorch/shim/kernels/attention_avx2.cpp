// 6 × 2 sums of 8 floats in 16 registers.
#if defined(__x86_64__)
#include "attention.h"
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "attention_body.h"
namespace ct {
const AttentionKernel attention_avx2 = {"avx2", Attention<8, 6, 2, true>::scratch, Attention<8, 6, 2, true>::run};
}
#pragma clang attribute pop
#endif
