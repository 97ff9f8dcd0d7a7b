// Making tensors, and reading what they hold and how they lie.
#pragma once
#include "CTorchTypes.h"

#pragma clang assume_nonnull begin

typedef void (*CTReleaseMemory)(void *_Nullable context);

typedef int32_t CTLayout;
enum { CT_CONTIGUOUS = 0, CT_CHANNELS_LAST = 1 };

typedef struct CTAccess {
    void (*release)(CTTensor tensor);
    CTStatus (*retain)(CTTensor tensor, CTResult out);  // a second handle on the same storage

    // Copies row-major host bytes.
    CTStatus (*from_bytes)(const void *bytes, const int64_t *shape, int64_t rank, CTScalarType type, CTResult out);
    // Borrows host memory until the storage dies, then calls `release(context)`. On failure it is not called.
    CTStatus (*from_memory)(void *memory, const int64_t *shape, const int64_t *strides, int64_t rank,
                            CTScalarType type, CTReleaseMemory release, void *_Nullable context, CTResult out);
    CTStatus (*full)(const int64_t *shape, int64_t rank, double value, CTScalarType type, CTDevice device,
                     CTResult out);
    CTStatus (*empty)(const int64_t *shape, int64_t rank, CTScalarType type, CTDevice device, CTResult out);
    CTStatus (*arange)(double start, double end, double step, CTScalarType type, CTDevice device, CTResult out);
    CTStatus (*random_normal)(const int64_t *shape, int64_t rank, CTScalarType type, CTDevice device, CTResult out);
    CTStatus (*random_uniform)(const int64_t *shape, int64_t rank, CTScalarType type, CTDevice device, CTResult out);

    int64_t (*rank)(CTTensor tensor);
    void (*shape)(CTTensor tensor, int64_t *shape);
    void (*strides)(CTTensor tensor, int64_t *strides);
    CTScalarType (*scalar_type)(CTTensor tensor);
    CTDevice (*device)(CTTensor tensor);
    int32_t (*is_contiguous)(CTTensor tensor, CTLayout layout);
    // Of the first element; host memory only for a CPU tensor.
    CTStatus (*data)(CTTensor tensor, void *_Nullable *_Nonnull out);
    // Copies the elements, row-major and as `type`, to host memory of `count` elements.
    CTStatus (*copy_to_host)(CTTensor tensor, CTScalarType type, void *bytes, int64_t count);

    CTStatus (*to)(CTTensor tensor, CTDevice device, CTScalarType type, int32_t copy, CTResult out);
    CTStatus (*contiguous)(CTTensor tensor, CTLayout layout, CTResult out);
    CTStatus (*clone)(CTTensor tensor, CTResult out);
    CTStatus (*copy_from)(CTTensor tensor, CTTensor source);  // in place; broadcasts and converts
} CTAccess;

#pragma clang assume_nonnull end
