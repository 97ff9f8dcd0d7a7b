"""Synthetic pictures, and what happens to a picture before and after the network."""

import math

import torch
import torch.nn.functional as F


def picture(height, width, seed):
    """A uint8 H×W×3 picture with smooth regions, hard edges and noise."""
    generator = torch.Generator().manual_seed(seed)

    def noise(rows, columns, mode):
        coarse = torch.rand(1, 3, rows, columns, generator=generator)
        flags = {} if mode == "nearest" else {"align_corners": False}
        return F.interpolate(coarse, size=(height, width), mode=mode, **flags)[0]

    fine = torch.rand(3, height, width, generator=generator)
    mixture = 0.45 * noise(4, 5, "bilinear") + 0.35 * noise(6, 7, "nearest") + 0.2 * fine
    return (mixture * 255).round().clamp(0, 255).to(torch.uint8).permute(1, 2, 0).contiguous()


def exact_input(pictures):
    """Network input from uint8 B×3×H×W, (value − 128) / 128: exact in float32, float16 and bfloat16."""
    return (pictures.float() - 128) / 128


def preprocess(image, size):
    """uint8 H×W×3 to the network's 1×3×h×w in [-1, 1]: scaled first, then resized without antialiasing."""
    scaled = (image.permute(2, 0, 1)[None].float() / 255 - 0.5) / 0.5
    return F.interpolate(scaled, size=size, mode="bilinear", align_corners=False, antialias=False)


def focal_length(fov_degrees, width):
    """Pixels, from the horizontal field of view in degrees and the width of the original image."""
    return 0.5 * width / math.tan(0.5 * math.radians(fov_degrees))


def metric_depth(canonical_inverse_depth, focal_px, size):
    """Metres at the original H×W: scale, resize the inverse, clamp, invert."""
    inverse = canonical_inverse_depth * (size[1] / focal_px)
    inverse = F.interpolate(inverse, size=size, mode="bilinear", align_corners=False)
    return (1 / inverse.clamp(1e-4, 1e4))[0, 0]
