// State that belongs to a thread, as values that can be kept and put back.
#pragma once
#include <ATen/autocast_mode.h>
#include <c10/core/Device.h>

#include <array>

namespace ct {

// Autocast on every kind of device.
struct AutocastState {
    static constexpr std::array<at::DeviceType, 3> kinds = {at::kCPU, at::kCUDA, at::kMPS};

    std::array<bool, 3> is_on;
    std::array<at::ScalarType, 3> types;
    bool caches;  // whether a weight that is used twice is cast once

    static AutocastState current();
    void apply() const;
};

// Another autocast state, until destroyed on the same thread.
class AutocastScope {
  public:
    explicit AutocastScope(const AutocastState &wanted);
    ~AutocastScope();
    AutocastScope(const AutocastScope &) = delete;

  private:
    AutocastState outer;
};

// A weight that was cast where nothing is recorded must not serve an operation that records, nor the other way round:
// regions that change whether is recorded cast anew.
class UncachedAutocast {
  public:
    UncachedAutocast();
    ~UncachedAutocast();
    UncachedAutocast(const UncachedAutocast &) = delete;

  private:
    bool outer;
};

// The whole state of the default generator of `device`, as bytes on the CPU.
at::Tensor random_state(at::Device device);
void set_random_state(at::Device device, const at::Tensor &state);

}  // namespace ct
