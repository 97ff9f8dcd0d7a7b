// Parts of a network that keep nothing for the backward pass but their inputs, and are computed again there.
#pragma once
#include "CTorchTypes.h"

#pragma clang assume_nonnull begin

// More inputs or outputs than a part of a network has.
#define CT_RECOMPUTATION_CAPACITY 64

// Computes the outputs from the inputs; called once forward and once backward, there perhaps on another thread.
// Takes over the references in `inputs`, and hands over those it puts into `outputs`, which has room for
// CT_RECOMPUTATION_CAPACITY. Returns how many, or -status with a sentence in `error`, of at most `capacity` bytes.
typedef int64_t (*CTComputation)(void *context, const CTTensor _Nonnull *_Nonnull inputs, int64_t count,
                                 CTTensor _Nullable *_Nonnull outputs, char *error, int64_t capacity);

typedef struct CTRecomputation {
    // Runs `computation` unrecorded, and again when gradients flow back, with the random numbers and the autocast of
    // the first time. Calls `release(context)` once, when nothing can ask for it again, also on failure.
    CTStatus (*run)(CTTensorList inputs, int64_t count, CTComputation computation, void *context,
                    void (*release)(void *context), CTTensor _Nullable *_Nonnull outputs, int64_t *output_count);
} CTRecomputation;

#pragma clang assume_nonnull end
