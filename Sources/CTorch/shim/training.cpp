#include <ATen/core/grad_mode.h>
#include <ATen/ops/_foreach_lerp.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/_fused_adamw.h>
#include <ATen/ops/stack.h>

#include "support.h"

namespace ct {
namespace {

CTStatus set_requires_gradient(CTTensor tensor, int32_t required) {
    return guarded([&] { tensor->value.set_requires_grad(required != 0); });
}

int32_t requires_gradient(CTTensor tensor) { return tensor->value.requires_grad() ? 1 : 0; }

CTStatus backward(CTTensor tensor, CTTensor gradient) {
    return guarded([&] { tensor->value.backward(maybe(gradient)); });
}

CTStatus gradient(CTTensor tensor, CTResult out) {
    *out = nullptr;
    return guarded([&] {
        const at::Tensor &value = tensor->value.grad();
        if (value.defined()) *out = new CTTensorOpaque(value);
    });
}

CTStatus set_gradient(CTTensor tensor, CTTensor gradient) {
    return guarded([&] { tensor->value.mutable_grad() = maybe(gradient); });
}

CTStatus detach(CTTensor tensor, CTResult out) {
    return returning(out, [&] { return tensor->value.detach(); });
}

CTStatus clip_gradient_norm(CTTensorList parameters, int64_t count, double maximum, double *norm) {
    return guarded([&] {
        at::NoGradGuard none;
        std::vector<at::Tensor> gradients;
        for (int64_t i = 0; i < count; i++)
            if (parameters[i]->value.grad().defined()) gradients.push_back(parameters[i]->value.grad());
        *norm = 0;
        if (gradients.empty()) return;
        *norm = at::stack(at::_foreach_norm(gradients, 2)).norm().item<double>();
        if (*norm > maximum) at::_foreach_mul_(gradients, at::Scalar(maximum / (*norm + 1e-6)));
    });
}

CTStatus adam_step(CTTensorList parameters, CTTensorList gradients, CTTensorList means,
                   CTTensorList variances, CTTensorList steps, int64_t count, CTAdam settings) {
    return guarded([&] {
        at::NoGradGuard none;
        auto p = list(parameters, count), g = list(gradients, count), m = list(means, count);
        auto v = list(variances, count), s = list(steps, count);
        for (at::Tensor &step : s) step.add_(1);
        const auto [rate, beta1, beta2, epsilon, decay, decoupled] = settings;
        if (decoupled)
            at::_fused_adamw_(p, g, m, v, {}, s, rate, beta1, beta2, decay, epsilon, false, false);
        else
            at::_fused_adam_(p, g, m, v, {}, s, rate, beta1, beta2, decay, epsilon, false, false);
    });
}

CTStatus moving_average(CTTensorList targets, CTTensorList sources, int64_t count, double decay) {
    return guarded([&] {
        at::NoGradGuard none;
        auto t = list(targets, count), s = list(sources, count);
        at::_foreach_lerp_(t, s, at::Scalar(1 - decay));
    });
}

}  // namespace

const CTTraining training_table = {
    .set_requires_gradient = set_requires_gradient,
    .requires_gradient = requires_gradient,
    .backward = backward,
    .gradient = gradient,
    .set_gradient = set_gradient,
    .detach = detach,
    .clip_gradient_norm = clip_gradient_norm,
    .adam_step = adam_step,
    .moving_average = moving_average,
};

}  // namespace ct
