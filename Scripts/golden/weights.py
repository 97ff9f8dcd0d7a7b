"""Seeded random weights of sane scale.

A freshly initialised network is useless as a golden: LayerScale near zero hides the blocks and the last ReLU is
dead. The gains below keep every stage near order one at any width and depth, canonical inverse depth mostly
positive and varied, and the field of view near 55 degrees.
"""

import math
from collections import OrderedDict

import torch
from torch import nn

BRANCH_GAIN = 0.3
"""Mean of the LayerScale factors: 48 branches of order one then add about 4 to the residual stream's variance."""


def draw(network, seed, dtype=torch.float32):
    """The state of `network` (which may live on the meta device) drawn anew, tensor by tensor, as `dtype`."""
    generator = torch.Generator().manual_seed(seed)
    original = network.state_dict()
    state = OrderedDict((name, None) for name in original)
    # Travels with every saved state_dict as an attribute, so a reader of .pt files must expect it.
    state._metadata = original._metadata
    for module_name, module in network.named_modules():
        prefix = f"{module_name}." if module_name else ""
        own = list(module.named_parameters(recurse=False)) + list(module.named_buffers(recurse=False))
        for name, tensor in own:
            if prefix + name in state:
                drawn = _draw(module, prefix + name, name, tensor.shape, generator)
                state[prefix + name] = drawn if drawn.dtype == torch.int64 else drawn.to(dtype)
    assert all(tensor is not None for tensor in state.values())
    return state


def cast_up(state):
    """The same state in float32, as the reference computes from a checkpoint of any type."""
    return {key: value.float() if value.is_floating_point() else value for key, value in state.items()}


def _draw(module, full_name, name, shape, generator):
    def normal(mean, deviation):
        return torch.randn(shape, generator=generator).mul_(deviation).add_(mean)

    if isinstance(module, (nn.Conv2d, nn.Linear, nn.ConvTranspose2d)):
        return _draw_affine(module, full_name, name, normal)
    if name == "num_batches_tracked":
        return torch.tensor(100)
    if name == "running_mean":
        return normal(0, 0.3)
    if name == "running_var":
        return torch.rand(shape, generator=generator) + 0.5
    if isinstance(module, (nn.LayerNorm, nn.BatchNorm2d)):
        return normal(1, 0.2) if name == "weight" else normal(0, 0.1)
    if name in ("gamma", "lambda1"):
        return normal(BRANCH_GAIN, 0.3 * BRANCH_GAIN)
    if name in ("cls_token", "mask_token", "pos_embed", "position_embeddings"):
        return normal(0, 0.5)
    raise ValueError(f"no rule for {full_name}")


def _draw_affine(module, full_name, name, normal):
    gain, bias = 1.0, (0.0, 0.1)
    if isinstance(module, nn.ConvTranspose2d):
        fan_in = module.in_channels  # kernel 2, stride 2: one tap reaches each output pixel
    elif isinstance(module, nn.Linear):
        fan_in = module.in_features
    else:
        fan_in = module.in_channels * math.prod(module.kernel_size)
        if module.out_channels == 1 and full_name.startswith("head."):
            gain, bias = 1.2, (1.4, 0.0)  # canonical inverse depth
        elif module.out_channels == 1 and full_name.startswith("fov") and module.padding == (0, 0):
            gain, bias = 30.0, (55.0, 0.0)  # degrees
        elif module.kernel_size == (1, 1):
            gain = 0.7  # the decoder adds a skip at every level; this keeps its variance bounded
    return normal(0, gain / math.sqrt(fan_in)) if name == "weight" else normal(*bias)
