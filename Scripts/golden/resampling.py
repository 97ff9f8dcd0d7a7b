"""DINOv2's positions and patches, resampled as timm and the reference do, for Tests/TrainingTests.

    python3 Scripts/golden/resampling.py Tests/TrainingTests/Resources/resampling.safetensors

Needs torch, timm and safetensors.
"""

import sys

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

from torchvision_fallback import ensure_importable

ensure_importable()
from timm.layers import resample_abs_pos_embed  # noqa: E402

torch.manual_seed(11)
positions = torch.randn(1, 1 + 7 * 7, 6)
patches = torch.randn(6, 3, 14, 14)
save_file(
    {
        "positions": positions,
        "positions.4": resample_abs_pos_embed(positions, [4, 4], num_prefix_tokens=1).contiguous(),
        "positions.9": resample_abs_pos_embed(positions, [9, 9], num_prefix_tokens=1).contiguous(),
        "patches": patches,
        # The reference: bicubic without antialiasing, then scaled by the ratio of pixels.
        "patches.16": (F.interpolate(patches, size=(16, 16), mode="bicubic") * (14 / 16) ** 2).contiguous(),
    },
    sys.argv[1],
)
