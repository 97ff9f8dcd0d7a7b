#include <ATen/autocast_mode.h>
#include <ATen/ops/_upsample_bicubic2d_aa.h>
#include <ATen/ops/_upsample_bilinear2d_aa.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/scaled_dot_product_attention.h>
#include <ATen/ops/upsample_bicubic2d.h>
#include <ATen/ops/upsample_bilinear2d.h>

#include <ATen/ops/empty.h>
#include <c10/core/GradMode.h>
#include <c10/core/impl/LocalDispatchKeySet.h>

#include "convolution.h"
#include "kernels/attention.h"
#include "kernels/parallel.h"
#include "support.h"

namespace ct {
namespace {

CTStatus matmul(CTTensor a, CTTensor b, CTResult out) {
    return returning(out, [&] { return at::matmul(a->value, b->value); });
}

CTStatus linear(CTTensor input, CTTensor weight, CTTensor bias, CTResult out) {
    return returning(out, [&] { return at::linear(input->value, weight->value, optional(bias)); });
}

CTStatus conv2d(CTTensor input, CTTensor weight, CTTensor bias, CTConvolution geometry, CTResult out) {
    return returning(out, [&] {
        if (suits_winograd(input->value, weight->value, optional(bias), geometry))
            return convolved_by_winograd(input->value, weight->value, optional(bias), geometry);
        const int64_t stride[] = {geometry.stride, geometry.stride};
        const int64_t padding[] = {geometry.padding_rows, geometry.padding_columns};
        const int64_t dilation[] = {geometry.dilation, geometry.dilation};
        return at::conv2d(input->value, weight->value, optional(bias), stride, padding, dilation, geometry.groups);
    });
}

CTStatus conv_transpose2d(CTTensor input, CTTensor weight, CTTensor bias, CTConvolution geometry, CTResult out) {
    return returning(out, [&] {
        const int64_t stride[] = {geometry.stride, geometry.stride};
        const int64_t padding[] = {geometry.padding_rows, geometry.padding_columns};
        const int64_t none[] = {0, 0};
        const int64_t dilation[] = {geometry.dilation, geometry.dilation};
        return at::conv_transpose2d(input->value, weight->value, optional(bias), stride, padding, none,
                                    geometry.groups, dilation);
    });
}

CTStatus layer_norm(CTTensor input, CTTensor weight, CTTensor bias, double epsilon, CTResult out) {
    return returning(out, [&] {
        const int64_t shape[] = {input->value.size(-1)};
        return at::layer_norm(input->value, shape, optional(weight), optional(bias), epsilon);
    });
}

CTStatus batch_norm(CTTensor input, CTTensor weight, CTTensor bias, CTTensor mean, CTTensor variance,
                    int32_t training, double momentum, double epsilon, CTResult out) {
    return returning(out, [&] {
        return at::batch_norm(input->value, optional(weight), optional(bias), optional(mean), optional(variance),
                              training != 0, momentum, epsilon, true);
    });
}

// Whether our own kernel can do it: nothing to be differentiated, four axes, channels side by side.
bool suits_kernel(const at::Tensor &query, const at::Tensor &key, const at::Tensor &value) {
    const auto type = query.scalar_type();
    if (type != at::kFloat && type != at::kBFloat16) return false;
    for (const at::Tensor *tensor : {&query, &key, &value})
        if (!tensor->is_cpu() || tensor->dim() != 4 || tensor->stride(3) != 1 || tensor->scalar_type() != type ||
            tensor->numel() == 0 || is_recorded(*tensor))
            return false;
    return key.sizes() == value.sizes() && query.size(0) == key.size(0) && query.size(1) == key.size(1) &&
           query.size(3) == key.size(3);
}

AttentionElement element(const at::Tensor &tensor) {
    return tensor.scalar_type() == at::kBFloat16 ? AttentionElement::bfloat16 : AttentionElement::float32;
}

AttentionOperand operand(const at::Tensor &tensor) {
    return {tensor.const_data_ptr(), tensor.stride(0), tensor.stride(1), tensor.stride(2)};
}

at::Tensor attention_by(const AttentionKernel &kernel, const at::Tensor &query, const at::Tensor &key,
                        const at::Tensor &value) {
    const int64_t batch = query.size(0), heads = query.size(1);
    at::Tensor out = at::empty({batch, query.size(2), heads, query.size(3)}, query.options());
    const AttentionProblem problem = {
        operand(query), operand(key), operand(value), out.mutable_data_ptr(),
        element(query), batch, heads, query.size(2), key.size(2), query.size(3)};
    const int64_t scratch = kernel.scratch(problem);
    at::Tensor memory = at::empty({parallel_threads(), scratch}, query.options().dtype(at::kFloat));
    float *const start = memory.mutable_data_ptr<float>();
    parallel(batch * heads, [&](int64_t index, int thread) { kernel.run(problem, index, start + thread * scratch); });
    return out.transpose(1, 2);
}

// libtorch's backward pass of attention on CPUs takes three times as long in bfloat16 as in float32 (the second largest
// part of a training step, measured at 12 heads of 145×16).
bool trains_in_bfloat16(const at::Tensor &query) {
    const bool is_narrow = query.scalar_type() == at::kBFloat16 || at::autocast::is_autocast_enabled(at::kCPU);
    return query.is_cpu() && is_recorded(query) && is_narrow;
}

at::Tensor attention_in_float32(const at::Tensor &query, const at::Tensor &key, const at::Tensor &value) {
    const c10::impl::ExcludeDispatchKeyGuard without_autocast(c10::DispatchKey::AutocastCPU);
    const auto wide = [](const at::Tensor &tensor) { return tensor.to(at::kFloat); };
    return at::scaled_dot_product_attention(wide(query), wide(key), wide(value)).to(query.scalar_type());
}

CTStatus attention(CTTensor query, CTTensor key, CTTensor value, CTResult out) {
    return returning(out, [&] {
        const AttentionKernel *kernel = attention_kernel(element(query->value));
        if (kernel && suits_kernel(query->value, key->value, value->value))
            return attention_by(*kernel, query->value, key->value, value->value);
        if (trains_in_bfloat16(query->value)) return attention_in_float32(query->value, key->value, value->value);
        return at::scaled_dot_product_attention(query->value, key->value, value->value);
    });
}

const char *attention_kernel_name() {
    const AttentionKernel *kernel = attention_kernel(AttentionElement::float32);
    return kernel ? kernel->name : "libtorch";
}

std::optional<double> scale_or_none(double scale) { return scale > 0 ? std::optional<double>(scale) : std::nullopt; }

CTStatus resize_bilinear(CTTensor input, int64_t rows, int64_t columns, int32_t antialias, double scale_rows,
                         double scale_columns, CTResult out) {
    return returning(out, [&] {
        const int64_t size[] = {rows, columns};
        const auto vertical = scale_or_none(scale_rows), horizontal = scale_or_none(scale_columns);
        if (antialias) return at::_upsample_bilinear2d_aa(input->value, size, false, vertical, horizontal);
        return at::upsample_bilinear2d(input->value, size, false, vertical, horizontal);
    });
}

CTStatus resize_bicubic(CTTensor input, int64_t rows, int64_t columns, int32_t antialias, CTResult out) {
    return returning(out, [&] {
        const int64_t size[] = {rows, columns};
        if (antialias) return at::_upsample_bicubic2d_aa(input->value, size, false);
        return at::upsample_bicubic2d(input->value, size, false);
    });
}

CTStatus average_pool2d(CTTensor input, int64_t size, CTResult out) {
    return returning(out, [&] {
        const int64_t window[] = {size, size};
        return at::avg_pool2d(input->value, window);
    });
}

}  // namespace

const CTNeural neural_table = {
    .matmul = matmul,
    .linear = linear,
    .conv2d = conv2d,
    .conv_transpose2d = conv_transpose2d,
    .layer_norm = layer_norm,
    .batch_norm = batch_norm,
    .attention = attention,
    .resize_bilinear = resize_bilinear,
    .resize_bicubic = resize_bicubic,
    .average_pool2d = average_pool2d,
    .attention_kernel = attention_kernel_name,
};

}  // namespace ct
