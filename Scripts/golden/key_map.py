"""From the parameter names of Apple's checkpoint to those of Hugging Face's, as they stand in files."""

import re

_VISION_TRANSFORMERS = [
    (r"^encoder\.(patch|image)_encoder\.", r"depth_pro.encoder.\1_encoder.model."),
    (r"^fov\.encoder\.0\.", "fov_model.fov_encoder.model."),
]
_INSIDE_VISION_TRANSFORMER = [
    (r"model\.cls_token", "model.embeddings.cls_token"),
    (r"model\.pos_embed", "model.embeddings.position_embeddings"),
    (r"model\.patch_embed\.proj", "model.embeddings.patch_embeddings.projection"),
    (r"model\.norm\.", "model.layernorm."),
    (r"model\.blocks\.", "model.encoder.layer."),
    (r"\.attn\.proj\.", ".attention.output.dense."),
    (r"\.ls([12])\.gamma", r".layer_scale\1.lambda1"),
]
_FUSION = [
    (r"\.resnet([12])\.residual\.1\.", r".residual_layer\1.convolution1."),
    (r"\.resnet([12])\.residual\.3\.", r".residual_layer\1.convolution2."),
    (r"\.out_conv\.", ".projection."),
]
_NECK = "depth_pro.neck."


def hugging_face_names(key):
    """The names that one tensor becomes; a fused query/key/value tensor becomes three, split along dimension 0."""
    for pattern, replacement in _VISION_TRANSFORMERS:
        name, count = re.subn(pattern, replacement, key)
        if count:
            return _split(_replace(name, _INSIDE_VISION_TRANSFORMER))
    return [_outside_vision_transformer(key)]


def converted(state):
    """A state in Apple's layout in Hugging Face's; tensors are taken out of `state` as they are converted."""
    result = {}
    for key in list(state):
        tensor = state.pop(key)
        names = hugging_face_names(key)
        for name, part in zip(names, tensor.chunk(len(names)) if len(names) > 1 else [tensor]):
            result[name] = part
    return result


def in_memory(name):
    """The name that transformers 5 uses in memory for a name in a file."""
    for old, new in (("attention.query", "q_proj"), ("attention.key", "k_proj"), ("attention.value", "v_proj"),
                     ("output.dense", "o_proj")):
        name = name.replace(f"attention.{old}", f"attention.{new}")
    return name


def _split(name):
    if ".attn.qkv." not in name:
        return [name]
    return [name.replace(".attn.qkv.", f".attention.attention.{part}.") for part in ("query", "key", "value")]


def _replace(name, rules):
    for pattern, replacement in rules:
        name = re.sub(pattern, replacement, name)
    return name


def _outside_vision_transformer(key):
    up = _NECK + "feature_upsample."
    if match := re.match(r"encoder\.upsample_latent([01])\.(.+)", key):
        return f"{up}intermediate.{1 - int(match[1])}.layers.{match[2]}"
    if match := re.match(r"encoder\.upsample([012])\.(.+)", key):
        return f"{up}scaled_images.{2 - int(match[1])}.layers.{match[2]}"
    if match := re.match(r"decoder\.convs\.([1-4])\.(.+)", key):
        return f"{_NECK}feature_projection.projections.{4 - int(match[1])}.{match[2]}"
    if match := re.match(r"decoder\.fusions\.([0-4])(\..+)", key):
        level = int(match[1])
        stage = "final" if level == 0 else f"intermediate.{4 - level}"
        return f"fusion_stage.{stage}{_replace(match[2], _FUSION)}"
    for pattern, replacement in (
        (r"encoder\.upsample_lowres\.", up + "image_block.layers.0."),
        (r"encoder\.fuse_lowres\.", _NECK + "fuse_image_with_low_res."),
        (r"head\.", "head.layers."),
        (r"fov\.encoder\.1\.", "fov_model.fov_encoder.neck."),
        (r"fov\.downsample\.0\.", "fov_model.conv."),
        (r"fov\.head\.", "fov_model.head.layers."),
    ):
        if re.match(pattern, key):
            return re.sub("^" + pattern, replacement, key)
    raise KeyError(key)
