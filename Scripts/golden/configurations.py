"""The small networks that are written as fixtures."""

import torch

from apple_network import Shape
from hugging_face import vit

_BASIC = vit(32, 4, 2, patch=4, tile=32, mlp_ratio=2)

HUGGING_FACE = {
    # Apple's arrangement in small: three scales, two hooks, field of view. Output is four times the input size,
    # as ViT patches are 4 and not 16 pixels.
    "hf-basic": dict(
        seed=100, dtype=torch.float16, size=(128, 128), photos=[(97, 131), (150, 60)],
        given_focal_px=111.5,
        settings=dict(
            patch_size=32, fusion_hidden_size=16, merge_padding_value=1,
            intermediate_hook_ids=[1, 0], intermediate_feature_dims=[16, 16],
            scaled_images_ratios=[0.25, 0.5, 1], scaled_images_overlap_ratios=[0.0, 0.5, 0.25],
            scaled_images_feature_dims=[24, 24, 20], use_fov_model=True, num_fov_head_layers=2,
            image_model_config=dict(_BASIC), patch_model_config=dict(_BASIC), fov_model_config=dict(_BASIC))),
    # Patch and image encoders of different width, depth, heads and activation; three hooks; every level another
    # width, so that the finest projection is a convolution too; no field of view; an unused mask token.
    "hf-nofov": dict(
        seed=203, dtype=torch.bfloat16, size=(64, 64), photos=[(61, 90)], given_focal_px=74.25,
        settings=dict(
            patch_size=16, fusion_hidden_size=12, merge_padding_value=1,
            intermediate_hook_ids=[2, 1, 0], intermediate_feature_dims=[8, 14, 10],
            scaled_images_ratios=[0.25, 0.5, 1], scaled_images_overlap_ratios=[0.0, 0.5, 0.25],
            scaled_images_feature_dims=[20, 16, 18], use_fov_model=False,
            image_model_config=vit(16, 2, 4, patch=4, tile=16, mlp_ratio=2, hidden_act="quick_gelu",
                                   use_mask_token=True, layer_norm_eps=1e-5),
            fov_model_config=vit(16, 1, 1, patch=4, tile=16),
            patch_model_config=vit(24, 3, 2, patch=4, tile=16, mlp_ratio=3, hidden_act="gelu_pytorch_tanh",
                                   use_mask_token=True))),
    # SwiGLU, no query/key/value bias, batch normalisation without convolution bias, two scales, an input that is no
    # power of two: feature maps are resized up and down, the last column of pixels is in no patch, channel
    # counts of the field-of-view head round up.
    "hf-swiglu-bn": dict(
        seed=313, dtype=torch.float32, size=(84, 84), oblong=(84, 112), photos=[(75, 50)], given_focal_px=60.0,
        settings=dict(
            patch_size=28, fusion_hidden_size=12, merge_padding_value=1,
            intermediate_hook_ids=[1], intermediate_feature_dims=[12],
            scaled_images_ratios=[0.5, 1], scaled_images_overlap_ratios=[0.5, 0.25],
            scaled_images_feature_dims=[16, 12], use_fov_model=True, num_fov_head_layers=3,
            use_batch_norm_in_fusion_residual=True, use_bias_in_fusion_residual=False,
            **{f"{part}_model_config": vit(16, 3, 2, patch=7, tile=28, mlp_ratio=4, use_swiglu_ffn=True, qkv_bias=False)
               for part in ("image", "patch", "fov")})),
    # Four scales with two merges of fewer tokens than the level needs, grids of different size per encoder, one layer
    # in the field-of-view head.
    "hf-four-scales": dict(
        seed=409, dtype=torch.float16, size=(64, 64), photos=[(50, 77)], given_focal_px=95.5,
        settings=dict(
            patch_size=8, fusion_hidden_size=8, merge_padding_value=1,
            intermediate_hook_ids=[2, 0], intermediate_feature_dims=[8, 8],
            scaled_images_ratios=[0.125, 0.25, 0.5, 1], scaled_images_overlap_ratios=[0.0, 0.5, 0.25, 0.25],
            scaled_images_feature_dims=[16, 12, 8, 8], use_fov_model=True, num_fov_head_layers=1,
            image_model_config=vit(24, 2, 3, patch=2, tile=8, mlp_ratio=2, hidden_act="gelu_new"),
            patch_model_config=vit(16, 3, 2, patch=2, tile=8, mlp_ratio=4, hidden_act="relu"),
            fov_model_config=vit(8, 2, 1, patch=4, tile=8, mlp_ratio=4, hidden_act="silu"))),
}

# Apple's rules in small: a grid of eight tokens is the smallest on which both overlaps are whole tokens. Heads are 64
# wide, hooks sit after a quarter and half of the blocks.
APPLE = {
    "apple-basic": dict(
        seed=500, dtype=torch.float16, format="pt", photos=[(97, 131), (60, 150)], given_focal_px=123.25,
        shape=Shape(embed_dim=64, depth=4, mlp_ratio=1, patch_size=4, grid=8, feature_dims=(16, 16, 20, 24, 28),
                    decoder_dim=16)),
    "apple-nofov": dict(
        seed=600, dtype=torch.bfloat16, format="safetensors", photos=[(40, 33)], given_focal_px=31.5,
        shape=Shape(embed_dim=64, depth=4, mlp_ratio=2, patch_size=2, grid=8, feature_dims=(8, 8, 16, 12, 16),
                    decoder_dim=8, with_fov=False)),
}
