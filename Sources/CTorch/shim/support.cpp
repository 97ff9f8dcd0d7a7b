#include "support.h"

#include <atomic>
#include <cstring>
#include <string>

namespace {

std::atomic<int64_t> live{0};

std::string &last_error() {
    thread_local std::string text;
    return text;
}

bool mentions(const char *text, const char *phrase) { return std::strstr(text, phrase) != nullptr; }

// libtorch reports some conditions a correct program can meet as plain errors; only their text tells them apart.
CTStatus classify(const char *text) {
    if (mentions(text, "can't allocate memory") || mentions(text, "out of memory")) return CT_OUT_OF_MEMORY;
    if (mentions(text, "CUDA error") || mentions(text, "cuDNN error") || mentions(text, "CUBLAS_STATUS") ||
        mentions(text, "NCCL"))
        return CT_DEVICE;
    return CT_MISUSE;
}

}  // namespace

CTTensorOpaque::CTTensorOpaque(at::Tensor tensor) : value(std::move(tensor)) { live.fetch_add(1); }
CTTensorOpaque::~CTTensorOpaque() { live.fetch_sub(1); }

namespace ct {

int64_t live_tensors() noexcept { return live.load(); }

const char *last_error_text() noexcept { return last_error().c_str(); }

CTStatus fail(CTStatus status, const char *message) noexcept {
    try {
        last_error() = message;
    } catch (...) {
        last_error().clear();
    }
    return status;
}

CTStatus fail_from_current_exception() noexcept {
    try {
        throw;
    } catch (const Failure &failure) {
        return fail(failure.status, failure.what());
    } catch (const c10::OutOfMemoryError &error) {
        return fail(CT_OUT_OF_MEMORY, error.what_without_backtrace());
    } catch (const c10::Error &error) {
        const char *text = error.what_without_backtrace();
        return fail(classify(text), text);
    } catch (const std::bad_alloc &) {
        return fail(CT_OUT_OF_MEMORY, "the host's memory is exhausted");
    } catch (const std::exception &error) {
        return fail(classify(error.what()) == CT_MISUSE ? CT_OTHER : classify(error.what()), error.what());
    } catch (...) {
        return fail(CT_OTHER, "an exception of an unknown type");
    }
}

at::Device device(CTDevice device) {
    switch (device.kind) {
        case CT_CUDA: return at::Device(at::kCUDA, static_cast<at::DeviceIndex>(device.index));
        case CT_MPS: return at::Device(at::kMPS);
        default: return at::Device(at::kCPU);
    }
}

}  // namespace ct

extern "C" __attribute__((visibility("default"))) const CTorchTables *ctorch_tables() {
    static const CTorchTables tables = {
        CT_ABI_VERSION,   &ct::runtime_table, &ct::access_table,   &ct::shape_table,
        &ct::math_table,  &ct::neural_table,  &ct::quantized_table, &ct::narrow_table, &ct::training_table,
        &ct::recomputation_table, &ct::distributed_table,    &ct::accelerator_table,
    };
    return &tables;
}
