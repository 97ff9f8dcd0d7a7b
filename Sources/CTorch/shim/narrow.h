// Bytes that stand for numbers.
#pragma once
#include "support.h"

namespace ct {

// Of float32 or bfloat16, contiguous.
at::Tensor as_bytes(const at::Tensor &numbers, const CTByteScale &scale);

}  // namespace ct
