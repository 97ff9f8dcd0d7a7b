#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/full.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>

#include <cstring>

#include "support.h"

namespace ct {
namespace {

at::TensorOptions options(CTScalarType type, CTDevice place) {
    return at::TensorOptions().dtype(scalar_type(type)).device(device(place));
}

at::MemoryFormat format(CTLayout layout) {
    return layout == CT_CHANNELS_LAST ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
}

void release(CTTensor tensor) { delete tensor; }

CTStatus retain(CTTensor tensor, CTResult out) {
    return returning(out, [&] { return tensor->value; });
}

CTStatus from_bytes(const void *bytes, const int64_t *shape, int64_t rank, CTScalarType type, CTResult out) {
    return returning(out, [&] {
        at::Tensor tensor = at::empty(ints(shape, rank), at::TensorOptions().dtype(scalar_type(type)));
        if (tensor.numel() > 0) std::memcpy(tensor.mutable_data_ptr(), bytes, tensor.nbytes());
        return tensor;
    });
}

CTStatus from_memory(void *memory, const int64_t *shape, const int64_t *strides, int64_t rank, CTScalarType type,
                     CTReleaseMemory release, void *context, CTResult out) {
    return returning(out, [&] {
        return at::from_blob(
            memory, ints(shape, rank), ints(strides, rank), [release, context](void *) { release(context); },
            at::TensorOptions().dtype(scalar_type(type)));
    });
}

CTStatus full(const int64_t *shape, int64_t rank, double value, CTScalarType type, CTDevice place, CTResult out) {
    return returning(out, [&] { return at::full(ints(shape, rank), value, options(type, place)); });
}

CTStatus empty(const int64_t *shape, int64_t rank, CTScalarType type, CTDevice place, CTResult out) {
    return returning(out, [&] { return at::empty(ints(shape, rank), options(type, place)); });
}

CTStatus arange(double start, double end, double step, CTScalarType type, CTDevice place, CTResult out) {
    return returning(out, [&] { return at::arange(start, end, step, options(type, place)); });
}

CTStatus random_normal(const int64_t *shape, int64_t rank, CTScalarType type, CTDevice place, CTResult out) {
    return returning(out, [&] { return at::randn(ints(shape, rank), options(type, place)); });
}

CTStatus random_uniform(const int64_t *shape, int64_t rank, CTScalarType type, CTDevice place, CTResult out) {
    return returning(out, [&] { return at::rand(ints(shape, rank), options(type, place)); });
}

int64_t rank(CTTensor tensor) { return tensor->value.dim(); }

void shape(CTTensor tensor, int64_t *shape) {
    const auto sizes = tensor->value.sizes();
    std::copy(sizes.begin(), sizes.end(), shape);
}

void strides(CTTensor tensor, int64_t *strides) {
    const auto values = tensor->value.strides();
    std::copy(values.begin(), values.end(), strides);
}

CTScalarType scalar_type_of(CTTensor tensor) { return static_cast<CTScalarType>(tensor->value.scalar_type()); }

CTDevice device_of(CTTensor tensor) {
    const at::Device place = tensor->value.device();
    const CTDeviceKind kind = place.is_cuda() ? CT_CUDA : place.is_mps() ? CT_MPS : CT_CPU;
    return {kind, place.has_index() ? place.index() : 0};
}

int32_t is_contiguous(CTTensor tensor, CTLayout layout) { return tensor->value.is_contiguous(format(layout)) ? 1 : 0; }

CTStatus data(CTTensor tensor, void **out) {
    *out = nullptr;
    return guarded([&] { *out = tensor->value.data_ptr(); });
}

CTStatus copy_to_host(CTTensor tensor, CTScalarType type, void *bytes, int64_t count) {
    return guarded([&] {
        TORCH_CHECK(tensor->value.numel() == count, "room for ", count, " elements, ", tensor->value.numel(), " held");
        if (count == 0) return;
        at::Tensor target = at::from_blob(bytes, tensor->value.sizes(), at::TensorOptions().dtype(scalar_type(type)));
        target.copy_(tensor->value.detach());
    });
}

CTStatus to(CTTensor tensor, CTDevice place, CTScalarType type, int32_t copy, CTResult out) {
    return returning(out, [&] { return tensor->value.to(device(place), scalar_type(type), false, copy != 0); });
}

CTStatus contiguous(CTTensor tensor, CTLayout layout, CTResult out) {
    return returning(out, [&] { return tensor->value.contiguous(format(layout)); });
}

CTStatus clone(CTTensor tensor, CTResult out) {
    return returning(out, [&] { return tensor->value.clone(); });
}

CTStatus copy_from(CTTensor tensor, CTTensor source) {
    return guarded([&] { tensor->value.copy_(source->value); });
}

}  // namespace

const CTAccess access_table = {
    .release = release,
    .retain = retain,
    .from_bytes = from_bytes,
    .from_memory = from_memory,
    .full = full,
    .empty = empty,
    .arange = arange,
    .random_normal = random_normal,
    .random_uniform = random_uniform,
    .rank = rank,
    .shape = shape,
    .strides = strides,
    .scalar_type = scalar_type_of,
    .device = device_of,
    .is_contiguous = is_contiguous,
    .data = data,
    .copy_to_host = copy_to_host,
    .to = to,
    .contiguous = contiguous,
    .clone = clone,
    .copy_from = copy_from,
};

}  // namespace ct
