#include <ATen/ops/gelu.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/isnan.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/nanmedian.h>
#include <ATen/ops/nanquantile.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/where.h>

#include <cmath>
#include <memory>

#include "support.h"

namespace ct {
namespace {

at::Tensor apply(CTUnary op, const at::Tensor &a) {
    switch (op) {
        case CT_NEGATE: return a.neg();
        case CT_ABSOLUTE: return a.abs();
        case CT_EXP: return a.exp();
        case CT_LOG: return a.log();
        case CT_SQRT: return a.sqrt();
        case CT_RSQRT: return a.rsqrt();
        case CT_RECIPROCAL: return a.reciprocal();
        case CT_SQUARE: return a.square();
        case CT_RELU: return a.relu();
        case CT_GELU: return at::gelu(a);
        case CT_GELU_TANH: return at::gelu(a, "tanh");
        case CT_SIGMOID: return a.sigmoid();
        case CT_SILU: return at::silu(a);
        case CT_TANH: return a.tanh();
        case CT_SIN: return a.sin();
        case CT_COS: return a.cos();
        case CT_TAN: return a.tan();
        case CT_FLOOR: return a.floor();
        case CT_ROUND: return a.round();
        case CT_SIGN: return a.sign();
        case CT_NOT: return a.logical_not();
        case CT_IS_NAN: return at::isnan(a);
        case CT_IS_FINITE: return at::isfinite(a);
    }
    TORCH_CHECK(false, "unknown unary operation ", op);
}

CTStatus unary(CTUnary op, CTTensor a, CTResult out) {
    return returning(out, [&] { return apply(op, a->value); });
}

CTStatus unary_in_place(CTUnary op, CTTensor a) {
    return guarded([&] {
        at::Tensor &value = a->value;
        switch (op) {
            case CT_NEGATE: value.neg_(); return;
            case CT_RELU: value.relu_(); return;
            case CT_GELU: at::gelu_(value); return;
            case CT_RECIPROCAL: value.reciprocal_(); return;
            case CT_EXP: value.exp_(); return;
            case CT_SQRT: value.sqrt_(); return;
            case CT_SIGMOID: value.sigmoid_(); return;
            default: TORCH_CHECK(false, "operation ", op, " has no in-place form");
        }
    });
}

// `Operand` is a tensor or a number.
template <class Operand> at::Tensor apply(CTBinary op, const at::Tensor &a, const Operand &b) {
    switch (op) {
        case CT_ADD: return a.add(b);
        case CT_SUBTRACT: return a.sub(b);
        case CT_MULTIPLY: return a.mul(b);
        case CT_DIVIDE: return a.div(b);
        case CT_POWER: return a.pow(b);
        case CT_EQUAL: return a.eq(b);
        case CT_NOT_EQUAL: return a.ne(b);
        case CT_LESS: return a.lt(b);
        case CT_LESS_EQUAL: return a.le(b);
        case CT_GREATER: return a.gt(b);
        case CT_GREATER_EQUAL: return a.ge(b);
        default: break;
    }
    if constexpr (std::is_same_v<Operand, at::Tensor>) {
        switch (op) {
            case CT_MAXIMUM: return at::maximum(a, b);
            case CT_MINIMUM: return at::minimum(a, b);
            case CT_AND: return a.logical_and(b);
            case CT_OR: return a.logical_or(b);
            default: break;
        }
    } else {
        if (op == CT_MAXIMUM) return a.clamp_min(b);
        if (op == CT_MINIMUM) return a.clamp_max(b);
    }
    TORCH_CHECK(false, "unknown binary operation ", op);
}

template <class Operand> void apply_in_place(CTBinary op, at::Tensor &a, const Operand &b) {
    switch (op) {
        case CT_ADD: a.add_(b); return;
        case CT_SUBTRACT: a.sub_(b); return;
        case CT_MULTIPLY: a.mul_(b); return;
        case CT_DIVIDE: a.div_(b); return;
        default: TORCH_CHECK(false, "operation ", op, " has no in-place form");
    }
}

CTStatus binary(CTBinary op, CTTensor a, CTTensor b, CTResult out) {
    return returning(out, [&] { return apply(op, a->value, b->value); });
}

CTStatus binary_scalar(CTBinary op, CTTensor a, double b, CTResult out) {
    return returning(out, [&] { return apply(op, a->value, at::Scalar(b)); });
}

CTStatus binary_in_place(CTBinary op, CTTensor a, CTTensor b) {
    return guarded([&] { apply_in_place(op, a->value, b->value); });
}

CTStatus binary_scalar_in_place(CTBinary op, CTTensor a, double b) {
    return guarded([&] { apply_in_place(op, a->value, at::Scalar(b)); });
}

CTStatus add_scaled_in_place(CTTensor a, CTTensor b, double scale) {
    return guarded([&] { a->value.add_(b->value, scale); });
}

CTStatus clamp(CTTensor a, double low, double high, CTResult out) {
    auto bound = [](double value) { return std::isnan(value) ? std::nullopt : std::optional<at::Scalar>(value); };
    return returning(out, [&] { return a->value.clamp(bound(low), bound(high)); });
}

CTStatus lerp(CTTensor a, CTTensor b, CTTensor weight, CTResult out) {
    return returning(out, [&] { return a->value.lerp(b->value, weight->value); });
}

CTStatus add_product(CTTensor a, CTTensor b, CTTensor c, CTResult out) {
    return returning(out, [&] { return a->value.addcmul(b->value, c->value); });
}

CTStatus where(CTTensor condition, CTTensor a, CTTensor b, CTResult out) {
    return returning(out, [&] { return at::where(condition->value, a->value, b->value); });
}

std::vector<int64_t> all_axes(const at::Tensor &a, const int64_t *axes, int64_t count) {
    if (count > 0) return std::vector<int64_t>(axes, axes + count);
    std::vector<int64_t> all;
    for (int64_t i = 0; i < a.dim(); i++) all.push_back(i);
    return all;
}

CTStatus reduce(CTReduction op, CTTensor tensor, const int64_t *axes, int64_t count, int32_t keep, CTResult out) {
    return returning(out, [&] {
        const at::Tensor &a = tensor->value;
        const std::vector<int64_t> over = all_axes(a, axes, count);
        switch (op) {
            case CT_SUM: return a.sum(over, keep != 0);
            case CT_MEAN: return a.mean(over, keep != 0);
            case CT_MAX: return a.amax(over, keep != 0);
            case CT_MIN: return a.amin(over, keep != 0);
        }
        TORCH_CHECK(false, "unknown reduction ", op);
    });
}

CTStatus all_finite(CTTensor a, int32_t *out) {
    return guarded([&] { *out = at::isfinite(a->value).all().item<bool>() ? 1 : 0; });
}

CTStatus median(CTTensor a, CTResult out) {
    return returning(out, [&] { return a->value.median(); });
}

CTStatus median_along(CTTensor a, int64_t axis, int32_t keep, CTResult out) {
    return returning(out, [&] { return std::get<0>(at::nanmedian(a->value, axis, keep != 0)); });
}

CTStatus quantile_along(CTTensor a, double q, int64_t axis, int32_t keep, CTResult out) {
    return returning(out, [&] { return at::nanquantile(a->value, q, axis, keep != 0); });
}

CTStatus kth_value(CTTensor a, int64_t k, int64_t axis, CTResult out) {
    return returning(out, [&] { return std::get<0>(a->value.kthvalue(k, axis)); });
}

CTStatus sort(CTTensor a, int64_t axis, int32_t descending, CTResult out, CTResult indices) {
    *out = nullptr;
    *indices = nullptr;
    return guarded([&] {
        auto [values, order] = a->value.sort(axis, descending != 0);
        std::unique_ptr<CTTensorOpaque> first(new CTTensorOpaque(values));
        *indices = new CTTensorOpaque(order);
        *out = first.release();
    });
}

CTStatus arg_max(CTTensor a, int64_t axis, CTResult out) {
    return returning(out, [&] { return a->value.argmax(axis); });
}

CTStatus softmax(CTTensor a, int64_t axis, CTResult out) {
    return returning(out, [&] { return a->value.softmax(axis); });
}

}  // namespace

const CTMath math_table = {
    .unary = unary,
    .unary_in_place = unary_in_place,
    .binary = binary,
    .binary_scalar = binary_scalar,
    .binary_in_place = binary_in_place,
    .binary_scalar_in_place = binary_scalar_in_place,
    .add_scaled_in_place = add_scaled_in_place,
    .clamp = clamp,
    .lerp = lerp,
    .add_product = add_product,
    .where = where,
    .reduce = reduce,
    .all_finite = all_finite,
    .median = median,
    .median_along = median_along,
    .quantile_along = quantile_along,
    .kth_value = kth_value,
    .sort = sort,
    .arg_max = arg_max,
    .softmax = softmax,
};

}  // namespace ct
