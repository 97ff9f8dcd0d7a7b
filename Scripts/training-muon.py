"""Steps of PyTorch's own Muon, for Tests/TorchTests.

    python3 Scripts/training-muon.py Tests/TorchTests/Resources/muon.json

Needs torch 2.9 or later. PyTorch rounds to bfloat16 within a step: the test's tolerance is of that size.
"""

import json
import sys

import torch


def steps(rows, columns, count, rate):
    """A matrix before and after `count` steps along gradients that are drawn, and those gradients."""
    generator = torch.Generator().manual_seed(rows * 100 + columns)
    parameter = torch.nn.Parameter(torch.randn(rows, columns, generator=generator))
    begin = parameter.detach().clone()
    optimizer = torch.optim.Muon([parameter], lr=rate, weight_decay=0, adjust_lr_fn="match_rms_adamw")
    gradients = []
    for _ in range(count):
        gradients.append(torch.randn(rows, columns, generator=generator))
        parameter.grad = gradients[-1].clone()
        optimizer.step()
    return {"rows": rows, "columns": columns, "rate": rate, "begin": begin.flatten().tolist(),
            "gradients": [gradient.flatten().tolist() for gradient in gradients],
            "end": parameter.detach().flatten().tolist()}


cases = [steps(3, 5, 3, 0.1), steps(6, 4, 2, 0.05), steps(4, 4, 1, 1.0)]
with open(sys.argv[1], "w") as file:
    json.dump({"torch": torch.__version__, "cases": cases}, file)
    file.write("\n")
