#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/core/grad_mode.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <dlfcn.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#include <torch/headeronly/version.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>

#include "modes.h"
#include "support.h"

#define CT_STRINGIFY(x) #x
#define CT_STRING(x) CT_STRINGIFY(x)

namespace ct {

const char *last_error_text() noexcept;

namespace {

const char *built_version() {
    return CT_STRING(TORCH_VERSION_MAJOR) "." CT_STRING(TORCH_VERSION_MINOR) "." CT_STRING(TORCH_VERSION_PATCH);
}

// libtorch names its version only within its build settings.
const char *version() {
    static const std::string text = [] {
        try {
            const std::string settings = at::show_config(), key = "TORCH_VERSION=";
            const size_t start = settings.find(key);
            if (start == std::string::npos) return std::string("unknown");
            return settings.substr(start + key.size(), settings.find(',', start) - start - key.size());
        } catch (...) {
            return std::string("unknown");
        }
    }();
    return text.c_str();
}

const char *cpu_capability() {
    static const std::string text = [] {
        try {
            return at::get_cpu_capability();
        } catch (...) {
            return std::string("unknown");
        }
    }();
    return text.c_str();
}

std::string cuda_library_path() {
    Dl_info info;
    if (!dladdr(reinterpret_cast<void *>(&at::show_config), &info) || !info.dli_fname) return "libtorch_cuda.so";
    std::string path = info.dli_fname;
    return path.substr(0, path.rfind('/') + 1) + "libtorch_cuda.so";
}

// "" where CUDA can be used.
std::string find_cuda() {
    const std::string path = cuda_library_path();
    if (!dlopen(path.c_str(), RTLD_NOLOAD | RTLD_LAZY)) {
        if (FILE *file = std::fopen(path.c_str(), "rb")) {
            std::fclose(file);
        } else {
            return "this libtorch has no CUDA part (libtorch_cuda.so): install the CUDA build of the torch wheel";
        }
        if (!dlopen("libcuda.so.1", RTLD_LAZY)) return "no NVIDIA driver (libcuda.so.1): install the driver";
        if (!dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL)) return dlerror();
    }
    try {
        if (!at::hasCUDA()) return "libtorch's CUDA part finds no usable driver";
        if (at::detail::getCUDAHooks().deviceCount() < 1) return "no CUDA device is visible";
    } catch (const std::exception &error) {
        return error.what();
    }
    return "";
}

const char *load_cuda() {
    static const std::string problem = find_cuda();
    return problem.empty() ? nullptr : problem.c_str();
}

int32_t cuda_device_count() {
    if (load_cuda()) return 0;
    try {
        return at::detail::getCUDAHooks().deviceCount();
    } catch (...) {
        return 0;
    }
}

int32_t has_mps() { return at::hasMPS() ? 1 : 0; }

CTStatus synchronize(CTDevice target) {
    return guarded([&] {
        const at::Device place = device(target);
        if (place.is_cpu()) return;
        c10::impl::VirtualGuardImpl(place.type()).synchronizeDevice(place.index());
    });
}

int32_t thread_count() { return at::get_num_threads(); }

CTStatus set_thread_count(int32_t count) {
    return guarded([&] { at::set_num_threads(count); });
}

CTStatus seed(uint64_t value) {
    return guarded([&] { at::manual_seed(value); });
}

CTStatus random_state(CTDevice target, CTResult out) {
    return returning(out, [&] { return ct::random_state(device(target)); });
}

CTStatus set_random_state(CTDevice target, CTTensor state) {
    return guarded([&] {
        try {
            ct::set_random_state(device(target), state->value);
        } catch (const c10::OutOfMemoryError &) {
            throw;
        } catch (const c10::Error &error) {
            // Bytes come from files: wrong ones are no programmer's mistake.
            throw std::runtime_error(error.what_without_backtrace());
        }
    });
}

CTStatus set_deterministic(int32_t wanted) {
    return guarded([&] {
        // cuBLAS reads it when it is first used.
        if (wanted) setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", 0);
        at::Context &context = at::globalContext();
        // Operations that have no such kernel warn, and run.
        context.setDeterministicAlgorithms(wanted != 0, true);
        context.setDeterministicFillUninitializedMemory(false);
        context.setDeterministicCuDNN(wanted != 0);
    });
}

void keep_memory() {
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

int32_t has_fast_bfloat16() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16") ? 1 : 0;
#else
    return 0;
#endif
}

CTStatus peak_memory(CTDevice target, int64_t *bytes) {
    return guarded([&] {
        const at::Device place = device(target);
        *bytes = at::getDeviceAllocator(place.type())->getDeviceStats(place.index()).allocated_bytes[0].peak;
    });
}

CTStatus reset_peak_memory(CTDevice target) {
    return guarded([&] {
        const at::Device place = device(target);
        at::getDeviceAllocator(place.type())->resetPeakStats(place.index());
    });
}

struct GradientScope {
    at::AutoGradMode recording;
    UncachedAutocast uncached;
    explicit GradientScope(bool records) : recording(records) {}
};

struct InferenceScope {
    c10::InferenceMode inference;
    UncachedAutocast uncached;
};

using Mode = std::variant<std::monostate, GradientScope, InferenceScope, AutocastScope>;

CTStatus push_mode(CTMode mode, void **token) {
    *token = nullptr;
    return guarded([&] {
        auto guard = std::make_unique<Mode>();
        if (mode == CT_MODE_INFERENCE)
            guard->emplace<InferenceScope>();
        else
            guard->emplace<GradientScope>(mode == CT_MODE_GRAD);
        *token = guard.release();
    });
}

CTStatus push_autocast(CTDeviceKind kind, CTScalarType type, void **token) {
    *token = nullptr;
    return guarded([&] {
        AutocastState wanted = AutocastState::current();
        const at::DeviceType place = device({kind, 0}).type();
        for (size_t i = 0; i < AutocastState::kinds.size(); i++) {
            if (AutocastState::kinds[i] != place) continue;
            wanted.is_on[i] = scalar_type(type) != at::kFloat;
            if (wanted.is_on[i]) wanted.types[i] = scalar_type(type);
        }
        wanted.caches = true;
        auto guard = std::make_unique<Mode>();
        guard->emplace<AutocastScope>(wanted);
        *token = guard.release();
    });
}

void pop_mode(void *token) { delete static_cast<Mode *>(token); }

}  // namespace

const CTRuntime runtime_table = {
    .version = version,
    .built_version = built_version,
    .cpu_capability = cpu_capability,
    .last_error = last_error_text,
    .live_tensors = live_tensors,
    .load_cuda = load_cuda,
    .cuda_device_count = cuda_device_count,
    .has_mps = has_mps,
    .synchronize = synchronize,
    .peak_memory = peak_memory,
    .reset_peak_memory = reset_peak_memory,
    .thread_count = thread_count,
    .set_thread_count = set_thread_count,
    .seed = seed,
    .random_state = random_state,
    .set_random_state = set_random_state,
    .set_deterministic = set_deterministic,
    .keep_memory = keep_memory,
    .has_fast_bfloat16 = has_fast_bfloat16,
    .push_mode = push_mode,
    .push_autocast = push_autocast,
    .pop_mode = pop_mode,
};

}  // namespace ct
