// Attention by a kernel of our own, where it can do it.
#pragma once
#include "support.h"

namespace ct {

// batch × heads × queries × channels; libtorch's operator where no kernel of ours suits. Bytes where `bytes` says how.
at::Tensor attended(const at::Tensor &query, const at::Tensor &key, const at::Tensor &value, const CTByteScale *bytes);

const char *attention_kernel_name();

}  // namespace ct
