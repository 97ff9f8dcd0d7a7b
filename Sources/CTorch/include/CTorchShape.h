// Views, joins and gathers.
#pragma once
#include "CTorchTypes.h"

#pragma clang assume_nonnull begin

typedef int32_t CTPadding;
enum { CT_PAD_CONSTANT = 0, CT_PAD_REFLECT = 1, CT_PAD_REPLICATE = 2 };

typedef struct CTShape {
    CTStatus (*reshape)(CTTensor tensor, const int64_t *shape, int64_t rank, CTResult out);
    CTStatus (*expand)(CTTensor tensor, const int64_t *shape, int64_t rank, CTResult out);
    CTStatus (*permute)(CTTensor tensor, const int64_t *axes, int64_t rank, CTResult out);
    CTStatus (*transpose)(CTTensor tensor, int64_t first, int64_t second, CTResult out);
    CTStatus (*narrow)(CTTensor tensor, int64_t axis, int64_t start, int64_t length, CTResult out);
    CTStatus (*strided)(CTTensor tensor, int64_t axis, int64_t start, int64_t end, int64_t step, CTResult out);
    CTStatus (*squeeze)(CTTensor tensor, int64_t axis, CTResult out);
    CTStatus (*unsqueeze)(CTTensor tensor, int64_t axis, CTResult out);
    CTStatus (*concatenate)(CTTensorList tensors, int64_t count, int64_t axis, CTResult out);
    CTStatus (*stack)(CTTensorList tensors, int64_t count, int64_t axis, CTResult out);
    CTStatus (*flip)(CTTensor tensor, int64_t axis, CTResult out);
    CTStatus (*index_select)(CTTensor tensor, int64_t axis, CTTensor indices, CTResult out);
    CTStatus (*gather)(CTTensor tensor, int64_t axis, CTTensor indices, CTResult out);
    CTStatus (*masked_select)(CTTensor tensor, CTTensor mask, CTResult out);
    // `padding` as pairs (before, after) from the last axis backwards.
    CTStatus (*pad)(CTTensor tensor, const int64_t *padding, int64_t count, CTPadding kind, double value, CTResult out);
} CTShape;

#pragma clang assume_nonnull end
