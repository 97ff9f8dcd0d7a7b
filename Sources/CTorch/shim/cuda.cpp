// A device's queue and memory, without CUDA's headers: what they offer is reached through c10's interfaces, and CUDA's
// runtime, which is in the process where there is CUDA, by name.
#include <ATen/Context.h>
#include <ATen/ops/empty.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/Event.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <dlfcn.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>

#include "fused.h"
#include "support.h"

struct CTMarkOpaque {
    at::Device device;
    std::optional<c10::Event> event;  // none where work is done at once
};

namespace ct {
namespace {

using c10::impl::VirtualGuardImpl;

constexpr auto allocated_and_cached = static_cast<size_t>(c10::CachingAllocator::StatType::AGGREGATE);

CTStatus prepare(CTDevice target) {
    return guarded([&] {
        if (!device(target).is_cuda()) return;
        at::Context &context = at::globalContext();
        context.setBenchmarkCuDNN(!context.deterministicCuDNN());
        context.setAllowTF32CuDNN(false);
    });
}

CTStatus memory(CTDevice target, CTMemory *out) {
    *out = {};
    return guarded([&] {
        const at::Device place = device(target);
        if (place.is_cpu()) return;
        auto *const allocator = at::getDeviceAllocator(place.type());
        const auto stats = allocator->getDeviceStats(place.index());
        const auto &reserved = stats.reserved_bytes[allocated_and_cached];
        std::pair<size_t, size_t> device_memory;
        try {
            device_memory = allocator->getMemoryInfo(place.index());
        } catch (const c10::NotImplementedError &) {
            return;
        }
        const auto [free, total] = device_memory;
        out->reserved = reserved.current;
        out->peak_reserved = reserved.peak;
        out->free = static_cast<int64_t>(free) + reserved.current - stats.allocated_bytes[allocated_and_cached].current;
        out->total = static_cast<int64_t>(total);
    });
}

// The compute capability times ten; 0 where there is none.
int cuda_capability(int index) {
    using Attribute = int (*)(int *, int, int);
    const auto read = reinterpret_cast<Attribute>(dlsym(RTLD_DEFAULT, "cudaDeviceGetAttribute"));
    constexpr int major_attribute = 75, minor_attribute = 76;
    int major = 0, minor = 0;
    if (!read || read(&major, major_attribute, index) || read(&minor, minor_attribute, index)) return 0;
    return 10 * major + minor;
}

// By rows, cuBLAS and CUTLASS multiply them from Hopper on.
int32_t has_float8(CTDevice target) {
    return target.kind == CT_CUDA && cuda_capability(target.index) >= 90 ? 1 : 0;
}

CTStatus empty_host(const int64_t *shape, int64_t rank, CTScalarType type, CTDevice target, CTResult out) {
    return returning(out, [&] {
        const auto options = at::TensorOptions().dtype(scalar_type(type)).pinned_memory(target.kind == CT_CUDA);
        return at::empty(ints(shape, rank), options);
    });
}

CTStatus upload(CTTensor host, CTDevice target, CTResult out) {
    return returning(out, [&] { return host->value.to(device(target), host->value.scalar_type(), true, false); });
}

CTStatus download(CTTensor tensor, CTTensor host) {
    return guarded([&] { host->value.copy_(tensor->value, true); });
}

at::Device with_index(at::Device place) {
    return place.has_index() || place.is_cpu() ? place : at::Device(place.type(), 0);
}

// An event in the current queue.
CTMark marked(at::Device place) {
    auto mark = std::make_unique<CTMarkOpaque>(CTMarkOpaque{place, std::nullopt});
    if (!place.is_cpu()) {
        mark->event.emplace(place.type());
        mark->event->record(VirtualGuardImpl(place.type()).getStream(place));
    }
    return mark.release();
}

CTStatus mark(CTDevice target, CTMark *out) {
    *out = nullptr;
    return guarded([&] { *out = marked(with_index(device(target))); });
}

CTStatus await_mark(CTMark mark) {
    return guarded([&] {
        if (mark->event) mark->event->synchronize();
    });
}

void release_mark(CTMark mark) { delete mark; }

CTStatus follow(CTMark mark) {
    return guarded([&] {
        if (mark->event) mark->event->block(VirtualGuardImpl(mark->device.type()).getStream(mark->device));
    });
}

// The queue that was current before.
struct Side {
    at::Device device;
    std::optional<c10::Stream> outer;
};

// The environment variable CTORCH_QUEUES (1) keeps everything in one queue.
bool has_side_queues() {
    static const bool wanted = [] {
        const char *count = std::getenv("CTORCH_QUEUES");
        return !count || std::string_view(count) != "1";
    }();
    return wanted;
}

// One for each device: every queue has free memory of its own.
c10::Stream side_stream(at::Device place) {
    static std::mutex access;
    static std::map<at::DeviceIndex, c10::Stream> streams;
    const std::lock_guard<std::mutex> lock(access);
    const auto known = streams.find(place.index());
    if (known != streams.end()) return known->second;
    const c10::Stream made = VirtualGuardImpl(place.type()).getStreamFromGlobalPool(place);
    return streams.emplace(place.index(), made).first->second;
}

CTStatus enter_side(CTMark start, void **token) {
    *token = nullptr;
    return guarded([&] {
        auto side = std::make_unique<Side>(Side{start->device, std::nullopt});
        // Recorded operations run backward in the queue in which they ran forward, which this file knows nothing of.
        if (start->event && c10::InferenceMode::is_enabled() && has_side_queues()) {
            const c10::Stream stream = side_stream(start->device);
            start->event->block(stream);
            side->outer = VirtualGuardImpl(start->device.type()).exchangeStream(stream);
        }
        *token = side.release();
    });
}

CTStatus leave_side(void *token, CTMark *end) {
    *end = nullptr;
    const std::unique_ptr<Side> side(static_cast<Side *>(token));
    return guarded([&] {
        const auto back = [&] {
            if (side->outer) VirtualGuardImpl(side->device.type()).exchangeStream(*side->outer);
        };
        try {
            *end = marked(side->device);
        } catch (...) {
            back();
            throw;
        }
        back();
    });
}

}  // namespace

const CTAccelerator accelerator_table = {
    .prepare = prepare,
    .memory = memory,
    .has_float8 = has_float8,
    .empty_host = empty_host,
    .upload = upload,
    .download = download,
    .mark = mark,
    .await_mark = await_mark,
    .release_mark = release_mark,
    .enter_side = enter_side,
    .leave_side = leave_side,
    .follow = follow,
    .linear_gelu = linear_gelu,
    .conv2d_relu = conv2d_relu,
    .float8_rows = float8_rows,
    .float8_linear = float8_linear,
};

}  // namespace ct
