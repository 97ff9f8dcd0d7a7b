#include <ATen/ops/empty_like.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

#define USE_C10D_GLOO
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>

#include "collectives.h"

namespace ct {
namespace {

using c10d::ProcessGroupGloo;

// The address of the interface over which the meeting point is reached, so that nobody depends on what a machine's own
// name resolves to; "" where none is found.
std::string address_towards(const std::string &host, int port) {
    addrinfo hints = {};
    hints.ai_socktype = SOCK_DGRAM;
    addrinfo *found = nullptr;
    if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return "";
    std::string address;
    for (addrinfo *entry = found; entry && address.empty(); entry = entry->ai_next) {
        // Connecting a datagram socket sends nothing; it only chooses the route.
        const int socket = ::socket(entry->ai_family, entry->ai_socktype, 0);
        sockaddr_storage own = {};
        socklen_t length = sizeof own;
        char text[NI_MAXHOST];
        if (socket >= 0 && connect(socket, entry->ai_addr, entry->ai_addrlen) == 0 &&
            getsockname(socket, reinterpret_cast<sockaddr *>(&own), &length) == 0 &&
            getnameinfo(reinterpret_cast<sockaddr *>(&own), length, text, sizeof text, nullptr, 0, NI_NUMERICHOST) == 0)
            address = text;
        if (socket >= 0) close(socket);
    }
    freeaddrinfo(found);
    return address;
}

auto choose_device(const Place &place) {
    if (const char *interface = std::getenv("GLOO_SOCKET_IFNAME"); interface && *interface)
        return ProcessGroupGloo::createDeviceForInterface(interface);
    const std::string address = address_towards(place.host, place.port);
    return address.empty() ? ProcessGroupGloo::createDefaultDevice() : ProcessGroupGloo::createDeviceForHostname(address);
}

class Gloo : public HostCollectives {
  public:
    explicit Gloo(const Place &place) : size(place.size) {
        auto options = ProcessGroupGloo::Options::create(place.timeout);
        options->devices.push_back(choose_device(place));
        group = c10::make_intrusive<ProcessGroupGloo>(place.store, place.rank, place.size, options);
    }

    void sum(at::Tensor &flat) override {
        std::vector<at::Tensor> tensors = {flat};
        group->allreduce(tensors)->wait();
    }

    void broadcast(at::Tensor &bytes) override {
        std::vector<at::Tensor> tensors = {bytes};
        group->broadcast(tensors)->wait();
    }

    void barrier() override { group->barrier()->wait(); }

    std::vector<at::Tensor> gather(at::Tensor &tensor) override {
        std::vector<at::Tensor> inputs = {tensor};
        std::vector<std::vector<at::Tensor>> outputs(1);
        for (int i = 0; i < size; i++) outputs[0].push_back(at::empty_like(tensor));
        group->allgather(outputs, inputs)->wait();
        return outputs[0];
    }

  private:
    int size;
    c10::intrusive_ptr<ProcessGroupGloo> group;
};

}  // namespace

std::unique_ptr<HostCollectives> make_gloo(const Place &place) { return std::make_unique<Gloo>(place); }

}  // namespace ct
