// Versions, devices, threads, random numbers and the per-thread modes.
#pragma once
#include "CTorchTypes.h"

#pragma clang assume_nonnull begin

typedef int32_t CTMode;
enum {
    CT_MODE_NO_GRAD = 0,    // operations record nothing; results may enter autograd later
    CT_MODE_INFERENCE = 1,  // faster still; results may never enter autograd
    CT_MODE_GRAD = 2,       // records, also inside a region without
};

typedef struct CTRuntime {
    const char *_Nonnull (*_Nonnull version)(void);         // of the libtorch in the process, "2.13.0"
    const char *_Nonnull (*_Nonnull built_version)(void);   // of the headers the shim was compiled against
    const char *_Nonnull (*_Nonnull cpu_capability)(void);  // vector instructions libtorch's own kernels use
    const char *_Nonnull (*_Nonnull last_error)(void);      // of this thread; valid until its next failure
    int64_t (*live_tensors)(void);

    // Loads libtorch_cuda beside libtorch_cpu where it exists. NULL: CUDA can be used;
    // otherwise one sentence on why not.
    const char *_Nullable (*_Nonnull load_cuda)(void);
    int32_t (*cuda_device_count)(void);
    int32_t (*has_mps)(void);
    CTStatus (*synchronize)(CTDevice device);
    // The most memory that tensors on a device other than the CPU have taken at once, in bytes, since the last reset.
    CTStatus (*peak_memory)(CTDevice device, int64_t *bytes);
    CTStatus (*reset_peak_memory)(CTDevice device);

    int32_t (*thread_count)(void);
    CTStatus (*set_thread_count)(int32_t count);
    CTStatus (*seed)(uint64_t value);
    // The whole state of a device's generator as bytes on the CPU. Bytes that are none fail with CT_OTHER.
    CTStatus (*random_state)(CTDevice device, CTResult out);
    CTStatus (*set_random_state)(CTDevice device, CTTensor state);
    CTStatus (*set_deterministic)(int32_t wanted);  // the same bits each time, where a kernel can
    // Lets the host's allocator keep what is freed: memory is zeroed by the system each time that it hands some out.
    void (*keep_memory)(void);
    // Whether this processor multiplies in bfloat16 (AVX-512 BF16).
    int32_t (*has_fast_bfloat16)(void);

    // Modes are per thread and nest: pop in reverse order on the thread that pushed.
    CTStatus (*push_mode)(CTMode mode, void *_Nullable *_Nonnull token);
    CTStatus (*push_autocast)(CTDeviceKind kind, CTScalarType type, void *_Nullable *_Nonnull token);  // float32: off
    void (*pop_mode)(void *token);
} CTRuntime;

#pragma clang assume_nonnull end
