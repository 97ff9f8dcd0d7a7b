"""The Hugging Face implementation as a reference: configuration, forward with every stage recorded."""

import torch

from torchvision_fallback import ensure_importable

ensure_importable()
from transformers import DepthProConfig, DepthProForDepthEstimation  # noqa: E402


def vit(hidden, depth, heads, patch, tile, **extra):
    return dict(model_type="dinov2", hidden_size=hidden, num_hidden_layers=depth, num_attention_heads=heads,
                patch_size=patch, image_size=tile, **{"use_mask_token": False, **extra})


def build(settings):
    """An eager float32 network in evaluation mode, with whatever weights its constructor draws."""
    configuration = DepthProConfig(**settings)
    configuration._attn_implementation = "eager"
    return DepthProForDepthEstimation(configuration).eval()


@torch.no_grad()
def run(network, pixels):
    """Every stage of a forward pass by name (see README.md)."""
    stages = {}
    handles = []

    def record(module, *names):
        def hook(_, __, output):
            outputs = output if isinstance(output, (list, tuple)) else [output]
            for name, value in zip(names, outputs):
                value = value if isinstance(value, torch.Tensor) else value.last_hidden_state
                stages[name] = value.clone()  # later ReLUs work in place, later lists are overwritten
        handles.append(module.register_forward_hook(hook))

    def record_input(module, name):
        def hook(_, positional, named):
            stages[name] = (positional[0] if positional else named["pixel_values"]).clone()
        handles.append(module.register_forward_pre_hook(hook, with_kwargs=True))

    encoder, neck = network.depth_pro.encoder, network.depth_pro.neck
    scales, hooks = encoder.n_scaled_images, encoder.n_intermediate_hooks
    levels = range(scales + hooks)

    record_input(encoder.patch_encoder.model, "patches")
    for k, block in enumerate(encoder.intermediate_hook_ids):
        record(encoder.patch_encoder.model.encoder.layer[block], f"hook.{k}")
    record(encoder.patch_encoder.model.layernorm, "tokens.patch")
    record(encoder.image_encoder.model.layernorm, "tokens.image")
    record(encoder.patch_encoder, *[f"merged.{i}" for i in range(scales)], *[f"latent.{k}" for k in range(hooks)])
    _record_features(encoder.image_encoder, "global", stages, handles)
    record(neck.feature_upsample.image_block, "upsampled.global")
    for i in range(scales):
        record(neck.feature_upsample.scaled_images[i], f"upsampled.merged.{i}")
    for k in range(hooks):
        record(neck.feature_upsample.intermediate[k], f"upsampled.latent.{k}")
    record(neck.fuse_image_with_low_res, "fused_lowres")
    record(neck.feature_projection, *[f"projected.{i}" for i in levels])
    record(network.fusion_stage, *[f"fusion.{i}" for i in levels])
    record(network.head.layers[0], "head.0")
    record(network.head.layers[1], "head.1")
    record(network.head.layers[2], "head.2")
    if network.fov_model is not None:
        record(network.fov_model.fov_encoder, "fov.encoder")
        record(network.fov_model.conv, "fov.lowres")

    output = network(pixels)
    for handle in handles:
        handle.remove()
    stages["head"] = output.predicted_depth[:, None]
    if network.fov_model is not None:
        stages["fov"] = output.field_of_view
    return stages


def _record_features(module, name, stages, handles):
    def hook(_, __, output):
        stages[name] = output[1].clone()
    handles.append(module.register_forward_hook(hook))


def settings_like(shape):
    """The configuration with which the Hugging Face implementation equals an `apple_network.Shape`."""
    dims, tile = shape.feature_dims, shape.tile
    one = vit(shape.embed_dim, shape.depth, shape.embed_dim // 64, shape.patch_size, tile, mlp_ratio=shape.mlp_ratio)
    return dict(
        patch_size=tile, fusion_hidden_size=shape.decoder_dim, merge_padding_value=shape.grid // 8,
        intermediate_hook_ids=list(shape.hooks[::-1]), intermediate_feature_dims=[dims[1], dims[0]],
        scaled_images_ratios=[0.25, 0.5, 1], scaled_images_overlap_ratios=[0.0, 0.5, 0.25],
        scaled_images_feature_dims=[dims[4], dims[3], dims[2]], use_fov_model=shape.with_fov, num_fov_head_layers=2,
        **{f"{part}_model_config": dict(one) for part in ("image", "patch", "fov")})
