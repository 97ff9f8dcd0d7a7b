#include <ATen/ops/cat.h>
#include <ATen/ops/pad.h>
#include <ATen/ops/stack.h>

#include "support.h"

namespace ct {
namespace {

CTStatus reshape(CTTensor tensor, const int64_t *shape, int64_t rank, CTResult out) {
    return returning(out, [&] { return tensor->value.reshape(ints(shape, rank)); });
}

CTStatus expand(CTTensor tensor, const int64_t *shape, int64_t rank, CTResult out) {
    return returning(out, [&] { return tensor->value.expand(ints(shape, rank)); });
}

CTStatus permute(CTTensor tensor, const int64_t *axes, int64_t rank, CTResult out) {
    return returning(out, [&] { return tensor->value.permute(ints(axes, rank)); });
}

CTStatus transpose(CTTensor tensor, int64_t first, int64_t second, CTResult out) {
    return returning(out, [&] { return tensor->value.transpose(first, second); });
}

CTStatus narrow(CTTensor tensor, int64_t axis, int64_t start, int64_t length, CTResult out) {
    return returning(out, [&] { return tensor->value.narrow(axis, start, length); });
}

CTStatus strided(CTTensor tensor, int64_t axis, int64_t start, int64_t end, int64_t step, CTResult out) {
    return returning(out, [&] { return tensor->value.slice(axis, start, end, step); });
}

CTStatus squeeze(CTTensor tensor, int64_t axis, CTResult out) {
    return returning(out, [&] { return tensor->value.squeeze(axis); });
}

CTStatus unsqueeze(CTTensor tensor, int64_t axis, CTResult out) {
    return returning(out, [&] { return tensor->value.unsqueeze(axis); });
}

CTStatus concatenate(CTTensorList tensors, int64_t count, int64_t axis, CTResult out) {
    return returning(out, [&] { return at::cat(list(tensors, count), axis); });
}

CTStatus stack(CTTensorList tensors, int64_t count, int64_t axis, CTResult out) {
    return returning(out, [&] { return at::stack(list(tensors, count), axis); });
}

CTStatus flip(CTTensor tensor, int64_t axis, CTResult out) {
    return returning(out, [&] { return tensor->value.flip({axis}); });
}

CTStatus index_select(CTTensor tensor, int64_t axis, CTTensor indices, CTResult out) {
    return returning(out, [&] { return tensor->value.index_select(axis, indices->value); });
}

CTStatus gather(CTTensor tensor, int64_t axis, CTTensor indices, CTResult out) {
    return returning(out, [&] { return tensor->value.gather(axis, indices->value); });
}

CTStatus masked_select(CTTensor tensor, CTTensor mask, CTResult out) {
    return returning(out, [&] { return tensor->value.masked_select(mask->value); });
}

CTStatus pad(CTTensor tensor, const int64_t *padding, int64_t count, CTPadding kind, double value, CTResult out) {
    return returning(out, [&] {
        switch (kind) {
            case CT_PAD_REFLECT: return at::pad(tensor->value, ints(padding, count), "reflect");
            case CT_PAD_REPLICATE: return at::pad(tensor->value, ints(padding, count), "replicate");
            default: return at::pad(tensor->value, ints(padding, count), "constant", value);
        }
    });
}

}  // namespace

const CTShape shape_table = {
    .reshape = reshape,
    .expand = expand,
    .permute = permute,
    .transpose = transpose,
    .narrow = narrow,
    .strided = strided,
    .squeeze = squeeze,
    .unsqueeze = unsqueeze,
    .concatenate = concatenate,
    .stack = stack,
    .flip = flip,
    .index_select = index_select,
    .gather = gather,
    .masked_select = masked_select,
    .pad = pad,
};

}  // namespace ct
