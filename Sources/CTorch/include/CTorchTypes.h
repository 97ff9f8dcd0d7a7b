// Types shared by every table of the C ABI. Nothing here needs libtorch's headers.
#pragma once
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Raised when a table changes shape; the loader refuses a shim of another number.
#define CT_ABI_VERSION 11

// One owned reference to a tensor. Every function that returns one through `out` hands over +1;
// give it back with `CTAccess.release`.
typedef struct CTTensorOpaque *CTTensor;

// Where a call puts the tensor it makes (NULL on failure), and tensors in a row.
typedef CTTensor _Nullable *_Nonnull CTResult;
typedef const CTTensor _Nonnull *_Nonnull CTTensorList;

// What became of a call. The text of a failure is read with `CTRuntime.last_error` on the same thread.
typedef int32_t CTStatus;
enum {
    CT_OK = 0,
    CT_MISUSE = 1,         // shapes, types or arguments do not fit: a programmer's error
    CT_OUT_OF_MEMORY = 2,  // of the host or of the device
    CT_DEVICE = 3,         // the accelerator failed, or was lost
    CT_OTHER = 4,
    CT_PEER = 5,  // another process of the run is gone, or does not answer in time
};

// Scalar types, numbered as c10::ScalarType.
typedef int32_t CTScalarType;

typedef int32_t CTDeviceKind;
enum { CT_CPU = 0, CT_CUDA = 1, CT_MPS = 2 };

typedef struct CTDevice {
    CTDeviceKind kind;
    int32_t index;
} CTDevice;

#pragma clang assume_nonnull end
