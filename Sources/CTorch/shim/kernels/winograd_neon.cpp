// 6 × 4 sums of 4 floats in 32 registers.
#if defined(__aarch64__)
#include "winograd.h"
#include "winograd_body.h"
namespace ct {
const WinogradKernel winograd_neon = Winograd<4, 6, 4>::kernel("neon");
}
#endif
