// A C ABI over libtorch: the only door between Swift and C++.
//
// The tables are filled by a shared library, the shim, that is compiled against one libtorch and opened at run time.
// A package that depends on this one therefore needs no libtorch to build, and one program serves any libtorch for
// which a shim exists. No C++ exception crosses: every call catches all of them and returns a status.
#pragma once
#include "CTorchAccelerator.h"
#include "CTorchAccess.h"
#include "CTorchDistributed.h"
#include "CTorchMath.h"
#include "CTorchNarrow.h"
#include "CTorchNeural.h"
#include "CTorchQuantized.h"
#include "CTorchRecomputation.h"
#include "CTorchRuntime.h"
#include "CTorchShape.h"
#include "CTorchTraining.h"
#include "CTorchTypes.h"

#pragma clang assume_nonnull begin

typedef struct CTorchTables {
    int32_t abi_version;
    const CTRuntime *runtime;
    const CTAccess *access;
    const CTShape *shape;
    const CTMath *math;
    const CTNeural *neural;
    const CTQuantized *quantized;
    const CTNarrow *narrow;
    const CTTraining *training;
    const CTRecomputation *recomputation;
    const CTDistributed *distributed;
    const CTAccelerator *accelerator;
} CTorchTables;

// Opens the shim at `shim`, after the libraries of `libtorch` (a wheel's lib folder; NULL: as the shim finds them).
// NULL with a sentence in `error`, of at most `capacity` bytes, where that fails.
const CTorchTables *_Nullable ctorch_open(const char *shim, const char *_Nullable libtorch, char *error, size_t capacity);

#pragma clang assume_nonnull end
