#include <ATen/core/List.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include <string_view>

#include "narrow.h"
#include "support.h"

namespace ct {
namespace {

// These operators have no functions of their own in the headers; compiled graphs call them by name.
c10::IValue call(const char *name, std::vector<c10::IValue> arguments) {
    const c10::OperatorHandle operation = c10::Dispatcher::singleton().findSchemaOrThrow(name, "");
    torch::jit::Stack stack(std::make_move_iterator(arguments.begin()), std::make_move_iterator(arguments.end()));
    operation.callBoxed(&stack);
    return stack.at(0);
}

CTStatus pack(CTTensor weight, CTResult out) {
    return returning(out, [&] {
        return call("onednn::qlinear_prepack", {weight->value.contiguous(), c10::IValue()}).toTensor();
    });
}

CTStatus linear(CTTensor input, CTByteScale scale, CTTensor packed, CTTensor scales, CTTensor zeros, CTTensor bias,
                int32_t gelu, CTResult out) {
    return returning(out, [&] {
        const at::Tensor values = input->value.contiguous();
        TORCH_CHECK(values.scalar_type() == at::kFloat && values.is_cpu(), "8-bit products take float32 on a CPU");
        const at::Tensor bytes = as_bytes(values, scale);
        return call("onednn::qlinear_pointwise",
                    {bytes, scale.scale, static_cast<int64_t>(scale.zero), packed->value, scales->value, zeros->value,
                     bias ? c10::IValue(bias->value) : c10::IValue(), 1.0, static_cast<int64_t>(0),
                     static_cast<int64_t>(at::kFloat), gelu ? "gelu" : "none", c10::List<std::optional<at::Scalar>>(),
                     gelu ? "none" : ""})
            .toTensor();
    });
}

}  // namespace

const CTQuantized quantized_table = {.pack = pack, .linear = linear};

}  // namespace ct
