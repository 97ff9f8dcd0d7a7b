#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include <memory>

#include "modes.h"
#include "support.h"

namespace ct {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// The caller's computation with all that its second run must find as the first did.
struct Computation : torch::CustomClassHolder {
    CTComputation function;
    void *context;
    void (*release)(void *);
    AutocastState autocast = AutocastState::current();
    std::vector<std::pair<at::Device, at::Tensor>> random_states;

    Computation(CTComputation function, void *context, void (*release)(void *))
        : function(function), context(context), release(release) {}
    ~Computation() override { release(context); }

    void keep_random_states(const variable_list &inputs) {
        random_states.emplace_back(at::kCPU, random_state(at::kCPU));
        for (const at::Tensor &input : inputs) {
            if (input.device() == random_states.back().first || input.is_cpu()) continue;
            random_states.emplace_back(input.device(), random_state(input.device()));
        }
    }

    variable_list run(const variable_list &inputs) const {
        std::vector<CTTensor> handles;
        for (const at::Tensor &input : inputs) handles.push_back(new CTTensorOpaque(input));
        CTTensor made[CT_RECOMPUTATION_CAPACITY] = {};
        char error[1024] = "";
        const int64_t count = function(context, handles.data(), static_cast<int64_t>(handles.size()), made, error,
                                       sizeof error);
        if (count < 0) throw Failure(static_cast<CTStatus>(-count), error);
        variable_list outputs;
        for (int64_t i = 0; i < count; i++) {
            outputs.push_back(made[i]->value);
            delete made[i];
        }
        return outputs;
    }
};

// Generators as they were, until destroyed.
class RandomScope {
  public:
    explicit RandomScope(const std::vector<std::pair<at::Device, at::Tensor>> &states) {
        for (const auto &[device, state] : states) {
            outer.emplace_back(device, random_state(device));
            set_random_state(device, state);
        }
    }
    ~RandomScope() {
        for (const auto &[device, state] : outer) set_random_state(device, state);
    }
    RandomScope(const RandomScope &) = delete;

  private:
    std::vector<std::pair<at::Device, at::Tensor>> outer;
};

// The recorded form. Its last variable is an empty tensor that always requires gradients: without it, a computation
// whose inputs require none would never be asked to reach its own parameters.
struct Recomputed : torch::autograd::Function<Recomputed> {
    static variable_list forward(AutogradContext *context, c10::intrusive_ptr<Computation> computation,
                                 at::TensorList variables) {
        const variable_list inputs(variables.begin(), variables.end() - 1);
        context->saved_data["computation"] = c10::IValue::make_capsule(computation);
        context->save_for_backward(inputs);
        const UncachedAutocast uncached;
        return computation->run(inputs);
    }

    static variable_list backward(AutogradContext *context, const variable_list &gradients) {
        const auto computation =
            c10::static_intrusive_pointer_cast<Computation>(context->saved_data["computation"].toCapsule());
        variable_list inputs;
        for (const at::Tensor &saved : context->get_saved_variables())
            inputs.push_back(saved.detach().set_requires_grad(saved.requires_grad()));
        differentiate(run_again(*computation, inputs), gradients);
        variable_list results(1);  // of the computation
        for (const at::Tensor &input : inputs) results.push_back(input.grad());
        results.emplace_back();  // of the empty tensor
        return results;
    }

    static variable_list run_again(const Computation &computation, const variable_list &inputs) {
        const at::AutoGradMode recording(true);
        const RandomScope random(computation.random_states);
        AutocastState wanted = computation.autocast;
        wanted.caches = false;  // nothing may outlive this run
        const AutocastScope autocast(wanted);
        return computation.run(inputs);
    }

    // Within the outer backward pass: the parameters' gradients are added where they belong.
    static void differentiate(const variable_list &outputs, const variable_list &gradients) {
        variable_list reached, seeds;
        for (size_t i = 0; i < outputs.size(); i++) {
            if (!outputs[i].requires_grad() || !gradients[i].defined()) continue;
            reached.push_back(outputs[i]);
            seeds.push_back(gradients[i]);
        }
        if (!reached.empty()) torch::autograd::backward(reached, seeds);
    }
};

CTStatus run(CTTensorList inputs, int64_t count, CTComputation function, void *context, void (*release)(void *),
             CTTensor *outputs, int64_t *output_count) {
    *output_count = 0;
    return guarded([&] {
        const auto computation = c10::make_intrusive<Computation>(function, context, release);
        variable_list variables = list(inputs, count);
        variable_list made;
        if (at::GradMode::is_enabled()) {
            computation->keep_random_states(variables);
            variables.push_back(at::empty({0}).set_requires_grad(true));
            made = Recomputed::apply(computation, at::TensorList(variables));
        } else {
            made = computation->run(variables);
        }
        for (const at::Tensor &tensor : made) outputs[(*output_count)++] = new CTTensorOpaque(tensor);
    });
}

}  // namespace

const CTRecomputation recomputation_table = {.run = run};

}  // namespace ct
