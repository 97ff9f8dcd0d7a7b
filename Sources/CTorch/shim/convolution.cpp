#include "convolution.h"

#include <ATen/autocast_mode.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/relu.h>

#include <algorithm>

#include "kernels/parallel.h"
#include "kernels/winograd.h"

namespace ct {
namespace {

bool is_plain(const at::Tensor &tensor, at::ScalarType type) {
    return tensor.is_cpu() && tensor.scalar_type() == type && !is_recorded(tensor);
}

int64_t extent(int64_t size, int64_t padding) { return size + 2 * padding - 2; }

// The kernel that can do it, and faster than libtorch; NULL where there is none.
const WinogradKernel *suitable(const at::Tensor &input, const at::Tensor &weight, const std::optional<at::Tensor> &bias,
                               const CTConvolution &geometry, const CTConvolutionParts &parts) {
    const auto type = input.scalar_type();
    if ((type != at::kFloat && type != at::kBFloat16) || !is_plain(input, type) || !is_plain(weight, type) ||
        (bias && !(is_plain(*bias, type) && bias->dim() == 1)))
        return nullptr;
    if (input.dim() != 4 || input.stride(1) != 1 || weight.dim() != 4 || weight.size(2) != 3 || weight.size(3) != 3)
        return nullptr;
    if (geometry.stride != 1 || geometry.dilation != 1 || geometry.groups != 1 || geometry.padding_rows > 1 ||
        geometry.padding_columns > 1)
        return nullptr;
    for (CTTensor addend : parts.addends)
        if (addend && !(is_plain(addend->value, type) && addend->value.dim() == 4 && addend->value.stride(1) == 1))
            return nullptr;
    const int64_t inputs = input.size(1), outputs = weight.size(0);
    if (weight.size(1) != inputs || (bias && bias->size(0) != outputs)) return nullptr;
    // Few channels leave little arithmetic to save, few pixels little use of transformed weights.
    const int64_t pixels = input.size(0) * input.size(2) * input.size(3);
    const bool is_worthwhile = inputs >= 32 && outputs >= 32 && pixels >= 256;
    if (!is_worthwhile || extent(input.size(2), geometry.padding_rows) < 1 ||
        extent(input.size(3), geometry.padding_columns) < 1 || at::autocast::is_autocast_enabled(at::kCPU))
        return nullptr;
    for (const bool is_coarse : {true, false}) {
        if (is_coarse && !parts.is_coarse) continue;
        const WinogradKernel *kernel = winograd_kernel(type == at::kBFloat16, is_coarse);
        if (kernel && inputs % kernel->input_multiple == 0 && outputs % kernel->output_multiple == 0) return kernel;
    }
    return nullptr;
}

WinogradImage image(const at::Tensor &tensor) {
    return {tensor.const_data_ptr(), tensor.stride(0), tensor.stride(2), tensor.stride(3)};
}

at::Tensor convolved_by(const WinogradKernel &kernel, const at::Tensor &input, const at::Tensor &weight,
                        const std::optional<at::Tensor> &bias, const CTConvolution &geometry,
                        const CTConvolutionParts &parts) {
    const at::Tensor filters = weight.contiguous().to(at::kFloat);
    const at::Tensor offsets = bias ? bias->contiguous().to(at::kFloat) : at::Tensor();
    const int64_t batch = input.size(0), outputs = weight.size(0);
    const int64_t rows = extent(input.size(2), geometry.padding_rows);
    const int64_t columns = extent(input.size(3), geometry.padding_columns);
    at::Tensor out = at::empty({batch, rows, columns, outputs}, input.options());
    WinogradProblem problem = {
        image(input), parts.input_relu != 0, input.size(2), input.size(3), input.size(1),
        geometry.padding_rows, geometry.padding_columns,
        filters.const_data_ptr<float>(), bias ? offsets.const_data_ptr<float>() : nullptr,
        {}, parts.output_relu != 0, out.mutable_data_ptr(), batch, rows, columns, outputs, parallel_threads()};
    int count = 0;
    for (CTTensor addend : parts.addends) {
        if (!addend) continue;
        const at::IntArrayRef sizes = addend->value.sizes();
        TORCH_CHECK(sizes == at::IntArrayRef({batch, outputs, rows, columns}), "addends have the result's shape");
        problem.addends[count++] = image(addend->value);
    }

    at::Tensor transformed = at::empty({kernel.transformed_size(problem)}, filters.options());
    float *const weights = transformed.mutable_data_ptr<float>();
    parallel(kernel.transform_parts(problem), [&](int64_t part, int) { kernel.transform(problem, part, weights); });

    const int64_t scratch = kernel.scratch(problem), works = kernel.parts(problem);
    at::Tensor memory = at::empty({std::min<int64_t>(parallel_threads(), works), scratch}, filters.options());
    float *const start = memory.mutable_data_ptr<float>();
    parallel(works, [&](int64_t part, int thread) { kernel.run(problem, weights, part, start + thread * scratch); });
    return out.permute({0, 3, 1, 2});
}

}  // namespace

at::Tensor convolved(const at::Tensor &input, const at::Tensor &weight, const std::optional<at::Tensor> &bias,
                     const CTConvolution &geometry, const CTConvolutionParts &parts) {
    if (const WinogradKernel *kernel = suitable(input, weight, bias, geometry, parts))
        return convolved_by(*kernel, input, weight, bias, geometry, parts);
    const int64_t stride[] = {geometry.stride, geometry.stride};
    const int64_t padding[] = {geometry.padding_rows, geometry.padding_columns};
    const int64_t dilation[] = {geometry.dilation, geometry.dilation};
    const at::Tensor x = parts.input_relu ? at::relu(input) : input;
    at::Tensor y = at::conv2d(x, weight, bias, stride, padding, dilation, geometry.groups);
    for (CTTensor addend : parts.addends)
        if (addend) y = is_recorded(y) ? y.add(addend->value) : y.add_(addend->value);
    if (parts.output_relu) y = is_recorded(y) ? y.relu() : y.relu_();
    return y;
}

}  // namespace ct
