// AVX-512 BF16: one instruction multiplies 32 pairs of bfloat16 and adds them to 16 floats.
#if defined(__x86_64__)
#include "attention.h"

#include <initializer_list>
#pragma clang fp contract(fast)
#pragma clang attribute push(                                                                                  \
    __attribute__((target("avx512bf16,avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)
namespace ct {
namespace {

struct Instruction {
    typedef float Vector __attribute__((vector_size(64), aligned(4)));
    typedef uint32_t Pairs __attribute__((vector_size(64), aligned(4)));
    typedef __bf16 Halves __attribute__((vector_size(64)));
    typedef float Floats __attribute__((vector_size(64)));

    static Vector dot(Vector sums, Pairs a, Pairs b) {
        return __builtin_ia32_dpbf16ps_512((Floats)sums, (Halves)a, (Halves)b);
    }
};

}  // namespace
}  // namespace ct
#include "attention_pairs_body.h"
namespace ct {
const AttentionKernel attention_avx512bf16 = {"avx512bf16", PairedAttention<Instruction>::scratch,
                                              PairedAttention<Instruction>::run};
}
#pragma clang attribute pop
#endif
