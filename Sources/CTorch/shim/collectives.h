// The operations in which all processes of a run take part, whatever carries them.
#pragma once
#include <ATen/Tensor.h>
#include <torch/csrc/distributed/c10d/Store.hpp>

#include <chrono>
#include <memory>

#include "support.h"

namespace ct {

struct Place {
    c10::intrusive_ptr<c10d::Store> store;
    std::string host;  // of the meeting point
    int port;
    int rank;
    int size;
    std::chrono::milliseconds timeout;
};

class Collectives {
  public:
    virtual ~Collectives() = default;
    virtual void sum(at::Tensor &flat) = 0;         // in place
    virtual void broadcast(at::Tensor &bytes) = 0;  // from rank 0, in place
};

// Over the network, for tensors on the CPU.
class HostCollectives : public Collectives {
  public:
    virtual void barrier() = 0;
    virtual std::vector<at::Tensor> gather(at::Tensor &tensor) = 0;
};

std::unique_ptr<HostCollectives> make_gloo(const Place &place);
std::unique_ptr<Collectives> make_nccl(const Place &place, at::Device device);

// Runs `body`; what goes wrong between processes becomes CT_PEER.
template <class Body> auto with_peers(Body &&body) {
    try {
        return body();
    } catch (const Failure &) {
        throw;
    } catch (const c10::OutOfMemoryError &) {
        throw;
    } catch (const c10::Error &error) {
        throw Failure(CT_PEER, error.what_without_backtrace());
    } catch (const std::exception &error) {
        throw Failure(CT_PEER, error.what());
    }
}

}  // namespace ct
