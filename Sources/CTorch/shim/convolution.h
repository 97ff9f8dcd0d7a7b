// Convolutions by a kernel of our own, where it can do them.
#pragma once
#include <c10/core/GradMode.h>

#include "support.h"

namespace ct {

inline bool is_recorded(const at::Tensor &tensor) { return tensor.requires_grad() && c10::GradMode::is_enabled(); }

// Whether `convolved_by_winograd` can do it, and faster than libtorch: 3×3 in float32 on a CPU, channels last, nothing to
// be differentiated.
bool suits_winograd(const at::Tensor &input, const at::Tensor &weight, const std::optional<at::Tensor> &bias,
                    const CTConvolution &geometry);

// batch × outputs × rows × columns, channels last.
at::Tensor convolved_by_winograd(const at::Tensor &input, const at::Tensor &weight,
                                 const std::optional<at::Tensor> &bias, const CTConvolution &geometry);

}  // namespace ct
