#include "fused.h"

#include <ATen/Context.h>
#include <ATen/ops/_addmm_activation.h>
#include <ATen/ops/_scaled_mm.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/cudnn_convolution_relu.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/mul.h>
#include <c10/util/accumulate.h>

#include <cstdlib>
#include <limits>
#include <memory>
#include <string_view>

#include "support.h"

namespace ct {
namespace {

bool is_half(const at::Tensor &tensor) {
    return tensor.scalar_type() == at::kHalf || tensor.scalar_type() == at::kBFloat16;
}

enum class Gelu { automatic, exact, tanh };

Gelu wanted_gelu() {
    static const Gelu wanted = [] {
        const char *name = std::getenv("CTORCH_GELU");
        const std::string_view text = name ? name : "";
        return text == "exact" ? Gelu::exact : text == "tanh" ? Gelu::tanh : Gelu::automatic;
    }();
    return wanted;
}

// In place where nothing is recorded: the widest tensor of a block, and a second one of its size costs more than the
// function.
at::Tensor apply_gelu(at::Tensor y) {
    const char *const kind = wanted_gelu() == Gelu::tanh ? "tanh" : "none";
    if (y.requires_grad()) return at::gelu(y, kind);
    at::gelu_(y, kind);
    return y;
}

// cuBLAS adds the bias and applies GELU before a product's result leaves the processor.
bool suits_epilogue(const at::Tensor &input, const at::Tensor &weight, const at::Tensor *bias) {
    return bias && input.is_cuda() && is_half(input) && input.scalar_type() == weight.scalar_type() &&
           input.is_contiguous() && wanted_gelu() != Gelu::exact && !input.requires_grad() && !weight.requires_grad();
}

at::Tensor flat(const at::Tensor &input) { return input.reshape({-1, input.size(-1)}); }

std::vector<int64_t> with_last(const at::Tensor &input, int64_t last) {
    std::vector<int64_t> shape = input.sizes().vec();
    shape.back() = last;
    return shape;
}

// cuDNN's fused convolution is told to add nothing (0 times the memory it writes to). That it does not read what lies
// there, and that it runs here at all, is found out once for each type, over memory that holds no numbers.
bool fused_convolution_works(const at::Tensor &like) {
    try {
        const auto options = like.options();
        const auto waves = [&](at::IntArrayRef shape, double step) {
            const int64_t count = c10::multiply_integers(shape);
            return at::arange(count, options.dtype(at::kFloat)).mul_(step).sin_().to(like.scalar_type()).reshape(shape);
        };
        const auto format = at::MemoryFormat::ChannelsLast;
        const at::Tensor input = waves({1, 32, 24, 24}, 0.37).contiguous(format);
        const at::Tensor weight = waves({32, 32, 3, 3}, 0.73).contiguous(format).div(16);
        const at::Tensor bias = waves({32}, 0.9);
        const int64_t one[] = {1, 1};
        const at::Tensor plain = at::conv2d(input, weight, bias, one, one, one, 1).relu_();
        // The allocator gives what was freed last to the next that wants as much.
        at::full({1, 32, 24, 24}, std::numeric_limits<double>::quiet_NaN(), options);
        const at::Tensor fused = at::cudnn_convolution_relu(input, weight, bias, one, one, one, 1);
        return fused.sub(plain).abs().max().item().toDouble() < 0.05;
    } catch (const c10::OutOfMemoryError &) {
        throw;
    } catch (const c10::Error &) {
        return false;
    }
}

bool fuses_convolutions(const at::Tensor &input) {
    if (!input.is_cuda() || !is_half(input) || !at::globalContext().userEnabledCuDNN()) return false;
    if (input.scalar_type() == at::kHalf) {
        static const bool half = fused_convolution_works(input);
        return half;
    }
    static const bool bfloat16 = fused_convolution_works(input);
    return bfloat16;
}

constexpr double largest_float8 = 448;  // of e4m3

struct Float8Rows {
    at::Tensor values, scales;
};

// Two passes: the largest of each row, and the division, which writes bytes.
Float8Rows as_float8(const at::Tensor &rows) {
    const double infinity = std::numeric_limits<double>::infinity();
    // A row of zeros stays one.
    const at::Tensor largest = at::linalg_vector_norm(rows, infinity, {1}, true, at::kFloat).clamp_min_(1e-12);
    at::Tensor values = at::empty(rows.sizes(), rows.options().dtype(at::kFloat8_e4m3fn));
    at::mul_out(values, rows, largest.reciprocal().mul_(largest_float8));
    return {values, largest.div(largest_float8)};
}

at::Tensor float8_product(const Float8Rows &input, const at::Tensor &weight, const at::Tensor &scales,
                          const std::optional<at::Tensor> &bias) {
    if (input.values.is_cuda())
        return at::_scaled_mm(input.values, weight.t(), input.scales, scales.t(),
                              bias ? std::optional(bias->to(at::kBFloat16)) : std::nullopt, std::nullopt, at::kBFloat16,
                              true);
    at::Tensor y = at::linear(input.values.to(at::kFloat), weight.to(at::kFloat));
    y.mul_(input.scales).mul_(scales.t());
    return bias ? y.add_(bias->to(at::kFloat)) : y;
}

}  // namespace

CTStatus linear_gelu(CTTensor input, CTTensor weight, CTTensor bias, CTResult out) {
    return returning(out, [&] {
        const at::Tensor &x = input->value, &w = weight->value;
        if (!suits_epilogue(x, w, bias ? &bias->value : nullptr)) return apply_gelu(at::linear(x, w, optional(bias)));
        return at::_addmm_activation(bias->value, flat(x), w.t(), 1, 1, true).reshape(with_last(x, w.size(0)));
    });
}

CTStatus conv2d_relu(CTTensor input, CTTensor weight, CTTensor bias, CTConvolution geometry, CTResult out) {
    return returning(out, [&] {
        const at::Tensor &x = input->value;
        const int64_t stride[] = {geometry.stride, geometry.stride};
        const int64_t padding[] = {geometry.padding_rows, geometry.padding_columns};
        const int64_t dilation[] = {geometry.dilation, geometry.dilation};
        if (!x.requires_grad() && !weight->value.requires_grad() && x.scalar_type() == weight->value.scalar_type() &&
            fuses_convolutions(x))
            return at::cudnn_convolution_relu(x, weight->value, optional(bias), stride, padding, dilation,
                                              geometry.groups);
        return at::conv2d(x, weight->value, optional(bias), stride, padding, dilation, geometry.groups).relu_();
    });
}

CTStatus float8_rows(CTTensor rows, CTResult values, CTResult scales) {
    *values = nullptr;
    *scales = nullptr;
    return guarded([&] {
        const Float8Rows written = as_float8(rows->value);
        auto first = std::make_unique<CTTensorOpaque>(written.values);
        *scales = new CTTensorOpaque(written.scales);
        *values = first.release();
    });
}

CTStatus float8_linear(CTTensor input, CTTensor weight, CTTensor scales, CTTensor bias, int32_t gelu, CTResult out) {
    return returning(out, [&] {
        const at::Tensor &x = input->value;
        at::Tensor y = float8_product(as_float8(flat(x)), weight->value, scales->value, optional(bias));
        if (gelu) y = apply_gelu(y);
        return y.to(x.scalar_type()).reshape(with_last(x, weight->value.size(0)));
    });
}

}  // namespace ct
