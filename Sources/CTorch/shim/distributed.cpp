#include <ATen/core/grad_mode.h>
#include <ATen/ops/cat.h>
#include <c10/util/Logging.h>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include <cstdlib>

#include "collectives.h"

struct CTGroupOpaque {
    ct::Place place;
    std::unique_ptr<ct::HostCollectives> host;
    std::unique_ptr<ct::Collectives> accelerator;  // none where the run is on the CPU

    ct::Collectives &serving(const at::Tensor &tensor) {
        if (tensor.is_cpu()) return *host;
        TORCH_CHECK(accelerator, "the processes have joined for tensors on the CPU, this one is on ", tensor.device());
        return *accelerator;
    }
};

namespace ct {
namespace {

// c10d logs every failed attempt with a stack trace; what comes of them is reported by the error. Who wants the log
// asks for it by libtorch's own variable.
void quieten() {
    constexpr int fatal = 3;
    if (!std::getenv("TORCH_CPP_LOG_LEVEL")) FLAGS_caffe2_log_level = fatal;
}

c10::intrusive_ptr<c10d::Store> meet(const CTRendezvous &where, std::chrono::milliseconds timeout) {
    c10d::TCPStoreOptions options;
    options.port = static_cast<uint16_t>(where.port);
    options.isServer = where.serves != 0;
    options.numWorkers = static_cast<size_t>(where.size);
    options.waitWorkers = false;
    options.timeout = timeout;
    return c10::make_intrusive<c10d::PrefixStore>(where.prefix, c10::make_intrusive<c10d::TCPStore>(where.host, options));
}

std::chrono::milliseconds milliseconds(double seconds) {
    return std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
}

std::string key(int rank) { return "joined/" + std::to_string(rank); }

// Names who is missing, which a timeout in the midst of connecting would not.
void wait_for_all(const Place &place, std::chrono::milliseconds timeout) {
    place.store->set(key(place.rank), std::vector<uint8_t>{1});
    std::vector<std::string> keys;
    for (int i = 0; i < place.size; i++) keys.push_back(key(i));
    try {
        place.store->wait(keys, timeout);
    } catch (const c10::Error &) {
        std::string missing;
        for (int i = 0; i < place.size; i++)
            if (!place.store->check({keys[static_cast<size_t>(i)]}))
                missing += (missing.empty() ? "" : ", ") + std::to_string(i);
        if (missing.empty()) throw;
        throw Failure(CT_PEER, ("of " + std::to_string(place.size) + " processes these have not come: " + missing).c_str());
    }
}

CTStatus join(CTRendezvous where, CTGroup *out) {
    *out = nullptr;
    return guarded([&] {
        quieten();
        with_peers([&] {
            const auto joining = milliseconds(where.joining_timeout), later = milliseconds(where.timeout);
            auto group = std::make_unique<CTGroupOpaque>();
            group->place = Place{meet(where, joining), where.host, where.port, where.rank, where.size, later};
            wait_for_all(group->place, joining);
            group->host = make_gloo(group->place);
            const at::Device place = device(where.device);
            if (place.is_cuda()) group->accelerator = make_nccl(group->place, place);
            *out = group.release();
        });
    });
}

void leave(CTGroup group) { delete group; }

// Neighbours of one type and device, up to about `bytes` together.
std::vector<std::vector<at::Tensor>> buckets(const std::vector<at::Tensor> &tensors, int64_t bytes) {
    std::vector<std::vector<at::Tensor>> filled;
    int64_t held = 0;
    for (const at::Tensor &tensor : tensors) {
        const int64_t size = static_cast<int64_t>(tensor.nbytes());
        const bool fits = !filled.empty() && held + size <= bytes && filled.back()[0].options().type_equal(tensor.options()) &&
                          filled.back()[0].device() == tensor.device();
        if (!fits) {
            filled.emplace_back();
            held = 0;
        }
        filled.back().push_back(tensor);
        held += size;
    }
    return filled;
}

// Lays the tensors one after the other, lets `body` change them together, and puts them back.
template <class Body> void together(const std::vector<at::Tensor> &tensors, Body &&body) {
    std::vector<at::Tensor> rows;
    for (const at::Tensor &tensor : tensors) rows.push_back(tensor.detach().reshape(-1));
    at::Tensor flat = at::cat(rows);
    body(flat);
    int64_t start = 0;
    for (const at::Tensor &tensor : tensors) {
        tensor.detach().copy_(flat.narrow(0, start, tensor.numel()).view(tensor.sizes()));
        start += tensor.numel();
    }
}

CTStatus all_reduce_mean(CTGroup group, CTTensorList tensors, int64_t count, int64_t bucket) {
    return guarded([&] {
        at::NoGradGuard none;
        for (const auto &part : buckets(list(tensors, count), bucket)) {
            Collectives &collectives = group->serving(part[0]);
            together(part, [&](at::Tensor &flat) {
                if (flat.numel() > 0) with_peers([&] { collectives.sum(flat); });
                flat.div_(group->place.size);
            });
        }
    });
}

CTStatus broadcast(CTGroup group, CTTensorList tensors, int64_t count, int64_t bucket) {
    return guarded([&] {
        at::NoGradGuard none;
        for (const auto &part : buckets(list(tensors, count), bucket)) {
            Collectives &collectives = group->serving(part[0]);
            together(part, [&](at::Tensor &flat) {
                at::Tensor bytes = flat.view(at::kByte);
                if (bytes.numel() > 0) with_peers([&] { collectives.broadcast(bytes); });
            });
        }
    });
}

CTStatus barrier(CTGroup group) {
    return guarded([&] { with_peers([&] { group->host->barrier(); }); });
}

CTStatus all_gather(CTGroup group, CTTensor tensor, CTResult out) {
    return returning(out, [&] {
        at::Tensor mine = tensor->value.contiguous();
        return at::cat(with_peers([&] { return group->host->gather(mine); }));
    });
}

}  // namespace

const CTDistributed distributed_table = {
    .join = join,
    .leave = leave,
    .all_reduce_mean = all_reduce_mean,
    .broadcast = broadcast,
    .barrier = barrier,
    .all_gather = all_gather,
};

}  // namespace ct
