// One run over several processes: meeting, and the operations in which all take part.
#pragma once
#include "CTorchTypes.h"

#pragma clang assume_nonnull begin

// This process's place in the run.
typedef struct CTGroupOpaque *CTGroup;

typedef struct CTRendezvous {
    const char *host;  // of the meeting point
    int32_t port;
    int32_t serves;  // whether this process opens the meeting point
    const char *prefix;  // keeps runs apart that share a meeting point
    int32_t rank;
    int32_t size;
    double joining_timeout;  // seconds until all have come
    double timeout;          // seconds of every later operation
    CTDevice device;  // where the tensors will be
} CTRendezvous;

// Every process calls the same operations in the same order, with tensors of the same shapes and types. A process that
// is gone, or does not come in time, makes them fail with CT_PEER; the group is of no more use then.
typedef struct CTDistributed {
    // Waits until all `size` processes are there. Tensors on the CPU travel by Gloo, those on a GPU by NCCL.
    CTStatus (*join)(CTRendezvous rendezvous, CTGroup _Nullable *_Nonnull out);
    void (*leave)(CTGroup group);
    // In place. Tensors travel together, in pieces of about `bucket` bytes.
    CTStatus (*all_reduce_mean)(CTGroup group, CTTensorList tensors, int64_t count, int64_t bucket);
    CTStatus (*broadcast)(CTGroup group, CTTensorList tensors, int64_t count, int64_t bucket);  // from rank 0
    CTStatus (*barrier)(CTGroup group);
    // The processes' one-axis CPU tensors, all of one length and type, one after the other.
    CTStatus (*all_gather)(CTGroup group, CTTensor tensor, CTResult out);
} CTDistributed;

#pragma clang assume_nonnull end
