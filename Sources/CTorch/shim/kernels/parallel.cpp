#include "parallel.h"

#include <ATen/Parallel.h>

#include <atomic>

#if defined(__APPLE__)
#include <dispatch/dispatch.h>
#else
// libtorch's OpenMP is GNU's. Compiling with this compiler's OpenMP would bring a second pool of threads, which would
// fight the first for the cores; the entry point itself gives the team that the operators before and after us use.
extern "C" __attribute__((weak)) void GOMP_parallel(void (*body)(void *), void *data, unsigned threads, unsigned flags);
extern "C" __attribute__((weak)) int omp_in_parallel(void);
#endif

namespace ct {
namespace {

struct Work {
    const std::function<void(int64_t, int)> *body;
    int64_t count;
    std::atomic<int64_t> next{0};
    std::atomic<int> threads{0};

    void run() {
        const int thread = threads++;
        for (int64_t index = next++; index < count; index = next++) (*body)(index, thread);
    }
};

}  // namespace

int parallel_threads() { return at::get_num_threads(); }

void parallel(int64_t count, const std::function<void(int64_t, int)> &body) {
    Work work{&body, count};
    const int threads = static_cast<int>(std::min<int64_t>(parallel_threads(), count));
#if defined(__APPLE__)
    if (threads > 1) {
        dispatch_apply_f(static_cast<size_t>(threads), DISPATCH_APPLY_AUTO, &work,
                         [](void *data, size_t) { static_cast<Work *>(data)->run(); });
        return;
    }
#else
    if (threads > 1 && GOMP_parallel && omp_in_parallel && !omp_in_parallel()) {
        GOMP_parallel([](void *data) { static_cast<Work *>(data)->run(); }, &work, static_cast<unsigned>(threads), 0);
        return;
    }
#endif
    work.run();
}

}  // namespace ct
