// Autograd and optimiser steps.
#pragma once
#include "CTorchTypes.h"

#pragma clang assume_nonnull begin

typedef struct CTAdam {
    double learning_rate;
    double beta1;
    double beta2;
    double epsilon;
    double weight_decay;
    int32_t decoupled;  // weight decay apart from the gradient (AdamW)
} CTAdam;

typedef struct CTTraining {
    CTStatus (*set_requires_gradient)(CTTensor tensor, int32_t required);
    int32_t (*requires_gradient)(CTTensor tensor);
    CTStatus (*backward)(CTTensor tensor, CTTensor _Nullable gradient);  // NULL: 1, of a tensor with one element
    CTStatus (*gradient)(CTTensor tensor, CTResult out);  // NULL where there is none
    CTStatus (*set_gradient)(CTTensor tensor, CTTensor _Nullable gradient);  // NULL clears it
    CTStatus (*detach)(CTTensor tensor, CTResult out);
    // Euclidean norm over all gradients; those above `maximum` are scaled down to it in place.
    CTStatus (*clip_gradient_norm)(CTTensorList parameters, int64_t count, double maximum, double *norm);
    // One fused step over all parameters; `steps` are one-element float32 tensors that it advances.
    CTStatus (*adam_step)(CTTensorList parameters, CTTensorList gradients, CTTensorList means,
                          CTTensorList variances, CTTensorList steps, int64_t count, CTAdam settings);
    // targets = decay · targets + (1 − decay) · sources, in place and unrecorded.
    CTStatus (*moving_average)(CTTensorList targets, CTTensorList sources, int64_t count, double decay);
} CTTraining;

#pragma clang assume_nonnull end
