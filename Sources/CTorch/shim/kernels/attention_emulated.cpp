// The kernel for AVX-512 BF16 with that instruction emulated: for testing where a processor lacks it, and slow.
#include "attention.h"

#include <initializer_list>

namespace ct {
namespace {

struct Emulation {
    typedef float Vector __attribute__((vector_size(16), aligned(4)));
    typedef uint32_t Pairs __attribute__((vector_size(16), aligned(4)));

    static Vector dot(Vector sums, Pairs a, Pairs b) {
        const Pairs upper = Pairs{} + 0xFFFF0000u;
        return sums + (Vector)(a & upper) * (Vector)(b & upper) + (Vector)(a << 16) * (Vector)(b << 16);
    }
};

}  // namespace
}  // namespace ct

#include "attention_pairs_body.h"

namespace ct {
const AttentionKernel attention_emulated = {"emulated", PairedAttention<Emulation>::scratch,
                                            PairedAttention<Emulation>::run};
}
