#include "narrow.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <memory>

#include "attention.h"
#include "kernels/linear.h"
#include "kernels/parallel.h"
#include "kernels/quantize.h"

namespace ct {
namespace {

// Rows that stay in the second cache while weights pass by, and outputs that make a part of the work.
constexpr int64_t row_part = 192, output_part = 512;

const LinearKernel &kernel() {
    const LinearKernel *chosen = linear_kernel();
    TORCH_CHECK(chosen, "this processor has no kernel for narrow numbers");
    return *chosen;
}

const char *kernel_name() {
    const LinearKernel *chosen = linear_kernel();
    return chosen ? chosen->name : "";
}

int64_t parts(int64_t count, int64_t size) { return (count + size - 1) / size; }

at::Tensor padded(const at::Tensor &values, int64_t count) {
    at::Tensor all = at::zeros({count}, at::kFloat);
    all.narrow(0, 0, values.size(0)).copy_(values);
    return all;
}

struct Packed {
    at::Tensor weights, scales, shifts;
};

Packed packed(const at::Tensor &weight, const at::Tensor &weight_scales, const CTByteScale &input,
              const at::Tensor &bias) {
    const bool is_bytes = weight.scalar_type() == at::kChar;
    TORCH_CHECK(weight.dim() == 2 && (is_bytes || weight.scalar_type() == at::kBFloat16),
                "weights to pack are matrices of bfloat16 or int8");
    const at::Tensor values = weight.contiguous();
    const int64_t outputs = weight.size(0), inputs = weight.size(1), step = kernel().outputs_multiple;
    const int64_t rounded = parts(outputs, step) * step;
    at::Tensor weights = at::empty({kernel().packed_size(inputs, outputs, is_bytes)}, at::kInt);
    uint32_t *const to = reinterpret_cast<uint32_t *>(weights.mutable_data_ptr<int32_t>());
    const void *const from = values.const_data_ptr();
    parallel(rounded / step, [&](int64_t part, int) { kernel().pack(from, inputs, outputs, is_bytes, part * step, to); });
    at::Tensor scales = at::ones({outputs}, at::kFloat), shifts = at::zeros({outputs}, at::kFloat);
    if (is_bytes) {
        scales = weight_scales.to(at::kFloat).mul(input.scale);
        // Bytes are too high by their zero, and each product with a weight by that times the weight.
        shifts.sub_(values.sum({1}, false, at::kInt).to(at::kFloat).mul_(input.zero).mul_(scales));
    }
    if (bias.defined()) shifts.add_(bias.to(at::kFloat));
    return {weights, padded(scales, rounded), padded(shifts, rounded)};
}

CTStatus pack(CTTensor weight, CTTensor weight_scales, CTByteScale input_scale, CTTensor bias, CTResult weights,
              CTResult scales, CTResult shifts) {
    *weights = *scales = *shifts = nullptr;
    return guarded([&] {
        const Packed made = packed(weight->value, maybe(weight_scales), input_scale, maybe(bias));
        auto first = std::make_unique<CTTensorOpaque>(made.weights), second = std::make_unique<CTTensorOpaque>(made.scales);
        *shifts = new CTTensorOpaque(made.shifts);
        *weights = first.release();
        *scales = second.release();
    });
}

NarrowOutput output(const at::Tensor &out, int64_t row_stride, const CTByteScale *bytes) {
    return {out.mutable_data_ptr(), row_stride, bytes != nullptr, bytes ? static_cast<float>(1 / bytes->scale) : 1,
            bytes ? static_cast<float>(bytes->zero) : 0};
}

at::Tensor empty_like(const at::Tensor &input, at::IntArrayRef shape, const CTByteScale *bytes) {
    return at::empty(shape, input.options().dtype(bytes ? at::kByte : at::kBFloat16));
}

LinearProblem problem(const at::Tensor &input, const CTPackedLinear &layer) {
    const bool is_bytes = input.scalar_type() == at::kByte;
    TORCH_CHECK(is_bytes || input.scalar_type() == at::kBFloat16, "narrow numbers are bfloat16 or bytes");
    LinearProblem p = {};
    p.input = input.const_data_ptr();
    p.row_bytes = layer.inputs * (is_bytes ? 1 : 2);
    p.is_bytes = is_bytes;
    p.rows = input.numel() / layer.inputs;
    p.inputs = layer.inputs;
    p.outputs = layer.outputs;
    p.weights = reinterpret_cast<const uint32_t *>(layer.weights->value.const_data_ptr<int32_t>());
    p.scales = layer.scales->value.const_data_ptr<float>();
    p.shifts = layer.shifts->value.const_data_ptr<float>();
    TORCH_CHECK(layer.weights->value.numel() == kernel().packed_size(p.inputs, p.outputs, is_bytes),
                "weights that were packed for ", is_bytes ? "other numbers than bytes" : "other numbers than bfloat16");
    return p;
}

// Outputs vary fastest, so that threads meet over the same rows.
void run(const LinearProblem &p) {
    const int64_t columns = parts(p.outputs, output_part);
    parallel(parts(p.rows, row_part) * columns, [&](int64_t index, int) {
        const int64_t row = index / columns * row_part, first = index % columns * output_part;
        kernel().run(p, row, std::min(row_part, p.rows - row), first, std::min(output_part, p.outputs - first));
    });
}

CTStatus linear(CTTensor input, CTPackedLinear layer, int32_t gelu, CTTensor residual, const CTByteScale *bytes,
                CTResult out) {
    return returning(out, [&] {
        const at::Tensor x = input->value.contiguous();
        TORCH_CHECK(x.size(-1) == layer.inputs, "a layer of ", layer.inputs, " inputs");
        std::vector<int64_t> shape = x.sizes().vec();
        shape.back() = layer.outputs;
        at::Tensor y = empty_like(x, shape, bytes);
        LinearProblem p = problem(x, layer);
        p.has_gelu = gelu != 0;
        const at::Tensor added = residual ? residual->value.contiguous() : at::Tensor();
        if (residual) {
            TORCH_CHECK(added.scalar_type() == at::kBFloat16 && added.sizes() == y.sizes(), "what is added fits not");
            p.residual = reinterpret_cast<const uint16_t *>(added.const_data_ptr());
            p.residual_stride = layer.outputs;
        }
        p.out = output(y, layer.outputs, bytes);
        run(p);
        return y;
    });
}

// Each of the window's rows is a linear layer over pixels whose results lie side by side in every other row.
CTStatus deconvolution(CTTensor input, CTPackedLinear layer, CTResult out) {
    return returning(out, [&] {
        const at::Tensor x = input->value.permute({0, 2, 3, 1}).contiguous();
        const int64_t rows = x.size(1), columns = x.size(2), half = layer.outputs / 2;
        TORCH_CHECK(x.size(3) == layer.inputs && layer.outputs % (2 * kernel().outputs_multiple) == 0,
                    "a deconvolution that cannot be packed");
        at::Tensor y = empty_like(x, {x.size(0), 2 * rows, 2 * columns, half / 2}, nullptr);
        const LinearProblem whole = problem(x, layer);
        uint16_t *const start = static_cast<uint16_t *>(y.mutable_data_ptr());
        parallel(x.size(0) * rows, [&](int64_t line, int) {
            LinearProblem p = whole;
            p.input = static_cast<const char *>(whole.input) + line * columns * p.row_bytes;
            for (int64_t row = 0; row < 2; row++) {
                p.out = {start + (2 * line + row) * columns * half - row * half, half, false, 1, 0};
                kernel().run(p, 0, columns, row * half, half);
            }
        });
        return y.permute({0, 3, 1, 2});
    });
}

CTStatus layer_norm(CTTensor input, CTTensor weight, CTTensor bias, double epsilon, const CTByteScale *bytes,
                    CTResult out) {
    return returning(out, [&] {
        const at::Tensor x = input->value.contiguous();
        const at::Tensor scale = weight->value.contiguous(), shift = bias->value.contiguous();
        TORCH_CHECK(x.scalar_type() == at::kBFloat16, "narrow numbers are bfloat16");
        at::Tensor y = empty_like(x, x.sizes(), bytes);
        const int64_t channels = x.size(-1), rows = x.numel() / channels;
        const NormProblem p = {static_cast<const uint16_t *>(x.const_data_ptr()), channels, rows, channels,
                               scale.const_data_ptr<float>(), shift.const_data_ptr<float>(),
                               static_cast<float>(epsilon), output(y, channels, bytes)};
        constexpr int64_t part = 64;
        parallel(parts(rows, part), [&](int64_t index, int) {
            kernel().normalize(p, index * part, std::min(part, rows - index * part));
        });
        return y;
    });
}

CTStatus attention(CTTensor query, CTTensor key, CTTensor value, const CTByteScale *bytes, CTResult out) {
    return returning(out, [&] {
        return attended(query->value, key->value, value->value, bytes).transpose(1, 2).flatten(2);
    });
}

CTStatus bytes(CTTensor input, CTByteScale scale, CTResult out) {
    return returning(out, [&] { return as_bytes(input->value, scale); });
}

}  // namespace

at::Tensor as_bytes(const at::Tensor &numbers, const CTByteScale &scale) {
    const at::Tensor values = numbers.contiguous().to(at::kFloat);
    at::Tensor bytes = at::empty(values.sizes(), values.options().dtype(at::kByte));
    quantize(values.const_data_ptr<float>(), values.numel(), static_cast<float>(scale.scale), scale.zero,
             bytes.mutable_data_ptr<uint8_t>());
    return bytes;
}

const CTNarrow narrow_table = {
    .kernel = kernel_name,
    .pack = pack,
    .linear = linear,
    .deconvolution = deconvolution,
    .layer_norm = layer_norm,
    .attention = attention,
    .bytes = bytes,
};

}  // namespace ct
