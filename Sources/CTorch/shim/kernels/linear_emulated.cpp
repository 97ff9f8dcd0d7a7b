// The kernel for AVX-512 with its instructions emulated: for testing where a processor lacks them, and slow.
#include "linear.h"

#include <initializer_list>

#include "narrow_body.h"

#include "narrow_emulated.h"

#include "linear_body.h"

namespace ct {
const LinearKernel linear_emulated = NarrowLinear<EmulatedNarrow>::kernel("emulated");
}
