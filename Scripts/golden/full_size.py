"""Writes a network of full size with seeded random weights in the layout of the published checkpoint.

1119 float16 tensors in a flat OrderedDict, 1.9 GB, by torch.save. Needs about 2.5 GB of memory: the network
itself is never allocated.
"""

import argparse
import pathlib
import resource

import torch

from apple_network import AppleNetwork, Shape
from weights import draw

TINY = dict(embed_dim=64, depth=4, grid=8, feature_dims=(16, 16, 32, 64, 64), decoder_dim=16)
"""For trying scripts that are meant for the full size."""

SEED = 1
HEAD_GAIN, HEAD_BIAS = 0.7, 2.3
"""Measured for this seed: as drawn, close to half of the canonical inverse depth is zero."""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=pathlib.Path, help="the file to write, e.g. depth_pro.pt")
    parser.add_argument("--tiny", action="store_true", help="a network of the same structure, to try scripts with")
    arguments = parser.parse_args()
    with torch.device("meta"):
        network = AppleNetwork(Shape(**(TINY if arguments.tiny else {})))
    state = draw(network, SEED, torch.float16)
    state["head.4.weight"] *= HEAD_GAIN
    state["head.4.bias"].fill_(HEAD_BIAS)
    torch.save(state, arguments.output)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    count = sum(tensor.numel() for tensor in state.values())
    print(f"{len(state)} tensors, {count} parameters, {arguments.output.stat().st_size} bytes, peak {peak:.1f} GiB")


if __name__ == "__main__":
    main()
