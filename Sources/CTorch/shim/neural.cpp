#include <ATen/ops/_upsample_bicubic2d_aa.h>
#include <ATen/ops/_upsample_bilinear2d_aa.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/upsample_bicubic2d.h>
#include <ATen/ops/upsample_bilinear2d.h>

#include "attention.h"
#include "convolution.h"
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
    return returning(out, [&] { return convolved(input->value, weight->value, optional(bias), geometry, {}); });
}

CTStatus conv2d_parts(CTTensor input, CTTensor weight, CTTensor bias, CTConvolution geometry, CTConvolutionParts parts,
                      CTResult out) {
    return returning(out, [&] { return convolved(input->value, weight->value, optional(bias), geometry, parts); });
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

CTStatus attention(CTTensor query, CTTensor key, CTTensor value, CTResult out) {
    return returning(out, [&] { return attended(query->value, key->value, value->value, nullptr); });
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
    .conv2d_parts = conv2d_parts,
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
