// NCCL by its own C interface, found at run time beside libtorch's CUDA part: building needs neither its headers nor
// CUDA's, and programs start without it. Names and numbers are those of nccl.h, which are stable since 2.10.
#include <c10/core/DeviceGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <dlfcn.h>

#include <thread>

#include "collectives.h"

namespace ct {
namespace {

using Communicator = struct NcclCommunicator *;
struct UniqueId {
    char bytes[128];
};
enum Result { success = 0, in_progress = 7 };
enum Operation { op_sum = 0 };
enum DataType { uint8 = 1, int32 = 2, int64 = 4, float16 = 6, float32 = 7, float64 = 8, bfloat16 = 9 };

struct Library {
    int (*get_unique_id)(UniqueId *);
    int (*init_rank)(Communicator *, int size, UniqueId, int rank);
    int (*all_reduce)(const void *, void *, size_t, int type, int operation, Communicator, void *stream);
    int (*broadcast)(const void *, void *, size_t, int type, int root, Communicator, void *stream);
    int (*async_error)(Communicator, int *);
    int (*abort)(Communicator);
    int (*destroy)(Communicator);
    const char *(*error_string)(int);

    Library() {
        void *library = dlopen("libnccl.so.2", RTLD_NOLOAD | RTLD_NOW);
        if (!library) library = dlopen("libnccl.so.2", RTLD_NOW);
        if (!library)
            throw Failure(CT_OTHER, "several processes on GPUs need NCCL (libnccl.so.2), which comes with the CUDA build "
                                    "of the torch wheel: install that, or train on one GPU");
        load(library, "ncclGetUniqueId", get_unique_id);
        load(library, "ncclCommInitRank", init_rank);
        load(library, "ncclAllReduce", all_reduce);
        load(library, "ncclBroadcast", broadcast);
        load(library, "ncclCommGetAsyncError", async_error);
        load(library, "ncclCommAbort", abort);
        load(library, "ncclCommDestroy", destroy);
        load(library, "ncclGetErrorString", error_string);
    }

    template <class Function> static void load(void *library, const char *name, Function &function) {
        function = reinterpret_cast<Function>(dlsym(library, name));
        if (!function) throw Failure(CT_OTHER, "libnccl.so.2 is too old: NCCL 2.10 or newer is needed");
    }
};

const Library &library() {
    static const Library loaded;
    return loaded;
}

DataType data_type(at::ScalarType type) {
    switch (type) {
        case at::kByte: return uint8;
        case at::kInt: return int32;
        case at::kLong: return int64;
        case at::kHalf: return float16;
        case at::kFloat: return float32;
        case at::kDouble: return float64;
        case at::kBFloat16: return bfloat16;
        default: TORCH_CHECK(false, "tensors of type ", type, " cannot be reduced over processes");
    }
}

class Nccl : public Collectives {
  public:
    Nccl(const Place &place, at::Device device) : device(device), timeout(place.timeout) {
        const c10::DeviceGuard guard(device);
        UniqueId id = {};
        if (place.rank == 0) {
            require(library().get_unique_id(&id), "ncclGetUniqueId");
            place.store->set("nccl", std::vector<uint8_t>(id.bytes, id.bytes + sizeof id.bytes));
        } else {
            const std::vector<uint8_t> bytes = place.store->get("nccl");
            if (bytes.size() != sizeof id.bytes) throw Failure(CT_PEER, "the first process sent no NCCL id");
            std::copy(bytes.begin(), bytes.end(), id.bytes);
        }
        require(library().init_rank(&communicator, place.size, id, place.rank), "ncclCommInitRank");
    }

    ~Nccl() override {
        if (!communicator) return;
        const c10::DeviceGuard guard(device);
        library().destroy(communicator);
    }

    void sum(at::Tensor &flat) override {
        run("ncclAllReduce", [&](void *stream) {
            return library().all_reduce(flat.data_ptr(), flat.data_ptr(), static_cast<size_t>(flat.numel()),
                                        data_type(flat.scalar_type()), op_sum, communicator, stream);
        });
    }

    void broadcast(at::Tensor &bytes) override {
        run("ncclBroadcast", [&](void *stream) {
            return library().broadcast(bytes.data_ptr(), bytes.data_ptr(), static_cast<size_t>(bytes.numel()), uint8, 0,
                                       communicator, stream);
        });
    }

  private:
    at::Device device;
    std::chrono::milliseconds timeout;
    Communicator communicator = nullptr;

    // Everything runs on CUDA's default stream, which NULL names, in order with the operations around.
    template <class Call> void run(const char *name, Call &&call) {
        if (!communicator) throw Failure(CT_PEER, "the connection was given up after an earlier failure");
        const c10::DeviceGuard guard(device);
        const c10::impl::VirtualGuardImpl implementation(device.type());
        const c10::Stream stream = implementation.getStream(device);
        TORCH_CHECK(stream.id() == 0, "tensors are reduced over processes on the default stream only");
        require(call(nullptr), name);
        wait(implementation, stream, name);
    }

    // A peer that is gone leaves the kernel waiting for ever, so that only a look from outside ends it.
    void wait(const c10::impl::VirtualGuardImpl &implementation, const c10::Stream &stream, const char *name) {
        const auto end = std::chrono::steady_clock::now() + timeout;
        while (!implementation.queryStream(stream)) {
            int error = success;
            library().async_error(communicator, &error);
            if (error != success && error != in_progress) give_up(name, library().error_string(error));
            if (std::chrono::steady_clock::now() > end) give_up(name, "timed out");
            std::this_thread::sleep_for(std::chrono::microseconds(50));
        }
    }

    void require(int result, const char *name) {
        if (result != success && result != in_progress) give_up(name, library().error_string(result));
    }

    [[noreturn]] void give_up(const char *name, const char *reason) {
        const Communicator lost = std::exchange(communicator, nullptr);
        if (lost) library().abort(lost);
        throw Failure(CT_PEER, (std::string(name) + ": " + reason).c_str());
    }
};

}  // namespace

std::unique_ptr<Collectives> make_nccl(const Place &place, at::Device device) {
    library();
    return std::make_unique<Nccl>(place, device);
}

}  // namespace ct
