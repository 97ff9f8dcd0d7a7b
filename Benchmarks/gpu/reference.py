"""Depth Pro in plain PyTorch, with the names of Apple's checkpoint: what this package is timed against on a GPU.

Needs nothing but torch. Attention is PyTorch's own fused operator, as in every library; nothing else is arranged.
`Scripts/golden/weights.py` draws its weights, so that both sides compute the same network.
"""

import dataclasses

import torch
import torch.nn.functional as F
from torch import nn


@dataclasses.dataclass
class Shape:
    width: int = 1024
    depth: int = 24
    patch: int = 16
    grid: int = 24
    features: tuple = (256, 256, 512, 1024, 1024)  # latent 0, latent 1, fine, middle, coarse
    decoder: int = 256
    head: int = 32

    @property
    def tile(self):
        return self.grid * self.patch

    @property
    def side(self):
        return 4 * self.tile


TINY = Shape(width=64, depth=4, patch=8, grid=8, features=(16, 16, 32, 64, 64), decoder=16)


class LayerScale(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x * self.gamma


class Attention(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.heads = width // 64
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)

    def forward(self, x):
        count, tokens, width = x.shape
        query, key, value = self.qkv(x).view(count, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        return self.proj(F.scaled_dot_product_attention(query, key, value).transpose(1, 2).reshape(x.shape))


class FeedForward(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc1 = nn.Linear(width, 4 * width)
        self.fc2 = nn.Linear(4 * width, width)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-6), nn.LayerNorm(width, eps=1e-6)
        self.attn, self.mlp = Attention(width), FeedForward(width)
        self.ls1, self.ls2 = LayerScale(width), LayerScale(width)

    def forward(self, x):
        x = x + self.ls1(self.attn(self.norm1(x)))
        return x + self.ls2(self.mlp(self.norm2(x)))


class PatchEmbedding(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.proj = nn.Conv2d(3, shape.width, shape.patch, stride=shape.patch)

    def forward(self, x):
        return self.proj(x).flatten(2).transpose(1, 2)


class Transformer(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.cls_token = nn.Parameter(torch.zeros(1, 1, shape.width))
        self.pos_embed = nn.Parameter(torch.zeros(1, 1 + shape.grid**2, shape.width))
        self.patch_embed = PatchEmbedding(shape)
        self.blocks = nn.ModuleList(Block(shape.width) for _ in range(shape.depth))
        self.norm = nn.LayerNorm(shape.width, eps=1e-6)

    def forward(self, x, hooks=()):
        x = self.patch_embed(x)
        x = torch.cat([self.cls_token.expand(len(x), -1, -1), x], dim=1) + self.pos_embed
        hooked = []
        for index, block in enumerate(self.blocks):
            x = block(x)
            if index in hooks:
                hooked.append(x)
        return self.norm(x), hooked


def doubling(inputs, outputs, bias=False):
    return nn.ConvTranspose2d(inputs, outputs, 2, stride=2, bias=bias)


def projection(inputs, outputs, doublings):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 1, bias=False), *[doubling(outputs, outputs) for _ in range(doublings)])


class Encoder(nn.Module):
    def __init__(self, shape):
        super().__init__()
        width, features = shape.width, shape.features
        self.patch_encoder, self.image_encoder = Transformer(shape), Transformer(shape)
        self.upsample_latent0 = projection(width, features[0], 3)
        self.upsample_latent1 = projection(width, features[1], 2)
        self.upsample0 = projection(width, features[2], 1)
        self.upsample1 = projection(width, features[3], 1)
        self.upsample2 = projection(width, features[4], 1)
        self.upsample_lowres = doubling(width, features[4], bias=True)
        self.fuse_lowres = nn.Conv2d(2 * features[4], features[4], 1)


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.residual = nn.Sequential(
            nn.ReLU(), nn.Conv2d(width, width, 3, padding=1), nn.ReLU(), nn.Conv2d(width, width, 3, padding=1))

    def forward(self, x):
        return x + self.residual(x)


class Fusion(nn.Module):
    def __init__(self, width, doubles):
        super().__init__()
        self.resnet1, self.resnet2 = Residual(width), Residual(width)
        if doubles:
            self.deconv = doubling(width, width)
        self.out_conv = nn.Conv2d(width, width, 1)
        self.doubles = doubles

    def forward(self, x, skip=None):
        x = self.resnet2(x if skip is None else x + self.resnet1(skip))
        return self.out_conv(self.deconv(x) if self.doubles else x)


class Decoder(nn.Module):
    def __init__(self, shape):
        super().__init__()
        width = shape.decoder
        self.convs = nn.ModuleList(
            [nn.Identity(), *[nn.Conv2d(f, width, 3, padding=1, bias=False) for f in shape.features[1:]]])
        self.fusions = nn.ModuleList(Fusion(width, index > 0) for index in range(len(shape.features)))


class FieldOfView(nn.Module):
    def __init__(self, shape):
        super().__init__()
        width = shape.decoder
        self.encoder = nn.Sequential(Transformer(shape), nn.Linear(shape.width, width // 2))
        self.downsample = nn.Sequential(nn.Conv2d(width, width // 2, 3, stride=2, padding=1), nn.ReLU())
        self.head = nn.Sequential(
            nn.Conv2d(width // 2, width // 4, 3, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(width // 4, width // 8, 3, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(width // 8, 1, (shape.grid + 3) // 4))


class DepthPro(nn.Module):
    """From images in [-1, 1] to canonical inverse depth and the field of view in degrees."""

    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        width = shape.decoder
        self.encoder, self.decoder, self.fov = Encoder(shape), Decoder(shape), FieldOfView(shape)
        self.head = nn.Sequential(
            nn.Conv2d(width, width // 2, 3, padding=1), doubling(width // 2, width // 2, bias=True),
            nn.Conv2d(width // 2, shape.head, 3, padding=1), nn.ReLU(), nn.Conv2d(shape.head, 1, 1), nn.ReLU())

    def forward(self, images):
        shape, encoder, batch = self.shape, self.encoder, len(images)
        middle = F.interpolate(images, scale_factor=0.5, mode="bilinear", align_corners=False)
        low = F.interpolate(images, scale_factor=0.25, mode="bilinear", align_corners=False)
        tiles = [tiled(images, shape.tile, 0.25), tiled(middle, shape.tile, 0.5), low]
        hooks = (shape.depth // 4 - 1, shape.depth // 2 - 1)
        tokens, hooked = encoder.patch_encoder(torch.cat(tiles), hooks)
        fine, middle, coarse = [token_map(t) for t in tokens.split([len(t) for t in tiles])]
        margin = shape.grid // 8
        latent0, latent1 = [untiled(token_map(h[: len(fine)]), batch, margin) for h in hooked]
        whole = token_map(encoder.image_encoder(low)[0])

        skips = [
            encoder.fuse_lowres(torch.cat([encoder.upsample2(coarse), encoder.upsample_lowres(whole)], dim=1)),
            encoder.upsample1(untiled(middle, batch, 2 * margin)), encoder.upsample0(untiled(fine, batch, margin)),
            encoder.upsample_latent1(latent1), encoder.upsample_latent0(latent0)]
        x = lowest = None
        for index, skip in enumerate(skips):
            level = len(skips) - 1 - index
            skip = self.decoder.convs[level](skip)
            lowest = skip if lowest is None else lowest
            x = self.decoder.fusions[level](skip) if x is None else self.decoder.fusions[level](x, skip)
        transformer, neck = self.fov.encoder
        own = token_map(neck(transformer(low)[0]))
        return self.head(x), self.fov.head(own + self.fov.downsample(lowest)).flatten()


def tiled(image, tile, overlap):
    starts = range(0, image.shape[-1] - tile + 1, int(tile * (1 - overlap)))
    return torch.cat([image[..., y:y + tile, x:x + tile] for y in starts for x in starts])


def token_map(tokens):
    grid = int((tokens.shape[1] - 1) ** 0.5)
    return tokens[:, 1:].transpose(1, 2).unflatten(2, (grid, grid))


def untiled(maps, batch, margin):
    side, grid = int((len(maps) // batch) ** 0.5), maps.shape[-1]
    cuts = [slice(margin if i else 0, grid - margin if i < side - 1 else grid) for i in range(side)]
    rows = []
    for j in range(side):
        row = [maps[(j * side + i) * batch:(j * side + i + 1) * batch, :, cuts[j], cuts[i]] for i in range(side)]
        rows.append(torch.cat(row, dim=3))
    return torch.cat(rows, dim=2)


def build(checkpoint, shape, device, dtype):
    """The network with a checkpoint's weights."""
    with torch.device("meta"):
        network = DepthPro(shape)
    state = torch.load(checkpoint, weights_only=True, mmap=True)
    network.load_state_dict({name: value.to(device, dtype) for name, value in state.items()}, assign=True)
    return network.eval().requires_grad_(False)
