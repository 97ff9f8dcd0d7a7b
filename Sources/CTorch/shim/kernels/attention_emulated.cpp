// The kernel for AVX-512 BF16 with its instructions emulated: for testing where a processor lacks them, and slow.
#include "attention.h"

#include <initializer_list>

#include "narrow_body.h"

#include "narrow_emulated.h"

#include "attention_pairs_body.h"

namespace ct {
const AttentionKernel attention_emulated = {"emulated", PairedAttention<EmulatedNarrow>::scratch,
                                            PairedAttention<EmulatedNarrow>::run, true};
}
