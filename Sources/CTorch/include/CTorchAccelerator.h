// What keeps a GPU busy: copies and side queues that nobody waits for, and operations done in one pass.
//
// Everything here works on a CPU too, where it computes the same at once, so that one program serves both.
#pragma once
#include "CTorchNeural.h"

#pragma clang assume_nonnull begin

// A place in a device's queue of work. Any thread may wait for it.
typedef struct CTMarkOpaque *CTMark;

// In bytes; 0 where the device does not tell.
typedef struct CTMemory {
    int64_t free;      // of the device, what its allocator keeps for later use included
    int64_t total;     // of the device
    int64_t reserved;  // taken from the device by this process's allocator, now
    int64_t peak_reserved;
} CTMemory;

typedef struct CTAccelerator {
    // Lets cuDNN try several kernels at a convolution's first use, and keeps float32 arithmetic in float32.
    CTStatus (*prepare)(CTDevice device);
    CTStatus (*memory)(CTDevice device, CTMemory *out);
    // Whether the device multiplies 8-bit floats.
    int32_t (*has_float8)(CTDevice device);

    // Host memory that copies from and to the device pass without waiting: page-locked for CUDA.
    CTStatus (*empty_host)(const int64_t *shape, int64_t rank, CTScalarType type, CTDevice device, CTResult out);
    // Queues a copy; `host` may be released at once, but must not be written to before the queue has passed it.
    CTStatus (*upload)(CTTensor host, CTDevice device, CTResult out);
    // Queues a copy into `host`, which holds it when the queue has passed.
    CTStatus (*download)(CTTensor tensor, CTTensor host);

    CTStatus (*mark)(CTDevice device, CTMark _Nullable *_Nonnull out);
    CTStatus (*await_mark)(CTMark mark);
    void (*release_mark)(CTMark mark);
    // What this thread asks for from now on is queued beside the rest, after `start`, until `leave_side`. Not where
    // operations are recorded. The tensors made there may be used once the queue follows the mark that it gives.
    CTStatus (*enter_side)(CTMark start, void *_Nullable *_Nonnull token);
    CTStatus (*leave_side)(void *token, CTMark _Nullable *_Nonnull end);
    CTStatus (*follow)(CTMark mark);

    // gelu(input · weightᵀ + bias). Exact, but for half precision on CUDA, where cuBLAS applies the approximation by the
    // hyperbolic tangent within the product; the environment variable CTORCH_GELU (exact, tanh) chooses for all.
    CTStatus (*linear_gelu)(CTTensor input, CTTensor weight, CTTensor _Nullable bias, CTResult out);
    // relu(convolution + bias).
    CTStatus (*conv2d_relu)(CTTensor input, CTTensor weight, CTTensor _Nullable bias, CTConvolution geometry,
                            CTResult out);

    // Rows as 8-bit floats (e4m3) and what to multiply each by, float32 n×1: the largest becomes 448.
    CTStatus (*float8_rows)(CTTensor rows, CTResult values, CTResult scales);
    // input · weightᵀ + bias, then GELU where `gelu` is not 0, of 8-bit floats: the input is written so row by row;
    // `weight` out×in and `scales` out×1 from `float8_rows`. Emulated in float32 on a CPU.
    CTStatus (*float8_linear)(CTTensor input, CTTensor weight, CTTensor scales, CTTensor _Nullable bias, int32_t gelu,
                              CTResult out);
} CTAccelerator;

#pragma clang assume_nonnull end
