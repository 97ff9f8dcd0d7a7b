"""Runs a small depth network from its .tflite file over a folder, so that `depthpro evaluate` can score it.

    pip install ai-edge-litert pillow numpy
    python Benchmarks/peers.py fast-depth fast_depth_224_int8.tflite data/depth out/fast-depth
    depthpro evaluate --dataset manifest:data/depth --predictions fast-depth=out/fast-depth --align none --align median

The folder has a manifest.jsonl with `id` and `rgb`, or a folder image/ with pictures. One NPZ file per image, named as
the image; an example of how any other method's predictions come to be scored.
"""
import argparse
import json
import pathlib

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from PIL import Image, ImageOps


def fast_depth(interpreter, image):
    """FastDepth (Wofk et al., 2019): bytes of 224×224 in, bytes out; metres = byte × 0.0716998."""
    out = run(interpreter, np.asarray(image.resize((224, 224), Image.BILINEAR), np.uint8)[None])
    return out.squeeze().astype(np.float32) * 0.0716998


def mobile_pydnet(interpreter, image):
    """Mobile PyDNet (Aleotti et al., 2021): floats of 3×192×640 in; inverse depth ∝ −(0.01 + 9.99·out), no scale."""
    pixels = np.asarray(image.resize((640, 192), Image.BILINEAR), np.float32) / 255
    out = run(interpreter, pixels.transpose(2, 0, 1)[None]).squeeze()
    return (1 / np.maximum(-(0.01 + 9.99 * out), 1e-3)).astype(np.float32)


def run(interpreter, array):
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], array)
    interpreter.invoke()
    return interpreter.get_tensor(interpreter.get_output_details()[0]["index"])


def images(folder):
    manifest = folder / "manifest.jsonl"
    if manifest.exists():
        for line in manifest.read_text().splitlines():
            if line.strip():
                row = json.loads(line)
                yield row["id"], folder / row["rgb"]
    else:
        for path in sorted((folder / "image").iterdir()):
            yield path.stem, path


def main():
    methods = {"fast-depth": fast_depth, "mobile-pydnet": mobile_pydnet}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("method", choices=methods)
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--mirror", action="store_true", help="the mean with the mirrored image's depth, as predict --mirror")
    arguments = parser.parse_args()
    interpreter = Interpreter(str(arguments.model), num_threads=1)
    interpreter.allocate_tensors()
    for name, path in images(arguments.folder):
        image = Image.open(path).convert("RGB")
        depth = methods[arguments.method](interpreter, image)
        if arguments.mirror:
            other = methods[arguments.method](interpreter, ImageOps.mirror(image))[:, ::-1]
            depth = np.sqrt(depth * other)
        target = arguments.output / f"{name}.npz"
        target.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(target, depth=depth)
        print(target)


if __name__ == "__main__":
    main()
