#include "modes.h"

#include <ATen/Context.h>
#include <ATen/core/Generator.h>

#include <mutex>

namespace ct {

AutocastState AutocastState::current() {
    AutocastState state;
    for (size_t i = 0; i < kinds.size(); i++) {
        state.is_on[i] = at::autocast::is_autocast_enabled(kinds[i]);
        state.types[i] = at::autocast::get_autocast_dtype(kinds[i]);
    }
    state.caches = at::autocast::is_autocast_cache_enabled();
    return state;
}

void AutocastState::apply() const {
    for (size_t i = 0; i < kinds.size(); i++) {
        at::autocast::set_autocast_enabled(kinds[i], is_on[i]);
        at::autocast::set_autocast_dtype(kinds[i], types[i]);
    }
    at::autocast::set_autocast_cache_enabled(caches);
}

AutocastScope::AutocastScope(const AutocastState &wanted) : outer(AutocastState::current()) {
    at::autocast::increment_nesting();
    wanted.apply();
}

AutocastScope::~AutocastScope() {
    if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    outer.apply();
}

UncachedAutocast::UncachedAutocast() : outer(at::autocast::is_autocast_cache_enabled()) {
    at::autocast::set_autocast_cache_enabled(false);
}

UncachedAutocast::~UncachedAutocast() { at::autocast::set_autocast_cache_enabled(outer); }

at::Tensor random_state(at::Device device) {
    at::Generator generator = at::globalContext().defaultGenerator(device);
    std::lock_guard<std::mutex> lock(generator.mutex());
    return generator.get_state();
}

void set_random_state(at::Device device, const at::Tensor &state) {
    at::Generator generator = at::globalContext().defaultGenerator(device);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(state);
}

}  // namespace ct
