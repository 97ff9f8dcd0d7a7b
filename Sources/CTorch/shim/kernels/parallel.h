// The threads of libtorch's own operations, for kernels of ours.
#pragma once
#include <cstdint>
#include <functional>

namespace ct {

// Calls `body(index, thread)` for every index below `count`, with threads numbered from 0 and below
// `parallel_threads()`. A thread takes the next index when it is done with one.
void parallel(int64_t count, const std::function<void(int64_t index, int thread)> &body);

int parallel_threads();

}  // namespace ct
