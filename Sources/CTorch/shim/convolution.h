// Convolutions by a kernel of our own, where it can do them.
#pragma once
#include <c10/core/GradMode.h>

#include "support.h"

namespace ct {

inline bool is_recorded(const at::Tensor &tensor) { return tensor.requires_grad() && c10::GradMode::is_enabled(); }

// batch × outputs × rows × columns. 3×3 convolutions on a CPU, channels last, with nothing to be differentiated, go through
// kernels of our own; all else through libtorch.
at::Tensor convolved(const at::Tensor &input, const at::Tensor &weight, const std::optional<at::Tensor> &bias,
                     const CTConvolution &geometry, const CTConvolutionParts &parts);

}  // namespace ct
