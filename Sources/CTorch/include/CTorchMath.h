// Element-wise arithmetic, comparisons and reductions.
#pragma once
#include "CTorchTypes.h"

#pragma clang assume_nonnull begin

typedef int32_t CTUnary;
enum {
    CT_NEGATE, CT_ABSOLUTE, CT_EXP, CT_LOG, CT_SQRT, CT_RSQRT, CT_RECIPROCAL, CT_SQUARE, CT_RELU, CT_GELU,
    CT_GELU_TANH, CT_SIGMOID, CT_SILU, CT_TANH, CT_SIN, CT_COS, CT_TAN, CT_FLOOR, CT_ROUND, CT_SIGN, CT_NOT,
    CT_IS_NAN, CT_IS_FINITE,
};

typedef int32_t CTBinary;
enum {
    CT_ADD, CT_SUBTRACT, CT_MULTIPLY, CT_DIVIDE, CT_POWER, CT_MAXIMUM, CT_MINIMUM, CT_EQUAL, CT_NOT_EQUAL,
    CT_LESS, CT_LESS_EQUAL, CT_GREATER, CT_GREATER_EQUAL, CT_AND, CT_OR,
};

typedef int32_t CTReduction;
enum { CT_SUM, CT_MEAN, CT_MAX, CT_MIN };

typedef struct CTMath {
    CTStatus (*unary)(CTUnary op, CTTensor a, CTResult out);
    CTStatus (*unary_in_place)(CTUnary op, CTTensor a);  // negate, relu, reciprocal, exp, sqrt, sigmoid
    CTStatus (*binary)(CTBinary op, CTTensor a, CTTensor b, CTResult out);
    CTStatus (*binary_scalar)(CTBinary op, CTTensor a, double b, CTResult out);
    CTStatus (*binary_in_place)(CTBinary op, CTTensor a, CTTensor b);         // add, subtract, multiply, divide
    CTStatus (*binary_scalar_in_place)(CTBinary op, CTTensor a, double b);    // likewise
    CTStatus (*add_scaled_in_place)(CTTensor a, CTTensor b, double scale);    // a += scale · b
    CTStatus (*clamp)(CTTensor a, double low, double high, CTResult out);    // NaN bound: open
    CTStatus (*lerp)(CTTensor a, CTTensor b, CTTensor weight, CTResult out); // a + weight · (b − a)
    CTStatus (*add_product)(CTTensor a, CTTensor b, CTTensor c, CTResult out);  // a + b · c
    CTStatus (*where)(CTTensor condition, CTTensor a, CTTensor b, CTResult out);

    // Over `axes`, or over everything where `count` is 0.
    CTStatus (*reduce)(CTReduction op, CTTensor a, const int64_t *axes, int64_t count, int32_t keep, CTResult out);
    CTStatus (*all_finite)(CTTensor a, int32_t *out);
    CTStatus (*median)(CTTensor a, CTResult out);  // of all elements, the lower of two middles
    CTStatus (*median_along)(CTTensor a, int64_t axis, int32_t keep, CTResult out);                // ignores NaN
    CTStatus (*quantile_along)(CTTensor a, double q, int64_t axis, int32_t keep, CTResult out);    // ignores NaN
    CTStatus (*kth_value)(CTTensor a, int64_t k, int64_t axis, CTResult out);  // k from 1
    CTStatus (*sort)(CTTensor a, int64_t axis, int32_t descending, CTResult out, CTResult indices);
    CTStatus (*arg_max)(CTTensor a, int64_t axis, CTResult out);
    CTStatus (*softmax)(CTTensor a, int64_t axis, CTResult out);
} CTMath;

#pragma clang assume_nonnull end
