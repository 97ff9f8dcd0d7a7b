"""Writes the golden fixtures of Tests/DepthProTests/Resources. See README.md."""

import argparse
import importlib.metadata
import json
import pathlib

import torch
from safetensors.torch import save_file

import hugging_face
import images
from apple_network import AppleNetwork
from configurations import APPLE, HUGGING_FACE
from stages import StageFile
from weights import cast_up, draw

RESOURCES = pathlib.Path(__file__).resolve().parents[2] / "Tests" / "DepthProTests" / "Resources"
SINGLE_LIMIT, BATCH_LIMIT, PHOTO_LIMIT = 600, 160, 1500


def versions():
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("torch", "timm", "transformers"))


def record_cases(run, size, recipe):
    """All golden tensors of one network; `run` maps network input to stages."""
    file, seed = StageFile(), recipe["seed"]
    pair = torch.stack([images.picture(*size, seed=seed + i).permute(2, 0, 1) for i in range(2)])
    file.add("input", pair, pair.numel())
    file.add_stages("b1", run(images.exact_input(pair[:1])), SINGLE_LIMIT)
    file.add_stages("b2", run(images.exact_input(pair)), BATCH_LIMIT)
    if "oblong" in recipe:
        image = images.picture(*recipe["oblong"], seed=seed + 2).permute(2, 0, 1)[None]
        file.add("oblong.input", image, image.numel())
        file.add_stages("oblong", run(images.exact_input(image)), BATCH_LIMIT)
    for index, photo_size in enumerate(recipe["photos"]):
        photo = images.picture(*photo_size, seed=seed + 10 + index)
        _record_photo(file, f"photo{index}", run, photo, size, recipe["given_focal_px"])
    return file


def _record_photo(file, name, run, image, size, given_focal_px):
    pixels = images.preprocess(image, size)
    stages = run(pixels)
    height, width = image.shape[:2]
    file.add(f"{name}.image", image, image.numel())
    file.add(f"{name}.input", pixels, PHOTO_LIMIT)
    file.add(f"{name}.head", stages["head"], PHOTO_LIMIT)
    focal_lengths = {"given": given_focal_px}
    if "fov" in stages:
        file.add(f"{name}.fov", stages["fov"], 1)
        focal_lengths["estimated"] = images.focal_length(stages["fov"].item(), width)
    for source, focal_px in focal_lengths.items():
        depth = images.metric_depth(stages["head"], focal_px, (height, width))
        file.add(f"{name}.{source}.focal_px", torch.tensor([focal_px]), 1)
        file.add(f"{name}.{source}.depth", depth, PHOTO_LIMIT)


def write_hugging_face(recipe, folder):
    network = hugging_face.build(recipe["settings"])
    state = draw(network, recipe["seed"], recipe["dtype"])
    network.load_state_dict(cast_up(state))
    file = record_cases(lambda pixels: hugging_face.run(network, pixels), recipe["size"], recipe)
    file.save(folder / "stages.safetensors", versions())
    network.to(recipe["dtype"]).save_pretrained(folder)
    height, width = recipe["size"]
    processor = dict(do_normalize=True, do_rescale=True, do_resize=True, image_mean=[0.5] * 3, image_std=[0.5] * 3,
                     image_processor_type="DepthProImageProcessor", resample=2, rescale_factor=1 / 255,
                     size=dict(height=height, width=width))
    (folder / "preprocessor_config.json").write_text(json.dumps(processor, indent=2) + "\n")
    return file


def write_apple(recipe, folder):
    network = AppleNetwork(recipe["shape"]).eval()
    state = draw(network, recipe["seed"], recipe["dtype"])
    network.load_state_dict(cast_up(state))
    file = record_cases(network.stages, (4 * recipe["shape"].tile,) * 2, recipe)
    file.save(folder / "stages.safetensors", versions())
    if recipe["format"] == "pt":
        torch.save(state, folder / "depth_pro.pt")
    else:
        save_file(state, folder / "depth_pro.safetensors")
    return file


def summarise(name, file):
    print(f"== {name}")
    for key, value in file.tensors.items():
        if value.dtype == torch.float32 and not key.startswith("b2"):
            dead = (value == 0).float().mean().item()
            print(f"  {key:32s} {str(tuple(value.shape)):18s} mean {value.mean():8.3f}"
                  f" std {value.std(correction=0):7.3f} min {value.min():8.3f} max {value.max():8.3f} zeros {dead:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="fixtures to write (default: all)")
    parser.add_argument("--output", type=pathlib.Path, default=RESOURCES)
    parser.add_argument("--summary", action="store_true", help="print statistics of every tensor")
    arguments = parser.parse_args()
    torch.set_num_threads(1)  # sums in a fixed order: two runs give the same bytes
    for name, recipe in {**HUGGING_FACE, **APPLE}.items():
        if arguments.names and name not in arguments.names:
            continue
        folder = arguments.output / name
        folder.mkdir(parents=True, exist_ok=True)
        write = write_hugging_face if "settings" in recipe else write_apple
        file = write(recipe, folder)
        print(name, {path.name: path.stat().st_size for path in sorted(folder.iterdir())})
        if arguments.summary:
            summarise(name, file)


if __name__ == "__main__":
    main()
