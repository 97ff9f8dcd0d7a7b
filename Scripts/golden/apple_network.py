"""Depth Pro in the structure and with the parameter names of Apple's checkpoint, on timm's vision transformers.

Written from the description of the architecture, to check the Hugging Face implementation against something that
shares no code with it.
"""

import dataclasses

import torch
import torch.nn.functional as F
from torch import nn

from torchvision_fallback import ensure_importable

ensure_importable()
from timm.models.vision_transformer import VisionTransformer  # noqa: E402


@dataclasses.dataclass
class Shape:
    """Dimensions of a network. Everything that is not here follows from these by the rules of the release."""

    embed_dim: int = 1024
    depth: int = 24
    mlp_ratio: float = 4
    patch_size: int = 16
    grid: int = 24
    feature_dims: tuple = (256, 256, 512, 1024, 1024)
    """Widths after projection: latent 0, latent 1, fine, middle and low-resolution level."""
    decoder_dim: int = 256
    head_dim: int = 32
    with_fov: bool = True

    @property
    def tile(self):
        return self.grid * self.patch_size

    @property
    def hooks(self):
        return self.depth // 4 - 1, self.depth // 2 - 1


def vision_transformer(shape):
    return VisionTransformer(
        img_size=shape.tile, patch_size=shape.patch_size, embed_dim=shape.embed_dim, depth=shape.depth,
        num_heads=shape.embed_dim // 64, mlp_ratio=shape.mlp_ratio, init_values=1e-5, num_classes=0)


def up(channels_in, channels_out, bias=False):
    return nn.ConvTranspose2d(channels_in, channels_out, 2, stride=2, bias=bias)


def projection(width, dim, doublings):
    return nn.Sequential(nn.Conv2d(width, dim, 1, bias=False), *[up(dim, dim) for _ in range(doublings)])


class Encoder(nn.Module):
    def __init__(self, shape):
        super().__init__()
        width, dims = shape.embed_dim, shape.feature_dims
        self.patch_encoder = vision_transformer(shape)
        self.image_encoder = vision_transformer(shape)
        self.upsample_latent0 = projection(width, dims[0], 3)
        self.upsample_latent1 = projection(width, dims[1], 2)
        self.upsample0 = projection(width, dims[2], 1)
        self.upsample1 = projection(width, dims[3], 1)
        self.upsample2 = projection(width, dims[4], 1)
        self.upsample_lowres = up(width, dims[4], bias=True)
        self.fuse_lowres = nn.Conv2d(2 * dims[4], dims[4], 1)


class Residual(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.residual = nn.Sequential(
            nn.ReLU(), nn.Conv2d(dim, dim, 3, padding=1), nn.ReLU(), nn.Conv2d(dim, dim, 3, padding=1))

    def forward(self, x):
        return x + self.residual(x)


class Fusion(nn.Module):
    def __init__(self, dim, doubles):
        super().__init__()
        self.resnet1 = Residual(dim)
        self.resnet2 = Residual(dim)
        if doubles:
            self.deconv = up(dim, dim)
        self.out_conv = nn.Conv2d(dim, dim, 1)

    def forward(self, x, skip=None):
        x = self.resnet2(x if skip is None else x + self.resnet1(skip))
        return self.out_conv(self.deconv(x) if hasattr(self, "deconv") else x)


class Decoder(nn.Module):
    def __init__(self, shape):
        super().__init__()
        dims, dim = shape.feature_dims, shape.decoder_dim
        assert dims[0] == dim
        self.convs = nn.ModuleList([nn.Identity(), *[nn.Conv2d(d, dim, 3, padding=1, bias=False) for d in dims[1:]]])
        self.fusions = nn.ModuleList([Fusion(dim, doubles=i > 0) for i in range(len(dims))])


class FieldOfView(nn.Module):
    def __init__(self, shape):
        super().__init__()
        dim = shape.decoder_dim
        kernel = (shape.grid + 3) // 4
        self.encoder = nn.Sequential(vision_transformer(shape), nn.Linear(shape.embed_dim, dim // 2))
        self.downsample = nn.Sequential(nn.Conv2d(dim, dim // 2, 3, stride=2, padding=1), nn.ReLU())
        self.head = nn.Sequential(
            nn.Conv2d(dim // 2, dim // 4, 3, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(dim // 4, dim // 8, 3, stride=2, padding=1), nn.ReLU(), nn.Conv2d(dim // 8, 1, kernel))


class AppleNetwork(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        dim = shape.decoder_dim
        self.encoder = Encoder(shape)
        self.decoder = Decoder(shape)
        self.head = nn.Sequential(
            nn.Conv2d(dim, dim // 2, 3, padding=1), up(dim // 2, dim // 2, bias=True),
            nn.Conv2d(dim // 2, shape.head_dim, 3, padding=1), nn.ReLU(), nn.Conv2d(shape.head_dim, 1, 1), nn.ReLU())
        if shape.with_fov:
            self.fov = FieldOfView(shape)

    @torch.no_grad()
    def stages(self, pixels):
        """Every stage of a forward pass by the same names as `hugging_face.run` uses."""
        stages = {}
        pyramid = [F.interpolate(pixels, scale_factor=1 / s, mode="bilinear") if s > 1 else pixels for s in (4, 2, 1)]
        self._encode(pyramid, pixels.shape[0], stages)
        self._decode(stages)
        if self.shape.with_fov:
            self._estimate_fov(pyramid[0], stages)
        return stages

    def _encode(self, pyramid, batch, stages):
        encoder, shape = self.encoder, self.shape
        low, middle, fine = pyramid
        tiles = [tiled(fine, shape.tile, 0.25), tiled(middle, shape.tile, 0.5), low]
        stages["patches"] = torch.cat(tiles)
        counts = [len(t) for t in tiles]

        tokens = self._hooked(stages["patches"], stages)
        stages["tokens.patch"] = tokens
        fine, middle, low = [token_map(t) for t in tokens.split(counts)]
        margin = shape.grid // 8  # half of a quarter of the tokens
        stages["merged.0"] = low
        stages["merged.1"] = untiled(middle, batch, 2 * margin)
        stages["merged.2"] = untiled(fine, batch, margin)
        for k in range(2):
            stages[f"latent.{k}"] = untiled(token_map(stages[f"hook.{k}"][: counts[0]]), batch, margin)
        stages["tokens.image"] = encoder.image_encoder.forward_features(pyramid[0])
        stages["global"] = token_map(stages["tokens.image"])

        for i, module in enumerate((encoder.upsample2, encoder.upsample1, encoder.upsample0)):
            stages[f"upsampled.merged.{i}"] = module(stages[f"merged.{i}"])
        stages["upsampled.latent.0"] = encoder.upsample_latent1(stages["latent.0"])
        stages["upsampled.latent.1"] = encoder.upsample_latent0(stages["latent.1"])
        stages["upsampled.global"] = encoder.upsample_lowres(stages["global"])
        both = torch.cat([stages["upsampled.merged.0"], stages["upsampled.global"]], dim=1)
        stages["fused_lowres"] = encoder.fuse_lowres(both)

    def _hooked(self, tiles, stages):
        """Final tokens of the patch encoder; the hooks' are stored, the deeper one as `hook.0`."""
        shallow, deep = self.shape.hooks
        blocks = self.encoder.patch_encoder.blocks
        handles = [blocks[n].register_forward_hook(lambda _, __, out, name=name: stages.__setitem__(name, out.clone()))
                   for n, name in ((deep, "hook.0"), (shallow, "hook.1"))]
        tokens = self.encoder.patch_encoder.forward_features(tiles)
        for handle in handles:
            handle.remove()
        return tokens

    def _decode(self, stages):
        names = ["fused_lowres", "upsampled.merged.1", "upsampled.merged.2", "upsampled.latent.0", "upsampled.latent.1"]
        x = None
        for i, name in enumerate(names):
            level = len(names) - 1 - i
            skip = self.decoder.convs[level](stages[name])
            fusion = self.decoder.fusions[level]
            x = fusion(skip) if x is None else fusion(x, skip)
            stages[f"projected.{i}"], stages[f"fusion.{i}"] = skip, x
        for i, layer in enumerate(self.head):
            x = layer(x)
            if i < 3:
                stages[f"head.{i}"] = x
        stages["head"] = x

    def _estimate_fov(self, low, stages):
        transformer, neck = self.fov.encoder
        stages["fov.encoder"] = token_map(neck(transformer.forward_features(low)))
        stages["fov.lowres"] = self.fov.downsample[0](stages["projected.0"])
        x = stages["fov.encoder"] + self.fov.downsample[1](stages["fov.lowres"])
        stages["fov"] = self.fov.head(x).flatten()


def tiled(image, tile, overlap):
    """All tiles, row by row, each for the whole batch: index = tile · B + b."""
    starts = range(0, image.shape[-1] - tile + 1, int(tile * (1 - overlap)))
    return torch.cat([image[..., y:y + tile, x:x + tile] for y in starts for x in starts])


def token_map(tokens):
    """B×(1+g²)×D to B×D×g×g."""
    grid = int((tokens.shape[1] - 1) ** 0.5)
    return tokens[:, 1:].transpose(1, 2).unflatten(2, (grid, grid))


def untiled(maps, batch, margin):
    """Undoes `tiled` on token maps: every tile gives up `margin` tokens wherever it has a neighbour."""
    side, grid = int((len(maps) // batch) ** 0.5), maps.shape[-1]
    cuts = [slice(margin if i else 0, grid - margin if i < side - 1 else grid) for i in range(side)]
    tile = lambda j, i: maps[(j * side + i) * batch:(j * side + i + 1) * batch, :, cuts[j], cuts[i]]  # noqa: E731
    return torch.cat([torch.cat([tile(j, i) for i in range(side)], dim=3) for j in range(side)], dim=2)
