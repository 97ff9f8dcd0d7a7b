// Gloo's classes as far as c10d's public header names them. The wheel holds Gloo itself, but not its headers; nothing
// here is constructed or called on this side, so names are all it takes.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gloo {

class Context {
  public:
    void setTimeout(std::chrono::milliseconds timeout);
};

namespace transport {
class Device;
class UnboundBuffer {
  public:
    virtual ~UnboundBuffer() = default;
};
}  // namespace transport

namespace rendezvous {
class Store {
  public:
    virtual ~Store() = default;
    virtual void set(const std::string &key, const std::vector<char> &value) = 0;
    virtual std::vector<char> get(const std::string &key) = 0;
    virtual void wait(const std::vector<std::string> &keys) = 0;
    virtual void wait(const std::vector<std::string> &keys, const std::chrono::milliseconds &timeout) = 0;
};
}  // namespace rendezvous

}  // namespace gloo
