// AVX-512 BF16.
#if defined(__x86_64__)
#include "attention.h"

#include <initializer_list>
#pragma clang fp contract(fast)
#pragma clang attribute push(                                                                                  \
    __attribute__((target("avx512bf16,avx512vnni,avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)
#include "narrow_body.h"

#include "narrow_avx512.h"

#include "attention_pairs_body.h"
namespace ct {
const AttentionKernel attention_avx512bf16 = {"avx512bf16", PairedAttention<Avx512Narrow>::scratch,
                                              PairedAttention<Avx512Narrow>::run, true};
}
#pragma clang attribute pop
#endif
