// What every topic of the shim shares: the handle, the guard against exceptions, and conversions.
#pragma once
#include <ATen/Tensor.h>
#include <c10/util/Exception.h>

#include <exception>
#include <optional>
#include <stdexcept>
#include <vector>

#include "../include/CTorch.h"

struct CTTensorOpaque {
    explicit CTTensorOpaque(at::Tensor tensor);
    ~CTTensorOpaque();
    CTTensorOpaque(const CTTensorOpaque &) = delete;
    at::Tensor value;
};

namespace ct {

// A failure that a function of the caller reported.
struct Failure : std::runtime_error {
    CTStatus status;
    Failure(CTStatus status, const char *message) : std::runtime_error(message), status(status) {}
};

int64_t live_tensors() noexcept;
CTStatus fail(CTStatus status, const char *message) noexcept;
CTStatus fail_from_current_exception() noexcept;

// Runs `body`; nothing that it throws leaves.
template <class Body> CTStatus guarded(Body &&body) noexcept {
    try {
        body();
        return CT_OK;
    } catch (...) {
        return fail_from_current_exception();
    }
}

// Runs `body` and hands its tensor to the caller.
template <class Body> CTStatus returning(CTResult out, Body &&body) noexcept {
    *out = nullptr;
    return guarded([&] { *out = new CTTensorOpaque(body()); });
}

inline std::optional<at::Tensor> optional(CTTensor tensor) {
    return tensor ? std::optional<at::Tensor>(tensor->value) : std::nullopt;
}

inline at::Tensor maybe(CTTensor tensor) { return tensor ? tensor->value : at::Tensor(); }

inline std::vector<at::Tensor> list(CTTensorList tensors, int64_t count) {
    std::vector<at::Tensor> values;
    values.reserve(static_cast<size_t>(count));
    for (int64_t i = 0; i < count; i++) values.push_back(tensors[i]->value);
    return values;
}

inline at::IntArrayRef ints(const int64_t *values, int64_t count) {
    return at::IntArrayRef(values, static_cast<size_t>(count));
}

inline at::ScalarType scalar_type(CTScalarType type) { return static_cast<at::ScalarType>(type); }

at::Device device(CTDevice device);

extern const CTRuntime runtime_table;
extern const CTAccess access_table;
extern const CTShape shape_table;
extern const CTMath math_table;
extern const CTNeural neural_table;
extern const CTQuantized quantized_table;
extern const CTNarrow narrow_table;
extern const CTTraining training_table;
extern const CTRecomputation recomputation_table;
extern const CTDistributed distributed_table;
extern const CTAccelerator accelerator_table;

}  // namespace ct
