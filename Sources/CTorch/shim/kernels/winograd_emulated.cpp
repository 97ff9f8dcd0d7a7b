// The kernels for AVX-512 BF16 with its instructions emulated: for testing where a processor lacks them, and slow.
#include "winograd.h"

#include <initializer_list>

#include "narrow_body.h"

#include "narrow_emulated.h"

#include "winograd_body.h"

#include "winograd_halves.h"
namespace ct {
const WinogradKernel winograd_emulated = Winograd<4, 4, 2, WinogradHalves<EmulatedNarrow>>::kernel("emulated");
const WinogradKernel winograd_emulated_coarse =
    Winograd<4, 4, 2, WinogradPairs<EmulatedNarrow>>::kernel("emulated, coarse");
}  // namespace ct
