"""Lets timm and transformers import beside a torchvision wheel built for another variant of torch.

Such a wheel cannot load its C++ operators and fails while registering shapes for them. No operator of
torchvision is used by the reference networks, so declaring the names is enough.
"""

import importlib.util
import pathlib
import re

import torch


def ensure_importable():
    try:
        import torchvision  # noqa: F401
        return
    except RuntimeError:
        pass
    spec = importlib.util.find_spec("timm")
    source = pathlib.Path(spec.origin).parents[1] / "torchvision" / "_meta_registrations.py"
    names = re.findall(r'register_meta\("(\w+)"|torchvision::(\w+)', source.read_text())
    ensure_importable.library = torch.library.Library("torchvision", "DEF")
    for name in sorted({a or b for a, b in names}):
        ensure_importable.library.define(f"{name}(Tensor x) -> Tensor")
