#include "convolution.h"

#include <ATen/autocast_mode.h>
#include <ATen/ops/empty.h>

#include <algorithm>

#include "kernels/parallel.h"
#include "kernels/winograd.h"

namespace ct {
namespace {

bool is_plain(const at::Tensor &tensor) {
    return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && !is_recorded(tensor);
}

}  // namespace

bool suits_winograd(const at::Tensor &input, const at::Tensor &weight, const std::optional<at::Tensor> &bias,
                    const CTConvolution &geometry) {
    const WinogradKernel *kernel = winograd_kernel();
    if (!kernel || !is_plain(input) || !is_plain(weight) || (bias && !(is_plain(*bias) && bias->dim() == 1)))
        return false;
    if (input.dim() != 4 || input.stride(1) != 1 || weight.dim() != 4 || weight.size(2) != 3 || weight.size(3) != 3)
        return false;
    if (geometry.stride != 1 || geometry.dilation != 1 || geometry.groups != 1 || geometry.padding_rows > 1 ||
        geometry.padding_columns > 1)
        return false;
    const int64_t inputs = input.size(1), outputs = weight.size(0);
    if (weight.size(1) != inputs || inputs % kernel->input_multiple || outputs % kernel->output_multiple ||
        (bias && bias->size(0) != outputs))
        return false;
    // Few channels leave little arithmetic to save, few pixels little use of transformed weights.
    const int64_t pixels = input.size(0) * input.size(2) * input.size(3);
    const bool is_worthwhile = inputs >= 32 && outputs >= 32 && pixels >= 256;
    return is_worthwhile && input.size(2) + 2 * geometry.padding_rows >= 3 &&
           input.size(3) + 2 * geometry.padding_columns >= 3 && !at::autocast::is_autocast_enabled(at::kCPU);
}

at::Tensor convolved_by_winograd(const at::Tensor &input, const at::Tensor &weight,
                                 const std::optional<at::Tensor> &bias, const CTConvolution &geometry) {
    const WinogradKernel &kernel = *winograd_kernel();
    const at::Tensor filters = weight.contiguous(), offsets = bias ? bias->contiguous() : at::Tensor();
    const int64_t batch = input.size(0), outputs = weight.size(0);
    const int64_t rows = input.size(2) + 2 * geometry.padding_rows - 2;
    const int64_t columns = input.size(3) + 2 * geometry.padding_columns - 2;
    at::Tensor out = at::empty({batch, rows, columns, outputs}, filters.options());
    const WinogradProblem problem = {
        input.const_data_ptr<float>(), input.stride(0), input.stride(2), input.stride(3),
        input.size(2), input.size(3), input.size(1),
        geometry.padding_rows, geometry.padding_columns,
        filters.const_data_ptr<float>(), bias ? offsets.const_data_ptr<float>() : nullptr,
        out.mutable_data_ptr<float>(), batch, rows, columns, outputs, parallel_threads()};

    at::Tensor transformed = at::empty({kernel.transformed_size(problem)}, out.options());
    float *const weights = transformed.mutable_data_ptr<float>();
    parallel(kernel.transform_parts(problem), [&](int64_t part, int) { kernel.transform(problem, part, weights); });

    const int64_t scratch = kernel.scratch(problem), parts = kernel.parts(problem);
    at::Tensor memory = at::empty({std::min<int64_t>(parallel_threads(), parts), scratch}, out.options());
    float *const start = memory.mutable_data_ptr<float>();
    parallel(parts, [&](int64_t part, int thread) { kernel.run(problem, weights, part, start + thread * scratch); });
    return out.permute({0, 3, 1, 2});
}

}  // namespace ct
