"""Compares the Hugging Face implementation with `apple_network` stage by stage, and with the files."""

import argparse

import torch
from safetensors.torch import load_file

import hugging_face
import images
from apple_network import AppleNetwork  # makes transformers importable, hence before it
from configurations import APPLE, HUGGING_FACE
from generate import RESOURCES
from key_map import converted, in_memory
from transformers import DepthProForDepthEstimation, DepthProImageProcessor
from transformers.models.depth_pro.modeling_depth_pro import DepthProDepthEstimatorOutput
from weights import cast_up, draw

TOLERANCE = 1e-5
"""Both compute in float32 and differ only in the order of sums; stages are of order one."""


def hugging_face_twin(network):
    """The Hugging Face network with the weights of an `AppleNetwork`."""
    twin = hugging_face.build(hugging_face.settings_like(network.shape))
    state = converted(network.state_dict())
    twin.load_state_dict({in_memory(name): value for name, value in state.items()})
    return twin


def largest_difference(first, second):
    """Per stage, the largest difference relative to the stage's largest value."""
    assert first.keys() == second.keys(), first.keys() ^ second.keys()
    result = {}
    for name in first:
        assert first[name].shape == second[name].shape, (name, first[name].shape, second[name].shape)
        result[name] = ((first[name] - second[name]).abs().max() / first[name].abs().max()).item()
    return result


def main():
    argparse.ArgumentParser(description=__doc__).parse_args()
    torch.set_num_threads(1)
    for name, recipe in APPLE.items():
        network = AppleNetwork(recipe["shape"]).eval()
        network.load_state_dict(cast_up(draw(network, recipe["seed"], recipe["dtype"])))
        size = (4 * recipe["shape"].tile,) * 2
        pixels = torch.cat([images.preprocess(images.picture(*size, seed=seed), size) for seed in (1, 2)])
        differences = largest_difference(network.stages(pixels), hugging_face.run(hugging_face_twin(network), pixels))
        for stage, difference in differences.items():
            print(f"{name} {stage:24s} {difference:.1e}")
        assert max(differences.values()) < TOLERANCE, name
    check_processing()
    check_files()


def check_files():
    """The Hugging Face fixtures, read back by transformers as any user would, still give the stored result."""
    for name in HUGGING_FACE:
        network = DepthProForDepthEstimation.from_pretrained(RESOURCES / name, dtype=torch.float32)
        stored = load_file(RESOURCES / name / "stages.safetensors")
        with torch.no_grad():
            head = network.eval()(images.exact_input(stored["input"])).predicted_depth
        difference = (head.flatten()[:: stored["b2.head.layout"][0]] - stored["b2.head"]).abs().max().item()
        print(f"{name} read back {difference:.1e}")
        assert difference < TOLERANCE, name


def check_processing():
    """The picture's way in and out against Hugging Face's image processor."""
    image = images.picture(97, 131, seed=1)
    processor = DepthProImageProcessor(size=dict(height=128, width=128), image_mean=[0.5] * 3, image_std=[0.5] * 3)
    theirs = processor(image.permute(2, 0, 1), return_tensors="pt").pixel_values
    pixels = images.preprocess(image, (128, 128))
    print(f"preprocessing {(theirs - pixels).abs().max():.1e}")
    assert torch.allclose(theirs, pixels, atol=TOLERANCE)

    inverse = images.preprocess(images.picture(90, 90, seed=2), (128, 128))[:, 0] + 1
    output = DepthProDepthEstimatorOutput(predicted_depth=inverse, field_of_view=torch.tensor([50.0]))
    theirs = processor.post_process_depth_estimation(output, target_sizes=[(97, 131)])[0]
    focal_px = images.focal_length(50, 131)
    depth = images.metric_depth(inverse[None], focal_px, (97, 131))
    print(f"postprocessing {(theirs['predicted_depth'] / depth - 1).abs().max():.1e}")
    assert torch.allclose(theirs["focal_length"], torch.tensor(focal_px)) and torch.allclose(
        theirs["predicted_depth"], depth, rtol=TOLERANCE)


if __name__ == "__main__":
    main()
