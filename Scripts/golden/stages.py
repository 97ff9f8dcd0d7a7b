"""The file of golden tensors: names, subsampling, saving."""

import torch
from safetensors.torch import save_file


class StageFile:
    """Collects named tensors, thins large ones and writes them as safetensors.

    A tensor of more than `limit` elements is stored as its flattened elements 0, s, 2s, ... together with
    `<name>.layout`, an int64 vector [s, dim0, dim1, ...]. The stride s is a prime, so that the samples
    walk over every row, column and channel instead of keeping to a few.
    """

    def __init__(self):
        self.tensors = {}

    def add(self, name, tensor, limit):
        tensor = tensor.detach().contiguous()
        assert torch.isfinite(tensor.float()).all(), name
        assert name not in self.tensors, name
        if tensor.numel() <= limit:
            self.tensors[name] = tensor.clone()
            return
        stride = _prime_at_least(-(-tensor.numel() // limit))
        self.tensors[name] = tensor.flatten()[::stride].clone()
        self.tensors[f"{name}.layout"] = torch.tensor([stride, *tensor.shape])

    def add_stages(self, case, stages, limit):
        for name, tensor in stages.items():
            self.add(f"{case}.{name}", tensor.float(), limit)

    def save(self, path, versions):
        # One metadata entry only: the writer does not order several.
        save_file(self.tensors, path, metadata={"versions": versions})


def _prime_at_least(number):
    number = max(number, 2)
    while any(number % divisor == 0 for divisor in range(2, int(number**0.5) + 1)):
        number += 1
    return number
