"""Runs the reference at full size on a picture; writes tensors to compare with, time and peak memory.

The Hugging Face implementation in its published configuration, eager float32, with the weights of a checkpoint in
Apple's layout. Stage tensors are thinned as in the fixtures.
"""

import argparse
import json
import pathlib
import resource
import time

import numpy
import torch
from PIL import Image

import hugging_face
import images
from apple_network import Shape
from key_map import converted, in_memory
from stages import StageFile

STAGE_LIMIT = 40_000


def load(checkpoint, shape):
    """The Hugging Face network with a checkpoint's weights, never holding more than one float32 copy."""
    with torch.device("meta"):
        network = hugging_face.build(hugging_face.settings_like(shape))
    state = converted(torch.load(checkpoint, weights_only=True, mmap=True))
    network.load_state_dict({in_memory(name): value.float() for name, value in state.items()}, assign=True)
    return network


def peak_memory():
    """Of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=pathlib.Path)
    parser.add_argument("image", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--stages", action="store_true",
                        help="store every stage, which costs memory for copies: measure without")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)

    picture = torch.from_numpy(numpy.array(Image.open(arguments.image).convert("RGB")))
    size = tuple(picture.shape[:2])
    shape = Shape()
    started = time.perf_counter()
    network = load(arguments.checkpoint, shape)
    report = {"threads": arguments.threads, "load_s": time.perf_counter() - started, "loaded_mib": peak_memory()}

    pixels = images.preprocess(picture, (4 * shape.tile,) * 2)
    _warm_up()
    started, cpu_started = time.perf_counter(), time.process_time()
    if arguments.stages:
        stages = hugging_face.run(network, pixels)
    else:
        with torch.no_grad():
            output = network(pixels)
        stages = {"head": output.predicted_depth[:, None], "fov": output.field_of_view}
    report |= {"forward_s": time.perf_counter() - started, "forward_cpu_s": time.process_time() - cpu_started,
               "peak_mib": peak_memory()}

    file = _collect(picture, pixels, stages, size)
    file.save(arguments.output, f"torch {torch.__version__}")
    inverse, depth = stages["head"], file.tensors["depth"]
    report |= {"size": size, "fov_deg": stages["fov"].item(),
               "inverse_below_0.01": (inverse < 0.01).float().mean().item(),
               "inverse_quantiles": _quantiles(inverse), "depth_quantiles": _quantiles(depth)}
    print(json.dumps(report, indent=2))


def _warm_up():
    """Starts the thread pool and the matrix and convolution back-ends."""
    torch.nn.functional.conv2d(torch.ones(1, 64, 64, 64), torch.ones(64, 64, 3, 3))
    torch.ones(512, 512) @ torch.ones(512, 512)


def _collect(picture, pixels, stages, size):
    file = StageFile()
    file.add("image", picture, picture.numel())
    file.add("input", pixels, STAGE_LIMIT)
    for name, tensor in stages.items():
        file.add(name, tensor, tensor.numel() if name == "head" else STAGE_LIMIT)
    focal_px = images.focal_length(stages["fov"].item(), size[1])
    depth = images.metric_depth(stages["head"], focal_px, size)
    file.add("focal_px", torch.tensor([focal_px]), 1)
    file.add("depth", depth, depth.numel())
    return file


def _quantiles(tensor):
    values = tensor.flatten()[::97].sort().values
    return [round(values[int(q * (len(values) - 1))].item(), 4) for q in (0, 0.01, 0.1, 0.5, 0.9, 0.99, 1)]


if __name__ == "__main__":
    main()
