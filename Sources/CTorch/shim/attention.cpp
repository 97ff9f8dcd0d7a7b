#include "attention.h"

#include <ATen/autocast_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/scaled_dot_product_attention.h>
#include <c10/core/impl/LocalDispatchKeySet.h>

#include "convolution.h"
#include "kernels/attention.h"
#include "kernels/parallel.h"
#include "narrow.h"

namespace ct {
namespace {

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
                        const at::Tensor &value, const CTByteScale *bytes) {
    const int64_t batch = query.size(0), heads = query.size(1);
    const auto type = bytes ? at::kByte : query.scalar_type();
    at::Tensor out = at::empty({batch, query.size(2), heads, query.size(3)}, query.options().dtype(type));
    AttentionProblem problem = {
        operand(query), operand(key), operand(value), out.mutable_data_ptr(),
        element(query), batch, heads, query.size(2), key.size(2), query.size(3)};
    if (bytes) {
        problem.out_is_bytes = true;
        problem.out_factor = static_cast<float>(1 / bytes->scale);
        problem.out_zero = static_cast<float>(bytes->zero);
    }
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

at::Tensor in_float32(const at::Tensor &query, const at::Tensor &key, const at::Tensor &value) {
    const c10::impl::ExcludeDispatchKeyGuard without_autocast(c10::DispatchKey::AutocastCPU);
    const auto wide = [](const at::Tensor &tensor) { return tensor.to(at::kFloat); };
    return at::scaled_dot_product_attention(wide(query), wide(key), wide(value)).to(query.scalar_type());
}

// By libtorch.
at::Tensor fallback(const at::Tensor &query, const at::Tensor &key, const at::Tensor &value) {
    if (trains_in_bfloat16(query)) return in_float32(query, key, value);
    return at::scaled_dot_product_attention(query, key, value);
}

}  // namespace

at::Tensor attended(const at::Tensor &query, const at::Tensor &key, const at::Tensor &value, const CTByteScale *bytes) {
    const AttentionKernel *kernel = attention_kernel(element(query));
    const bool suits = kernel && suits_kernel(query, key, value);
    if (suits && (!bytes || kernel->writes_bytes)) return attention_by(*kernel, query, key, value, bytes);
    const at::Tensor plain =
        suits ? attention_by(*kernel, query, key, value, nullptr) : fallback(query, key, value);
    return bytes ? as_bytes(plain.transpose(1, 2), *bytes).transpose(1, 2) : plain;
}

const char *attention_kernel_name() {
    const AttentionKernel *kernel = attention_kernel(AttentionElement::float32);
    return kernel ? kernel->name : "libtorch";
}

}  // namespace ct
