// What every processor has: four floats at a time (NEON on Arm, SSE2 on x86).
#include "attention.h"
#include "attention_body.h"
namespace ct {
#if defined(__aarch64__)
const AttentionKernel attention_portable = {"neon", Attention<4, 6, 4, true>::scratch, Attention<4, 6, 4, true>::run};
#else
const AttentionKernel attention_portable = {"portable", Attention<4, 4, 2, false>::scratch,
                                            Attention<4, 4, 2, false>::run};
#endif
}  // namespace ct
